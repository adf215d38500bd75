# SPDX-License-Identifier: EUPL-1.2
"""Write places and areas to files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.database import with_database
from allmende.site.cli.municipality import served
from allmende.site.cli.shared import Refusal, emit, json_option, say


@click.group()
def export() -> None:
    """Write places and areas to files that spreadsheets and map programs read.

    \b
    Examples:
      allmende export places orte.csv
      allmende export places spielplaetze.geojson --category playground
      allmende export areas quartiere.geojson --division quartiere
    """


def municipality_option(command: Any) -> Any:
    """Add `--municipality KEY`."""
    return click.option("--municipality", "ars", default="", help="ARS or AGS; the default one if left out.")(command)


@export.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@municipality_option
@click.option("--category", "categories", multiple=True, help="Only this category (key); may be given several times.")
@json_option
@with_database
def places(file: Path, ars: str, categories: tuple[str, ...], as_json: bool) -> None:
    """Write all public places to FILE; its ending says the format: .csv or .geojson."""
    from allmende.commons.places.categories import catalogue
    from allmende.commons.places.exports import csv, geojson
    from allmende.commons.places.queries import resolve
    from allmende.commons.places.search import Search, find

    writer = {".csv": csv.lines, ".geojson": geojson.pieces}.get(file.suffix.lower())
    if writer is None:
        raise Refusal(f"{file.name}: Der Name muss auf .csv oder .geojson enden.", 2)
    unknown = sorted(set(categories) - set(catalogue().categories))
    if unknown:
        raise Refusal(
            f"Unbekannte Kategorie: {', '.join(unknown)}. Bekannt sind: {', '.join(sorted(catalogue().categories))}", 2
        )
    index, search, scope, _ = resolve(served(ars), Search(kategorie=categories))
    found = find(index, search, scope)
    write(file, writer(index, found.rows))
    tell(file, found.total, as_json)


@export.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@municipality_option
@click.option("--division", default="", help="Only the division with this short name; all public ones if left out.")
@json_option
@with_database
def areas(file: Path, ars: str, division: str, as_json: bool) -> None:
    """Write today's areas to FILE as GeoJSON (RFC 7946, WGS84)."""
    from allmende.commons.places.models import Area
    from allmende.core.municipality.queries import family

    if file.suffix.lower() != ".geojson":
        raise Refusal(f"{file.name}: Der Name muss auf .geojson enden.", 2)
    found = Area.objects.filter(division__municipality__in=family(served(ars)), valid_to__isnull=True)
    found = found.filter(division__key=division) if division else found.filter(division__is_public=True)
    rows = list(found.select_related("division", "parent"))
    if division and not rows:
        raise Refusal(f"Eine Gliederung „{division}“ mit Gebieten gibt es hier nicht.", 2)
    write(
        file,
        [json.dumps({"type": "FeatureCollection", "features": [feature(row) for row in rows]}, ensure_ascii=False)],
    )
    tell(file, len(rows), as_json)


def feature(area: Any) -> dict[str, Any]:
    """Return one area as a GeoJSON feature."""
    from shapely.geometry import mapping

    properties = {
        "division": area.division.key,
        "key": area.key,
        "name": area.name,
        "parent": area.parent.key if area.parent else None,
        "valid_from": area.valid_from.isoformat(),
        "population": area.population,
        "source": area.source,
        "licence": area.licence,
    }
    return {"type": "Feature", "geometry": mapping(area.geom), "properties": properties}


def write(file: Path, pieces: Any) -> None:
    """Write the pieces to a file that appears only when it is complete."""
    partial = file.with_name(f".{file.name}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as target:
            target.writelines(pieces)
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Refusal(
            f"{file}: lässt sich nicht schreiben ({error.strerror}). Bitte einen anderen Ort wählen.", 2
        ) from error


def tell(file: Path, count: int, as_json: bool) -> None:
    """Say what was written."""
    if as_json:
        emit({"file": str(file), "rows": count})
    else:
        say(f"{file}: {count} Zeilen")
