# SPDX-License-Identifier: EUPL-1.2
"""Personal data of accounts: our own rows, and those of the library for signing in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    ACCOUNT,
    PUBLIC_TASK,
    SECURITY,
    SELF,
    STAFF,
    SYSTEM,
    WITH_ROW,
    Activity,
    Blank,
    Custom,
    Declaration,
    Delete,
    Personal,
    Retention,
)

ACTIVITIES = [
    Activity(
        "people",
        _("Konten und Anmeldung"),
        people=_("Menschen mit Konto, Menschen ohne Konto, für die die Verwaltung etwas einträgt, Beschäftigte"),
    )
]

_TO_REACH = _("Sie erreichen: Nachrichten, Antworten und Briefe")
_TO_SIGN_IN = _("Anmelden und das Konto schützen")
_WHO = _("wissen, wie sicher die Identität feststeht")
_IDLE = Retention(_("drei Monate nach der letzten Benutzung"), days=90, since="last_seen_at", delete=True)


def _forget_connections(rows: QuerySet[Any], person: Any) -> int:
    """Delete the connections; that these identities have counted is kept (see `identities`)."""
    from allmende.core.people.identities import remember

    for account in rows:
        remember(account, person)
    return rows.delete()[0]


DECLARATIONS = [
    Declaration(
        model="people.Person",
        subject="self",
        title=_("Ihr Konto"),
        fields={
            "email": Personal(_("Anmelden, Nachrichten schicken"), PUBLIC_TASK, ACCOUNT, SELF),
            "first_name": Personal(_("Anrede in Nachrichten und Briefen"), PUBLIC_TASK, ACCOUNT, SELF),
            "last_name": Personal(_("Anrede in Nachrichten und Briefen"), PUBLIC_TASK, ACCOUNT, SELF),
            "language": Personal(_("in Ihrer Sprache schreiben"), PUBLIC_TASK, ACCOUNT, SELF),
            "street": Personal(_TO_REACH, PUBLIC_TASK, ACCOUNT, SELF),
            "postcode": Personal(_TO_REACH, PUBLIC_TASK, ACCOUNT, SELF),
            "city": Personal(_TO_REACH, PUBLIC_TASK, ACCOUNT, SELF),
            "phone": Personal(_("Rückfragen am Telefon"), PUBLIC_TASK, ACCOUNT, SELF),
            "letters_only": Personal(_("Post statt E-Mail"), PUBLIC_TASK, ACCOUNT, SELF),
            "password": Personal(_TO_SIGN_IN, SECURITY, ACCOUNT, SELF, sensitive=True, export=False),
            "last_login": Personal(_TO_SIGN_IN, SECURITY, ACCOUNT, SYSTEM),
            "date_joined": Personal(_("Alter des Kontos"), PUBLIC_TASK, ACCOUNT, SYSTEM),
            "groups": Personal(_("Rechte in der Verwaltung"), PUBLIC_TASK, ACCOUNT, STAFF),
            "user_permissions": Personal(_("Rechte in der Verwaltung"), PUBLIC_TASK, ACCOUNT, STAFF),
        },
        none="is_active is_superuser",
        erase=Blank(
            "email", "first_name", "last_name", "language", "street", "postcode", "city", "phone", "letters_only",
            "last_login", "groups", "user_permissions",
        ),
    ),
    Declaration(
        model="people.Assurance",
        subject="person",
        title=_("Bestätigung Ihrer Identität"),
        fields={
            "person": Personal(_WHO, PUBLIC_TASK, ACCOUNT, STAFF),
            "level": Personal(_WHO, PUBLIC_TASK, ACCOUNT, STAFF),
            "source": Personal(_WHO, PUBLIC_TASK, ACCOUNT, STAFF),
            "confirmed_at": Personal(_WHO, PUBLIC_TASK, ACCOUNT, STAFF),
            "valid_until": Personal(_WHO, PUBLIC_TASK, ACCOUNT, STAFF),
            "how": Personal(_WHO, PUBLIC_TASK, ACCOUNT, STAFF),
        },
        none="lasting number",
        erase=Delete(),
    ),
    Declaration(
        model="people.Assurance",
        subject="confirmed_by",
        title=_("Identitäten, die Sie bestätigt haben"),
        fields={"confirmed_by": Personal(_("wer geprüft hat"), PUBLIC_TASK, WITH_ROW, SYSTEM)},
        shown="confirmed_at level",
        erase=Blank("confirmed_by"),
    ),
    Declaration(
        model="account.EmailAddress",
        subject="user",
        title=_("E-Mail-Adressen"),
        fields={
            "user": Personal(_TO_SIGN_IN, PUBLIC_TASK, ACCOUNT, SELF),
            "email": Personal(_TO_SIGN_IN, PUBLIC_TASK, ACCOUNT, SELF),
        },
        shown="verified primary",
        erase=Delete(),
        activity="people",
    ),
    Declaration(
        model="mfa.Authenticator",
        subject="user",
        title=_("Zweiter Schritt beim Anmelden"),
        fields={
            "user": Personal(_TO_SIGN_IN, SECURITY, ACCOUNT, SELF),
            "data": Personal(_TO_SIGN_IN, SECURITY, ACCOUNT, SYSTEM, sensitive=True, export=False),
        },
        shown="type created_at last_used_at",
        erase=Delete(),
        activity="people",
    ),
    Declaration(
        model="socialaccount.SocialAccount",
        subject="user",
        title=_("Anmeldung über andere Stellen"),
        fields={
            "user": Personal(_TO_SIGN_IN, PUBLIC_TASK, ACCOUNT, SELF),
            "uid": Personal(_TO_SIGN_IN, PUBLIC_TASK, ACCOUNT, SELF),
            "extra_data": Personal(_("Angaben der anmeldenden Stelle"), PUBLIC_TASK, ACCOUNT, SELF),
        },
        shown="provider date_joined last_login",
        erase=Custom(_forget_connections, _("wird gelöscht")),
        activity="people",
    ),
    Declaration(
        model="people.KnownIdentity",
        fields={
            "key": Personal(
                _("verhindern, dass jemand zweimal abstimmt"),
                PUBLIC_TASK,
                Retention(_("ein Jahr"), days=365, since="seen", delete=True),
                SYSTEM,
                export=False,
            ),
        },
        none="number seen",
    ),
    Declaration(
        model="usersessions.UserSession",
        subject="user",
        title=_("Angemeldete Geräte"),
        fields={
            "user": Personal(_("fremde Anmeldungen erkennen und beenden"), SECURITY, _IDLE, SYSTEM),
            "ip": Personal(_("fremde Anmeldungen erkennen und beenden"), SECURITY, _IDLE, SYSTEM),
            "user_agent": Personal(_("fremde Anmeldungen erkennen und beenden"), SECURITY, _IDLE, SYSTEM),
        },
        shown="created_at last_seen_at",
        erase=Delete(),
        activity="people",
    ),
]  # fmt: skip
