# SPDX-License-Identifier: EUPL-1.2
"""Where people live, from a CSV: cells of 100 m as the census gives them, or houses with coordinates.

Cells are known by `CRS3035RES100mN<north>E<east>` (metres of the lower left corner in EPSG:3035; the census grid of
Destatis). The file of all Germany has three million rows, so rows are read one by one and those outside are let go at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from django.utils.translation import gettext as _

from allmende.commons.places.imports.table import LAT, LON, X, Y
from allmende.core.geo import crs as systems
from allmende.core.imports.files import plain
from allmende.core.imports.geometry import GERMANY, named_crs
from allmende.core.imports.numbers import NotANumber, count, decimal
from allmende.core.imports.report import ImportRefused, Progress, Report
from allmende.core.imports.text import line, read_lines, sniff_delimiter
from allmende.core.municipality.models import Municipality
from allmende.know.supply.actions import CellData
from allmende.know.supply.words import COLUMNS

CENSUS = 3035
CELL = 100
_CELL_ID = re.compile(r"(?:CRS3035RES)?100mN(\d{5,7})E(\d{5,7})")
NOTHING = frozenset({"", "-", "–", "—", ".", "/"})
"""How the census writes that there is nothing, or nothing it tells."""
ALIASES: Mapping[str, tuple[str, ...]] = {
    "key": ("gitter_id_100m", "gitter_id_100m_neu", "id", "schluessel", "schlüssel", "adress_id", "gebaeude_id"),
    "total": ("einwohner", "personen", "menschen", "insgesamt", "people", "population"),
    "under3": ("u3", "unter3", "alter_0_2"),
    "from3to5": ("alter_3_5",),
    "pupils": ("schulkinder", "alter_6_17"),
    "from65": ("ab65", "65plus", "alter_65plus"),
    "from80": ("ab80", "80plus", "alter_80plus"),
    "no_car": ("ohne_auto",),
    "lon": LON,
    "lat": LAT,
    "x": X,
    "y": Y,
}
MOST_PEOPLE = 100_000
"""More people in one cell or house are a mistake of columns."""


@dataclass(frozen=True)
class Layout:
    """What the operator says about the file; empty means: find out and say so."""

    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    encoding: str = ""
    delimiter: str = ""


@dataclass
class Found:
    """The rows of a file that lie inside."""

    kind: str
    columns: list[str]
    rows: list[CellData] = field(default_factory=list)


def read(path: Path, municipality: Municipality, report: Report, progress: Progress, layout: Layout) -> Found:
    """Return the population of a municipality. Raises `ImportRefused` for unreadable files and missing columns."""
    with plain(path) as inner:
        lines = read_lines(inner, report, layout.encoding)
        _number, header = next(((n, text) for n, text in lines if text.strip()), (0, ""))
        if not header:
            raise ImportRefused(_("Die Tabelle ist leer."), file=path, remedy=_("Prüfen Sie die Datei."))
        delimiter = layout.delimiter or sniff_delimiter(header)
        names = [name.strip().strip('"').lstrip("\ufeff") for name in header.split(delimiter)]
        found = _columns(names, layout, path)
        reader = _Reader(found, names, municipality, report, layout, path)
        result = Found(reader.kind, [column for column in COLUMNS if column in found])
        seen: dict[str, int] = {}
        for number, cells in _rows(lines, delimiter):
            if number % 50_000 == 0:
                progress(_("Zeilen lesen"), number, 0)
            row = reader.row(number, cells)
            if row is None:
                continue
            if row.key in seen:
                report.reject(
                    line(number), names[found["key"]] if "key" in found else "",
                    _("„%(key)s“ kommt mehrfach vor, zuerst in %(first)s.") % {"key": row.key, "first": line(seen[row.key])},
                    _("Behalten Sie eine der Zeilen."), reader.kind,
                )  # fmt: skip
                continue
            seen[row.key] = number
            result.rows.append(row)
    reader.tell()
    if not result.rows:
        raise ImportRefused(
            _("Keine Zeile der Datei liegt in %s.") % municipality,
            file=path,
            remedy=_("Prüfen Sie, ob Datei und --municipality zusammenpassen."),
        )
    return result


def _rows(lines: Iterator[tuple[int, str]], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    for number, text in lines:
        if text.strip():
            yield number, [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter))]


def _columns(names: list[str], layout: Layout, path: Path) -> dict[str, int]:
    """Return field to position. Raises `ImportRefused` where people or the place are missing."""
    lowered = {name.lower(): position for position, name in enumerate(names)}
    found: dict[str, int] = {}
    for name, column in layout.columns.items():
        if name not in ALIASES:
            raise ImportRefused(
                _("Das Feld „%s“ gibt es nicht.") % name,
                field="--column",
                remedy=_("Zuordnen lassen sich: %s.") % ", ".join(ALIASES),
            )
        if column not in names:
            raise ImportRefused(
                _("Die Spalte fehlt. Vorhanden sind: %s.") % ", ".join(names),
                file=path,
                where=line(1),
                field=column,
                remedy=_("Prüfen Sie --column %(name)s=%(column)s.") % {"name": name, "column": column},
            )
        found[name] = names.index(column)
    for name, aliases in ALIASES.items():
        for alias in (name, *aliases):
            if name not in found and alias in lowered:
                found[name] = lowered[alias]
    if "total" not in found:
        raise ImportRefused(
            _("Die Spalte mit der Zahl der Menschen fehlt. Vorhanden sind: %s.") % ", ".join(names),
            file=path,
            where=line(1),
            remedy=_("Nennen Sie sie, zum Beispiel --column total=Einwohner."),
        )
    return found


class _Reader:
    """Turns rows into cells or houses, and lets go of what lies outside."""

    def __init__(
        self,
        found: dict[str, int],
        names: list[str],
        municipality: Municipality,
        report: Report,
        layout: Layout,
        path: Path,
    ) -> None:
        self.found, self.names, self.report = found, names, report
        self.outside, self.empty = 0, 0
        outline = municipality.geom or GERMANY
        if {"lat", "lon"} <= found.keys() and not layout.crs:
            self.kind, epsg = "points", systems.WGS84
        elif {"x", "y"} <= found.keys() and layout.crs:
            self.kind, epsg = "points", int(named_crs(layout.crs).to_epsg() or 0)
        elif "key" in found:
            self.kind, epsg = "cells", CENSUS
        else:
            raise ImportRefused(
                _("Woran erkennt man, wo die Menschen wohnen? Vorhanden sind: %s.") % ", ".join(names),
                file=path,
                where=line(1),
                remedy=_("Nötig ist GITTER_ID_100m, oder lat und lon, oder x und y mit --crs."),
            )
        self.to_degrees = systems.transformer(epsg, systems.WGS84)
        self.outline = systems.transform(outline, systems.WGS84, epsg)
        shapely.prepare(self.outline)
        self.west, self.south, self.east, self.north = self.outline.bounds

    def row(self, number: int, cells: list[str]) -> CellData | None:
        """Return the row, or None where it lies outside, is empty, or was rejected."""
        if len(cells) < len(self.names):
            self._reject(
                number,
                "",
                _("Die Zeile hat %(a)d Felder, die Kopfzeile %(b)d.") % {"a": len(cells), "b": len(self.names)},
            )
            return None
        at = self._at(number, cells)
        if at is None:
            return None
        x, y, key = at
        if not (self.west <= x <= self.east and self.south <= y <= self.north) or not shapely.contains_xy(
            self.outline, x, y
        ):
            self.outside += 1
            return None
        people = self._people(number, cells)
        if people is None:
            return None
        if not people["total"]:
            self.empty += 1
            return None
        lon, lat = self.to_degrees.transform(x, y)
        return CellData(key, round(lon, 7), round(lat, 7), people)

    def _at(self, number: int, cells: list[str]) -> tuple[float, float, str] | None:
        key = cells[self.found["key"]] if "key" in self.found else ""
        if self.kind == "cells":
            match = _CELL_ID.fullmatch(key)
            if not match:
                self._reject(number, "key", _("„%s“ ist keine Kennung einer Zelle von 100 m.") % key[:40])
                return None
            north, east = (int(part) * (1 if len(part) == 7 else 100) for part in match.groups())
            return east + CELL / 2, north + CELL / 2, f"CRS3035RES100mN{north}E{east}"
        names = ("lon", "lat") if {"lon", "lat"} <= self.found.keys() else ("x", "y")
        values = []
        for name in names:
            text = cells[self.found[name]]
            try:
                values.append(decimal(text, german="," in text))
            except NotANumber:
                self._reject(number, name, _("„%s“ ist keine Zahl.") % text[:40])
                return None
        return values[0], values[1], (key or f"{values[0]:.6f} {values[1]:.6f}")[:60]

    def _people(self, number: int, cells: list[str]) -> dict[str, int] | None:
        people = {}
        for column in COLUMNS:
            if column not in self.found:
                continue
            text = cells[self.found[column]]
            try:
                people[column] = 0 if text in NOTHING else count(text)
            except NotANumber:
                self._reject(number, column, _("„%s“ ist keine ganze Zahl ab 0.") % text[:40])
                return None
            if people[column] > MOST_PEOPLE:
                self._reject(number, column, _("%d Menschen an einer Stelle können nicht stimmen.") % people[column])
                return None
        for column, value in people.items():
            if value > people["total"]:  # the census changes each number by itself, so parts may exceed the whole
                self.report.note_some(_("Gruppen größer als alle zusammen, begrenzt"), line(number))
                people[column] = people["total"]
        return people

    def _reject(self, number: int, column: str, reason: str) -> None:
        name = self.names[self.found[column]] if column in self.found else column
        self.report.reject(line(number), name, reason, _("Berichtigen Sie die Zeile."), self.kind)

    def tell(self) -> None:
        """Note what was let go."""
        if self.outside:
            self.report.note(
                _("%d Zeilen liegen außerhalb. Zellen an der Grenze zählen, wenn ihre Mitte innen liegt.")
                % self.outside
            )
        if self.empty:
            self.report.note(_("%d Zeilen ohne Menschen wurden nicht übernommen.") % self.empty)
