# SPDX-License-Identifier: EUPL-1.2
"""What cases add to the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from allmende.commons.cases import staff


@hooks.register("register_admin_viewset")
def case_queue() -> Any:
    """Return the queue."""
    return staff.CaseViewSet()


@hooks.register("register_admin_urls")
def case_urls() -> list[Any]:
    """Return the page of a case."""
    return [path("vorgang/<int:pk>/", staff.detail, name="cases_staff_detail")]
