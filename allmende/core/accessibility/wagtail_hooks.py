# SPDX-License-Identifier: EUPL-1.2
"""The menu "Barrierefreiheit" of the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from allmende.core.accessibility import check_staff, queries, rules, staff
from allmende.core.staff.panels import ListPanel, Row


class StatementItem(MenuItem):
    """The statement, for those who may write it."""

    def is_shown(self, request: Any) -> bool:
        return rules.may_write(request.user)


class CheckItem(MenuItem):
    """Checks of other sites, for those who may see them."""

    def is_shown(self, request: Any) -> bool:
        return rules.may_look(request.user)


class AccessibilityGroup(ModelViewSetGroup):
    """The menu "Barrierefreiheit"."""

    menu_label = _("Barrierefreiheit")
    menu_icon = "view"
    menu_order = 260
    items = (staff.BarrierViewSet, staff.VideoViewSet, staff.EasyViewSet)

    def get_submenu_items(self) -> list[Any]:
        first = StatementItem(_("Erklärung"), reverse("accessibility_statement"), icon_name="clipboard-list", order=1)
        last = CheckItem(_("Prüfung"), reverse("accessibility_checks:sites"), icon_name="search", order=900)
        return [first, *super().get_submenu_items(), last]


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def accessibility_group() -> Any:
    """Return the menu with its lists."""
    return AccessibilityGroup()


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def accessibility_urls() -> list[Any]:
    """Return the page of the statement and the checks of other sites."""
    return [
        path("barrierefreiheit/erklaerung/", staff.statement, name="accessibility_statement"),
        path(
            "barrierefreiheit/pruefung/",
            include((check_staff.urlpatterns, "accessibility_checks"), namespace="accessibility_checks"),
        ),
    ]


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def to_do(request: Any, panels: list[Any]) -> None:
    """Tell those who may change it what is still missing: the statement, the helps of the home page, kept promises."""
    if not rules.may_write(request.user):
        return
    todo = queries.to_do(request.municipality)
    rows = []
    if not todo.is_published:
        rows.append(
            Row(
                translated("Die Erklärung zur Barrierefreiheit ist noch nicht öffentlich"),
                reverse("accessibility_statement"),
            )
        )
    if not todo.has_video:
        rows.append(
            Row(
                translated("Die Startseite hat noch kein Video in Gebärdensprache"), reverse("accessibility_videos:add")
            )
        )
    if not todo.has_easy_text:
        rows.append(
            Row(
                translated("Die Startseite führt noch zu keinem Text in Leichter Sprache"),
                reverse("accessibility_easy:add"),
            )
        )
    rows += [
        Row(barrier.where, reverse("accessibility_barriers:edit", args=[barrier.pk]), staff.overdue(barrier))
        for barrier in todo.overdue
    ]
    panels.append(ListPanel("accessibility", translated("Barrierefreiheit: was noch fehlt"), rows, order=260))
