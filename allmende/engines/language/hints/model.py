# SPDX-License-Identifier: EUPL-1.2
"""What a hint is, and the profiles: how strictly a text is looked at."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .view import View

Splitter = Callable[[str], tuple[str, ...]]
"""Splits a compound into its parts; one part means: not known as a compound."""


class Severity(enum.IntEnum):
    """How much a hint matters to the reader."""

    NOTE = 1
    ADVICE = 2
    WARNING = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """One remark on a text for its editor.

    Attributes:
        key: which rule; names an entry of `messages.MESSAGES`.
        start, end: the place in the checked text.
        severity: how much it matters in the profile.
        params: values for the message's placeholders.
        suggestion: what one may write instead, to show to the editor; empty where there is none.
        replacement: a text that may safely take the place `start:end`, or None where a human has to think.
    """

    key: str
    start: int
    end: int
    severity: Severity
    params: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: str = ""
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; it becomes a `Hint` where the profile wants that rule."""

    key: str
    start: int
    end: int
    params: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: str = ""
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """The limits and weights of a way of writing.

    Attributes:
        name: "plain" (Einfache Sprache) or "easy" (Leichte Sprache).
        sentence_words: more words than this make a sentence long; half as many again make it a warning.
        word_letters: more letters than this, without hyphen or Mediopunkt, make a word long.
        nominalisations: from so many nouns on -ung, -heit, -keit ... a sentence is in nominal style.
        subordinate_clauses: from so many in one sentence it is nested.
        bracket_words: more words than this in brackets are too many.
        number_words_from: smallest number that ought to be written in digits.
        severities: what each rule weighs; rules that are not named are off.
    """

    name: str
    sentence_words: int
    word_letters: int
    nominalisations: int
    subordinate_clauses: int
    bracket_words: int
    number_words_from: int
    severities: Mapping[str, Severity]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a rule may need besides the sentence."""

    profile: Profile
    splitter: Splitter | None


Rule = Callable[[View, Settings], Iterator[Finding]]

_N, _A, _W = Severity.NOTE, Severity.ADVICE, Severity.WARNING

PLAIN = Profile(
    name="plain",
    sentence_words=20,
    word_letters=22,
    nominalisations=3,
    subordinate_clauses=3,
    bracket_words=6,
    number_words_from=13,
    severities={
        "sentence-long": _A, "sentence-very-long": _W, "word-long": _N, "passive": _N, "passive-future": _A, "must-infinitive": _A,
        "nominal-style": _A, "verb-phrase": _A, "genitive-chain": _A, "subjunctive": _N, "double-negation": _A,
        "abbreviation": _N, "officialese": _A, "foreign-word": _N, "number-word": _N, "large-number": _N, "special-sign": _N, "nested": _A,
        "parentheses": _N, "man": _N, "filler": _N, "capitals": _N, "semicolon": _N, "slash": _A,
    },
)  # fmt: skip
"""Einfache Sprache: for everybody who is not at home in administrative German (about level B1). ISO 24495-1, DIN 8581-1."""

EASY = Profile(
    name="easy",
    sentence_words=12,
    word_letters=13,
    nominalisations=2,
    subordinate_clauses=2,
    bracket_words=0,
    number_words_from=2,
    severities={
        "sentence-long": _A, "sentence-very-long": _W, "word-long": _A, "passive": _A, "passive-future": _W, "must-infinitive": _W,
        "nominal-style": _W, "verb-phrase": _W, "genitive": _A, "genitive-chain": _W, "subjunctive": _A, "negation": _N,
        "double-negation": _W, "abbreviation": _A, "acronym": _N, "officialese": _W, "foreign-word": _A, "number-word": _A, "roman-numeral": _A,
        "large-number": _A, "percent": _A, "date-short": _N, "special-sign": _A, "relative-clause": _A, "nested": _W, "parentheses": _A,
        "man": _A, "filler": _A, "capitals": _A, "semicolon": _A, "slash": _A, "two-statements": _A,
    },
)  # fmt: skip
"""Leichte Sprache: the countable part of the rules of DIN SPEC 33429 and of Netzwerk Leichte Sprache. A text without hints
is not yet Leichte Sprache: that takes people of the target group who have read it."""

PROFILES = {profile.name: profile for profile in (PLAIN, EASY)}
