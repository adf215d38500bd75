# SPDX-License-Identifier: EUPL-1.2
"""How hard a text is to read: the usual formulas, from counts of words, syllables and sentences.

Sources:
    Flesch reading ease: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948).
    German version: T. Amstad, "Wie verständlich sind unsere Zeitungen?", Diss. Zürich (1978).
    Wiener Sachtextformel 1-4: R. Bamberger, E. Vanecek, "Lesen - Verstehen - Lernen - Schreiben", Wien (1984).
    LIX: C. H. Björnsson, "Läsbarhet", Stockholm (1968).

Formulas see lengths, not sense. On municipal pages they separate good from bad only roughly; show the trend and the worst
sentences, and never a formula alone as proof of easy language.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from .sentences import Sentence, sentences
from .syllables import syllables
from .tokens import Kind

RELIABLE_WORDS = 100
"""Below this many words a single long word moves the result; Flesch drew samples of 100 words."""

_LONG_WORD = 6


class Verdict(enum.Enum):
    """The reading ease in a word. The bands are those of Flesch, which Amstad kept; two neighbours are merged."""

    VERY_EASY = "very_easy"  # from 80
    EASY = "easy"  # from 65
    MEDIUM = "medium"  # from 50
    HARD = "hard"  # from 30
    VERY_HARD = "very_hard"


_BANDS = ((80.0, Verdict.VERY_EASY), (65.0, Verdict.EASY), (50.0, Verdict.MEDIUM), (30.0, Verdict.HARD))


@dataclass(frozen=True, slots=True)
class Readability:
    """The measures of a text.

    Attributes:
        sentences, words, syllables: what was counted. Numbers count as words, as they are read; links do not count.
        words_per_sentence, syllables_per_word: means.
        long_words: share of words with more than six letters, 0..1.
        reading_ease: Flesch (English) or Flesch-Amstad (German); higher is easier, common texts lie between 0 and 100.
        wiener: Wiener Sachtextformel 1, 2, 3, 4: about the school year a text suits (4 easy .. 15 hard). German only, else empty.
        lix: 20 very easy .. 60 very hard, any language.
        verdict: the reading ease in a word.
        reliable: whether there were enough words (`RELIABLE_WORDS`) for the figures to mean something.
    """

    sentences: int
    words: int
    syllables: int
    words_per_sentence: float
    syllables_per_word: float
    long_words: float
    reading_ease: float
    wiener: tuple[float, ...]
    lix: float
    verdict: Verdict
    reliable: bool


def flesch(words_per_sentence: float, syllables_per_word: float) -> float:
    """Flesch reading ease for English (1948)."""
    return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word


def flesch_amstad(words_per_sentence: float, syllables_per_word: float) -> float:
    """Flesch reading ease for German (Amstad 1978)."""
    return 180.0 - words_per_sentence - 58.5 * syllables_per_word


def wiener_sachtextformel(ms: float, sl: float, iw: float, es: float) -> tuple[float, float, float, float]:
    """Return Wiener Sachtextformel 1 to 4 (Bamberger and Vanecek 1984).

    Args:
        ms: percentage of words with three or more syllables, 0..100.
        sl: mean words per sentence.
        iw: percentage of words with more than six letters, 0..100.
        es: percentage of words with one syllable, 0..100.
    """
    return (
        0.1935 * ms + 0.1672 * sl + 0.1297 * iw - 0.0327 * es - 0.875,
        0.2007 * ms + 0.1682 * sl + 0.1373 * iw - 2.779,
        0.2963 * ms + 0.1905 * sl - 1.1144,
        0.2744 * ms + 0.2656 * sl - 1.693,
    )


def lix(words_per_sentence: float, long_words: float) -> float:
    """Return Björnsson's LIX from words per sentence and the share (0..1) of words with more than six letters."""
    return words_per_sentence + 100.0 * long_words


def measure(text: str | Sequence[Sentence], language: str = "de") -> Readability | None:
    """Measure a text (or its sentences, where they are at hand), or return None where it holds no word.

    Args:
        text: any text, or what `sentences` made of it.
        language: "de" or "en".
    """
    found = sentences(text, language) if isinstance(text, str) else text
    counted = 0
    lengths: list[int] = []
    beats: list[int] = []
    for sentence in found:
        before = len(beats)
        for token in sentence.tokens:
            if token.kind in {Kind.WORD, Kind.ABBREVIATION, Kind.NUMBER}:
                count = syllables(token.text, language)
                if count:
                    beats.append(count)
                    lengths.append(sum(1 for sign in token.text if sign.isalpha()))
        counted += len(beats) > before
    if not beats:
        return None
    words = len(beats)
    per_sentence, per_word = words / counted, sum(beats) / words
    long_share = sum(1 for length in lengths if length > _LONG_WORD) / words
    ease = (flesch if language == "en" else flesch_amstad)(per_sentence, per_word)
    wiener: tuple[float, ...] = ()
    if language != "en":
        many = 100.0 * sum(1 for count in beats if count >= 3) / words
        single = 100.0 * sum(1 for count in beats if count == 1) / words
        wiener = wiener_sachtextformel(many, per_sentence, 100.0 * long_share, single)
    return Readability(
        sentences=counted,
        words=words,
        syllables=sum(beats),
        words_per_sentence=per_sentence,
        syllables_per_word=per_word,
        long_words=long_share,
        reading_ease=ease,
        wiener=wiener,
        lix=lix(per_sentence, long_share),
        verdict=next((verdict for limit, verdict in _BANDS if ease >= limit), Verdict.VERY_HARD),
        reliable=words >= RELIABLE_WORDS,
    )
