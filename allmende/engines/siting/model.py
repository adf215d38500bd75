# SPDX-License-Identifier: EUPL-1.2
"""What a search for sites is given and what it answers."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]

TOLERANCE = 1e-9
"""Relative difference below which two objectives count as equal: the accuracy of the solver."""


class SitingError(ValueError):
    """The question cannot be answered: arrays that do not fit, or more asked for than there is."""


@dataclass(frozen=True)
class Sites:
    """The chosen sites, and how sure it is that there are no better ones.

    `chosen` int32: the new sites, rising; `fixed` int32: those that are there anyway. `assignment` int32 (demand): the
    site that serves each demand point (with capacities: most of it), -1 where none does. `objective`: p-median the
    weighted cost, covering the weight covered, set cover the number (or price) of new sites. `bound`: no choice of sites
    is better than that; `gap` = |objective - bound| / max(|objective|, tiny), 0 where `proven`. `served` float64
    (candidates): weight that each site serves; `unserved`: weight that nobody serves. `method` says who found it, for
    example "highs", "interchange+lagrange"; `seconds`: how long it took.
    """

    chosen: Indices
    fixed: Indices
    assignment: Indices
    objective: float
    bound: float
    proven: bool
    gap: float
    served: Floats
    unserved: float
    method: str
    seconds: float


def gap_between(objective: float, bound: float) -> float:
    """Return the relative gap between what was found and what is possible at best; infinity without a bound."""
    if not math.isfinite(bound):
        return math.inf
    return abs(objective - bound) / max(abs(objective), 1e-12) if objective != bound else 0.0


def weights_of(weights: npt.ArrayLike, demand: int) -> Floats:
    """Return weights as float64 (demand). Raises `SitingError` for negative, NaN or infinite ones, or another length."""
    values = np.asarray(weights, dtype=np.float64)
    if values.shape != (demand,):
        raise SitingError(f"weights has the shape {values.shape}; ({demand},) is needed")
    if not np.isfinite(values).all() or (values < 0).any():
        raise SitingError("weights must be finite and not negative")
    return values


def fixed_of(fixed: Iterable[int], candidates: int) -> Indices:
    """Return the fixed sites, sorted, each once. Raises `SitingError` for a number that is no candidate."""
    sites = np.unique(np.fromiter(fixed, dtype=np.int64))
    if len(sites) and (sites[0] < 0 or sites[-1] >= candidates):
        raise SitingError(f"a fixed site is numbered outside 0 to {candidates - 1}")
    return sites.astype(np.int32)


def capacities_of(capacity: npt.ArrayLike, candidates: int) -> Floats:
    """Return capacities as float64 (candidates); infinity means without limit. Raises `SitingError`."""
    values = np.asarray(capacity, dtype=np.float64)
    if values.shape != (candidates,):
        raise SitingError(f"capacity has the shape {values.shape}; ({candidates},) is needed")
    if np.isnan(values).any() or (values < 0).any():
        raise SitingError("capacities must not be negative")
    return values


def count_of(p: int, free: int) -> int:
    """Return how many new sites are to be chosen. Raises `SitingError` for a negative number or more than there are."""
    if p < 0:
        raise SitingError("the number of sites must not be negative")
    if p > free:
        raise SitingError(f"{p} sites are asked for, but only {free} candidates are free")
    return p


def flags(indices: npt.ArrayLike, length: int) -> npt.NDArray[np.bool_]:
    """Return a bool array (length) that is true at the indices."""
    answer = np.zeros(length, dtype=bool)
    answer[np.asarray(indices, dtype=np.int64)] = True
    return answer


def sums(index: npt.NDArray[np.integer[Any]], amounts: npt.NDArray[Any], length: int) -> Floats:
    """Return the sum of the amounts of each index, float64 (length)."""
    return np.bincount(index, amounts, minlength=length).astype(np.float64)


def settle(
    chosen: Indices,
    fixed: Indices,
    assignment: Indices,
    served: Floats,
    *,
    objective: float,
    bound: float,
    proven: bool,
    unserved: float,
    method: str,
    began: float,
) -> Sites:
    """Return the answer; where bound and objective meet within the solver's accuracy, the optimum is proved."""
    if proven or abs(objective - bound) <= TOLERANCE * max(abs(objective), 1e-12):
        bound, proven = objective, True
    return Sites(
        chosen=chosen,
        fixed=fixed,
        assignment=assignment,
        objective=objective,
        bound=bound,
        proven=proven,
        gap=gap_between(objective, bound),
        served=served.astype(np.float64),
        unserved=unserved,
        method=method,
        seconds=time.perf_counter() - began,
    )
