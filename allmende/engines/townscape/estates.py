# SPDX-License-Identifier: EUPL-1.2
"""Buildings that stand free on their block: rows of flats, slabs, halls, schools, churches and other large houses."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

from .rings import Ring, frame


@dataclass(frozen=True)
class House:
    """One building: outline ring, what it is, storeys. ``front`` counts entrances in one line (0: none)."""

    ring: Ring
    use: str
    levels: int


class Ground:
    """A block's free land with its own axes: x along the block, y across, origin in the middle."""

    def __init__(self, ring: Ring, margin: float) -> None:
        self.angle, self.long, self.deep, self.centre = frame(ring)
        self.long -= 2 * margin
        self.deep -= 2 * margin
        self.land = shapely.buffer(shapely.Polygon(ring), -margin, join_style="mitre")
        shapely.prepare(self.land)

    def box(self, x: float, y: float, w: float, d: float, turn: float = 0.0) -> Ring:
        """A rectangle w by d around (x, y), counter-clockwise."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        ct, st = math.cos(turn), math.sin(turn)
        ring = []
        for a, b in ((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2)):
            px, py = x + a * ct - b * st, y + a * st + b * ct
            ring.append((self.centre[0] + px * c - py * s, self.centre[1] + px * s + py * c))
        return ring

    def fits(self, ring: Ring) -> bool:
        return bool(self.land.contains(shapely.Polygon(ring)))


def rows(ring: Ring, rng: np.random.Generator) -> list[House]:
    """Rows of three or four storeys across the block, green between them (Zeilenbau, 1950s)."""
    g = Ground(ring, 9.0)
    levels = int(rng.integers(3, 5))
    gap = 25.0 + rng.uniform(0, 5)
    count = max(1, int((g.long + 12) // gap))
    wide = min(g.deep, 66.0)
    return [
        h
        for k in range(count)
        for h in _bar(
            g, (k - (count - 1) / 2) * g.long / max(count, 1), 0.0, wide, 10.8, math.pi / 2, levels, "flats", 17
        )
    ]


def slabs(ring: Ring, rng: np.random.Generator) -> list[House]:
    """Prefabricated slabs of five or six storeys around wide courts, a few of eleven (1970s)."""
    g = Ground(ring, 9.0)
    levels = 6 if rng.random() < 0.3 else 5
    high = rng.random() < 0.12
    depth, step = 12.2, 19.5
    houses: list[House] = []
    bays = max(1, round(g.long / 125))
    for b in range(bays):
        x = (b - (bays - 1) / 2) * g.long / bays
        width = min(118.0, g.long / bays - 13)
        for side in (-1, 1) if g.deep > 62 else (0,):
            tall = 11 if high and side > 0 and b == 0 else levels
            best: list[House] = []
            for inward in (0.0, 6.0, 13.0, 22.0):
                bar = _bar(g, x, side * (g.deep / 2 - depth / 2 - inward), width, depth, 0.0, tall, "slab", step)
                best = bar if len(bar) > len(best) else best
            houses += best
        cross = g.deep - 2 * (depth + 16)
        if cross > 2 * step and width > 3 * step:
            houses += _bar(g, x - width / 2 + depth, 0.0, cross, depth, math.pi / 2, levels, "slab", step)
    return houses


def _bar(
    g: Ground, x: float, y: float, length: float, depth: float, turn: float, levels: int, use: str, step: float
) -> list[House]:
    """A long building as a chain of houses with one entrance each; houses that leave the block are dropped."""
    count = int(length // step)
    found = []
    for k in range(count):
        along = (k - (count - 1) / 2) * step
        ring = g.box(x + along * math.cos(turn), y + along * math.sin(turn), step, depth, turn)
        if g.fits(ring):
            found.append(House(ring, use, levels))
    return found if len(found) >= 2 or count == 1 else []


def halls(ring: Ring, rng: np.random.Generator, use: str = "hall") -> list[House]:
    """Factory and storage halls, an office at some; commercial blocks get large shops."""
    g = Ground(ring, 11.0)
    nx, ny = max(1, round(g.long / 85)), max(1, round(g.deep / 75))
    houses = []
    for i in range(nx):
        for j in range(ny):
            if rng.random() < 0.16:
                continue
            x, y = (i - (nx - 1) / 2) * g.long / nx, (j - (ny - 1) / 2) * g.deep / ny
            for shrink in (1.0, 0.75, 0.5):
                w = g.long / nx * rng.uniform(0.45, 0.78) * shrink
                d = g.deep / ny * rng.uniform(0.45, 0.72) * shrink
                hall = g.box(x, y, w, d)
                if g.fits(hall):
                    houses.append(House(hall, use, 1 if rng.random() < 0.75 else 2))
                    office = g.box(x + w / 2 + 5.1, y, 10, min(16.0, d * 0.5))
                    if use == "hall" and rng.random() < 0.4 and g.fits(office):
                        houses.append(House(office, "office", 2 + int(rng.integers(0, 2))))
                    break
    return houses


# Layouts of single institutions: (use, x, y, width, depth, storeys), x and y as shares of the free ground.
_LAYOUTS: dict[str, list[tuple[str, float, float, float, float, int]]] = {
    "school": [("school", -0.1, -0.22, 58, 15, 3), ("school", -0.32, 0.06, 14, 30, 2), ("gym", 0.27, 0.2, 33, 19, 1)],
    "kita": [("kita", 0.0, -0.1, 27, 15, 2), ("shed", 0.3, 0.28, 6, 4, 1)],
    "supermarket": [("supermarket", -0.14, 0.1, 54, 27, 1)],
    "fire": [("fire", 0.0, 0.0, 32, 15, 2)],
    "care": [("care", -0.05, -0.15, 52, 14, 3), ("care", 0.2, 0.12, 14, 34, 3)],
    "hospital": [
        ("hospital", 0.0, -0.25, 96, 17, 5), ("hospital", -0.2, 0.05, 16, 52, 4), ("hospital", 0.2, 0.05, 16, 52, 4),
        ("hospital", 0.0, 0.3, 60, 15, 3),
    ],
    "sports": [("club", -0.36, 0.36, 24, 10, 1), ("gym", 0.34, 0.36, 36, 20, 1)],
    "pool": [("pool", -0.25, 0.2, 34, 14, 1)],
    "cemetery": [("chapel", -0.3, -0.1, 14, 9, 1)],
    "depot": [("depot", 0.0, 0.0, 40, 18, 1)],
}  # fmt: skip


def institution(ring: Ring, kind: str) -> list[House]:
    """The buildings of a school, nursery, supermarket and so on; smaller where the block is small."""
    g = Ground(ring, 7.5)
    for scale in (1.0, 0.8, 0.62, 0.48):
        houses = []
        for use, x, y, w, d, levels in _LAYOUTS[kind]:
            box = g.box(x * g.long, y * g.deep, w * scale, d * scale)
            if g.fits(box):
                houses.append(House(box, use, levels))
        if houses and houses[0].use == _LAYOUTS[kind][0][0]:
            return houses
    return []


def pitch(ring: Ring) -> Ring | None:
    """The largest usual football pitch that fits the block."""
    g = Ground(ring, 6.0)
    for scale in (1.0, 0.85, 0.7, 0.5, 0.35):
        for turn in (0.0, math.pi / 2):
            box = g.box(0, 0, 105 * scale, 68 * scale, turn)
            if g.fits(box):
                return box
    return None


def church(centre: tuple[float, float], angle: float, size: float) -> House:
    """A church with tower in the west and choir in the east; ``size`` 1 is a town church of 40 m."""
    nave, wide, tower = 30 * size, 13 * size, 8.5 * size
    outline = [
        (-nave / 2, -wide / 2), (nave / 2, -wide / 2), (nave / 2 + 4 * size, -wide / 4), (nave / 2 + 7 * size, -wide / 8),
        (nave / 2 + 7 * size, wide / 8), (nave / 2 + 4 * size, wide / 4), (nave / 2, wide / 2), (-nave / 2, wide / 2),
        (-nave / 2, tower / 2), (-nave / 2 - tower, tower / 2), (-nave / 2 - tower, -tower / 2), (-nave / 2, -tower / 2),
    ]  # fmt: skip
    c, s = math.cos(angle), math.sin(angle)
    ring = [(centre[0] + x * c - y * s, centre[1] + x * s + y * c) for x, y in outline]
    return House(ring, "church", 3 if size > 0.7 else 2)
