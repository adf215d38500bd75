# SPDX-License-Identifier: EUPL-1.2
"""Who is covered by which candidates, and demand points that are covered by the same ones taken together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .model import Floats, Indices, SitingError, sums

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Covers:
    """The candidates that cover each demand point, by rows (CSR).

    `start` int64 (demand + 1), `index` int32 (entries): candidates of point i are index[start[i] : start[i + 1]], each
    at most once; `candidates`: how many there are in all.
    """

    start: Numbers
    index: Indices
    candidates: int

    def __post_init__(self) -> None:
        if len(self.start) < 1 or self.start[0] != 0 or self.start[-1] != len(self.index):
            raise SitingError("start must begin with 0 and end with the number of entries")
        if (np.diff(self.start) < 0).any():
            raise SitingError("start must not fall")
        if len(self.index) and (self.index.min() < 0 or self.index.max() >= self.candidates):
            raise SitingError(f"a candidate is numbered outside 0 to {self.candidates - 1}")

    @property
    def demand(self) -> int:
        """How many demand points there are."""
        return len(self.start) - 1

    @property
    def row(self) -> Numbers:
        """Return the demand point of each entry, int64 (entries)."""
        return np.repeat(np.arange(self.demand), np.diff(self.start))

    def by(self, candidates: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Tell which demand points any of the candidates (bool, candidates) covers."""
        answer: npt.NDArray[np.bool_] = np.bincount(self.row[candidates[self.index]], minlength=self.demand) > 0
        return answer

    def take(self, rows: Numbers) -> Covers:
        """Return the covers of some demand points."""
        lengths = np.diff(self.start)[rows]
        start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        at = np.repeat(self.start[rows] - start[:-1], lengths) + np.arange(start[-1])
        return Covers(start, self.index[at], self.candidates)

    @classmethod
    def from_times(cls, times: npt.ArrayLike, limit: float) -> Covers:
        """Return the covers of a full matrix (demand, candidates) of times; negative ones and NaN cover nothing."""
        matrix = np.asarray(times)
        if matrix.ndim != 2:
            raise SitingError(f"times has the shape {matrix.shape}; a matrix (demand, candidates) is needed")
        covered = (matrix >= 0) & (matrix <= limit)
        start = np.concatenate([[0], np.cumsum(covered.sum(axis=1))]).astype(np.int64)
        return cls(start, np.nonzero(covered)[1].astype(np.int32), matrix.shape[1])


def collapse(covers: Covers, weights: Floats) -> tuple[Covers, Floats, Numbers]:
    """Take demand points covered by the same candidates together.

    Returns (covers of the classes, weight of each class, class of each demand point int64). The problem stays the same
    problem, with a few thousand classes in place of hundreds of thousands of points. Signatures are compared by 128-bit
    sums and then, so that the proof of an optimum rests on nothing else, entry by entry.
    """
    dice = np.random.default_rng(covers.demand)
    for _ in range(8):
        keys = np.stack([_sums(covers, dice) for _ in range(2)], axis=1)
        order = np.lexsort((keys[:, 1], keys[:, 0]))
        new = np.ones(covers.demand, dtype=bool)
        new[1:] = (keys[order[1:]] != keys[order[:-1]]).any(axis=1)
        kind = np.empty(covers.demand, dtype=np.int64)
        kind[order] = np.cumsum(new) - 1
        model = order[new]
        if _same(covers, model[kind]):
            weight = sums(kind, weights, len(model))
            return covers.take(model), weight, kind
    raise SitingError("a demand point names the same candidate twice, or in another order than its like")


def _sums(covers: Covers, dice: np.random.Generator) -> npt.NDArray[np.uint64]:
    """Return for each demand point the sum (modulo 2**64) of random numbers of its candidates."""
    salt = dice.integers(0, 2**64, covers.candidates, dtype=np.uint64, endpoint=False)
    grown = np.concatenate([np.zeros(1, np.uint64), np.cumsum(salt[covers.index], dtype=np.uint64)])
    answer: npt.NDArray[np.uint64] = grown[covers.start[1:]] - grown[covers.start[:-1]]
    return answer


def _same(covers: Covers, other: Numbers) -> bool:
    """Tell whether each demand point has exactly the entries of the other one named for it."""
    lengths = np.diff(covers.start)
    if (lengths != lengths[other]).any():
        return False
    at = np.repeat(covers.start[other] - covers.start[:-1], lengths) + np.arange(len(covers.index))
    return bool((covers.index == covers.index[at]).all())
