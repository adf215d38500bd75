# SPDX-License-Identifier: EUPL-1.2
"""Stems of words by the Snowball algorithms (M. F. Porter, "Snowball", 2001), through the package `snowballstemmer`."""

from __future__ import annotations

import threading
from functools import lru_cache

import snowballstemmer

_ALGORITHMS = {"de": "german", "en": "english", "ar": "arabic", "tr": "turkish", "fr": "french"}
_LONGEST = 64
_local = threading.local()


def stemmed_languages() -> frozenset[str]:
    """Return the languages that have a stemmer; for the others (Ukrainian) trigrams do the work."""
    return frozenset(_ALGORITHMS)


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "de") -> str:
    """Return the stem of a word in small letters.

    German: "ae", "oe", "ue" count as umlauts and umlauts as their vowel, so "Bäckereien", "Baeckerei" and "Backerei" meet.
    A word of a language without stemmer, and one of more than 64 letters, comes back as it is.
    """
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None or len(word) > _LONGEST:
        return word
    # A stemmer keeps the word it works on in itself: each thread has its own.
    stemmer = getattr(_local, algorithm, None)
    if stemmer is None:
        stemmer = snowballstemmer.stemmer(algorithm)
        setattr(_local, algorithm, stemmer)
    return str(stemmer.stemWord(word))
