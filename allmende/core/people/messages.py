# SPDX-License-Identifier: EUPL-1.2
"""What is said after a step of the account pages, in place of allauth's templates. What is missing here is not said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "account/messages/email_confirmation_sent.txt": _(
        "Wir haben Ihnen eine E-Mail an %(email)s geschickt. Bitte öffnen Sie den Link darin."
    ),
    "account/messages/email_confirmed.txt": _("Die E-Mail-Adresse %(email)s ist bestätigt."),
    "account/messages/email_confirmation_failed.txt": _(
        "Die E-Mail-Adresse %(email)s gehört schon zu einem anderen Konto und kann hier nicht bestätigt werden."
    ),
    "account/messages/email_deleted.txt": _("Die E-Mail-Adresse %(email)s ist entfernt."),
    "account/messages/logged_out.txt": _("Sie sind abgemeldet."),
    "account/messages/password_changed.txt": _("Ihr neues Passwort gilt ab jetzt."),
    "account/messages/password_set.txt": _("Ihr Passwort ist gesetzt."),
    "mfa/messages/totp_activated.txt": _("Ihr Konto ist jetzt mit einer Code-App geschützt."),
    "mfa/messages/totp_deactivated.txt": _("Die Code-App ist entfernt."),
    "mfa/messages/webauthn_added.txt": _("Der Schlüssel ist gespeichert."),
    "mfa/messages/webauthn_removed.txt": _("Der Schlüssel ist entfernt."),
    "mfa/messages/recovery_codes_generated.txt": _("Sie haben neue Notfall-Codes. Die alten gelten nicht mehr."),
    "socialaccount/messages/account_connected.txt": _("Die Anmeldung ist mit Ihrem Konto verbunden."),
    "socialaccount/messages/account_connected_updated.txt": _("Die Anmeldung war schon mit Ihrem Konto verbunden."),
    "socialaccount/messages/account_connected_other.txt": _("Diese Anmeldung gehört schon zu einem anderen Konto."),
    "socialaccount/messages/account_disconnected.txt": _("Die Anmeldung ist von Ihrem Konto getrennt."),
    "usersessions/messages/sessions_logged_out.txt": _("Alle anderen Geräte sind abgemeldet."),
}
