# SPDX-License-Identifier: EUPL-1.2
"""Division of faces into blocks, fields and parcels by streets, lanes and tracks.

Each cut is a chord of the polygon, at right angles to its longer or shorter axis, with some play. Chord ends meet
earlier junctions where one is near, so that streets continue across each other instead of missing by metres.
Idea: recursive block subdivision as used for virtual cities (Parish and Müller 2001; Vanegas et al. 2012).
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
import shapely

from .rings import Point, Ring, area, contains, crossings, cut, frame


@dataclass(frozen=True)
class Style:
    """How a kind of land is divided. Lengths in metres; ``kind`` is the street kind of the cuts ('' for none)."""

    depth: float
    length: float
    kind: str
    jitter: float = 0.04
    bulge: float = 0.0
    dead_end: float = 0.0
    slack: float = 1.34
    smallest: float = 900.0


STYLES = {
    "collect": Style(270, 330, "residential", 0.06, 0.035, 0.0, 1.3, 9000),
    "old": Style(46, 72, "residential", 0.12, 0.05, 0.04, 1.3, 700),
    "wilhelm": Style(92, 128, "residential", 0.02, 0.0, 0.0, 1.35, 3000),
    "rows": Style(112, 190, "residential", 0.03, 0.02, 0.1, 1.35, 4000),
    "slab": Style(165, 230, "residential", 0.03, 0.03, 0.15, 1.35, 9000),
    "houses": Style(70, 185, "residential", 0.05, 0.05, 0.3, 1.35, 2500),
    "villa": Style(88, 150, "residential", 0.05, 0.03, 0.05, 1.35, 3000),
    "industry": Style(180, 260, "residential", 0.04, 0.0, 0.25, 1.4, 9000),
    "commerce": Style(150, 220, "service", 0.04, 0.0, 0.25, 1.4, 6000),
    "village": Style(96, 150, "residential", 0.13, 0.07, 0.18, 1.35, 2500),
    "field": Style(430, 700, "track", 0.07, 0.03, 0.0, 1.35, 40_000),
    "parcel": Style(150, 380, "", 0.08, 0.0, 0.0, 1.4, 9000),
}


@dataclass
class Chord:
    """A new street: its points, its kind, the face it divides, the depth of the recursion (0 first)."""

    line: list[Point]
    kind: str
    face: int
    level: int


class Junctions:
    """Ends of chords so far, findable by place, so that later chords can meet them."""

    def __init__(self, reach: float) -> None:
        self.reach = reach
        self._cells: dict[tuple[int, int], list[Point]] = {}

    def add(self, p: Point) -> None:
        self._cells.setdefault((int(p[0] // self.reach), int(p[1] // self.reach)), []).append(p)

    def near(self, p: Point, reach: float) -> list[Point]:
        """Junctions within ``reach`` of a point, nearest first."""
        i, j = int(p[0] // self.reach), int(p[1] // self.reach)
        found = []
        for a in (i - 1, i, i + 1):
            for b in (j - 1, j, j + 1):
                for q in self._cells.get((a, b), ()):
                    d = math.dist(p, q)
                    if d < reach:
                        found.append((d, q))
        found.sort()
        return [q for _, q in found]


def divide(
    ring: Ring, style: Style, rng: np.random.Generator, junctions: Junctions, face: int, snap: float = 16.0
) -> tuple[list[Ring], list[Chord]]:
    """Divide a counter-clockwise ring until its parts fit the style. Returns the parts and the chords."""
    done: list[Ring] = []
    chords: list[Chord] = []
    todo: list[tuple[Ring, int, float | None]] = [(ring, 0, None)]
    while todo:
        part, level, prefer = todo.pop()
        angle, long, deep, centre = frame(part, prefer)
        over_long, over_deep = long / style.length, deep / style.depth
        if max(over_long, over_deep) < style.slack or area(part) < 2 * style.smallest:
            done.append(part)
            continue
        across = over_long >= over_deep
        made = None
        for attempt in range(3):
            made = _try_cut(part, angle, long, deep, centre, across, style, rng, junctions, snap if attempt < 2 else 0)
            if made:
                break
            if attempt == 1:
                across = not across
        if not made:
            done.append(part)
            continue
        left, right, line = made
        for p in (line[0], line[-1]):
            junctions.add(p)
        last = max(over_long, over_deep) < 2 * style.slack
        kind = style.kind
        if last and style.dead_end and rng.random() < style.dead_end:
            chords += _dead_end(line, kind, face, level, rng)
        else:
            chords.append(Chord(line, kind, face, level))
        todo.append((left, level + 1, angle))
        todo.append((right, level + 1, angle))
    return done, chords


def _try_cut(
    ring: Ring, angle: float, long: float, deep: float, centre: Point, across: bool, style: Style,
    rng: np.random.Generator, junctions: Junctions, snap: float,
) -> tuple[Ring, Ring, list[Point]] | None:  # fmt: skip
    """One chord through the ring; None if it would make a part too small or too thin."""
    extent, target = (long, style.length) if across else (deep, style.depth)
    pieces = max(2, round(extent / target))
    share = (pieces // 2) / pieces if rng.random() < 0.5 else (pieces - pieces // 2) / pieces
    offset = (share - 0.5 + rng.uniform(-1, 1) * style.jitter) * extent
    along = angle if across else angle + math.pi / 2
    through = (centre[0] + offset * math.cos(along), centre[1] + offset * math.sin(along))
    heading = along + math.pi / 2 + rng.normal(0, style.jitter * 0.6)
    hits = crossings(ring, through, heading)
    if len(hits) < 2:
        return None
    spans = [(hits[i + 1][0] - hits[i][0], i) for i in range(0, len(hits) - 1, 2)]
    _, i = max(spans)
    (_, side_a, a), (_, side_b, b) = hits[i], hits[i + 1]
    before = a, b
    if snap:
        side_a, a = _meet(ring, side_a, a, junctions, snap)
        side_b, b = _meet(ring, side_b, b, junctions, snap)
    moved = math.dist(before[0], a) + math.dist(before[1], b) > 0.05
    if side_a == side_b or math.dist(a, b) < 12:
        return None
    inner = _bulge(ring, a, b, style.bulge * rng.uniform(-1, 1)) if style.bulge else []
    left, right = cut(ring, (side_a, a), (side_b, b), inner)
    if len(left) < 3 or len(right) < 3:
        return None
    if min(area(left), area(right)) < style.smallest:
        return None
    if (inner or moved) and not (shapely.Polygon(left).is_valid and shapely.Polygon(right).is_valid):
        return None
    return left, right, [a, *inner, b]


def _meet(ring: Ring, side: int, p: Point, junctions: Junctions, snap: float) -> tuple[int, Point]:
    """Move a chord end along its side to a corner or to a junction that lies on the same side."""
    a, b = ring[side], ring[(side + 1) % len(ring)]
    for q in junctions.near(p, snap):
        length = math.dist(a, b)
        off = abs((b[0] - a[0]) * (q[1] - a[1]) - (b[1] - a[1]) * (q[0] - a[0])) / (length or 1)
        t = ((q[0] - a[0]) * (b[0] - a[0]) + (q[1] - a[1]) * (b[1] - a[1])) / ((length or 1) ** 2)
        if off < 0.02 and 0 < t < 1:
            return side, q
    return side, (round(p[0], 2), round(p[1], 2))


def _bulge(ring: Ring, a: Point, b: Point, strength: float) -> list[Point]:
    """Inner points of a slightly curved chord, or none where the curve would come near the ring's side."""
    length = math.dist(a, b)
    if length < 70:
        return []
    nx, ny = -(b[1] - a[1]) / length, (b[0] - a[0]) / length
    count = 3 if length < 160 else 5
    points = []
    for k in range(1, count + 1):
        t = k / (count + 1)
        h = 4 * t * (1 - t) * strength * length
        for margin in (1.0, 2.6):
            if not contains(
                ring, a[0] + t * (b[0] - a[0]) + nx * h * margin, a[1] + t * (b[1] - a[1]) + ny * h * margin
            ):
                return []
        points.append((round(a[0] + t * (b[0] - a[0]) + nx * h, 2), round(a[1] + t * (b[1] - a[1]) + ny * h, 2)))
    return points


def _dead_end(line: list[Point], kind: str, face: int, level: int, rng: np.random.Generator) -> list[Chord]:
    """The street ends before it reaches the other side; a footpath goes on for the last stretch."""
    line = list(line) if rng.random() < 0.5 else list(reversed(line))
    total = sum(math.dist(p, q) for p, q in itertools.pairwise(line))
    stop = total - min(38.0, 0.3 * total)
    walked = 0.0
    for k in range(len(line) - 1):
        step = math.dist(line[k], line[k + 1])
        if walked + step >= stop:
            t = (stop - walked) / step
            p = (
                round(line[k][0] + t * (line[k + 1][0] - line[k][0]), 2),
                round(line[k][1] + t * (line[k + 1][1] - line[k][1]), 2),
            )
            return [Chord([*line[: k + 1], p], kind, face, level), Chord([p, *line[k + 1 :]], "path", face, level)]
        walked += step
    return [Chord(line, kind, face, level)]
