# SPDX-License-Identifier: EUPL-1.2
"""From segments to chains: nodes at which one can only go on or back are taken out of the search.

In data from OpenStreetMap that is most of them (85 % where every bend is a node). A node stays a junction where the streets
that meet there differ in the directions allowed, so a chain is open or barred as a whole. Exact: nothing is simplified, places
keep their spot on the chain.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .model import BARRED, Floats, Ints
from .search_model import Chains, Contracted, Graph, frozen

LONGEST = 1 << 28
"""Tenths of a second (310 days) that a chain may take: so sums of times stay below `FAR`."""


def contract(xy: Floats, ends: Ints, cost: Ints) -> Contracted:
    """Contract a network of n nodes and m segments.

    Args:
        xy: places of the nodes (n, 2); only decides the order in memory.
        ends: nodes at the segments' ends (m, 2).
        cost: tenths in both directions (m, 2), `BARRED` where not allowed.

    Raises:
        ValueError: a street takes longer than `LONGEST`.
    """
    from .contraction_kernels import find_chains

    opened = np.maximum(cost, 0).sum(axis=0, dtype=np.int64)
    junction, chain_ends, start, segment, of, flip, before, rank = find_chains(
        frozen(along_a_curve(xy)), frozen(ends), frozen(cost)
    )
    if len(segment):
        first, final = segment[start[:-1]], segment[start[1:] - 1]
        side = flip[final].astype(np.int64)
        whole = np.column_stack([_step(cost, final, side), _step(cost, final, 1 - side)])
        whole = before[final].astype(np.int64) + np.maximum(whole, 0)
        entry = flip[first].astype(np.int64)
        barred = np.column_stack([_step(cost, first, entry), _step(cost, first, 1 - entry)]) < 0
        if opened.max() > LONGEST and whole.max() > LONGEST:
            raise ValueError("a street takes longer than 310 days")
        ways = np.where(barred, BARRED, whole).astype(np.int32)
    else:
        ways = np.empty((0, 2), np.int32)
    chains = Chains(frozen(start), frozen(segment), frozen(of), frozen(flip), frozen(before), frozen(rank))
    return Contracted(_graph(len(junction), chain_ends, ways), chains, frozen(junction))


def _step(cost: Ints, segment: Ints, side: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Cost of segments from the end `side` to the other."""
    return cost[segment, side].astype(np.int64)


def _graph(junctions: int, ends: Ints, ways: Ints) -> Graph:
    """Arcs of each junction, and a bucket width that suits the streets."""
    number = np.arange(len(ends), dtype=np.int32)
    at, target = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    counter, cost = np.concatenate([ways[:, 0], ways[:, 1]]), np.concatenate([ways[:, 1], ways[:, 0]])
    code = np.concatenate([2 * number, 2 * number + 1])
    order = np.argsort(at, kind="stable")
    first = np.zeros(junctions + 1, np.int32)
    np.cumsum(np.bincount(at, minlength=junctions), out=first[1:])
    middle = int(np.median(ways[ways >= 0])) if (ways >= 0).any() else 1
    longest = int(ways.max()) if len(ways) else 0
    shift = max(0, (middle // BUCKETS_PER_STREET).bit_length() - 1)
    arcs = np.column_stack([target[order], cost[order]])
    return Graph(
        frozen(first),
        frozen(arcs),
        frozen(counter[order]),
        frozen(code[order]),
        frozen(ends),
        frozen(ways),
        longest,
        shift,
    )


BUCKETS_PER_STREET = 4
"""Buckets of the queue in the time that the median street takes: fewer make nodes be taken twice, more are empty."""


def along_a_curve(xy: Floats) -> npt.NDArray[np.int64]:
    """An order of points in which neighbours in space are mostly neighbours in memory (Morton 1966)."""
    if not len(xy):
        return np.empty(0, np.int64)
    low = xy.min(axis=0)
    scale = 65535 / max(float((xy.max(axis=0) - low).max()), 1e-9)
    spread = ((xy - low) * scale).astype(np.uint64)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return np.argsort(spread[:, 0] | (spread[:, 1] << np.uint64(1)), kind="stable")
