# SPDX-License-Identifier: EUPL-1.2
"""Vector tiles: a map's layers as Mapbox Vector Tiles 2.1, made with NumPy and shapely alone."""

from .cut import MARGIN, cut
from .features import FeatureTable
from .mercator import EXTENT, tile_bounds, tile_of, to_grid, to_lonlat, valid_tile
from .mvt import encode
from .prepare import FULL, Detail, prepare

__all__ = [
    "EXTENT",
    "FULL",
    "MARGIN",
    "Detail",
    "FeatureTable",
    "cut",
    "encode",
    "prepare",
    "tile",
    "tile_bounds",
    "tile_of",
    "to_grid",
    "to_lonlat",
    "valid_tile",
]


def tile(tables: list[FeatureTable], zoom: int, x: int, y: int, detail: Detail = FULL) -> bytes:
    """One tile straight from tables in longitude/latitude: the short way when only few tiles are wanted.

    Whoever makes many tiles of one zoom calls `prepare` once and `cut` and `encode` per tile.
    """
    return encode(cut(prepare(table, zoom, detail), x, y) for table in tables)
