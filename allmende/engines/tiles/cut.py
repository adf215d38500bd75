# SPDX-License-Identifier: EUPL-1.2
"""Cutting one tile out of a prepared layer: clip with a margin, round to whole units, repair what rounding broke."""

from __future__ import annotations

import numpy as np
import shapely

from .features import Array, FeatureTable
from .mercator import EXTENT
from .prepare import polygonal

MARGIN = 64  # units drawn beyond each edge, so that strokes have no seam (8 CSS pixels)


def cut(table: FeatureTable, x: int, y: int, margin: int = MARGIN) -> FeatureTable:
    """The part of a table in grid units (see `prepare`) that tile (x, y) shows, in whole units of that tile.

    Every polygon returned is valid, closed, at least one square unit large and wound as MVT 2.1 wants it (exterior
    rings with positive area when y grows downwards). Lines have at least two different points, none twice in a row.
    Points belong to exactly one tile: the western and northern edge is in, the eastern and southern is out.
    Rows of which nothing remains are left out.
    """
    west, north = float(x * EXTENT), float(y * EXTENT)
    bounds = shapely.bounds(table.geometry)
    dimension = shapely.get_dimensions(table.geometry)
    slack = np.where(dimension == 0, 0, margin)
    keep = (bounds[:, 2] >= west - slack) & (bounds[:, 0] <= west + EXTENT + slack)
    keep &= (bounds[:, 3] >= north - slack) & (bounds[:, 1] <= north + EXTENT + slack)
    table, bounds, dimension = table.take(keep), bounds[keep], dimension[keep]

    geometry = _shift(table.geometry, west, north)
    low, high = -margin, EXTENT + margin
    local = bounds - np.array([west, north, west, north])
    outside = (local[:, :2] < low).any(axis=1) | (local[:, 2:] > high).any(axis=1)
    point, line, area = (dimension == degree for degree in range(3))
    geometry[point] = _points(geometry[point])
    # GEOS' fast clipper may leave an areal result invalid or mixed with lines; _polygons mends and sorts that.
    across = outside & ~point
    geometry[across] = shapely.clip_by_rect(geometry[across], low, low, high, high)
    geometry[line] = _lines(geometry[line])
    geometry[area] = _polygons(geometry[area])
    rows = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    return table.with_geometry(geometry).take(rows)


def _shift(geometry: Array, west: float, north: float) -> Array:
    offset = np.array([west, north])
    shifted: Array = shapely.transform(geometry, lambda units: units - offset)
    return shifted


def _round(geometry: Array) -> Array:
    rounded: Array = shapely.transform(geometry, lambda units: np.floor(units + 0.5))
    return rounded


def _points(geometry: Array) -> Array:
    # Points round down, into the tile they are in; rounding to the nearest could carry them into the next tile.
    parts, owner = shapely.get_parts(shapely.transform(geometry, np.floor), return_index=True)
    xy = shapely.get_coordinates(parts)
    inside = ((xy >= 0) & (xy < EXTENT)).all(axis=1)
    if len(parts) == len(geometry):  # only single points: nothing to put together again
        single: Array = np.where(inside, parts, np.array(None))
        return single
    return _gather(parts[inside], owner[inside], len(geometry), shapely.multipoints)


def _lines(geometry: Array) -> Array:
    parts, owner = shapely.get_parts(_round(geometry), return_index=True)
    xy, line = shapely.get_coordinates(parts, return_index=True)
    fresh = np.ones(len(xy), dtype=bool)
    fresh[1:] = (xy[1:] != xy[:-1]).any(axis=1) | (line[1:] != line[:-1])
    xy, line = xy[fresh], line[fresh]
    points = np.bincount(line, minlength=len(parts))
    long_enough = points >= 2
    renumber = np.cumsum(long_enough) - 1
    rows = long_enough[line]
    lines = shapely.linestrings(xy[rows], indices=renumber[line[rows]])
    return _gather(lines, owner[long_enough], len(geometry), shapely.multilinestrings)


def _polygons(geometry: Array) -> Array:
    rounded = _round(geometry)
    bad = ~shapely.is_valid(rounded)
    if bad.any():
        rounded[bad] = _snap(geometry[bad])
    parts, owner = shapely.get_parts(rounded, return_index=True)
    large = shapely.area(parts) >= 1
    parts = shapely.remove_repeated_points(shapely.orient_polygons(parts[large], exterior_cw=False))
    return _gather(parts, owner[large], len(geometry), shapely.multipolygons)


def _snap(geometry: Array) -> Array:
    """Rounded so that the result is valid: thin places close, parts that collapse disappear."""
    return _areas(shapely.set_precision(polygonal(geometry), 1.0, mode="valid_output"))


def _areas(geometry: Array) -> Array:
    """The areas of each geometry; an empty polygon where there is none."""
    mixed = ~np.isin(shapely.get_type_id(geometry), (3, 6))
    for row in np.flatnonzero(mixed):
        parts = shapely.get_parts(shapely.get_parts(geometry[row]))
        geometry[row] = shapely.multipolygons(parts[shapely.get_type_id(parts) == 3])
    return geometry


def _gather(parts: Array, owner: Array, rows: int, build: object) -> Array:
    """Parts back into one geometry per row: None without a part, the part itself if single, else a multi geometry."""
    result = np.full(rows, None, dtype=object)
    count = np.bincount(owner, minlength=rows)
    single = count[owner] == 1
    result[owner[single]] = parts[single]
    if not single.all():
        several = owner[~single]
        numbers = np.cumsum(count > 1) - 1
        result[count > 1] = build(parts[~single], indices=numbers[several])  # type: ignore[operator]
    return result
