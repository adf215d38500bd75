# SPDX-License-Identifier: EUPL-1.2
"""What a questionnaire consists of. Everything is frozen: a published version never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from .conditions import Condition

Kind = Literal[
    "text", "long_text", "number", "date", "yes_no", "one_of", "several_of", "scale", "ranking", "matrix", "point"
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
CHOOSING = frozenset({"one_of", "several_of", "ranking", "matrix"})
"""Kinds that have options (of a matrix: the columns)."""

Texts = Mapping[str, str]
"""One text in several languages: {"de": ..., "en": ..., "de-simple": ...}. German is always there."""


def text_in(texts: Texts, language: str) -> str:
    """Return the text in `language` ("en", "de-simple"); where it is missing in the base language, else in German.

    >>> text_in({"de": "Ja", "en": "Yes"}, "en-gb"), text_in({"de": "Ja"}, "ar")
    ('Yes', 'Ja')
    """
    return texts.get(language) or texts.get(language.split("-", maxsplit=1)[0]) or texts.get("de", "")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `key` is what is stored."""

    key: str
    label: Texts


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        path: address of the answer, unique ("haushalt.kinder"): lower-case words, digits and _ between dots.
        kind: one of `KINDS`.
        label: the question itself.
        help: a sentence of help, or empty.
        required: whoever sees the question must answer it.
        show_if: the question appears where this holds of earlier answers; None: always.
        options: of choices and rankings; of a matrix the columns.
        rows: of a matrix, what is judged.
        other: a choice has a last entry with free text.
        least, most: limits of numbers and scales; of the number of choices; of the length of texts.
        unit: behind a number ("km").
        whole: a number without decimals.
        ends: words at both ends of a scale.
    """

    path: str
    kind: Kind
    label: Texts
    help: Texts = field(default_factory=dict)
    required: bool = False
    show_if: Condition | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    other: bool = False
    least: float | None = None
    most: float | None = None
    unit: str = ""
    whole: bool = False
    ends: tuple[Texts, Texts] | None = None

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of the options."""
        return frozenset(option.key for option in self.options)


@dataclass(frozen=True)
class Section:
    """A page of the questionnaire."""

    key: str
    title: Texts
    questions: tuple[Question, ...]
    intro: Texts = field(default_factory=dict)
    show_if: Condition | None = None


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire."""

    title: Texts
    sections: tuple[Section, ...]
    intro: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)

    @cached_property
    def by_path(self) -> dict[str, Question]:
        """Every question by its path, in the order in which it is asked."""
        return {question.path: question for _, question in self.walk()}

    def walk(self) -> Iterator[tuple[Section, Question]]:
        """Yield every question with its section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question
