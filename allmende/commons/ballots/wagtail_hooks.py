# SPDX-License-Identifier: EUPL-1.2
"""What votes add to the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from allmende.commons.ballots import staff, staff_paper


@hooks.register("register_admin_viewset")
def votes() -> Any:
    """Return the list of votes."""
    return staff.VoteViewSet()


@hooks.register("register_admin_urls")
def vote_urls() -> list[Any]:
    """Return the pages of a vote and of a pile of paper ballots."""
    return [
        path("abstimmung/neu/", staff.edit, name="ballots_staff_new"),
        path("abstimmung/<int:pk>/", staff.detail, name="ballots_staff_detail"),
        path("abstimmung/<int:pk>/aendern/", staff.edit, name="ballots_staff_edit"),
        path("abstimmung/<int:pk>/vorschau/", staff.preview, name="ballots_staff_preview"),
        path("abstimmung/<int:pk>/stimmzettel.pdf", staff_paper.sheet_pdf, name="ballots_staff_sheet"),
        path("abstimmung/stapel/<int:pk>/", staff_paper.batch, name="ballots_staff_batch"),
    ]
