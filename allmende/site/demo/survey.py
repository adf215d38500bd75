# SPDX-License-Identifier: EUPL-1.2
"""Surveys in the demo county: "Befragung zur Infrastruktur", one that runs for everybody and one with its results."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from allmende.commons.forms import actions as forms
from allmende.commons.forms.models import FreeText, Survey
from allmende.core.municipality.models import Municipality
from allmende.core.people.models import Person
from allmende.decide.participation.models import Member, Phase, Process
from allmende.decide.participation.survey import actions
from allmende.decide.participation.survey.models import PhaseSurvey
from allmende.engines.townscape import County
from allmende.site.demo import Progress, county

_DAY = timedelta(days=1)
_WISHES = (
    "Der Bus fährt nach 19 Uhr nicht mehr. Wer Spätschicht hat, kommt nicht nach Hause.",
    "Eine Hausärztin im Ort, die auch zu alten Leuten nach Hause kommt.",
    "Ein Radweg zum Bahnhof, damit die Kinder nicht auf der Landstraße fahren.",
    "Ein Treffpunkt für Jugendliche, der auch im Winter offen ist.",
    "Eine Bank, auf der man beim Einkaufen ausruhen kann.",
)
_ANSWERED = 84


def fill(made: County, progress: Progress) -> int:
    """Store them where there are none yet; return how many surveys were added."""
    home = county.row()
    if PhaseSurvey.objects.filter(phase__process__municipality=home).exists():
        return 0
    staff = Person.objects.get(email="moderation@auental.example")
    now = timezone.now()
    running = _survey(
        home, staff, "befragung-infrastruktur", "Befragung zur Infrastruktur", now - 5 * _DAY, now + 23 * _DAY
    )
    _answer(running, 23, now - 2 * _DAY)
    over = _survey(home, staff, "befragung-wege", "Was fehlt auf Ihren Wegen?", now - 50 * _DAY, now - 20 * _DAY)
    _answer(over, _ANSWERED, now - 30 * _DAY)
    _paper(staff, over)
    shown = FreeText.objects.filter(survey=over, path="angebote.idee").values_list("pk", flat=True)
    forms.judge_texts(staff, over, list(shown), FreeText.State.SHOWN)
    forms.close(staff, over)
    return 2


def _survey(home: Municipality, staff: Any, slug: str, title: str, opens: Any, closes: Any) -> Survey:
    process = Process.objects.create(
        municipality=home, slug=slug, title=title, template="survey", state=Process.State.PUBLISHED, published=opens,
        goal="Wir wollen wissen, was Sie im Alltag gut erreichen und was Ihnen fehlt.",
        deciders="Die Antworten gehen in die Planung des Landkreises ein.",
        contact_name="Aylin Yıldız", contact_phone="03999 1234-21", contact_email="beteiligung@auental.example",
    )  # fmt: skip
    Member.objects.create(process=process, person=staff)
    phase = Phase.objects.create(
        process=process, position=1, title="Fragen beantworten", format="survey", opens=opens, closes=closes,
        audience=Phase.Audience.EVERYONE, text="Das dauert etwa fünf Minuten.",
    )  # fmt: skip
    actions.make_form(None, phase, from_template=True)
    return actions.use(staff, phase)


def _answers(dice: random.Random, number: int) -> dict[str, Any]:
    """Return believable answers of one made-up person."""
    has_children = dice.random() < 0.35
    found: dict[str, Any] = {
        "wohnen.seit": dice.choices(["unter-2", "2-10", "ueber-10", "nicht"], [2, 4, 9, 1])[0],
        "wohnen.zufrieden": str(dice.choices(range(1, 6), [1, 2, 5, 8, 4])[0]),
        "haushalt.kinder": has_children,
        "haushalt.kinderzahl": str(dice.choice((1, 1, 2, 2, 3))),
        "wege.mittel": dice.sample(["fuss", "rad", "auto", "bus"], dice.choice((1, 2, 2))),
        "wege.bus": str(dice.choices(range(1, 6), [6, 5, 3, 2, 1])[0]),
        "wege.minuten": str(dice.choice((3, 5, 8, 10, 12, 15, 20, 25))),
        "angebote.erreichbar": {
            row: dice.choices(["gut", "geht", "schlecht", "egal"], weights)[0]
            for row, weights in (("arzt", [3, 4, 6, 1]), ("apotheke", [5, 4, 3, 1]), ("einkaufen", [8, 4, 2, 1]), ("bank", [3, 3, 5, 4]))
        },
        "angebote.kita": dice.choices(["ja", "nein", "nicht-noetig"], [6, 3, 4])[0],
        "angebote.wichtig": dice.sample(["arzt", "bus", "rad", "treff", "kinder", "internet"], 3),
        "person.alter": dice.choices(["u18", "18-29", "30-49", "50-64", "ab65"], [1, 3, 5, 5, 5])[0],
        "person.hilfe": dice.random() < 0.2,
    }  # fmt: skip
    if number % 12 == 0:
        found["angebote.idee"] = _WISHES[number // 12 % len(_WISHES)]
    return found


def _answer(survey: Survey, number: int, now: Any) -> None:
    dice = random.Random(survey.pk)  # noqa: S311 (made-up answers)
    for one in range(number):
        forms.submit(survey, _answers(dice, one), key=f"demo {one}", now=now)


def _paper(staff: Any, survey: Survey) -> None:
    dice = random.Random(7)  # noqa: S311 (made-up answers)
    for one in range(1, 9):
        forms.enter_paper(staff, survey, _answers(dice, one))
