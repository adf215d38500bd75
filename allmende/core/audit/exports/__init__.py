# SPDX-License-Identifier: EUPL-1.2
"""The log as rows of text, for tables and spreadsheets."""

from __future__ import annotations

import json

from django.utils import timezone

from allmende.core.audit.models import Entry
from allmende.core.audit.words import action_name, object_name
from allmende.core.people.models import Person

HEADINGS = (
    "number", "at", "actor", "acting_for", "action", "object", "subject", "reason", "actor_id", "acting_for_id",
    "action_code", "object_label", "object_id", "subject_id", "details", "hash",
)  # fmt: skip


def row_of(entry: Entry) -> tuple[str | int, ...]:
    """Return an entry as cells in the order of `HEADINGS`; people with their names of today, then their numbers."""
    what = object_name(entry.object_label)
    return (
        entry.sequence,
        timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds"),
        person_name(entry.actor, entry.actor_id),
        person_name(entry.acting_for, entry.acting_for_id),
        action_name(entry.action),
        f"{what} {entry.object_id}".strip(),
        person_name(entry.subject, entry.subject_id),
        safe(entry.reason),
        entry.actor_id or "",
        entry.acting_for_id or "",
        entry.action,
        entry.object_label,
        entry.object_id,
        entry.subject_id or "",
        json.dumps(entry.details, ensure_ascii=False, sort_keys=True) if entry.details else "",
        entry.hash,
    )


def person_name(person: Person | None, key: int | None) -> str:
    """Return how to call somebody of the log: the name of today, or the number of somebody who is gone."""
    if key is None:
        return ""
    return safe(str(person)) if person is not None else f"Person {key}"


def safe(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula (CWE-1236)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
