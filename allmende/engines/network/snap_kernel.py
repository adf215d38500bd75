# SPDX-License-Identifier: EUPL-1.2
"""The compiled loop behind `snap`."""

from __future__ import annotations

import math
from typing import Any

from allmende.engines.compiled import compiled

TIE = 1e-6
"""Metres within which two segments are equally near; the one with the lower number wins, whatever the order of the search."""


@compiled
def nearest_pieces(
    points: Any, limit: float, frame: Any, cells: Any, network: Any, segment: Any, along: Any, off: Any
) -> None:
    """Fill segment, along and off (k) for points (k, 2).

    Args:
        points: (k, 2) metres.
        limit: greatest distance in metres.
        frame: west, south, width of a cell, columns, rows of the grid.
        cells: start, segment and vertex of the grid.
        network: shape_start, shape_xy, ends, cost and component of the profile.
        segment: filled, int32.
        along: filled, float32.
        off: filled, float32.
    """
    for k in range(len(points)):
        s, vertex, share, far = _nearest(points[k, 0], points[k, 1], limit, frame, cells, network)
        segment[k], along[k], off[k] = s, 0.0, far
        if s >= 0:
            along[k] = _share_of_length(s, vertex, share, network[0], network[1])


@compiled
def _nearest(x: float, y: float, limit: float, frame: Any, cells: Any, network: Any) -> tuple[int, int, float, float]:
    """Segment (-1: none), vertex and share of the nearest piece, metres. Cells are searched in square rings around the point."""
    west, south, cell, columns, rows = frame
    inside_x = west - limit <= x <= west + columns * cell + limit
    inside_y = south - limit <= y <= south + rows * cell + limit
    if not (inside_x and inside_y):  # also where the place is no number
        return -1, -1, 0.0, math.inf
    column, row = math.floor((x - west) / cell), math.floor((y - south) / cell)
    in_x, in_y = x - west - column * cell, y - south - row * cell
    margin = min(in_x, cell - in_x, in_y, cell - in_y)  # to the edge of the own cell
    best = (-1, -1, 0.0, limit)
    ring = 0
    while ring == 0 or margin + (ring - 1) * cell <= best[3]:
        for r in range(max(0, row - ring), min(rows, row + ring + 1)):
            step = 1 if abs(r - row) == ring else 2 * ring  # of inner rows only the two outer cells
            for c in range(column - ring, column + ring + 1, step):
                if 0 <= c < columns:
                    best = _in_cell(x, y, r * columns + c, cells, network, best)
        ring += 1
    if best[0] < 0:
        return -1, -1, 0.0, math.inf
    return best


@compiled
def _in_cell(
    x: float, y: float, number: int, cells: Any, network: Any, best: tuple[int, int, float, float]
) -> tuple[int, int, float, float]:
    """The nearest piece of a cell, or the best so far."""
    start, segment, vertex = cells
    _, shape_xy, ends, cost, component = network
    for item in range(start[number], start[number + 1]):
        s = segment[item]
        joined = component[ends[s, 0]] != 0 and component[ends[s, 1]] != 0
        if not joined or (cost[s, 0] < 0 and cost[s, 1] < 0):
            continue
        v = vertex[item]
        ax, ay = shape_xy[v, 0], shape_xy[v, 1]
        dx, dy = shape_xy[v + 1, 0] - ax, shape_xy[v + 1, 1] - ay
        share = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
        far = math.hypot(x - ax - share * dx, y - ay - share * dy)
        first = best[0] < 0 and far <= best[3]
        tie = far <= best[3] + TIE and (s < best[0] or (s == best[0] and far < best[3]))
        if first or far < best[3] - TIE or tie:
            best = (s, v, share, far)
    return best


@compiled
def _share_of_length(segment: int, vertex: int, share: float, shape_start: Any, shape_xy: Any) -> float:
    """The share of the whole segment that lies before a place on one of its pieces."""
    before, total = 0.0, 0.0
    for v in range(shape_start[segment], shape_start[segment + 1] - 1):
        piece = math.hypot(shape_xy[v + 1, 0] - shape_xy[v, 0], shape_xy[v + 1, 1] - shape_xy[v, 1])
        if v < vertex:
            before += piece
        elif v == vertex:
            before += piece * share
        total += piece
    return min(1.0, before / total)
