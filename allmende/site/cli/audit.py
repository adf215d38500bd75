# SPDX-License-Identifier: EUPL-1.2
"""The audit log: verify, list, anchor."""

from __future__ import annotations

import csv
import sys
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click

from allmende.site.cli.shared import Refusal, emit, json_option, say, with_django


@click.group()
def audit() -> None:
    """Verify and read the log of all changes and of every look at personal data.

    The log is append-only and hash-chained. Entries name people by number; `list` adds their names as they are today.
    """


@audit.command()
@click.option(
    "--anchors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with this file of anchors (a copy kept elsewhere) instead of ALLMENDE_HOME/audit/anchors.jsonl.",
)
@json_option
@with_django
def verify(anchors: Path | None, as_json: bool) -> None:
    """Check every entry, the seal over the end, the anchors and the triggers; name what is wrong.

    Exit code 0 when the log is whole, 1 when something was changed, removed, moved, inserted or cut off.

    \b
    Examples:
      allmende audit verify
      allmende audit verify --anchors /media/stick/anchors.jsonl --json
    """
    from allmende.core.audit.anchors import BadAnchors, read_anchors
    from allmende.core.audit.verify import verify as check

    try:
        result = check(read_anchors(anchors) if anchors else None)
    except BadAnchors as error:
        raise Refusal(str(error), 2) from error
    if as_json:
        emit(
            {
                "whole": result.is_whole,
                "entries": result.entries,
                "last": result.last,
                "hash": result.hash,
                "anchors": result.anchors,
                "findings": [vars(finding) for finding in result.findings],
            }
        )
    else:
        for finding in result.findings:
            say(f"  !! {finding.text}")
        if result.is_whole:
            say(f"Das Protokoll ist vollständig und unverändert: {result.entries} Einträge, {result.anchors} Anker.")
        else:
            say(f"Das Protokoll stimmt nicht: {len(result.findings)} Befunde bei {result.entries} Einträgen.")
        say(f"Ende: Eintrag {result.last}, Prüfsumme {result.hash}")
    sys.exit(0 if result.is_whole else 1)


@audit.command(name="list")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, such as 2026-11-01.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--actor", help="Who did it: e-mail address or number of a person.")
@click.option("--subject", help="Whose data: e-mail address or number of a person.")
@click.option("--action", default="", help="A whole action (cases.answer) or an app (cases).")
@click.option("--object", "obj", default="", help="The object, such as cases.case or cases.case/17.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV on standard output.")
@json_option
@with_django
def list_entries(
    since: datetime | None,
    until: datetime | None,
    actor: str | None,
    subject: str | None,
    action: str,
    obj: str,
    limit: int,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List entries, newest first.

    \b
    Examples:
      allmende audit list --since 2026-11-01 --action privacy.looked
      allmende audit list --subject buergerin@auental.example --csv > wer-sah-was.csv
    """
    from allmende.core.audit.exports import HEADINGS, row_of
    from allmende.core.audit.queries import Filter, entries

    label, _, key = obj.partition("/")
    wanted = Filter(
        since=since.date() if since else None,
        until=until.date() if until else None,
        actor=_person(actor),
        subject=_person(subject),
        action=action,
        object_label=label,
        object_id=key,
    )
    rows = [row_of(entry) for entry in islice(entries(wanted).iterator(chunk_size=1000), limit)]
    if as_json:
        emit({"entries": [dict(zip(HEADINGS, row, strict=True)) for row in rows]})
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([[str(heading) for heading in HEADINGS], *rows])
    else:
        for row in rows:
            click.echo("  ".join(str(cell) for cell in row[:8] if cell != ""))
        if not rows:
            say("Keine Einträge.")


def _person(given: str | None) -> int | None:
    from allmende.core.people.models import Person

    if not given:
        return None
    if given.isdigit():
        return int(given)
    person = Person.objects.filter(email__iexact=given).first()
    if person is None:
        raise Refusal(f"Es gibt niemanden mit der Adresse {given}. Sie können auch die Nummer der Person angeben.", 2)
    return int(person.pk)


@audit.command()
@json_option
@with_django
def anchor(as_json: bool) -> None:
    """Write today's anchor (the worker does it daily) and show the latest one, to print or to mail.

    Keep a copy where nobody who runs this server can change it: with it, a log that was cut off is found out.
    """
    from allmende.core.audit.anchors import path, read_anchors, write_anchor

    written = write_anchor()
    known = read_anchors()
    latest: dict[str, Any] = {**vars(known[-1]), "day": known[-1].day.isoformat()} if known else {}
    if as_json:
        emit({"written": written is not None, "file": str(path()), "anchor": latest})
    elif not known:
        say("Das Protokoll ist noch leer; es gibt nichts zu verankern.")
    else:
        say(f"{path()}: Anker vom {known[-1].day:%d.%m.%Y}, Eintrag {latest['sequence']}")
        say(f"Prüfsumme {latest['hash']}")
        say(f"Siegel    {latest['signature']}")


@audit.command()
@click.argument("sequence", type=click.IntRange(0), default=0)
@click.option("--reason", required=True, help="Why the seal was foreign, such as a changed key.")
@with_django
def accept(sequence: int, reason: str) -> None:
    """Confirm that a seal was renewed for a good reason: a changed secret key, or a restored backup.

    SEQUENCE is the number that `verify` names; without it, the seal as it is now. The confirmation becomes an entry.
    """
    from allmende.core.audit.actions import accept as confirm

    try:
        entry = confirm(sequence, actor=None, reason=reason)
    except ValueError as error:
        raise Refusal(str(error), 2) from error
    say(f"Bestätigt mit Eintrag {entry.sequence}.")


@audit.command()
@with_django
def guard() -> None:
    """Put the triggers that refuse changes back in place. Running it again changes nothing."""
    from django.db import transaction

    from allmende.core.audit import guard as triggers
    from allmende.core.audit.actions import record

    missing = triggers.missing()
    with transaction.atomic():
        triggers.install()
        if missing:
            record("audit.guarded", actor=None, details={"missing": missing})
    say("Die Sperren sind in Ordnung." if not missing else f"Wieder gesetzt: {', '.join(missing)}.")
