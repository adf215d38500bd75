# SPDX-License-Identifier: EUPL-1.2
"""Write to the log. Every action that changes something calls `record` once, as its last step.

The entry belongs to the caller's transaction: both are stored, or neither. From `record` to the end of that transaction
other writers of the log wait, so call it last, after the rows of your own are locked and written.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from allmende.core.audit.chain import GENESIS, is_signed, sign
from allmende.core.audit.models import Entry, Head
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person

SAME_LOOK = timedelta(minutes=10)
"""Looking at the same thing again within this time is the same look: turning pages would bury what matters."""

LOOKED = "privacy.looked"
SEAL_RENEWED, ACCEPTED = "audit.seal_renewed", "audit.accepted"
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_LONGEST_DETAILS = 2000


def record(
    action: str,
    *,
    actor: Person | None,
    obj: models.Model | None = None,
    subject: Person | None = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
    acting_for: Person | None = None,
) -> Entry:
    """Append one entry inside the caller's transaction and return it. Three queries.

    action: `app.verb`, such as `cases.answer`. actor: who did it; None is the system itself. obj: the row it was done
    to. subject: the person whose data it concerns. acting_for: on whose behalf. details: small JSON of whole numbers,
    flags and short words, never personal values (a state, a count, the names of changed fields).

    Raises `RuntimeError` outside a transaction, `ValueError` for details that do not belong here.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} was recorded outside a transaction: an entry belongs to a change.")
    if not _ACTION.fullmatch(action):
        raise ValueError(f"{action!r}: an action is named app.verb, such as cases.answer.")
    entry = Entry(
        at=timezone.now(),
        actor_id=_key(actor),
        acting_for_id=_key(acting_for),
        action=action,
        object_label=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None and obj.pk is not None else "",
        subject_id=_key(subject),
        reason=tidy_line(_ADDRESS.sub("…", reason), 200),
        details=_checked(details or {}),
    )
    append([entry])
    return entry


def looked_at(actor: Person | None, subject: Person | None, what: models.Model | str, reason: str = "") -> Entry | None:
    """Record that staff read personal data; return the entry, or None where the same look is recorded already.

    `what` is the row that was shown, or the label of a model (`people.person`) for a list or an export. People who read
    their own data leave no entry. Works with and without a transaction around it.
    """
    if actor is not None and subject is not None and actor.pk == subject.pk:
        return None
    label, key = (what.lower(), "") if isinstance(what, str) else (what._meta.label_lower, str(what.pk))
    same = Entry.objects.filter(
        actor_id=_key(actor), subject_id=_key(subject), action=LOOKED, object_label=label, object_id=key,
        reason=tidy_line(_ADDRESS.sub("…", reason), 200), at__gte=timezone.now() - SAME_LOOK,
    )  # fmt: skip
    if same.exists():
        return None
    entry = Entry(
        at=timezone.now(), actor_id=_key(actor), action=LOOKED, object_label=label, object_id=key,
        subject_id=_key(subject), reason=tidy_line(_ADDRESS.sub("…", reason), 200), details={},
    )  # fmt: skip
    with transaction.atomic():
        append([entry])
    return entry


def append(entries: list[Entry]) -> None:
    """Chain new entries to the end of the log and store them. The caller's transaction holds the end until it is over.

    Where the seal over the end is not this installation's (another secret key, or somebody wrote into the table), work
    goes on, and an entry `audit.seal_renewed` says so for ever; `verify` names it until somebody accepts it.
    """
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        # Of two first writers one waits here for the other.
        Head.objects.bulk_create([Head(pk=1, sequence=0, hash=GENESIS, signature="")], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=1)
    if not is_signed(head.sequence, head.hash, head.signature):
        last = Entry.objects.order_by("sequence").last()
        if last or head.sequence:
            note = Entry(at=timezone.now(), action=SEAL_RENEWED, details={"sealed": head.sequence})
            entries = [note, *entries]
        head.hash = last.hash if last else GENESIS
        # Never a number again: entries cut off at the end leave a gap that `verify` names.
        head.sequence = max(head.sequence, last.sequence if last else 0)
    for entry in entries:
        entry.sequence, entry.previous = head.sequence + 1, head.hash
        entry.seal()
        head.sequence, head.hash = entry.sequence, entry.hash
    head.signature = sign(head.sequence, head.hash)
    Entry.objects.bulk_create(entries, batch_size=1000)
    head.save(force_update=True)


@transaction.atomic
def accept(sequence: int, *, actor: Person | None, reason: str) -> Entry:
    """Say why the seal before entry `sequence` was not ours (0: the seal as it is now). `verify` no longer complains.

    Raises `ValueError` without a reason, or where entry `sequence` is no renewed seal.
    """
    if not reason.strip():
        raise ValueError("Bitte nennen Sie den Grund.")
    if sequence == 0:
        head = Head.objects.filter(pk=1).first()
        if head is None or is_signed(head.sequence, head.hash, head.signature):
            raise ValueError("Das Siegel ist in Ordnung; es gibt nichts anzunehmen.")
        append([])
        sequence = Head.objects.get(pk=1).sequence
    if not Entry.objects.filter(sequence=sequence, action=SEAL_RENEWED).exists():
        raise ValueError(f"Eintrag {sequence} ist kein erneuertes Siegel.")
    return record(ACCEPTED, actor=actor, reason=reason, details={"entry": sequence})


def _key(person: Person | None) -> int | None:
    # AnonymousUser has no key: a visitor who is not signed in is nobody we know.
    return getattr(person, "pk", None)


def _checked(value: dict[str, Any]) -> dict[str, Any]:
    """Return details that may stay for ever. Raises `ValueError` for others."""

    def walk(part: Any) -> Any:
        match part:
            case None | bool() | int():
                return part
            case str():
                if _ADDRESS.search(part):
                    raise ValueError("Details of an audit entry hold no personal values, such as an e-mail address.")
                return tidy_line(part, 200)
            case dict():
                return {tidy_line(str(key), 60): walk(inner) for key, inner in part.items()}
            case list() | tuple():
                return [walk(inner) for inner in part]
        raise ValueError(f"{type(part).__name__} does not belong in the details of an audit entry.")

    checked: dict[str, Any] = walk(value)
    if len(json.dumps(checked)) > _LONGEST_DETAILS:
        raise ValueError(f"Details of an audit entry are longer than {_LONGEST_DETAILS} characters.")
    return checked
