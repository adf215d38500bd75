# SPDX-License-Identifier: EUPL-1.2
"""The p-median with capacities: no site serves more than it can, people of one point may go to several sites.

For given sites the rest is a transport problem, which HiGHS solves as a linear program. Which sites to take is settled by
HiGHS too where the model is small enough; else by swapping sites as long as time allows. The bound without capacities
holds here as well: capacities only make ways longer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .model import Floats, Indices, flags, sums
from .solver import Model

MOST_LINKS = 60_000
"""Pairs of demand and site up to which the whole model goes to HiGHS, each pair tied to its site."""


@dataclass(frozen=True)
class Spread:
    """People spread over the open sites: `flow` per pair of the problem, and what it costs altogether."""

    sites: Indices
    flow: Floats
    value: float


class Problem:
    """The pairs of demand and site that may be used, with what they cost, and how much each site can take."""

    def __init__(
        self, matrix: npt.NDArray[np.generic], near: npt.NDArray[np.bool_], amounts: Floats, room: Floats, charge: float
    ) -> None:
        self.rows = np.flatnonzero((amounts > 0) & near.any(axis=1))
        self.i, self.j = np.nonzero(near[self.rows])
        self.cost = matrix[self.rows[self.i], self.j].astype(np.float64)
        self.weight, self.charge, self.sites = amounts[self.rows], charge, len(room)
        self.room = np.minimum(room, amounts.sum())  # infinity would be no coefficient

    def spread(self, sites: Indices, seconds: float) -> Spread | None:
        """Spread the people over these sites as cheaply as possible; None where time is not enough."""
        pairs = np.flatnonzero(flags(sites, self.sites)[self.j])
        model = Model()
        flow = model.columns(len(pairs), self.cost[pairs], most=np.inf)
        left = model.columns(len(self.weight), self.charge, most=self.weight)
        people = np.arange(len(self.weight))
        model.rows(len(people), (self.i[pairs], flow, 1), (people, left, 1), lower=self.weight, upper=self.weight)
        model.rows(self.sites, (self.j[pairs], flow, 1), upper=self.room)
        answer = model.solve(seconds)
        if answer.values is None or not answer.proven:
            return None
        flows = np.zeros(len(self.j))
        flows[pairs] = np.maximum(answer.values[flow], 0.0)
        return Spread(sites, flows, answer.objective)

    def nobody(self, sites: Indices) -> Spread:
        """Return what it costs when nobody goes anywhere."""
        return Spread(sites, np.zeros(len(self.j)), float(self.charge * self.weight.sum()))

    def exact(self, p: int, there: Indices, best: Spread, seconds: float) -> tuple[Spread, float, bool]:
        """Let HiGHS choose p sites beside those that are there: (the best, bound, proven)."""
        most, pairs, people = (
            np.minimum(self.weight[self.i], self.room[self.j]),
            np.arange(len(self.j)),
            np.arange(len(self.weight)),
        )
        model = Model()
        seat = model.columns(self.sites, least=flags(there, self.sites), whole=True)
        flow = model.columns(len(pairs), self.cost, most=most)
        left = model.columns(len(people), self.charge, most=self.weight)
        model.rows(len(people), (self.i, flow, 1), (people, left, 1), lower=self.weight, upper=self.weight)
        model.rows(self.sites, (self.j, flow, 1), (np.arange(self.sites), seat, -self.room), upper=0)
        model.rows(len(pairs), (pairs, flow, 1), (pairs, seat[self.j], -most), upper=0)
        model.rows(1, (0, seat, 1), lower=p + len(there), upper=p + len(there))
        unserved = self.weight - sums(self.i, best.flow, len(people))
        known = np.concatenate([flags(best.sites, self.sites), best.flow, np.maximum(unserved, 0.0)])
        answer = model.solve(seconds, known.astype(np.float64))
        if answer.values is not None and answer.objective < best.value:
            flows = np.maximum(answer.values[flow], 0.0)
            best = Spread(np.flatnonzero(answer.values[seat] > 0.5).astype(np.int32), flows, answer.objective)
        return best, answer.bound if np.isfinite(answer.bound) else 0.0, answer.proven

    def swaps(self, there: Indices, best: Spread, until: float) -> Spread:
        """Swap single sites, in an order drawn by chance, while that helps and time is left."""
        dice = np.random.default_rng(len(best.sites))
        while True:
            inside = np.setdiff1d(best.sites, there)
            outside = np.setdiff1d(np.arange(self.sites), best.sites)
            before = best
            for pair in dice.permutation(len(inside) * len(outside)):
                if time.perf_counter() >= until:
                    return best
                out, into = inside[pair // len(outside)], outside[pair % len(outside)]
                sites = np.sort(np.append(best.sites[best.sites != out], into)).astype(np.int32)
                tried = self.spread(sites, until - time.perf_counter())
                if tried and tried.value < best.value * (1 - 1e-9):
                    best = tried
                    break
            if best is before:
                return best


def with_capacities(
    problem: Problem, p: int, there: Indices, start: Indices, bound: float, until: float
) -> tuple[Spread, float, bool, str]:
    """Return (the best found, bound, proven, method).

    `start`: sites that are good without capacities; `bound`: what no choice without capacities is better than. Where
    places are too few, somebody stays unserved: the answer always exists.
    """
    free = np.setdiff1d(np.arange(problem.sites), there)
    roomy = free[np.argsort(-problem.room[free], kind="stable")[:p]]
    best = problem.nobody(np.union1d(there, start).astype(np.int32))
    for chosen in (start, roomy):
        found = problem.spread(np.union1d(there, chosen).astype(np.int32), until - time.perf_counter())
        if found and found.value < best.value:
            best = found
    proven, method = best.value <= bound, "interchange+lagrange"
    if not proven and len(problem.j) <= MOST_LINKS:
        best, exact, proven = problem.exact(p, there, best, until - time.perf_counter())
        bound, method = max(bound, exact), "highs"
    elif not proven:
        best = problem.swaps(there, best, until)
    return best, bound, proven, method
