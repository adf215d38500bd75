# SPDX-License-Identifier: EUPL-1.2
"""What people ask for about their data: to be erased, or after all not."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.people.models import Person
from allmende.core.privacy import erasing, rules
from allmende.core.privacy.models import Erasure, Officer

log = structlog.get_logger("allmende.privacy")

GRACE = timedelta(days=7)
"""Time to change one's mind. Whoever wants it at once gets it at once."""


@transaction.atomic
def request_erasure(actor: Person, person: Person, *, at_once: bool = False, reason: str = "") -> Erasure:
    """Store that a person wants to be erased, in seven days or at once; a second request changes nothing.

    Asked by the person, or by staff for a person who wrote or came. Raises `PermissionDenied`, and `ValidationError` for
    members of staff: their grants end first, so that nobody's duties vanish with them.
    """
    if actor.pk != person.pk:
        rules.may_answer_requests.require(actor, person)
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.is_staff or current.is_superuser:
        raise ValidationError(
            _("Dieses Konto gehört zur Verwaltung. Bitte zuerst die Rollen beenden; dann kann es gelöscht werden."),
            code="staff",
        )
    erasure = _open_one(current.pk)
    now = timezone.now()
    if erasure is None:
        erasure = Erasure.objects.create(
            person=current, requested=now, requested_by=actor, due=now if at_once else now + GRACE
        )
        record("privacy.erasure_requested", actor=actor, obj=erasure, subject=person, reason=reason,
               details={"at_once": at_once})  # fmt: skip
    if at_once:
        _carry_out(erasure, actor)
        erasure.refresh_from_db()
    return erasure


@transaction.atomic
def cancel_erasure(actor: Person, person: Person) -> bool:
    """Keep a person who had asked to be erased; tell whether there was a request. Raises `PermissionDenied`."""
    if actor.pk != person.pk:
        rules.may_answer_requests.require(actor, person)
    erasure = _open_one(person.pk)
    if erasure is None:
        return False
    erasure.cancelled = timezone.now()
    erasure.save(update_fields=["cancelled"])
    record("privacy.erasure_cancelled", actor=actor, obj=erasure, subject=person)
    return True


def erase_due(now: datetime | None = None) -> int:
    """Erase everybody whose time is over; return how many. The worker calls it every hour."""
    due = Erasure.objects.filter(due__lte=now or timezone.now(), cancelled__isnull=True, done__isnull=True)
    count = 0
    for key, person in list(due.values_list("pk", "person")):
        try:
            with transaction.atomic():
                # The person before the request, as in `request_erasure`: else the two could wait for each other.
                Person.objects.select_for_update().filter(pk=person).first()
                erasure = _open_one(person, pk=key)
                if erasure is not None:
                    _carry_out(erasure, None)
                    count += 1
        except ValidationError as error:
            log.warning("erasure refused", erasure=key, why=error.messages)
    return count


def _open_one(person: int, **which: int) -> Erasure | None:
    """Return the open request of a person, locked."""
    open_ones = Erasure.objects.select_for_update().filter(cancelled__isnull=True, done__isnull=True)
    return open_ones.filter(person=person, **which).first()


def _carry_out(erasure: Erasure, actor: Person | None) -> None:
    person = Person.objects.select_for_update().get(pk=erasure.person_id)
    if person.is_staff or person.is_superuser:  # became one meanwhile
        raise ValidationError(_("Dieses Konto gehört inzwischen zur Verwaltung."), code="staff")
    changed = erasing.erase(person)
    person = Person.objects.get(pk=person.pk)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    erasure.done = timezone.now()
    erasure.save(update_fields=["done"])
    record("privacy.erased", actor=actor, obj=erasure, subject=person, details={"rows": changed})


@transaction.atomic
def change_officer(actor: Person, officer: Officer) -> Officer:
    """Store whom people ask about data protection. Raises `PermissionDenied`."""
    if not rules.may_change_officer(actor, None):
        raise PermissionDenied
    officer.full_clean()
    officer.save()
    record("privacy.officer_changed", actor=actor, obj=officer)
    return officer
