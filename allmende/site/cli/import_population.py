# SPDX-License-Identifier: EUPL-1.2
"""Read where people live."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.import_shared import (
    COLUMN,
    CRS,
    DATE,
    DELIMITER,
    ENCODING,
    FILE,
    LICENCE,
    MUNICIPALITY,
    importer,
    today,
)
from allmende.site.cli.shared import Progress


@click.command()
@FILE
@COLUMN
@click.option("--source", default="", help="Where the numbers come from, for people. Default: the file name.")
@click.option("--date", type=DATE, help="The day the numbers are of. Default: today.")
@LICENCE
@MUNICIPALITY
@CRS
@ENCODING
@DELIMITER
@importer
def population(
    *,
    file: Path,
    columns: dict[str, str],
    source: str,
    date: datetime.datetime | None,
    licence: str,
    key: str,
    crs: str,
    encoding: str,
    delimiter: str,
    report: Any,
    progress: Progress,
    dry_run: bool,
) -> Callable[[str], str]:
    """Read how many people live where: census cells of 100 m, or houses with coordinates (CSV, also .gz and .zip).

    Fields: total, under3, from3to5, pupils (6 to 17), from65, from80, no_car; key, lat and lon, or x and y. Nothing of it is
    ever shown as it is; see docs/admin/supply.md.

    \b
    Examples:
      allmende import population Zensus2022_Bevoelkerungszahl_100m-Gitter.csv --date 2022-05-15
      allmende import population melderegister.csv --column total=Personen --column under3=U3 --crs EPSG:25832
    """
    from allmende.know.supply.actions import store_population
    from allmende.know.supply.imports.population import Layout, read
    from allmende.site.cli.municipality import served

    home = served(key)
    found = read(file, home, report, progress, Layout(columns, crs, encoding, delimiter))
    stored = store_population(
        home,
        found.rows,
        kind=found.kind,
        source=source or file.name,
        as_of=date.date() if date else today(),
        columns=found.columns,
        licence=licence,
        dry_run=dry_run,
    )
    for name in ("added", "changed", "unchanged", "vanished"):
        report.count(name, found.kind, getattr(stored, name))
    return {"cells": "Rasterzellen", "points": "Gebäude"}.__getitem__
