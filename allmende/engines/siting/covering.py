# SPDX-License-Identifier: EUPL-1.2
"""Covering: reach as many as possible with p sites, or everybody with as few sites as possible.

Maximal covering: Church & ReVelle, Papers of the Regional Science Association 32, 1974, 101-118. Location set covering:
Toregas, Swain, ReVelle & Bergman, Operations Research 19(6), 1971, 1363-1373.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .covers import Covers, collapse
from .interchange import greedy, improve
from .lagrange import warm
from .model import Floats, Indices, Sites, capacities_of, count_of, fixed_of, flags, settle, sums, weights_of
from .solver import Model

DENSE = 20_000_000
"""Entries of a full matrix up to which the interchange heuristic is tried (160 MB)."""


@dataclass(frozen=True)
class _Found:
    """New sites, no better value possible, whether that is proved, who found it, and flow per entry (capacities)."""

    chosen: Indices
    bound: float
    proven: bool
    method: str
    flow: Floats | None = None


def max_cover(
    covers: Covers,
    weights: npt.ArrayLike,
    p: int,
    *,
    fixed: Iterable[int] = (),
    capacity: npt.ArrayLike | None = None,
    seconds: float = 5.0,
) -> Sites:
    """Return the p new sites that, with the fixed ones, cover the most weight.

    `weights` (demand); `capacity` (candidates): most weight that a site can serve (infinity: no limit), people of one
    point may then be spread over several sites. `seconds`: time limit of the proof. Raises `SitingError`.
    """
    warm()
    began = time.perf_counter()
    amounts, there = weights_of(weights, covers.demand), fixed_of(fixed, covers.candidates)
    free = np.setdiff1d(np.arange(covers.candidates, dtype=np.int32), there)
    p = count_of(p, len(free))
    classes, weight, kind = collapse(covers, amounts)
    if capacity is None:
        found = _most_covered(classes, weight, p, there, free, began + seconds)
        of_class, served = _first(classes, weight, np.concatenate([there, found.chosen]))
    else:
        room = capacities_of(capacity, covers.candidates)
        found = _most_served(classes, weight, p, there, free, room, began + seconds)
        of_class, served = _largest(classes, found.flow)
    return settle(
        found.chosen,
        there,
        of_class[kind],
        served,
        objective=float(served.sum()),
        bound=found.bound,
        proven=found.proven,
        unserved=max(float(amounts.sum() - served.sum()), 0.0),
        method=found.method,
        began=began,
    )


def set_cover(
    covers: Covers,
    weights: npt.ArrayLike | None = None,
    *,
    price: npt.ArrayLike | None = None,
    fixed: Iterable[int] = (),
    seconds: float = 5.0,
) -> Sites:
    """Return the fewest (or, with `price` (candidates), cheapest) new sites that cover every point that can be covered.

    Points that no candidate covers are `unserved`; points of weight 0 need not be covered. Raises `SitingError`.
    """
    began = time.perf_counter()
    amounts = weights_of(np.ones(covers.demand) if weights is None else weights, covers.demand)
    costs = weights_of(np.ones(covers.candidates) if price is None else price, covers.candidates)
    there = fixed_of(fixed, covers.candidates)
    classes, weight, kind = collapse(covers, amounts)
    must = (weight > 0) & (np.diff(classes.start) > 0) & ~classes.by(flags(there, covers.candidates))
    found = _cover_all(classes.take(np.flatnonzero(must)), costs, began + seconds)
    of_class, served = _first(classes, weight, np.concatenate([there, found.chosen]))
    return settle(
        found.chosen,
        there,
        of_class[kind],
        served,
        objective=float(costs[found.chosen].sum()),
        bound=float(np.ceil(found.bound - 1e-6)) if (costs == np.floor(costs)).all() else found.bound,
        proven=found.proven,
        unserved=float(weight[of_class < 0].sum()),
        method=found.method,
        began=began,
    )


def _most_covered(classes: Covers, weight: Floats, p: int, there: Indices, free: Indices, until: float) -> _Found:
    """Maximal covering without capacities."""
    done = classes.by(flags(there, classes.candidates))
    already = float(weight[done].sum())
    rows = np.flatnonzero(~done & (weight > 0) & (np.diff(classes.start) > 0))
    left, worth = classes.take(rows), weight[rows]
    if not p or not len(rows):
        return _Found(free[:p], already, True, "nothing to choose")
    known = flags(_by_swaps(left, worth, p, free), classes.candidates)
    model = Model(maximise=True)
    seat = model.columns(classes.candidates, most=flags(free, classes.candidates), whole=True)
    covered = model.columns(len(rows), worth)
    model.rows(len(rows), (np.arange(len(rows)), covered, 1), (left.row, seat[left.index], -1), upper=0)
    model.rows(1, (0, seat, 1), upper=p)
    answer = model.solve(until - time.perf_counter(), np.concatenate([known, left.by(known)]).astype(np.float64))
    bound = answer.bound if np.isfinite(answer.bound) else float(worth.sum())
    chosen, method = known, "interchange" if _is_dense(left) else "greedy"
    if answer.values is not None and answer.objective > worth[left.by(known)].sum() * (1 + 1e-12):
        chosen, method = answer.values[seat] > 0.5, "highs"
    return _Found(_filled(chosen, free, p), already + bound, answer.proven, "highs" if answer.proven else method)


def _most_served(
    classes: Covers, weight: Floats, p: int, there: Indices, free: Indices, room: Floats, until: float
) -> _Found:
    """Maximal covering with capacities: people of a class may go to several sites, no site serves more than it can."""
    entries, sites, row = len(classes.index), classes.candidates, classes.row
    seats = np.minimum(room, weight.sum())  # infinity would be no coefficient
    most = np.minimum(seats[classes.index], weight[row])
    model = Model(maximise=True)
    seat = model.columns(sites, least=flags(there, sites), whole=True)
    flow = model.columns(entries, 1.0, most=most)
    model.rows(classes.demand, (row, flow, 1), upper=weight)
    model.rows(sites, (classes.index, flow, 1), (np.arange(sites), seat, -seats), upper=0)
    model.rows(entries, (np.arange(entries), flow, 1), (np.arange(entries), seat[classes.index], -most), upper=0)
    model.rows(1, (0, seat, 1), upper=p + len(there))
    nothing = np.concatenate([flags(there, sites), np.zeros(entries)]).astype(np.float64)
    answer = model.solve(until - time.perf_counter(), nothing)
    values = nothing if answer.values is None else answer.values
    bound = answer.bound if np.isfinite(answer.bound) else float(weight[np.diff(classes.start) > 0].sum())
    chosen = _filled((values[seat] > 0.5) & ~flags(there, sites), free, p)
    return _Found(chosen, bound, answer.proven, "highs", np.maximum(values[flow], 0.0))


def _cover_all(rows: Covers, costs: Floats, until: float) -> _Found:
    """Set covering of classes that all can and must be covered."""
    if not rows.demand:
        return _Found(np.empty(0, np.int32), 0.0, True, "nothing to choose")
    known = flags(_cheapest_first(rows, costs), rows.candidates)
    model = Model()
    seat = model.columns(rows.candidates, costs, whole=True)
    model.rows(rows.demand, (rows.row, seat[rows.index], 1), lower=1)
    answer = model.solve(until - time.perf_counter(), known.astype(np.float64))
    chosen, method = known, "greedy"
    if answer.values is not None and answer.objective < costs[known].sum():
        chosen, method = answer.values > 0.5, "highs"
    bound = answer.bound if np.isfinite(answer.bound) else 0.0
    indices = np.flatnonzero(chosen).astype(np.int32)
    return _Found(indices, bound, answer.proven, "highs" if answer.proven else method)


def _is_dense(rows: Covers) -> bool:
    return rows.demand * rows.candidates <= DENSE


def _by_swaps(rows: Covers, worth: Floats, p: int, free: Indices) -> Indices:
    """Return p free sites by greedy and interchange: covering is a p-median in which only the uncovered cost anything."""
    if not _is_dense(rows):
        return _greedily(rows, worth, p, free)
    cost = np.repeat(worth[np.newaxis, :], rows.candidates, axis=0)
    cost[rows.index, rows.row] = 0.0
    chosen: Indices = greedy(cost, worth, p, ~flags(free, rows.candidates))
    seats = flags(chosen, rows.candidates) | ~flags(free, rows.candidates)
    improve(cost, worth, chosen, seats)
    return np.sort(chosen)


def _greedily(rows: Covers, worth: Floats, p: int, free: Indices) -> Indices:
    left, chosen, row = worth.copy(), flags([], rows.candidates), rows.row
    for _ in range(p):
        gain = sums(rows.index, left[row], rows.candidates)
        gain[chosen | ~flags(free, rows.candidates)] = -1.0
        chosen[gain.argmax()] = True
        left[rows.by(chosen)] = 0.0
    return np.flatnonzero(chosen).astype(np.int32)


def _cheapest_first(rows: Covers, costs: Floats) -> Indices:
    """Return sites that cover all rows: the most newly covered per price first, then those left out that are not needed."""
    row, open_rows, chosen = rows.row, np.ones(rows.demand), []
    while open_rows.any():
        gain = sums(rows.index, open_rows[row], rows.candidates)
        chosen.append(int(np.argmax(gain / np.maximum(costs, 1e-9))))
        open_rows[row[rows.index == chosen[-1]]] = 0.0
    times = np.bincount(row[np.isin(rows.index, chosen)], minlength=rows.demand)
    for site in sorted(chosen, key=lambda each: -costs[each]):
        own = row[rows.index == site]
        if (times[own] > 1).all():
            times[own] -= 1
            chosen.remove(site)
    return np.array(sorted(chosen), dtype=np.int32)


def _filled(chosen: npt.NDArray[np.bool_], free: Indices, p: int) -> Indices:
    """Return exactly p sites: where fewer already serve everybody, the first free ones are added."""
    picked = np.flatnonzero(chosen).astype(np.int32)
    spare = np.setdiff1d(free, picked)[: p - len(picked)]
    return np.sort(np.concatenate([picked, spare])).astype(np.int32)


def _first(classes: Covers, weight: Floats, sites: Indices) -> tuple[Indices, Floats]:
    """Return the first chosen site that covers each class, int32 (-1: none), and the weight of each site."""
    keep = flags(sites, classes.candidates)[classes.index]
    answer = np.full(classes.demand, classes.candidates, dtype=np.int32)
    np.minimum.at(answer, classes.row[keep], classes.index[keep])
    answer[answer == classes.candidates] = -1
    covered = answer >= 0
    return answer, sums(answer[covered], weight[covered], classes.candidates)


def _largest(classes: Covers, flow: Floats | None) -> tuple[Indices, Floats]:
    """Return the site that serves most of each class, int32 (-1: none), and the weight of each site."""
    amounts = np.zeros(len(classes.index)) if flow is None else flow
    answer = np.full(classes.demand, -1, dtype=np.int32)
    order = np.argsort(amounts, kind="stable")
    order = order[amounts[order] > 1e-9]
    answer[classes.row[order]] = classes.index[order]
    return answer, sums(classes.index, amounts, classes.candidates)
