# SPDX-License-Identifier: EUPL-1.2
"""The seam for travel times: whoever measures supply asks a provider, be it streets, straight lines or, later, timetables."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

import numpy.typing as npt

from .model import Ints, Longs
from .search import Nearest

Where = TypeVar("Where")


class TimeProvider(Protocol[Where]):
    """Times between places; `Router` and `CrowFly` are providers.

    ``Where`` is the provider's own kind of places, as `locate` returns them. Times are tenths (of a second, or of a metre where
    `measure` is "length"), int32, `FAR` for no way or none within the limit. Times lead from origins to destinations.
    """

    measure: Any

    def locate(self, xy: npt.ArrayLike) -> Where:
        """Places (k, 2) in metres, ready to ask about."""

    def times(self, origins: Where, destinations: Where, limit: int | None = None) -> Ints:
        """From every origin to every destination (n, m)."""

    def within(self, origins: Where, destinations: Where, limit: int) -> tuple[Longs, Ints, Ints]:
        """All pairs within the limit as CSR by origin: start, destination, time."""

    def nearest_at(self, origins: Where, facilities: Where, *, limit: int | None = None) -> Nearest:
        """The nearest facility of every origin (n,)."""

    def nearest_k(self, origins: Where, facilities: Where, k: int, *, limit: int | None = None) -> Nearest:
        """The k nearest different facilities of every origin (n, k)."""

    def whatif(self, facilities: Where, origins: Where) -> Any:
        """A base for changes: see `WhatIf.change`."""
