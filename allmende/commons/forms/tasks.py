# SPDX-License-Identifier: EUPL-1.2
"""Regular chores: forget what was begun and not sent; leave no trace of the order in which answers came."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from allmende.commons.forms import guard
from allmende.commons.forms.models import Draft, Survey

KEPT_FOR_VISITORS = timedelta(hours=24)
KEPT_FOR_KNOWN = timedelta(days=30)


def forget_drafts() -> int:
    """Delete drafts of visitors after a day, of people with an account or code after a month; return how many."""
    now = timezone.now()
    old = Draft.objects.filter(is_lasting=False, changed__lt=now - KEPT_FOR_VISITORS) | Draft.objects.filter(
        changed__lt=now - KEPT_FOR_KNOWN
    )
    return old.delete()[0]


def mix_answers() -> None:
    """Write the answers of open surveys anew (PostgreSQL)."""
    for key in Survey.objects.filter(state=Survey.State.OPEN).values_list("pk", flat=True):
        guard.mix(key)
