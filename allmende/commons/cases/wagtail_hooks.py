# SPDX-License-Identifier: EUPL-1.2
"""What cases add to the staff area."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from allmende.commons.cases import intake, rules, staff
from allmende.commons.cases.models import Case
from allmende.commons.cases.states import OPEN_STATES
from allmende.core.staff.panels import ListPanel, Row


@hooks.register("register_admin_viewset")
def case_queue() -> Any:
    """Return the queue."""
    return staff.CaseViewSet()


@hooks.register("register_admin_urls")
def case_urls() -> list[Any]:
    """Return the page of a case, and the form to enter one for somebody."""
    return [
        path("vorgang/<int:pk>/", staff.detail, name="cases_staff_detail"),
        path("vorgang/neu/", intake.enter, name="cases_staff_enter"),
    ]


@hooks.register("construct_homepage_panels")
def waiting_cases(request: HttpRequest, panels: list[Any]) -> None:
    """Show who may see cases what waits for an answer: what has a deadline first, then the newest."""
    if not rules.may_see(request.user):
        return
    waiting = Case.objects.filter(state__in=OPEN_STATES).order_by(F("due").asc(nulls_last=True), "-created")[:6]
    rows = [Row(str(case), reverse("cases_staff_detail", args=[case.pk]), _detail(case)) for case in waiting]
    panels.append(
        ListPanel(
            "waiting-cases", _("Hinweise, die auf Antwort warten"), rows, order=150,
            more_url=reverse("cases_staff:index"), more_label=_("Alle Vorgänge"),
        )
    )  # fmt: skip


def _detail(case: Case) -> str:
    if case.is_overdue:
        return _("überfällig seit %s") % f"{case.due:%d.%m.%Y}"
    if case.due:
        return _("Antwort bis %s") % f"{case.due:%d.%m.%Y}"
    return f"{case.get_state_display()}, {timezone.localtime(case.created):%d.%m.%Y}"
