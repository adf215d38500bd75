# SPDX-License-Identifier: EUPL-1.2
"""Geometry from outside: into WGS84, repaired or refused, never guessed."""

from __future__ import annotations

import numpy as np
import shapely
from django.utils.translation import gettext as _
from pyproj import CRS, Geod
from shapely.geometry.base import BaseGeometry

from allmende.core.geo import crs as geo_crs
from allmende.core.imports.report import ImportRefused

TOLERANCE_METRES = 2_000.0
"""How far outside its municipality a place or area may lie, unless the operator says otherwise: stops, lakes and shops
at the edge are wanted, and outlines of small scale (VG5000) are up to a kilometre off."""
GERMANY = shapely.box(5.5, 47.0, 15.5, 55.3)
"""Where everything lies when no outline is known (EPSG:4326)."""
_EARTH = Geod(ellps="WGS84")
_UTM_IS_EXACT = 100_000.0
"""Metres up to which a distance in UTM is taken as it is."""


class BadGeometry(ValueError):
    """The geometry cannot be used. The message is for people."""


def named_crs(text: str) -> CRS:
    """Return the CRS an operator named. Raises `ImportRefused`."""
    try:
        return geo_crs.parse_crs(text)
    except geo_crs.UnknownCrs as error:
        raise ImportRefused(str(error), field="--crs") from error


def to_wgs84(geometries: np.ndarray, source: CRS) -> np.ndarray:
    """Return the geometries in EPSG:4326, lon/lat. What cannot be projected gets infinite coordinates."""
    if is_lonlat(source):
        return geometries
    change = geo_crs.transformer(source.to_wkt(), geo_crs.WGS84)

    def apply(coordinates: np.ndarray) -> np.ndarray:
        x, y = change.transform(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack([x, y])

    result: np.ndarray = shapely.transform(geometries, apply)
    return result


def is_lonlat(source: CRS) -> bool:
    """Tell whether coordinates in this CRS are WGS84 degrees already (EPSG:4326, OGC:CRS84)."""
    return source.to_authority() in {("EPSG", "4326"), ("OGC", "CRS84"), ("EPSG", "4979")}


def check_coordinates(geometry: BaseGeometry | None) -> BaseGeometry:
    """Return the geometry in two dimensions. Raises `BadGeometry` when it is missing, empty, not finite, or not on Earth."""
    if geometry is None or geometry.is_empty:
        raise BadGeometry(_("Die Geometrie fehlt."))
    flat = shapely.force_2d(geometry)
    coordinates = shapely.get_coordinates(flat)
    if not np.isfinite(coordinates).all():
        raise BadGeometry(_("Eine Koordinate ist keine endliche Zahl (NaN oder unendlich)."))
    west, south, east, north = flat.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadGeometry(
            _("Die Koordinaten (%(x).0f, %(y).0f) sind keine Längen- und Breitengrade.") % {"x": west, "y": south}
        )
    if flat.geom_type == "Point" and west == 0 and south == 0:
        raise BadGeometry(_("Die Koordinaten sind 0/0; das ist ein Platzhalter, keine Lage."))
    return flat


def clean_polygon(geometry: BaseGeometry | None) -> tuple[BaseGeometry, bool]:
    """Return (valid Polygon or MultiPolygon, whether it was repaired). Raises `BadGeometry` where no area is left.

    Invalid outlines go through `make_valid` (structure method: rings keep their role); of the result only the polygons
    count.
    """
    flat = check_coordinates(geometry)
    if flat.geom_type in {"Polygon", "MultiPolygon"} and flat.is_valid:
        return flat, False
    mended = shapely.make_valid(flat, method="structure", keep_collapsed=False)
    parts = [
        part for part in shapely.get_parts(shapely.get_parts(mended)) if part.geom_type == "Polygon" and part.area > 0
    ]
    if not parts:
        raise BadGeometry(
            _("Der Umriss (%s) lässt sich nicht reparieren: Es bleibt keine Fläche übrig.") % flat.geom_type
        )
    return (parts[0] if len(parts) == 1 else shapely.multipolygons(parts)), True


def point_of(geometry: BaseGeometry | None) -> BaseGeometry:
    """Return the point that stands for a geometry: itself, or a point inside a polygon, or the middle of a line.

    The centroid is taken where it lies inside, so that a symbol stands in the middle; else a point surely inside.
    """
    flat = check_coordinates(geometry)
    if flat.geom_type == "Point":
        return flat
    if flat.geom_type in {"Polygon", "MultiPolygon"}:
        if not flat.is_valid:
            flat, _repaired = clean_polygon(flat)
        centre = flat.centroid
        return centre if flat.contains(centre) else flat.point_on_surface()
    if flat.geom_type == "LineString":
        return flat.interpolate(0.5, normalized=True)
    return flat.centroid


class Surroundings:
    """A municipality's outline with a tolerance, to find what lies far away from it."""

    def __init__(self, outline: BaseGeometry | None, metres: float = TOLERANCE_METRES) -> None:
        self.metres = metres
        self._outline: BaseGeometry | None = None
        if outline is not None and not outline.is_empty:
            west, _, east, _ = outline.bounds
            self._middle = outline.centroid
            self._epsg = geo_crs.metric_epsg((west + east) / 2)
            self._outline = geo_crs.to_metric(outline, self._epsg)
            shapely.prepare(self._outline)

    @property
    def known(self) -> bool:
        """Whether there is an outline to compare with."""
        return self._outline is not None

    def distances(self, geometries: np.ndarray) -> np.ndarray:
        """Return the distance of each WGS84 geometry to the outline in metres; all 0 where no outline is known.

        UTM is exact nearby and wrong far from its zone; there the geodesic between the middles counts.
        """
        if self._outline is None:
            return np.zeros(len(geometries))
        local = np.asarray(geo_crs.transform(geometries, geo_crs.WGS84, self._epsg))
        corners = shapely.bounds(local)
        near = np.isfinite(corners).all(axis=1)
        result = np.full(len(geometries), np.inf)
        result[near] = shapely.distance(self._outline, local[near])
        far = ~(result <= _UTM_IS_EXACT)
        middles = shapely.centroid(geometries[far])
        result[far] = self._geodesic(middles)
        return result

    def _geodesic(self, points: np.ndarray) -> np.ndarray:
        x, y = shapely.get_x(points), shapely.get_y(points)
        _forth, _back, metres = _EARTH.inv(np.full(len(x), self._middle.x), np.full(len(x), self._middle.y), x, y)
        return np.asarray(metres)

    def need_near(self, geometry: BaseGeometry) -> None:
        """Raise `BadGeometry` with the distance when the geometry lies outside by more than the tolerance."""
        metres = float(self.distances(np.array([geometry], dtype=object))[0])
        if metres > self.metres:
            raise BadGeometry(self.too_far(metres))

    def too_far(self, metres: float) -> str:
        """Return the reason for rejecting something at this distance."""
        return _("Liegt %(distance)s außerhalb der Kommune; erlaubt sind %(allowed)s.") % {
            "distance": kilometres(metres),
            "allowed": kilometres(self.metres),
        }


def kilometres(metres: float) -> str:
    """Return a distance for people: `850 m`, `12,3 km`, `4.917 km`."""
    if metres < 1000:
        return f"{metres:.0f} m"
    if metres < 100_000:
        return f"{metres / 1000:.1f} km".replace(".", ",")
    return f"{metres / 1000:,.0f} km".replace(",", ".")
