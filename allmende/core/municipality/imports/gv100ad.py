# SPDX-License-Identifier: EUPL-1.2
"""GV100AD: the municipality directory of the statistical offices, fixed columns, one record type per level.

Source: Destatis, "Gemeindeverzeichnis GV-ISys, Datensatzbeschreibung GV100AD". Columns counted from 1:
1-2 record type, 3-10 date, 11-12 Land, 13 Regierungsbezirk, 14-15 Kreis (14 alone: Region in Baden-Württemberg),
16-18 Gemeinde, 19-22 Verband, 23-72 name, 73-122 seat, 123-124 text mark, 129-139 hectares, 140-150 inhabitants,
166-170 postcode. The key stands there as Land-RB-Kreis-Gemeinde-Verband; the ARS wants Verband before Gemeinde.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from allmende.core.imports.files import plain
from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.text import line, read_lines
from allmende.core.municipality.imports.snapshot import Body, Kind, Snapshot
from allmende.core.municipality.keys import ags_of

KINDS = {
    "10": Kind.LAND,
    "20": Kind.REGION,
    "30": Kind.REGION,
    "40": Kind.COUNTY,
    "50": Kind.ASSOCIATION,
    "60": Kind.TOWN,
}
TEXT_MARKS = {
    "41": "kreisfreie Stadt", "42": "Stadtkreis", "43": "Kreis", "44": "Landkreis", "45": "Regionalverband",
    "50": "verbandsfreie Gemeinde", "51": "Amt", "52": "Samtgemeinde", "53": "Verbandsgemeinde",
    "54": "Verwaltungsgemeinschaft", "55": "Kirchspielslandgemeinde", "56": "Verwaltungsverband",
    "57": "Verwaltungsgemeinschaft", "58": "erfüllende Gemeinde",
    "60": "Markt", "61": "kreisfreie Stadt", "62": "Stadtkreis", "63": "Stadt", "64": "Gemeinde",
    "65": "gemeindefreies Gebiet", "66": "gemeindefreies Gebiet", "67": "Große Kreisstadt",
}  # fmt: skip
_SUFFIXES = {"M": "Markt", "St": "Stadt", "GKSt": "Große Kreisstadt"}
_REGION_NAME = re.compile(r"(früher: )?(Reg\.-Bez\.|Direktionsbezirk|Statistische Region|Region) (.+)")
_FULL_LENGTH = 170
"""A record of type 60 reaches at least to its postcode."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line, cut at its columns."""

    type: str
    date: str
    land: str
    region: str
    county: str
    town: str
    association: str
    name: str
    mark: str
    hectares: str
    inhabitants: str
    postcode: str

    @property
    def ars(self) -> str:
        """The key in the order of the ARS, places below the body's own filled with zeros."""
        parts = ((self.land, 2), (self.region, 1), (self.county, 2), (self.association, 4), (self.town, 3))
        return "".join(text.ljust(width, "0") for text, width in parts)


def cut(text: str) -> Record:
    """Cut a line at its columns; missing columns are empty."""

    def column(first: int, last: int) -> str:
        return text[first - 1 : last].strip()

    return Record(
        type=column(1, 2),
        date=column(3, 10),
        land=column(11, 12),
        region=column(13, 13),
        county=column(14, 15),
        town=column(16, 18),
        association=column(19, 22),
        name=column(23, 72),
        mark=column(123, 124),
        hectares=column(129, 139),
        inhabitants=column(140, 150),
        postcode=column(166, 170),
    )


def split_name(name: str) -> tuple[str, str]:
    """Return (name, title) of `Kiel, Landeshauptstadt`; the title is empty where the register gives none.

    Abbreviations of Bavaria are written out; "gemfr. Geb." in its many spellings becomes one title.
    """
    short, comma, suffix = name.partition(",")
    suffix = " ".join(suffix.split())
    if not comma:
        return name, ""
    if suffix.startswith("gemfr") or suffix == "gemeindefreies Gebiet":
        suffix = "gemeindefreies Gebiet"
    return short.strip(), _SUFFIXES.get(suffix, suffix)[:60]


def body_of(record: Record) -> Body:
    """Return the body a record describes. Raises `ValueError(field)` for numbers that are none."""
    name, title = split_name(record.name)
    if record.type in {"20", "30"}:
        name, title = _region(record.name)
    elif record.type in {"40", "50"} or not title:
        title = TEXT_MARKS.get(record.mark, title)
    elif record.type == "10":
        title = ""
    area = population = None
    if record.type == "60":
        for text, label in ((record.hectares, "Fläche"), (record.inhabitants, "Bevölkerung")):
            if not (text.isascii() and text.isdigit()):
                raise ValueError(label)
        area, population = float(record.hectares), int(record.inhabitants)
    return Body(
        kind=KINDS[record.type],
        ars=record.ars,
        ags=ags_of(record.ars),
        name=name,
        title="Land" if record.type == "10" else title,
        area_ha=area,
        population=population,
        postcode=record.postcode if len(record.postcode) == 5 else "",
    )


def _region(name: str) -> tuple[str, str]:
    found = _REGION_NAME.fullmatch(name)
    if not found:
        return name, "Regierungsbezirk"
    former, word, rest = found.groups()
    title = {"Reg.-Bez.": "Regierungsbezirk"}.get(word, word)
    if word in {"Statistische Region", "Region"}:
        return name, title
    return rest, f"früherer {title}" if former else title


def read(path: Path, report: Report) -> tuple[Snapshot, Counter[str]]:
    """Read a GV100AD file, also as .gz. Returns the snapshot and the number of records per type.

    Raises `ImportRefused` when it is no GV100AD, is cut off, or mixes dates.
    """
    with plain(path) as text_path:
        return _read(path.name, text_path, report)


def _read(name: str, path: Path, report: Report) -> tuple[Snapshot, Counter[str]]:
    snapshot: Snapshot | None = None
    types: Counter[str] = Counter()
    number, text = 1, ""
    lines = ((number, text) for number, text in read_lines(path, report) if text.strip("\x1a "))  # Ctrl+Z may end it
    for number, text in lines:
        record = cut(text)
        if snapshot is None:
            snapshot = _begin(record, name, number)
        if _date(record, name, number) != snapshot.as_of:
            raise ImportRefused(
                _("Der Gebietsstand weicht ab von %s.") % snapshot.as_of,
                file=name,
                where=line(number),
                field=_("Gebietsstand"),
                remedy=_("Importieren Sie jede Ausgabe des Verzeichnisses einzeln."),
            )
        _take(record, snapshot, report, line(number))
        types[record.type] += 1
    if snapshot is None:
        raise _no_gv100ad(name, 1)
    if text.startswith("60") and len(text) < _FULL_LENGTH:
        raise ImportRefused(
            _("Die letzte Zeile bricht ab; die Datei ist unvollständig."),
            file=name,
            where=line(number),
            remedy=_("Laden Sie die Datei noch einmal herunter."),
        )
    snapshot.need_bodies(name)
    return snapshot, types


def _begin(record: Record, name: str, number: int) -> Snapshot:
    """Return the empty snapshot for the first line, which tells whether this is a GV100AD at all."""
    if record.type not in KINDS or not record.name:
        raise _no_gv100ad(name, number)
    kinds = frozenset(map(str, Kind.values))
    return Snapshot(as_of=_date(record, name, number), source="GV100AD", complete_kinds=kinds)


def _take(record: Record, snapshot: Snapshot, report: Report, where: str) -> None:
    """Add the body of a record to the snapshot, or reject it."""
    if record.type not in KINDS:
        snapshot.unreadable = True
        reason = _("Die Satzart „%s“ ist unbekannt.") % record.type
        report.reject(where, "Satzart", reason, _("Erwartet werden 10, 20, 30, 40, 50 und 60."))
        return
    if record.type == "10":
        snapshot.complete_prefixes += (record.land,)
    try:
        body = body_of(record)
    except ValueError as error:
        snapshot.held.add((str(Kind.TOWN), ags_of(record.ars)))
        remedy = _("Vergleichen Sie mit der Datei des Statistischen Bundesamts.")
        report.reject(where, str(error), _("Das ist keine ganze Zahl."), remedy, KINDS[record.type])
        return
    snapshot.add(body, report, where)


def _no_gv100ad(name: str, number: int) -> ImportRefused:
    return ImportRefused(
        _("Das ist keine GV100AD-Datei: Die Zeile beginnt nicht mit einer Satzart (10, 20, 30, 40, 50, 60)."),
        file=name,
        where=line(number),
        field="Satzart",
        remedy=_("Für Tabellen gibt es „import municipalities csv“, für Karten „import municipalities shape“."),
    )


def _date(record: Record, name: str, number: int) -> datetime.date:
    try:
        return datetime.datetime.strptime(record.date, "%Y%m%d").date()  # noqa: DTZ007 (a date has no zone)
    except ValueError as error:
        raise ImportRefused(
            _("„%s“ ist kein Datum in der Form JJJJMMTT.") % record.date,
            file=name,
            where=line(number),
            field=_("Gebietsstand"),
            remedy=_("Prüfen Sie, ob das eine GV100AD-Datei ist."),
        ) from error
