# SPDX-License-Identifier: EUPL-1.2
"""Municipalities from a CSV: columns `ars` and `name`; `kind`, `title`, `area_ha`, `population`, `postcode` may follow.

Every row is a town unless the column `kind` says otherwise: the key alone cannot tell a county from its only town.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from allmende.core.imports.files import plain
from allmende.core.imports.numbers import NotANumber, count, decimal, is_german
from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.text import Row, Table, read_table
from allmende.core.municipality.imports.gv100ad import split_name
from allmende.core.municipality.imports.snapshot import Body, Kind, Snapshot
from allmende.core.municipality.keys import ags_of

FIELDS = ("ars", "name", "kind", "title", "area_ha", "population", "postcode")
ALIASES = {
    "kind": ("art",),
    "name": ("gemeindename", "gemeinde", "gen"),
    "title": ("bezeichnung", "bez"),
    "area_ha": ("flaeche_ha", "fläche_ha"),
    "population": ("bev_insg", "bevoelkerung", "bevölkerung", "einwohner", "ewz"),
    "postcode": ("plz",),
}

KINDS = {
    "": Kind.TOWN, "gemeinde": Kind.TOWN, "stadt": Kind.TOWN, "town": Kind.TOWN,
    "kreis": Kind.COUNTY, "landkreis": Kind.COUNTY, "county": Kind.COUNTY,
    "verband": Kind.ASSOCIATION, "gemeindeverband": Kind.ASSOCIATION, "association": Kind.ASSOCIATION,
    "regierungsbezirk": Kind.REGION, "region": Kind.REGION, "land": Kind.LAND,
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How to read the table: which column holds which field, its encoding and delimiter."""

    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    complete_for: tuple[str, ...] = ()
    """Key prefixes for which the table lists every municipality; elsewhere nothing is called vanished."""


def read(path: Path, report: Report, *, as_of: datetime.date, layout: Layout = Layout()) -> Snapshot:
    """Read the table. Raises `ImportRefused`."""
    with plain(path) as inner:
        table = read_table(inner, report, encoding=layout.encoding, delimiter=layout.delimiter)
    columns = _columns(table, layout)
    snapshot = Snapshot(as_of=as_of, source="CSV", complete_prefixes=layout.complete_for)
    snapshot.complete_kinds = frozenset({str(Kind.TOWN)}) if layout.complete_for else frozenset()
    snapshot.unreadable = bool(report.rejects)
    german = is_german(row[columns["area_ha"]] for row in table.rows) if "area_ha" in columns else False
    for row in table.rows:
        _take(row, columns, snapshot, report, german=german)
    snapshot.need_bodies(path.name)
    return snapshot


def _columns(table: Table, layout: Layout) -> dict[str, str]:
    lowered = {column.lower(): column for column in table.columns}
    found = {}
    for name in FIELDS:
        if name in layout.columns:
            table.need(layout.columns[name])
            found[name] = layout.columns[name]
            continue
        for candidate in (name, *ALIASES.get(name, ())):
            if candidate in lowered:
                found[name] = lowered[candidate]
                break
    if unknown := set(layout.columns) - set(FIELDS):
        raise ImportRefused(
            _("Dieses Feld gibt es nicht."),
            field=", ".join(sorted(unknown)),
            remedy=_("Zuordnen lassen sich: %s.") % ", ".join(FIELDS),
        )
    for name in ("ars", "name"):
        if name not in found:
            table.need(name)
    return found


def _take(row: Row, columns: Mapping[str, str], snapshot: Snapshot, report: Report, *, german: bool) -> None:
    cells = {name: row[column] for name, column in columns.items()}
    ars = cells["ars"]
    kind = KINDS.get(cells.get("kind", "").lower())
    if kind is None:
        snapshot.unreadable = True
        reason = _("Die Art „%s“ ist unbekannt.") % cells["kind"][:40]
        report.reject(row.where, columns["kind"], reason, _("Erlaubt: %s.") % ", ".join(filter(None, KINDS)))
        return
    name, title = split_name(cells["name"])
    numbers: dict[str, float | int | None] = {"area_ha": None, "population": None}
    for field_name in numbers:
        text = cells.get(field_name, "")
        if not text:
            continue
        try:
            numbers[field_name] = count(text) if field_name == "population" else decimal(text, german=german)
        except NotANumber:
            snapshot.held.add((str(kind), ags_of(ars) if kind == Kind.TOWN else ars))
            reason = _("„%s“ ist keine Zahl.") % text[:40]
            report.reject(row.where, columns[field_name], reason, _("Berichtigen Sie die Zahl."), kind)
            return
    body = Body(
        kind=kind,
        ars=ars,
        ags=ags_of(ars),
        name=name[:120],
        title=cells.get("title", "")[:60] or title,
        area_ha=numbers["area_ha"],
        population=None if numbers["population"] is None else int(numbers["population"]),
        postcode=cells.get("postcode", "")[:5],
    )
    snapshot.add(body, report, row.where)
