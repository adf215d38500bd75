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
