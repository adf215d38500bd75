# SPDX-License-Identifier: EUPL-1.2
"""Read areas."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.import_shared import (
    CRS,
    DATE,
    ENCODING,
    FILE,
    KEEP,
    LAYER,
    LICENCE,
    MEMBER,
    MUNICIPALITY,
    TOLERANCE,
    VANISH,
    importer,
    today,
)
from allmende.site.cli.shared import Progress, Refusal


@click.command()
@FILE
@click.option("--division", required=True, metavar="KEY", help="Short name of the division, for instance ortsteile.")
@click.option(
    "--kind",
    required=True,
    type=click.Choice(["towns", "quarters", "statistical", "grid", "other"]),
    help="What it cuts into.",
)
@click.option("--division-name", default="", help="Name of the division for people. Default: that of its kind.")
@click.option("--key-column", required=True, help="Column with the key of each area.")
@click.option("--name-column", required=True, help="Column with its name.")
@click.option("--parent-column", default="", help="Column with the key of the area it lies in.")
@click.option("--parent-division", default="", metavar="KEY", help="Division of those areas. Default: the same.")
@click.option("--population-column", default="", help="Column with the number of inhabitants.")
@click.option("--date", type=DATE, help="Since when the areas are as in the file. Default: today.")
@click.option("--source", default="", help="Where the outlines come from. Default: the file name.")
@LICENCE
@KEEP
@MUNICIPALITY
@CRS
@MEMBER
@LAYER
@ENCODING
@TOLERANCE
@VANISH
@importer
def areas(
    *,
    file: Path,
    division: str,
    key: str,
    date: datetime.datetime | None,
    crs: str,
    member: str,
    layer: str,
    encoding: str,
    report: Any,
    progress: Progress,
    dry_run: bool,
    **options: Any,
) -> Callable[[str], str]:
    """Read quarters, statistical districts or a grid (GeoJSON, GeoPackage, Shapefile in a zip; also .gz).

    \b
    Example:
      allmende import areas ortsteile.geojson --division ortsteile --kind quarters \\
          --key-column id --name-column name
    """
    from django.utils.text import slugify

    from allmende.commons.places.imports.areas import Plan, take_in
    from allmende.core.imports.vector import Choice
    from allmende.site.cli.municipality import served

    if slugify(division) != division or len(division) > 40:
        raise Refusal(f"--division {division!r}: nur Kleinbuchstaben, Ziffern und Bindestrich, höchstens 40.", 2)
    plan = Plan(
        municipality=served(key),
        division=division,
        as_of=date.date() if date else today(),
        choice=Choice(crs=crs, member=member, layer=layer, encoding=encoding),
        **options,
    )
    take_in(file, plan, report, progress, dry_run=dry_run)
    return lambda name: options["division_name"] or name
