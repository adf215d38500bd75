# SPDX-License-Identifier: EUPL-1.2
"""The chore of surveys in phases."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from allmende.decide.participation.survey.actions import close_over

TIME_FOR_PAPER = timedelta(days=30)
"""After the end of a phase, paper can still be entered for so long; then the survey closes by itself."""


def close_old() -> int:
    """Close the surveys of phases that ended a month ago; return how many."""
    return close_over(timezone.now() - TIME_FOR_PAPER)
