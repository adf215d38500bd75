# SPDX-License-Identifier: EUPL-1.2
"""Telling the person who wrote: that it arrived, and what we answer. In the inbox, by e-mail or by letter.

A letter carries a short address with a code. The code opens the page of the case with our answer: who has no e-mail sees
the same as everybody else, at home, in the library or with a neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.commons.cases.models import Case, Entry
from allmende.core.letters.actions import make_short_address
from allmende.core.notices.actions import Address, notify
from allmende.core.notices.models import Delivery, Notice
from allmende.core.people.models import Person

RECEIVED, ANSWER = "cases.received", "cases.answer"


@dataclass(frozen=True)
class Contact:
    """How the person can be reached; everything may be empty."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""


def tell_received(case: Case) -> Notice | None:
    """Confirm that a case arrived, with its number and a code; None where the person cannot be reached.

    Inside the caller's transaction. Called again it changes nothing.
    """
    with override(case.language):
        return _tell(
            case,
            RECEIVED,
            f"case:{case.pk}:received",
            _("Eingangsbestätigung: %(subject)s") % {"subject": case.subject},
            _(
                "vielen Dank. Wir haben Ihr Anliegen am %(date)s aufgenommen.\n\n"
                "Die Vorgangsnummer ist **%(reference)s**. Bitte nennen Sie sie, wenn Sie uns anrufen oder schreiben.\n\n"
                "## Das haben wir notiert\n%(text)s\n\n"
                "Sie bekommen von uns eine Antwort. Auf der Seite des Vorgangs sehen Sie jederzeit, wie weit wir sind."
            )
            % {
                "date": date_format(case.created, "DATE_FORMAT"),
                "reference": case.reference,
                "text": _quoted(case.text),
            },
        )


def tell_answer(entry: Entry) -> Notice | None:
    """Send an answer to the person; None where they cannot be reached. Inside the caller's transaction."""
    case = entry.case
    with override(case.language):
        return _tell(
            case,
            ANSWER,
            f"case:{case.pk}:answer:{entry.pk}",
            _("Antwort zu %(reference)s: %(subject)s") % {"reference": case.reference, "subject": case.subject},
            _("Sie haben uns am %(date)s geschrieben: %(subject)s\n\n## Unsere Antwort\n%(text)s")
            % {"date": date_format(case.created, "DATE_FORMAT"), "subject": case.subject, "text": entry.text},
        )


def _quoted(text: str) -> str:
    """Return what the person wrote so that it stays one piece: our marks for headings and lists mean nothing in it."""
    return "\n".join(line.lstrip("#-*• \t") for line in text.splitlines())


def _tell(case: Case, kind: str, key: str, subject: str, text: str) -> Notice | None:
    if not case.can_be_told:
        return None
    if case.short_address is None and not (case.person and case.person.email):  # who cannot sign in
        case.short_address = make_short_address(
            case.municipality, "cases:status", [case.reference], language=case.language
        )
        case.save(update_fields=["short_address"])
    url = case.short_address.path if case.short_address else reverse("cases:status", args=[case.reference])
    return notify(
        to=_recipient(case),
        kind=kind,
        subject=subject,
        text=text,
        url=url,
        municipality=case.municipality,
        key=key,
        language=case.language,
    )


def _recipient(case: Case) -> Person | Address:
    """Return the person; where nothing reaches them by their account, the address that stands in the case."""
    person: Person | None = case.person
    if person and (person.email or person.address_lines or not (case.contact_email or case.has_address)):
        return person
    return Address(case.contact_name, case.contact_street, case.contact_postcode, case.contact_city, case.contact_email)


def deliveries_of(case: Case) -> QuerySet[Delivery]:
    """Return how the notices about a case reached the person, oldest first. One query."""
    return (
        Delivery.objects.filter(notice__key__startswith=f"case:{case.pk}:")
        .exclude(channel=Delivery.Channel.INBOX)
        .select_related("notice__person", "batch")
        .order_by("pk")
    )
