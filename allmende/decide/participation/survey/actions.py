# SPDX-License-Identifier: EUPL-1.2
"""Every change of the survey of a phase."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from allmende.commons.forms import actions as forms
from allmende.commons.forms.models import Form, Survey
from allmende.decide.participation.models import Phase
from allmende.decide.participation.survey import rules
from allmende.decide.participation.survey.models import PhaseSurvey
from allmende.decide.participation.survey.template import infrastructure


@transaction.atomic
def make_form(staff: Any, phase: Phase, *, from_template: bool = False) -> PhaseSurvey:
    """Give a phase a questionnaire of its own; the one that is there already otherwise. `staff` None: the platform.

    Raises `PermissionDenied`.
    """
    if staff is not None:
        rules.may_prepare.require(staff, phase)
    Phase.objects.select_for_update().get(pk=phase.pk)
    known = PhaseSurvey.objects.filter(phase=phase).select_related("form").first()
    if known is not None:
        return known
    form = forms.create_form(
        staff,
        municipality=phase.process.municipality,
        title=phase.process.title,
        data=infrastructure(phase.process.title) if from_template else None,
    )
    return PhaseSurvey.objects.create(phase=phase, form=form)


@transaction.atomic
def choose_form(staff: Any, phase: Phase, form: Form) -> PhaseSurvey:
    """Use a questionnaire that is there. Not once the survey of the phase has begun. Raises as above, `ValidationError`."""
    rules.may_prepare.require(staff, phase)
    Phase.objects.select_for_update().get(pk=phase.pk)
    known = PhaseSurvey.objects.filter(phase=phase).first()
    if known is not None and known.survey_id is not None:
        raise ValidationError(_("Die Fragen dieser Phase stehen schon fest."), code="open")
    link, _made = PhaseSurvey.objects.update_or_create(phase=phase, defaults={"form": form})
    return link


@transaction.atomic
def use(staff: Any, phase: Phase) -> Survey:
    """Publish the questionnaire of a phase and let it be answered; a newer state only before the first answer.

    Raises `PermissionDenied`, `ValidationError` (faults of the questionnaire, answers are there already).
    """
    if staff is not None:
        rules.may_prepare.require(staff, phase)
    link = PhaseSurvey.objects.select_for_update(of=("self",)).select_related("form", "survey").get(phase=phase)
    version = forms.publish(staff, link.form)
    if link.survey is None:
        link.survey = forms.open_survey(version, municipality=phase.process.municipality)
        link.save(update_fields=["survey"])
    elif link.survey.version_id != version.pk:
        link.survey = forms.use_version(staff, link.survey, version)
    return link.survey


def close_over(before: datetime) -> int:
    """Close the surveys of phases that ended before an instant; return how many."""
    links = PhaseSurvey.objects.filter(phase__closes__lt=before, survey__state=Survey.State.OPEN).select_related(
        "survey"
    )
    number = 0
    for link in links:
        if link.survey is not None:
            forms.close(None, link.survey)
            number += 1
    return number
