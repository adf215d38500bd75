# SPDX-License-Identifier: EUPL-1.2
"""Places from a CSV with coordinates: lat and lon, or x and y in a named coordinate system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from django.utils.translation import gettext as _

from allmende.commons.places.imports.columns import Columns, UnknownCategory, place_of
from allmende.commons.places.imports.intake import Candidate
from allmende.commons.places.imports.tags import osm_id
from allmende.core.imports.files import plain
from allmende.core.imports.geometry import BadGeometry, check_coordinates, named_crs, to_wgs84
from allmende.core.imports.numbers import NotANumber, decimal, is_german
from allmende.core.imports.report import ImportRefused, Progress, Report
from allmende.core.imports.text import Row, Table, read_table

LON = ("lon", "lng", "long", "longitude", "laenge", "länge", "laengengrad", "längengrad", "geo_lon", "wgs84_lon")
LAT = ("lat", "latitude", "breite", "breitengrad", "geo_lat", "wgs84_lat")
X = ("x", "rechtswert", "ostwert", "easting", "utm_x", "x_utm", "ost")
Y = ("y", "hochwert", "nordwert", "northing", "utm_y", "y_utm", "nord")


@dataclass(frozen=True)
class Layout:
    """How to read the table; empty means: find out and say so."""

    crs: str = ""
    encoding: str = ""
    delimiter: str = ""
    coordinates: Mapping[str, str] = field(default_factory=dict)
    """`lat`, `lon`, `x`, `y` to column, for columns that are not found by their names."""


def read(path: Path, report: Report, progress: Progress, *, layout: Layout, columns: Columns) -> list[Candidate]:
    """Return the places of a table. Raises `ImportRefused` for unreadable files and missing columns."""
    columns.check()
    with plain(path) as inner:
        table = read_table(inner, report, encoding=layout.encoding, delimiter=layout.delimiter)
    table.need(*columns.columns.values(), *columns.keep)
    found = columns.find(table.columns)
    if not columns.category and "category" not in found:
        raise ImportRefused(
            _("Die Kategorie der Orte ist nicht bekannt. Spalten: %s.") % ", ".join(table.columns),
            file=path,
            field="category",
            remedy=_("Geben Sie --category SCHLÜSSEL oder --column category=SPALTE an."),
        )
    if "key" not in found:
        report.note(
            _("Ohne Schlüsselspalte (--column key=SPALTE) erkennt der nächste Import Orte an Name und Adresse wieder.")
        )
    placed = _positions(table, path, layout, report)
    _tell_unused(table, found, placed.used, columns, report)
    candidates = []
    for number, (row, point) in enumerate(zip(table.rows, placed.points, strict=True), 1):
        if number % 500 == 0 or number == len(table.rows):
            progress(_("Zeilen lesen"), number, len(table.rows))
        candidate = _candidate(row, point, found, columns, report)
        if candidate:
            candidates.append(candidate)
    return candidates


@dataclass(frozen=True)
class _Placed:
    points: list[shapely.Point | str]
    """A point in WGS84, or the column whose text is no number."""
    used: tuple[str, str]


def _positions(table: Table, path: Path, layout: Layout, report: Report) -> _Placed:
    x_column, y_column, crs = _coordinate_columns(table, path, layout)
    numbers = {}
    for column in (x_column, y_column):
        german = is_german(row[column] for row in table.rows)
        if german:
            report.note(_("Spalte „%s“: Dezimalkomma (erkannt)") % column)
        numbers[column] = [_number(row[column], german=german) for row in table.rows]
    raw = [
        column if x is None or y is None else shapely.Point(x, y)
        for x, y in zip(numbers[x_column], numbers[y_column], strict=True)
        for column in [x_column if x is None else y_column]
    ]
    positions = [number for number, point in enumerate(raw) if not isinstance(point, str)]
    geometries = np.array([raw[number] for number in positions], dtype=object)
    if len(geometries):
        _refuse_metres(geometries, crs, path)
        source = named_crs(crs)
        for number, point in zip(positions, to_wgs84(geometries, source), strict=True):
            # 0/0 is a placeholder in every coordinate system.
            raw[number] = shapely.Point(0, 0) if raw[number].x == 0 and raw[number].y == 0 else point
    return _Placed(raw, (x_column, y_column))


def _number(text: str, *, german: bool) -> float | None:
    try:
        return decimal(text, german=german)
    except NotANumber:
        return None


def _coordinate_columns(table: Table, path: Path, layout: Layout) -> tuple[str, str, str]:
    """Return (x column, y column, CRS). Degrees need no CRS; metres never go without."""
    lowered = {column.lower(): column for column in table.columns}
    table.need(*layout.coordinates.values())

    def pick(name: str, aliases: tuple[str, ...]) -> str:
        return layout.coordinates.get(name) or next((lowered[alias] for alias in aliases if alias in lowered), "")

    lon, lat, x, y = pick("lon", LON), pick("lat", LAT), pick("x", X), pick("y", Y)
    wants_metres = "x" in layout.coordinates or (layout.crs and not (lon and lat))
    if lon and lat and not wants_metres and not (layout.crs and x and y):
        if layout.crs and named_crs(layout.crs).to_epsg() != 4326:
            raise ImportRefused(
                _("Die Spalten %(lat)s und %(lon)s enthalten Grade, --crs nennt aber %(crs)s.")
                % {"lat": lat, "lon": lon, "crs": layout.crs},
                file=path,
                field="--crs",
                remedy=_("Lassen Sie --crs weg, oder nennen Sie die Spalten mit --column x=SPALTE --column y=SPALTE."),
            )
        return lon, lat, "EPSG:4326"
    if x and y:
        if not layout.crs:
            raise ImportRefused(
                _("Für die Spalten %(x)s und %(y)s fehlt das Koordinatensystem.") % {"x": x, "y": y},
                file=path,
                field="--crs",
                remedy=_("Geben Sie es an, zum Beispiel --crs EPSG:25832."),
            )
        return x, y, layout.crs
    raise ImportRefused(
        _("Spalten mit Koordinaten fehlen (lat und lon, oder x und y). Vorhanden sind: %s.") % ", ".join(table.columns),
        file=path,
        remedy=_("Nennen Sie sie, zum Beispiel --column lat=Breite --column lon=Laenge."),
    )


def _refuse_metres(points: np.ndarray, crs: str, path: Path) -> None:
    x, y = shapely.get_x(points), shapely.get_y(points)
    if crs != "EPSG:4326" or (((abs(x) > 180) | (abs(y) > 90)).sum() * 2 <= len(points)):
        return
    raise ImportRefused(
        _("Werte wie %(x).0f / %(y).0f sind keine Längen- und Breitengrade.") % {"x": x[0], "y": y[0]},
        file=path,
        field="--crs",
        remedy=_("Nennen Sie Spalten und Koordinatensystem: --column x=SPALTE --column y=SPALTE --crs EPSG:25832."),
    )


def _candidate(
    row: Row, point: shapely.Point | str, found: Mapping[str, str], columns: Columns, report: Report
) -> Candidate | None:
    key = osm_id(row[found.get("key", "")])
    try:
        checked = check_coordinates(_point(row, point))
        place = place_of(row.cells, found, columns, checked, key)
    except BadGeometry as error:
        report.seen.add(key)
        column = point if isinstance(point, str) else _("Koordinaten")
        report.reject(row.where, column, str(error), _("Berichtigen Sie die Koordinaten."), columns.category)
        return None
    except UnknownCategory as error:
        report.seen.add(key)
        report.reject(row.where, found["category"], str(error), error.remedy)
        return None
    if place is None:
        report.seen.add(key)
        reason = _("Die Kategorie fehlt.")
        report.reject(row.where, found.get("category", ""), reason, _("Ergänzen Sie sie oder geben Sie --category an."))
        return None
    return Candidate(row.where + (f" ({place.name[:60]})" if place.name else ""), place)


def _point(row: Row, point: shapely.Point | str) -> shapely.Point:
    if isinstance(point, str):
        raise BadGeometry(_("„%s“ ist keine Zahl.") % row[point][:40] if row[point] else _("Die Koordinate fehlt."))
    return point


def _tell_unused(
    table: Table, found: Mapping[str, str], used: tuple[str, str], columns: Columns, report: Report
) -> None:
    unused = [column for column in table.columns if column not in {*found.values(), *used, *columns.keep}]
    if unused:
        report.note(_("Nicht übernommene Spalten (--keep übernimmt sie): %s") % ", ".join(unused))
