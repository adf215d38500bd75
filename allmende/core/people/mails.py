# SPDX-License-Identifier: EUPL-1.2
"""What we write to people about their account: short, without pictures, each with what to do and whom to ask.

Keys are those of allauth. Links are the only thing in a mail that opens a door; who did not ask for it can ignore it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mail:
    """Subject and text; `%(name)s` stands for a value of the context."""

    subject: Any
    text: Any


_IGNORE = _("Haben Sie das nicht angefordert? Dann brauchen Sie nichts zu tun: Ohne den Link geschieht nichts.")
_NOT_YOU = _(
    "Waren Sie das nicht? Dann setzen Sie bitte gleich ein neues Passwort und melden Sie sich bei uns:\n%(reset_url)s"
)

MAILS: dict[str, tuple[Mail, Any]] = {
    "account/email/email_confirmation_signup": (
        Mail(
            _("Bitte bestätigen Sie Ihre E-Mail-Adresse"),
            _(
                "schön, dass Sie dabei sind. Bitte bestätigen Sie mit diesem Link Ihre E-Mail-Adresse. "
                "Er gilt drei Tage.\n\n%(activate_url)s"
            ),
        ),
        _IGNORE,
    ),
    "account/email/email_confirmation": (
        Mail(
            _("Bitte bestätigen Sie Ihre neue E-Mail-Adresse"),
            _("mit diesem Link bestätigen Sie Ihre neue E-Mail-Adresse. Er gilt drei Tage.\n\n%(activate_url)s"),
        ),
        _IGNORE,
    ),
    "account/email/password_reset_key": (
        Mail(
            _("Neues Passwort setzen"),
            _("mit diesem Link setzen Sie ein neues Passwort. Er gilt einen Tag und einmal.\n\n%(password_reset_url)s"),
        ),
        _IGNORE,
    ),
    "people/invitation": (
        Mail(
            _("Ihr neues Konto"),
            _(
                "wir haben für Sie ein Konto angelegt. Mit diesem Link setzen Sie Ihr Passwort. Er gilt einen Tag.\n\n"
                "%(password_reset_url)s\n\nDanach bekommen Sie hier einen neuen Link:\n%(reset_url)s"
            ),
        ),
        "",
    ),
    "people/factor_removed": (
        Mail(
            _("Doppelter Schutz zurückgesetzt"),
            _(
                "der doppelte Schutz Ihres Kontos wurde zurückgesetzt. Richten Sie ihn bei der nächsten Anmeldung neu ein."
            ),
        ),
        _NOT_YOU,
    ),
    "account/email/unknown_account": (
        Mail(
            _("Zu dieser Adresse gibt es kein Konto"),
            _(
                "jemand möchte für diese E-Mail-Adresse ein neues Passwort setzen. Es gibt hier aber kein Konto mit "
                "dieser Adresse. Vielleicht haben Sie sich mit einer anderen Adresse angemeldet?\n\n"
                "Ein neues Konto legen Sie hier an:\n%(signup_url)s"
            ),
        ),
        "",
    ),
    "account/email/account_already_exists": (
        Mail(
            _("Sie haben schon ein Konto"),
            _(
                "jemand möchte mit dieser E-Mail-Adresse ein Konto anlegen. Sie haben schon eines. "
                "Wenn Sie Ihr Passwort nicht mehr wissen, setzen Sie hier ein neues:\n\n%(password_reset_url)s"
            ),
        ),
        "",
    ),
    "account/email/email_changed": (
        Mail(
            _("Ihre E-Mail-Adresse wurde geändert"),
            _("die E-Mail-Adresse Ihres Kontos ist jetzt %(to_email)s. Bisher war es %(from_email)s."),
        ),
        _NOT_YOU,
    ),
    "account/email/password_changed": (
        Mail(_("Ihr Passwort wurde geändert"), _("das Passwort Ihres Kontos wurde gerade geändert.")),
        _NOT_YOU,
    ),
    "account/email/password_set": (
        Mail(_("Ihr Konto hat jetzt ein Passwort"), _("für Ihr Konto wurde gerade ein Passwort gesetzt.")),
        _NOT_YOU,
    ),
    "account/email/password_reset": (
        Mail(_("Ihr Passwort wurde neu gesetzt"), _("das Passwort Ihres Kontos wurde gerade neu gesetzt.")),
        _NOT_YOU,
    ),
    "mfa/email/totp_activated": (
        Mail(_("Anmeldung mit Code-App eingeschaltet"), _("Ihr Konto fragt ab jetzt nach einem Code aus Ihrer App.")),
        _NOT_YOU,
    ),
    "mfa/email/totp_deactivated": (
        Mail(_("Anmeldung mit Code-App ausgeschaltet"), _("Ihr Konto fragt nicht mehr nach einem Code aus der App.")),
        _NOT_YOU,
    ),
    "mfa/email/webauthn_added": (
        Mail(_("Neuer Passkey"), _("zu Ihrem Konto ist ein Passkey oder Sicherheitsschlüssel dazugekommen.")),
        _NOT_YOU,
    ),
    "mfa/email/webauthn_removed": (
        Mail(_("Passkey entfernt"), _("aus Ihrem Konto wurde ein Passkey oder Sicherheitsschlüssel entfernt.")),
        _NOT_YOU,
    ),
    "mfa/email/recovery_codes_generated": (
        Mail(_("Neue Notfall-Codes"), _("für Ihr Konto gibt es neue Notfall-Codes. Die alten gelten nicht mehr.")),
        _NOT_YOU,
    ),
    "socialaccount/email/account_connected": (
        Mail(_("Neue Anmeldung verbunden"), _("Sie können sich jetzt auch über „%(provider)s“ anmelden.")),
        _NOT_YOU,
    ),
    "socialaccount/email/account_disconnected": (
        Mail(_("Anmeldung getrennt"), _("Die Anmeldung über „%(provider)s“ gehört nicht mehr zu Ihrem Konto.")),
        _NOT_YOU,
    ),
}


def compose(key: str, context: dict[str, Any], house: str, address: str) -> tuple[str, str]:
    """Return (subject, text) of the mail `key` in the active language; `house` is who writes, `address` its website."""
    mail, ending = MAILS[key]
    person = context.get("user")
    name = person.get_full_name() if person is not None and hasattr(person, "get_full_name") else ""
    greeting = gettext("Guten Tag %(name)s,") % {"name": name} if name else gettext("Guten Tag,")
    parts = [greeting, str(mail.text) % context, str(ending) % context if ending else "", f"{house}\n{address}"]
    return f"{house}: {mail.subject}", "\n\n".join(part for part in parts if part) + "\n"
