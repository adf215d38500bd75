# SPDX-License-Identifier: EUPL-1.2
"""Every change of cases. Each action checks its rule, works in one transaction and leaves a line in the history."""

from __future__ import annotations

import datetime
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.cases import rules
from allmende.commons.cases.events import CaseMoved, CaseOpened
from allmende.commons.cases.models import Case, Entry
from allmende.commons.cases.states import CLOSED, REJECTED, STEPS
from allmende.commons.cases.tasks import send_answer
from allmende.core import events
from allmende.core.municipality.models import Municipality

KEEP_CONTACT = timedelta(days=180)
"""How long the e-mail address stays after the case ended: for questions and complaints about the answer."""


def open_case(
    *,
    municipality: Municipality,
    kind: str,
    subject: str,
    text: str,
    submission_key: UUID,
    contact_email: str = "",
    due: datetime.date | None = None,
) -> tuple[Case, bool]:
    """Store a case; return it and whether it is new. The same `submission_key` again returns the case that is there.

    `due` is the day by which an answer is owed, where there is one. The unique key in the database decides, so that a
    double click, the back button or a retry stores once, also when both arrive at the same time.
    """
    case = Case(
        municipality=municipality,
        kind=kind,
        subject=subject,
        text=text,
        contact_email=contact_email,
        submission_key=submission_key,
        due=due,
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
            events.publish(CaseOpened(case.pk, kind))
    except IntegrityError:
        present = Case.objects.filter(submission_key=submission_key).first()
        if present is None:
            raise
        return present, False
    return case, True


@transaction.atomic
def take_step(person: Any, case: Case, step: str, text: str = "") -> Case:
    """Lead a case along one of `STEPS`, with a text where the step wants one; return the case as it is then.

    `answer` sends the text to the person who wrote (where an address is known), through a task stored in the same
    transaction. Raises `PermissionDenied` where rights or state do not allow it, `ValidationError` for a missing text.
    """
    current = Case.objects.select_for_update().get(pk=case.pk)
    rules.may_take(step).require(person, current)
    way, text = STEPS[step], text.strip()
    if way.needs_text and not text:
        raise ValidationError(_("Bitte schreiben Sie einen Text dazu."), code="required")
    source = current.state
    current.state = way.target
    if current.assignee_id is None:
        current.assignee = person
    current.save(update_fields=["state", "assignee", "changed"])
    kind = Entry.Kind.ANSWER if step == "answer" else Entry.Kind.CHANGE
    entry = Entry.objects.create(case=current, kind=kind, author=person, text=text or str(Case.State(way.target).label))
    if source != way.target:
        events.publish(CaseMoved(current.pk, current.kind, source, way.target))
    if kind == Entry.Kind.ANSWER and current.contact_email:
        send_answer.enqueue(entry.pk)
    return current


@transaction.atomic
def assign(person: Any, case: Case, assignee: Any | None) -> Case:
    """Make somebody responsible, or nobody. Raises `PermissionDenied`; `ValidationError` for one who may not handle cases."""
    current = Case.objects.select_for_update().get(pk=case.pk)
    rules.may_handle.require(person, current)
    if assignee is not None and not rules.can_be_assigned(assignee, current):
        raise ValidationError(_("Diese Person darf keine Vorgänge bearbeiten."), code="assignee")
    if current.assignee == assignee:
        return current
    current.assignee = assignee
    current.save(update_fields=["assignee", "changed"])
    text = _("Zuständig: %s") % assignee if assignee else _("Niemand mehr zuständig")
    Entry.objects.create(case=current, kind=Entry.Kind.CHANGE, author=person, text=text)
    return current


@transaction.atomic
def add_note(person: Any, case: Case, text: str) -> Entry:
    """Add a note that only staff see. Raises `PermissionDenied`, `ValidationError` for an empty note."""
    rules.may_handle.require(person, case)
    if not text.strip():
        raise ValidationError(_("Bitte schreiben Sie einen Text dazu."), code="required")
    return Entry.objects.create(case=case, kind=Entry.Kind.NOTE, author=person, text=text.strip())


def forget_contacts() -> int:
    """Delete the e-mail addresses of cases that ended half a year ago; return how many. The worker calls it daily."""
    return (
        Case.objects.filter(state__in=[CLOSED, REJECTED], changed__lt=timezone.now() - KEEP_CONTACT)
        .exclude(contact_email="")
        .update(contact_email="")
    )
