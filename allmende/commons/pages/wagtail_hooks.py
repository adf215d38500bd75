# SPDX-License-Identifier: EUPL-1.2
"""What pages add to the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from allmende.commons.pages import views
from allmende.commons.pages.blocks import place_chooser


@hooks.register("register_admin_urls")
def staff_urls() -> list[Any]:
    """Return what editors do with translations."""
    urls = [
        path("<int:pk>/aktuell/", views.mark_current, name="mark_current"),
        path("<int:pk>/leichte-sprache/", views.sign_off, name="sign_off"),
    ]
    return [path("uebersetzung/", include((urls, "pages_staff"), namespace="pages_staff"))]


@hooks.register("register_admin_viewset")
def place_choosing() -> Any:
    """Return the dialogue in which editors choose a place."""
    return place_chooser
