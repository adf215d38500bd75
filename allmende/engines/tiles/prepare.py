# SPDX-License-Identifier: EUPL-1.2
"""Getting a layer ready for one zoom: project, simplify, drop what is too small, join lines, repair polygons.

This happens before the cutting into tiles, on whole features, so that neighbouring tiles see the same simplified
line and fit together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from .features import Array, FeatureTable, object_array
from .mercator import to_grid

_COLLECTION = 7
_DIMENSION_OF_TYPE = np.array([0, 1, 1, 2, 0, 1, 2, -1])


@dataclass(frozen=True)
class Detail:
    """How much of a layer a zoom shows. Lengths in grid units (8 units are one CSS pixel of a 512 pixel tile).

    tolerance   greatest distance that simplification moves a line or an outline
    min_area    polygons below this many square units are left out
    min_length  lines shorter than this are left out
    join        names of attributes; touching lines that agree in all of them become one line (and lose the other
                attributes), so that a street is labelled once and not once per block
    """

    tolerance: float = 0.0
    min_area: float = 0.0
    min_length: float = 0.0
    join: tuple[str, ...] = ()


FULL = Detail()


def prepare(table: FeatureTable, zoom: int, detail: Detail = FULL) -> FeatureTable:
    """A table in longitude/latitude as a table in grid units of `zoom`, ready for `cut`.

    Rows without usable geometry (none, empty, not finite, collapsed) disappear. Invalid polygons are made valid; of a
    geometry collection the parts of highest dimension stay.
    """
    table = repair(table)
    geometry = shapely.transform(shapely.force_2d(table.geometry), lambda lonlat: to_grid(lonlat, zoom))
    table = table.with_geometry(geometry)
    if detail.join:
        table = join_lines(table, detail.join)
    geometry = table.geometry.copy()
    areal = shapely.get_dimensions(geometry) == 2
    geometry[areal] = polygonal(geometry[areal])
    if detail.tolerance:
        geometry = shapely.simplify(geometry, detail.tolerance, preserve_topology=True)
        geometry[areal] = polygonal(geometry[areal])
    keep = ~shapely.is_empty(geometry)
    keep &= ~areal | (shapely.area(geometry) >= detail.min_area)
    keep &= (shapely.get_dimensions(geometry) != 1) | (shapely.length(geometry) >= detail.min_length)
    return table.with_geometry(geometry).take(keep)


def repair(table: FeatureTable) -> FeatureTable:
    """Only rows with usable geometry, their polygons made valid. `prepare` does it; once beforehand saves it per zoom."""
    table = _usable(table)
    geometry = table.geometry.copy()
    areal = shapely.get_dimensions(geometry) == 2
    geometry[areal] = polygonal(geometry[areal])
    return table.with_geometry(geometry).take(~shapely.is_empty(geometry))


def join_lines(table: FeatureTable, by: tuple[str, ...]) -> FeatureTable:
    """Touching lines that agree in the attributes `by`, joined end to end; other geometries are left out.

    Returned rows carry only the attributes `by` and no ids.
    """
    table = table.take(shapely.get_dimensions(table.geometry) == 1)
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row, key in enumerate(zip(*(table.attributes[name].tolist() for name in by), strict=True)):
        groups.setdefault(key, []).append(row)
    lines, owner = [], []
    for number, rows in enumerate(groups.values()):
        parts = shapely.get_parts(table.geometry[rows])
        merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts)))
        lines.extend(merged.tolist())
        owner.extend([number] * len(merged))
    first = np.array([rows[0] for rows in groups.values()], dtype=np.int64)[np.array(owner, dtype=np.int64)]
    return FeatureTable(table.layer, object_array(lines), {name: table.attributes[name][first] for name in by})


def polygonal(geometry: Array) -> Array:
    """Areal geometries made valid; what is not an area in the result (spikes, threads) is dropped, possibly all."""
    geometry = geometry.copy()
    bad = ~shapely.is_valid(geometry)
    if bad.any():
        geometry[bad] = _highest_parts(shapely.make_valid(geometry[bad]), wanted=2)
    return geometry


def _usable(table: FeatureTable) -> FeatureTable:
    bounds = shapely.bounds(table.geometry)  # NaN for None and for empty geometries
    table = table.take(np.isfinite(bounds).all(axis=1) & np.isfinite(_coordinate_sum(table.geometry)))
    mixed = shapely.get_type_id(table.geometry) == _COLLECTION
    if not mixed.any():
        return table
    geometry = table.geometry.copy()
    geometry[mixed] = _highest_parts(geometry[mixed])
    return table.with_geometry(geometry).take(~shapely.is_empty(geometry))


def _coordinate_sum(geometry: Array) -> Array:
    """Sum of all coordinates of each geometry: not finite where any coordinate is not (bounds alone skip NaN)."""
    coordinates, owner = shapely.get_coordinates(geometry, return_index=True)
    return np.bincount(owner, weights=coordinates.sum(axis=1), minlength=len(geometry))


def _highest_parts(geometry: Array, wanted: int | None = None) -> Array:
    """Of each geometry the parts of the highest (or the wanted) dimension as one simple or multi geometry."""
    result = []
    for item in geometry:
        parts = shapely.get_parts(shapely.get_parts(item))  # make_valid nests multi geometries in collections
        dimension = shapely.get_dimensions(parts)
        highest = wanted if wanted is not None else (dimension.max() if len(parts) else 2)
        parts = parts[dimension == highest]
        if len(parts) == 1:
            result.append(parts[0])
        else:
            build = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[highest]
            result.append(build(parts))
    return object_array(result)
