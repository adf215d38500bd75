# SPDX-License-Identifier: EUPL-1.2
"""Closed blocks of old towns and 19th-century quarters: house beside house around a yard, corner houses as an L."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
import shapely

from .rings import Point, Ring, area, corners


@dataclass(frozen=True)
class Rim:
    """Measures in metres: distance of the fronts from the street's middle, depth and width of houses."""

    inset: float
    depth: float
    width: float
    play: float
    gaps: float


RIMS = {"old": Rim(4.0, 10.5, 9.0, 2.2, 0.05), "wilhelm": Rim(8.2, 12.5, 17.0, 1.0, 0.07)}


def houses(ring: Ring, rim: Rim, rng: np.random.Generator) -> tuple[list[Ring], Ring | None]:
    """The houses around one block (counter-clockwise ring of the streets' middles) and the yard inside, if any.

    Blocks too small for a yard are filled with one row of houses.
    """
    land = shapely.buffer(shapely.Polygon(ring), -rim.inset, join_style="mitre", mitre_limit=3)
    if land.is_empty:
        return [], None
    if land.geom_type == "MultiPolygon":
        land = max(land.geoms, key=lambda part: part.area)
    outer: Ring = [(x, y) for x, y in shapely.get_coordinates(land.exterior)[:-1].tolist()]
    if area(outer) < 0:
        outer.reverse()
    outer = corners(outer, 24.0, 5.0)
    inner = _offset(outer, rim.depth)
    if inner is None or area(inner) < 120:
        shape = shapely.Polygon(outer)
        slim = shape.is_valid and shape.buffer(-14).is_empty
        return (_filled(outer, rim, rng) if slim else _along(outer, rim, rng)), None
    return _around(outer, inner, rim, rng), inner


def _offset(ring: Ring, distance: float) -> Ring | None:
    """Parallel ring inside with the same corners, or None where sides would vanish or turn."""
    n = len(ring)
    inner: Ring = []
    for k in range(n):
        (ax, ay), (bx, by), (cx, cy) = ring[k - 1], ring[k], ring[(k + 1) % n]
        l1, l2 = math.hypot(bx - ax, by - ay), math.hypot(cx - bx, cy - by)
        n1 = (-(by - ay) / l1, (bx - ax) / l1)
        n2 = (-(cy - by) / l2, (cx - bx) / l2)
        dot = 1 + n1[0] * n2[0] + n1[1] * n2[1]
        if dot < 0.25:
            return None
        inner.append((bx + distance * (n1[0] + n2[0]) / dot, by + distance * (n1[1] + n2[1]) / dot))
    for k in range(n):
        (ax, ay), (bx, by) = ring[k - 1], ring[k]
        (px, py), (qx, qy) = inner[k - 1], inner[k]
        if (bx - ax) * (qx - px) + (by - ay) * (qy - py) < 3:
            return None
    return inner


def _around(outer: Ring, inner: Ring, rim: Rim, rng: np.random.Generator) -> list[Ring]:
    n = len(outer)
    sides = []
    for k in range(n):
        (px, py), (qx, qy) = outer[k], outer[(k + 1) % n]
        length = math.hypot(qx - px, qy - py)
        tx, ty = (qx - px) / length, (qy - py) / length
        begin = (inner[k][0] - px) * tx + (inner[k][1] - py) * ty
        end = (inner[(k + 1) % n][0] - px) * tx + (inner[(k + 1) % n][1] - py) * ty
        room = end - begin
        s0, s1 = max(begin, 0) + min(3.0, 0.3 * room), min(end, length) - min(3.0, 0.3 * room)
        if s1 - s0 < 4:
            s0 = s1 = max(0.0, min(length, (begin + end) / 2))
        sides.append(((px, py), (tx, ty), s0, s1))
    rings: list[Ring] = []
    for k in range(n):
        p, t, s0, s1 = sides[k]
        pp, pt, _, last = sides[k - 1]
        rings.append([
            _at(pp, pt, last, 0), p, _at(p, t, s0, 0), _at(p, t, s0, rim.depth), inner[k], _at(pp, pt, last, rim.depth),
        ])  # fmt: skip
        count = max(1, round((s1 - s0) / (rim.width * rng.uniform(0.85, 1.15)))) if s1 > s0 else 0
        steps = np.cumsum(rng.uniform(0.8, 1.2, count)) if count else np.empty(0)
        cuts = [s0, *(s0 + (s1 - s0) * steps / steps[-1]).tolist()] if count else []
        for a, b in itertools.pairwise(cuts):
            if rng.random() < rim.gaps:
                continue
            depth = rim.depth - abs(rng.normal(0, rim.play)) * 0.6
            rings.append([_at(p, t, a, 0), _at(p, t, b, 0), _at(p, t, b, depth), _at(p, t, a, depth)])
    return [ring for ring in rings if area(ring) > 25]


def _at(p: Point, t: Point, along: float, into: float) -> Point:
    return (p[0] + along * t[0] - into * t[1], p[1] + along * t[1] + into * t[0])


def _along(outer: Ring, rim: Rim, rng: np.random.Generator) -> list[Ring]:
    """Houses along the sides of a block too pointed for a regular yard; what does not fit inside is left out."""
    block = shapely.Polygon(outer).buffer(0)
    if block.geom_type != "Polygon":
        return []
    land = block.buffer(0.05)
    rings: list[Ring] = []
    for k in range(len(outer)):
        (px, py), (qx, qy) = outer[k], outer[(k + 1) % len(outer)]
        length = math.hypot(qx - px, qy - py)
        if length < rim.width * 0.7:
            continue
        t = ((qx - px) / length, (qy - py) / length)
        cuts = np.linspace(0, length, max(1, round(length / rim.width)) + 1).tolist()
        for a, b in itertools.pairwise(cuts):
            depth = rim.depth - abs(rng.normal(0, rim.play)) * 0.6
            ring = [
                _at((px, py), t, a, 0),
                _at((px, py), t, b, 0),
                _at((px, py), t, b, depth),
                _at((px, py), t, a, depth),
            ]
            if land.contains(shapely.Polygon(ring)):
                rings.append(ring)
    return rings


def _filled(outer: Ring, rim: Rim, rng: np.random.Generator) -> list[Ring]:
    """One row of houses over the whole depth of a narrow block."""
    polygon = shapely.Polygon(outer)
    if polygon.area < 60 or not polygon.is_valid:
        return []
    if polygon.area < 160:
        return [outer]
    box = shapely.get_coordinates(shapely.oriented_envelope(polygon))[:4]
    sides = np.diff(np.vstack([box, box[:1]]), axis=0)
    lengths = np.hypot(*sides.T)
    k = int(np.argmax(lengths[:2]))
    t = sides[k] / lengths[k]
    normal = np.array([-t[1], t[0]])
    count = max(1, round(lengths[k] / (rim.width * 1.15)))
    cuts = np.linspace(0, lengths[k], count + 1)
    cuts[1:-1] += rng.uniform(-1.2, 1.2, count - 1)
    reach = 2 * float(lengths.max())
    rings: list[Ring] = []
    for a, b in itertools.pairwise(cuts):
        p, q = box[k] + a * t, box[k] + b * t
        strip = shapely.Polygon([p - reach * normal, q - reach * normal, q + reach * normal, p + reach * normal])
        part = shapely.intersection(polygon, strip)
        if part.geom_type == "Polygon" and 35 < part.area < 900:
            rings.append([(x, y) for x, y in shapely.get_coordinates(part.exterior)[:-1].tolist()])
    return rings
