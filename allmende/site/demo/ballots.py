# SPDX-License-Identifier: EUPL-1.2
"""Votes in the demo county: a citizens' budget with its result, a secret vote with codes on letters, and a poll for everybody."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from allmende.commons.ballots import actions as ballots
from allmende.commons.ballots.models import Question, Vote
from allmende.core.municipality.models import Municipality
from allmende.core.people.models import Person
from allmende.decide.participation import codes
from allmende.decide.participation.audience import credential_of
from allmende.decide.participation.budget import actions
from allmende.decide.participation.budget.models import Budget, PhaseVote, Project
from allmende.decide.participation.models import AccessCode, CodeBatch, Member, Phase, Process
from allmende.engines.townscape import County
from allmende.site.demo import Progress, county

_DAY = timedelta(days=1)
_PROJECTS = (
    ("Spielplatz am Anger", "Neue Rutsche, Schaukel und ein Sonnensegel.", 18_000, 9),
    ("Bücherschrank am Rathaus", "Ein wetterfester Tauschschrank mit Bank.", 3_500, 5),
    ("Trinkbrunnen am Bahnhof", "Kostenloses Wasser für alle, die warten.", 9_000, 4),
    ("Radständer mit Dach", "40 Plätze am Bahnhof, beleuchtet.", 12_000, 6),
    ("Bänke am Fluss", "Fünf Bänke mit Lehne am Uferweg.", 6_000, 3),
    ("Sportgeräte im Stadtpark", "Klimmzugstange, Barren und Balken, auch für Ältere.", 15_000, 2),
    ("Obstbäume in Niederau", "Zwanzig Apfel- und Birnbäume am Feldweg.", 4_000, 3),
)
"""Name, what it is, cost in euros, how much it is liked."""
_LETTERS = {"Auenstadt": 240, "übrige Gemeinden": 160}
"""How many letters went to which area."""
_VOTERS = 240


def fill(made: County, progress: Progress) -> int:
    """Store them where there are none yet; return how many votes were added."""
    home = county.row()
    if PhaseVote.objects.filter(vote__municipality=home).exists():
        return 0
    staff = Person.objects.get(email="moderation@auental.example")
    _budget(home, staff)
    _bridge(home, staff)
    return 3


def _process(home: Municipality, staff: Any, slug: str, title: str, goal: str, deciders: str) -> Process:
    process = Process.objects.create(
        municipality=home, slug=slug, title=title, goal=goal, deciders=deciders, state=Process.State.PUBLISHED,
        published=timezone.now(), contact_name="Aylin Yıldız", contact_phone="03999 1234-21", contact_email="beteiligung@auental.example",
    )  # fmt: skip
    Member.objects.create(process=process, person=staff)
    return process


def _budget(home: Municipality, staff: Any) -> None:
    """A budget that was voted on last month: 240 ballots, counted by equal shares."""
    now = timezone.now()
    process = _process(
        home, staff, "buergerbudget", "Bürgerbudget für den Landkreis", "Sie haben entschieden, wofür 50.000 Euro ausgegeben werden.",
        "Die Menschen haben mit ihrer Stimme entschieden. Der Kreistag setzt das Ergebnis um.",
    )  # fmt: skip
    phase = Phase.objects.create(
        process=process, position=1, title="Abstimmen", format="budget", opens=now - 40 * _DAY, closes=now - 10 * _DAY, audience=Phase.Audience.CODES,
        text="Kreuzen Sie alle Projekte an, die Sie gut finden.",
    )  # fmt: skip
    budget = actions.set_budget(
        staff, phase, amount=Decimal(50_000), style=Budget.Style.APPROVAL, rule=Budget.Rule.SHARES, least=0, most=0
    )
    for title, text, cost, _liking in _PROJECTS:
        actions.save_project(
            staff, budget, None, title=title, text=text, cost=Decimal(cost), state=Project.State.ELIGIBLE
        )
    actions.save_project(
        staff, budget, None, title="Seilbahn zur Burg", state=Project.State.REFUSED,
        reason="Das Gelände gehört nicht dem Landkreis, und der Bau würde mehr kosten als das ganze Budget.",
    )  # fmt: skip
    for area, count in _LETTERS.items():
        letters = CodeBatch.objects.create(
            process=process,
            kind=CodeBatch.Kind.LETTER,
            name=f"Alle ab 14, {area}",
            count=count,
            area=area,
            created_by=staff,
        )
        codes.make_codes(letters, count)
    vote = ballots.release(staff, actions.make_ballot(staff, budget), now=phase.opens)
    dice, keys = random.Random(2026), [f"p{number}" for number in range(1, len(_PROJECTS) + 1)]  # noqa: S311 (a made-up vote)
    liking = [liking for *_project, liking in _PROJECTS]
    voters = dice.sample(list(AccessCode.objects.filter(batch__process=process).select_related("batch")), _VOTERS)
    for code in voters:
        wanted = set(dice.choices(keys, liking, k=dice.choice((1, 2, 3, 4))))
        voter = credential_of(process.pk, None, code)
        ballots.cast(vote, voter, {"f1": sorted(wanted)}, area=code.batch.area, now=vote.opens + _DAY)
    _publish(staff, vote)


def _bridge(home: Municipality, staff: Any) -> None:
    """A secret vote that runs, and a poll for everybody beside it."""
    now = timezone.now()
    process = _process(
        home, staff, "neue-bruecke", "Die neue Brücke über die Aue", "Wie heißt die Brücke, und wie wird sie beleuchtet?",
        "Der Kreistag nimmt das Ergebnis der Abstimmung an.",
    )  # fmt: skip
    times = {"opens": now - 2 * _DAY, "closes": now + 19 * _DAY}
    naming = Phase.objects.create(
        process=process, position=1, title="Abstimmung über den Namen", format="vote", audience=Phase.Audience.CODES,
        text="Sie haben eine Stimme. Sie ist geheim.", **times,
    )  # fmt: skip
    vote = actions.make_vote(staff, naming)
    names = ["Auebrücke", "Friedensbrücke", "Mühlensteg"]
    ballots.add_question(staff, vote, kind=Question.Kind.RANKING, text="Wie soll die Brücke heißen?", options=names)
    ballots.add_question(staff, vote, kind=Question.Kind.YES_NO, text="Soll es ein Einweihungsfest geben?")
    ballots.release(staff, vote)
    lighting = Phase.objects.create(
        process=process, position=2, title="Umfrage: Licht auf der Brücke", format="poll", audience=Phase.Audience.EVERYONE,
        text="Eine Frage, ohne Anmeldung.", **times,
    )  # fmt: skip
    poll = actions.make_vote(staff, lighting)
    choices = ["die ganze Nacht", "bis Mitternacht", "nur wenn jemand kommt"]
    ballots.add_question(
        staff, poll, kind=Question.Kind.CHOOSE, text="Wann soll das Licht brennen?", options=choices, most=1
    )
    poll = ballots.release(staff, poll)
    for number in range(46):
        ballots.cast(poll, f"demo {number}", {"f1": ["abc"[number % 7 % 3]]})


def _publish(staff: Any, vote: Vote) -> None:
    ballots.close(vote)
    ballots.count(staff, vote)
    ballots.publish(staff, vote)
