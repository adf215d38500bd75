# SPDX-License-Identifier: EUPL-1.2
"""Read the register of municipalities."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.import_shared import COLUMN, DATE, DELIMITER, ENCODING, FILE, importer, today
from allmende.site.cli.shared import Progress

KINDS_OF_BODY = {
    "land": "Länder",
    "region": "Regionen",
    "county": "Kreise",
    "association": "Verbände",
    "town": "Gemeinden",
}


@click.group()
def municipalities() -> None:
    """Germany's municipalities with keys, names, inhabitants and outlines.

    Directories and outlines may come in any order and of different dates: each body keeps the newest names, the newest
    outline and its period of validity.
    """


def _body_name(kind: str) -> str:
    return KINDS_OF_BODY.get(kind, kind)


@municipalities.command()
@FILE
@click.option("--allow-vanish", is_flag=True, help="Accept that many municipalities of a Land are no longer listed.")
@importer
def gv100ad(*, file: Path, allow_vanish: bool, report: Any, progress: Progress, dry_run: bool) -> Callable[[str], str]:
    """Read the directory GV100AD of the Federal Statistical Office (text, also as .gz).

    \b
    Example:
      allmende import municipalities gv100ad GV100AD_30112023.txt.gz
    """
    from allmende.core.municipality.imports import gv100ad as source
    from allmende.core.municipality.imports.store import store

    progress("Lesen", 0, 2)
    snapshot, _types = source.read(file, report)
    progress("Speichern", 1, 2)
    store(snapshot, report, allow_vanish=allow_vanish, dry_run=dry_run)
    progress("Speichern", 2, 2)
    return _body_name


@municipalities.command()
@FILE
@click.option("--crs", default="", help="Coordinate system when the zip has no .prj files, for instance EPSG:25832.")
@click.option("--date", type=DATE, help="Date of the data when the zip has no aktualitaet.txt.")
@click.option("--allow-vanish", is_flag=True, help="Accept that many municipalities of a Land are no longer listed.")
@importer
def shape(
    *,
    file: Path,
    crs: str,
    date: datetime.datetime | None,
    allow_vanish: bool,
    report: Any,
    progress: Progress,
    dry_run: bool,
) -> Callable[[str], str]:
    """Read outlines from VG250 or VG5000 of the BKG (the zip with Shapefiles as it is).

    \b
    Example:
      allmende import municipalities shape vg250_01-01.utm32s.shape.ebenen.zip
    """
    from allmende.core.municipality.imports import shape as source
    from allmende.core.municipality.imports.store import store

    progress("Lesen", 0, 2)
    snapshot = source.read(file, report, crs=crs, as_of=date.date() if date else None)
    progress("Speichern", 1, 2)
    store(snapshot, report, allow_vanish=allow_vanish, dry_run=dry_run)
    progress("Speichern", 2, 2)
    return _body_name


@municipalities.command("csv")
@FILE
@click.option("--date", type=DATE, help="Date the table stands for. Default: today.")
@COLUMN
@ENCODING
@DELIMITER
@click.option(
    "--complete-for",
    multiple=True,
    metavar="PREFIX",
    help="The table lists every municipality whose key begins so (16: Thuringia). Others there are marked as vanished.",
)
@click.option("--allow-vanish", is_flag=True, help="Accept that many municipalities of a Land are no longer listed.")
@importer
def municipalities_csv(
    *,
    file: Path,
    date: datetime.datetime | None,
    columns: dict[str, str],
    encoding: str,
    delimiter: str,
    complete_for: tuple[str, ...],
    allow_vanish: bool,
    report: Any,
    progress: Progress,
    dry_run: bool,
) -> Callable[[str], str]:
    """Read municipalities from a table with the columns ars and name (kind, title, area_ha, population, postcode).

    \b
    Example:
      allmende import municipalities csv gemeinden.csv --date 2023-11-30 --column population=Einwohner
    """
    from allmende.core.municipality.imports import table as source
    from allmende.core.municipality.imports.store import store

    progress("Lesen", 0, 2)
    layout = source.Layout(columns, encoding, delimiter, complete_for)
    snapshot = source.read(file, report, as_of=date.date() if date else today(), layout=layout)
    progress("Speichern", 1, 2)
    store(snapshot, report, allow_vanish=allow_vanish, dry_run=dry_run)
    progress("Speichern", 2, 2)
    return _body_name
