# SPDX-License-Identifier: EUPL-1.2
"""From junctions back to streets: the segments and the line of a way that was found on the contracted graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .model import Floats, Ints, Network, Snap
from .search_model import Chains, Graph, Points

Piece = tuple[int, float, float]
"""A segment, and the shares of its length from which and to which it is taken; backwards if the second is smaller."""


@dataclass(frozen=True, eq=False)
class Path:
    """A way: `time` in tenths (with the bits off the network), its line (k, 2) in metres, the segments (s) in order.

    `taken` (s, 2): the shares of each segment's length from which and to which it is taken. A way within a point has one point
    and no segments.
    """

    time: int
    xy: Floats
    segments: Ints
    taken: Floats

    @property
    def seconds(self) -> float:
        """The time in seconds."""
        return self.time / 10

    @property
    def metres(self) -> float:
        """Length of the line."""
        return float(np.hypot(*np.diff(self.xy, axis=0).T).sum())


def trace(
    network: Network,
    graph: Graph,
    chains: Chains,
    start: tuple[Snap, Points],
    goal: tuple[Snap, Points],
    time: int,
    junctions: Ints,
    codes: Ints,
) -> Path:
    """Unfold a way as `search_heap.way` returns it."""
    places = [(int(snap.segment[0]), float(snap.along[0])) for snap, _ in (start, goal)]
    pieces = [
        piece
        for piece in _pieces(graph, chains, places[0], start[1], places[1], goal[1], junctions, codes)
        if piece[1] != piece[2]
    ]
    if not pieces:
        line = _cut(network.shape(places[0][0]), places[0][1], places[0][1])[:1]
    else:
        lines = [_cut(network.shape(segment), begin, end) for segment, begin, end in pieces]
        line = np.vstack([lines[0], *(part[1:] for part in lines[1:])])
        line = line[np.append(True, (np.diff(line, axis=0) != 0).any(axis=1))]  # barriers are segments without length
    segments = np.array([piece[0] for piece in pieces], np.int32)
    return Path(time, line, segments, np.array([piece[1:] for piece in pieces], np.float64).reshape(-1, 2))


def _pieces(
    graph: Graph,
    chains: Chains,
    here: tuple[int, float],
    start: Points,
    there: tuple[int, float],
    goal: Points,
    junctions: Ints,
    codes: Ints,
) -> Iterator[Piece]:
    own, last = int(start.chain[0]), int(goal.chain[0])
    if not len(junctions):
        yield from _between(chains, own, here, there)
        return
    side = _nearer(graph.ends[own], start.leave[0], int(junctions[0]))
    yield from _between(chains, own, here, _edge(chains, own, side))
    for code in codes[:-1].tolist():
        chain, onward = code >> 1, code & 1
        yield from _between(chains, chain, _edge(chains, chain, 1 - onward), _edge(chains, chain, onward))
    side = _nearer(graph.ends[last], goal.arrive[0], int(junctions[-1]))
    yield from _between(chains, last, _edge(chains, last, side), there)


def _nearer(ends: Ints, times: Ints, junction: int) -> int:
    """The end of a chain that is the junction; of a ring the quicker one."""
    sides = [side for side in (0, 1) if ends[side] == junction and times[side] >= 0]
    return min(sides, key=lambda side: int(times[side]))


def _edge(chains: Chains, chain: int, side: int) -> tuple[int, float]:
    """The first or last spot of a chain: its segment, and the share of that."""
    segment = int(chains.segment[chains.start[chain] if side == 0 else chains.start[chain + 1] - 1])
    return segment, float(side ^ int(chains.flip[segment]))


def _between(chains: Chains, chain: int, here: tuple[int, float], there: tuple[int, float]) -> Iterator[Piece]:
    """The pieces of a chain between two spots on it."""
    members = chains.segment[chains.start[chain] : chains.start[chain + 1]].tolist()
    first, final = members.index(here[0]), members.index(there[0])
    step = 1 if final >= first else -1
    if first == final:
        yield here[0], here[1], there[1]
        return
    for place in range(first, final + step, step):
        segment = members[place]
        flip = int(chains.flip[segment])
        enter, leave = (flip, 1 - flip) if step > 0 else (1 - flip, flip)
        yield segment, here[1] if place == first else float(enter), there[1] if place == final else float(leave)


def _cut(shape: Floats, begin: float, end: float) -> Floats:
    """The part of a line between two shares of its length, in that direction."""
    if {begin, end} == {0.0, 1.0}:
        return shape if end > begin else shape[::-1]
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(shape, axis=0).T))])
    low, high = sorted((begin * run[-1], end * run[-1]))
    at = np.concatenate([[low], run[(run > low) & (run < high)], [high]])
    part = np.column_stack([np.interp(at, run, shape[:, axis]) for axis in (0, 1)])
    return part if end >= begin else part[::-1]
