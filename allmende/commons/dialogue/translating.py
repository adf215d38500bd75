# SPDX-License-Identifier: EUPL-1.2
"""Contributions in other languages, by machine, when somebody asks for one. Off unless a service is configured."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from allmende.commons.dialogue import tasks
from allmende.commons.dialogue.models import Post, Translation
from allmende.commons.dialogue.texts import digest_of
from allmende.core.languages.machine.base import Machine, MachineError, Text
from allmende.core.languages.machine.services import machine_for

EASY = "de-simple"


def machine_between(source: str, target: str) -> Machine | None:
    """Return the service that turns one language into another, or None. Easy German is read as German here."""
    target = settings.LANGUAGE_CODE if target == EASY else target
    return machine_for(target, source) if source != target else None


def ask(post: Post, language: str) -> Translation:
    """Have a post translated, unless that was done for the same text; return the row, filled or to be filled."""
    digest = digest_of(post.text)
    with transaction.atomic():
        row, new = Translation.objects.get_or_create(post=post, language=language, defaults={"digest": digest})
        if not new and (row.digest != digest or not (row.text or row.is_waiting)):
            row.digest, row.text, row.problem, row.asked, new = digest, "", "", timezone.now(), True
            row.save(update_fields=["digest", "text", "problem", "asked"])
        if new:
            tasks.translate.enqueue(row.pk)
    return row


def run(row: Translation) -> None:
    """Ask the machine and store what it says. Run twice, it asks once."""
    post = row.post
    # What waits for a look is translated for moderators; nobody else sees it.
    if row.text or post.state not in (Post.State.VISIBLE, Post.State.PENDING) or digest_of(post.text) != row.digest:
        return
    machine = machine_between(post.language, row.language)
    if machine is None:
        return
    try:
        target = settings.LANGUAGE_CODE if row.language == EASY else row.language
        row.text = machine.work(Text(post.text), target)
    except MachineError as error:
        row.problem = str(error)[:300]
    row.save(update_fields=["text", "problem"])
