# SPDX-License-Identifier: EUPL-1.2
"""The p-median: as little way as possible for all together.

Hakimi, Operations Research 12(3), 1964; ReVelle & Swain, Geographical Analysis 2(1), 1970. Three tools in turn: interchange finds a very good choice, Lagrangian relaxation proves how good it is and rules most
sites and pairs out, HiGHS settles what is left when time allows.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import lagrange
from .capacities import Problem, with_capacities
from .interchange import assign, greedy, improve
from .model import (
    Floats,
    Indices,
    Sites,
    SitingError,
    capacities_of,
    count_of,
    fixed_of,
    flags,
    settle,
    sums,
    weights_of,
)
from .solver import Model

MOST_PAIRS = 400_000
"""Pairs of demand and site, of those that the bound leaves open, up to which HiGHS is asked."""
MOST_CELLS = 4_000_000
"""Size of the matrix up to which half of the time is kept for HiGHS; beyond it, all goes into swaps and the bound."""
BATCH = 40
"""Subgradient steps between two looks at the clock; fewer for large matrices."""


@dataclass(frozen=True)
class _Problem:
    """Choose p rows of `cost` (free candidates, demand; weighted) with the smallest sum of minima, beside `base` (demand).

    `whole`: all costs are whole numbers, so a choice is the best as soon as the bound comes within 1; `until`: when the
    time is over.
    """

    cost: Floats
    base: Floats
    p: int
    whole: bool
    until: float


@dataclass
class _Search:
    """What is known so far: the best sites with their cost, and the bound with the prices it comes from."""

    chosen: Indices
    value: float
    bound: float
    prices: Floats
    method: str


def p_median(
    cost: npt.ArrayLike,
    weights: npt.ArrayLike,
    p: int,
    *,
    fixed: Iterable[int] = (),
    capacity: npt.ArrayLike | None = None,
    far: float | None = None,
    seconds: float = 5.0,
) -> Sites:
    """Return the p new sites that, with the fixed ones, make the weighted cost smallest.

    `cost` (demand, candidates): times or distances; negative, NaN, infinite and int32's greatest value mean unreachable.
    `weights` (demand). `capacity` (candidates): most weight a site can serve; people of one point may then be spread.
    `far`: what a person costs whom no site serves (default: twice the greatest cost); nobody is sent farther than that.
    Points that no site at all can reach are `unserved` and take no part. `seconds`: time limit. Raises `SitingError`.
    """
    lagrange.warm()
    began = time.perf_counter()
    matrix = np.asarray(cost)
    if matrix.ndim != 2:
        raise SitingError(f"cost has the shape {matrix.shape}; a matrix (demand, candidates) is needed")
    demand, candidates = matrix.shape
    amounts, there = weights_of(weights, demand), fixed_of(fixed, candidates)
    free = np.setdiff1d(np.arange(candidates, dtype=np.int32), there)
    p = count_of(p, len(free))
    near = (matrix >= 0) & (matrix < np.iinfo(np.int32).max)
    charge = _charge(matrix, near, far)
    near &= matrix <= charge
    share = 1.0 if capacity is None else 0.3  # of the time, for the problem without capacities
    rows = np.flatnonzero((amounts > 0) & near.any(axis=1))
    weighted = np.ascontiguousarray(np.where(near[rows], matrix[rows], charge).T)
    weighted *= amounts[rows]
    base = np.minimum(weighted[there].min(axis=0, initial=np.inf), charge * amounts[rows])
    found = _search(weighted[free] if len(there) else weighted, base, p, began + share * seconds)
    chosen, value, bound, proven, method = np.sort(free[found.chosen]), found.value, found.bound, False, found.method
    if capacity is None:
        assignment = _nearest(matrix, near, np.union1d(there, chosen).astype(np.int32))
        got = assignment >= 0
        served = sums(assignment[got], amounts[got], candidates)
    else:
        problem = Problem(matrix, near, amounts, capacities_of(capacity, candidates), charge)
        spread, bound, proven, method = with_capacities(problem, p, there, chosen, bound, began + seconds)
        chosen, value = np.setdiff1d(spread.sites, there).astype(np.int32), spread.value
        assignment, served = _largest(problem, spread.flow, demand), sums(problem.j, spread.flow, candidates)
    return settle(
        chosen,
        there,
        assignment,
        served,
        objective=value,
        bound=bound,
        proven=proven,
        unserved=max(float(amounts.sum() - served.sum()), 0.0),
        method=method,
        began=began,
    )


def _charge(matrix: npt.NDArray[np.generic], near: npt.NDArray[np.bool_], far: float | None) -> float:
    if far is None:
        return 2.0 * float(matrix.max(where=near, initial=0))
    if not np.isfinite(far) or far < 0:
        raise SitingError("far must be finite and not negative")
    return float(far)


def _search(cost: Floats, base: Floats, p: int, until: float) -> _Search:
    """Find the best rows of `cost` and prove it as far as time allows."""
    candidates, demand = cost.shape
    if p == 0 or demand == 0 or p == candidates:
        value = float(np.minimum(base, cost[:p].min(axis=0, initial=np.inf)).sum())
        return _Search(np.arange(p, dtype=np.int32), value, value, base, "nothing to choose")
    whole = all(bool((row == np.floor(row)).all()) for row in (*cost, base))
    problem = _Problem(cost, base, p, whole, until)
    state = _Search(greedy(cost, base, p, np.zeros(candidates, bool)), np.inf, 0.0, base, "interchange")
    _try(state, state.chosen, problem)
    _tighten(state, problem)
    if not _closed(state, problem) and time.perf_counter() < until:
        _settle_rest(state, problem)
    if whole:
        state.bound = min(float(np.ceil(state.bound - 1e-6)), state.value)
    return state


def _try(state: _Search, start: npt.NDArray[np.integer[Any]], problem: _Problem) -> None:
    """Improve a choice by swaps and keep it where it is the best so far."""
    chosen = start.astype(np.int32).copy()
    value = float(improve(problem.cost, problem.base, chosen, flags(chosen, len(problem.cost))))
    if value < state.value:
        state.chosen, state.value = chosen, value


def _closed(state: _Search, problem: _Problem) -> bool:
    """Tell whether no better choice can exist: for whole numbers the bound need only come within 1."""
    step = 1.0 if problem.whole else 0.0
    return state.bound + step > state.value + 1e-6 or state.value - state.bound <= 1e-9 * abs(state.value)


def _tighten(state: _Search, problem: _Problem) -> None:
    """Raise the bound by subgradient steps; every batch proposes sites, or chance does, for more swaps."""
    cost, base, p = problem.cost, problem.base, problem.p
    dice = np.random.default_rng(p)
    prices = _first_prices(state.chosen, cost, base)
    best = prices.copy()
    progress = np.array([0.0, 1.5, 0.0])  # no cost is negative
    tried: set[bytes] = set()
    began = now = time.perf_counter()
    end = (began + problem.until) / 2 if cost.size <= MOST_CELLS else problem.until
    batch = max(4, min(BATCH, 20_000_000 // cost.size))
    swapping = 0.0
    while progress[1] > 1e-4 and (now := time.perf_counter()) < end:
        proposed = np.sort(lagrange.steps(cost, base, p, state.value, prices, best, progress, batch))
        state.bound, state.prices = float(progress[0]), best
        if _closed(state, problem):
            break
        if swapping > (now - began) / 2:
            continue
        if proposed.tobytes() in tried:
            proposed = np.sort(dice.choice(len(cost), p, replace=False))
        tried.add(proposed.tobytes())
        now = time.perf_counter()
        _try(state, proposed, problem)
        swapping += time.perf_counter() - now
    state.method = "interchange+lagrange"


def _first_prices(chosen: Indices, cost: Floats, base: Floats) -> Floats:
    """Return prices half-way between the costs of the nearest and second-nearest chosen site: near the best ones."""
    demand = len(base)
    first, second = np.empty(demand), np.empty(demand)
    assign(cost, base, chosen, np.empty(demand, np.int32), first, second)
    answer: Floats = (first + second) / 2
    return answer


def _settle_rest(state: _Search, problem: _Problem) -> None:
    """Ask HiGHS whether among the sites and pairs that the bound leaves open there is anything better."""
    cost, base, p = problem.cost, problem.base, problem.p
    target = state.value - (1.0 - 1e-6 if problem.whole else 1e-9 * abs(state.value))
    site, keep = lagrange.reduced(cost, state.prices, p, target)
    if keep.sum() > MOST_PAIRS:
        return
    candidates, demand = cost.shape
    j, i = np.nonzero(keep)
    model = Model()
    seat = model.columns(candidates, least=site == 1, most=site >= 0, whole=True)
    goes = model.columns(len(j), cost[j, i])
    stays = model.columns(demand, base)
    model.rows(demand, (i, goes, 1), (np.arange(demand), stays, 1), lower=1, upper=1)
    model.rows(len(j), (np.arange(len(j)), goes, 1), (np.arange(len(j)), seat[j], -1), upper=0)
    model.rows(1, (0, seat, 1), lower=p, upper=p)
    answer = model.solve(problem.until - time.perf_counter())
    if answer.values is not None:
        _try(state, np.argsort(-answer.values[seat], kind="stable")[:p], problem)
    if answer.proven or not answer.feasible:  # everything left out costs at least `target`
        state.bound, state.method = state.value, "highs"
    elif np.isfinite(answer.bound):
        state.bound = max(state.bound, min(answer.bound, state.value))


def _largest(problem: Problem, flow: Floats, demand: int) -> Indices:
    """Return the site that serves most of each demand point, int32, -1 where none does."""
    answer = np.full(demand, -1, dtype=np.int32)
    order = np.argsort(flow, kind="stable")
    order = order[flow[order] > 1e-9]
    answer[problem.rows[problem.i[order]]] = problem.j[order]
    return answer


def _nearest(matrix: npt.NDArray[np.generic], near: npt.NDArray[np.bool_], sites: Indices) -> Indices:
    """Return the nearest of the sites for each demand point, int32, -1 where none is near."""
    if not len(sites):
        return np.full(len(matrix), -1, dtype=np.int32)
    costs = np.where(near[:, sites], matrix[:, sites], np.inf)
    answer = sites[costs.argmin(axis=1)]
    return np.where(np.isfinite(costs.min(axis=1)), answer, -1).astype(np.int32)
