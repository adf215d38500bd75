# SPDX-License-Identifier: EUPL-1.2
"""Read the log."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max

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
