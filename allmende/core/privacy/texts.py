# SPDX-License-Identifier: EUPL-1.2
"""Words of consent that every installation has.

Words of consent stand here in each language as they are agreed to: a translation that changes later would be another
consent. Whoever changes one raises the version.
"""

from __future__ import annotations

from allmende.core.privacy.consents import Purpose, Words, register

PHONE = "contact.phone"


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
