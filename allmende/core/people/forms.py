# SPDX-License-Identifier: EUPL-1.2
"""Forms of the account pages: allauth's checks, our words, our limits."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.core.people import actions, limits
from allmende.core.people.adapter import WAIT
from allmende.core.people.lines import single_line
from allmende.core.people.models import ONE_LINE, Person
from allmende.core.throttle.actions import attempt, give_back, keyed

LONGEST_PASSWORD = 200
PASSWORD_HELP = _("Mindestens 12 Zeichen. Gut sind drei oder vier Wörter, die nicht zusammengehören.")


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, help_text=help_text)


def _email(label: Any, autocomplete: str, help_text: Any = "") -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": autocomplete})
    return forms.EmailField(label=label, max_length=254, widget=widget, help_text=help_text)


class LoginForm(account.LoginForm):
    """Signing in with e-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email(_("E-Mail-Adresse"), "username")
        self.fields["password"] = _password(_("Passwort"), "current-password")


class SignupForm(account.SignupForm):
    """Making an account. The name is up to you."""

    field_order = ("first_name", "last_name", "email", "password1")
    about_visitor = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"] = forms.CharField(
            label=_("Vorname"), max_length=ONE_LINE["first_name"], required=False, validators=[single_line]
        )
        self.fields["last_name"] = forms.CharField(
            label=_("Nachname"), max_length=ONE_LINE["last_name"], required=False, validators=[single_line]
        )
        self.fields["email"] = _email(
            _("E-Mail-Adresse"), "email", _("Dorthin schicken wir einen Link, mit dem Sie die Adresse bestätigen.")
        )
        self.fields["password1"] = _password(_("Passwort"), "new-password", PASSWORD_HELP)
        self.order_fields(self.field_order)

    def try_save(self, request: Any) -> Any:
        """Make the account. Two at the same moment with the same address: one is made, both get the same answer."""
        if not attempt(limits.MAIL_BY_ADDRESS, limits.account_key(self.cleaned_data["email"])):
            return None, prevent_enumeration(request, email=None)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            return None, prevent_enumeration(request, email=self.cleaned_data["email"])


class ResetPasswordForm(account.ResetPasswordForm):
    """Asking for a link to set a new password. The answer is the same for every address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email(_("E-Mail-Adresse"), "username")

    def save(self, request: Any, **kwargs: Any) -> str:
        """Send the mail, at most four in an hour to one address."""
        if attempt(limits.MAIL_BY_ADDRESS, limits.account_key(self.cleaned_data["email"])):
            return str(super().save(request, **kwargs))
        return str(self.cleaned_data["email"])


class _NewPassword:
    """One field for the new password: the mail with the link helps whoever mistyped it."""

    fields: dict[str, Any]
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        self.fields["password1"] = _password(_("Neues Passwort"), "new-password", PASSWORD_HELP)

    def clean_password1(self) -> str:
        from allauth.account.adapter import get_adapter

        return str(get_adapter().clean_password(self.cleaned_data["password1"], user=self.user))  # type: ignore[attr-defined]


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):
    """Setting a new password with the link from the mail."""


class SetPasswordForm(_NewPassword, account.SetPasswordForm):
    """Setting the first password of an account that was made over a provider."""


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    """Changing the password."""

    field_order = ("oldpassword", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password(_("Jetziges Passwort"), "current-password")
        self.order_fields(self.field_order)


class ReauthenticateForm(account.ReauthenticateForm):
    """The password once more, before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Passwort"), "current-password")


class AddEmailForm(account.AddEmailForm):
    """Another e-mail address."""

    about_visitor = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email(
            _("Neue E-Mail-Adresse"), "email", _("Die neue Adresse gilt, sobald Sie den Link in unserer E-Mail öffnen.")
        )

    def clean_email(self) -> str:
        if not attempt(limits.MAIL_BY_ADDRESS, limits.account_key(self.cleaned_data["email"])):
            raise ValidationError(
                _("An diese Adresse ging schon mehrmals eine E-Mail. Bitte schauen Sie auch im Spam-Ordner nach."),
                code="rate_limited",
            )
        return str(super().clean_email())


# --- Second factor ---------------------------------------------------------------------------------------------------

CODE_HELP = _("Sechs Ziffern aus Ihrer Code-App, oder einer Ihrer Notfall-Codes.")


def _code(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=20, widget=widget, help_text=help_text)


class _Code:
    """A field for a code, with few tries and no code twice."""

    fields: dict[str, Any]
    user: Any
    help = CODE_HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code"), self.help)

    def clean_code(self) -> str:
        key = str(self.user.pk)
        if not attempt(limits.SECOND_STEP, key):
            raise ValidationError(WAIT, code="too_many_login_attempts")
        code = str(super().clean_code())  # type: ignore[misc]
        authenticator = getattr(self, "authenticator", None)
        # The counter in the database is exact where allauth's cache is not: one code opens one door.
        if getattr(authenticator, "type", "") == Authenticator.Type.TOTP and not attempt(
            limits.USED_CODE, keyed(f"{key} {code}")
        ):
            raise ValidationError(_("Dieser Code ist schon benutzt. Bitte warten Sie auf den nächsten."), code="used")
        give_back(limits.SECOND_STEP, key)
        return code


class AuthenticateForm(_Code, mfa.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateCodeForm(_Code, mfa.ReauthenticateForm):
    """A code once more, before something important."""


class ActivateTOTPForm(_Code, totp.ActivateTOTPForm):
    """Adding a code app."""

    help = _("Sechs Ziffern, die Ihre App jetzt anzeigt.")


class AddWebAuthnForm(webauthn.AddWebAuthnForm):
    """Adding a passkey or a security key."""

    field_order = ("name", "passwordless")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name"), max_length=60, validators=[single_line], help_text=_("Zum Beispiel: Handy, Schlüsselbund.")
        )
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Auch ohne Passwort damit anmelden")
            self.fields["passwordless"].help_text = _("Ihr Gerät fragt dann nach Fingerabdruck, Gesicht oder PIN.")
            self.fields["passwordless"].initial = True


class EditWebAuthnForm(webauthn.EditWebAuthnForm):
    """Naming a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=60, validators=[single_line])


# --- One's own data --------------------------------------------------------------------------------------------------


class ProfileForm(forms.ModelForm[Person]):
    """What somebody tells about themselves. All of it is voluntary."""

    about_visitor = True

    class Meta:
        model = Person
        fields = actions.PROFILE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Sprache"),
            choices=settings.LANGUAGES,
            help_text=_("In dieser Sprache schreiben wir Ihnen, wenn es den Text darin gibt."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        address = [cleaned.get(name) for name in ("street", "postcode", "city")]
        if cleaned.get("letters_only") and not all(address):
            for name, value in zip(("street", "postcode", "city"), address, strict=True):
                if not value and name not in self.errors:
                    self.add_error(
                        name, ValidationError(_("Für Briefe brauchen wir Ihre ganze Anschrift."), code="address")
                    )
        return cleaned
