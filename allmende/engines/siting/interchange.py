# SPDX-License-Identifier: EUPL-1.2
"""The interchange heuristic for the p-median.

Teitz & Bart, Operations Research 16(5), 1968, 955-961: swap one chosen site for one that is not, as long as that
helps. All swaps for one entering site are valued in one pass over the demand (fast interchange: Whitaker, INFOR 21(2),
1983; Hansen & Mladenović, Location Science 5(4), 1997). Compiled; releases the GIL.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from allmende.engines.compiled import compiled


@compiled
def assign(cost: Any, base: Any, chosen: Any, first: Any, first_cost: Any, second_cost: Any) -> float:
    """Fill for each demand point its nearest chosen site (place in `chosen`, -1: better served by the base) and costs.

    `cost` (candidates, demand) weighted, `base` (demand) what it costs without any new site. Returns the sum.
    """
    total = 0.0
    for i in range(cost.shape[1]):
        best, next_best, place = base[i], base[i], -1
        for k in range(len(chosen)):
            value = cost[chosen[k], i]
            if value < best:
                next_best, best, place = best, value, k
            elif value < next_best:
                next_best = value
        first[i], first_cost[i], second_cost[i] = place, best, next_best
        total += best
    return total


@compiled
def improve(cost: Any, base: Any, chosen: Any, seats: Any) -> float:
    """Swap sites while the best swap helps. `chosen` (p) is changed in place, `seats` bool (candidates) along with it.

    Returns the sum of costs, a local optimum: no single swap is better.
    """
    candidates, demand = cost.shape
    p = len(chosen)
    first = np.empty(demand, np.int32)
    first_cost = np.empty(demand)
    second_cost = np.empty(demand)
    loss = np.empty(p)
    total: float = assign(cost, base, chosen, first, first_cost, second_cost)
    while True:
        best_change, best_in, best_out = -1e-9 * max(abs(total), 1.0), -1, -1
        for j in range(candidates):
            if seats[j]:
                continue
            gain = 0.0
            loss[:] = 0.0
            for i in range(demand):
                here = cost[j, i]
                if here < first_cost[i]:
                    gain += first_cost[i] - here
                elif first[i] >= 0:  # would have to move away if its site left
                    loss[first[i]] += min(here, second_cost[i]) - first_cost[i]
            # A point that the new site wins moves there whether its old site leaves or not: no loss.
            for k in range(p):
                change = loss[k] - gain
                if change < best_change:
                    best_change, best_in, best_out = change, j, k
        if best_in < 0:
            return total
        seats[chosen[best_out]] = False
        seats[best_in] = True
        chosen[best_out] = best_in
        total = assign(cost, base, chosen, first, first_cost, second_cost)


@compiled
def greedy(cost: Any, base: Any, p: int, barred: Any) -> Any:
    """Return p sites (int32), each the one that lowers the sum most; `barred` bool (candidates) are never taken."""
    candidates, demand = cost.shape
    chosen = np.empty(p, np.int32)
    taken = barred.copy()
    current = base.copy()
    for k in range(p):
        best_gain, best = -1.0, -1
        for j in range(candidates):
            if taken[j]:
                continue
            gain = 0.0
            for i in range(demand):
                if cost[j, i] < current[i]:
                    gain += current[i] - cost[j, i]
            if gain > best_gain:
                best_gain, best = gain, j
        chosen[k] = best
        taken[best] = True
        for i in range(demand):
            current[i] = min(current[i], cost[best, i])
    return chosen
