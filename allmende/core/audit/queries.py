# SPDX-License-Identifier: EUPL-1.2
"""Read the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from allmende.core.audit.actions import ACCEPTED, SEAL_RENEWED
from allmende.core.audit.chain import Sealed
from allmende.core.audit.models import Entry

_COLUMNS = (
    "sequence", "at", "actor_id", "acting_for_id", "action", "object_label", "object_id", "subject_id", "reason",
    "details", "previous", "hash",
)  # fmt: skip


def chain(end: int) -> Iterator[tuple[Sealed, str]]:
    """Yield the entries up to number `end`, each with the hash beside it, by number. Memory does not grow with them."""
    for *values, stored in (
        Entry.objects.filter(sequence__lte=end).order_by("sequence").values_list(*_COLUMNS).iterator(chunk_size=5000)
    ):
        yield Sealed(*values), stored


def last_sequence() -> int:
    """Return the number of the last entry, 0 for none."""
    return Entry.objects.aggregate(last=Max("sequence"))["last"] or 0


def unaccepted_seals() -> list[int]:
    """Return the numbers of the entries that renewed a foreign seal and that nobody has accepted with a reason."""
    renewed = Entry.objects.filter(action=SEAL_RENEWED).values_list("sequence", flat=True).order_by("sequence")
    accepted = {
        details.get("entry") for details in Entry.objects.filter(action=ACCEPTED).values_list("details", flat=True)
    }
    return [sequence for sequence in renewed if sequence not in accepted]


@dataclass(frozen=True)
class Filter:
    """What to look for in the log; empty parts do not narrow."""

    since: date | None = None
    until: date | None = None
    actor: int | None = None
    subject: int | None = None
    action: str = ""
    object_label: str = ""
    object_id: str = ""


def entries(wanted: Filter) -> QuerySet[Entry]:
    """Return the entries that match, newest first. `until` is the last day that counts; people come in the same query.

    action: a whole name (`cases.answer`), or an app (`cases`).
    """
    found = Entry.objects.select_related("actor", "acting_for", "subject").order_by("-sequence")
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.actor is not None:
        found = found.filter(actor_id=wanted.actor)
    if wanted.subject is not None:
        found = found.filter(subject_id=wanted.subject)
    if wanted.action:
        found = (
            found.filter(action=wanted.action)
            if "." in wanted.action
            else found.filter(action__startswith=wanted.action + ".")
        )
    if wanted.object_label:
        found = found.filter(object_label=wanted.object_label.lower())
    if wanted.object_id:
        found = found.filter(object_id=wanted.object_id)
    return found


def about(person_id: int) -> QuerySet[Entry]:
    """Return what happened with the data of a person, newest first."""
    return entries(Filter(subject=person_id))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
