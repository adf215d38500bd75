# SPDX-License-Identifier: EUPL-1.2
"""Random street networks for tests: one-way segments, islands, parallel segments, loops, dead ends, barriers of length 0."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from allmende.engines.network import BARRED, Network, WheelState, assemble


def random_network(
    seed: int, nodes: int = 60, *, one_way: float = 0.15, islands: int = 1, side: float = 2000.0
) -> Network:
    """A network of about ``nodes`` junctions (at least 2) in a square of ``side`` metres, joined to their nearest neighbours.

    Each island is a pair of nodes joined 5 km away. ``one_way`` is the share of segments barred in one direction for bike
    and car (never on foot). The same arguments give the same network.
    """
    rng = np.random.default_rng(seed)
    n = max(2, nodes)
    xy = np.array([400_000, 5_500_000]) + rng.uniform(0, side, (n, 2))
    near = cKDTree(xy).query(xy, k=min(4, n))[1]
    pairs = {(min(a, b), max(a, b)) for row in near for a in row[:1] for b in row[1:] if a != b}
    joined = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    joined = joined[rng.random(len(joined)) < 0.85]
    again = joined[rng.random(len(joined)) < 0.08]  # parallel segments of other shape
    loops = np.repeat(rng.integers(0, n, max(1, n // 25))[:, None], 2, axis=1)
    count, ends = n, [joined, again, loops]
    for island in range(islands):
        place = [400_000 + 5000 * (island + 1) + side, 5_500_000]
        xy = np.vstack([xy, place + rng.uniform(0, 200, (2, 2))])
        ends.append(np.array([[count, count + 1]]))
        count += 2
    barriers = max(1, n // 20)
    hosts = rng.integers(0, n, barriers)
    dead = xy[hosts] + rng.uniform(20, 80, (barriers, 2))  # behind each barrier a dead end
    xy = np.vstack([xy, xy[hosts], dead])
    behind = np.arange(count, count + barriers)
    gates = np.column_stack([hosts, behind])
    ends += [np.column_stack([behind, behind + barriers]), gates]
    joined = np.vstack(ends).astype(np.int32)
    order = rng.permutation(len(joined))
    is_gate = (np.arange(len(joined)) >= len(joined) - barriers)[order]
    joined = joined[order]
    flip = rng.random(len(joined)) < 0.5
    joined[flip] = joined[flip][:, ::-1]

    shapes = [_shape(xy[a], xy[b], rng, bent=not gate) for (a, b), gate in zip(joined, is_gate, strict=True)]
    start = np.concatenate([[0], np.cumsum([len(shape) for shape in shapes])])
    length = np.array([np.hypot(*np.diff(shape, axis=0).T).sum() for shape in shapes])
    m = len(joined)
    walk = np.repeat(np.maximum(1, np.round(length / 1.34 * 10))[:, None], 2, axis=1).astype(np.int32)
    bike = np.maximum(1, np.round(length[:, None] / rng.uniform(2, 6, (m, 2)) * 10)).astype(np.int32)
    car = np.maximum(1, np.round(length[:, None] / rng.uniform(5, 15, (m, 2)) * 10)).astype(np.int32)
    single = rng.random(m) < one_way
    closed = rng.integers(0, 2, m)
    for table in (bike, car):
        table[single, closed[single]] = BARRED
    car[rng.random(m) < 0.2] = BARRED
    state = rng.choice([WheelState.YES, WheelState.UNKNOWN, WheelState.NO], m, p=[0.6, 0.3, 0.1]).astype(np.uint8)
    return assemble(
        crs="EPSG:25832",
        xy=xy,
        ends=joined,
        shape_start=start,
        shape_xy=np.vstack(shapes),
        walk=walk,
        wheel=(walk * 1.3).astype(np.int32),
        bike=bike,
        car=car,
        wheel_state=state,
        wheel_reasons=np.where(state == WheelState.YES, 0, rng.integers(1, 2**16, m)).astype(np.uint16),
    )


def _shape(a: np.ndarray, b: np.ndarray, rng: np.random.Generator, *, bent: bool) -> np.ndarray:
    if (a == b).all() and bent:  # a loop
        turn = np.linspace(0, 2 * np.pi, 7)[1:-1]
        return np.vstack([a, a + 40 * np.column_stack([1 - np.cos(turn), np.sin(turn)]), b])
    if not bent or rng.random() < 0.5:
        return np.vstack([a, b])
    middle = np.linspace(a, b, int(rng.integers(3, 6)))[1:-1]
    return np.vstack([a, middle + rng.normal(0, 10, middle.shape), b])


def random_points(network: Network, seed: int, count: int, *, spread: float = 150.0) -> np.ndarray:
    """Points (count, 2) around the network, some outside of it, the first few exactly on nodes."""
    rng = np.random.default_rng(seed)
    low, high = network.xy.min(axis=0) - spread, network.xy.max(axis=0) + spread
    points = rng.uniform(low, high, (count, 2))
    near = rng.random(count) < 0.8
    points[near] = network.xy[rng.integers(0, network.nodes, near.sum())] + rng.normal(0, spread / 3, (near.sum(), 2))
    exact = min(count, 3)
    points[:exact] = network.xy[rng.integers(0, network.nodes, exact)]
    return points


def at_every_vertex(network: Network) -> Network:
    """The same streets with a node at every bend: many nodes of degree two, as raw OpenStreetMap data have.

    Costs are shared out by length and rounded up to whole deciseconds, so times come out slightly longer.
    """
    first = np.ones(len(network.shape_xy), bool)
    first[network.shape_start[1:] - 1] = False
    vertex = np.flatnonzero(first)
    segment = np.searchsorted(network.shape_start, vertex, side="right") - 1
    node = np.full(len(network.shape_xy), -1, np.int64)
    node[network.shape_start[:-1]] = network.ends[:, 0]
    node[network.shape_start[1:] - 1] = network.ends[:, 1]
    bends = np.flatnonzero(node < 0)
    node[bends] = network.nodes + np.arange(len(bends))
    a, b = network.shape_xy[vertex], network.shape_xy[vertex + 1]
    length = np.hypot(*(b - a).T)
    share = length / np.maximum(np.bincount(segment, length, network.segments)[segment], 1e-9)

    def cut(profile: str) -> np.ndarray:
        whole = network.cost[profile][segment]
        return np.where(whole < 0, BARRED, np.maximum(1, np.ceil(whole * share[:, None]))).astype(np.int32)

    return assemble(
        crs=network.crs,
        xy=np.vstack([network.xy, network.shape_xy[bends]]),
        ends=np.column_stack([node[vertex], node[vertex + 1]]).astype(np.int32),
        shape_start=np.arange(len(vertex) + 1) * 2,
        shape_xy=np.stack([a, b], axis=1).reshape(-1, 2),
        walk=cut("walk"),
        wheel=cut("wheelchair_maybe"),
        bike=cut("bike"),
        car=cut("car"),
        wheel_state=network.wheel_state[segment],
        wheel_reasons=network.wheel_reasons[segment],
        source=network.source[segment],
    )


@st.composite
def networks(draw: st.DrawFn, most: int = 80) -> Network:
    """Networks of 2 to ``most`` junctions with 0 to 2 islands."""
    return random_network(
        draw(st.integers(0, 2**32 - 1)),
        draw(st.integers(2, most)),
        one_way=draw(st.sampled_from([0.0, 0.15, 0.5])),
        islands=draw(st.integers(0, 2)),
    )
