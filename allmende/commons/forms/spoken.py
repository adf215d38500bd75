# SPDX-License-Identifier: EUPL-1.2
"""Answers in words, for the review, for staff and for exports."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from allmende.engines.questionnaire import Question, text_in
from allmende.engines.questionnaire.reading import OTHER


def option_words(question: Question, key: str, language: str) -> str:
    """Return the words of an option of a question."""
    if key == OTHER and question.other:
        return _("etwas anderes")
    return next((text_in(option.label, language) for option in question.options if option.key == key), key)


def row_words(question: Question, key: str, language: str) -> str:
    """Return the words of a row of a matrix."""
    return next((text_in(row.label, language) for row in question.rows if row.key == key), key)


def spoken(  # noqa: C901 (one case for each kind)
    question: Question, answers: Mapping[str, Any], language: str
) -> list[str]:
    """Return the lines of one answer; none where the question was not answered. `answers` typed, `<path>:wo` as given."""
    value = answers.get(question.path)
    if value is None:
        return []
    other = answers.get(f"{question.path}.{OTHER}", "")

    def option(key: str) -> str:
        words = option_words(question, key, language)
        return f"{words}: {other}" if key == OTHER and question.other and other else words

    match question.kind:
        case "number" | "scale":
            return [f"{number_format(value)} {question.unit}".strip()]
        case "date":
            return [date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")]
        case "yes_no":
            return [_("Ja") if value else _("Nein")]
        case "one_of":
            return [option(value)]
        case "several_of":
            return [option(key) for key in value]
        case "ranking":
            return [f"{place}. {option(key)}" for place, key in enumerate(value, start=1)]
        case "matrix":
            return [f"{row_words(question, row, language)}: {option(key)}" for row, key in value.items()]
        case "point":
            return [answers.get(f"{question.path}:wo") or f"{number_format(value[1], 5)}, {number_format(value[0], 5)}"]
    return [str(value)]
