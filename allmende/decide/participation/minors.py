# SPDX-License-Identifier: EUPL-1.2
"""Children and young people: an age band is asked only where a process is made for them, and never stored.

Whoever is under sixteen needs the consent of a parent (Art. 8 GDPR, with the German age of sixteen): on paper, seen by
staff, recorded for an account or a code; or for all codes of a batch, as for a school class.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.audit.actions import record
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person
from allmende.decide.participation import rules
from allmende.decide.participation.audience import Who
from allmende.decide.participation.models import AccessCode, ParentalConsent, Process

UNDER, OVER = "under", "over"
BANDS = [(UNDER, _("jünger als 16")), (OVER, _("16 oder älter"))]
WHAT_TO_DO = _(
    "Bevor du mitmachst, müssen deine Eltern auf Papier zustimmen. Das Blatt gibt es im Rathaus. Danach bekommst du einen "
    "Code oder wir vermerken es in deinem Konto."
)


def needs_consent(band: str) -> bool:
    """Whether somebody of this age band needs the consent of a parent."""
    return band == UNDER


def has_consent(process: Process, who: Who) -> bool:
    """Whether a parent of this person, or of the holder of this code, has consented. One query."""
    if who.code is not None and who.code.process_id == process.pk and who.code.batch.with_consent:
        return True
    wanted = Q()
    if who.person is not None:
        wanted |= Q(person=who.person)
    if who.code is not None:
        wanted |= Q(code=who.code)
    return bool(wanted) and ParentalConsent.objects.filter(wanted, process=process, withdrawn=None).exists()


@transaction.atomic
def record_consent(
    staff: Any, process: Process, *, person: Person | None = None, code: AccessCode | None = None, paper: str = ""
) -> ParentalConsent:
    """Note that a parent has consented on paper. Twice is the same as once. Raises `PermissionDenied`, `ValueError`."""
    rules.may_run.require(staff, process)
    if (person is None) == (code is None) or (code is not None and code.process_id != process.pk):
        raise ValueError("A consent belongs to one person, or to one code of this process.")
    keys = {"process": process, "person": person, "code": code, "withdrawn": None}
    found = ParentalConsent.objects.filter(**keys).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            found = ParentalConsent.objects.create(**keys, file_reference=tidy_line(paper, 80), recorded_by=staff)
    except IntegrityError:  # somebody else was quicker
        return ParentalConsent.objects.get(**keys)
    record("participation.consent", actor=staff, obj=found, subject=person)
    return found


@transaction.atomic
def withdraw_consent(staff: Any, consent: ParentalConsent) -> None:
    """Note that a parent has taken back the consent: from now on, nothing new. Raises `PermissionDenied`."""
    rules.may_run.require(staff, consent.process)
    ParentalConsent.objects.filter(pk=consent.pk, withdrawn=None).update(withdrawn=timezone.now())
    record("participation.consent_withdrawn", actor=staff, obj=consent, subject=consent.person)
