# SPDX-License-Identifier: EUPL-1.2
"""Signing in over a provider of identities: whom it may lead to which account."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from allmende.core.people import actions, providers
from allmende.core.people.models import Person


class SocialAdapter(DefaultSocialAccountAdapter):
    """Our adapter for providers of identities."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Bitte setzen Sie zuerst ein Passwort. Sonst kämen Sie nicht mehr in Ihr Konto."),
        "no_verified_email": _(
            "Bitte geben Sie zuerst eine E-Mail-Adresse an und bestätigen Sie sie. Sonst kämen Sie nicht mehr in Ihr Konto."
        ),
        "connected_other": _("Diese Anmeldung gehört schon zu einem anderen Konto."),
        "invalid_token": _("Die Antwort des Anbieters war ungültig. Bitte versuchen Sie es noch einmal."),
    }

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Return the configured providers. Only the configuration counts, nothing in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return list(found.get("openid_connect", []))

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        """Find the account with a trusted address. A provider for citizens never leads to an account of staff."""
        found = super().authenticate_by_email(sociallogin)
        provider = providers.find(sociallogin.account.provider)
        if found is None or provider is None or (found[0].is_staff and not provider.staff):
            return None
        return found

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        provider = providers.find(login.account.provider)
        return provider is not None and provider.email != "ignore"

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Stop where the trusted address belongs to an account to which this provider must not lead."""
        if sociallogin.is_existing or not sociallogin.email_addresses or request.user.is_authenticated:
            return
        email = sociallogin.email_addresses[0].email
        taken = Person.objects.filter(
            Q(email__iexact=email) | Q(emailaddress__email__iexact=email, emailaddress__verified=True)
        )
        if taken.exists():
            raise ImmediateHttpResponse(
                render(
                    request, "socialaccount/taken.html", {"provider": sociallogin.provider, "email": email}, status=409
                )
            )

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Make the account."""
        person = super().save_user(request, sociallogin, form)
        actions.note_change("sign_up", person, source=f"oidc:{sociallogin.account.provider}")
        return person
