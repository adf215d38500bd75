# SPDX-License-Identifier: EUPL-1.2
"""Accounts in the staff area: managers look after their colleagues, superusers also after superusers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.users.views import users

from allmende.core.staff.forms import PersonCreationForm, PersonEditForm


class _NoSuperpowers:
    """Nobody hands out rights they do not have: only superusers see and change the superuser flag."""

    request: Any

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        if not self.request.user.is_superuser:
            form.fields.pop("is_superuser", None)
        return form


class PersonCreateView(_NoSuperpowers, users.CreateView):
    """Add a person."""


class PersonEditView(_NoSuperpowers, users.EditView):
    """Change a person."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PersonIndexView(users.IndexView):
    """The list of people, with the e-mail address under its own name."""

    add_item_label = _("Person anlegen")
    page_title = _("Personen")

    @property
    def columns(self) -> list[Any]:
        columns: list[Any] = list(super().columns)
        for column in columns:
            if column.name == self.model.USERNAME_FIELD:
                column.label = _("E-Mail-Adresse")
        return columns


class PersonViewSet(users.UserViewSet):
    """People in the staff area."""

    menu_label = _("Personen")
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return PersonEditForm if for_update else PersonCreationForm
