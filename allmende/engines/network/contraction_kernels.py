# SPDX-License-Identifier: EUPL-1.2
"""The compiled loop behind `contract`."""
# mypy: disallow-untyped-defs=False
# ruff: noqa: ANN001, ANN201, ANN202

from __future__ import annotations

import numpy as np

from allmende.engines.compiled import compiled


@compiled
def _halves(nodes, ends, used):
    """CSR of the used segments at each node, as 2 * segment + side."""
    start = np.zeros(nodes + 1, np.int64)
    for segment in range(len(ends)):
        if used[segment]:
            start[ends[segment, 0] + 1] += 1
            start[ends[segment, 1] + 1] += 1
    for node in range(nodes):
        start[node + 1] += start[node]
    place = start[:-1].copy()
    half = np.empty(start[nodes], np.int64)
    for segment in range(len(ends)):
        if used[segment]:
            for side in range(2):
                node = ends[segment, side]
                half[place[node]] = 2 * segment + side
                place[node] += 1
    return start, half


@compiled
def _passable(one, other, cost):
    """Whether a node with the two halves can be left out: what may come in by one may go out by the other, both ways."""
    a, b = one >> 1, other >> 1
    if a == b:
        return False
    in_by_a, out_by_a = cost[a, 1 - (one & 1)] >= 0, cost[a, one & 1] >= 0
    in_by_b, out_by_b = cost[b, 1 - (other & 1)] >= 0, cost[b, other & 1] >= 0
    return in_by_a == out_by_b and in_by_b == out_by_a


@compiled
def _walk(half, number, ends, cost, start, halves, junction_of, filled, out):
    """Follow a chain from a junction to the next; returns the end of its part of `segment` and the junction there."""
    segment, of, flip, before, rank = out
    forth, back = 0, 0
    begin = filled
    while True:
        current, side = half >> 1, half & 1
        segment[filled] = current
        of[current], flip[current] = number, side
        before[current, 0], before[current, 1] = forth, back
        rank[current] = filled - begin
        filled += 1
        forth += max(cost[current, side], 0)
        back += max(cost[current, 1 - side], 0)
        node = ends[current, 1 - side]
        if junction_of[node] >= 0:
            break
        half = halves[start[node]]
        if half >> 1 == current:
            half = halves[start[node] + 1]
    return filled, junction_of[node]


@compiled
def find_chains(order, ends, cost):
    """Junctions in the given order of nodes, and the chains between them; see `Chains` for what is returned."""
    nodes, segments = len(order), len(ends)
    used = np.empty(segments, np.uint8)
    for s in range(segments):
        used[s] = cost[s, 0] >= 0 or cost[s, 1] >= 0
    start, halves = _halves(nodes, ends, used)
    junction, junction_of, count = np.empty(nodes, np.int32), np.full(nodes, -1, np.int32), 0
    for node in order:
        degree = start[node + 1] - start[node]
        if degree != 0 and not (degree == 2 and _passable(halves[start[node]], halves[start[node] + 1], cost)):
            junction[count], junction_of[node] = node, count
            count += 1
    chain_ends, chain_start = np.empty((segments, 2), np.int32), np.zeros(segments + 1, np.int64)
    segment, of = np.empty(segments, np.int32), np.full(segments, -1, np.int32)
    flip, rank = np.zeros(segments, np.uint8), np.zeros(segments, np.int32)
    before = np.zeros((segments, 2), np.int32)
    out = (segment, of, flip, before, rank)
    chains, filled = 0, 0
    # first from the junctions, then along rings without any, of which one node becomes a junction
    for turn in range(2):
        for place in range(count if turn == 0 else nodes):
            node = junction[place] if turn == 0 else order[place]
            if turn == 1 and (start[node + 1] == start[node] or of[halves[start[node]] >> 1] >= 0):
                continue
            if turn == 1:
                junction[count], junction_of[node] = node, count
                count += 1
            for i in range(start[node], start[node + 1]):
                if of[halves[i] >> 1] < 0:
                    chain_ends[chains, 0] = junction_of[node]
                    filled, there = _walk(halves[i], chains, ends, cost, start, halves, junction_of, filled, out)
                    chain_ends[chains, 1] = there
                    chains += 1
                    chain_start[chains] = filled
    return (
        junction[:count].copy(), chain_ends[:chains].copy(), chain_start[: chains + 1].copy(), segment[:filled].copy(),
        of, flip, before, rank,
    )  # fmt: skip
