# SPDX-License-Identifier: EUPL-1.2
"""All buildings of the county: placed block by block and street by street, without overlaps, with their attributes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from .estates import House, church, halls, institution, rows, slabs
from .fabric import Block
from .landscape import Land
from .layout import Way
from .network import Graph
from .noise import Floats, stream
from .perimeter import RIMS, houses
from .plots import SMALL, along_streets

BASEMAP_KIND = {
    "townhouse": "residential", "house": "residential", "semi": "residential", "terrace": "residential",
    "villa": "residential", "flats": "residential", "slab": "residential", "farmhouse": "farm", "barn": "farm",
    "stable": "farm", "garage": "other", "shed": "other", "yard": "other", "hall": "industrial", "office": "commercial",
    "store": "commercial", "supermarket": "commercial", "church": "church", "chapel": "church",
}  # fmt: skip
"""Use of a building -> kind on the base map; everything else is ``public``."""

Builder = Callable[[Block, np.random.Generator], list[House]]


@dataclass
class Stock:
    """Buildings as columns. ``front`` is the point on the street from which the building is numbered."""

    polygon: np.ndarray
    use: np.ndarray
    levels: np.ndarray
    zone: np.ndarray
    site: np.ndarray
    block: np.ndarray
    front: Floats
    area: Floats

    def take(self, rows: np.ndarray) -> Stock:
        """The buildings at these rows (mask or indices)."""
        return Stock(**{name: column[rows] for name, column in vars(self).items()})


def build(land: Land, graph: Graph, ways: list[Way], blocks: list[Block]) -> Stock:
    """Place all buildings. Larger ones come first; what would overlap an earlier one is left out."""
    polygons = np.array([b.polygon for b in blocks])
    rings: list[list[tuple[float, float]]] = []
    uses: list[str] = []
    levels: list[int] = []
    owner: list[int] = []

    def add(found: list[House], block: int) -> None:
        for house in found:
            rings.append(house.ring)
            uses.append(house.use)
            levels.append(house.levels)
            owner.append(block)

    for i, block in enumerate(blocks):
        if block.zone in _BY_BLOCK:
            build_on: Builder = _BY_BLOCK[block.zone]
            add(build_on(block, stream(land.seed, "block", i)), i)
    add_rings = len(rings)
    for k, house in _village_churches(land, blocks):
        rings.append(house.ring)
        uses.append("church")
        levels.append(house.levels)
        owner.append(k)
    sizes = np.array([len(r) for r in rings])
    flat = np.array([p for r in rings for p in r])
    large = shapely.polygons(shapely.linearrings(flat, indices=np.repeat(np.arange(len(rings)), sizes)))
    block_of = np.array(owner)
    ok = np.ones(len(large), bool)
    shapely.prepare(polygons)
    ok[:add_rings] = shapely.covers(polygons[block_of[:add_rings]], large[:add_rings])
    small = along_streets(graph, ways, blocks, polygons, stream(land.seed, "plots"))
    boxes = shapely.polygons(small.corners)
    inner = shapely.buffer(polygons[np.unique(small.block)], -3.2, join_style="mitre")
    shapely.prepare(inner)
    inside = shapely.contains(inner[np.searchsorted(np.unique(small.block), small.block)], boxes)
    polygon = np.concatenate([large[ok], boxes[inside]])
    use = np.concatenate([np.array(uses, dtype="U12")[ok], small.use[inside]])
    level = np.concatenate([np.array(levels)[ok], small.levels[inside]])
    block_of = np.concatenate([block_of[ok], small.block[inside]])
    front = np.concatenate([np.full((int(ok.sum()), 2), np.nan), small.front[inside]])
    keep = ~_overlapping(polygon)
    polygon, use, level, block_of, front = polygon[keep], use[keep], level[keep], block_of[keep], front[keep]
    zone = np.array([b.zone for b in blocks])[block_of]
    site = np.array([b.site for b in blocks])[block_of]
    lost = np.isnan(front[:, 0])
    front[lost] = _fronts(graph, ways, polygon[lost])
    stock = Stock(polygon, use, level, zone, site, block_of, front, shapely.area(polygon))
    return _orphans(_thinned(land, stock))


def _thinned(land: Land, stock: Stock) -> Stock:
    """Leave plots empty where a village has more houses than its people fill, first those far from its centre."""
    rng = stream(land.seed, "gaps")
    room = np.select([stock.use == "farmhouse", np.isin(stock.use, ["house", "semi", "terrace"])], [2.7, 2.3], 0.0)
    middle = shapely.get_coordinates(shapely.centroid(stock.polygon))
    keep = np.ones(len(stock.use), bool)
    for k, site in enumerate(land.sites):
        own = np.flatnonzero((stock.site == k) & (room > 0))
        if site.role != "village" or not len(own):
            continue
        far = np.hypot(*(middle[own] - land.centres[k]).T) * rng.uniform(0.4, 1.3, len(own))
        order = own[np.argsort(far, kind="stable")]
        enough = int(np.searchsorted(np.cumsum(room[order]), 1.06 * site.people)) + 1
        keep[order[enough:]] = False
    return stock.take(keep)


def _closed(block: Block, rng: np.random.Generator) -> list[House]:
    rim = RIMS[block.zone]
    found, yard = houses(block.ring, rim, rng)
    storeys = (2, 4) if block.zone == "old" else (3, 6)
    result = [House(ring, "townhouse", int(rng.integers(*storeys))) for ring in found]
    if yard is not None:
        land = shapely.Polygon(yard).buffer(-3.5)
        if not land.is_empty and land.area > 350:
            x0, y0, x1, y1 = land.bounds
            angle = math.atan2(yard[1][1] - yard[0][1], yard[1][0] - yard[0][0])
            for _ in range(int(land.area // 380)):
                box = _turned((rng.uniform(x0, x1), rng.uniform(y0, y1)), angle, rng.uniform(6, 11), rng.uniform(5, 8))
                if land.contains(shapely.Polygon(box)):
                    result.append(House(box, "yard", 1 + int(rng.random() < 0.3)))
    return result


def _turned(centre: tuple[float, float], angle: float, w: float, d: float) -> list[tuple[float, float]]:
    c, s = math.cos(angle), math.sin(angle)
    return [
        (centre[0] + x * c - y * s, centre[1] + x * s + y * c)
        for x, y in ((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2))
    ]


def _church_block(block: Block, rng: np.random.Generator) -> list[House]:
    polygon = block.polygon
    point = polygon.centroid
    east = rng.uniform(-0.2, 0.2)
    size = float(np.clip(math.sqrt(polygon.area) / 52, 0.45, 1.15))
    for shrink in (1.0, 0.8, 0.6):
        house = church((point.x, point.y), east, size * shrink)
        if polygon.buffer(-4).contains(shapely.Polygon(house.ring)):
            return [house]
    return []


_BY_BLOCK: dict[str, Builder] = {
    "old": _closed,
    "wilhelm": _closed,
    "rows": lambda b, rng: rows(b.ring, rng),
    "slab": lambda b, rng: slabs(b.ring, rng),
    "industry": lambda b, rng: halls(b.ring, rng),
    "commerce": lambda b, rng: halls(b.ring, rng, "store"),
    "church": _church_block,
    **{
        kind: lambda b, rng: institution(b.ring, b.zone)
        for kind in ("school", "kita", "supermarket", "fire", "care", "hospital", "sports", "pool", "cemetery", "depot")
    },
}


def _village_churches(land: Land, blocks: list[Block]) -> list[tuple[int, House]]:
    """A church on the green, or beside the road of villages without one. Returns (block, house)."""
    found: list[tuple[int, House]] = []
    greens = {b.site: i for i, b in enumerate(blocks) if b.zone == "green"}
    for k, site in enumerate(land.sites):
        if site.role != "village" or site.people < 110:
            continue
        rng = stream(land.seed, "church", k)
        size = float(np.clip(0.42 + site.people / 4000, 0.42, 0.8))
        if k in greens:
            centre = blocks[greens[k]].polygon.centroid
            long = blocks[greens[k]].polygon.buffer(-5)
            for shrink in (1.0, 0.85, 0.7):
                house = church((centre.x, centre.y), rng.uniform(-0.3, 0.3), size * shrink)
                if long.contains(shapely.Polygon(house.ring)):
                    found.append((greens[k], house))
                    break
            continue
        mine = [i for i, b in enumerate(blocks) if b.site == k and b.zone == "village"]
        spot = shapely.Point(*land.centres[k])
        for i in sorted(mine, key=lambda i: (blocks[i].polygon.distance(spot), i)):
            free = blocks[i].polygon.buffer(-(9 + 10 * size))
            if free.is_empty:
                continue
            place = shapely.get_coordinates(shapely.shortest_line(free, spot))[0]
            found.append((i, church((float(place[0]), float(place[1])), rng.uniform(-0.3, 0.3), size)))
            break
    return found


def _overlapping(polygon: np.ndarray) -> np.ndarray:
    """Buildings that overlap an earlier kept one by more than a touch."""
    middle = shapely.get_coordinates(shapely.centroid(polygon))
    count = shapely.get_num_coordinates(polygon)
    owner = np.repeat(np.arange(len(polygon)), count)
    core = middle[owner] + 0.93 * (shapely.get_coordinates(polygon) - middle[owner])
    test = shapely.polygons(shapely.linearrings(core, indices=owner))
    a, b = shapely.STRtree(test).query(test, predicate="intersects")
    pair = a < b
    a, b = a[pair], b[pair]
    order = np.lexsort((a, b))
    drop = np.zeros(len(polygon), bool)
    for first, second in zip(a[order].tolist(), b[order].tolist(), strict=True):
        if not drop[first]:
            drop[second] = True
    return drop


def _fronts(graph: Graph, ways: list[Way], polygon: np.ndarray) -> Floats:
    """The nearest point of a street one could live in."""
    usable = np.array([ways[w].kind not in ("track", "cycleway", "path", "") for w in graph.way])
    lines = graph.lines[usable]
    near = shapely.STRtree(lines).nearest(polygon)
    return np.asarray(shapely.get_coordinates(shapely.shortest_line(lines[near], polygon))[::2])


def _orphans(stock: Stock) -> Stock:
    """Drop barns, garages and sheds whose house was left out (no large building of their block within 45 m)."""
    minor = np.isin(stock.use, list(SMALL))
    middle = shapely.centroid(stock.polygon)
    tree = shapely.STRtree(middle[~minor])
    hit, _ = tree.query(middle[minor], predicate="dwithin", distance=34)
    keep = ~minor
    keep[np.flatnonzero(minor)[np.unique(hit)]] = True
    return stock.take(keep)
