# SPDX-License-Identifier: EUPL-1.2
"""The menu "Versorgung" of the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from allmende.know.supply import rules, staff


class StateItem(MenuItem):
    """The state of the data, for those who may see it."""

    def is_shown(self, request: Any) -> bool:
        return rules.may_see_state(request.user)


class SitesItem(MenuItem):
    """The search for sites, for planners."""

    def is_shown(self, request: Any) -> bool:
        return rules.may_search_sites(request.user)


class SupplyGroup(ModelViewSetGroup):
    """The menu "Versorgung"."""

    menu_label = _("Versorgung")
    menu_icon = "site"
    menu_order = 255
    items = (staff.TopicViewSet, staff.StandardViewSet)

    def get_submenu_items(self) -> list[Any]:
        return [
            *super().get_submenu_items(),
            SitesItem(_("Standorte finden"), reverse("supply:sites"), icon_name="search", order=800),
            StateItem(_("Stand der Daten"), reverse("supply_state"), icon_name="history", order=900),
        ]


@hooks.register("register_admin_viewset")
def supply_group() -> Any:
    """Return the menu with its lists."""
    return SupplyGroup()


@hooks.register("register_admin_urls")
def supply_urls() -> list[Any]:
    """Return the page with the state of the data."""
    return [path("versorgung/stand/", staff.state, name="supply_state")]
