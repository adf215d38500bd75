# SPDX-License-Identifier: EUPL-1.2
"""Store the language of a person."""

from __future__ import annotations

from django.db import transaction

from allmende.core.audit.actions import record
from allmende.core.people.models import Person, known_language


@transaction.atomic
def choose_language(person: Person, code: str) -> None:
    """Remember in which language a person wants to read and get messages. Raises `ValidationError` for an unknown one."""
    known_language(code)
    if person.language != code:
        person.language = code
        person.save(update_fields=["language"])
        record("languages.choose", actor=person, obj=person, subject=person, details={"language": code})
