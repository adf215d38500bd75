# SPDX-License-Identifier: EUPL-1.2
"""What people add to the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from allmende.core.people import rules, staff


class IdentityItem(MenuItem):
    """Shown to those who may confirm identities."""

    def is_shown(self, request: Any) -> bool:
        return rules.may_see_identities(request.user)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def identity_urls() -> list[Any]:
    """Return the pages of the counter."""
    return [path("identitaet/", include((staff.urlpatterns, staff.app_name)))]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def identity_item() -> MenuItem:
    """Return the entry of the menu."""
    return IdentityItem(_("Identität bestätigen"), reverse("identity_staff:find"), icon_name="user", order=320)
