# SPDX-License-Identifier: EUPL-1.2
"""VG250 and VG5000: outlines of all administrative units by the BKG, as Shapefiles in one zip, one per level.

Source: BKG, "Verwaltungsgebiete 1:250 000 / 1:5 000 000, Dokumentation". Levels LAN, RBZ, KRS, VWG, GEM; columns ARS,
AGS, GEN (name), BEZ (kind of body), GF (what the polygon is; the highest number is land, others are water), WSK (in
force since), in the EW edition also EWZ (inhabitants) and KFL (square kilometres). The date stands in aktualitaet.txt.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from allmende.core.imports.files import FileKind, SafeZip, check_file, kind_of, workspace
from allmende.core.imports.geometry import BadGeometry, clean_polygon
from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.vector import Choice, plain_value, read_layer, unpack_with_parts
from allmende.core.municipality.imports.snapshot import Body, Kind, Snapshot, all_lands
from allmende.core.municipality.keys import ags_of

LEVELS = {
    "LAN": Kind.LAND,
    "RBZ": Kind.REGION,
    "KRS": Kind.COUNTY,
    "VWG": Kind.ASSOCIATION,
    "GEM": Kind.TOWN,
}
_LAYER = re.compile(r"(?:^|[/_-])(LAN|RBZ|KRS|VWG|GEM)\.shp$", re.IGNORECASE)
NEEDED = ("ARS", "GEN", "BEZ")


def read(path: Path, report: Report, *, crs: str = "", as_of: datetime.date | None = None) -> Snapshot:
    """Read the zip. Raises `ImportRefused` for a zip without these layers, without columns, CRS or date."""
    if kind_of(check_file(path)) is not FileKind.ZIP:
        raise ImportRefused(
            _("Das ist keine zip-Datei."), file=path, remedy=_("Nehmen Sie die zip-Datei des BKG, so wie sie ist.")
        )
    with SafeZip(path) as archive, workspace() as folder:
        layers = {found[1].upper(): name for name in archive.members if (found := _LAYER.search(name))}
        if not layers:
            raise ImportRefused(
                _("Im Archiv fehlen die Ebenen der Verwaltungsgebiete (…_GEM.shp, …_KRS.shp und so weiter)."),
                file=path,
                remedy=_("Nehmen Sie VG250 oder VG5000 des BKG als Shapefile („Ebenen“)."),
            )
        snapshot = Snapshot(as_of=as_of or _date(archive, folder), source="BKG", leads=False)
        for level, kind in LEVELS.items():
            if level in layers:
                shp = unpack_with_parts(archive, layers[level], folder)
                _read_level(shp, kind, crs=crs, snapshot=snapshot, report=report)
    # Statistical regions exist in the directory only, so this source never knows all regions.
    snapshot.complete_kinds = frozenset(str(LEVELS[level]) for level in layers if level != "RBZ")
    snapshot.complete_prefixes = all_lands() if "LAN" in layers else tuple({key[1][:2] for key in snapshot.bodies})
    snapshot.need_bodies(path.name)
    return snapshot


def _date(archive: SafeZip, folder: Path) -> datetime.date:
    for member in archive.matching("aktualitaet.txt"):
        text = archive.extract([member], folder)[0].read_bytes()[:200].decode("latin1")
        if found := re.search(r"(\d{2})\.(\d{2})\.(\d{4})", text):
            day, month, year = map(int, found.groups())
            return datetime.date(year, month, day)
    raise ImportRefused(
        _("Im Archiv steht kein Datum (aktualitaet.txt)."),
        file=archive.path,
        field="--date",
        remedy=_("Geben Sie den Gebietsstand an, zum Beispiel --date 2024-01-01."),
    )


def _read_level(path: Path, kind: Kind, *, crs: str, snapshot: Snapshot, report: Report) -> None:
    name = path.name
    columns, geometries = read_layer(path, name, report, Choice(crs=crs))
    for column in NEEDED:
        if column not in columns:
            raise ImportRefused(
                _("Die Spalte fehlt. Vorhanden sind: %s.") % ", ".join(columns),
                file=name,
                field=column,
                remedy=_("Nehmen Sie VG250 oder VG5000 des BKG."),
            )
    repaired = []
    for number in _land_first(columns):
        row = {key: plain_value(values[number]) for key, values in columns.items()}
        where = f"{name}, " + _("Objekt %d") % (number + 1)
        ars = str(row["ARS"] or "").ljust(12, "0")
        body_name = str(row["GEN"] or "").strip()
        try:
            outline, mended = clean_polygon(geometries[number])
        except BadGeometry as error:
            snapshot.held.add((str(kind), ags_of(ars) if kind == Kind.TOWN else ars))
            report.reject(f"{where} ({body_name})", "Geometrie", str(error), _("Melden Sie es dem BKG."), kind)
            continue
        if mended:
            repaired.append(body_name)
        snapshot.add(_body(kind, ars, body_name, row, outline), report, where)
    if repaired:
        report.note(
            _("%(level)s: %(count)d ungültige Umrisse repariert (%(names)s)")
            % {"level": path.stem, "count": len(repaired), "names": ", ".join(repaired[:10])}
        )


def _body(kind: Kind, ars: str, name: str, row: dict[str, Any], outline: BaseGeometry) -> Body:
    since = None
    if isinstance(row.get("WSK"), str):
        since = datetime.date.fromisoformat(row["WSK"][:10])
    population, square_kilometres = row.get("EWZ"), row.get("KFL")
    return Body(
        kind=kind,
        ars=ars,
        ags=ags_of(ars),
        name=name,
        title=str(row["BEZ"] or "").strip()[:60],
        area_ha=round(square_kilometres * 100, 2) if isinstance(square_kilometres, (int, float)) else None,
        population=int(population) if isinstance(population, (int, float)) and population >= 0 else None,
        geom=outline,
        since=since,
    )


def _land_first(columns: dict[str, Any]) -> list[int]:
    """Return the rows to read: per key only the polygons of land (highest GF), the first of each."""
    keys = columns["ARS"]
    if "GF" not in columns:
        return list(range(len(keys)))
    best: dict[str, int] = {}
    for key, form in zip(keys, columns["GF"], strict=True):
        best[key] = max(best.get(key, 0), int(form))
    return [number for number, key in enumerate(keys) if int(columns["GF"][number]) == best[key]]
