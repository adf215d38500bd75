# SPDX-License-Identifier: EUPL-1.2
"""What votes and budgets of phases add to the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from allmende.decide.participation.budget import staff


@hooks.register("register_admin_urls")
def budget_urls() -> list[Any]:
    """Return the page of a phase with a vote, and of a project."""
    return [
        path("beteiligung/abstimmung/<int:pk>/", staff.phase, name="budget_staff_phase"),
        path("beteiligung/abstimmung/<int:pk>/projekt/", staff.project, name="budget_staff_project_new"),
        path("beteiligung/abstimmung/<int:pk>/projekt/<int:project>/", staff.project, name="budget_staff_project"),
    ]
