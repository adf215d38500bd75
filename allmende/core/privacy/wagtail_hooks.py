# SPDX-License-Identifier: EUPL-1.2
"""The menu "Datenschutz" of the staff area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from allmende.core.audit.rules import may_read
from allmende.core.privacy import rules, staff
from allmende.core.rules import Rule


class RuledItem(MenuItem):
    """An entry for those whom a rule admits."""

    def __init__(self, rule: Rule, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    def is_shown(self, request: HttpRequest) -> bool:
        return self.rule(request.user)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def staff_urls() -> list[Any]:
    """Return the pages of the staff area."""
    routes = [
        path("", staff.people, name="people"),
        path("person/<int:pk>/", staff.person, name="person"),
        path("verzeichnis/", staff.record, name="record"),
        path("verzeichnis.csv", staff.record_csv, name="record_csv"),
        path("kontakt/", staff.officer, name="officer"),
    ]
    return [path("datenschutz/", include((routes, "privacy_staff"), namespace="privacy_staff"))]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu() -> SubmenuMenuItem:
    """Return the menu; Wagtail hides it from those who may see none of its entries."""
    entries = Menu(
        items=[
            RuledItem(
                rules.may_answer_requests,
                gettext_lazy("Auskunft und Löschung"),
                reverse("privacy_staff:people"),
                name="privacy-people",
                icon_name="user",
                order=10,
            ),
            RuledItem(
                rules.may_see_record,
                gettext_lazy("Verzeichnis"),
                reverse("privacy_staff:record"),
                name="privacy-record",
                icon_name="doc-full",
                order=20,
            ),
            RuledItem(
                may_read,
                gettext_lazy("Protokoll"),
                reverse("audit_staff:index"),
                name="audit",
                icon_name="history",
                order=30,
            ),
            RuledItem(
                rules.may_change_officer,
                gettext_lazy("Datenschutzkontakt"),
                reverse("privacy_staff:officer"),
                name="privacy-officer",
                icon_name="mail",
                order=40,
            ),
        ]
    )
    return SubmenuMenuItem(_("Datenschutz"), entries, name="privacy", icon_name="lock", order=800)
