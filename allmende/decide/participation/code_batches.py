# SPDX-License-Identifier: EUPL-1.2
"""Making codes: as letters, as slips for the counter, and on request through a gateway.

Codes are shown in the answer to the one request that makes them and nowhere else. Whoever loses the file declares the batch
invalid and makes a new one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allmende.commons.places.exports.csv import safe
from allmende.core.audit.actions import record
from allmende.core.letters.codes import grouped
from allmende.core.letters.letter import ADDRESS_LINES, Letter, LetterCode, sender_of
from allmende.core.letters.pdf import letters_pdf
from allmende.core.people.lines import tidy_line
from allmende.decide.participation import code_requests, codes, rules
from allmende.decide.participation.models import CodeBatch, Process

MOST = 500
"""Letters of one batch: what the press sets while somebody waits. More people: more batches."""

MOST_IN_TABLE = 20_000
"""Codes of one batch as a table, for a printing house."""

LETTERS, TABLE = "letters", "table"


@dataclass(frozen=True)
class Made:
    """The one and only file with the codes of a batch."""

    batch: CodeBatch
    content: bytes
    media_type: str
    name: str


def make_batch(
    staff: Any,
    process: Process,
    *,
    name: str,
    kind: str,
    recipients: Sequence[Sequence[str]],
    form: str = LETTERS,
    valid_until: datetime | None = None,
    with_consent: bool = False,
    area: str = "",
    key: UUID,
) -> Made:
    """Make a code for each recipient (lines of an address) and return them as letters or as a table, once.

    `area`: where all of them live, for a turnout by area; empty where they live all over the place.

    Nothing is stored when the file cannot be made. Raises `PermissionDenied`; `ValidationError` for none, too many, or a
    form that was sent before; `LetterPressMissing` where this machine makes no letters.
    """
    rules.may_run.require(staff, process)
    most = MOST if form == LETTERS else MOST_IN_TABLE
    if not 1 <= len(recipients) <= most:
        raise ValidationError(_("Ein Stapel hat zwischen 1 und %s Codes.") % most, code="count")
    try:
        with transaction.atomic():
            if CodeBatch.objects.filter(submission_key=key).exists():
                raise _made_before()
            batch = CodeBatch.objects.create(
                process=process, kind=kind, name=tidy_line(name, 80) or _("Codes"), count=len(recipients),
                valid_until=valid_until, with_consent=with_consent, area=area, created_by=staff, submission_key=key,
            )  # fmt: skip
            if code_requests.needs_two(process):
                code_requests.use_consent(process, len(recipients))
            plain = codes.make_codes(batch, len(recipients))
            record("participation.codes", actor=staff, obj=batch, details={"count": batch.count, "kind": kind})
            if form == LETTERS:
                letters = [_letter(batch, lines, code) for lines, code in zip(recipients, plain, strict=True)]
                return Made(batch, letters_pdf(letters), "application/pdf", f"codes-{batch.pk}.pdf")
            return Made(batch, _table(recipients, plain), "text/csv; charset=utf-8", f"codes-{batch.pk}.csv")
    except IntegrityError:  # the same form, sent twice at the same time
        if CodeBatch.objects.filter(submission_key=key).exists():
            raise _made_before() from None
        raise


def _made_before() -> ValidationError:
    return ValidationError(
        _(
            "Dieser Stapel ist schon erstellt. Ist die Datei verloren, erklären Sie ihn für ungültig und erstellen einen neuen."
        ),
        code="twice",
    )


def address_of(code: str) -> str:
    """Return the whole address that a code opens."""
    return settings.BASE_URL + reverse("letters:open", args=[grouped(code)])


def _letter(batch: CodeBatch, lines: Sequence[str], code: str) -> Letter:
    process = batch.process
    hint = ""
    if batch.valid_until is not None:
        hint = _("Der Code gilt bis %s.") % date_format(timezone.localtime(batch.valid_until), "DATE_FORMAT")
    contact = ", ".join(filter(None, [process.contact_name, process.contact_phone, process.contact_email]))
    text = _(
        "%(goal)s\n\n## So machen Sie mit\n"
        "- Richten Sie die Kamera Ihres Telefons auf das Muster, oder geben Sie die Adresse in einen Browser ein.\n"
        "- Sie brauchen kein Konto und keine E-Mail-Adresse. Der Code gilt für eine Person.\n"
        "- Sie können in Ihrer Sprache lesen und schreiben.\n\n"
        "Niemand kann sehen, welcher Haushalt welchen Code bekommen hat. Bitte heben Sie den Brief auf: Mit dem Code sehen Sie "
        "auch, was aus Ihren Beiträgen wird.\n\n## Fragen?\n%(contact)s"
    ) % {"goal": process.goal, "contact": contact}
    return Letter(
        sender=sender_of(process.municipality),
        recipient=tuple(lines[:ADDRESS_LINES]),
        date=timezone.localdate(),
        subject=_("Machen Sie mit: %s") % process.title,
        text=text,
        greeting=_("Guten Tag!"),
        codes=(LetterCode(_("Ihr Zugang"), address_of(code), grouped(code), hint),),
    )


def _table(recipients: Sequence[Sequence[str]], plain: Sequence[str]) -> bytes:
    """Return codes, addresses and recipients for a printing house: UTF-8 with byte order mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["code", "adresse", *(f"zeile{number}" for number in range(1, ADDRESS_LINES + 1))])
    for lines, code in zip(recipients, plain, strict=True):
        filled = [*lines[:ADDRESS_LINES], *[""] * ADDRESS_LINES][:ADDRESS_LINES]
        writer.writerow([grouped(code), address_of(code), *(safe(line) for line in filled)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_recipients(content: bytes, name: str) -> list[list[str]]:
    """Return the address lines of an uploaded table: a row for each letter, columns in the order of the envelope.

    CSV with semicolons or commas, UTF-8 or Windows-1252; a first line with the word "name" is a head. Raises
    `ValidationError` that names file and line; then nothing is taken.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    delimiter = ";" if text.partition("\n")[0].count(";") >= text.partition("\n")[0].count(",") else ","
    found: list[list[str]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), start=1):
            lines = [tidy_line(cell, 80) for cell in row if cell.strip()]
            if not lines or (number == 1 and any(cell.strip().lower() == "name" for cell in row)):
                continue
            if len(lines) > ADDRESS_LINES:
                raise ValidationError(
                    _("%(file)s, Zeile %(line)s: Ein Umschlag hat Platz für %(most)s Zeilen, hier sind es %(count)s."),
                    params={"file": name, "line": number, "most": ADDRESS_LINES, "count": len(lines)},
                )
            if len(lines) < 2:
                raise ValidationError(
                    _(
                        "%(file)s, Zeile %(line)s: Es fehlt die Anschrift. Erwartet: Name; Straße und Hausnummer; Postleitzahl und Ort."
                    ),
                    params={"file": name, "line": number},
                )
            found.append(lines)
    except csv.Error as error:
        raise ValidationError(
            _("%(file)s ist keine lesbare Tabelle: %(problem)s"), params={"file": name, "problem": error}
        ) from error
    if not found:
        raise ValidationError(_("%(file)s enthält keine Anschriften."), params={"file": name})
    return found


@transaction.atomic
def revoke(staff: Any, batch: CodeBatch) -> CodeBatch:
    """Declare all codes of a batch invalid. What was done with them stays.

    Raises `PermissionDenied`; `ValidationError` while a vote by codes runs, for then a second person has to agree.
    """
    rules.may_run.require(staff, batch.process)
    if code_requests.needs_two(batch.process):
        raise ValidationError(
            _("Eine Abstimmung mit Codes ist freigegeben. Dafür braucht es die Zustimmung einer zweiten Person."),
            code="second",
        )
    code_requests.withdraw(staff, batch)
    batch.refresh_from_db()
    return batch
