# SPDX-License-Identifier: EUPL-1.2
"""Read places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.import_shared import (
    CATEGORY,
    COLUMN,
    CRS,
    DELIMITER,
    ENCODING,
    FILE,
    KEEP,
    KEEP_MISSING,
    LAYER,
    LICENCE,
    MEMBER,
    MUNICIPALITY,
    SOURCE,
    TOLERANCE,
    VANISH,
    WORDS,
    importer,
)
from allmende.site.cli.shared import Progress, Refusal


@click.group()
def places() -> None:
    """Places: doctors, schools, stops, clubs, shops, from OpenStreetMap or from lists of the offices."""


def _category_name(category: str) -> str:
    from allmende.commons.places.categories import catalogue

    known = catalogue().categories.get(category)
    return known.many if known else category


@places.command()
@FILE
@MUNICIPALITY
@TOLERANCE
@VANISH
@KEEP_MISSING
@importer
def osm(
    *,
    file: Path,
    key: str,
    tolerance: float,
    allow_vanish: bool,
    keep_missing: bool,
    report: Any,
    progress: Progress,
    dry_run: bool,
) -> Callable[[str], str]:
    """Read places from an OpenStreetMap extract (.osm.pbf). What lies outside the municipality is passed over.

    \b
    Example:
      allmende import places osm hessen-latest.osm.pbf --municipality 064380002002
    """
    from allmende.commons.places.imports import osm as source
    from allmende.commons.places.imports.intake import Dataset, take_in
    from allmende.site.cli.municipality import served

    home = served(key)
    candidates = source.read(file, report, progress)
    dataset = Dataset(
        municipality=home,
        source=source.SOURCE,
        licence=source.LICENCE,
        file=file.name,
        tolerance=tolerance,
        skip_outside=True,
        keep_missing=keep_missing,
        allow_vanish=allow_vanish,
    )
    take_in(dataset, candidates, report, progress, dry_run=dry_run)
    return _category_name


@places.command()
@FILE
@SOURCE
@CATEGORY
@COLUMN
@WORDS
@KEEP
@LICENCE
@MUNICIPALITY
@CRS
@MEMBER
@LAYER
@ENCODING
@TOLERANCE
@VANISH
@KEEP_MISSING
@importer
def geojson(
    *,
    file: Path,
    source: str,
    crs: str,
    member: str,
    layer: str,
    encoding: str,
    report: Any,
    progress: Progress,
    dry_run: bool,
    **options: Any,
) -> Callable[[str], str]:
    """Read places from GeoJSON, GeoPackage or Shapefile (also .gz, and several files of one zip).

    Features with OpenStreetMap tags find their category themselves; others need --category or a category column.

    \b
    Examples:
      allmende import places geojson spielplaetze.geojson --source spielplaetze --category playground
      allmende import places geojson jena.zip --source jena-osm --member 'amenity.*'
    """
    from allmende.commons.places.imports import features
    from allmende.core.imports.vector import Choice

    dataset, columns = _dataset(file, source, options)
    choice = Choice(crs=crs, member=member, layer=layer, encoding=encoding)
    candidates = features.read(file, report, progress, choice=choice, columns=columns)
    return _take_in(dataset, candidates, report, progress, dry_run)


@places.command("csv")
@FILE
@SOURCE
@CATEGORY
@COLUMN
@WORDS
@KEEP
@LICENCE
@MUNICIPALITY
@CRS
@ENCODING
@DELIMITER
@TOLERANCE
@VANISH
@KEEP_MISSING
@importer
def places_csv(
    *,
    file: Path,
    source: str,
    crs: str,
    encoding: str,
    delimiter: str,
    report: Any,
    progress: Progress,
    dry_run: bool,
    **options: Any,
) -> Callable[[str], str]:
    """Read places from a table with coordinates (lat and lon, or x and y with --crs). Decimal commas are understood.

    \b
    Examples:
      allmende import places csv kitas.csv --source kitas --category kindergarten --column key=Nr
      allmende import places csv aerzte.csv --source aerzte --crs EPSG:25832 --column x=Rechtswert --column y=Hochwert
    """
    from allmende.commons.places.imports import table

    coordinates = {
        name: options["columns"].pop(name) for name in ("lat", "lon", "x", "y") if name in options["columns"]
    }
    dataset, columns = _dataset(file, source, options)
    layout = table.Layout(crs, encoding, delimiter, coordinates)
    candidates = table.read(file, report, progress, layout=layout, columns=columns)
    return _take_in(dataset, candidates, report, progress, dry_run)


def _dataset(file: Path, source: str, options: dict[str, Any]) -> tuple[Any, Any]:
    """Return (dataset, columns) for the options that all imports of places share."""
    from allmende.commons.places.imports.columns import Columns
    from allmende.commons.places.imports.intake import Dataset
    from allmende.site.cli.municipality import served

    if not source.strip() or len(source) > 60:
        raise Refusal("--source: ein Kurzname mit höchstens 60 Zeichen.", 2)
    columns = Columns(source, options["columns"], options["category"], options["values"], options["keep"])
    dataset = Dataset(
        municipality=served(options["key"]),
        source=source.strip(),
        licence=options["licence"][:80],
        file=file.name,
        tolerance=options["tolerance"],
        keep_missing=options["keep_missing"],
        allow_vanish=options["allow_vanish"],
    )
    return dataset, columns


def _take_in(dataset: Any, candidates: Any, report: Any, progress: Progress, dry_run: bool) -> Callable[[str], str]:
    from allmende.commons.places.imports.intake import take_in

    take_in(dataset, candidates, report, progress, dry_run=dry_run)
    return _category_name
