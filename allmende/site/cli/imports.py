# SPDX-License-Identifier: EUPL-1.2
"""Read municipalities, areas and places from files."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.shared import Progress, Refusal, emit, json_option, progress_bar, say, with_django

FILE = click.argument("file", type=click.Path(path_type=Path))
DATE = click.DateTime(formats=["%Y-%m-%d"])

KINDS_OF_BODY = {
    "land": "Länder",
    "region": "Regionen",
    "county": "Kreise",
    "association": "Verbände",
    "town": "Gemeinden",
}


def importer(command: Callable[..., tuple[Any, Callable[[str], str]]]) -> Callable[..., None]:
    """Turn a function that fills a report into a command with the options, output and exit codes all imports share.

    The function gets `report`, `progress` and `dry_run` beside its own options and returns how to name categories.
    """

    @click.option("--dry-run", is_flag=True, help="Run everything and report, but store nothing.")
    @click.option(
        "--rejects",
        "rejects_file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Where to write rejected rows (CSV). Default: ALLMENDE_HOME/rejects/.",
    )
    @json_option
    @with_django
    @wraps(command)
    def inner(*, dry_run: bool, rejects_file: Path | None, as_json: bool, **options: Any) -> None:
        from allmende.core.imports.report import ImportRefused, Report

        report = Report()
        try:
            with progress_bar(quiet=as_json) as progress:
                naming = command(report=report, progress=progress, dry_run=dry_run, **options)
        except ImportRefused as error:
            _keep_rejects(report, rejects_file)
            raise Refusal(f"{error}\nNichts wurde gespeichert.", 2) from error
        path = _keep_rejects(report, rejects_file)
        if as_json:
            emit(report.as_dict())
        else:
            _summary(report, naming, dry_run)
        if path:
            say(f"{len(report.rejects)} abgelehnt, Gründe in {path}")
        sys.exit(1 if report.rejects else 0)

    return inner


def _keep_rejects(report: Any, path: Path | None) -> Path | None:
    from django.conf import settings

    from allmende.core.imports.report import write_rejects

    if not report.rejects:
        return None
    stamp = datetime.datetime.now(tz=datetime.UTC).strftime("%Y%m%d-%H%M%S")
    target = path or settings.HOME / "rejects" / f"import-{stamp}.csv"
    try:
        write_rejects(report.rejects, target)
    except OSError as error:
        raise Refusal(f"{target}: Die Datei lässt sich nicht schreiben ({error.strerror}).", 2) from error
    return target


def _summary(report: Any, naming: Callable[[str], str], dry_run: bool) -> None:
    """Print a table of counts per category, then the notes and the first rejects."""
    from allmende.core.imports.report import OUTCOMES

    heads = ("neu", "geändert", "gleich", "weggefallen", "abgelehnt")
    rows = [(naming(name) if name else "ohne Kategorie", counts) for name, counts in report.counts.items()]
    rows.sort(key=lambda row: -sum(row[1].values()))
    width = max([len("zusammen"), *(len(name) for name, _counts in rows)])
    click.echo(" " * width + "".join(f"{head:>13}" for head in heads))
    for name, counts in rows:
        click.echo(f"{name:<{width}}" + "".join(f"{counts[outcome]:>13}" for outcome in OUTCOMES))
    click.echo(f"{'zusammen':<{width}}" + "".join(f"{report.total(outcome):>13}" for outcome in OUTCOMES))
    for note in report.all_notes():
        say(f"  {note}")
    for reject in report.rejects[:5]:
        say(f"  ! {reject}")
    if len(report.rejects) > 5:
        say(f"  ! … und {len(report.rejects) - 5} weitere")
    if dry_run:
        say("Probelauf: Nichts wurde gespeichert.")


@click.group("import")
def import_group() -> None:
    """Read municipalities, areas and places from files of the offices and of OpenStreetMap.

    Every import can be repeated: what is the same stays untouched, what differs is changed, what is no longer in the
    file is marked and never deleted. One import is one transaction: it happens completely or not at all.

    \b
    A new installation with real data, in three lines:
      allmende import municipalities gv100ad GV100AD.txt
      allmende municipality add 064380001001
      allmende import places osm extract.osm.pbf

    \b
    Exit codes: 0 done; 1 done, but some rows were rejected (see the rejects file); 2 nothing stored.
    """


@import_group.group()
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
def gv100ad(file: Path, allow_vanish: bool, report: Any, progress: Progress, dry_run: bool) -> Callable[[str], str]:
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


def mapping(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read repeated `field=column` options."""
    pairs = {}
    for value in values:
        name, sign, column = value.partition("=")
        if not sign or not name.strip() or not column.strip():
            raise click.BadParameter(f"{value!r}: expected FIELD=COLUMN, for instance name=Bezeichnung.")
        pairs[name.strip()] = column.strip()
    return pairs


COLUMN = click.option(
    "--column", "columns", multiple=True, callback=mapping, metavar="FIELD=COLUMN", help="Which column holds a field. Repeatable."
)
ENCODING = click.option("--encoding", default="", help="utf-8, cp1252, latin1. Default: found out and said.")
DELIMITER = click.option("--delimiter", default="", help="Sign between columns. Default: found out and said.")


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
    snapshot = source.read(file, report, as_of=date.date() if date else _today(), layout=layout)
    progress("Speichern", 1, 2)
    store(snapshot, report, allow_vanish=allow_vanish, dry_run=dry_run)
    progress("Speichern", 2, 2)
    return _body_name


MUNICIPALITY = click.option(
    "--municipality", "key", default="", metavar="KEY", help="ARS or AGS of the municipality. Default: the one served here."
)
TOLERANCE = click.option(
    "--tolerance",
    type=click.FloatRange(0, 100_000),
    default=2_000,
    show_default=True,
    help="How many metres outside the municipality something may lie.",
)
SOURCE = click.option(
    "--source", required=True, metavar="NAME", help="Short name of the data set; the same name again updates the same places."
)
LICENCE = click.option("--licence", default="", help="Licence and attribution, shown with every place.")
CATEGORY = click.option("--category", default="", metavar="KEY", help="Category of all places in the file.")
WORDS = click.option(
    "--category-value",
    "values",
    multiple=True,
    callback=mapping,
    metavar="WORD=KEY",
    help="Category that a word of the category column means. Repeatable.",
)
VANISH = click.option("--allow-vanish", is_flag=True, help="Accept that more than half of what was stored is gone.")
KEEP_MISSING = click.option("--keep-missing", is_flag=True, help="The file is a part of the source: mark nothing as vanished.")
KEEP = click.option("--keep", multiple=True, metavar="COLUMN", help="Keep this column as further information. Repeatable.")
CRS = click.option("--crs", default="", help="Coordinate system, for instance EPSG:25832. Needed where the file names none.")
MEMBER = click.option("--member", default="", metavar="GLOB", help="Which files of a zip to read, for instance 'amenity.*'.")
LAYER = click.option("--layer", default="", help="Layer of a GeoPackage.")


@import_group.command()
@FILE
@click.option("--division", required=True, metavar="KEY", help="Short name of the division, for instance ortsteile.")
@click.option(
    "--kind", required=True, type=click.Choice(["towns", "quarters", "statistical", "grid", "other"]), help="What it cuts into."
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
        as_of=date.date() if date else _today(),
        choice=Choice(crs=crs, member=member, layer=layer, encoding=encoding),
        **options,
    )
    take_in(file, plan, report, progress, dry_run=dry_run)
    return lambda name: options["division_name"] or name


def _today() -> datetime.date:
    from django.utils import timezone

    return timezone.localdate()


@import_group.group()
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

    coordinates = {name: options["columns"].pop(name) for name in ("lat", "lon", "x", "y") if name in options["columns"]}
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
