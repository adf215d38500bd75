# SPDX-License-Identifier: EUPL-1.2
"""Point clusters for small zooms, the same whichever tile they are looked at from.

Points are gathered in square cells that are fixed in the grid, each cell stands at the mean of its points, and two
cells that are each other's nearest neighbour closer than the radius become one. Each step looks only at its
surroundings, so a tile can be computed from the points in it and a margin of REACH radii around it, and neighbouring
tiles agree without knowing of each other.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import KDTree

from .features import FeatureTable
from .mercator import EXTENT

RADIUS = 400.0  # grid units: 50 CSS pixels, a finger's width and a number
REACH = 4.0  # how many radii around a tile decide what it shows: a pair, its rivals, their whole and cut cells

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def cluster(table: FeatureTable, zoom: int, radius: float = RADIUS) -> FeatureTable:
    """Points in grid units of `zoom` (see `prepare`), those that stand close together replaced by one.

    Result: single points keep their attributes and id; a cluster has only `count` (points in it, from 2), `expand`
    (the zoom at which it falls apart, `zoom` + 1 to 24) and the id of its first member. Single points have count 1
    and no `expand`.
    Points exactly above one another never fall apart; their `expand` is 24.
    """
    if not len(table):
        none = np.zeros(0, dtype=np.int64)
        return FeatureTable(table.layer, table.geometry, {**table.attributes, "count": none, "expand": none}, table.ids)
    xy = shapely.get_coordinates(table.geometry)
    if len(xy) != len(table):
        raise ValueError(f"layer {table.layer!r}: only single points can be clustered")
    group = _groups(xy, radius)
    count = np.bincount(group)
    centre = np.stack([np.bincount(group, weights=xy[:, axis]) for axis in (0, 1)], axis=1) / count[:, None]
    first = np.full(len(count), len(xy), dtype=np.int64)
    np.minimum.at(first, group, np.arange(len(xy)))
    several = count > 1
    attributes: dict[str, Any] = {name: _blank(column[first], several) for name, column in table.attributes.items()}
    attributes["count"] = count
    attributes["expand"] = _blank(_expand(xy, group, len(count), zoom, radius), ~several)
    geometry = np.where(several, shapely.points(centre), table.geometry[first])
    ids = None if table.ids is None else table.ids[first]
    return FeatureTable(table.layer, geometry, attributes, ids)


def window(x: int, y: int, radius: float = RADIUS) -> tuple[float, float, float, float]:
    """The part of the grid (west, north, east, south) whose points decide the clusters of tile (x, y)."""
    reach = REACH * radius
    return x * EXTENT - reach, y * EXTENT - reach, (x + 1) * EXTENT + reach, (y + 1) * EXTENT + reach


def _groups(xy: Floats, radius: float) -> Ints:
    """Number of the group each point belongs to, 0 to groups - 1."""
    cells = np.floor(xy / radius).astype(np.int64)
    keys = cells[:, 0] * (1 << 31) + cells[:, 1]
    _, cell = np.unique(keys, return_inverse=True)
    cell = cell.astype(np.int64)
    count = np.bincount(cell)
    if len(count) == 1:
        return np.zeros(len(xy), dtype=np.int64)
    centre = np.stack([np.bincount(cell, weights=xy[:, axis]) for axis in (0, 1)], axis=1) / count[:, None]
    distance, neighbours = KDTree(centre).query(centre, k=2)
    nearest = np.where(neighbours[:, 0] == np.arange(len(centre)), neighbours[:, 1], neighbours[:, 0])
    mutual = (nearest[nearest] == np.arange(len(centre))) & (distance[:, 1] < radius)
    merged = np.where(mutual, np.minimum(nearest, np.arange(len(centre))), np.arange(len(centre)))
    _, dense = np.unique(merged, return_inverse=True)
    group: Ints = dense.astype(np.int64)[cell]
    return group


def _expand(xy: Floats, group: Ints, groups: int, zoom: int, radius: float) -> Ints:
    """The zoom at which the members of each group are spread over more than two radii."""
    spread = np.zeros(groups)
    for axis in (0, 1):
        low, high = np.full(groups, math.inf), np.full(groups, -math.inf)
        np.minimum.at(low, group, xy[:, axis])
        np.maximum.at(high, group, xy[:, axis])
        spread = np.maximum(spread, high - low)
    with np.errstate(divide="ignore"):
        steps = np.ceil(np.log2(2 * radius / spread))
    zooms: Ints = np.clip(zoom + np.nan_to_num(steps, posinf=24), zoom + 1, 24).astype(np.int64)
    return zooms


def _blank(column: npt.NDArray[Any], rows: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
    result = column.astype(object)
    result[rows] = None
    return result
