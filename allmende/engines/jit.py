# SPDX-License-Identifier: EUPL-1.2
"""Compiled loops. Importing this module imports numba (about half a second), so only modules of kernels do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def kernel(function: F) -> F:
    """Compile a function of arrays and numbers; it lets other threads run and is kept on disk for the next process."""
    return cast("F", njit(nogil=True, cache=True)(function))
