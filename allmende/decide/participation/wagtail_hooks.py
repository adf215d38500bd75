# SPDX-License-Identifier: EUPL-1.2
"""What participation adds to the staff area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from allmende.core.staff.panels import ListPanel, Row
from allmende.decide.participation import rules
from allmende.decide.participation.idea_queries import unanswered
from allmende.decide.participation.staff import urls


class ParticipationItem(MenuItem):
    """The menu entry, for those who may see it."""

    def is_shown(self, request: Any) -> bool:
        return rules.may_see_staff(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> Any:
    """Return the menu entry."""
    return ParticipationItem(
        _("Beteiligung"), reverse("participation_staff:index"), name="participation", icon_name="group", order=245
    )


@hooks.register("register_admin_urls")
def staff_urls() -> list[Any]:
    """Return the pages."""
    return [path("beteiligung/", include(urls, namespace="participation_staff"))]


@hooks.register("construct_homepage_panels")
def waiting_ideas(request: HttpRequest, panels: list[Any]) -> None:
    """Show the team the oldest ideas of its processes that nobody has answered."""
    if not rules.may_see_staff(request.user):
        return
    rows = [
        Row(f"{idea.title} ({idea.pk})", reverse("participation_staff:idea", args=[idea.pk]), idea.phase.process.title)
        for idea in unanswered(request.user)[:6]
    ]
    panels.append(
        ListPanel(
            "waiting-ideas", _now("Ideen, die auf eine Antwort warten"), rows, order=155,
            more_url=reverse("participation_staff:index"), more_label=_now("Alle Verfahren"),
        )
    )  # fmt: skip
