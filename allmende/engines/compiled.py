# SPDX-License-Identifier: EUPL-1.2
"""`compiled`: Numba as the engines use it. Without the lock of the interpreter, without threads of its own, kept on disk.

Machine code is kept beside the sources where that folder may be written to (a checkout), else in `ALLMENDE_HOME/cache/numba`,
else in the user's cache; `NUMBA_CACHE_DIR` overrides. Where none can be written each process compiles for itself.

Numba renews kept code when the *file* of a function changes, not when a function that it calls changes in another file:
kernels that call each other belong into one file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder, which is made for it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _can_keep(source: Path) -> bool:
    """Choose where the code of a source file is kept; False where it cannot be."""
    if numba.config.CACHE_DIR:
        return _writable(Path(numba.config.CACHE_DIR))
    if _writable(source.parent / "__pycache__"):
        return True
    home = os.environ.get("ALLMENDE_HOME")
    if home and _writable(folder := Path(home).resolve() / "cache" / "numba"):
        numba.config.CACHE_DIR = str(folder)
        return True
    users = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return _writable(Path(users) / "numba")


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function at its first call with each combination of types.

    Read-only and writable arrays are different types: hand in the same kind always, or a web worker compiles at a request.
    """
    keep = _can_keep(Path(function.__code__.co_filename))
    jitted: Callable[..., Any] = numba.njit(nogil=True, cache=keep)(function)
    return jitted


@intrinsic
def fetch(_typing, array, place):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Ask the processor to have ``array.flat[place]`` in its cache soon; for compiled functions.

    Where loops jump about in arrays greater than the cache, waiting for memory is most of their time. Only a hint: changes no
    result, and a place outside of the array does no harm. The array must be C contiguous. Source: LLVM, ``llvm.prefetch``.
    """

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        address = builder.bitcast(builder.gep(data, [arguments[1]]), byte)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        hint = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        builder.call(hint, [address, number(0), number(3), number(1)])  # to read, needed again, data
        return context.get_dummy_value()

    return types.void(array, types.intp), generate
