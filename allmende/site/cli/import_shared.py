# SPDX-License-Identifier: EUPL-1.2
"""What the import commands share: options, output, exit codes."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.database import with_database
from allmende.site.cli.shared import Refusal, emit, json_option, progress_bar, say


def mapping(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read repeated `field=column` options."""
    pairs = {}
    for value in values:
        name, sign, column = value.partition("=")
        if not sign or not name.strip() or not column.strip():
            raise click.BadParameter(f"{value!r}: expected FIELD=COLUMN, for instance name=Bezeichnung.")
        pairs[name.strip()] = column.strip()
    return pairs


FILE = click.argument("file", type=click.Path(path_type=Path))
DATE = click.DateTime(formats=["%Y-%m-%d"])
COLUMN = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=mapping,
    metavar="FIELD=COLUMN",
    help="Which column holds a field. Repeatable.",
)
ENCODING = click.option("--encoding", default="", help="utf-8, cp1252, latin1. Default: found out and said.")
DELIMITER = click.option("--delimiter", default="", help="Sign between columns. Default: found out and said.")
MUNICIPALITY = click.option(
    "--municipality",
    "key",
    default="",
    metavar="KEY",
    help="ARS or AGS of the municipality. Default: the one served here.",
)
TOLERANCE = click.option(
    "--tolerance",
    type=click.FloatRange(0, 100_000),
    default=2_000,
    show_default=True,
    help="How many metres outside the municipality something may lie.",
)
SOURCE = click.option(
    "--source",
    required=True,
    metavar="NAME",
    help="Short name of the data set; the same name again updates the same places.",
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
KEEP_MISSING = click.option(
    "--keep-missing", is_flag=True, help="The file is a part of the source: mark nothing as vanished."
)
KEEP = click.option(
    "--keep", multiple=True, metavar="COLUMN", help="Keep this column as further information. Repeatable."
)
CRS = click.option(
    "--crs", default="", help="Coordinate system, for instance EPSG:25832. Needed where the file names none."
)
MEMBER = click.option(
    "--member", default="", metavar="GLOB", help="Which files of a zip to read, for instance 'amenity.*'."
)
LAYER = click.option("--layer", default="", help="Layer of a GeoPackage.")


def today() -> datetime.date:
    """Return the date in Germany."""
    from django.utils import timezone

    return timezone.localdate()


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
    @with_database
    @wraps(command)
    def inner(*, dry_run: bool, rejects_file: Path | None, as_json: bool, **options: Any) -> None:
        from allmende.core.imports.report import ImportRefused, Report

        report = Report(file=options["file"].name)
        try:
            with progress_bar(quiet=as_json) as progress:
                naming = command(report=report, progress=progress, dry_run=dry_run, **options)
        except ImportRefused as error:
            error.file = error.file or report.file
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
