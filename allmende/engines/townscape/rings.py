# SPDX-License-Identifier: EUPL-1.2
"""Splitting of simple polygons by chords: the one geometric tool that makes blocks, fields and parcels.

A ring is a list of (x, y) in metres, counter-clockwise, first point not repeated. Plain tuples are faster here
than arrays: rings have a dozen vertices and there are tens of thousands of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Ring = list[Point]


def area(ring: Sequence[Point]) -> float:
    """Signed area in square metres; positive for counter-clockwise rings."""
    total = 0.0
    px, py = ring[-1]
    for x, y in ring:
        total += px * y - x * py
        px, py = x, y
    return total / 2


def contains(ring: Sequence[Point], x: float, y: float) -> bool:
    """Whether the point lies inside (even-odd rule)."""
    inside = False
    px, py = ring[-1]
    for qx, qy in ring:
        if (qy > y) != (py > y) and x < (px - qx) * (y - qy) / (py - qy) + qx:
            inside = not inside
        px, py = qx, qy
    return inside


def frame(ring: Sequence[Point], prefer: float | None = None) -> tuple[float, float, float, Point]:
    """The smallest box around a ring that is parallel to one of its longer sides.

    Returns (angle of the long axis, length, depth, centre). ``prefer`` is an angle that wins over others
    whose box is less than 6 % smaller: it keeps the streets of a quarter parallel.
    """
    xy = np.array(ring)
    sides = np.empty_like(xy)
    sides[:-1] = xy[1:] - xy[:-1]
    sides[-1] = xy[0] - xy[-1]
    order = np.argsort(-(sides * sides).sum(1), kind="stable")[:10]
    angles = np.arctan2(sides[order, 1], sides[order, 0])
    if prefer is not None:
        angles = np.append(angles, prefer)
    c, s = np.cos(angles), np.sin(angles)
    x, y = xy[:, :1], xy[:, 1:]
    u, v = x * c + y * s, y * c - x * s
    u0, u1, v0, v1 = u.min(0), u.max(0), v.min(0), v.max(0)
    du, dv = u1 - u0, v1 - v0
    size = du * dv
    if prefer is not None:
        size[-1] *= 0.94
    k = int(np.argmin(size))
    mu, mv = (u0[k] + u1[k]) / 2, (v0[k] + v1[k]) / 2
    centre = (float(mu * c[k] - mv * s[k]), float(mu * s[k] + mv * c[k]))
    if du[k] >= dv[k]:
        return float(angles[k]), float(du[k]), float(dv[k]), centre
    return float(angles[k]) + math.pi / 2, float(dv[k]), float(du[k]), centre


def crossings(ring: Sequence[Point], through: Point, angle: float) -> list[tuple[float, int, Point]]:
    """Where the line through a point cuts the ring: (position along the line, index of the side, point), sorted."""
    ox, oy = through
    dx, dy = math.cos(angle), math.sin(angle)
    found: list[tuple[float, int, Point]] = []
    px, py = ring[-1]
    ps = dx * (py - oy) - dy * (px - ox)
    for i, (x, y) in enumerate(ring):
        s = dx * (y - oy) - dy * (x - ox)
        if (s > 0) != (ps > 0):
            t = ps / (ps - s)
            cx, cy = px + t * (x - px), py + t * (y - py)
            found.append((dx * (cx - ox) + dy * (cy - oy), (i - 1) % len(ring), (cx, cy)))
        px, py, ps = x, y, s
    found.sort()
    return found


def cut(ring: Ring, first: tuple[int, Point], last: tuple[int, Point], inner: Sequence[Point]) -> tuple[Ring, Ring]:
    """Cut a ring along a polyline that runs inside from one point on a side to another.

    ``first`` and ``last`` are (index of the side, point); ``inner`` are the points between. Returns both parts.
    """
    (i, a), (j, b) = first, last
    n = len(ring)

    def walk(start: int, end: int) -> Ring:
        k, part = (start + 1) % n, []
        for _ in range(n):
            part.append(ring[k])
            if k == end:
                break
            k = (k + 1) % n
        return part

    left = [a, *inner, b, *walk(j, i)]
    right = [b, *list(inner)[::-1], a, *walk(i, j)]
    return tidy(left), tidy(right)


def tidy(ring: Ring) -> Ring:
    """The ring without repeated points (closer than a centimetre)."""
    kept: Ring = []
    for x, y in ring:
        if not kept or abs(kept[-1][0] - x) + abs(kept[-1][1] - y) > 0.01:
            kept.append((x, y))
    while len(kept) > 1 and abs(kept[-1][0] - kept[0][0]) + abs(kept[-1][1] - kept[0][1]) <= 0.01:
        kept.pop()
    return kept


def corners(ring: Sequence[Point], degrees: float = 20.0, reach: float = 6.0) -> Ring:
    """The ring reduced to its corners: points where the direction changes by more than ``degrees``.

    Slight bends add up, so that a curve keeps a point where it has turned far enough. Sides shorter than
    ``reach`` metres are dropped first.
    """
    pts = [p for k, p in enumerate(ring) if math.dist(p, ring[k - 1]) > reach] or list(ring)
    n = len(pts)
    if n < 4:
        return list(pts) if n == 3 else list(ring)
    turn = math.cos(math.radians(degrees))
    kept: Ring = []
    base: Point | None = None
    for k in range(n):
        x, y = pts[k]
        qx, qy = pts[(k + 1) % n]
        if base is None:
            px, py = pts[k - 1]
            base = _unit(x - px, y - py)
        step = _unit(qx - x, qy - y)
        if base[0] * step[0] + base[1] * step[1] < turn:
            kept.append((x, y))
            base = step
    return kept if len(kept) >= 3 else list(pts)


def _unit(dx: float, dy: float) -> Point:
    length = math.hypot(dx, dy) or 1.0
    return dx / length, dy / length


def chaikin(xy: npt.NDArray[np.float64], rounds: int = 3) -> npt.NDArray[np.float64]:
    """Smooth a polyline (n, 2) by corner cutting; the ends stay (Chaikin 1974)."""
    for _ in range(rounds):
        if len(xy) < 3:
            return xy
        a, b = xy[:-1], xy[1:]
        inner = np.empty((2 * len(a), 2))
        inner[0::2] = 0.75 * a + 0.25 * b
        inner[1::2] = 0.25 * a + 0.75 * b
        xy = np.vstack([xy[:1], inner[1:-1], xy[-1:]])
    return xy
