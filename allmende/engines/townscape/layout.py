# SPDX-License-Identifier: EUPL-1.2
"""The primary lines of every settlement: market, town wall, radial streets, rings, village greens, outlines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
import shapely.ops

from .landscape import Land
from .noise import Floats, stream
from .rings import chaikin
from .roads import RoadPlan, clip


@dataclass
class Way:
    """A line of the plan. ``kind`` is the street kind, '' for lines that only bound land (banks, borders).

    ``role`` says what the line is in the plan (spoke, wall, ring, market, road, ...), ``site`` the settlement
    it belongs to (-1: open land), ``target`` the neighbour or gate it leads to (-1: none).
    """

    line: Floats
    kind: str
    role: str
    site: int = -1
    target: int = -1


@dataclass
class Plan:
    """All primary ways and the outline polygons (built-up limit) of the settlements, by site."""

    ways: list[Way]
    outlines: list[shapely.Polygon]
    old_towns: dict[int, shapely.Polygon]
    markets: dict[int, shapely.Polygon]
    greens: dict[int, shapely.Polygon]


def _ring(centre: Floats, radius: Floats, angles: Floats) -> Floats:
    return np.asarray(centre + (radius[:, None] * np.stack([np.cos(angles), np.sin(angles)], -1)))


def _rounded(rng: np.random.Generator, angles: Floats, strength: float, lobes: tuple[int, ...] = (2, 3, 5)) -> Floats:
    """A random closed outline: factor around 1 for each angle."""
    total = np.ones_like(angles)
    for lobe in lobes:
        total += strength / math.sqrt(lobe) * rng.uniform(0.4, 1) * np.cos(lobe * angles + rng.uniform(0, 2 * math.pi))
    return total


def _bent(a: Floats, b: Floats, rng: np.random.Generator, strength: float = 0.03) -> Floats:
    """A gently bent line from a to b, points about 30 m apart."""
    length = math.dist(a, b)
    count = max(2, int(length / 30))
    t = np.linspace(0, 1, count + 1)
    normal = np.array([-(b - a)[1], (b - a)[0]])
    wave = np.sin(math.pi * t) * rng.uniform(-1, 1) + 0.5 * np.sin(2 * math.pi * t) * rng.uniform(-1, 1)
    return np.asarray(a + t[:, None] * (b - a) + (strength * wave)[:, None] * normal)


class TownLines:
    """Primary lines of a town with market, wall and radial streets."""

    def __init__(self, land: Land, roads: RoadPlan, k: int) -> None:
        self.land, self.k = land, k
        self.site = land.sites[k]
        self.centre = land.centres[k]
        self.gates = roads.gates[k]
        self.rng = stream(land.seed, "town", k)
        self.ways: list[Way] = []
        angles = np.linspace(0, 2 * math.pi, 97)[:-1]
        along = 1 + 0.12 * np.cos(2 * (angles - land.axis))
        self.angles = angles
        self.shape = _rounded(self.rng, angles, 0.07) * along
        wall = _ring(self.centre, self.site.old_radius * _rounded(self.rng, angles, 0.05, (3, 5, 8)) * along, angles)
        self.wall = self._simplify(wall, 26)
        limit = self.site.radius * 1.02 * _rounded(self.rng, angles, 0.11, (2, 3, 5, 8, 11)) * along
        self.limit = self._simplify(_ring(self.centre, limit, angles), 45)
        self._market()
        self._spokes(roads)
        self._rings()
        if k == 0:
            self._station()

    def _simplify(self, ring: Floats, step: float) -> Floats:
        """Closed ring with a vertex about every ``step`` metres: towns have straight pieces, not circles."""
        line = shapely.LineString(np.vstack([ring, ring[:1]]))
        count = max(10, int(line.length / step))
        pts = shapely.get_coordinates(shapely.line_interpolate_point(line, np.arange(count) / count * line.length))
        return np.vstack([pts, pts[:1]])

    def _market(self) -> None:
        size = 0.3 * self.site.old_radius
        long, deep = size * self.rng.uniform(0.95, 1.15), size * self.rng.uniform(0.6, 0.8)
        turn = self.land.axis + self.rng.uniform(-0.35, 0.35)
        local = np.array([[-long, -deep], [long * 1.06, -deep * 0.92], [long * 0.97, deep], [-long, deep * 1.08]]) / 2
        c, s = math.cos(turn), math.sin(turn)
        shift = self.rng.uniform(-0.1, 0.1, 2) * self.site.old_radius
        self.market = self.centre + shift + local @ np.array([[c, s], [-s, c]])
        self.ways.append(Way(np.vstack([self.market, self.market[:1]]), "pedestrian", "market", self.k))

    def _spokes(self, roads: RoadPlan) -> None:
        wall = shapely.Polygon(self.wall)
        rank: dict[int, int] = {}
        for road in roads.roads:
            for end, point in zip(road.ends, (road.line[0], road.line[-1]), strict=True):
                if roads.node_site.get(end) == self.k and len(self.gates):
                    gate = int(np.argmin(np.hypot(*(self.gates - point).T)))
                    rank[gate] = max(rank.get(gate, 0), road.rank)
        ways = [Way(self.wall, "secondary" if self.site.people > 3000 else "residential", "wall", self.k)]
        walking = self.rng.permutation(len(self.gates))[: int(self.site.people > 5000)]
        for g, gate in enumerate(self.gates):
            kind = {2: "main", 1: "secondary"}.get(rank.get(g, 0), "residential")
            line = shapely.LineString(_bent(self.centre, gate, self.rng, 0.022))
            outside = shapely.get_coordinates(shapely.difference(line, wall))
            ways.append(Way(extended(outside), kind, "spoke", self.k, g))
            door = outside[0]
            corner = self.market[int(np.argmin(np.hypot(*(self.market - door).T)))]
            inner = "pedestrian" if g in walking else "residential"
            ways.append(Way(extended(_bent(door, corner, self.rng, 0.05)), inner, "gate", self.k, g))
        self.ways += ways
        self.gate_rank = rank

    def _rings(self) -> None:
        """Ring streets, laid sector by sector between the radial streets: radii differ, some sectors have none."""
        step = float(np.clip(0.29 * self.site.radius, 240, 520))
        spokes = [w.line for w in self.ways if w.role == "spoke"]
        radius = self.site.old_radius + step * 0.95
        count = 0
        while radius < 0.8 * self.site.radius:
            for g, left in enumerate(spokes):
                right = spokes[(g + 1) % len(spokes)]
                sector = shapely.Polygon(np.vstack([self.centre, left, right[::-1]])).buffer(0.4)
                if count and self.rng.random() < 0.22:
                    continue
                own = radius * (1 if count == 0 else self.rng.uniform(0.87, 1.13)) * (0.6 * self.shape + 0.4)
                ring = self._simplify(_ring(self.centre, own, self.angles), 40)
                for part in _parts(ring, sector, merge=True):
                    self.ways.append(Way(part, "secondary", "ring", self.k, count))
            radius += step * self.rng.uniform(0.95, 1.25)
            count += 1

    def _station(self) -> None:
        u = self.land.station_u
        low, _ = self.land.rail_band(np.array([u]))
        door = self.land.xy(np.array([u, low[0]]))
        start = shapely.get_coordinates(shapely.shortest_line(shapely.LineString(self.wall), shapely.Point(*door)))[0]
        self.ways.append(Way(extended(_bent(start, door, self.rng, 0.015)), "secondary", "station", self.k))
        _, high = self.land.rail_band(np.array([u]))
        far = self.land.xy(np.array([u, high[0]]))
        self.ways.append(Way(extended(np.array([door, far])), "path", "underpass", self.k))


class VillageLines:
    """Outline and centre (loop around the church, or a green) of a village on its roads."""

    def __init__(self, land: Land, roads: RoadPlan, k: int) -> None:
        self.site = land.sites[k]
        self.k = k
        self.centre = land.centres[k]
        self.rng = stream(land.seed, "village", k)
        self.ways: list[Way] = []
        self.core: shapely.Polygon | None = None
        mine = [
            road.line if roads.node_site.get(road.ends[0]) == k else road.line[::-1]
            for road in roads.roads
            if k in (roads.node_site.get(road.ends[0]), roads.node_site.get(road.ends[1]))
        ]
        self.limit = self._outline(mine)
        self._core(mine)

    def _outline(self, roads: list[Floats]) -> Floats:
        area = math.pi * self.site.radius**2
        if self.site.form == "cluster" or not roads:
            angles = np.linspace(0, 2 * math.pi, 41)[:-1]
            shape = _rounded(self.rng, angles, 0.13, (2, 3, 5, 7))
            return _ring(self.centre, self.site.radius * 1.03 * shape, angles)
        depth = max(78.0, math.sqrt(area / 7.5))
        reach = max(area / (4 * depth) - 0.35 * depth, 60)
        parts = [shapely.ops.substring(shapely.LineString(r), 0, reach * self.rng.uniform(0.8, 1.2)) for r in roads[:3]]
        if len(roads) == 1:
            a = parts[0].coords[0]
            b = 2 * np.array(a) - np.array(parts[0].interpolate(min(reach * 0.5, parts[0].length)).coords[0])
            parts.append(shapely.LineString([a, b]))
            self.ways.append(Way(np.array([a, b]), "residential", "lane", self.k))
        shape = shapely.union_all(shapely.buffer(parts, depth, quad_segs=3)).buffer(-depth * 0.25).buffer(depth * 0.25)
        ring = np.array(shapely.Polygon(shape.exterior).exterior.simplify(6).segmentize(60).coords)[:-1]
        return np.asarray(ring + self.rng.normal(0, 5.5, ring.shape))

    def _core(self, roads: list[Floats]) -> None:
        if self.site.people < 140 or self.site.form == "street":
            return
        heading = 0.0
        if roads:
            far = shapely.LineString(roads[0]).interpolate(80).coords[0]
            heading = math.atan2(far[1] - self.centre[1], far[0] - self.centre[0])
        long, wide = (44.0, 34.0) if self.site.form == "cluster" else (78.0, 21.0)
        grow = min(1.4, 0.75 + self.site.people / 1500)
        angles = np.linspace(0, 2 * math.pi, 15)[:-1]
        oval = np.stack([long * np.cos(angles), wide * np.sin(angles)], -1) * grow
        oval *= _rounded(self.rng, angles, 0.1, (2, 3, 5))[:, None]
        c, s = math.cos(heading), math.sin(heading)
        ring = self.centre + oval @ np.array([[c, s], [-s, c]])
        self.core = shapely.Polygon(ring)
        self.ways.append(Way(np.vstack([ring, ring[:1]]), "residential", "green", self.k))


def draw(land: Land, roads: RoadPlan) -> Plan:
    """All primary lines of the county, clipped to what exists (no ring through river or railway)."""
    plan = Plan([], [], {}, {}, {})
    barriers = _barriers(land)
    for k in range(len(land.sites)):
        limit, own = _lines_of(land, roads, k, plan)
        outline = shapely.Polygon(limit).buffer(0)
        if outline.geom_type != "Polygon":
            outline = max(outline.geoms, key=lambda part: part.area)
        outline = shapely.Polygon(outline.exterior)
        plan.outlines.append(outline)
        for way in own:
            plan.ways += _clipped(way, outline, barriers)
        plan.ways.append(Way(np.array(outline.exterior.coords), "track", "outline", k))
    greens = shapely.union_all(list(plan.greens.values())) if plan.greens else shapely.Polygon()
    for number, road in enumerate(roads.roads):
        kind = "main" if road.rank == 2 else "secondary"
        for piece in clip(road, land.outline):
            outer = shapely.difference(shapely.LineString(piece), greens)
            for part in getattr(outer, "geoms", [outer]):
                plan.ways.append(Way(extended(shapely.get_coordinates(part)), kind, "road", -1, number))
    plan.ways += _corridors(land, plan.outlines)
    plan.ways.append(Way(shapely.get_coordinates(land.outline.exterior), "", "border"))
    return plan


def _lines_of(land: Land, roads: RoadPlan, k: int, plan: Plan) -> tuple[Floats, list[Way]]:
    """Built-up limit and lines of a settlement; notes its green, or its old town and market, in the plan."""
    if land.sites[k].role == "village":
        village = VillageLines(land, roads, k)
        if village.core is not None:
            plan.greens[k] = village.core
        return village.limit, village.ways
    town = TownLines(land, roads, k)
    plan.old_towns[k] = shapely.Polygon(town.wall)
    plan.markets[k] = shapely.Polygon(town.market)
    return town.limit, town.ways


def _clipped(way: Way, outline: shapely.Polygon, barriers: shapely.Geometry) -> list[Way]:
    """Rings, lanes and streets without a road beyond end at the built-up limit; other lines stay as they are."""
    if way.role == "ring":
        return _without(way, outline, barriers)
    if way.role == "lane" or (way.role == "spoke" and way.kind == "residential"):
        return [Way(extended(p), way.kind, way.role, way.site, way.target) for p in _parts(way.line, outline)]
    return [way]


def _parts(line: Floats, inside: shapely.Polygon, merge: bool = False) -> list[Floats]:
    cut = shapely.intersection(shapely.LineString(line), inside)
    if merge and cut.geom_type == "MultiLineString":
        cut = shapely.line_merge(cut)
    return [shapely.get_coordinates(p) for p in getattr(cut, "geoms", [cut]) if p.geom_type == "LineString"]


def _without(way: Way, outline: shapely.Polygon, barriers: shapely.Geometry) -> list[Way]:
    """The ring without the parts in river meadows and railway land, or outside the built-up limit."""
    rest = shapely.difference(shapely.intersection(shapely.LineString(way.line), outline), barriers)
    rest = shapely.line_merge(rest) if rest.geom_type == "MultiLineString" else rest
    parts = [p for p in getattr(rest, "geoms", [rest]) if p.geom_type == "LineString" and p.length > 60]
    return [Way(extended(shapely.get_coordinates(p)), way.kind, way.role, way.site, way.target) for p in parts]


def extended(line: Floats, by: float = 0.4) -> Floats:
    """The line a little longer at both ends, so that it surely meets what it ends on; stubs are removed later."""
    first, last = line[0] - line[1], line[-1] - line[-2]
    before = line[0] + first / max(math.hypot(*first), 0.01) * by
    after = line[-1] + last / max(math.hypot(*last), 0.01) * by
    return np.vstack([before, line, after])


def _stations(land: Land) -> Floats:
    reach = 1.75 * land.radius + 1500
    return np.arange(-reach, reach, 24.0)


def _barriers(land: Land) -> shapely.Geometry:
    u = _stations(land)
    river, wide = land.river_v(u), land.meadow(u)
    low, high = land.rail_band(u)
    bands = [(river - wide, river + wide), (low, high)]
    rings = [np.vstack([np.stack([u, a], -1), np.stack([u, b], -1)[::-1]]) for a, b in bands]
    return shapely.union_all([shapely.Polygon(land.xy(ring)).buffer(0) for ring in rings])


def _corridors(land: Land, outlines: list[shapely.Polygon]) -> list[Way]:
    """Banks, edges of the flood meadows and of the railway land."""
    u = _stations(land)
    river, wide, half = land.river_v(u), land.meadow(u), land.river_width / 2
    low, high = land.rail_band(u)
    towns = [k for k, s in enumerate(land.sites) if s.role != "village"]
    built = shapely.union_all([outlines[k] for k in towns])
    ways: list[Way] = []

    def add(v: Floats, role: str, in_town: str, outside: str) -> None:
        line = shapely.intersection(shapely.LineString(land.xy(np.stack([u, v], -1))), land.outline)
        for inside, kind in ((True, in_town), (False, outside)):
            piece = shapely.intersection(line, built) if inside else shapely.difference(line, built)
            piece = shapely.line_merge(piece) if piece.geom_type == "MultiLineString" else piece
            for part in getattr(piece, "geoms", [piece]):
                if part.geom_type == "LineString" and not part.is_empty:
                    site = -1
                    if inside:
                        middle = part.interpolate(0.5, normalized=True)
                        site = min(towns, key=lambda k: (outlines[k].distance(middle), k))
                    ways.append(Way(extended(shapely.get_coordinates(part)), kind, role, site))

    add(river + half, "bank", "", "")
    add(river - half, "bank", "", "")
    add(river + wide, "shore", "residential", "cycleway")
    add(river - wide, "meadow", "path", "track")
    add(low, "railside", "residential", "")
    add(high, "railside", "residential", "")
    return ways


def smooth(ring: Floats) -> Floats:
    """A smooth closed ring (first point repeated at the end)."""
    return chaikin(np.vstack([ring, ring[:1]]), 2)
