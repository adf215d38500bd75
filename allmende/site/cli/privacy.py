# SPDX-License-Identifier: EUPL-1.2
"""Data protection: retention, keys, erasure, the record of processing."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from allmende.site.cli.shared import Refusal, emit, json_option, progress_bar, say, with_django


@click.group()
def privacy() -> None:
    """Retention, keys of encrypted fields, own data, and the record of processing activities."""


@privacy.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@json_option
@with_django
def retention(dry_run: bool, as_json: bool) -> None:
    """Delete what has been kept long enough. The worker does it daily.

    \b
    Example:
      allmende privacy retention --dry-run
    """
    from allmende.core.privacy.retention import run

    steps = run(dry_run=dry_run)
    if as_json:
        emit(
            {
                "dry_run": dry_run,
                "steps": [
                    {
                        "model": step.declaration.model,
                        "fields": list(step.fields),
                        "days": step.retention.days,
                        "since": step.retention.since,
                        "rows": step.rows,
                    }
                    for step in steps
                ],
            }
        )
        return
    for step in steps:
        what = "Zeilen" if step.retention.delete else ", ".join(step.fields)
        say(f"  {step.rows:>6}  {step.declaration.model}: {what} ({step.retention.text})")
    total = sum(step.rows for step in steps)
    say(f"{total} Zeilen {'wären fällig' if dry_run else 'gelöscht oder geleert'}.")


@privacy.command(name="rotate-keys")
@click.option("--new/--no-new", default=True, help="Make a new key first (only where the keys are in ALLMENDE_HOME).")
@click.option("--forget-old", is_flag=True, help="Afterwards remove keys that no value needs. Old backups need them!")
@json_option
@with_django
def rotate_keys(new: bool, forget_old: bool, as_json: bool) -> None:
    """Encrypt all sensitive fields with a new key, while the system runs.

    It can be interrupted and called again with --no-new. Keep the old keys as long as you keep backups made with them.
    """
    from django.db import transaction

    from allmende.core.audit.actions import record
    from allmende.core.privacy import crypto, rotation

    try:
        name = crypto.add_key() if new else next(iter(crypto.keys()))
        with progress_bar(quiet=as_json) as progress:
            done = rotation.rotate(progress)
        used = rotation.keys_in_use()
        unused = {known for known in crypto.keys() if known != name and not used[known]}  # noqa: SIM118  (a function)
        if forget_old and unused:
            crypto.forget_keys(unused)
    except crypto.KeyTrouble as error:
        raise Refusal(str(error)) from error
    with transaction.atomic():
        record("privacy.keys_rotated", actor=None, details={"key": name, "values": done})
    if as_json:
        emit({"key": name, "values": done, "unused": sorted(unused), "forgotten": forget_old})
        return
    say(f"{done} Werte sind jetzt mit dem Schlüssel {name} verschlüsselt.")
    if unused:
        say(
            f"Nicht mehr gebraucht: {', '.join(sorted(unused))}. {'Entfernt.' if forget_old else 'Für alte Sicherungen aufheben.'}"
        )


@privacy.command(name="export")
@click.argument("person")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why; the person reads it in Meine Daten.")
@with_django
def export_person(person: str, file: Path, reason: str) -> None:
    """Write everything about PERSON (e-mail address or number) to a ZIP FILE (Art. 15 GDPR)."""
    from django.utils.translation import override

    from allmende.core.audit.actions import looked_at
    from allmende.core.people.models import Person
    from allmende.core.privacy.exports.archive import archive

    found = Person.objects.filter(pk=int(person)) if person.isdigit() else Person.objects.filter(email__iexact=person)
    subject = found.first()
    if subject is None:
        raise Refusal(f"Es gibt niemanden mit der Adresse oder Nummer {person}.", 2)
    if file.exists():
        raise Refusal(f"{file} gibt es schon. Bitte einen anderen Namen wählen.", 2)
    looked_at(None, subject, subject, reason)
    with override(subject.language):
        content = archive(subject)
    file.touch(mode=0o600)
    file.write_bytes(content)
    say(f"{file}: {len(content)} Bytes. Die Datei enthält persönliche Daten; bitte sicher übergeben.")


@privacy.command()
@with_django
def record() -> None:
    """Print the record of processing activities (Art. 30 GDPR) as CSV on standard output."""
    from allmende.core.privacy.exports.record import HEADINGS, record_rows

    csv.writer(sys.stdout, delimiter=";", lineterminator="\n").writerows([HEADINGS, *record_rows()])
