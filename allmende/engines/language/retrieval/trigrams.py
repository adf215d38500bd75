# SPDX-License-Identifier: EUPL-1.2
"""Trigrams of words: what a search falls back on for languages without a stemmer, and for bad spelling."""

from __future__ import annotations

from .fold import fold_words


def trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of the folded words of a text, each word with two blanks before and one after (as pg_trgm does)."""
    found: set[str] = set()
    for word in fold_words(text):
        padded = f"  {word} "
        found.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return frozenset(found)


def similarity(left: str, right: str) -> float:
    """Return how alike two texts are, 0..1: shared trigrams by all trigrams (Jaccard); 0 where one has no word."""
    a, b = trigrams(left), trigrams(right)
    return len(a & b) / len(a | b) if a and b else 0.0
