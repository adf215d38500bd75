# SPDX-License-Identifier: EUPL-1.2
"""One letter in all its parts."""

from __future__ import annotations

import datetime

import pytest

from allmende.core.letters.letter import Letter, LetterCode, Sender

TEXT = """wir haben Ihren Hinweis unter der **Nummer K7QF-3M9-ZTA** aufgenommen.

## So geht es weiter
- Jemand sieht sich die Stelle an.
- Sie bekommen eine Antwort.

<b>Kein HTML</b> & „Zeichen“: 5 €, ž, Київ
zweite Zeile"""


def sample(**changes):
    """Return the letter, with changes."""
    values = {
        "sender": Sender("Landkreis Auental", "Schlossplatz 1", "09999", "Auenstadt", "03999 123-0", "post@auental.example"),
        "recipient": ("Frau", "Dr. Erika Mustermann-Öztürk", "Weg am kleinen Fluss 12 a", "09999 Auenstadt"),
        "date": datetime.date(2026, 11, 22),
        "subject": "Ihr Hinweis: Laterne im Weidenweg",
        "text": TEXT,
        "greeting": "Guten Tag,",
        "signature": "Sabine Kleinert\nBürgerbüro",
        "endorsement": "Persönlich",
        "details": (("Vorgang", "K7QF-3M9-ZTA"),),
        "codes": (LetterCode("So sehen Sie, wie weit wir sind", "https://auental.example/k/K7QF3-M9ZTA/", "K7QF3-M9ZTA"),),
    }  # fmt: skip
    return Letter(**values | changes)


@pytest.fixture
def make_letter():
    """The function that makes the letter."""
    return sample
