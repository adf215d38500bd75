# SPDX-License-Identifier: EUPL-1.2
"""The second factor: code apps, passkeys, recovery codes, and who must have one."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.core.people.models import Person
from allmende.core.privacy.crypto import decrypt, encrypt

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes only stand in for one of these."""
SECRETS = "mfa.Authenticator.data"
"""What the keys of code apps and the seeds of recovery codes are encrypted for."""


def must_have_one(person: Person) -> bool:
    """Tell whether this person may not work without a second factor."""
    return bool(person.is_staff and settings.STAFF_SECOND_FACTOR)


def has_one(person: Person) -> bool:
    """Tell whether somebody has set up a second factor. One query."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


class MFAAdapter(DefaultMFAAdapter):
    """Our adapter for the second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Für Ihre Arbeit in der Verwaltung brauchen Sie einen zweiten Faktor. Richten Sie zuerst einen anderen ein."
        ),
        "cannot_generate_recovery_codes": _(
            "Notfall-Codes gibt es, sobald Sie eine Code-App oder einen Passkey haben."
        ),
        "incorrect_code": _(
            "Dieser Code stimmt nicht oder ist abgelaufen. Bitte nehmen Sie den, der jetzt angezeigt wird."
        ),
        "unverified_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Wir haben Ihnen einen Link geschickt."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text, SECRETS)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, SECRETS)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff who must have a second factor keep at least one."""
        if not must_have_one(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return bool(others.exists())

    def _get_site_name(self) -> str:
        request: HttpRequest = context.request
        presence = getattr(request, "presence", None)
        return str(presence.display_name) if presence else "Allmende"

    def build_totp_svg(self, url: str) -> str:
        """Return a QR code as SVG, black on white in dark mode too."""
        buffer = BytesIO()
        segno.make(url, error="m").save(buffer, kind="svg", scale=5, border=4, light="white", xmldecl=False)
        return buffer.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 (allauth's name)
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Mein Gerät") if number == 1 else gettext("Gerät %(number)s") % {"number": number}
