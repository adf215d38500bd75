# SPDX-License-Identifier: EUPL-1.2
"""Which ideas say something alike: hints for whoever is about to write the same again. Pure functions over texts.

Terms (stems, parts of compounds) weigh by how rare they are among the ideas of the phase (Salton & Buckley, "Term-weighting
approaches in automatic text retrieval", 1988: tf-idf, cosine); the title counts three times. Trigrams help where words are
misspelled and for languages without a stemmer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from allmende.engines.language.retrieval import Terms, trigrams

ENOUGH = 0.22
"""From here on two texts are shown to people as alike. Chosen on the ideas of the demo county; see docs."""

MOST = 4
FEWEST_WORDS = 2


@dataclass(frozen=True)
class Known:
    """An idea to compare with."""

    key: int
    title: str
    text: str
    language: str = "de"


@dataclass(frozen=True)
class Match:
    """An idea that is alike, 0..1."""

    key: int
    score: float


@lru_cache(maxsize=64)
def _terms(language: str) -> Terms:
    return Terms(language.split("-", maxsplit=1)[0])


@lru_cache(maxsize=5000)
def _bag(title: str, text: str, language: str) -> tuple[tuple[str, int], ...]:
    """Return the terms of a text with how often they count. Remembered: ideas change seldom and are asked for often."""
    terms = _terms(language)
    counts = Counter(term for term in terms.of(text) if len(term) > 2)
    for term in terms.of(title):
        if len(term) > 2:
            counts[term] += 3
    return tuple(counts.items())


@lru_cache(maxsize=5000)
def _grams(title: str) -> frozenset[str]:
    return trigrams(title)


def alike(title: str, text: str, known: Sequence[Known], language: str = "de") -> list[Match]:
    """Return what is alike, the most alike first, at most four; nothing for fewer than two words. Linear in the texts."""
    asked = dict(_bag(title, text, language))
    if len(asked) < FEWEST_WORDS:
        return []
    bags = [dict(_bag(one.title, one.text, one.language)) for one in known]
    rarity = _rarity(bags)
    weights = _weighted(asked.items(), rarity, len(known))
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    own_grams = _grams(title)
    found = []
    for one, bag in zip(known, bags, strict=True):
        other = _weighted(bag.items(), rarity, len(known))
        shared = sum(weight * other[term] for term, weight in weights.items() if term in other)
        cosine = shared / (length * (math.sqrt(sum(weight * weight for weight in other.values())) or 1.0))
        grams = _grams(one.title)
        spelling = len(own_grams & grams) / len(own_grams | grams) if own_grams and grams else 0.0
        score = max(cosine, 0.7 * cosine + 0.5 * spelling if shared else 0.6 * spelling)
        if score >= ENOUGH:
            found.append(Match(one.key, min(score, 1.0)))
    return sorted(found, key=lambda match: (-match.score, match.key))[:MOST]


def _rarity(bags: Iterable[dict[str, int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for bag in bags:
        counts.update(bag.keys())
    return counts


def _weighted(items: Iterable[tuple[str, int]], rarity: Counter[str], total: int) -> dict[str, float]:
    return {
        term: (1 + math.log(count)) * math.log(1 + (total + 1) / (rarity[term] + 1)) for term, count in items if count
    }
