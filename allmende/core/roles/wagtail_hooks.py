# SPDX-License-Identifier: EUPL-1.2
"""What roles add to the staff area."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as _
from wagtail import hooks

from allmende.core.people.models import Person
from allmende.core.roles import staff


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def grants() -> Any:
    """Return the list of grants."""
    return staff.GrantViewSet()


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def role_urls() -> list[Any]:
    """Return the pages about a person, a grant and units."""
    return [path("rollen/", include((staff.urlpatterns, staff.app_name)))]


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def no_bulk_changes_of_people(request: HttpRequest, action: str, objects: Any, instance: Any) -> HttpResponse | None:
    """Refuse to change many people at once: it would go past the rules about roles and the last administrator."""
    if not any(isinstance(one, Person) for one in objects):
        return None
    messages.error(request, _("Konten werden einzeln geändert, Rollen unter „Personen und Rollen“ vergeben."))
    return redirect("wagtailusers_users:index")


@hooks.register("construct_settings_menu")  # type: ignore[untyped-decorator]
def accounts_under_roles(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the second entry about people: accounts are reached from "Personen und Rollen"."""
    items[:] = [item for item in items if item.name != "users"]
