# SPDX-License-Identifier: EUPL-1.2
"""From ways with their nodes to a network: cut at junctions and barriers, costs from speeds, barriers as segments of length 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .assemble import assemble, lengths
from .barriers import Gate
from .model import BARRED, Floats, Ints, Longs, Mask, Network, WheelState
from .passage import Passage, price


@dataclass(frozen=True, eq=False)
class Ways:
    """w ways over k visits of nodes.

    refs      int64 (k) which node is visited; ways that share a number meet there
    start     int64 (w + 1) visits of way i are start[i]:start[i + 1], at least two
    passage   int64 (w) index into ``passages``
    source    int64 (w) where the way comes from
    minor     bool (w) whether it is a path rather than a road (barriers at a junction stand on the path)
    """

    refs: Longs
    start: Longs
    passage: Longs
    source: Longs
    minor: Mask
    passages: Sequence[Passage]


def network_of(ways: Ways, xy: Floats, gates: Mapping[int, Gate], *, crs: str, notes: Mapping[str, int]) -> Network:
    """Build the network.

    Args:
        ways: the ways.
        xy: metres (k, 2) of each visit.
        gates: barriers by node number.
        crs: the CRS of ``xy``.
        notes: kept with the network; counts of barriers are added.
    """
    numbers, node, count = np.unique(ways.refs, return_inverse=True, return_counts=True)
    way = np.repeat(np.arange(len(ways.source)), np.diff(ways.start))
    junction = count > 1
    junction[node[ways.start[:-1]]] = junction[node[ways.start[1:] - 1]] = True
    known = np.isin(numbers, np.fromiter(gates, np.int64, len(gates)))
    junction |= known
    cuts = np.flatnonzero(junction[node])
    same = way[cuts[:-1]] == way[cuts[1:]]
    first, last = cuts[:-1][same], cuts[1:][same]
    shape_start, shape_xy = _shapes(first, last, xy)
    real = lengths(shape_start, shape_xy) > 0
    if not real.all():
        first, last = first[real], last[real]
        shape_start, shape_xy = _shapes(first, last, xy)
    of_way = way[first]
    used, ends = np.unique(np.concatenate([node[first], node[last]]), return_inverse=True)
    pairs: Ints = ends.reshape(2, -1).T.astype(np.int32)
    place = np.zeros(len(numbers), np.int64)
    place[node] = np.arange(len(ways.refs))
    node_xy = xy[place[used]]
    barriers = _Barriers(pairs, of_way, ways.minor, len(used))
    for index in np.flatnonzero(known[used]).tolist():
        barriers.stand(index, int(numbers[used[index]]))
    return _priced(ways, of_way, barriers, gates, node_xy, shape_start, shape_xy, crs, notes)


def _shapes(first: Longs, last: Longs, xy: Floats) -> tuple[Longs, Floats]:
    """The visits from first to last, both included, one shape after the other."""
    size = last - first + 1
    start = np.zeros(len(size) + 1, np.int64)
    np.cumsum(size, out=start[1:])
    index = np.arange(start[-1]) - np.repeat(start[:-1] - first, size)
    return start, xy[index]


class _Barriers:
    """Puts barriers between the segments that meet at a node: some of them get an end of their own behind the barrier."""

    def __init__(self, ends: Ints, of_way: Longs, minor: Mask, nodes: int) -> None:
        self.ends, self.of_way, self.minor, self.nodes = ends, of_way, minor, nodes
        self.pairs: list[tuple[int, int]] = []  # node, its copy behind the barrier
        self.refs: list[int] = []
        order = np.argsort(ends.ravel(), kind="stable")
        self._order, self._start = order, np.searchsorted(ends.ravel()[order], np.arange(nodes + 1))

    def stand(self, node: int, ref: int) -> None:
        """Set the barrier at a node, on the arms of `_behind`."""
        arms = self._order[self._start[node] : self._start[node + 1]].tolist()
        for arm in self._behind(arms):
            copy = self.nodes + len(self.pairs)
            self.ends[arm // 2, arm % 2] = copy
            self.pairs.append((node, copy))
            self.refs.append(ref)

    def _behind(self, arms: list[int]) -> list[int]:
        """The arms that the barrier shuts off.

        In the course of a way: one of the two. Where a path meets a road: the path. Where a way ends on another that goes
        on: the one that ends. Else every arm, so that nobody gets from one to another. At a dead end: none.
        """
        if len(arms) < 2:
            return []
        if len(arms) == 2:
            return arms[:1]
        ways = [int(self.of_way[arm // 2]) for arm in arms]
        paths = [arm for arm, way in zip(arms, ways, strict=True) if self.minor[way]]
        if 0 < len(paths) < len(arms):
            return paths
        ending = [arm for arm, way in zip(arms, ways, strict=True) if ways.count(way) == 1]
        return ending if 0 < len(ending) < len(arms) else arms


def _priced(
    ways: Ways, of_way: Longs, barriers: _Barriers, gates: Mapping[int, Gate], node_xy: Floats, shape_start: Longs,
    shape_xy: Floats, crs: str, notes: Mapping[str, int],
) -> Network:  # fmt: skip
    """Costs of segments and of barriers, put together."""
    priced = price(ways.passages, ways.passage[of_way], lengths(shape_start, shape_xy))
    stands = [gates[ref] for ref in barriers.refs]
    pairs = np.array(barriers.pairs, np.int32).reshape(-1, 2)
    at = node_xy[pairs[:, 0]]

    def also(cost: Ints, seconds: list[float]) -> Ints:
        passing = np.array([BARRED if value < 0 else max(1, round(value * 10)) for value in seconds], np.int32)
        return np.vstack([cost, np.repeat(passing.reshape(-1, 1), 2, axis=1)])

    return assemble(
        crs=crs,
        xy=np.vstack([node_xy, at]),
        ends=np.vstack([barriers.ends, pairs]),
        shape_start=np.concatenate([shape_start, shape_start[-1] + 2 * np.arange(1, len(pairs) + 1)]),
        shape_xy=np.vstack([shape_xy, np.repeat(at, 2, axis=0)]),
        walk=also(priced.walk, [gate.walk for gate in stands]),
        wheel=also(priced.wheel, [gate.walk for gate in stands]),
        bike=also(priced.bike, [gate.bike for gate in stands]),
        car=also(priced.car, [gate.car for gate in stands]),
        wheel_state=np.append(priced.state, np.array([gate.state for gate in stands], np.uint8)),
        wheel_reasons=np.append(priced.reasons, np.array([gate.reasons for gate in stands], np.uint16)),
        source=np.append(ways.source[of_way], -1 - np.array(barriers.refs, np.int64)),
        notes={**notes, "barriers": len(set(barriers.refs)), "barriers_closed": _closed(stands)},
    )


def _closed(stands: list[Gate]) -> int:
    return sum(gate.walk < 0 or gate.state is WheelState.NO for gate in stands)
