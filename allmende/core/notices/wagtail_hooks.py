# SPDX-License-Identifier: EUPL-1.2
"""What notices add to the staff area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from allmende.core.notices import rules, staff


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def letter_urls() -> list[Any]:
    """Return the pages about letters."""
    return [path("briefe/", include((staff.urlpatterns, staff.app_name)))]


class LettersItem(MenuItem):
    """Shown to those who may print and post."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the person may post letters somewhere."""
        return rules.may_post(request.user)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def letters_item() -> MenuItem:
    """Return the menu entry "Briefe"."""
    return LettersItem(_("Briefe"), reverse("letters_staff:index"), name="letters", icon_name="mail", order=245)
