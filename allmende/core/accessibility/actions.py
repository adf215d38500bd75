# SPDX-License-Identifier: EUPL-1.2
"""Changes of the statement, of known barriers and of the helps on the home page; reporting a barrier."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.accessibility import desk, queries, rules
from allmende.core.accessibility.models import Barrier, Statement
from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality


@transaction.atomic
def save_statement(person: Any, statement: Statement, *, publish: bool | None = None) -> Statement:
    """Store a statement; with `publish` also show it, or take it off. Raises `PermissionDenied`, `ValidationError`.

    It can be published once somebody has compared what it says about Land law with the Land's own pages.
    """
    rules.may_write.require(person, statement)
    if publish is not None:
        statement.is_published = publish
    if statement.is_published:
        today = timezone.localdate()
        statement.prepared_on = statement.prepared_on or today
        statement.reviewed_on = statement.reviewed_on or today
        if problems := missing_for_publication(statement):
            raise ValidationError({name: [text] for name, text in problems.items()})
    statement.full_clean()
    statement.save()
    verb = "accessibility.statement_changed" if publish is None else "accessibility.statement_published"
    record(verb, actor=person, obj=statement, details={"published": statement.is_published})
    return statement


def missing_for_publication(statement: Statement) -> dict[str, str]:
    """Return {field: what is missing} before a statement may be published."""
    missing = {}
    if statement.body_checked_on is None:
        missing["body_checked_on"] = _(
            "Bitte vergleichen Sie Gesetz und Stelle mit den Seiten Ihres Landes und tragen Sie den Tag ein."
        )
    if not statement.body_name:
        missing["body_name"] = _("Bitte nennen Sie die Stelle, an die man sich im Streitfall wendet.")
    if not (statement.body_address or statement.body_email or statement.body_url):
        missing["body_address"] = _("Bitte sagen Sie, wie die Stelle zu erreichen ist.")
    if not (statement.contact_email or statement.contact_phone):
        missing["contact_email"] = _("Bitte nennen Sie eine E-Mail-Adresse oder Telefonnummer für Fragen.")
    return missing


@transaction.atomic
def store(person: Any, thing: models.Model) -> models.Model:
    """Store a known barrier, a video or a text for the home page. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_write.require(person, thing)
    new = thing.pk is None
    thing.full_clean()
    thing.save()
    record(f"accessibility.{thing._meta.model_name}_{'added' if new else 'changed'}", actor=person, obj=thing)
    return thing


@transaction.atomic
def remove(person: Any, thing: models.Model) -> None:
    """Delete a known barrier, a video or a text. Raises `PermissionDenied`."""
    rules.may_write.require(person, thing)
    record(f"accessibility.{thing._meta.model_name}_removed", actor=person, obj=thing)
    thing.delete()


@transaction.atomic
def mark_mended(person: Any, barrier: Barrier) -> Barrier:
    """Say that a barrier is gone today. It stays on the list of what was done. Raises `PermissionDenied`."""
    rules.may_write.require(person, barrier)
    barrier.mended_on = timezone.localdate()
    barrier.save(update_fields=["mended_on"])
    record("accessibility.barrier_mended", actor=person, obj=barrier)
    return barrier


@transaction.atomic
def report_barrier(
    municipality: Municipality,
    *,
    text: str,
    page: str,
    email: str,
    key: UUID,
    person: Any | None = None,
    language: str = "de",
) -> desk.Receipt:
    """Hand a reported barrier to whoever handles it, with the day by which an answer is owed; return the receipt.

    The same `key` again returns the same receipt. Raises `LookupError` where nobody takes reports.
    """
    due = timezone.localdate() + timedelta(weeks=queries.answer_weeks(municipality))
    receipt = desk.hand_in(desk.BarrierReport(municipality, text, page, email, key, due, person, language))
    record("accessibility.barrier_reported", actor=person, obj=municipality)
    return receipt
