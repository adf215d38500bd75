# SPDX-License-Identifier: EUPL-1.2
"""What covers the ground: water, forest, fields, meadows, parks, pitches, settled land."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from .buildings import Stock
from .estates import Ground, pitch
from .fabric import Block, Fabric
from .landscape import Land
from .layout import Plan
from .model import LandUse
from .noise import Floats, stream
from .rings import chaikin

BUILT = {
    **dict.fromkeys(("old", "wilhelm", "villa", "rows", "slab", "houses", "village"), "residential"),
    **dict.fromkeys(("commerce", "supermarket"), "commercial"),
    **dict.fromkeys(("industry", "depot", "rail"), "industrial"),
    **dict.fromkeys(("school", "kita", "hospital", "church", "fire", "care", "square", "pool"), "public"),
}
GREEN = {
    "park": "park", "green": "park", "cemetery": "cemetery", "sports": "grass", "playground": "playground",
    "allotments": "allotments", "meadow": "meadow", "orchard": "orchard", "shore": "meadow",
}  # fmt: skip
FOREST_SHARE = 0.29


@dataclass
class Cover:
    """Land cover before the buildings are known. Rows: (layer, kind, name, geometry)."""

    rows: list[tuple[str, str, str, shapely.Geometry]]
    rail: list[shapely.LineString]
    greens: list[shapely.Polygon]

    def finish(self, stock: Stock) -> LandUse:
        """Add village ponds beside the churches and return the table."""
        rows = list(self.rows)
        church = shapely.STRtree(stock.polygon[stock.use == "church"])
        for green in self.greens:
            g = Ground([(x, y) for x, y in shapely.get_coordinates(green.exterior)[:-1].tolist()], 0)
            spot = shapely.Polygon(g.box(0.3 * g.long, 0, 0.22 * g.long, 0.45 * g.deep)).buffer(-1.5).buffer(3.5)
            if len(church.query(spot, predicate="intersects")) == 0 and green.buffer(-4).contains(spot):
                rows.append(("water", "pond", "Dorfteich", spot))
        layer, kind, name, geometry = (list(column) for column in zip(*rows, strict=True))
        shapes = np.empty(len(geometry), dtype=object)
        shapes[:] = geometry
        return LandUse(
            np.array(layer, dtype=object), np.array(kind, dtype=object), np.array(name, dtype=object), shapes
        )


def cover(land: Land, fabric: Fabric, plan: Plan) -> Cover:
    """Decide what every block and parcel is covered with. Parcels chosen for village pitches get zone "sports"."""
    rng = stream(land.seed, "cover")
    rows: list[tuple[str, str, str, shapely.Geometry]] = []
    u = np.arange(-1.75 * land.radius - 1500, 1.75 * land.radius + 1500, 24.0)
    river_line = shapely.LineString(land.xy(np.stack([u, land.river_v(u)], -1)))
    river = shapely.intersection(river_line.buffer(land.river_width / 2, cap_style="flat"), land.outline)
    rows.append(("water", "river", "Aue", river))
    rows += [("waterway", "river", "Aue", part) for part in _lines(shapely.intersection(river_line, land.outline))]
    brooks = _brooks(land, plan)
    rows += [("waterway", "stream", name, line) for name, line in brooks]
    rows += _open_land(land, fabric, plan, brooks, rng)
    by_kind: dict[tuple[str, str], list[shapely.Polygon]] = {}
    for block in fabric.blocks:
        if block.zone in BUILT:
            by_kind.setdefault(("built", BUILT[block.zone]), []).append(block.polygon)
        elif block.zone in GREEN:
            by_kind.setdefault(("green", GREEN[block.zone]), []).append(block.polygon)
        if block.zone == "sports" and (field := pitch(block.ring)) is not None:
            rows.append(("green", "pitch", "", shapely.Polygon(field)))
    for (layer, kind), shapes in sorted(by_kind.items()):
        rows += [(layer, kind, "", part) for part in _polygons(shapely.union_all(shapes))]
    rail_line = shapely.LineString(land.xy(np.stack([u, land.rail_v(u)], -1)))
    rail = _lines(shapely.intersection(rail_line, land.outline))
    greens = [b.polygon for b in fabric.blocks if b.zone == "green"]
    return Cover(rows, rail, greens)


def _lines(geometry: shapely.Geometry) -> list[shapely.LineString]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "LineString"]


def _polygons(geometry: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon" and part.area > 60]


def _brooks(land: Land, plan: Plan) -> list[tuple[str, shapely.LineString]]:
    """Brooks from springs in the hills down to the river, along borders of the fields, around the villages."""
    rng = stream(land.seed, "brooks")
    points = land.voronoi.vertices
    ridges = np.array([pair for pair in land.voronoi.ridge_vertices if min(pair) >= 0])
    inside = shapely.contains_xy(land.outline, points[:, 0], points[:, 1])
    ridges = ridges[inside[ridges].all(axis=1)]
    if len(ridges) < 10:
        return []
    a, b = points[ridges[:, 0]], points[ridges[:, 1]]
    length = np.hypot(*(a - b).T) + 0.1
    height = land.height(points)
    mean = (height[ridges[:, 0]] + height[ridges[:, 1]]) / 2
    built = shapely.union_all(plan.outlines)
    shapely.prepare(built)
    hit = shapely.intersects(built, shapely.linestrings(np.stack([a, b], 1)))
    low = float(height[inside].min())
    cost = length * (1 + (mean - low) / 28) * np.where(hit, 60, 1)
    uv = land.uv(points)
    off = np.abs(uv[:, 1] - land.river_v(uv[:, 0]))
    graph = coo_matrix((cost, (ridges[:, 0], ridges[:, 1])), shape=(len(points), len(points)))
    mouth = np.unique(ridges[off[ridges] < np.maximum(land.meadow(uv[ridges, 0]), 150)])
    if not len(mouth):
        return []
    far, before, _ = dijkstra(graph, directed=False, indices=mouth, min_only=True, return_predecessors=True)
    springs = np.unique(ridges)
    springs = springs[(height[springs] > np.quantile(height[springs], 0.7)) & np.isfinite(far[springs])]
    count = int(np.clip(land.radius / 1300, 2, 16))
    used: set[int] = set()
    brooks: list[tuple[str, shapely.LineString]] = []
    for spring in springs[rng.permutation(len(springs))].tolist():
        if len(brooks) >= count:
            break
        path, node = [spring], spring
        while before[node] >= 0 and node not in used:
            node = int(before[node])
            path.append(node)
        line = points[path]
        near = [old for _, old in brooks if old.distance(shapely.Point(*points[spring])) < 1500]
        if near or len(path) < 6:
            continue
        if node not in used:  # reaches the meadows: the last stretch leads straight into the river
            end = land.xy(np.array([uv[node, 0], float(land.river_v(uv[node : node + 1, 0])[0])]))
            line = np.vstack([line, end])
        used.update(path)
        brooks.append((_BROOK_NAMES[len(brooks) % len(_BROOK_NAMES)], shapely.LineString(chaikin(line, 3))))
    return brooks


_BROOK_NAMES = [
    "Kiesbach",
    "Schlehenbach",
    "Erlbach",
    "Mühlbach",
    "Krebsbach",
    "Forellenbach",
    "Rohrbach",
    "Steinbach",
    "Wiesenbach",
    "Lohbach",
    "Hirschbach",
    "Otterbach",
    "Quellbach",
    "Schwarzbach",
    "Weidenbach",
    "Ziegelbach",
]


def _open_land(
    land: Land, fabric: Fabric, plan: Plan, brooks: list[tuple[str, shapely.LineString]], rng: np.random.Generator
) -> list[tuple[str, str, str, shapely.Geometry]]:
    """Forest on the hills, meadows in the wet, orchards around villages, fields on the rest; a lake in the meadows."""
    index = np.array([i for i, b in enumerate(fabric.blocks) if b.zone == "land"])
    shapes = np.array([fabric.blocks[i].polygon for i in index])
    size = shapely.area(shapes)
    spot = shapely.get_coordinates(shapely.point_on_surface(shapes))
    uv = land.uv(spot)
    height = land.height(spot)
    off = np.abs(uv[:, 1] - land.river_v(uv[:, 0]))
    tree = shapely.STRtree(plan.outlines)
    near, gap = tree.query_nearest(shapes, return_distance=True, all_matches=False)
    village_gap = np.zeros(len(shapes))
    village_gap[near[0]] = gap
    wish = height / 34 + np.minimum(village_gap, 1500) / 900 + 0.34 * land.woods(spot)
    wish[(village_gap < 90) | (off < 320)] = -np.inf
    order = np.argsort(-wish, kind="stable")
    kind = np.full(len(shapes), "farmland", dtype=object)
    share = np.cumsum(size[order]) / size.sum()
    kind[order[(share < FOREST_SHARE) & np.isfinite(wish[order])]] = "forest"
    open_ = kind == "farmland"
    pick = rng.random(len(shapes))
    kind[open_ & (village_gap < 60) & (pick < 0.22) & (size < 90_000)] = "orchard"
    wet = np.zeros(len(shapes), bool)
    if brooks:
        wet[shapely.STRtree(shapes).query([b for _, b in brooks], predicate="dwithin", distance=20)[1]] = True
    kind[open_ & ((wet & (pick < 0.6)) | (pick > 0.88) | ((off < 420) & (pick > 0.5)))] = "meadow"
    rows: list[tuple[str, str, str, shapely.Geometry]] = []
    taken = _village_grounds(land, fabric, index, kind, village_gap, near[1], rng, rows)
    lake = _lake(land, fabric, index, kind, uv, off, size, rng)
    if lake is not None:
        rows.append(("water", "lake", "Auesee", lake))
        taken.append(lake)
    holes = shapely.union_all(taken) if taken else shapely.Polygon()
    forest = shapely.union_all(shapes[kind == "forest"])
    forest = forest.buffer(55, quad_segs=2).buffer(-105, quad_segs=2).buffer(50, quad_segs=2)
    left = shapely.difference(shapely.union_all(shapes), shapely.union_all([forest, holes]))
    forest = shapely.intersection(forest, shapely.difference(land.outline, shapely.union_all(plan.outlines)))
    for name in ("orchard", "meadow"):
        part = shapely.intersection(shapely.union_all(shapes[kind == name]), left)
        left = shapely.difference(left, part)
        rows += [("green", name, "", piece) for piece in _polygons(part)]
    rows += [("green", "farmland", "", piece) for piece in _polygons(left)]
    names = iter(_FOREST_NAMES)
    for piece in sorted(_polygons(forest), key=lambda piece: -piece.area):
        rows.append(("green", "forest", next(names, "") if piece.area > 700_000 else "", piece))
    return rows


_FOREST_NAMES = (
    "Auener Forst|Kirchholz|Hoher Stein|Eichholz|Schwarzer Busch|Herrenwald|Nonnenholz|Buchleite|Fuchskoppe|Stiftswald|"
    "Hainleite am Tann|Sperberhorst|Großes Loh|Kleines Loh|Pfaffenholz|Kohlplatz|Bärensenke|Heidelbeerkopf|Amtsforst|Steiger"
).split("|")


def _village_grounds(
    land: Land, fabric: Fabric, index: np.ndarray, kind: np.ndarray, gap: Floats, nearest: np.ndarray,
    rng: np.random.Generator, rows: list[tuple[str, str, str, shapely.Geometry]],
) -> list[shapely.Polygon]:  # fmt: skip
    """Cemetery and football pitch at the edge of each village large enough. Returns the land they take."""
    taken: list[shapely.Polygon] = []
    for k, site in enumerate(land.sites):
        if site.role != "village":
            continue
        wanted = [("cemetery", 46.0, 38.0)] if site.people >= 110 else []
        if site.people >= 330:
            wanted.append(("pitch", 92.0, 60.0))
        beside = [int(i) for i in np.flatnonzero((nearest == k) & (gap < 1) & (kind != "forest"))]
        for what, w, d in wanted:
            for i in [beside[j] for j in rng.permutation(len(beside))]:
                box = _at_edge(fabric.blocks[index[i]], land.centres[k], w, d, taken)
                if box is not None:
                    rows.append(("green", what, "", box))
                    taken.append(box)
                    break
    return taken


def _at_edge(block: Block, centre: Floats, w: float, d: float, taken: list[shapely.Polygon]) -> shapely.Polygon | None:
    """A rectangle inside a parcel, as near to the village as it fits."""
    g = Ground(block.ring, 7.0)
    best, best_far = None, math.inf
    for x in np.linspace(-0.5, 0.5, 7) * max(g.long - w, 0):
        for y in np.linspace(-0.5, 0.5, 5) * max(g.deep - d, 0):
            ring = g.box(float(x), float(y), w, d)
            far = math.dist(ring[0], centre)
            if far < best_far and g.fits(ring):
                box = shapely.Polygon(ring)
                if not any(box.intersects(other) for other in taken[-4:]):
                    best, best_far = box, far
    return best


def _lake(
    land: Land, fabric: Fabric, index: np.ndarray, kind: np.ndarray, uv: Floats, off: Floats, size: Floats,
    rng: np.random.Generator,
) -> shapely.Polygon | None:  # fmt: skip
    """A gravel-pit lake near the river and not far from the core town."""
    far = np.abs(uv[:, 0]) + 2 * off
    far[(kind == "forest") | (size < 40_000) | (np.abs(uv[:, 0]) < 1.25 * land.sites[0].radius)] = np.inf
    i = int(np.argmin(far))
    if not np.isfinite(far[i]):
        return None
    shore = shapely.Polygon(fabric.blocks[index[i]].ring).buffer(-26)
    if shore.is_empty:
        return None
    shore = max(getattr(shore, "geoms", [shore]), key=lambda part: part.area)
    ring = shapely.get_coordinates(shore.exterior.segmentize(45))[:-1]
    ring = ring + rng.normal(0, 5, ring.shape)
    lake = shapely.Polygon(chaikin(np.vstack([ring, ring[:1]]), 2)).buffer(0)
    return lake if lake.geom_type == "Polygon" else None
