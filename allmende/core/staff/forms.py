# SPDX-License-Identifier: EUPL-1.2
"""Accounts in the staff area. Signing in happens at one place for everybody: core/people."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.users.forms import UserCreationForm, UserEditForm

from allmende.core.people.actions import invite, set_email
from allmende.core.people.models import Person
from allmende.core.roles.actions import check_administrators_without
from allmende.core.roles.groups import sync_groups


class PersonCreationForm(UserCreationForm):
    """A new account. What its owner may do follows from roles, given afterwards under "Personen und Rollen".

    Nobody sets a password for somebody else: the owner gets a link by e-mail and sets it.
    """

    class Meta(UserCreationForm.Meta):
        model = Person

    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        with transaction.atomic():
            person = super().save(commit=commit)
            if commit:
                invite(person)
        return person


class PersonEditForm(UserEditForm):
    """The account of a person. Closing it ("aktiv" off) ends everything at once; roles stay in the history."""

    class Meta(UserEditForm.Meta):
        model = Person

    editor: Any = None
    """Who changes the account; the view says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # People for whom staff act at the counter may have no address.
        self.fields["email"].required = False

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.instance.is_active and cleaned.get("is_active") is False:
            check_administrators_without(self.instance)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Store; another e-mail address opens the account only after its owner has confirmed it."""
        new = self.cleaned_data["email"]
        self.instance.email = Person.objects.values_list("email", flat=True).get(pk=self.instance.pk)
        with transaction.atomic():
            person = super().save(commit=commit)
            set_email(self.editor, person, new)
        return person

    def _save_m2m(self) -> None:
        super()._save_m2m()
        sync_groups()
