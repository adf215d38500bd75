# SPDX-License-Identifier: EUPL-1.2
"""What acting on behalf adds to the staff area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from allmende.core.behalf import rules, staff


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def behalf_urls() -> list[Any]:
    """Return the pages on which staff chooses the person."""
    return [path("fuer-eine-person/", include((staff.urlpatterns, staff.app_name)))]


class BehalfItem(MenuItem):
    """Shown to those who may act for people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the person may act at the counter."""
        return rules.may_act_at_the_counter(request.user)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def behalf_item() -> MenuItem:
    """Return the menu entry."""
    return BehalfItem(
        _("Für eine Person eintragen"), reverse("behalf_staff:choose"), name="behalf", icon_name="user", order=235
    )
