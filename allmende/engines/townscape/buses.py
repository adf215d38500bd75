# SPDX-License-Identifier: EUPL-1.2
"""Bus lines: town lines across the larger towns, regional lines from the station to all villages, and their stops."""

from __future__ import annotations

import itertools
import math

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from .landscape import Land
from .model import BusLine, County, Floats
from .noise import stream
from .register import Register
from .spots import Spot, Spots

STOP_GAP = 430.0
_SLOWNESS = {"main": 1.0, "secondary": 1.1, "residential": 1.9}


class _Roads:
    """The part of the network buses use, with shortest paths from the station and between places."""

    def __init__(self, county: County) -> None:
        s = county.streets
        kind = s.kind.astype(str)
        self.edges = np.flatnonzero(np.isin(kind, list(_SLOWNESS)))
        ends = s.edge_nodes[self.edges]
        cost = s.length[self.edges] * np.array([_SLOWNESS[k] for k in kind[self.edges]])
        n = len(s.node_xy)
        both = np.concatenate([ends, ends[:, ::-1]])
        self.graph = csr_matrix((np.tile(cost, 2), (both[:, 0], both[:, 1])), shape=(n, n))
        self.edge_of = {(int(a), int(b)): int(e) for (a, b), e in zip(both, np.tile(self.edges, 2), strict=True)}
        part = connected_components(self.graph, directed=False)[1]
        used = np.unique(ends)
        self.nodes = used[part[used] == np.argmax(np.bincount(part[used]))]
        self.county = county

    def near(self, point: tuple[float, float]) -> int:
        """The node nearest to a point."""
        far = np.hypot(*(self.county.streets.node_xy[self.nodes] - np.array(point)).T)
        return int(self.nodes[np.argmin(far)])

    def path(self, nodes: list[int]) -> list[tuple[int, bool]]:
        """Edges (index, forward) of the cheapest way through the nodes in order."""
        way: list[tuple[int, bool]] = []
        for start, goal in itertools.pairwise(nodes):
            if start == goal:
                continue
            _, before = dijkstra(self.graph, indices=start, return_predecessors=True)
            leg, node = [], goal
            while before[node] >= 0:
                prev = int(before[node])
                edge = self.edge_of[prev, node]
                leg.append((edge, int(self.county.streets.edge_nodes[edge, 0]) == prev))
                node = prev
            way += leg[::-1]
        return way


def bus_network(land: Land, county: County, spots: Spots, register: Register) -> list[BusLine]:
    """Lay out all lines; their stops become facilities (a stop is shared by the lines that pass it)."""
    roads = _Roads(county)
    stops = _Stops(county, spots, register)
    u = np.array([land.station_u])
    low, _ = land.rail_band(u)
    door = land.xy(np.array([u[0], low[0] - 4]))
    hub = roads.near((float(door[0]), float(door[1])))
    stops.hub(hub)
    lines: list[BusLine] = []
    for k, site in enumerate(county.settlements):
        if site.role != "village" and site.inhabitants >= 6000:
            lines += _town_lines(land, k, county, roads, stops, hub if k == 0 else roads.near(site.centre), len(lines))
    lines += _regional_lines(land, county, roads, stops, hub)
    return lines


class _Stops:
    """Stops so far; a new one is made only where none is within walking distance of the spot on the same way."""

    def __init__(self, county: County, spots: Spots, register: Register) -> None:
        self.county, self.spots, self.register = county, spots, register
        self.xy: list[tuple[float, float]] = []
        self.index: list[int] = []
        self.names: set[str] = set()

    def hub(self, node: int) -> None:
        x, y = self.county.streets.node_xy[node].tolist()
        spot = self.spots.open_air((x, y))
        self.register.add(
            "bus_station",
            "Busbahnhof am Bahnhof",
            spot,
            0,
            hours="24/7",
            known={"wheelchair": "yes", "step_free": "yes", "tactile": "yes"},
        )
        known = {"wheelchair": "yes", "step_free": "yes", "tactile": "yes"}
        self._new((x, y), "Bahnhof/Busbahnhof", 0, known, spot)

    def _new(self, xy: tuple[float, float], name: str, k: int, known: dict[str, str] | None, spot: Spot) -> int:
        chances = (0.42, 0.25, 0.2) if self.county.settlements[k].role != "village" else (0.16, 0.24, 0.3)
        index = self.register.add("bus_stop", name, spot, k, chances=chances, known=known)
        self.names.add(name)
        self.xy.append(xy)
        self.index.append(index)
        return index

    def at(self, edge: int, share: float, reach: float) -> int:
        """The stop at a place on an edge: an existing one within ``reach`` metres, or a new one."""
        line = self.county.streets.line[edge]
        p = line.interpolate(share, normalized=True)
        if self.xy:
            far = np.hypot(*(np.array(self.xy) - (p.x, p.y)).T)
            near = int(np.argmin(far))
            if far[near] < reach:
                return self.index[near]
        s = self.county.streets
        k = int(s.settlement[edge])
        if k < 0:
            centres = np.array([c.centre for c in self.county.settlements])
            k = int(np.argmin(np.hypot(*(centres - (p.x, p.y)).T)))
        spot = self.spots.beside(edge, share, -4.5) if s.name[edge] else self.spots.open_air((p.x, p.y))
        place = self.county.settlements[k]
        stem = spot.street if place.role != "village" else f"{place.name}, {spot.street}"
        name = stem
        if stem in self.names:
            name = next(
                (f"{stem}/{other}" for other in self._crossing(edge) if f"{stem}/{other}" not in self.names), stem
            )
        if place.role == "village" and math.dist((p.x, p.y), place.centre) < 140:
            name = f"{place.name}, Ortsmitte"
        return self._new((p.x, p.y), name, k, None, spot)

    def _crossing(self, edge: int) -> list[str]:
        """Names of the streets that meet an edge, for a second stop in the same street."""
        s = self.county.streets
        meets = np.isin(s.edge_nodes, s.edge_nodes[edge]).any(axis=1) & (s.name != "") & (s.name != s.name[edge])
        return sorted({str(n) for n in s.name[meets]})


def _stops_along(
    way: list[tuple[int, bool]], county: County, stops: _Stops, wanted: set[int], gap: float
) -> tuple[int, ...]:
    """Stops on a way: at its ends, at wanted edges, and about every ``gap`` metres inside settlements."""
    s = county.streets
    found: list[int] = []
    run = gap * 0.5
    for n, (edge, forward) in enumerate(way):
        run += float(s.length[edge])
        last = n == len(way) - 1
        built = s.settlement[edge] >= 0
        if n == 0 or last or edge in wanted or (built and run >= gap and s.length[edge] > 24):
            share = 0.08 if n == 0 else 0.92 if last else 0.5
            index = stops.at(edge, share if forward else 1 - share, 0.45 * gap)
            run = 0.0
            if not found or found[-1] != index:
                found.append(index)
    return tuple(dict.fromkeys(found))


def _line(way: list[tuple[int, bool]], county: County) -> shapely.LineString:
    parts = [
        shapely.get_coordinates(county.streets.line[e]) if f else shapely.get_coordinates(county.streets.line[e])[::-1]
        for e, f in way
    ]
    xy = np.vstack([parts[0], *[p[1:] for p in parts[1:]]])
    return shapely.LineString(xy)


def _town_lines(
    land: Land, k: int, county: County, roads: _Roads, stops: _Stops, hub: int, before: int
) -> list[BusLine]:
    """Lines from one edge of the town through its centre to another edge."""
    site = county.settlements[k]
    rng = stream(land.seed, "town buses", k)
    count = int(np.clip(round(site.inhabitants / 8000), 1, 9))
    homes = np.flatnonzero((county.buildings.settlement == k) & (county.buildings.inhabitants > 0))
    xy: Floats = shapely.get_coordinates(shapely.centroid(county.buildings.polygon[homes]))
    people = county.buildings.inhabitants[homes].astype(float)
    centre = np.array(site.centre)
    angle = np.arctan2(*(xy - centre).T[::-1])
    far = np.hypot(*(xy - centre).T)
    outer = far > np.quantile(far, 0.66)
    lines = []
    start = rng.uniform(0, 2 * math.pi)
    for n in range(count):
        ends = []
        for side in (0.0, math.pi):
            heading = start + math.pi * n / count + side
            off = np.abs((angle - heading + math.pi) % (2 * math.pi) - math.pi)
            sector = np.flatnonzero(outer & (off < math.pi / (2 * count) + 0.2))
            if len(sector):
                ends.append(int(sector[np.argmax(people[sector] * far[sector])]))
        if len(ends) < 2:
            continue
        nodes = [roads.near(tuple(xy[ends[0]])), hub, roads.near(site.centre), roads.near(tuple(xy[ends[1]]))]
        way = roads.path(nodes)
        if not way:
            continue
        sequence = _stops_along(way, county, stops, set(), STOP_GAP)
        number = str(before + n + 1)
        lines.append(
            BusLine(
                number,
                f"Stadtbus {number} {site.name}",
                sequence,
                _line(way, county),
                int(rng.choice([20, 30, 30, 60])),
            )
        )
    return lines


def _regional_lines(land: Land, county: County, roads: _Roads, stops: _Stops, hub: int) -> list[BusLine]:
    """Lines from the station into the county: each serves the villages of one direction, outermost last."""
    rng = stream(land.seed, "regional buses")
    outer = list(range(1, len(county.settlements)))
    if not outer:
        return []
    nodes = {k: roads.near(county.settlements[k].centre) for k in outer}
    far, before = dijkstra(roads.graph, indices=hub, return_predecessors=True)
    left = sorted(outer, key=lambda k: (-far[nodes[k]], k))
    lines: list[BusLine] = []
    while left:
        goal = left[0]
        served, node = [goal], nodes[goal]
        passed = set()
        while before[node] >= 0:
            passed.add(int(node))
            node = int(before[node])
        xy = county.streets.node_xy
        for k in left[1:]:
            spot = np.array(county.settlements[k].centre)
            if (
                len(served) < 9
                and min(np.hypot(*(xy[list(passed)] - spot).T)) < 1500
                and far[nodes[k]] < far[nodes[goal]]
            ):
                served.append(k)
        served.sort(key=lambda k: far[nodes[k]])
        left = [k for k in left if k not in served]
        way = roads.path([hub, *[nodes[k] for k in served]])
        wanted = {e for e, _ in way if _ends_at(county, e, {nodes[k] for k in served})}
        sequence = _stops_along(way, county, stops, wanted, 900.0)
        people = sum(county.settlements[k].inhabitants for k in served)
        every = 30 if people > 12_000 else 60 if people > 1500 else 120 if people > 400 else 240
        number = str(200 + 10 * len(lines) + int(rng.integers(0, 3)))
        name = f"Regionalbus {number} {county.settlements[0].name} – {county.settlements[goal].name}"
        lines.append(BusLine(number, name, sequence, _line(way, county), every))
    return lines


def _ends_at(county: County, edge: int, nodes: set[int]) -> bool:
    return bool(nodes & set(county.streets.edge_nodes[edge].tolist()))
