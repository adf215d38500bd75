# SPDX-License-Identifier: EUPL-1.2
"""Spherical web mercator and the tile grid.

Grid units: at zoom z the world is a square of 2**z tiles, each EXTENT units wide; x grows to the east, y to the
south, (0, 0) is the north-west corner. Tile (x, y) covers [x * EXTENT, (x + 1) * EXTENT) and likewise in y.
Source: OGC Two Dimensional Tile Matrix Set 2.0 (17-083r4), WebMercatorQuad; EPSG Guidance Note 7-2, method 1024.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

EXTENT = 4096
MAX_LATITUDE = math.degrees(math.atan(math.sinh(math.pi)))
EARTH_CIRCUMFERENCE = 2 * math.pi * 6378137.0

Floats = npt.NDArray[np.float64]


def to_grid(lonlat: Floats, zoom: int) -> Floats:
    """Longitude and latitude in degrees, shape (n, 2), to grid units of a zoom, shape (n, 2).

    Latitudes beyond the square world (85.05 degrees) are moved to its edge, as every web map does.
    """
    size = float(EXTENT << zoom)
    result = np.empty((len(lonlat), 2))
    result[:, 0] = (lonlat[:, 0] / 360.0 + 0.5) * size
    sine = np.sin(np.radians(np.clip(lonlat[:, 1], -MAX_LATITUDE, MAX_LATITUDE)))
    result[:, 1] = (0.5 - np.arctanh(sine) / (2 * math.pi)) * size
    return result


def to_lonlat(units: Floats, zoom: int) -> Floats:
    """Inverse of `to_grid`."""
    size = float(EXTENT << zoom)
    result = np.empty((len(units), 2))
    result[:, 0] = (units[:, 0] / size - 0.5) * 360.0
    result[:, 1] = np.degrees(np.arctan(np.sinh((0.5 - units[:, 1] / size) * 2 * math.pi)))
    return result


def tile_bounds(zoom: int, x: int, y: int, margin: float = 0.0) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees of a tile, widened on each side by `margin` tile widths."""
    corners = np.array([[x - margin, y + 1 + margin], [x + 1 + margin, y - margin]]) * EXTENT
    (west, south), (east, north) = to_lonlat(corners, zoom)
    return float(west), float(south), float(east), float(north)


def tile_of(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """The tile (x, y) in which a point lies."""
    units = to_grid(np.array([[lon, lat]]), zoom)[0]
    last = (1 << zoom) - 1
    return (
        min(max(int(units[0] // EXTENT), 0), last),
        min(max(int(units[1] // EXTENT), 0), last),
    )


def valid_tile(zoom: int, x: int, y: int, max_zoom: int = 24) -> bool:
    """Whether such a tile exists in the grid."""
    return 0 <= zoom <= max_zoom and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom


def metres_per_unit(zoom: int, latitude: float) -> float:
    """Ground length in metres of one grid unit at a latitude in degrees."""
    return EARTH_CIRCUMFERENCE * math.cos(math.radians(latitude)) / (EXTENT << zoom)
