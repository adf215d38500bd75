# SPDX-License-Identifier: EUPL-1.2
"""From data (JSON) to a questionnaire and back. Reading finds every fault at once and says where it is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .conditions import COMPARISONS, All, AnyOf, Condition, Not, Test, tests_in
from .model import CHOOSING, KINDS, Option, Question, Questionnaire, Section, Texts

PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")
OTHER = "other"
"""Key of the entry with free text; no option may be called so."""
MAX_QUESTIONS, MAX_OPTIONS, MAX_DEPTH, MAX_TEXT = 300, 200, 8, 5_000
SCALE_MOST = 11
LIMITED = frozenset({"number", "scale", "several_of", "ranking", "text", "long_text"})
NUMERIC = frozenset({"number", "scale"})

_TOP = {"title", "intro", "thanks", "sections"}
_SECTION = {"key", "title", "intro", "show_if", "questions"}
_QUESTION = {
    "path", "kind", "label", "help", "required", "show_if", "options", "rows", "other", "least", "most", "unit", "whole",
    "ends",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a definition: where (`sections.0.questions.2.label`), what (a code) and with which values."""

    where: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class DefinitionError(ValueError):
    """A definition that cannot be used; `problems` lists all its faults."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where or '.'}: {p.code}" for p in problems))


def read(data: Any) -> Questionnaire:
    """Return the questionnaire that `data` (nested dicts and lists, as JSON gives them) describes.

    Raises:
        DefinitionError: with every fault. Codes: not_an_object, not_a_list, unknown_field, missing, not_text, too_long,
            no_german, language, bad_path, bad_key, duplicate, unknown_kind, no_questions, too_many, few_options,
            not_for_kind, not_yes_no, not_a_number, limits, condition, condition_path, condition_later, condition_kind,
            condition_option, too_deep.
    """
    reader = _Reader()
    questionnaire = reader.questionnaire(data)
    if reader.problems:
        raise DefinitionError(reader.problems)
    return questionnaire


def write(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the data of a questionnaire: `read(write(q)) == q`. What is at its default is left out."""
    return _lean(
        {
            "title": dict(questionnaire.title),
            "intro": dict(questionnaire.intro),
            "thanks": dict(questionnaire.thanks),
            "sections": [
                _lean(
                    {
                        "key": section.key,
                        "title": dict(section.title),
                        "intro": dict(section.intro),
                        "show_if": _condition_data(section.show_if),
                        "questions": [_question_data(question) for question in section.questions],
                    }
                )
                for section in questionnaire.sections
            ],
        }
    )


def _lean(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", False, {}, [])}


def _options_data(options: tuple[Option, ...]) -> list[dict[str, Any]]:
    return [{"key": option.key, "label": dict(option.label)} for option in options]


def _question_data(question: Question) -> dict[str, Any]:
    data = _lean(
        {
            "path": question.path,
            "kind": question.kind,
            "label": dict(question.label),
            "help": dict(question.help),
            "required": question.required,
            "show_if": _condition_data(question.show_if),
            "options": _options_data(question.options),
            "rows": _options_data(question.rows),
            "other": question.other,
            "unit": question.unit,
            "whole": question.whole,
            "ends": [dict(end) for end in question.ends] if question.ends else None,
        }
    )
    limits = {"least": question.least, "most": question.most}
    return data | {key: value for key, value in limits.items() if value is not None}  # 0 is a limit


def _condition_data(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    if isinstance(condition, Not):
        return {"not": _condition_data(condition.part)}
    if isinstance(condition, Test):
        return {"path": condition.path, condition.comparison: condition.value}
    return {"all" if isinstance(condition, All) else "any": [_condition_data(part) for part in condition.parts]}


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.seen: dict[str, Question] = {}
        self.later: set[str] = set()

    def fault(self, where: str, code: str, **values: Any) -> None:
        self.problems.append(Problem(where, code, values))

    def questionnaire(self, data: Any) -> Questionnaire:
        data = self.fields(data, "", _TOP)
        sections = self.items(data.get("sections"), "sections")
        self.later = set(_paths(sections))
        if len(self.later) > MAX_QUESTIONS:
            self.fault("sections", "too_many", most=MAX_QUESTIONS)
        read = tuple(self.section(section, f"sections.{n}") for n, section in enumerate(sections))
        self.unique([section.key for section in read], "sections", "key")
        if not any(section.questions for section in read):
            self.fault("sections", "no_questions")
        return Questionnaire(
            self.texts(data, "title", ""),
            read,
            self.texts(data, "intro", "", False),
            self.texts(data, "thanks", "", False),
        )

    def section(self, data: Any, where: str) -> Section:
        data = self.fields(data, where, _SECTION)
        return Section(
            self.name(data, "key", where, KEY, "bad_key"),
            self.texts(data, "title", where),
            show_if=self.condition(data.get("show_if"), f"{where}.show_if"),
            intro=self.texts(data, "intro", where, False),
            questions=tuple(
                self.question(question, f"{where}.questions.{n}")
                for n, question in enumerate(self.items(data.get("questions"), f"{where}.questions"))
            ),
        )

    def question(self, data: Any, where: str) -> Question:
        data = self.fields(data, where, _QUESTION)
        path, kind = self.name(data, "path", where, PATH, "bad_path"), data.get("kind")
        if kind not in KINDS:
            self.fault(f"{where}.kind", "unknown_kind", kind=str(kind)[:40])
            kind = "text"
        if path.split(".")[-1] == OTHER:  # there the free text of a choice is kept
            self.fault(f"{where}.path", "bad_path", name=path)
        if path in self.seen:
            self.fault(f"{where}.path", "duplicate", name=path)
        question = Question(
            path=path,
            kind=kind,
            label=self.texts(data, "label", where),
            help=self.texts(data, "help", where, False),
            required=self.flag(data, "required", where),
            show_if=self.condition(data.get("show_if"), f"{where}.show_if"),
            options=self.options(data, "options", where, kind in CHOOSING),
            rows=self.options(data, "rows", where, kind == "matrix", least=1),
            other=self.flag(data, "other", where, kind in {"one_of", "several_of"}),
            least=self.number(data, "least", where, kind in LIMITED),
            most=self.number(data, "most", where, kind in LIMITED),
            unit=self.text(data.get("unit", ""), f"{where}.unit")
            if self.allowed(data, "unit", where, kind == "number")
            else "",
            whole=self.flag(data, "whole", where, kind == "number"),
            ends=self.ends(data, where, kind == "scale"),
        )
        self.limits(question, where)
        self.seen[path] = question
        return question

    # --- the parts ----------------------------------------------------------------------------------------------------

    def fields(self, data: Any, where: str, known: set[str]) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fault(where, "not_an_object")
            return {}
        for name in data:
            if name not in known:
                self.fault(_join(where, str(name)[:40]), "unknown_field", known=sorted(known))
        return data

    def items(self, data: Any, where: str) -> list[Any]:
        if data is None:
            self.fault(where, "missing")
            return []
        if not isinstance(data, list):
            self.fault(where, "not_a_list")
            return []
        return data

    def text(self, value: Any, where: str) -> str:
        if not isinstance(value, str) or "\0" in value:
            self.fault(where, "not_text")
            return ""
        if len(value) > MAX_TEXT:
            self.fault(where, "too_long", most=MAX_TEXT)
        return value.strip()

    def texts(self, data: dict[str, Any], name: str, where: str, needed: bool = True) -> Texts:
        where, value = _join(where, name), data.get(name)
        if isinstance(value, str):
            value = {"de": value}
        if value is None or value == {}:
            if needed:
                self.fault(where, "missing")
            return {}
        if not isinstance(value, dict):
            self.fault(where, "not_text")
            return {}
        result = {}
        for language, text in value.items():
            if not LANGUAGE.fullmatch(str(language)):
                self.fault(where, "language", language=str(language)[:40])
            elif spoken := self.text(text, f"{where}.{language}"):
                result[language] = spoken
        if not result.get("de"):
            self.fault(where, "no_german")
        return result

    def name(self, data: dict[str, Any], name: str, where: str, pattern: re.Pattern[str], code: str) -> str:
        value = data.get(name)
        if value is None:
            self.fault(_join(where, name), "missing")
            return ""
        if not isinstance(value, str) or len(value) > 80 or not pattern.fullmatch(value):
            self.fault(_join(where, name), code, name=str(value)[:80])
            return ""
        return value

    def unique(self, names: list[str], where: str, name: str) -> None:
        for n, value in enumerate(names):
            if value and value in names[:n]:
                self.fault(f"{where}.{n}.{name}", "duplicate", name=value)

    def allowed(self, data: dict[str, Any], name: str, where: str, fits: bool) -> bool:
        if name in data and not fits:
            self.fault(_join(where, name), "not_for_kind", kind=str(data.get("kind"))[:40])
        return name in data and fits

    def flag(self, data: dict[str, Any], name: str, where: str, fits: bool = True) -> bool:
        if not self.allowed(data, name, where, fits):
            return False
        if not isinstance(data[name], bool):
            self.fault(_join(where, name), "not_yes_no")
        return data[name] is True

    def number(self, data: dict[str, Any], name: str, where: str, fits: bool) -> float | None:
        if not self.allowed(data, name, where, fits) or data[name] is None:
            return None
        value = data[name]
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
            or abs(value) > 1e12
        ):
            self.fault(_join(where, name), "not_a_number")
            return None
        return value

    def options(self, data: dict[str, Any], name: str, where: str, fits: bool, least: int = 2) -> tuple[Option, ...]:
        if not fits:
            self.allowed(data, name, where, fits)
            return ()
        where = _join(where, name)
        entries = self.items(data.get(name), where)
        result = []
        for n, entry in enumerate(entries[:MAX_OPTIONS]):
            fields = self.fields(entry, f"{where}.{n}", {"key", "label"})
            key = self.name(fields, "key", f"{where}.{n}", KEY, "bad_key")
            if key == OTHER:
                self.fault(f"{where}.{n}.key", "bad_key", name=key)
            result.append(Option(key, self.texts(fields, "label", f"{where}.{n}")))
        self.unique([option.key for option in result], where, "key")
        if len(entries) > MAX_OPTIONS:
            self.fault(where, "too_many", most=MAX_OPTIONS)
        if len(entries) < least and name in data:
            self.fault(where, "few_options", least=least)
        return tuple(result)

    def ends(self, data: dict[str, Any], where: str, fits: bool) -> tuple[Texts, Texts] | None:
        if not self.allowed(data, "ends", where, fits) or data["ends"] is None:
            return None
        ends = self.items(data["ends"], f"{where}.ends")
        if len(ends) != 2:
            self.fault(f"{where}.ends", "few_options", least=2)
            return None
        first, last = ({"0": end} for end in ends)
        return self.texts(first, "0", f"{where}.ends"), self.texts(last, "0", f"{where}.ends")

    def limits(self, question: Question, where: str) -> None:
        least, most = question.least, question.most
        if least is not None and most is not None and least > most:
            self.fault(f"{where}.least", "limits", least=least, most=most)
        if question.kind == "scale":
            if least is None or most is None:
                self.fault(f"{where}.most", "missing")
            elif least != int(least) or most != int(most) or not 1 <= most - least <= SCALE_MOST:
                self.fault(f"{where}.most", "limits", least=least, most=most)
        elif question.kind in {"several_of", "ranking", "text", "long_text"}:
            room = len(question.options) + question.other if question.options else math.inf
            for name, value in (("least", least), ("most", most)):
                if value is not None and (value != int(value) or value < (name == "most") or value > room):
                    self.fault(f"{where}.{name}", "limits", least=least, most=most)

    # --- conditions ---------------------------------------------------------------------------------------------------

    def condition(self, data: Any, where: str) -> Condition | None:
        if data is None:
            return None
        condition = self.parts(data, where, 0)
        for test in tests_in(condition):
            self.about(test, where)
        return condition

    def parts(self, data: Any, where: str, depth: int) -> Condition | None:
        if depth > MAX_DEPTH:
            self.fault(where, "too_deep", most=MAX_DEPTH)
        elif not isinstance(data, dict):
            self.fault(where, "condition")
        elif set(data) in ({"all"}, {"any"}):
            name = next(iter(data))
            entries = data[name] if isinstance(data[name], list) else []
            found = [self.parts(part, f"{where}.{name}.{n}", depth + 1) for n, part in enumerate(entries)]
            parts: tuple[Condition, ...] = tuple(part for part in found if part is not None)
            if entries:
                return All(parts) if name == "all" else AnyOf(parts)
            self.fault(f"{where}.{name}", "condition")
        elif set(data) == {"not"}:
            part = self.parts(data["not"], f"{where}.not", depth + 1)
            return part and Not(part)
        elif len(data) == 2 and isinstance(data.get("path"), str):
            comparison = next(name for name in data if name != "path")
            if comparison in COMPARISONS:
                return Test(data["path"], comparison, data[comparison])
            self.fault(f"{where}.{str(comparison)[:40]}", "condition")
        else:
            self.fault(where, "condition")
        return None

    def about(self, test: Test, where: str) -> None:
        """Check that a test can ever hold: an earlier question, of a fitting kind, with a value it can have."""
        question = self.seen.get(test.path)
        if question is None:
            self.fault(where, "condition_later" if test.path in self.later else "condition_path", name=test.path[:80])
            return
        value, kind = test.value, question.kind
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        fits = {
            "answered": isinstance(value, bool),
            "has": kind == "several_of" and isinstance(value, str),
            "at_least": kind in NUMERIC and number,
            "at_most": kind in NUMERIC and number,
            "is": (kind == "yes_no" and isinstance(value, bool))
            or (kind in NUMERIC and number)
            or (kind == "one_of" and isinstance(value, str)),
        }[test.comparison]
        if not fits:
            self.fault(where, "condition_kind", name=test.path, kind=kind, comparison=test.comparison)
        elif isinstance(value, str) and value not in question.keys and not (value == OTHER and question.other):
            self.fault(where, "condition_option", name=test.path, option=value[:80])


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _paths(sections: list[Any]) -> list[str]:
    """Return every path that the raw sections name, as far as they can be read."""
    return [
        question["path"]
        for section in sections
        if isinstance(section, dict) and isinstance(section.get("questions"), list)
        for question in section["questions"]
        if isinstance(question, dict) and isinstance(question.get("path"), str)
    ]
