# SPDX-License-Identifier: EUPL-1.2
"""The compiled loops that need strict order: the k nearest different sources, and the way itself. A binary heap serves both.

Labels as in `search_kernels`. In the order (time, number of the source) a node takes its k best labels one after the other and
is closed then, so the work is k times that of one search (as in the k-nearest-sources search of Erwig 2000, which is one
Dijkstra with k labels).
"""
# mypy: disallow-untyped-defs=False
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912

from __future__ import annotations

import numpy as np

from allmende.engines.compiled import compiled

NOTHING = np.iinfo(np.int64).max
FAR = np.iinfo(np.int32).max
WHICH = (1 << 32) - 1


@compiled
def _push(keys, items, size, key, item):
    """Add to the heap; returns its new size."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if keys[parent] <= key:
            break
        keys[place], items[place] = keys[parent], items[parent]
        place = parent
    keys[place], items[place] = key, item
    return size + 1


@compiled
def _pop(keys, items, size):
    """Remove the smallest; returns its key, its item and the new size."""
    top_key, top_item = keys[0], items[0]
    size -= 1
    key, item = keys[size], items[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[place], items[place] = keys[child], items[child]
        place = child
    keys[place], items[place] = key, item
    return top_key, top_item, size


@compiled
def _insert(row, label):
    """Put a label into a sorted row of labels of different sources, if it belongs there."""
    last = len(row) - 1
    for i in range(len(row)):
        if row[i] == NOTHING or (row[i] & WHICH) == (label & WHICH):
            last = i
            break
    if label >= row[last]:
        return
    while last > 0 and row[last - 1] > label:
        row[last] = row[last - 1]
        last -= 1
    row[last] = label


@compiled
def _straight(number, points, source, sources, ways):
    """Time from a point to a source on the same chain without leaving it; -1 where the direction forbids it (as in `search_kernels`)."""
    best = np.int64(-1)
    if ways[0] >= 0 and points.at[number] <= sources.at[source]:
        best = np.int64(sources.spot[source, 0]) - points.spot[number, 0]
    if ways[1] >= 0 and points.at[number] >= sources.at[source]:
        back = np.int64(points.spot[number, 1]) - sources.spot[source, 1]
        best = back if best < 0 else min(best, back)
    return best if best < 0 else best + points.off[number] + sources.off[source]


@compiled
def k_labels(graph, sources, k, limit):
    """The k best labels of different sources for every junction, int64 (nodes, k), sorted, NOTHING where there are fewer."""
    nodes, number_of_sources = len(graph.first) - 1, len(sources.chain)
    labels, count = np.full((nodes, k), NOTHING, np.int64), np.zeros(nodes, np.int32)
    most = NOTHING - 1 if limit < 0 else (np.int64(limit) << 32) | WHICH
    room = 2 * number_of_sources + k * len(graph.arcs) + 1
    keys, items, size = np.empty(room, np.int64), np.empty(room, np.int32), 0
    for source in range(number_of_sources):
        for side in range(2):
            if sources.arrive[source, side] >= 0:
                key = (np.int64(sources.arrive[source, side]) << 32) | source
                if key <= most:
                    size = _push(keys, items, size, key, graph.ends[sources.chain[source], side])
    while size > 0:
        label, node, size = _pop(keys, items, size)
        if count[node] == k:
            continue
        known = False
        for i in range(count[node]):
            known = known or (labels[node, i] & WHICH) == (label & WHICH)
        if known:
            continue
        labels[node, count[node]] = label
        count[node] += 1
        for arc in range(graph.first[node], graph.first[node + 1]):
            there, cost = graph.arcs[arc, 0], graph.arcs[arc, 1]
            if cost >= 0 and count[there] < k:
                found = label + (np.int64(cost) << 32)
                if found <= most:
                    size = _push(keys, items, size, found, there)
    return labels


@compiled
def read_k(graph, labels, points, sources, limit):
    """From the labels of junctions to those of points: times (FAR) and sources (-1), both int32 (n, k)."""
    total, k = len(points.chain), labels.shape[1]
    times, which = np.full((total, k), FAR, np.int32), np.full((total, k), -1, np.int32)
    most = NOTHING - 1 if limit < 0 else (np.int64(limit) << 32) | WHICH
    first, following = np.full(len(graph.ends), -1, np.int32), np.full(len(sources.chain), -1, np.int32)
    for source in range(len(sources.chain)):
        if sources.chain[source] >= 0:
            following[source] = first[sources.chain[source]]
            first[sources.chain[source]] = source
    row = np.empty(k, np.int64)
    for number in range(total):
        chain = points.chain[number]
        if chain < 0:
            continue
        row[:] = NOTHING
        for side in range(2):
            leave = points.leave[number, side]
            if leave >= 0:
                for i in range(k):
                    label = labels[graph.ends[chain, side], i]
                    if label == NOTHING:
                        break
                    _insert(row, label + (np.int64(leave) << 32))
        source = first[chain]
        while source >= 0:
            time = _straight(number, points, source, sources, graph.ways[chain])
            if time >= 0:
                _insert(row, (time << 32) | source)
            source = following[source]
        for i in range(k):
            if row[i] > most:
                break
            times[number, i], which[number, i] = row[i] >> 32, row[i] & WHICH
    return times, which


@compiled
def way(graph, start, goal):
    """The quickest way from point 0 of `start` to point 0 of `goal`, searched from the goal against the arcs.

    Returns the time (FAR), the junctions on the way and the code of the chain taken after each (see `Graph.code`; of the arc as
    seen from the junction nearer to the goal). No junctions: the way stays on the chain that both share.
    """
    nodes = len(graph.first) - 1
    none = np.empty(0, np.int32)
    own, there = start.chain[0], goal.chain[0]
    if own < 0 or there < 0:
        return np.int64(FAR), none, none
    best, entry = np.int64(FAR), -1
    if own == there:
        direct = _straight(0, start, 0, goal, graph.ways[own])
        if direct >= 0:
            best = direct
    time, after = np.full(nodes, NOTHING, np.int64), np.full(nodes, -1, np.int32)
    onward = np.full(nodes, -1, np.int32)
    room = 2 + len(graph.arcs) + 1
    keys, items, size = np.empty(room, np.int64), np.empty(room, np.int32), 0
    for side in range(2):
        arrive = np.int64(goal.arrive[0, side])
        node = graph.ends[there, side]
        if arrive >= 0 and arrive < time[node]:
            time[node] = arrive
            size = _push(keys, items, size, arrive, node)
    while size > 0:
        mine, node, size = _pop(keys, items, size)
        if mine >= best:
            break
        if mine > time[node]:
            continue
        for side in range(2):
            leave = start.leave[0, side]
            if graph.ends[own, side] == node and leave >= 0 and mine + leave < best:
                best, entry = mine + leave, node
        for arc in range(graph.first[node], graph.first[node + 1]):
            nearer, cost = graph.arcs[arc, 0], graph.arcs[arc, 1]
            if cost >= 0 and mine + cost < time[nearer]:
                time[nearer], after[nearer], onward[nearer] = mine + cost, node, graph.code[arc]
                size = _push(keys, items, size, time[nearer], nearer)
    if entry < 0:
        return best, none, none
    steps, node = 1, entry
    while after[node] >= 0:
        node = after[node]
        steps += 1
    junctions, codes = np.empty(steps, np.int32), np.empty(steps, np.int32)
    node = entry
    for i in range(steps):
        junctions[i], codes[i] = node, onward[node]
        node = after[node]
    return best, junctions, codes
