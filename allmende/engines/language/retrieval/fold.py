# SPDX-License-Identifier: EUPL-1.2
"""Folding: one spelling for what people mean to be the same ("Bäckerei", "BAECKEREI")."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ـ": "",
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_WORD = re.compile(r"[^\W_]+")
_ROUNDS = 5


def _once(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).casefold()
    letters = unicodedata.normalize("NFC", lowered).translate(_LETTERS)
    return "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))


def fold(text: str) -> str:
    """Return a text in small letters, umlauts as two letters, without accents and invisible signs.

    Folding again changes nothing.
    """
    if text.isascii():
        return text.lower()
    folded = _INVISIBLE.sub("", text)
    for _ in range(_ROUNDS):  # a few signs become foldable only by being folded ("㎅" -> "KB" -> "kb")
        again = _once(folded)
        if again == folded:
            break
        folded = again
    return folded


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text; signs are left out.

    >>> fold_words("Café Müller, Haupt-Straße 5a")
    ['cafe', 'mueller', 'haupt', 'strasse', '5a']
    """
    return _WORD.findall(fold(text))
