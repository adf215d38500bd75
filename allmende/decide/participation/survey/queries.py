# SPDX-License-Identifier: EUPL-1.2
"""What is read of the survey of a phase."""

from __future__ import annotations

from allmende.decide.participation.models import Phase
from allmende.decide.participation.survey.models import PhaseSurvey


def link_of(phase: Phase) -> PhaseSurvey | None:
    """Return the questionnaire and the survey of a phase. One query."""
    found = (
        PhaseSurvey.objects.filter(phase=phase)
        .select_related("form", "survey__version__form", "survey__municipality")
        .first()
    )
    if found is not None:
        found.phase = phase
    return found
