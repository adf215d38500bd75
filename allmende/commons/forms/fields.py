# SPDX-License-Identifier: EUPL-1.2
"""A section of a questionnaire as a form. The form only shows and reads; whether answers fit, the engine says.

Names of the controls: the path; `<path>.other` for the free text of a choice; `<path>:<row>` in a matrix, `<path>:1`,
`<path>:2` ... for the places of a ranking, `<path>:t` for the three boxes of a date, `<path>:wo` for an address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.forms.show import reduced
from allmende.commons.forms.words import fault_words
from allmende.commons.places import index
from allmende.commons.places.spots import spots
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys
from allmende.core.ui.dates import DateBoxes
from allmende.engines.questionnaire import (
    Fault,
    Option,
    Question,
    Questionnaire,
    Section,
    Texts,
    holds,
    text_in,
    visible,
)
from allmende.engines.questionnaire.reading import OTHER

MANY = 12
"""From so many options on a choice is a list to unfold."""
LONGEST = 20_000
"""Of a value as it comes; the engine sets the real limits."""


class Asked(forms.Field):
    """Shows a question. What was given is checked by the engine alone; `required` is for those who read."""

    def clean(self, value: Any) -> Any:
        """Return the value as it came."""
        return value


@dataclass(frozen=True)
class Block:
    """One question on the page. `is_shown`: as far as the server knows; `condition` for those who have JavaScript."""

    question: Question
    label: Any
    hint: Any
    fields: list[BoundField]
    is_group: bool
    is_shown: bool
    condition: str


class SectionForm(forms.Form):
    """The questions of one section. Bound to what was sent, or begun with what was given before."""

    def __init__(
        self, questionnaire: Questionnaire, section: Section, given: Mapping[str, Any], data: QueryDict | None = None,
        *, language: str = "", everything: bool = False,
    ) -> None:  # fmt: skip
        self.questionnaire, self.section, self.given = questionnaire, section, given
        self.language = language or get_language() or "de"
        self.everything = everything
        super().__init__(data, auto_id="f_%s", initial=_initial(section, given))
        self.groups: dict[str, list[str]] = {}
        for question in section.questions:
            fields = _fields_of(question, self.language)
            self.groups[question.path] = list(fields)
            self.fields.update(fields)

    def blocks(self, answers: Mapping[str, Any]) -> list[Block]:
        """Return the questions with their fields; `answers` typed, as far as they fit, decide what is shown."""
        shown = {question.path for question in visible(self.questionnaire, answers)}
        here = {question.path for question in self.section.questions}
        found = []
        for question in self.section.questions:
            condition = None if self.everything else reduced(question.show_if, answers, here)
            if condition is False:
                continue  # what was answered before decides it for good
            found.append(
                Block(
                    question, in_language(question.label, self.language), hint_of(question, self.language),
                    [self[name] for name in self.groups[question.path]], question.kind in ("matrix", "ranking"),
                    self.everything or question.path in shown,
                    "" if condition is True or condition is None else json.dumps(condition),
                )
            )  # fmt: skip
        return found

    def add_faults(self, faults: tuple[Fault, ...]) -> None:
        """Put what the engine found beside its fields."""
        for fault in faults:
            if fault.path in self.groups:
                self.add_error(_field_of(fault, self.groups), fault_words(fault, self.questionnaire, self.language))


def _field_of(fault: Fault, groups: Mapping[str, list[str]]) -> str:
    names = groups[fault.path]
    if fault.code == "rows_missing":
        return f"{fault.path}:{fault.values['missing'][0]}"
    return names[-1] if fault.code == "other_text" else names[0]


# --- from questions to fields -----------------------------------------------------------------------------------------


def in_language(texts: Texts, language: str) -> Any:
    """Return a text, marked as German where there is no translation."""
    text = text_in(texts, language)
    if (
        not text
        or language.split("-", maxsplit=1)[0] == "de"
        or language in texts
        or language.split("-", maxsplit=1)[0] in texts
    ):
        return text
    return format_html('<span lang="de" dir="ltr">{}</span>', text)


def speaks(questionnaire: Questionnaire, language: str) -> bool:
    """Tell whether every text is there in a language."""
    base = language.split("-", maxsplit=1)[0]
    if base == "de":  # easy language may stand in part: the rest is German all the same
        return True
    return all(text.get(language) or text.get(base) for text in all_texts(questionnaire))


def all_texts(questionnaire: Questionnaire) -> list[Texts]:
    """Return every text of a questionnaire that is there."""
    found = [questionnaire.title, questionnaire.intro, questionnaire.thanks]
    for section in questionnaire.sections:
        found += [section.title, section.intro]
        for question in section.questions:
            found += [question.label, question.help, *(question.ends or ())]
            found += [option.label for option in (*question.options, *question.rows)]
    return [texts for texts in found if texts]


def hint_of(question: Question, language: str) -> Any:
    """Return the help of a question and what its limits ask for."""
    parts = [in_language(question.help, language)] if question.help else []
    least, most = (None if n is None else number_format(n) for n in (question.least, question.most))
    if question.kind == "number" and least is not None and most is not None:
        parts.append(_("Eine Zahl von %(least)s bis %(most)s.") % {"least": least, "most": most})
    elif question.kind == "several_of" and most is not None:
        parts.append(_("Höchstens %(most)s ankreuzen.") % {"most": most})
    elif question.kind == "ranking":
        parts.append(_("Wählen Sie für jeden Platz eine Antwort, das Wichtigste zuerst."))
    elif question.kind == "point":
        parts.append(_("Straße und Hausnummer, ein Platz oder eine Einrichtung."))
    return format_html(" ".join(["{}"] * len(parts)), *parts) if parts else ""


def _fields_of(question: Question, language: str) -> dict[str, Asked]:  # noqa: C901 (one case for each kind)
    path, label, hint = question.path, in_language(question.label, language), hint_of(question, language)

    def asked(label: Any, widget: forms.Widget, hint: Any = "", required: bool = question.required) -> Asked:
        return Asked(label=label, widget=widget, help_text=hint, required=required)

    match question.kind:
        case "text":
            return {path: asked(label, forms.TextInput({"dir": "auto", "autocomplete": "off"}), hint)}
        case "long_text":
            return {path: asked(label, forms.Textarea({"rows": 5, "dir": "auto"}), hint)}
        case "number":
            unit = format_html("{} ({})", label, question.unit) if question.unit else label
            mode = "numeric" if question.whole else "decimal"
            return {
                path: asked(
                    unit, forms.TextInput({"inputmode": mode, "autocomplete": "off", "class": "form-number"}), hint
                )
            }
        case "date":
            return {f"{path}:t": asked(label, DateBoxes(), hint)}
        case "yes_no":
            return {path: asked(label, forms.RadioSelect(choices=[("yes", _("Ja")), ("no", _("Nein"))]), hint)}
        case "scale":
            return {path: asked(label, forms.RadioSelect(choices=_steps(question, language)), hint)}
        case "one_of" | "several_of":
            fields = {path: asked(label, _choice(question, language), hint)}
            if question.other:
                fields[f"{path}.{OTHER}"] = asked(
                    _("Etwas anderes, nämlich"), forms.TextInput({"dir": "auto"}), required=False
                )
            return fields
        case "ranking":
            entries = [("", _("bitte wählen")), *_entries(question.options, language)]
            return {
                f"{path}:{place}": asked(_("Platz %d") % place, forms.Select(choices=entries))
                for place in range(1, int(question.most or len(question.options)) + 1)
            }
        case "matrix":
            return {
                f"{path}:{row.key}": asked(
                    in_language(row.label, language), forms.RadioSelect(choices=_entries(question.options, language))
                )
                for row in question.rows
            }
        case "point":
            return {f"{path}:wo": asked(label, forms.TextInput({"autocomplete": "off"}), hint)}
    raise ValueError(question.kind)


def _entries(options: tuple[Option, ...], language: str) -> list[tuple[str, Any]]:
    return [(option.key, in_language(option.label, language)) for option in options]


def _choice(question: Question, language: str) -> forms.Widget:
    entries = _entries(question.options, language) + [(OTHER, _("etwas anderes"))] * question.other
    if question.kind == "several_of":
        return forms.CheckboxSelectMultiple(choices=entries)
    if len(entries) >= MANY:
        return forms.Select(choices=[("", _("bitte wählen")), *entries])
    return forms.RadioSelect(choices=entries)


def _steps(question: Question, language: str) -> list[tuple[str, Any]]:
    least, most = int(question.least or 0), int(question.most or 0)
    names = {least: question.ends[0], most: question.ends[1]} if question.ends else {}
    return [
        (str(n), format_html("{} – {}", n, in_language(names[n], language)) if n in names else str(n))
        for n in range(least, most + 1)
    ]


# --- from what was sent to raw answers, and back ----------------------------------------------------------------------


def raw_of(section: Section, data: QueryDict, municipality: Municipality | None = None) -> dict[str, Any]:
    """Return the raw answers (path -> value, as the engine takes them) of one section from what was sent."""
    found: dict[str, Any] = {}
    for question in section.questions:
        path = question.path
        match question.kind:
            case "several_of":
                found[path] = [value[:100] for value in data.getlist(path)][:300]
            case "ranking":
                places = [data.get(f"{path}:{n}", "")[:100] for n in range(1, len(question.options) + 1)]
                found[path] = [value for value in places if value]
            case "matrix":
                found[path] = {row.key: data.get(f"{path}:{row.key}", "")[:100] for row in question.rows}
                found[path] = {row: value for row, value in found[path].items() if value}
            case "date":
                found[path] = _date([data.get(f"{path}:t_{n}", "").strip()[:10] for n in range(3)])
            case "point":
                words = data.get(f"{path}:wo", "").strip()[:160]
                found[f"{path}:wo"] = words
                found[path] = _point(words, municipality) if words else ""
            case _:
                found[path] = data.get(path, "")[:LONGEST]
        if question.other:
            found[f"{path}.{OTHER}"] = data.get(f"{path}.{OTHER}", "")[:LONGEST]
    return found


def _date(boxes: list[str]) -> str:
    day, month, year = boxes
    if not any(boxes):
        return ""
    if all(box.isascii() and box.isdigit() for box in boxes) and len(year) == 4:
        return f"{year}-{month:0>2}-{day:0>2}"
    return ".".join(boxes)


def _point(words: str, municipality: Municipality | None) -> Any:
    """Return where a place is as [lon, lat]; the words where we do not know it, which the engine refuses."""
    if municipality is None:
        return words
    found = spots(index.current(), family_keys(municipality), words)
    return [found[0].lon, found[0].lat] if found else words


def _initial(section: Section, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was given, by the names of the controls."""
    found: dict[str, Any] = {}
    for question in section.questions:
        path, value = question.path, given.get(question.path)
        match question.kind:
            case "ranking":
                found |= {f"{path}:{n}": key for n, key in enumerate(value or (), start=1)}
            case "matrix":
                found |= {f"{path}:{row}": key for row, key in (value or {}).items()}
            case "date":
                text = value or ""
                found[f"{path}:t"] = text.split("-")[::-1] if "-" in text else (text.split(".") if text else [])
            case "point":
                found[f"{path}:wo"] = given.get(f"{path}:wo", "")
            case _:
                found[path] = value
        if question.other:
            found[f"{path}.{OTHER}"] = given.get(f"{path}.{OTHER}", "")
    return found


def is_asked(section: Section, answers: Mapping[str, Any]) -> bool:
    """Tell whether a section has anything to ask; `answers` are those of visible questions, as `check` returns them."""
    if not holds(section.show_if, answers):
        return False
    here = {question.path for question in section.questions}
    return any(reduced(question.show_if, answers, here) is not False for question in section.questions)
