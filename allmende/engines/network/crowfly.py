# SPDX-License-Identifier: EUPL-1.2
"""As the crow flies: the same questions without streets, for standards that count so and for towns without a network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .model import Floats, Ints, Longs
from .search import Nearest
from .search_model import FAR
from .whatif import Change, gone_of

AT_ONCE = 4_000_000
"""Pairs looked at in one step of `within`."""


class CrowFly:
    """Straight lines in a plane CRS; places are coordinates (n, 2) in metres, everything else as in `Router`.

    Args:
        crs: a CRS in metres as "EPSG:25832"; kept for whoever brings the coordinates.
        metres_per_second: to answer in tenths of a second; None to answer in tenths of a metre.

    Raises:
        ValueError: a speed that is not above zero.
    """

    def __init__(self, crs: str, metres_per_second: float | None = None) -> None:
        if metres_per_second is not None and not metres_per_second > 0:
            raise ValueError("metres_per_second must be above 0")
        self.crs = crs
        self.measure = "length" if metres_per_second is None else "time"
        self.rate = 10.0 if metres_per_second is None else 10.0 / metres_per_second

    def locate(self, xy: npt.ArrayLike) -> Floats:
        """Places (k, 2) in metres of the CRS, ready to ask about; without finite coordinates they reach nothing."""
        return self.place(np.asarray(xy, np.float64))

    def place(self, places: Floats) -> Floats:
        """The same as `locate`, for array in hand."""
        points = np.ascontiguousarray(places, np.float64).reshape(-1, 2).view()
        points.flags.writeable = False
        return points

    def nearest_at(self, origins: Floats, facilities: Floats, *, limit: int | None = None) -> Nearest:
        """The nearest facility of every origin: times and which, (n,)."""
        near = self.nearest_k(origins, facilities, 1, limit=limit)
        return Nearest(near.times[:, 0], near.which[:, 0])

    def nearest_k(self, origins: Floats, facilities: Floats, k: int, *, limit: int | None = None) -> Nearest:
        """The k nearest facilities of every origin, nearest first: times and which, (n, k), padded with FAR and -1."""
        from .crowfly_kernels import nearest_k

        if k < 1:
            raise ValueError("k must be 1 or more")
        most = FAR - 1 if limit is None else int(limit)
        return Nearest(*nearest_k(self.place(origins), self.place(facilities), self.rate, k, most))

    def matrix(self, origins: Floats, destinations: Floats, limit: int | None = None) -> Ints:
        """Times from every origin to every destination, int32 (n, m)."""
        here, there = self.place(origins), self.place(destinations)
        far = np.rint(np.hypot(here[:, None, 0] - there[:, 0], here[:, None, 1] - there[:, 1]) * self.rate)
        far[~(far <= (FAR - 1 if limit is None else limit))] = FAR
        return far.astype(np.int32)

    times = matrix

    def within(self, origins: Floats, destinations: Floats, limit: int) -> tuple[Longs, Ints, Ints]:
        """All pairs within a limit as CSR by origin: start int64 (n + 1), index of the destination (ascending), time."""
        here = self.place(origins)
        rows = max(1, AT_ONCE // max(1, len(destinations)))
        counts, index, times = [np.zeros(1, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.int32)]
        for low in range(0, len(here), rows):
            block = self.matrix(here[low : low + rows], destinations, limit)
            row, column = np.nonzero(block != FAR)
            counts.append(np.bincount(row, minlength=len(block)))
            index.append(column)
            times.append(block[row, column])
        return np.cumsum(np.concatenate(counts)), np.concatenate(index).astype(np.int32), np.concatenate(times)

    def whatif(self, facilities: Floats, origins: Floats) -> CrowWhatIf:
        """A base for changes, see `WhatIf`."""
        return CrowWhatIf(self, facilities, origins)


class CrowWhatIf:
    """`WhatIf` as the crow flies: only origins that lose their facility are looked at in full."""

    def __init__(self, provider: CrowFly, facilities: Floats, origins: Floats) -> None:
        self.provider = provider
        self.facilities, self.origins = provider.place(facilities), provider.place(origins)
        self.nearest = provider.nearest_at(self.origins, self.facilities)
        self.times, self.which = self.nearest.times, self.nearest.which

    def change(self, add: Floats | None = None, remove: Sequence[int] | npt.NDArray[np.integer] = ()) -> Change:
        """The origins whose time changes. Raises ValueError for an index in `remove` that no facility has."""
        from .crowfly_kernels import changed

        bases = len(self.facilities)
        extra = self.provider.place(np.empty((0, 2)) if add is None else add)
        sources = self.provider.place(np.vstack([self.facilities, extra]))
        gone = gone_of(remove, bases, len(extra))
        origin, after, which = changed(self.origins, sources, self.provider.rate, self.times, self.which, bases, gone)
        return Change(origin, self.times[origin], after, which)
