# SPDX-License-Identifier: EUPL-1.2
"""From segments with costs to a finished `Network`: lengths, largest components, index for snapping."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from .model import BARRED, PROFILES, Bytes, Floats, Grid, Ints, Longs, Network, Singles, WheelState, Words

SMALLEST_CELL = 50.0
"""Metres; cells of the snapping grid grow with the country covered, so that there are about two per piece of street."""

ISLANDS = {"wheelchair": 1000.0}
"""Metres of street from which a part of its own counts for a profile. What is proved for wheelchairs lies in islands, between
which nothing is known: within such an island a way is proved, from one to another it is not."""


def assemble(
    *,
    crs: str,
    xy: Floats,
    ends: Ints,
    shape_start: Longs,
    shape_xy: Floats,
    walk: Ints,
    wheel: Ints,
    bike: Ints,
    car: Ints,
    wheel_state: Bytes,
    wheel_reasons: Words,
    source: Longs | None = None,
    notes: Mapping[str, int] | None = None,
) -> Network:
    """Make a network of n nodes and m segments; see `Network` for the arrays.

    walk, wheel, bike and car are int32 (m, 2) deciseconds by direction, `BARRED` where not allowed. ``wheel`` is the time a
    wheelchair takes where it gets through; ``wheel_state`` decides which of the two wheelchair profiles may use it.
    Raises ValueError for arrays that do not fit together.
    """
    m = len(ends)
    xy = np.ascontiguousarray(xy, np.float64).reshape(-1, 2)
    ends = np.ascontiguousarray(ends, np.int32).reshape(-1, 2)
    shape_start = np.ascontiguousarray(shape_start, np.int64)
    shape_xy = np.ascontiguousarray(shape_xy, np.float64).reshape(-1, 2)
    state = np.ascontiguousarray(wheel_state, np.uint8)
    tables = {name: np.ascontiguousarray(table, np.int32).reshape(-1, 2) for name, table in
              (("walk", walk), ("wheel", wheel), ("bike", bike), ("car", car))}  # fmt: skip
    _check(xy, ends, shape_start, shape_xy, state, tables)
    wheel_cost = tables.pop("wheel")
    proved, possible = state == WheelState.YES, state != WheelState.NO
    tables["wheelchair"] = np.where(proved[:, None], wheel_cost, np.int32(BARRED))
    tables["wheelchair_maybe"] = np.where(possible[:, None], wheel_cost, np.int32(BARRED))
    length = lengths(shape_start, shape_xy)
    return Network(
        crs=crs,
        xy=xy,
        ends=ends,
        length=length,
        shape_start=shape_start,
        shape_xy=shape_xy,
        cost={name: tables[name] for name in PROFILES},
        component={
            name: largest_component(len(xy), ends, tables[name], length, ISLANDS.get(name, math.inf))
            for name in PROFILES
        },
        wheel_state=state,
        wheel_reasons=np.ascontiguousarray(wheel_reasons, np.uint16),
        source=np.arange(m, dtype=np.int64) if source is None else np.ascontiguousarray(source, np.int64),
        grid=make_grid(shape_start, shape_xy),
        notes=dict(notes or {}),
    )


def _check(
    xy: Floats, ends: Ints, shape_start: Longs, shape_xy: Floats, state: Bytes, tables: Mapping[str, Ints]
) -> None:
    m = len(ends)
    if len(state) != m or len(shape_start) != m + 1 or any(len(table) != m for table in tables.values()):
        raise ValueError("costs, states and shapes must have one entry per segment")
    if m and (ends.min() < 0 or ends.max() >= len(xy)):
        raise ValueError("ends must be indices of nodes")
    if shape_start[0] != 0 or shape_start[-1] != len(shape_xy) or (m and np.diff(shape_start).min() < 2):
        raise ValueError("every segment needs at least two points")
    if not (np.isfinite(xy).all() and np.isfinite(shape_xy).all()):
        raise ValueError("coordinates must be finite")
    if any(table.size and table.min() < BARRED for table in tables.values()):
        raise ValueError("costs must be 0 or more, or BARRED")


def lengths(shape_start: Longs, shape_xy: Floats) -> Singles:
    """Metres along each segment's shape (m)."""
    if len(shape_start) < 2:
        return np.empty(0, np.float32)
    steps = np.zeros(len(shape_xy))
    steps[1:] = np.hypot(*np.diff(shape_xy, axis=0).T)
    steps[shape_start[:-1]] = 0.0  # from the end of one segment to the start of the next
    return np.add.reduceat(steps, shape_start[:-1]).astype(np.float32)


def largest_component(n: int, ends: Ints, cost: Ints, length: Singles, also_from: float = math.inf) -> Bytes:
    """Nodes (n) of the strongly connected part that has the most metres of street; 1 inside, 0 outside.

    Every node of it reaches every other. Other parts of at least ``also_from`` metres count too. All 0 where the profile may
    use nothing.
    """
    if not (cost >= 0).any():
        return np.zeros(n, np.uint8)
    label = parts_of(n, ends, cost)
    inside = (cost >= 0).any(axis=1) & (label[ends[:, 0]] == label[ends[:, 1]])
    if not inside.any():  # nothing but one-way streets that lead nowhere
        return np.zeros(n, np.uint8)
    metres = np.bincount(label[ends[inside, 0]], weights=length[inside] + 1e-6)
    chosen = metres >= min(also_from, float(metres.max()))
    chosen = np.append(chosen, np.zeros(int(label.max()) + 1 - len(chosen), bool))
    return np.asarray(chosen[label]).astype(np.uint8)


def parts_of(n: int, ends: Ints, cost: Ints) -> Ints:
    """Number of the strongly connected part of each node (n): in a part, every node reaches every other."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ahead, back = cost[:, 0] >= 0, cost[:, 1] >= 0
    rows = np.concatenate([ends[ahead, 0], ends[back, 1]])
    columns = np.concatenate([ends[ahead, 1], ends[back, 0]])
    graph = coo_matrix((np.ones(len(rows), np.uint8), (rows, columns)), shape=(n, n)).tocsr()
    return np.asarray(connected_components(graph, directed=True, connection="strong")[1], np.int32)


def make_grid(shape_start: Longs, shape_xy: Floats) -> Grid:
    """The index of straight pieces by square cells; pieces of length 0 are left out."""
    first = np.ones(len(shape_xy), bool)
    first[shape_start[1:] - 1] = False  # the last point of a segment begins no piece
    vertex = np.flatnonzero(first[: len(shape_xy)])
    a, b = shape_xy[vertex], shape_xy[vertex + 1] if len(vertex) else shape_xy[:0]
    long = (a != b).any(axis=1)
    vertex, a, b = vertex[long], a[long], b[long]
    if not len(vertex):
        return Grid(0.0, 0.0, SMALLEST_CELL, 0, 0, np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))
    low, high = np.minimum(a, b), np.maximum(a, b)
    west, south = low.min(axis=0).tolist()
    width, height = (high.max(axis=0) - [west, south]).tolist()
    cell = max(SMALLEST_CELL, math.sqrt((width + 1) * (height + 1) / (2 * len(vertex) + 1000)), (width + height) / 1e6)
    columns, rows = int(width // cell) + 1, int(height // cell) + 1
    c0, c1 = ((low - [west, south]) // cell).astype(np.int64), ((high - [west, south]) // cell).astype(np.int64)
    wide = c1 - c0 + 1
    count = wide[:, 0] * wide[:, 1]
    piece = np.repeat(np.arange(len(vertex)), count)
    step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    column, row = c0[piece, 0] + step % wide[piece, 0], c0[piece, 1] + step // wide[piece, 0]
    # Of the cells in the piece's bounding box keep those that the piece touches.
    middle = np.column_stack([west + (column + 0.5) * cell, south + (row + 0.5) * cell])
    d, e = (b - a)[piece], middle - a[piece]
    touches = np.abs(d[:, 0] * e[:, 1] - d[:, 1] * e[:, 0]) <= (np.abs(d).sum(axis=1)) * cell / 2 * (1 + 1e-9)
    number, piece = (row * columns + column)[touches], piece[touches]
    order = np.lexsort((piece, number))
    start = np.zeros(columns * rows + 1, np.int64)
    np.cumsum(np.bincount(number, minlength=columns * rows), out=start[1:])
    chosen = vertex[piece[order]]
    segment = np.searchsorted(shape_start, chosen, side="right") - 1
    return Grid(west, south, cell, columns, rows, start, segment.astype(np.int32), chosen.astype(np.int32))
