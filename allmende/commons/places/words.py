# SPDX-License-Identifier: EUPL-1.2
"""Folding of words, so that "Baeckerei", "Bäckerei" and "bäckerei" find the same, on every database."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

WORD_FIELDS = frozenset({"name", "street", "house_number", "postcode", "city"})
"""Fields of a place whose words the search knows."""

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe"})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> list[str]:
    """Return the words of a text in lower case, umlauts as two letters, without accents; "-str." becomes "-strasse".

    >>> fold("Café Müller, Haupt-Str. 5a")
    ['cafe', 'mueller', 'haupt', 'strasse', '5a']
    """
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_GERMAN)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return [word + "asse" if word.endswith("str") else word for word in _WORD.findall(plain)]


def fold_query(text: str) -> list[str]:
    """Return the word beginnings somebody searches for: as `fold`, but "hauptstr" stays, it begins "hauptstrasse"."""
    return [word[: -len("asse")] if word.endswith("strasse") else word for word in fold(text)]


def words_of(place: Any) -> str:
    """Return the folded words of a place's name and address, separated by spaces, each once, the name's first."""
    texts = (place.name, place.street, place.house_number, place.postcode, place.city)
    return " ".join(dict.fromkeys(word for text in texts for word in fold(text)))
