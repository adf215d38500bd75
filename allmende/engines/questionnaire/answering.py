# SPDX-License-Identifier: EUPL-1.2
"""Which questions some answers bring up, and whether the answers fit.

Answers come as a flat mapping path -> value: as typed values, or as text and lists of text, as a web form sends them.
The free text of a choice stands at `<path>.other`. Typed answers are JSON values:

    text, long_text   str               one_of              key of the option, or "other"
    number, scale     int or float      several_of          list of keys in the order of the questionnaire
    date              "2026-11-22"      ranking             list of keys, the first is the most important
    yes_no            bool              matrix              {row: column}
    point             [lon, lat]
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .conditions import holds
from .model import Kind, Question, Questionnaire
from .reading import OTHER

TEXT, LONG_TEXT = 300, 5_000
"""Longest texts where the questionnaire sets no limit; for `<path>.other` too."""
MOST = 10**15
"""Numbers from here on no form could send back."""
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,10})?(e-\d{2})?")
"""Up to 15 digits before the comma and ten behind it. Python writes small numbers as `1e-05`, and a form sends them back."""
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer that does not fit: the path of the question, a code, and values for the message."""

    path: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """Typed answers of visible questions, and the faults of the others."""

    answers: dict[str, Any]
    faults: tuple[Fault, ...]


class _WrongError(Exception):
    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values_ = code, values


def visible(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return the questions that typed `answers` bring up, in order.

    The answer of a hidden question counts as not given: what depends on it is hidden too.
    """
    given: dict[str, Any] = {}
    shown = []
    for section in questionnaire.sections:
        if not holds(section.show_if, given):
            continue
        for question in section.questions:
            if holds(question.show_if, given):
                shown.append(question)
                if answers.get(question.path) is not None:
                    given[question.path] = answers[question.path]
    return tuple(shown)


def check(questionnaire: Questionnaire, raw: Mapping[str, Any], sections: frozenset[str] | None = None) -> Checked:
    """Type and check answers.

    Args:
        questionnaire: what was asked.
        raw: answers as they came; keys that no question has are ignored.
        sections: keys of the sections whose faults count (one page of a form); None: all.

    Returns:
        answers of visible questions that fit, in the order of the questionnaire (with `<path>.other` where it was asked for);
        hidden, empty and unfit ones are not among them. Faults with the codes required, not_text, too_short, too_long,
        not_a_number, not_whole, too_small, too_large, not_a_date, not_yes_no, unknown_option, too_few, too_many, twice,
        rows_missing, not_a_point, other_text.
    """
    answers: dict[str, Any] = {}
    faults: list[Fault] = []
    for section in questionnaire.sections:
        if not holds(section.show_if, answers):
            continue
        counts = sections is None or section.key in sections
        for question in section.questions:
            if not holds(question.show_if, answers):
                continue
            try:
                answers |= _typed(question, raw)
            except _WrongError as wrong:
                if counts:
                    faults.append(Fault(question.path, wrong.code, wrong.values_))
    return Checked(answers, tuple(faults))


def _typed(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    value = raw.get(question.path)
    if isinstance(value, str):
        value = _clean(value)
    if value is None or value in ("", [], {}):
        if question.required:
            raise _WrongError("required")
        return {}
    typed = {question.path: _TYPES[question.kind](question, value)}
    if question.other and OTHER in (typed[question.path] if question.kind == "several_of" else [typed[question.path]]):
        given = raw.get(f"{question.path}.{OTHER}")
        text = _clean(given) if isinstance(given, str) else ""
        if not text:
            raise _WrongError("other_text")
        if len(text) > TEXT:
            raise _WrongError("too_long", most=TEXT)
        typed[f"{question.path}.{OTHER}"] = text
    return typed


def _clean(text: str) -> str:
    """Return the text without the signs that no keyboard makes and no database keeps."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if sign >= " " or sign in "\n\t").strip()


def _text(question: Question, value: Any) -> str:
    if not isinstance(value, str):
        raise _WrongError("not_text")
    text = _clean(value)
    most = int(question.most or (TEXT if question.kind == "text" else LONG_TEXT))
    if len(text) > most:
        raise _WrongError("too_long", most=most, length=len(text))
    if question.least and len(text) < question.least:
        raise _WrongError("too_short", least=int(question.least))
    return text


def _number(question: Question, value: Any) -> float:
    if isinstance(value, str):
        value = value.replace("\N{MINUS SIGN}", "-").replace(" ", "").replace("\u202f", "")
        if _GROUPED.fullmatch(value):
            value = value.replace(".", "")
        if not _NUMBER.fullmatch(value):
            raise _WrongError("not_a_number")
        value = float(value.replace(",", "."))
    # Said this way it refuses "not a number" too.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MOST:
        raise _WrongError("not_a_number")
    value = round(value, 10)
    if (question.whole or question.kind == "scale") and value != int(value):
        raise _WrongError("not_whole")
    if question.least is not None and value < question.least:
        raise _WrongError("too_small", least=question.least)
    if question.most is not None and value > question.most:
        raise _WrongError("too_large", most=question.most)
    return int(value) if value == int(value) else value


def _date(_question: Question, value: Any) -> str:
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError  # noqa: TRY301
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise _WrongError("not_a_date") from None


def _yes_no(_question: Question, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in _YES_NO:
        raise _WrongError("not_yes_no")
    return _YES_NO[value]


def _key(question: Question, value: Any) -> str:
    if isinstance(value, str) and (value in question.keys or (question.other and value == OTHER)):
        return value
    raise _WrongError("unknown_option")


def _keys(question: Question, value: Any) -> list[str]:
    keys = [_key(question, one) for one in (value if isinstance(value, list | tuple) else [value])]
    if len(set(keys)) < len(keys):
        raise _WrongError("twice")
    if question.most is not None and len(keys) > question.most:
        raise _WrongError("too_many", most=int(question.most))
    if question.least is not None and len(keys) < question.least:
        raise _WrongError("too_few", least=int(question.least))
    return keys


def _several(question: Question, value: Any) -> list[str]:
    order = {option.key: n for n, option in enumerate(question.options)}
    return sorted(_keys(question, value), key=lambda key: order.get(key, len(order)))


def _matrix(question: Question, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise _WrongError("unknown_option")
    rows = [row.key for row in question.rows]
    given = {key: cell for key, cell in value.items() if cell not in (None, "")}
    if set(given) - set(rows):
        raise _WrongError("unknown_option")
    if question.required and len(given) < len(rows):
        raise _WrongError("rows_missing", missing=[row for row in rows if row not in given])
    return {row: _key(question, given[row]) for row in rows if row in given}


def _point(_question: Question, value: Any) -> list[float]:
    if isinstance(value, str):
        value = value.split(",")
    try:
        lon, lat = (float(number) for number in value)
    except (TypeError, ValueError):
        raise _WrongError("not_a_point") from None
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise _WrongError("not_a_point")
    return [round(lon, 6), round(lat, 6)]


_TYPES: dict[Kind, Callable[[Question, Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "scale": _number,
    "date": _date,
    "yes_no": _yes_no,
    "one_of": _key,
    "several_of": _several,
    "ranking": _keys,
    "matrix": _matrix,
    "point": _point,
}
