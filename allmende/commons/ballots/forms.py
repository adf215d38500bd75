# SPDX-License-Identifier: EUPL-1.2
"""A ballot as a form. Works with the keyboard alone and without JavaScript: places are chosen from lists, not dragged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.ballots.answers import InvalidBallot, canonical
from allmende.commons.ballots.models import Option, Question, Vote
from allmende.engines.budgeting import money

Kind = Question.Kind


@dataclass(frozen=True)
class Section:
    """One question on the page: its fields, and what the running total needs."""

    question: Question
    fields: list[BoundField]
    hint: str

    @property
    def is_group(self) -> bool:
        """Several fields under one question; else the one field is the question."""
        return self.question.kind in (Kind.RANKING, Kind.POINTS)


class _Boxes(forms.CheckboxSelectMultiple):
    """Checkboxes that carry what their option costs, for the running total."""

    costs: Mapping[str, Any] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.costs:
            option["attrs"]["data-cost"] = str(self.costs[str(value)])
        return option


class BallotForm(forms.Form):
    """All questions of a vote. `answers` after `is_valid()`; `content` is what would be stored."""

    def __init__(self, vote: Vote, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote = vote
        self.questions = list(vote.questions.prefetch_related("options"))
        self.content = ""
        for question in self.questions:
            for name, field in _fields(question):
                self.fields[name] = field

    @property
    def sections(self) -> list[Section]:
        """The questions in order, with their fields."""
        return [
            Section(question, [self[name] for name, _field in _fields(question)], hint_of(question))
            for question in self.questions
        ]

    def answers(self) -> dict[str, Any]:
        """Return the answers in the form that `actions.cast` takes."""
        return {question.key: _answer(question, self.cleaned_data) for question in self.questions}

    def clean(self) -> dict[str, Any]:
        """Check the ballot as a whole. Raises `ValidationError`, each at its question."""
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            for question in self.questions:
                _require_order(self, question, data)
            if not self.errors:
                self.content = canonical(self.questions, self.answers())
        except InvalidBallot as error:
            for key, text in error.faults.items():
                question = next(one for one in self.questions if one.key == key)
                self.add_error(_fields(question)[0][0], text)
        return data

    def spoken(self) -> list[tuple[str, list[str]]]:
        """Return each question with its answer in words, for the review and for comparing paper ballots."""
        return spoken(self.questions, self.answers())


def _fields(question: Question) -> list[tuple[str, forms.Field]]:
    options = list(question.options.all())
    if question.kind == Kind.YES_NO:
        choices = [("yes", _("Ja")), ("no", _("Nein")), ("abstain", _("Enthaltung"))]
        return [
            (question.key, forms.ChoiceField(label=question.text, choices=choices, widget=forms.RadioSelect, required=False, help_text=hint_of(question)))
        ]  # fmt: skip
    if question.kind == Kind.CHOOSE:
        widget = _Boxes()
        widget.costs = {option.key: option.cost for option in options if option.cost is not None}
        pairs = [(option.key, label_of(option)) for option in options]
        return [
            (question.key, forms.MultipleChoiceField(label=question.text, choices=pairs, widget=widget, required=False, help_text=hint_of(question)))
        ]  # fmt: skip
    if question.kind == Kind.RANKING:
        places = [
            ("", _("kein Platz")),
            *((str(place), _("Platz %d") % place) for place in range(1, question.most + 1)),
        ]
        return [
            (f"{question.key}-{option.key}", forms.ChoiceField(label=option.text, choices=places, required=False))
            for option in options
        ]
    return [
        (
            f"{question.key}-{option.key}",
            forms.IntegerField(
                label=option.text,
                required=False,
                min_value=0,
                max_value=min(question.most, question.most_each or question.most),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "ballot-points"}),
            ),
        )
        for option in options
    ]


def label_of(option: Option) -> Any:
    """Return what stands beside the box of an option: name, cost, what it is."""
    parts = [format_html('<span class="ballot-option">{}</span>', option.text)]
    if option.cost is not None:
        parts.append(format_html(' <strong class="ballot-cost">{}</strong>', money(Fraction(option.cost))))
    if option.detail:
        parts.append(format_html('<small class="ballot-detail">{}</small>', option.detail))
    return format_html("{}" * len(parts), *parts)


def _require_order(form: BallotForm, question: Question, data: dict[str, Any]) -> None:
    """Say which place was given twice, at the option that got it second."""
    if question.kind != Kind.RANKING:
        return
    seen: set[str] = set()
    for name, _field in _fields(question):
        place = data.get(name)
        if place and place in seen:
            form.add_error(
                name, _("Platz %(place)s ist zweimal vergeben. Jeder Platz geht nur einmal.") % {"place": place}
            )
        seen.add(place or "")


def _answer(question: Question, data: Mapping[str, Any]) -> Any:
    if question.kind in (Kind.YES_NO, Kind.CHOOSE):
        return data.get(question.key)
    pairs = [(option.key, data.get(f"{question.key}-{option.key}")) for option in question.options.all()]
    if question.kind == Kind.RANKING:
        # Places may have gaps: what counts is the order.
        return [
            key for key, place in sorted(((key, int(place)) for key, place in pairs if place), key=lambda pair: pair[1])
        ]
    return {key: points for key, points in pairs if points}


def hint_of(question: Question) -> str:
    """Return what may be filled in, in one or two sentences."""
    sentences = [question.hint] if question.hint else []
    if question.kind == Kind.CHOOSE and question.cost_limit is not None:
        sentences.append(_("Ihre Auswahl darf zusammen höchstens %s kosten.") % money(Fraction(question.cost_limit)))
    if question.kind == Kind.CHOOSE:
        if question.least:
            sentences.append(_("Kreuzen Sie mindestens %d Vorschläge an.") % question.least)
        if question.most < len(question.options.all()) or question.cost_limit is None:
            sentences.append(
                ngettext(
                    "Sie können einen Vorschlag ankreuzen.",
                    "Sie können bis zu %(most)d Vorschläge ankreuzen.",
                    question.most,
                )
                % {"most": question.most}
            )
    elif question.kind == Kind.RANKING:
        sentences.append(
            _("Wählen Sie für jeden Vorschlag einen Platz. Platz 1 ist der beste. Sie dürfen Vorschläge auslassen.")
        )
    elif question.kind == Kind.POINTS:
        sentences.append(_("Sie können zusammen bis zu %d Punkte vergeben.") % question.most)
        if question.most_each:
            sentences.append(_("Höchstens %d für einen Vorschlag.") % question.most_each)
    return " ".join(sentences)


def spoken(questions: list[Question], answers: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return each question with its answer in words."""
    words = {"yes": _("Ja"), "no": _("Nein"), "abstain": _("Enthaltung")}
    found = []
    for question in questions:
        answer = answers.get(question.key)
        names = {option.key: option.text for option in question.options.all()}
        if not answer:
            lines = [_("keine Angabe")]
        elif question.kind == Kind.YES_NO:
            lines = [words[answer]]
        elif question.kind == Kind.CHOOSE:
            lines = [names[key] for key in names if key in answer]
        elif question.kind == Kind.RANKING:
            lines = [f"{place}. {names[key]}" for place, key in enumerate(answer, 1)]
        else:
            lines = [
                ngettext("%(name)s: %(points)d Punkt", "%(name)s: %(points)d Punkte", points)
                % {"name": names[key], "points": points}
                for key, points in answer.items()
            ]
        found.append((question.text, lines))
    return found
