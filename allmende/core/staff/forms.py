# SPDX-License-Identifier: EUPL-1.2
"""Signing in to the staff area, and asking for a new password, with limits that hold across processes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from allmende.core.people.models import Person
from allmende.core.roles.actions import check_administrators_without
from allmende.core.roles.groups import sync_groups
from allmende.core.throttle.actions import Limit, attempt, caller_of

BY_ADDRESS = Limit("login.address", 10, 15 * 60)
BY_ACCOUNT = Limit("login.account", 10, 15 * 60)
RESET = Limit("login.reset", 3, 60 * 60)


def account_key(email: str) -> str:
    """Return a keyed hash of an account name: the store of attempts holds no addresses."""
    return salted_hmac("allmende.login", email.strip().lower()).hexdigest()


class StaffLoginForm(LoginForm):
    """Signing in with e-mail address and password: ten tries per quarter of an hour, per visitor and per account."""

    username = forms.EmailField(
        label=_("E-Mail-Adresse"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Passwort"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    error_messages = {
        **LoginForm.error_messages,
        "invalid_login": _("E-Mail-Adresse und Passwort passen nicht zusammen. Bitte versuchen Sie es noch einmal."),
        "throttled": _("Zu viele Versuche. Bitte warten Sie eine Viertelstunde und versuchen Sie es dann noch einmal."),
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        for name in ("username", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def clean(self) -> Any:
        # Counted before the password is looked at, so that the answer does not tell whether it was right.
        within = attempt(BY_ADDRESS, caller_of(self.request))
        within &= attempt(BY_ACCOUNT, account_key(self.cleaned_data.get("username", "")))
        if not within:
            raise ValidationError(self.error_messages["throttled"], code="throttled")
        return super().clean()


class StaffPasswordResetForm(PasswordResetForm):
    """Asks for a link to set a new password; at most three mails an hour per account, and the answer is always the same."""

    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)

    def save(self, **kwargs: Any) -> None:
        if attempt(RESET, account_key(self.cleaned_data["email"])):
            super().save(**kwargs)


class PersonCreationForm(UserCreationForm):
    """A new account. What its owner may do follows from roles, given afterwards under "Personen und Rollen"."""

    class Meta(UserCreationForm.Meta):
        model = Person


class PersonEditForm(UserEditForm):
    """The account of a person. Closing it ("aktiv" off) ends everything at once; roles stay in the history."""

    class Meta(UserEditForm.Meta):
        model = Person

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.instance.is_active and cleaned.get("is_active") is False:
            check_administrators_without(self.instance)
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()
        sync_groups()
