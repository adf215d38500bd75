# SPDX-License-Identifier: EUPL-1.2
"""Which of a few languages a short text is in: by script, then by small words. Says what it was told where it cannot tell.

Method: script shares, then counts of function words (Grefenstette 1995, "Comparing two language identification schemes").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SCRIPTS = {"ARABIC": "ar", "CYRILLIC": "uk"}
_SMALL_WORDS = {
    "de": "der die das und ist nicht ich wir ein eine für mit auf zu es sie im dem den von auch sind wäre bitte mehr wenn aber "
    "dass hier wie oder nur kein keine man zum zur bei",
    "en": "the and is are not of to in it that for on with this be we you have please more would should there but or no an my",
    "tr": "ve bir bu için çok de da ile daha olarak olan gibi var yok değil ne ben biz lütfen kadar ama veya burada mi mı",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 2
"""So many small words of one language, and half as many again as of the next, before a default gives way."""


def language_of(text: str, default: str = "de") -> str:
    """Return `ar`, `uk`, `de`, `en` or `tr`; `default` for a text too short or too mixed to tell. Never raises.

    >>> language_of("Please plant more trees in the square", "de")
    'en'
    """
    sample = text[:2000]
    scripts: Counter[str] = Counter()
    for sign in sample:
        if sign.isalpha():
            name = unicodedata.name(sign, "").partition(" ")[0]
            scripts[_SCRIPTS.get(name, "latin")] += 1
    if not scripts:
        return default
    script, count = scripts.most_common(1)[0]
    if script != "latin":
        return script if count >= _ENOUGH else default
    found = Counter(
        {
            language: sum(word in words for word in _WORD.findall(sample.replace("İ", "i").lower()))
            for language, words in _WORDS.items()
        }
    )
    (best, most), (_second, next_most), *_rest = found.most_common()
    return best if most >= _ENOUGH and most >= 1.5 * next_most else default
