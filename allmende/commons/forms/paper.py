# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire on paper: what is printed for each question, with the numbers by which it is typed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from allmende.commons.forms.fields import hint_of
from allmende.commons.forms.spoken import option_words
from allmende.engines.questionnaire import (
    All,
    AnyOf,
    Condition,
    Not,
    Option,
    Question,
    Questionnaire,
    Test,
    text_in,
)
from allmende.engines.questionnaire.reading import OTHER


@dataclass(frozen=True)
class Line:
    """One printed question. `boxes`: (code, text) to tick or number; `lines`: empty lines to write on."""

    number: str
    path: str
    label: str
    hint: str
    only_if: str
    boxes: list[tuple[str, str]]
    columns: list[str]
    rows: list[tuple[str, str]]
    lines: int
    is_ranking: bool
    unit: str


@dataclass(frozen=True)
class Part:
    """One printed section."""

    title: str
    intro: str
    questions: list[Line]


def sheet_of(questionnaire: Questionnaire, language: str) -> list[Part]:
    """Return what is printed, in order. Questions are numbered through, answers of a question too."""
    numbers = {path: str(n) for n, path in enumerate(questionnaire.by_path, start=1)}
    parts = []
    for section in questionnaire.sections:
        lines = []
        for question in section.questions:
            only_if = [
                condition_words(c, questionnaire, numbers, language) for c in (section.show_if, question.show_if) if c
            ]
            lines.append(_line(question, numbers[question.path], ", ".join(only_if), language))
        parts.append(Part(text_in(section.title, language), text_in(section.intro, language), lines))
    return parts


def _line(question: Question, number: str, only_if: str, language: str) -> Line:
    boxes: list[tuple[str, str]] = []
    match question.kind:
        case "yes_no":
            boxes = [("1", _("Ja")), ("2", _("Nein"))]
        case "one_of" | "several_of" | "ranking":
            boxes = [(str(n), text_in(one.label, language)) for n, one in enumerate(question.options, start=1)]
            boxes += [(str(len(boxes) + 1), _("etwas anderes, nämlich:"))] * question.other
        case "scale":
            least, most = int(question.least or 0), int(question.most or 0)
            ends = {least: question.ends[0], most: question.ends[1]} if question.ends else {}
            boxes = [(str(n), text_in(ends[n], language) if n in ends else "") for n in range(least, most + 1)]
    is_matrix = question.kind == "matrix"
    return Line(
        number=number,
        path=question.path,
        label=text_in(question.label, language),
        hint=str(hint_of(question, language)) if question.kind != "ranking" else _("Schreiben Sie 1 für das Wichtigste, dann 2 und so weiter."),
        only_if=only_if,
        boxes=boxes,
        columns=[_numbered(n, one, language) for n, one in enumerate(question.options, start=1)] if is_matrix else [],
        rows=[(chr(96 + n), text_in(one.label, language)) for n, one in enumerate(question.rows, start=1)],
        lines={"text": 1, "point": 1, "number": 1, "date": 1, "long_text": 5}.get(question.kind, 0),
        is_ranking=question.kind == "ranking",
        unit=question.unit,
    )  # fmt: skip


def _numbered(number: int, option: Option, language: str) -> str:
    return f"{number} {text_in(option.label, language)}"


def condition_words(condition: Condition, questionnaire: Questionnaire, numbers: dict[str, str], language: str) -> str:
    """Return a condition in words: "Frage 3: Ja"."""
    if isinstance(condition, Not):
        return _("nicht (%s)") % condition_words(condition.part, questionnaire, numbers, language)
    if isinstance(condition, All | AnyOf):
        join = (
            f" {pgettext('condition', 'und')} " if isinstance(condition, All) else f" {pgettext('condition', 'oder')} "
        )
        parts = [condition_words(part, questionnaire, numbers, language) for part in condition.parts]
        return join.join(f"({part})" if " " in part and len(parts) > 1 else part for part in parts)
    return _test_words(condition, questionnaire.by_path[condition.path], numbers[condition.path], language)


def _test_words(test: Test, question: Question, number: str, language: str) -> str:
    if test.comparison == "answered":
        text = _("beantwortet") if test.value else _("nicht beantwortet")
    elif isinstance(test.value, bool):
        text = _("Ja") if test.value else _("Nein")
    elif test.comparison == "at_least":
        text = _("mindestens %s") % test.value
    elif test.comparison == "at_most":
        text = _("höchstens %s") % test.value
    elif isinstance(test.value, str) and (test.value in question.keys or test.value == OTHER):
        text = f"„{option_words(question, test.value, language)}“"
    else:
        text = str(test.value)
    return _("Frage %(number)s: %(text)s") % {"number": number, "text": text}
