# SPDX-License-Identifier: EUPL-1.2
"""List, find and set up the municipalities served here."""

from __future__ import annotations

from typing import Any

import click

from allmende.site.cli.database import with_database
from allmende.site.cli.shared import Refusal, emit, json_option, say

KEY_HELP = "Find the key with: allmende municipality find NAME"


@click.group()
def municipality() -> None:
    """The municipalities that this installation serves, and the register of all others.

    \b
    Examples:
      allmende municipality find Dreieich
      allmende municipality add 064380002002 --host dreieich.example
    """


@municipality.command("list")
@json_option
@with_database
def list_command(as_json: bool) -> None:
    """List the municipalities served here: key, name, host names; * marks the default."""
    from allmende.core.municipality.models import Presence

    rows = [
        {
            "ars": presence.municipality.ars,
            "name": presence.display_name,
            "hosts": [host.name for host in presence.hosts.all()],
            "default": presence.is_default,
            "has_outline": presence.municipality.geom is not None,
        }
        for presence in Presence.objects.select_related("municipality")
        .prefetch_related("hosts")
        .order_by("display_name")
    ]
    if as_json:
        emit({"municipalities": rows})
        return
    if not rows:
        say("No municipality is set up yet. Next: allmende municipality add KEY")
    for row in rows:
        missing = "" if row["has_outline"] else "  (no outline: allmende import municipalities shape)"
        click.echo(f"{'*' if row['default'] else ' '} {row['ars']}  {row['name']}  {', '.join(row['hosts'])}{missing}")


@municipality.command()
@click.argument("name")
@json_option
@with_database
def find(name: str, as_json: bool) -> None:
    """Find municipalities and counties of the register by the beginning of their name."""
    from allmende.core.municipality.queries import find_by_name

    rows = [
        {
            "ars": row.ars,
            "ags": row.ags,
            "name": row.name,
            "title": row.title,
            "population": row.population,
            "in": above,
        }
        for row, above in find_by_name(name)
    ]
    if as_json:
        emit({"municipalities": rows})
        return
    if not rows:
        raise Refusal(f"Keine Kommune heißt „{name}“. Ist das Verzeichnis eingelesen (allmende import municipalities)?")
    for row in rows:
        click.echo(f"{row['ars']}  {row['name']} ({row['title']}), {row['in']}")


@municipality.command()
@click.argument("key")
@click.option(
    "--name",
    "display_name",
    default="",
    help="How the municipality is called on the pages. Default: its official name.",
)
@click.option("--host", "hosts", multiple=True, help="Host name under which it is reached. Repeatable.")
@click.option("--default", "make_default", is_flag=True, help="Show it when no host name matches.")
@json_option
@with_database
def add(key: str, display_name: str, hosts: tuple[str, ...], make_default: bool, as_json: bool) -> None:
    """Serve a municipality of the register, named by its ARS (12 digits) or AGS (8, a county 5). Repeatable.

    The first one becomes the default. A county serves the places of all its towns.
    """
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from allmende.commons.pages.actions import ensure_site
    from allmende.core.municipality.actions import add_presence

    chosen = by_key(key)
    try:
        with transaction.atomic():
            presence, is_new = add_presence(chosen, display_name=display_name, hosts=hosts, make_default=make_default)
            ensure_site(presence)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), 2) from error
    if as_json:
        emit({"ars": chosen.ars, "name": presence.display_name, "slug": presence.slug, "added": is_new})
        return
    say(f"{presence.display_name} ({chosen.ars}) {'ist eingerichtet' if is_new else 'war schon eingerichtet'}.")
    if chosen.geom is None:
        say("Die Grenze fehlt noch: allmende import municipalities shape VG250.zip")


def by_key(key: str) -> Any:
    """Return the municipality of the register for an ARS, AGS or county key. Raises `Refusal` with the way to it."""
    from allmende.core.municipality.models import Municipality
    from allmende.core.municipality.queries import by_official_key

    if not key.isascii() or not key.isdigit() or len(key) not in {5, 8, 12}:
        raise Refusal(f"„{key}“ ist kein ARS (12 Ziffern), AGS (8) oder Kreisschlüssel (5). {KEY_HELP}", 2)
    found = by_official_key(key)
    if found is not None:
        return found
    if not Municipality.objects.exists():
        raise Refusal(
            "Das Verzeichnis der Kommunen ist leer. Lesen Sie es zuerst ein:\n"
            "  allmende import municipalities shape VG250.zip\n"
            "  allmende import municipalities gv100ad GV100AD.txt",
            2,
        )
    raise Refusal(f"Den Schlüssel {key} gibt es im Verzeichnis nicht. {KEY_HELP}", 2)


def served(key: str) -> Any:
    """Return the municipality for the option --municipality, or the default of this installation. Raises `Refusal`."""
    from allmende.core.municipality.models import Municipality
    from allmende.core.municipality.queries import presence_for_host

    if key:
        return by_key(key)
    presence = presence_for_host("")
    if presence is not None:
        return presence.municipality
    steps = ["  allmende municipality find NAME", "  allmende municipality add SCHLÜSSEL"]
    if not Municipality.objects.exists():
        steps.insert(0, "  allmende import municipalities shape VG250.zip")
    raise Refusal(
        "Noch keine Kommune eingerichtet, zu der die Daten gehören. Richten Sie eine ein:\n"
        + "\n".join(steps)
        + "\noder nennen Sie sie mit --municipality SCHLÜSSEL.",
        2,
    )
