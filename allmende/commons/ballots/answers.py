# SPDX-License-Identifier: EUPL-1.2
"""What may stand on a ballot. A ballot is checked whole: one answer that is not valid, and nothing is stored.

The content of a ballot is JSON in one canonical form, so that equal ballots are equal texts:

    yes_no   {"f1": "yes"}           yes, no or abstain
    choose   {"f2": ["a", "c"]}      in the order of the options
    ranking  {"f3": ["c", "a"]}      best first; options left out come last, all alike
    points   {"f4": {"a": 3, "b": 2}}

A question left out was not answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.ballots.models import Question
from allmende.engines.budgeting import money


class InvalidBallot(ValidationError):
    """A ballot that is not valid. `faults`: key of the question to what is wrong with it, in German."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(list(faults.values()), code="ballot")
        self.faults = faults


def canonical(questions: Iterable[Question], answers: Mapping[str, Any]) -> str:
    """Return the content of a ballot. Raises `InvalidBallot`, naming every question that is wrong.

    `questions` with their options prefetched. `answers` as in the head of this module; None and empty mean no answer.
    """
    known = {question.key: question for question in questions}
    faults: dict[str, str] = {}
    found: dict[str, Any] = {}
    for key in answers:
        if key not in known:
            faults[str(key)[:20]] = _("Diese Frage steht nicht auf dem Stimmzettel.")
    for key, question in known.items():
        answer = answers.get(key)
        if answer in (None, "", [], {}, ()):
            continue
        try:
            found[key] = CHECKS[question.kind](question, answer)
        except ValidationError as error:
            faults[key] = " ".join(error.messages)
    if faults:
        raise InvalidBallot(faults)
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def _yes_no(_question: Question, answer: Any) -> str:
    if answer not in ("yes", "no", "abstain"):
        raise ValidationError(_("Bitte wählen Sie Ja, Nein oder Enthaltung."))
    return str(answer)


def _picked(question: Question, answer: Any) -> list[str]:
    """Return the chosen keys, each known and named once."""
    if not isinstance(answer, list | tuple) or not all(isinstance(key, str) for key in answer):
        raise ValidationError(_("Diese Angabe passt nicht zur Frage."))
    options = {option.key for option in question.options.all()}
    if not options.issuperset(answer):
        raise ValidationError(_("Dieser Vorschlag steht nicht auf dem Stimmzettel."))
    if len(set(answer)) != len(answer):
        raise ValidationError(_("Jeder Vorschlag darf nur einmal genannt werden."))
    return list(answer)


def _choose(question: Question, answer: Any) -> list[str]:
    picked = set(_picked(question, answer))
    if len(picked) > question.most:
        raise ValidationError(
            ngettext(
                "Sie können höchstens %(most)d Vorschlag ankreuzen. Angekreuzt sind %(now)d.",
                "Sie können höchstens %(most)d Vorschläge ankreuzen. Angekreuzt sind %(now)d.",
                question.most,
            )
            % {"most": question.most, "now": len(picked)}
        )
    if len(picked) < question.least:
        raise ValidationError(
            _("Bitte kreuzen Sie mindestens %(least)d Vorschläge an, oder keinen. Angekreuzt sind %(now)d.")
            % {"least": question.least, "now": len(picked)}
        )
    if question.cost_limit is not None:
        total = sum(Fraction(option.cost or 0) for option in question.options.all() if option.key in picked)
        if total > question.cost_limit:
            raise ValidationError(
                _("Ihre Auswahl kostet %(total)s. Verteilen können Sie %(limit)s.")
                % {"total": money(Fraction(total)), "limit": money(Fraction(question.cost_limit))}
            )
    return [option.key for option in question.options.all() if option.key in picked]


def _ranking(question: Question, answer: Any) -> list[str]:
    ranked = _picked(question, answer)
    if len(ranked) > question.most:
        raise ValidationError(_("Sie können höchstens %(most)d Plätze vergeben.") % {"most": question.most})
    return ranked


def _points(question: Question, answer: Any) -> dict[str, int]:
    if not isinstance(answer, Mapping):
        raise ValidationError(_("Diese Angabe passt nicht zur Frage."))
    given = {key: points for key, points in answer.items() if points != 0}
    _picked(question, list(given))
    if any(type(points) is not int or points < 0 for points in given.values()):
        raise ValidationError(_("Punkte sind ganze Zahlen ab null."))
    if question.most_each and any(points > question.most_each for points in given.values()):
        raise ValidationError(
            _("Ein Vorschlag kann höchstens %(most)d Punkte bekommen.") % {"most": question.most_each}
        )
    if sum(given.values()) > question.most:
        raise ValidationError(
            _("Sie haben %(now)d Punkte vergeben. Höchstens %(most)d sind möglich.")
            % {"now": sum(given.values()), "most": question.most}
        )
    return given


CHECKS = {
    Question.Kind.YES_NO: _yes_no,
    Question.Kind.CHOOSE: _choose,
    Question.Kind.RANKING: _ranking,
    Question.Kind.POINTS: _points,
}
