# SPDX-License-Identifier: EUPL-1.2
"""A lower bound for the p-median by Lagrangian relaxation, and which sites can be left out because of it.

The rule that each demand point is assigned once is priced by multipliers u (Cornuéjols, Fisher & Nemhauser, Management
Science 23(8), 1977, 789-810); u is improved by subgradient steps (Held, Wolfe & Crowder, Mathematical Programming 6,
1974). With a value found by a heuristic, sites whose choice would lift the bound above it are fixed (reduced costs).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from allmende.engines.compiled import compiled

from .interchange import greedy, improve


@compiled
def price(cost: Any, u: Any, rho: Any) -> None:
    """Fill for each candidate what choosing it is worth at these prices (rho <= 0)."""
    for j in range(cost.shape[0]):
        worth = 0.0
        for i in range(cost.shape[1]):
            saved = cost[j, i] - u[i]
            if saved < 0.0:
                worth += saved
        rho[j] = worth


@compiled
def move(u: Any, slope: Any, base: Any, length: float) -> bool:
    """Shift u along the slope, within 0 and `base`; False where the slope is flat and u therefore the best there is."""
    norm = 0.0
    for i in range(len(slope)):
        norm += slope[i] * slope[i]
    if norm == 0.0:
        return False
    for i in range(len(slope)):
        u[i] = min(max(u[i] + length / norm * slope[i], 0.0), base[i])
    return True


@compiled
def steps(cost: Any, base: Any, p: int, target: float, u: Any, best_u: Any, state: Any, count: int) -> Any:
    """Take `count` subgradient steps. Returns the sites of the best relaxed solution seen in these steps (int32, p).

    `u` and `best_u` (demand) and `state` = [best bound, step factor, steps without progress] are changed in place;
    `target`: the value of the best known solution. u never exceeds `base`: what a point costs without any new site.
    """
    candidates, demand = cost.shape
    rho = np.empty(candidates)
    slope = np.empty(demand)
    best_sites = np.zeros(p, np.int32)
    best_here = -np.inf
    for _ in range(count):
        price(cost, u, rho)
        order = np.argsort(rho)[:p]
        bound = 0.0
        for i in range(demand):
            bound += u[i]
            slope[i] = 1.0
        for k in range(p):
            j = order[k]
            bound += rho[j]
            for i in range(demand):
                if cost[j, i] < u[i]:
                    slope[i] -= 1.0
        if bound > best_here:
            best_here = bound
            best_sites[:] = order.astype(np.int32)
        if bound > state[0] + 1e-7 * abs(state[0]):
            state[0] = bound
            state[2] = 0.0
            best_u[:] = u
        else:
            state[2] += 1.0
            if state[2] >= 15.0:
                state[1] *= 0.7
                state[2] = 0.0
                u[:] = best_u
        if state[1] < 1e-5 or not move(u, slope, base, state[1] * max(1.02 * target - bound, 1e-9 * abs(target))):
            break
    return best_sites


@compiled
def reduced(cost: Any, u: Any, p: int, target: float) -> Any:
    """Return (state int8 (candidates), keep bool (candidates, demand)): what any solution below `target` must look like.

    State 1: must be chosen, -1: cannot be chosen, 0: open. `keep`: pairs that such a solution may use.
    """
    candidates, demand = cost.shape
    rho = np.empty(candidates)
    price(cost, u, rho)
    order = np.argsort(rho)
    bound = u.sum()
    for k in range(p):
        bound += rho[order[k]]
    state = np.zeros(candidates, np.int8)
    keep = np.zeros((candidates, demand), np.bool_)
    last_in = rho[order[p - 1]]
    first_out = rho[order[p]] if p < candidates else np.inf
    for place in range(candidates):
        j = order[place]
        into = 0.0 if place < p else rho[j] - last_in  # what the bound rises by when j is forced in
        if into > 0.0 and bound + into >= target:
            state[j] = -1
            continue
        if place < p and bound + first_out - rho[j] >= target:
            state[j] = 1
        for i in range(demand):
            keep[j, i] = bound + into + max(0.0, cost[j, i] - u[i]) < target
    return state, keep


@cache
def warm() -> None:
    """Compile all kernels, or read them from disk, so that no time limit pays for it."""
    cost, base = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]]), np.full(2, 9.0)
    chosen = greedy(cost, base, 1, np.zeros(3, bool))
    improve(cost, base, chosen, np.array([True, False, False]))
    prices = base.copy()
    steps(cost, base, 1, 3.0, prices, base.copy(), np.array([0.0, 1.5, 0.0]), 1)
    reduced(cost, prices, 1, 3.0)
