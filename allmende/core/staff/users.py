# SPDX-License-Identifier: EUPL-1.2
"""Accounts in the staff area: managers look after their colleagues, superusers also after superusers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail.users.views import users

from allmende.core.audit.actions import looked_at
from allmende.core.people.models import Person
from allmende.core.roles.actions import check_administrators_without
from allmende.core.roles.declared import CARRIERS
from allmende.core.roles.rules import may_keep_account
from allmende.core.staff.forms import PersonCreationForm, PersonEditForm


class _NoSuperpowers:
    """Nobody hands out rights they do not have: only superusers see and change the superuser flag and groups.

    What people may do follows from their roles ("Personen und Rollen"). Groups that no role carries remain for rights on
    a part of the page tree.
    """

    request: Any

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        by_hand = Group.objects.exclude(name__in=list(CARRIERS))
        if not self.request.user.is_superuser:
            form.fields.pop("is_superuser", None)
        if self.request.user.is_superuser and "groups" in form.fields and by_hand.exists():
            form.fields["groups"].queryset = by_hand
        else:
            form.fields.pop("groups", None)
        return form


class PersonCreateView(_NoSuperpowers, users.CreateView):
    """Add a person."""


class PersonEditView(_NoSuperpowers, users.EditView):
    """Change a person."""

    object: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        may_keep_account.require(request.user, self.object)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        looked_at(request.user, self.object, "people.Person")
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # From the check of the last administrator until the account is stored, nobody else goes; and what the owner
        # changed meanwhile is not overwritten.
        self.object = _locked(self.object)
        return super().post(request, *args, **kwargs)

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        form.editor = self.request.user
        return form


def _locked(person: Person) -> Person:
    """Return the account as it is now, locked until the end of the transaction; others may still refer to it."""
    return get_object_or_404(Person.objects.select_for_update(no_key=True), pk=person.pk)


class PersonDeleteView(users.DeleteView):
    """Delete an account, unless nobody would be left to administrate."""

    @transaction.atomic  # from the check until the account is gone, no other administrator goes
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.object = self.get_object()
        _locked(self.object)
        may_keep_account.require(request.user, self.object)
        try:
            check_administrators_without(self.object)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect("wagtailusers_users:edit", self.object.pk)
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
    delete_view_class = PersonDeleteView

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return PersonEditForm if for_update else PersonCreationForm
