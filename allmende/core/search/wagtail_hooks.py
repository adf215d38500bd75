# SPDX-License-Identifier: EUPL-1.2
"""The menu "Suche" of the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from allmende.core.search import rules, staff


class OverviewItem(MenuItem):
    """What is looked for, for those who may see it."""

    def is_shown(self, request: Any) -> bool:
        return rules.may_see_misses(request.user)


class SearchGroup(ModelViewSetGroup):
    """The menu "Suche"."""

    menu_label = pgettext_lazy("page", "Suche")
    menu_icon = "search"
    menu_order = 255
    items = (staff.SynonymViewSet,)

    def get_submenu_items(self) -> list[Any]:
        first = OverviewItem(_("Was gesucht wird"), reverse("search_staff:overview"), icon_name="search", order=1)
        return [first, *super().get_submenu_items()]


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def search_group() -> Any:
    """Return the menu with its list."""
    return SearchGroup()


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def search_urls() -> list[Any]:
    """Return the pages beside the list."""
    return [path("suche/", include((staff.urlpatterns, staff.app_name)))]
