# SPDX-License-Identifier: EUPL-1.2
"""What pages add to the staff area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from allmende.commons.pages import queries, rules, staff_translations, views
from allmende.commons.pages.blocks import place_chooser
from allmende.core.staff.panels import ListPanel, Row


@hooks.register("register_admin_urls")
def staff_urls() -> list[Any]:
    """Return what editors do with translations."""
    urls = [
        path("", staff_translations.register, name="register"),
        path("<int:pk>/sprache/<slug:language>/", staff_translations.side_by_side, name="side_by_side"),
        path("<int:pk>/sprache/<slug:language>/maschine/", staff_translations.ask_machine, name="ask_machine"),
        path("<int:pk>/sprache/<slug:language>/verwerfen/", staff_translations.discard_machine, name="discard_machine"),
        path("<int:pk>/aktuell/", views.mark_current, name="mark_current"),
        path("<int:pk>/pruefen/", views.review, name="review"),
        path("<int:pk>/leichte-sprache/", views.sign_off, name="sign_off"),
    ]
    return [path("uebersetzung/", include((urls, "pages_staff"), namespace="pages_staff"))]


@hooks.register("register_admin_menu_item")
def translations_menu() -> MenuItem:
    """Lead to the register of translations."""
    return MenuItem(_("Übersetzungen"), reverse_lazy("pages_staff:register"), icon_name="site", order=230)


@hooks.register("before_publish_page")
def refuse_unchecked(request: HttpRequest, page: Any) -> Any:
    """Texts by machine are published after a person has read them."""
    return staff_translations.refuse_unchecked(request, page)


@hooks.register("register_admin_viewset")
def place_choosing() -> Any:
    """Return the dialogue in which editors choose a place."""
    return place_chooser


@hooks.register("construct_homepage_panels")
def outdated_translations(request: HttpRequest, panels: list[Any]) -> None:
    """Tell editors which translations lag behind."""
    rows = [
        Row(f"{page.title} ({page.locale.get_display_name()})", reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for page in queries.outdated_translations()
        if rules.may_edit(request.user, page)
    ]
    panels.append(ListPanel("outdated-translations", _("Übersetzungen, deren Vorlage sich geändert hat"), rows))
