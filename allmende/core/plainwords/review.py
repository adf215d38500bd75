# SPDX-License-Identifier: EUPL-1.2
"""What is hard to read in a text, in the order in which it is worth mending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allmende.engines.language import Readability, Sentence, Verdict, measure, sentences
from allmende.engines.language.hints import EASY, PLAIN, Hint, Profile, Severity, check, message

LONGEST = 60_000
"""Signs; about twenty pages of print. More is looked at from its beginning."""
SHOWN = 5
"""Sentences shown at once; the others can be unfolded."""
MOST = 60
"""Sentences with hints that are shown at all."""
LONGEST_QUOTE = 400
"""Signs of a sentence that are shown."""
LONGEST_WORDS = 80
"""Signs of the words that a remark repeats."""
NOTICEABLE = 2.0
"""Points of reading ease below which nothing is called a change."""

_WEIGHTS = {Severity.NOTE: 1, Severity.ADVICE: 2, Severity.WARNING: 4}
_VERDICTS: dict[Verdict, Promise] = {
    Verdict.VERY_EASY: _("sehr leicht"),
    Verdict.EASY: _("leicht"),
    Verdict.MEDIUM: _("mittel"),
    Verdict.HARD: _("schwer"),
    Verdict.VERY_HARD: _("sehr schwer"),
}


@dataclass(frozen=True)
class Remark:
    """One hint: what it is, why it matters, what to write instead, and its words where the advice does not name them."""

    title: str
    advice: str
    suggestion: str
    words: str


@dataclass(frozen=True)
class Passage:
    """A sentence with its remarks. `parts` are pieces of its text; those with True are what the remarks are about."""

    parts: tuple[tuple[str, bool], ...]
    remarks: tuple[Remark, ...]
    weight: int


@dataclass(frozen=True)
class Review:
    """The state of a text. `measures` is None where it holds no words."""

    language: str
    easy: bool
    measures: Readability | None
    passages: tuple[Passage, ...]
    sentences: int
    cut: bool
    before: Readability | None = None

    @property
    def verdict(self) -> Promise | str:
        """The reading ease in a word."""
        return _VERDICTS[self.measures.verdict] if self.measures else ""

    @property
    def trend(self) -> str:
        """`easier`, `harder`, `same` than the version before, or "" where there is nothing to compare."""
        if self.measures is None or self.before is None:
            return ""
        change = self.measures.reading_ease - self.before.reading_ease
        return "same" if abs(change) < NOTICEABLE else "easier" if change > 0 else "harder"

    @property
    def ease(self) -> int:
        """The reading ease (Flesch, for German Flesch-Amstad) as a whole number."""
        return round(self.measures.reading_ease) if self.measures else 0

    @property
    def ease_before(self) -> int:
        """The reading ease of the version before."""
        return round(self.before.reading_ease) if self.before else 0

    @property
    def school_year(self) -> float | None:
        """Wiener Sachtextformel 1: about the school year that a text suits; German only."""
        return round(self.measures.wiener[0], 1) if self.measures and self.measures.wiener else None

    @property
    def worst(self) -> tuple[Passage, ...]:
        """The sentences to begin with."""
        return self.passages[:SHOWN]

    @property
    def others(self) -> tuple[Passage, ...]:
        """The remaining sentences with hints."""
        return self.passages[SHOWN:MOST]


def writing_language(code: str) -> str | None:
    """Return the language of hints for a language of the site ("de", "en"), or None where there are no hints for it."""
    primary = code.split("-", maxsplit=1)[0]
    return primary if primary in {"de", "en"} else None


def is_easy(code: str) -> bool:
    """Whether texts in this language follow the rules for easy language."""
    return code == "de-simple"


def review(text: str, language: str = "de", before: str | None = None) -> Review | None:
    """Look at a text.

    Args:
        text: plain text; blank lines between its blocks.
        language: of the text, as the site names it; "de-simple" is held to the stricter rules for easy language.
        before: the version to compare with.

    Returns:
        None for languages without hints.
    """
    writing = writing_language(language)
    if writing is None:
        return None
    profile: Profile = EASY if is_easy(language) else PLAIN
    found = sentences(text[:LONGEST], writing)
    hints = check(found, writing, profile)
    passages = sorted(_passages(found, hints), key=lambda passage: -passage.weight)
    return Review(
        language=writing,
        easy=is_easy(language),
        measures=measure(found, writing),
        passages=tuple(passages),
        sentences=len(found),
        cut=len(text) > LONGEST,
        before=measure(before[:LONGEST], writing) if before else None,
    )


def _passages(found: list[Sentence], hints: list[Hint]) -> Iterator[Passage]:
    rest = iter(hints)
    hint = next(rest, None)
    for sentence in found:
        own: list[Hint] = []
        while hint is not None and hint.start < sentence.end:
            own.append(hint)
            hint = next(rest, None)
        if own:
            weight = sum(_WEIGHTS[one.severity] for one in own)
            yield Passage(_parts(sentence, own), tuple(_remark(one, sentence) for one in own), weight)


def _remark(hint: Hint, sentence: Sentence) -> Remark:
    told = message(hint)
    whole = hint.start <= sentence.start and hint.end >= sentence.end
    words = "" if whole else sentence.text[hint.start - sentence.start : hint.end - sentence.start]
    named = len(words) > LONGEST_WORDS or told.advice.startswith("„") or words in told.advice
    return Remark(told.title, told.advice, hint.suggestion, "" if named else words)


def _parts(sentence: Sentence, hints: list[Hint]) -> tuple[tuple[str, bool], ...]:
    """Cut a sentence where marks begin and end; a hint on the whole of it marks nothing."""
    text = sentence.text[:LONGEST_QUOTE]
    marked = bytearray(len(text))
    for hint in hints:
        start, end = hint.start - sentence.start, min(hint.end - sentence.start, len(text))
        if end > start and (start > 0 or hint.end < sentence.end):
            marked[start:end] = b"\x01" * (end - start)
    parts: list[tuple[str, bool]] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            parts.append((text[start:place], bool(marked[start])))
            start = place
    if len(sentence.text) > LONGEST_QUOTE:
        parts.append((" …", False))
    return tuple(parts)
