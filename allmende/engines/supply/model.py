# SPDX-License-Identifier: EUPL-1.2
"""The words of supply analysis: travel times with gaps, population by group, sparse reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

FAR = np.iinfo(np.int32).max
"""The time of an origin that reaches nothing. Negative times and NaN mean the same."""


class SupplyError(ValueError):
    """Arrays that do not fit each other, or numbers that cannot be people, capacities or times."""


def reached(times: npt.ArrayLike) -> Flags:
    """Tell for each time (any shape, deciseconds or metres) whether something is reached at all.

    Not reached are negative values, `FAR` and above, NaN and infinity.
    """
    values = np.asarray(times)
    answer: Flags = (values >= 0) & (values < FAR)
    return answer


def people_of(people: npt.ArrayLike, origins: int) -> Floats:
    """Return people as an array (origins, groups); one number per origin is one group.

    Raises `SupplyError` for another length and for numbers that are negative, NaN or infinite.
    """
    counts = np.asarray(people, dtype=np.float64)
    if counts.ndim == 1:
        counts = counts[:, np.newaxis]
    if counts.ndim != 2 or len(counts) != origins:
        raise SupplyError(f"people has the shape {counts.shape}; {origins} origins need ({origins}, groups)")
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise SupplyError("people must be finite and not negative")
    return counts


def sums(index: npt.NDArray[np.integer[Any]], amounts: npt.NDArray[Any], length: int) -> Floats:
    """Return the sum of the amounts of each index, float64 (length)."""
    return np.bincount(index, amounts, minlength=length).astype(np.float64)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, NaN where the whole is 0."""
    answer: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return answer


@dataclass(frozen=True)
class Reach:
    """Which facilities each origin reaches, and in what time: a sparse matrix by rows (CSR).

    `start` int64 (origins + 1), `index` int32 (entries): the facility, `time` (entries): deciseconds or metres;
    `facilities`: how many there are in all. The entries of origin i are start[i] to start[i + 1].
    """

    start: Numbers
    index: npt.NDArray[np.int32]
    time: npt.NDArray[np.int32] | Floats
    facilities: int

    def __post_init__(self) -> None:
        if len(self.start) < 1 or self.start[0] != 0 or self.start[-1] != len(self.index):
            raise SupplyError("start must begin with 0 and end with the number of entries")
        if len(self.index) != len(self.time):
            raise SupplyError(f"{len(self.index)} facilities but {len(self.time)} times")
        if (np.diff(self.start) < 0).any():
            raise SupplyError("start must not fall")
        if len(self.index) and (self.index.min() < 0 or self.index.max() >= self.facilities):
            raise SupplyError(f"a facility is numbered outside 0 to {self.facilities - 1}")

    @property
    def origins(self) -> int:
        """How many origins there are."""
        return len(self.start) - 1

    @property
    def row(self) -> Numbers:
        """Return the origin of each entry, int64 (entries)."""
        return np.repeat(np.arange(self.origins), np.diff(self.start))

    def only(self, keep: Flags) -> Reach:
        """Return the reach with those entries (bool, entries) that are kept."""
        counts = np.bincount(self.row[keep], minlength=self.origins)
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Reach(start, self.index[keep], self.time[keep], self.facilities)

    def within(self, limit: float) -> Reach:
        """Return the reach up to a limit, which still counts (<=)."""
        return self.only(reached(self.time) & (self.time <= limit))

    def open_only(self, is_open: Flags) -> Reach:
        """Return the reach of those facilities (bool, facilities) that are open at the moment asked for."""
        if len(is_open) != self.facilities:
            raise SupplyError(f"{len(is_open)} opening states for {self.facilities} facilities")
        return self.only(np.asarray(is_open, dtype=bool)[self.index])

    @classmethod
    def from_matrix(cls, times: npt.ArrayLike, limit: float = FAR) -> Reach:
        """Return the reach of a full matrix (origins, facilities), entries beyond the limit or unreached left out."""
        matrix = np.asarray(times)
        if matrix.ndim != 2:
            raise SupplyError(f"times has the shape {matrix.shape}; a matrix (origins, facilities) is needed")
        keep = reached(matrix) & (matrix <= limit)
        row, column = np.nonzero(keep)
        start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(matrix)))]).astype(np.int64)
        return cls(start, column.astype(np.int32), matrix[row, column], matrix.shape[1])
