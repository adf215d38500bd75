# SPDX-License-Identifier: EUPL-1.2
"""What surveys of phases add to the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from allmende.decide.participation.survey import staff


@hooks.register("register_admin_urls")
def survey_urls() -> list[Any]:
    """Return the page of a phase with a survey."""
    return [path("beteiligung/befragung/<int:pk>/", staff.phase, name="survey_staff_phase")]
