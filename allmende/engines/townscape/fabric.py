# SPDX-License-Identifier: EUPL-1.2
"""From primary lines to blocks: faces of the line plan, their zoning, and their division by further streets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from .landscape import Land
from .layout import Plan, Way, extended
from .noise import stream
from .rings import Ring, area
from .subdivide import STYLES, Junctions, divide
from .zoning import Lot, zone_town, zone_village


@dataclass
class Block:
    """Land between streets. ``zone`` says how it is used, ``site`` whose it is (-1: open land)."""

    ring: Ring
    zone: str
    site: int
    part: int

    @cached_property
    def polygon(self) -> shapely.Polygon:
        """The ring as a polygon."""
        return shapely.Polygon(self.ring)


@dataclass
class Fabric:
    """Ways (each piece between primary junctions, and all chords), blocks, and the atomic faces for the areas."""

    ways: list[Way]
    blocks: list[Block]
    faces: np.ndarray
    face_site: np.ndarray
    face_type: list[str]


def weave(land: Land, plan: Plan) -> Fabric:
    """Divide the whole county. Time grows with the number of blocks."""
    ways, faces = _faces(plan.ways)
    _place(ways, plan)
    inner = shapely.point_on_surface(faces)
    xy = shapely.get_coordinates(inner)
    site = _owners(plan.outlines, inner)
    types = _types(land, plan, xy, inner, site)
    fabric = Fabric(ways, [], faces, site, types)
    junctions = Junctions(40.0)
    lots: dict[int, list[Lot]] = {}
    part = 0
    for f, face in enumerate(faces):
        kind, k = types[f], int(site[f])
        ring = _ring(face)
        rng = stream(land.seed, "face", f)
        if kind == "old":
            lots.setdefault(k, []).append(Lot(ring, "old", part))
            part += 1
        elif kind == "built":
            village = land.sites[k].role == "village"
            pieces = [ring]
            if not village:
                pieces, chords = divide(ring, STYLES["collect"], rng, junctions, f)
                fabric.ways += [Way(np.array(c.line), c.kind, "collector", k) for c in chords]
            for piece in pieces:
                lots.setdefault(k, []).append(Lot(piece, "", part))
                part += 1
        elif kind == "open":
            fabric.blocks += _open_land(ring, f, rng, junctions, fabric.ways)
        else:
            fabric.blocks.append(Block(ring, kind, k, -1))
    for k in sorted(lots):
        rng = stream(land.seed, "zones", k)
        zone = zone_village if land.sites[k].role == "village" else zone_town
        zone(land, k, lots[k], rng)
        for lot in lots[k]:
            pieces = [lot.ring]
            if lot.zone in STYLES:
                role = "alley" if lot.zone == "old" else "street"
                pieces, chords = divide(lot.ring, STYLES[lot.zone], rng, junctions, lot.part, 14.0)
                fabric.ways += [Way(np.array(c.line), c.kind, role, k) for c in chords]
            fabric.blocks += [Block(piece, lot.zone, k, lot.part) for piece in pieces]
    return fabric


def _faces(primary: list[Way]) -> tuple[list[Way], np.ndarray]:
    """Pieces of the primary lines between their junctions, and the faces they form, all without holes.

    A settlement at the end of a single road lies in a hole of its face: a further way to the outside is added there.
    """
    primary = list(primary)
    for _ in range(5):
        ways, pieces = _node(primary)
        faces = np.array(shapely.polygonize(pieces).geoms)
        links = [link for face in faces if len(face.interiors) for link in _links(face, pieces)]
        links += _onward(ways, pieces)
        if not links:
            break
        primary += links
    return ways, faces


def _onward(ways: list[Way], pieces: np.ndarray) -> list[Way]:
    """For each way that ends in the middle of a face, a continuation straight on to the next line."""
    dangles = shapely.get_parts(shapely.polygonize_full(pieces)[2])
    if not len(dangles):
        return []
    ends = shapely.get_coordinates(np.concatenate([shapely.get_point(pieces, 0), shapely.get_point(pieces, -1)]))
    keys, count = np.unique(ends, axis=0, return_counts=True)
    loose = {(x, y) for x, y in keys[count == 1].tolist()}
    whole = shapely.union_all(pieces)
    links = []
    for way in ways:
        for end, before in ((way.line[0], way.line[1]), (way.line[-1], way.line[-2])):
            if (float(end[0]), float(end[1])) not in loose:
                continue
            heading = (end - before) / max(math.dist(end, before), 0.01)
            ray = shapely.LineString([end + heading * 0.5, end + heading * 1500])
            hits = shapely.get_coordinates(shapely.intersection(ray, whole))
            if len(hits):
                goal = hits[int(np.argmin(np.hypot(*(hits - end).T)))]
                kind = way.kind if math.dist(end, goal) < 160 or not way.kind else "track"
                links.append(
                    Way(extended(np.array([end, goal])), kind, way.role if way.kind == kind else "link", way.site)
                )
    return links


def _node(primary: list[Way]) -> tuple[list[Way], np.ndarray]:
    """Node lines on a grid of 1 cm, drop stubs, and give the pieces the attributes of their lines."""
    lines = np.array([shapely.LineString(w.line) for w in primary])
    pieces = np.array(shapely.union_all(lines, grid_size=0.01).geoms)
    while True:  # stubs left where lines were drawn a little too long
        ends = np.concatenate([shapely.get_point(pieces, 0), shapely.get_point(pieces, -1)])
        _, inverse, count = np.unique(shapely.get_coordinates(ends), axis=0, return_inverse=True, return_counts=True)
        loose = (count[inverse] == 1).reshape(2, -1).any(axis=0) & (shapely.length(pieces) < 0.9)
        if not loose.any():
            break
        pieces = pieces[~loose]
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    nearest = shapely.STRtree(lines).nearest(middle)
    ways = []
    for piece, w in zip(pieces, nearest.tolist(), strict=True):
        source = primary[w]
        ways.append(Way(shapely.get_coordinates(piece), source.kind, source.role, source.site, source.target))
    return ways, pieces


def _links(face: shapely.Polygon, pieces: np.ndarray) -> list[Way]:
    """For each hole a way to the face's rim, away from the road that leads there already."""
    inside = [p for p in pieces if face.intersects(p) and not face.boundary.covers(p)]
    roads = shapely.union_all(inside) if inside else shapely.Point(*face.exterior.coords[0])
    links = []
    rim = shapely.difference(face.exterior, roads.buffer(80))
    rim = face.exterior if rim.is_empty else rim
    for hole in face.interiors:
        starts = shapely.line_interpolate_point(hole, np.arange(16) / 16 * hole.length)
        ways = shapely.shortest_line(starts, rim)
        away = np.minimum(shapely.distance(starts, roads), 0.5 * math.sqrt(shapely.Polygon(hole).area))
        best = int(np.argmin(shapely.length(ways) - 4 * away))
        kind = "track" if hole.length > 600 else "path"
        links.append(Way(extended(shapely.get_coordinates(ways[best])), kind, "link"))
    return links


def _place(ways: list[Way], plan: Plan) -> None:
    """Give road pieces inside a settlement to it."""
    middle = [shapely.LineString(w.line).interpolate(0.5, normalized=True) for w in ways]
    for way, owner in zip(ways, _owners(plan.outlines, np.array(middle)).tolist(), strict=True):
        if way.role == "road":
            way.site = owner


def _ring(face: shapely.Polygon) -> Ring:
    ring: Ring = [(x, y) for x, y in shapely.get_coordinates(face.exterior)[:-1].tolist()]
    return ring if area(ring) > 0 else ring[::-1]


def _owners(outlines: list[shapely.Polygon], points: np.ndarray) -> np.ndarray:
    owner = np.full(len(points), -1)
    hit, which = shapely.STRtree(outlines).query(points, predicate="within")
    owner[hit[::-1]] = which[::-1]
    return owner


def _types(land: Land, plan: Plan, xy: np.ndarray, points: np.ndarray, site: np.ndarray) -> list[str]:
    """river, shore (flood meadow), rail, square (market), green (village centre), old, built or open."""
    uv = land.uv(xy)
    u, v = uv[:, 0], uv[:, 1]
    off = np.abs(v - land.river_v(u))
    low, high = land.rail_band(u)
    kind = np.where(site >= 0, "built", "open").astype(object)
    for k, polygon in plan.old_towns.items():
        kind[(site == k) & shapely.contains_properly(polygon, points)] = "old"
    kind[off < land.meadow(u)] = "shore"
    kind[off < land.river_width / 2] = "river"
    kind[(v > low) & (v < high)] = "rail"
    for k, polygon in plan.markets.items():
        kind[(site == k) & shapely.contains(polygon, points)] = "square"
    for k, polygon in plan.greens.items():
        kind[(site == k) & shapely.contains(polygon, points)] = "green"
    return [str(t) for t in kind]


def _open_land(ring: Ring, face: int, rng: np.random.Generator, junctions: Junctions, ways: list[Way]) -> list[Block]:
    """Fields: first cut by farm tracks, then into parcels without ways."""
    fields, tracks = divide(ring, STYLES["field"], rng, junctions, face, 40.0)
    ways += [Way(np.array(c.line), c.kind, "track") for c in tracks]
    blocks: list[Block] = []
    silent = Junctions(40.0)
    for n, field in enumerate(fields):
        parcels, _ = divide(field, STYLES["parcel"], rng, silent, face, 0.0)
        blocks += [Block(parcel, "land", -1, n) for parcel in parcels]
    return blocks
