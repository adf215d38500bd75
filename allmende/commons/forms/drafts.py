# SPDX-License-Identifier: EUPL-1.2
"""What somebody has filled in so far, and by what the database knows them: keyed hashes under the survey's secret."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.utils import timezone

from allmende.commons.forms.models import Draft, Survey, Taken

DEVICE = "device:"
"""A holder that begins so is a browser: nobody else knows them."""


def keyed(survey: Survey, text: str) -> str:
    """Return the keyed hash of a text in a survey. Raises `ValueError` once the secret is gone."""
    if not survey.secret:
        raise ValueError("The secret of a closed survey is gone.")
    return hmac.new(survey.secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def draft_of(survey: Survey, holder: str) -> Draft | None:
    """Return what a holder has filled in so far. One query."""
    if not holder or not survey.secret:
        return None
    found = Draft.objects.filter(pk=keyed(survey, f"draft:{holder}")).first()
    if found is not None:
        found.given = found.given or {}
    return found


def keep(survey: Survey, holder: str, given: dict[str, Any]) -> Draft:
    """Store what a holder has filled in: all of it, in place of what was there."""
    values = {"survey": survey, "given": given, "changed": timezone.now(), "is_lasting": not holder.startswith(DEVICE)}
    draft, _made = Draft.objects.update_or_create(holder=keyed(survey, f"draft:{holder}"), defaults=values)
    return draft


def forget(survey: Survey, holder: str) -> None:
    """Delete what a holder has filled in."""
    if holder and survey.secret:
        Draft.objects.filter(pk=keyed(survey, f"draft:{holder}")).delete()


def record_of(survey: Survey, holder: str, key: str) -> str:
    """Return the record under which an answer is taken: once per person, or once per form that was sent."""
    return keyed(survey, f"once:{holder}" if survey.one_per_person and holder else f"form:{key}")


def has_answered(survey: Survey, holder: str) -> bool:
    """Tell whether a holder has answered, where each answers once. Nobody can tell after the survey was closed."""
    if not (survey.one_per_person and survey.secret and holder):
        return False
    return Taken.objects.filter(pk=record_of(survey, holder, "")).exists()
