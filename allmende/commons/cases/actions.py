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
from allmende.commons.cases.contact import Contact, tell_answer, tell_received
from allmende.commons.cases.events import CaseMoved, CaseOpened
from allmende.commons.cases.models import Case, Entry
from allmende.commons.cases.states import CLOSED, REJECTED, STEPS
from allmende.core import events
from allmende.core.audit.actions import record
from allmende.core.letters.models import ShortAddress
from allmende.core.municipality.models import Municipality
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person

GENERAL = "general"
"""The kind of a case that is not about a thing of one of our apps."""

STAFF_CHANNELS = (Case.Channel.COUNTER.value, Case.Channel.PHONE.value, Case.Channel.PAPER.value)

KEEP_CONTACT = timedelta(days=180)
"""How long the code on a letter works after the case ended; as long as the address is kept (see personal.py)."""


def open_case(
    *,
    municipality: Municipality,
    kind: str,
    subject: str,
    text: str,
    submission_key: UUID,
    contact_email: str = "",
    person: Person | None = None,
    language: str = "de",
    due: datetime.date | None = None,
) -> tuple[Case, bool]:
    """Store a case; return it and whether it is new. The same `submission_key` again returns the case that is there.

    `person` is who wrote, where they are signed in: answers go to their inbox. `language` is the one we answer in. `due`
    is the day by which an answer is owed, where there is one. The unique key in the database decides, so that a double
    click, the back button or a retry stores once, also when both arrive at the same time.
    """
    case = Case(
        municipality=municipality,
        kind=kind,
        subject=subject,
        text=text,
        contact_email=contact_email,
        person=person,
        language=language,
        submission_key=submission_key,
        due=due,
    )
    return _store(case)


def enter_case(
    staff: Any,
    *,
    municipality: Municipality,
    channel: str,
    subject: str,
    text: str,
    submission_key: UUID,
    contact: Contact,
    person: Person | None = None,
    kind: str = GENERAL,
    language: str = "de",
    confirm: bool = True,
) -> tuple[Case, bool]:
    """Store a case for somebody at the counter, on the phone or on paper; return it and whether it is new.

    The case says who entered it. With `confirm` the person is told at once: by e-mail, else by letter with a code, where
    an address is known. Raises `PermissionDenied`; `ValidationError` for the channel `web`.
    """
    if channel not in STAFF_CHANNELS:
        raise ValidationError(_("Bitte wählen Sie, wie das Anliegen hereinkam."), code="channel")
    case = Case(
        municipality=municipality,
        kind=kind,
        channel=channel,
        subject=subject.strip(),
        text=text.strip(),
        person=person,
        entered_by=staff,
        language=language,
        submission_key=submission_key,
        contact_name=tidy_line(contact.name, 160),
        contact_street=tidy_line(contact.street, 120),
        contact_postcode=tidy_line(contact.postcode, 10),
        contact_city=tidy_line(contact.city, 80),
        contact_phone=tidy_line(contact.phone, 40),
        contact_email=contact.email.strip(),
    )
    rules.may_enter.require(staff, case)
    with transaction.atomic():
        case, is_new = _store(case)
        if is_new:
            Entry.objects.create(
                case=case, kind=Entry.Kind.CHANGE, author=staff, text=_("Eingetragen: %s") % case.get_channel_display()
            )
            if confirm:
                tell_received(case)
            record(
                "cases.enter", actor=staff, obj=case, subject=person, acting_for=person, details={"channel": channel}
            )
    return case, is_new


@transaction.atomic
def confirm_receipt(staff: Any, case: Case) -> None:
    """Tell the person that the case arrived, where that was not done. Raises `PermissionDenied`, `ValidationError`."""
    current = Case.objects.select_for_update(of=("self",)).select_related("short_address", "person").get(pk=case.pk)
    rules.may_handle.require(staff, current)
    if tell_received(current) is None:
        raise ValidationError(_("Dafür fehlt eine Anschrift oder eine E-Mail-Adresse."), code="address")
    record("cases.confirm", actor=staff, obj=current, subject=current.person)


def _store(case: Case) -> tuple[Case, bool]:
    """Store a new case unless its submission is there already; return it and whether it is new."""
    try:
        with transaction.atomic():
            case.save(force_insert=True)
            events.publish(CaseOpened(case.pk, case.kind))
            if case.entered_by_id is None:  # what staff enter is recorded by `enter_case`
                record("cases.open", actor=case.person, obj=case, subject=case.person)
    except IntegrityError:
        present = Case.objects.filter(submission_key=case.submission_key).first()
        if present is None:
            raise
        return present, False
    return case, True


@transaction.atomic
def take_step(person: Any, case: Case, step: str, text: str = "") -> Case:
    """Lead a case along one of `STEPS`, with a text where the step wants one; return the case as it is then.

    `answer` also tells the person who wrote, where they can be reached: by inbox, e-mail or letter. Raises `PermissionDenied` where rights or state do not allow it, `ValidationError` for a missing text.
    """
    current = Case.objects.select_for_update(of=("self",)).select_related("short_address", "person").get(pk=case.pk)
    rules.may_take(step).require(person, current)
    way, text = STEPS[step], text.strip()
    if way.needs_text and not text:
        raise ValidationError(_("Bitte schreiben Sie einen Text dazu."), code="required")
    source = current.state
    current.state = way.target
    if current.assignee_id is None:
        current.assignee = person
    current.save(update_fields=["state", "assignee", "changed"])
    _limit_code(current)
    kind = Entry.Kind.ANSWER if step == "answer" else Entry.Kind.CHANGE
    entry = Entry.objects.create(case=current, kind=kind, author=person, text=text or str(Case.State(way.target).label))
    if source != way.target:
        events.publish(CaseMoved(current.pk, current.kind, source, way.target))
    if kind == Entry.Kind.ANSWER:
        tell_answer(entry)
    record(f"cases.{step}", actor=person, obj=current, subject=current.person, details={"state": way.target})
    return current


def _limit_code(case: Case) -> None:
    """Let the code on the letter end half a year after the case, as long as the address is kept; with it when it goes on."""
    ends = timezone.now() + KEEP_CONTACT if case.state in (CLOSED, REJECTED) else None
    ShortAddress.objects.filter(pk=case.short_address_id).update(valid_until=ends)


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
    record("cases.assign", actor=person, obj=current, details={"assigned": assignee is not None})
    return current


@transaction.atomic
def add_note(person: Any, case: Case, text: str) -> Entry:
    """Add a note that only staff see. Raises `PermissionDenied`, `ValidationError` for an empty note."""
    rules.may_handle.require(person, case)
    if not text.strip():
        raise ValidationError(_("Bitte schreiben Sie einen Text dazu."), code="required")
    entry = Entry.objects.create(case=case, kind=Entry.Kind.NOTE, author=person, text=text.strip())
    record("cases.note", actor=person, obj=case)
    return entry
