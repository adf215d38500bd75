# SPDX-License-Identifier: EUPL-1.2
"""GDAL's reader of vector tiles, asked for the geometries in tile units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from allmende.engines.tiles.mercator import EARTH_CIRCUMFERENCE, EXTENT


def read_with_gdal(
    tile: bytes, folder: Path, layer: str, zoom: int = 14, x: int = 8500, y: int = 5500
) -> tuple[np.ndarray, dict[str, Any]]:
    """Geometries in tile units (y downwards) and attributes of one layer as GDAL sees them."""
    path = folder / f"{zoom}" / f"{x}" / f"{y}.mvt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(tile)
    meta, _, wkb, columns = pyogrio.raw.read(path, layer=layer, CLIP="NO")
    unit = EARTH_CIRCUMFERENCE / (EXTENT << zoom)
    west, north = x * EXTENT * unit - EARTH_CIRCUMFERENCE / 2, EARTH_CIRCUMFERENCE / 2 - y * EXTENT * unit

    def to_units(metres: np.ndarray) -> np.ndarray:
        return np.rint(np.stack([(metres[:, 0] - west) / unit, (north - metres[:, 1]) / unit], axis=1))

    geometry = shapely.transform(shapely.from_wkb(wkb), to_units)
    return geometry, dict(zip(meta["fields"].tolist(), columns, strict=True))
