# SPDX-License-Identifier: EUPL-1.2
"""Coordinates: WGS84 (EPSG:4326, lon/lat) for storage, UTM (EPSG:25832 or 25833) for metres.

The UTM zone follows the longitude: 25833 from 12 degrees east on, as the German surveying offices use it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

WGS84 = 4326


class UnknownCrs(ValueError):
    """The coordinate reference system was not named, or its name is not known."""


def parse_crs(text: str | int) -> CRS:
    """Return the CRS for `EPSG:25832`, `25832` or a WKT. Raises `UnknownCrs` with a remedy. Never guesses."""
    try:
        value = int(text) if str(text).strip().isdigit() else str(text).strip()
        return CRS.from_user_input(value)
    except CRSError as error:
        raise UnknownCrs(
            f"Das Koordinatensystem „{text}“ ist unbekannt. Bitte als EPSG-Nummer angeben, zum Beispiel EPSG:25832."
        ) from error


@lru_cache(maxsize=32)
def transformer(source: int | str, target: int | str) -> Transformer:
    """Return a cached transformer with x/y (lon/lat) axis order."""
    return Transformer.from_crs(source, target, always_xy=True)


def metric_epsg(longitude: float) -> int:
    """Return 25832 west of 12 degrees east, else 25833."""
    return 25833 if longitude >= 12 else 25832


def transform(geometry: BaseGeometry | np.ndarray, source: int | str, target: int | str) -> BaseGeometry | np.ndarray:
    """Return the geometry, or array of geometries, with its coordinates taken from `source` to `target`."""
    if str(source) == str(target):
        return geometry
    change = transformer(source, target)

    def apply(coordinates: np.ndarray) -> np.ndarray:
        x, y = change.transform(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack([x, y])

    return shapely.transform(geometry, apply)


def to_metric(geometry: BaseGeometry, epsg: int | None = None) -> BaseGeometry:
    """Return the WGS84 geometry in UTM metres, in the zone of its centre unless `epsg` is given."""
    if epsg is None:
        west, _, east, _ = geometry.bounds
        epsg = metric_epsg((west + east) / 2)
    return transform(geometry, WGS84, epsg)


def metres_between(a: BaseGeometry, b: BaseGeometry) -> float:
    """Return the shortest distance between two WGS84 geometries in metres (UTM, zone of `a`)."""
    epsg = metric_epsg(a.centroid.x)
    return float(shapely.distance(to_metric(a, epsg), to_metric(b, epsg)))


def degrees_around(latitude: float, metres: float) -> tuple[float, float]:
    """Return (longitude, latitude) margins in degrees that safely contain `metres` at this latitude.

    Uses the shortest lengths of a degree on WGS84 (110.57 km along a meridian, 111.32 km x cos(latitude) along a
    parallel, both at their smallest) and one per cent on top, so that a bounding box never loses a hit.
    """
    latitude_margin = metres / 110_570 * 1.01
    cosine = max(float(np.cos(np.radians(min(abs(latitude) + latitude_margin, 89.0)))), 0.01)
    return metres / (111_320 * cosine) * 1.01, latitude_margin
