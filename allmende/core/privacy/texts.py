# SPDX-License-Identifier: EUPL-1.2
"""Words of consent that every installation has, and what this app's actions are called in the log.

Words of consent stand here in each language as they are agreed to: a translation that changes later would be another
consent. Whoever changes one raises the version.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.consents import Purpose, Words, register

PHONE = "contact.phone"

ACTIONS = {
    "privacy.consent_given": _("Einwilligung erteilt"),
    "privacy.consent_withdrawn": _("Einwilligung widerrufen"),
    "privacy.erasure_requested": _("Löschung verlangt"),
    "privacy.erasure_cancelled": _("Löschung zurückgenommen"),
    "privacy.erased": _("gelöscht"),
    "privacy.exported": _("Daten mitgenommen"),
    "privacy.printed": _("Datenblatt ausgedruckt"),
    "privacy.retention": _("Aufbewahrungsfrist abgelaufen"),
    "privacy.officer_changed": _("Datenschutzkontakt geändert"),
    "privacy.keys_rotated": _("Schlüssel gewechselt"),
    "audit.guarded": _("Sperren des Protokolls wieder gesetzt"),
    "audit.exported": _("Protokoll als Tabelle geholt"),
}


def register_purposes() -> None:
    """Make the purposes known: those of the platform itself; apps register theirs."""
    register(
        Purpose(
            PHONE,
            version=1,
            words={
                "de": Words(
                    "Rückfragen am Telefon",
                    "Die Verwaltung darf mich zu meinen eigenen Anliegen anrufen. Meine Telefonnummer wird dafür nur von "
                    "den Stellen benutzt, die mein Anliegen bearbeiten.",
                ),
                "en": Words(
                    "Questions by telephone",
                    "The administration may call me about my own matters. My telephone number is used for this only by the "
                    "offices that handle my matter.",
                ),
            },
        )
    )
