# SPDX-License-Identifier: EUPL-1.2
"""Compiled loops, see `allmende.engines.jit`."""

from allmende.engines.jit import kernel

__all__ = ["kernel"]
