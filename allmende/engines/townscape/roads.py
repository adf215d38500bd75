# SPDX-License-Identifier: EUPL-1.2
"""County roads: cheapest paths over a Delaunay mesh, which share sections and never cross without a junction."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Delaunay, cKDTree

from .landscape import Land
from .noise import Floats, stream
from .rings import chaikin


@dataclass
class Road:
    """A chain between two junctions. ``ends`` are mesh nodes; rank 2 is a federal or state road, 1 a local one."""

    line: Floats
    rank: int
    ends: tuple[int, int]


@dataclass
class RoadPlan:
    """Roads, the exits of the county, and for each settlement the directions in which roads leave it (radians)."""

    roads: list[Road]
    gates: list[Floats]
    node_site: dict[int, int]
    neighbours: list[list[int]]


def gate_angles(land: Land, k: int, rng: np.random.Generator) -> Floats:
    """Directions of the streets that leave a town, spread around it; one leads straight over the river."""
    people = land.sites[k].people
    count = 4 if people < 2500 else 5 if people < 9000 else 6 if people < 30_000 else 8
    first = land.axis - math.pi / 2 + rng.uniform(-0.12, 0.12)
    steps = np.arange(count) * 2 * math.pi / count + rng.uniform(-0.14, 0.14, count)
    return np.asarray(first + steps - steps[0])


def plan_roads(land: Land) -> RoadPlan:
    """Lay out the roads between all settlements and out of the county."""
    rng = stream(land.seed, "roads")
    gates, keep = [], np.ones(len(land.cells), bool)
    tree = cKDTree(land.cells)
    extra: list[Floats] = []
    site_of: list[int] = []
    for k, site in enumerate(land.sites):
        centre = land.centres[k]
        reach = site.radius * (1.22 if site.role != "village" else 1.0) + 140
        keep[tree.query_ball_point(centre, reach + 130)] = False
        extra.append(centre[None])
        site_of.append(k)
        points = np.empty((0, 2))
        if site.role != "village":
            angles = gate_angles(land, k, rng)
            points = centre + reach * np.stack([np.cos(angles), np.sin(angles)], -1)
            extra.append(points)
            site_of += [k] * len(points)
        gates.append(points)
    exits = _exits(land, rng)
    river = land.uv(land.cells)
    keep &= np.abs(river[:, 1] - land.river_v(river[:, 0])) > 130
    special = np.concatenate([*extra, exits])
    mesh = np.concatenate([special, land.cells[keep]])
    is_centre = np.zeros(len(mesh), bool)
    start = 0
    for k in range(len(land.sites)):
        is_centre[start] = True
        start += 1 + len(gates[k])
    centre_of = np.flatnonzero(is_centre)
    exit_nodes = np.arange(start, start + len(exits))
    node_site = dict(enumerate(site_of))
    edges, cost = _mesh_costs(land, mesh, node_site, is_centre, set(exit_nodes.tolist()))
    wanted, ranks, neighbours = _wanted(land, centre_of, exit_nodes, mesh)
    used = _route(len(mesh), edges, cost, wanted, ranks)
    roads = _chains(mesh, edges, used, node_site, is_centre)
    return RoadPlan(roads, gates, node_site, neighbours)


def _exits(land: Land, rng: np.random.Generator) -> Floats:
    """Points beyond the border where roads lead on into other counties."""
    count = int(np.clip(4 + land.radius / 3500, 4, 10))
    angles = land.axis + rng.uniform(-0.2, 0.2) + np.arange(count) * 2 * math.pi / count + rng.uniform(-0.2, 0.2, count)
    rim = 1.32 * land.radius + 300
    local = rim * np.stack([1.12 * np.cos(angles - land.axis), 0.86 * np.sin(angles - land.axis)], -1)
    close = np.abs(local[:, 1] - land.river_v(local[:, 0])) < 500
    local[close, 1] = land.rail_v(local[close, 0]) + 450
    return land.xy(local)


def _mesh_costs(
    land: Land, mesh: Floats, node_site: dict[int, int], is_centre: np.ndarray, exits: set[int]
) -> tuple[np.ndarray, Floats]:
    triangles = Delaunay(mesh).simplices
    edges = np.unique(np.sort(triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    a, b = mesh[edges[:, 0]], mesh[edges[:, 1]]
    length = np.hypot(*(a - b).T)
    ua, ub = land.uv(a), land.uv(b)
    over_river = (ua[:, 1] > land.river_v(ua[:, 0])) != (ub[:, 1] > land.river_v(ub[:, 0]))
    over_rail = (ua[:, 1] > land.rail_v(ua[:, 0])) != (ub[:, 1] > land.rail_v(ub[:, 0]))
    climb = np.abs(land.height(a) - land.height(b)) / length
    cost = length * (1 + 6 * climb) + 2600 * over_river + 700 * over_rail
    inside = shapely.contains_xy(land.outline.buffer(-120), mesh[:, 0], mesh[:, 1])
    cost *= np.where(inside[edges].all(axis=1), 1.0, 7.0)  # what lies outside is cut off later
    site = np.array([node_site.get(i, -1) for i in range(len(mesh))])
    same = (site[edges[:, 0]] >= 0) & (site[edges[:, 0]] == site[edges[:, 1]])
    gate_to_gate = same & ~is_centre[edges].any(axis=1)
    bridge = same & is_centre[edges].any(axis=1)
    cost[bridge] = length[bridge] * 0.9
    drop = gate_to_gate | ((length > 2600) & ~same & ~np.isin(edges, list(exits)).any(axis=1))
    # Between a town's centre and the open land the gates are the only way.
    town = np.array([land.sites[s].role != "village" if s >= 0 else False for s in site])
    drop |= (is_centre & town)[edges].any(axis=1) & ~same
    return edges[~drop], cost[~drop]


def _wanted(
    land: Land, centre_of: np.ndarray, exits: np.ndarray, mesh: Floats
) -> tuple[list[tuple[int, int]], list[int], list[list[int]]]:
    """Pairs of nodes to connect, most important first, with their rank, and each site's neighbours."""
    xy = land.centres
    n = len(xy)
    big = [k for k, s in enumerate(land.sites) if s.role != "village"]
    pairs: list[tuple[int, int]] = [(int(e), int(centre_of[_nearest(xy, mesh[e], big)])) for e in exits]
    ranks = [2] * len(pairs)
    neighbours: list[list[int]] = [[] for _ in range(n)]
    for i, j in _relative_neighbours(xy[big], 1.0) if len(big) > 1 else []:
        pairs.append((int(centre_of[big[i]]), int(centre_of[big[j]])))
        ranks.append(2)
    links = _relative_neighbours(xy, 0.93) if n > 1 else []
    links.sort(key=lambda ij: math.dist(xy[ij[0]], xy[ij[1]]))
    for i, j in links:
        pairs.append((int(centre_of[i]), int(centre_of[j])))
        ranks.append(1)
        neighbours[i].append(j)
        neighbours[j].append(i)
    return pairs, ranks, neighbours


def _nearest(xy: Floats, point: Floats, among: list[int]) -> int:
    """The site a road from outside leads to: the core counts as a third nearer than other towns."""
    far = [math.dist(xy[k], point) * (0.66 if k == 0 else 1.0) for k in among]
    return among[int(np.argmin(far))]


def _relative_neighbours(xy: Floats, share: float) -> list[tuple[int, int]]:
    """Pairs without a third point nearer to both than ``share`` of their distance (relative neighbourhood graph)."""
    d = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    pairs = []
    for i in range(len(xy)):
        for j in range(i + 1, len(xy)):
            between = np.maximum(d[i], d[j])
            between[[i, j]] = np.inf
            if between.min() >= share * d[i, j]:
                pairs.append((i, j))
    return pairs


def _route(n: int, edges: np.ndarray, cost: Floats, wanted: list[tuple[int, int]], ranks: list[int]) -> np.ndarray:
    """Rank of the road on each mesh edge (0: none). A road that is there already costs about half."""
    used = np.zeros(len(edges), int)
    index = {(int(i), int(j)): k for k, (i, j) in enumerate(edges)}
    rows, cols = np.concatenate([edges, edges[:, ::-1]]).T
    order = np.lexsort((cols, rows))
    data = np.concatenate([cost, cost])
    graph = csr_matrix((data[order], (rows[order], cols[order])), shape=(n, n))
    place = np.empty(len(order), int)
    place[order] = np.arange(len(order))
    for (start, goal), rank in zip(wanted, ranks, strict=True):
        _, before = dijkstra(graph, indices=start, return_predecessors=True)
        node = goal
        while before[node] >= 0:
            prev = int(before[node])
            k = index[(min(prev, node), max(prev, node))]
            used[k] = max(used[k], rank)
            graph.data[[place[k], place[k + len(edges)]]] = cost[k] * 0.5
            node = prev
    return used


def _chains(
    mesh: Floats, edges: np.ndarray, used: np.ndarray, node_site: dict[int, int], is_centre: np.ndarray
) -> list[Road]:
    """Join used mesh edges to smoothed chains between junctions, gates and centres."""
    around: dict[int, list[tuple[int, int]]] = {}
    for (i, j), rank in zip(edges[used > 0].tolist(), used[used > 0].tolist(), strict=True):
        around.setdefault(i, []).append((j, rank))
        around.setdefault(j, []).append((i, rank))

    def is_end(node: int) -> bool:
        ranks = {r for _, r in around[node]}
        return len(around[node]) != 2 or node in node_site or len(ranks) > 1

    roads, seen = [], set()
    for start in sorted(around):
        if not is_end(start):
            continue
        for first, rank in around[start]:
            if (start, first) in seen:
                continue
            chain, before, node = [start], start, first
            while True:
                chain.append(node)
                if is_end(node):
                    break
                (before, node) = (node, next(j for j, _ in around[node] if j != before))
            seen.add((start, first))
            seen.add((chain[-1], chain[-2]))
            inner_town = start in node_site and node in node_site and node_site[start] == node_site[node]
            if not inner_town:
                roads.append(Road(chaikin(mesh[chain], 4), rank, (start, node)))
    return roads


def clip(road: Road, outline: shapely.Polygon) -> list[Floats]:
    """The parts of a road inside the county."""
    inside = shapely.intersection(shapely.LineString(road.line), outline)
    parts = getattr(inside, "geoms", [inside])
    return [shapely.get_coordinates(part) for part in parts if part.geom_type == "LineString" and part.length > 1]
