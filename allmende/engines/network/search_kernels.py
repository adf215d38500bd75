# SPDX-License-Identifier: EUPL-1.2
"""The compiled loops of the search: label-correcting Dijkstra on the contracted graph, in whole tenths of seconds.

A *label* is one int64: the time in the upper half, the number of the source in the lower. The smaller label wins, so equal
times go to the source with the smaller number, whatever the order of the search, and a repaired answer equals a new one.
NOTHING is the label of what nobody reaches. Costs below zero are barred directions.

All loops think of *points* that want to get to *sources* (people to facilities), so the search runs from the sources against
the arcs. Whoever asks the other way round hands in mirrored graphs and points (`search_model`).

The queue is Dial's (Dial 1969, Algorithm 360) with buckets `1 << shift` wide in a ring; within a bucket a node may be taken
twice (Meyer and Sanders 2003). Each node stands at most once in the queue, in doubly linked lists.

A town of 500,000 nodes no longer fits into the fast cache of a core, so what the queue says will be needed is fetched ahead: the
arcs of a node when it is put in, the neighbours of the next node while one is worked on.

All functions that call each other are in this file: see `allmende.engines.compiled`.
"""
# mypy: disallow-untyped-defs=False
# ruff: noqa: ANN001, ANN201, ANN202, C901

from __future__ import annotations

import numpy as np

from allmende.engines.compiled import compiled, fetch

NOTHING = np.iinfo(np.int64).max
FAR = np.iinfo(np.int32).max
WHICH = (1 << 32) - 1


# --- The queue -------------------------------------------------------------------------------------------------------


@compiled
def _put(node, slot, links, head):
    """Move a node into a bucket; 1 if it was in none."""
    old = links[node, 0]
    if old == slot:
        return 0
    if old >= 0:
        right, left = links[node, 1], links[node, 2]
        if left >= 0:
            links[left, 1] = right
        else:
            head[old] = right
        if right >= 0:
            links[right, 2] = left
    first = head[slot]
    links[node, 0], links[node, 1], links[node, 2] = slot, first, -1
    if first >= 0:
        links[first, 2] = node
    head[slot] = node
    return 1 if old < 0 else 0


@compiled
def _queue(graph, sources, limit):
    """An empty queue wide enough for every step: links of each node, heads of the buckets, by how much a label is shifted."""
    nodes = len(graph.first) - 1
    longest = np.int64(graph.longest)
    for number in range(len(sources.chain)):
        longest = max(longest, sources.arrive[number, 0], sources.arrive[number, 1])
    if limit >= 0:
        longest = min(longest, limit)
    shift = graph.shift
    while (longest >> shift) > 1 << 16:
        shift += 1
    buckets = 1
    while buckets < (longest >> shift) + 2:
        buckets *= 2
    links = np.empty((nodes, 3), np.int32)  # bucket, next, before
    links[:, 0] = -1
    return links, np.full(buckets, -1, np.int32), shift + 32


@compiled
def _most(limit):
    """The largest label within a limit; below zero: any."""
    return NOTHING - 1 if limit < 0 else (np.int64(limit) << 32) | WHICH


@compiled
def _sow(number, which, graph, sources, label, most, seeds, seeded, reached, count):
    """Give the ends of a source's chain its label; returns how many seeds and reached nodes there are then."""
    for side in range(2):
        if sources.arrive[number, side] >= 0:
            node = graph.ends[sources.chain[number], side]
            found = (np.int64(sources.arrive[number, side]) << 32) | which
            if found < label[node] and found <= most:
                if label[node] == NOTHING:
                    reached[count] = node
                    count += 1
                label[node] = found
                seeds[seeded] = node
                seeded += 1
    return seeded, count


@compiled
def _spread(graph, label, seeds, seeded, most, queue, reached, count):
    """Spread the labels of the seeds up to a label; nodes that had none are appended to `reached`; returns their count."""
    links, head, shift = queue
    first, arcs = graph.first, graph.arcs
    if seeded == 0:
        return count
    mask = len(head) - 1
    now = label[seeds[0]] >> shift
    waiting = 0
    for i in range(seeded):
        bucket = label[seeds[i]] >> shift
        now = min(now, bucket)
        waiting += _put(seeds[i], bucket & mask, links, head)
    while waiting > 0:
        slot = now & mask
        node = head[slot]
        while node >= 0:
            after = links[node, 1]
            head[slot] = after
            if after >= 0:
                links[after, 2] = -1
                for arc in range(first[after], first[after + 1]):
                    fetch(label, arcs[arc, 0])
                    fetch(links, 3 * arcs[arc, 0])
            links[node, 0] = -1
            waiting -= 1
            mine = label[node]
            for arc in range(first[node], first[node + 1]):
                if arcs[arc, 1] >= 0:
                    found = mine + (np.int64(arcs[arc, 1]) << 32)
                    there = arcs[arc, 0]
                    if found < label[there] and found <= most:
                        fetch(arcs, 2 * first[there])
                        if label[there] == NOTHING:
                            reached[count] = there
                            count += 1
                        label[there] = found
                        waiting += _put(there, (found >> shift) & mask, links, head)
            node = head[slot]
        now += 1
    return count


# --- Points on chains ------------------------------------------------------------------------------------------------


@compiled
def _along(number, points, source, sources, ways):
    """Time from a point to a source on the same chain without leaving it; -1 where the direction forbids it."""
    best = np.int64(-1)
    if ways[0] >= 0 and points.at[number] <= sources.at[source]:
        best = np.int64(sources.spot[source, 0]) - points.spot[number, 0]
    if ways[1] >= 0 and points.at[number] >= sources.at[source]:
        back = np.int64(points.spot[number, 1]) - sources.spot[source, 1]
        best = back if best < 0 else min(best, back)
    return best if best < 0 else best + points.off[number] + sources.off[source]


@compiled
def _label(time, source):
    """The label of a time, NOTHING for one below zero."""
    return (time << 32) | source if time >= 0 else NOTHING


@compiled
def _by_chain(sources, chains, gone):
    """The sources of each chain as linked lists: the first of each chain, the next of each source."""
    first = np.full(chains, -1, np.int32)
    following = np.full(len(sources.chain), -1, np.int32)
    for number in range(len(sources.chain)):
        if not gone[number] and sources.chain[number] >= 0:
            following[number] = first[sources.chain[number]]
            first[sources.chain[number]] = number
    return first, following


# Arrays are taken out of their tuples before the loops over many points: Numba counts references at each access.


@compiled
def _through(chain, number, leave, ends, label):
    """The label of a point through either end of its chain."""
    best = NOTHING
    for side in range(2):
        if leave[number, side] >= 0:
            found = label[ends[chain, side]]
            if found != NOTHING:
                best = min(best, found + (np.int64(leave[number, side]) << 32))
    return best


@compiled
def _straight(number, points, sources, ways, source, following):
    """The label of a point straight to one of the listed sources on its chain, from `source` on."""
    best = NOTHING
    while source >= 0:
        best = min(best, _label(_along(number, points, source, sources, ways), source))
        source = following[source]
    return best


# --- Nearest ---------------------------------------------------------------------------------------------------------


@compiled
def nearest_labels(graph, sources, limit):
    """Labels (nodes,) of all junctions: the nearest source and the time from there to it."""
    nodes = len(graph.first) - 1
    label = np.full(nodes, NOTHING, np.int64)
    reached, seeds = np.empty(nodes, np.int32), np.empty(2 * len(sources.chain), np.int32)
    most = _most(limit)
    seeded, count = 0, 0
    for number in range(len(sources.chain)):
        seeded, count = _sow(number, number, graph, sources, label, most, seeds, seeded, reached, count)
    _spread(graph, label, seeds, seeded, most, _queue(graph, sources, limit), reached, count)
    return label


@compiled
def read_points(graph, label, points, sources, limit):
    """From the labels of junctions to times (FAR) and sources (-1) of points, both int32 (n,)."""
    gone = np.zeros(len(sources.chain), np.uint8)
    first, following = _by_chain(sources, len(graph.ends), gone)
    most = _most(limit)
    chains, leave, ends = points.chain, points.leave, graph.ends
    times, which = np.empty(len(chains), np.int32), np.empty(len(chains), np.int32)
    for number in range(len(chains)):
        chain, best = chains[number], NOTHING
        if chain >= 0:
            best = _through(chain, number, leave, ends, label)
            if first[chain] >= 0:
                straight = _straight(number, points, sources, graph.ways[chain], first[chain], following)
                best = min(best, straight)
        times[number] = best >> 32 if best <= most else FAR
        which[number] = best & WHICH if best <= most else -1
    return times, which


@compiled
def _forget(graph, label, gone, seeds, region):
    """Take the labels of what is gone from the junctions and offer those at the border their neighbours'; returns the seeds.

    Nodes of the region that are looked at later may see such an offer: it is a true way already.
    """
    size, seeded = 0, 0
    for node in range(len(label)):
        if label[node] != NOTHING and gone[label[node] & WHICH]:
            label[node] = NOTHING
            region[size] = node
            size += 1
    for i in range(size):
        best = NOTHING
        for arc in range(graph.first[region[i]], graph.first[region[i] + 1]):
            beyond = label[graph.arcs[arc, 0]]
            if graph.counter[arc] >= 0 and beyond != NOTHING:
                best = min(best, beyond + (np.int64(graph.counter[arc]) << 32))
        if best != NOTHING:
            label[region[i]] = best
            seeds[seeded] = region[i]
            seeded += 1
    return seeded


@compiled
def changed_points(graph, label, base_times, points, sources, bases, gone):
    """What changes when sources are added behind the first `bases` and others are `gone` (uint8 (sources,)).

    Only the region of what is gone is searched anew, from its border inwards; what is added spreads as far as it is nearer.
    Returns the points whose time changes, in order, with their new time and source.
    """
    nodes = len(graph.first) - 1
    old, label = label, label.copy()
    # at most: each node of the region once, and twice each source
    seeds, reached = np.empty(nodes + 2 * len(gone), np.int32), np.empty(nodes, np.int32)
    most, count = _most(-1), 0
    touched = np.zeros(len(graph.ends), np.uint8)
    for number in range(len(gone)):
        if (gone[number] or number >= bases) and sources.chain[number] >= 0:
            touched[sources.chain[number]] = 1
    seeded = _forget(graph, label, gone, seeds, reached)
    for number in range(len(gone)):  # the kept ones too: they may lie on a chain inside the region
        if not gone[number]:
            seeded, count = _sow(number, number, graph, sources, label, most, seeds, seeded, reached, count)
    _spread(graph, label, seeds, seeded, most, _queue(graph, sources, -1), reached, count)

    moved = np.zeros(nodes, np.uint8)
    for node in range(nodes):
        moved[node] = (label[node] >> 32) != (old[node] >> 32)
    first, following = _by_chain(sources, len(graph.ends), gone)
    chains, leave, ends, total = points.chain, points.leave, graph.ends, len(points.chain)
    which_point, times, which = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.int32)
    found = 0
    for number in range(total):
        chain = chains[number]
        if chain >= 0 and (moved[ends[chain, 0]] or moved[ends[chain, 1]] or touched[chain]):
            best = _through(chain, number, leave, ends, label)
            if first[chain] >= 0:
                straight = _straight(number, points, sources, graph.ways[chain], first[chain], following)
                best = min(best, straight)
            time = FAR if best == NOTHING else best >> 32
            if time != base_times[number]:
                which_point[found] = number
                times[found] = time
                which[found] = -1 if best == NOTHING else best & WHICH
                found += 1
    return which_point[:found].copy(), times[:found].copy(), which[:found].copy()


# --- Many to many ----------------------------------------------------------------------------------------------------


@compiled
def table(graph, points, sources, limit, lowest, highest, times):
    """Write times[source, point] (int32, FAR) for the sources from `lowest` up to `highest`."""
    nodes = len(graph.first) - 1
    label = np.full(nodes, NOTHING, np.int64)
    reached, seeds = np.empty(nodes, np.int32), np.empty(2, np.int32)
    most, queue = _most(limit), _queue(graph, sources, limit)
    chains, leave, ends = points.chain, points.leave, graph.ends
    for source in range(lowest, highest):
        own = sources.chain[source]
        seeded, count = _sow(source, source, graph, sources, label, most, seeds, 0, reached, 0)
        count = _spread(graph, label, seeds, seeded, most, queue, reached, count)
        for number in range(len(chains)):
            chain, best = chains[number], NOTHING
            if chain >= 0:
                best = _through(chain, number, leave, ends, label)
                if chain == own:
                    best = min(best, _label(_along(number, points, source, sources, graph.ways[own]), source))
            times[source, number] = best >> 32 if best <= most else FAR
        for i in range(count):
            label[reached[i]] = NOTHING


@compiled
def within(graph, points, on_chain, sources, limit, lowest, highest):
    """Pairs within a limit, source after source: (pairs of each source (int64), point, time), both int32.

    `on_chain`: CSR of the points of each chain (start, point), so that only what is near is looked at.
    """
    start, members = on_chain
    nodes = len(graph.first) - 1
    label = np.full(nodes, NOTHING, np.int64)
    reached, seeds = np.empty(nodes, np.int32), np.empty(2, np.int32)
    most, queue = _most(limit), _queue(graph, sources, limit)
    leave, ends = points.leave, graph.ends
    seen = np.full(len(graph.ends), -1, np.int32)
    chains = np.empty(len(graph.ends), np.int32)
    pairs = np.zeros(highest - lowest, np.int64)
    size = 1024
    point, time = np.empty(size, np.int32), np.empty(size, np.int32)
    filled = 0
    for source in range(lowest, highest):
        own = sources.chain[source]
        if own < 0:
            continue
        seeded, count = _sow(source, source, graph, sources, label, most, seeds, 0, reached, 0)
        count = _spread(graph, label, seeds, seeded, most, queue, reached, count)
        chains[0], seen[own], near = own, source, 1
        for i in range(count):
            for arc in range(graph.first[reached[i]], graph.first[reached[i] + 1]):
                chain = graph.code[arc] >> 1
                if seen[chain] != source:
                    seen[chain] = source
                    chains[near] = chain
                    near += 1
        before = filled
        for i in range(near):
            for j in range(start[chains[i]], start[chains[i] + 1]):
                best = _through(chains[i], members[j], leave, ends, label)
                if chains[i] == own:
                    best = min(best, _label(_along(members[j], points, source, sources, graph.ways[own]), source))
                if best <= most:
                    if filled == size:
                        size *= 2
                        wider = np.empty(size, np.int32)
                        wider[:filled] = point
                        point = wider
                        wider = np.empty(size, np.int32)
                        wider[:filled] = time
                        time = wider
                    point[filled], time[filled] = members[j], best >> 32
                    filled += 1
        pairs[source - lowest] = filled - before
        for i in range(count):
            label[reached[i]] = NOTHING
    return pairs, point[:filled].copy(), time[:filled].copy()
