# SPDX-License-Identifier: EUPL-1.2
"""What is read of votes and budgets of a phase."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from allmende.commons.ballots import counting
from allmende.commons.ballots.models import Vote
from allmende.commons.ballots.queries import TOPIC, turnout
from allmende.core.freshness.memory import remember
from allmende.decide.participation.budget.models import Budget, PhaseVote
from allmende.decide.participation.code_requests import numbers
from allmende.decide.participation.models import Phase
from allmende.engines.budgeting import (
    Ballot,
    Comparison,
    Instance,
    Outcome,
    Project,
    compare,
    dump,
    equal_shares,
    greedy,
    sentence,
    summary,
)


def vote_of(phase: Phase) -> Vote | None:
    """Return the vote of a phase. One query."""
    link = PhaseVote.objects.filter(phase=phase).select_related("vote__municipality").first()
    return link.vote if link else None


def numbers_of_codes(vote: Vote) -> dict[str, Any]:
    """Return what a result by codes names beside the ballots: codes given out, declared invalid, used. Empty for others."""
    link = PhaseVote.objects.filter(vote=vote).select_related("phase__process").first()
    if link is None or link.phase.audience != Phase.Audience.CODES:
        return {}
    return {"codes": {**numbers(link.phase.process), "used": turnout(vote)["all"]}}


def budget_of(phase: Phase) -> Budget | None:
    """Return the budget of a phase. One query."""
    found = Budget.objects.filter(phase=phase).first()
    if found is not None:
        found.phase = phase
    return found


def instance_of(budget: Budget, vote: Vote) -> Instance:
    """Return the ballots of a budget as the engine takes them: without persons, in the order of their content."""
    (question,) = counting.questions_of(vote)
    answers = counting.answers_of([question], counting.contents(vote))[question["key"]]
    projects = tuple(Project(o["key"], Fraction(o["cost"]), o["text"]) for o in question["options"])
    ballots: list[Ballot] = []
    for answer, number in answers:
        if question["kind"] == "points":
            given = answer or {}
            one = Ballot(tuple(given), tuple(Fraction(points) for points in given.values()))
        else:
            one = Ballot(tuple(answer or ()))
        ballots += [one] * number
    meta = {
        "description": vote.title, "country": "Germany", "unit": str(vote.municipality), "instance": vote.key,
        "currency": "EUR", "date_begin": f"{vote.opens:%d.%m.%Y}", "date_end": f"{vote.closes:%d.%m.%Y}",
    }  # fmt: skip
    kind: Any = "cumulative" if question["kind"] == "points" else "approval"
    return Instance(Fraction(budget.amount), projects, tuple(ballots), kind, meta=meta)


@dataclass(frozen=True)
class Result:
    """The result by the rule that was announced, and what other rules would have said of the same ballots."""

    outcome: Outcome
    others: dict[str, Outcome]
    comparison: Comparison


def result_of(budget: Budget, vote: Vote) -> Result:
    """Count a budget, once per process; exact."""
    return remember(TOPIC, ("budget", vote.pk), lambda: _count(budget, vote))


def _count(budget: Budget, vote: Vote) -> Result:
    instance = instance_of(budget, vote)
    found = {
        "equal-shares": equal_shares(instance),
        "greedy": greedy(instance),
        "greedy-per-cost": greedy(instance, by="votes-per-cost"),
    }
    outcome = found.pop(budget.rule)
    return Result(outcome, found, compare(outcome, found.get("greedy") or found["equal-shares"]))


def rows(result: Result) -> list[dict[str, Any]]:
    """Return one row per project for the page: chosen ones first, with a sentence each, and what other rules say."""
    outcome = result.outcome
    most = max((verdict.points for verdict in outcome.verdicts), default=Fraction(0))
    return [
        {
            "project": verdict.project,
            "won": verdict.won,
            "votes": verdict.votes,
            "points": int(verdict.points),
            "most": int(most),
            "cost": verdict.project.cost,
            "sentence": sentence(verdict, outcome, gettext),
            "others": [verdict.project.id in other.winner_ids for other in result.others.values()],
        }
        for verdict in (*outcome.winners, *outcome.losers)
    ]


def summary_of(result: Result) -> str:
    """Return the whole result in a sentence or two."""
    return summary(result.outcome, gettext)


def as_pb(budget: Budget, vote: Vote) -> str:
    """Return the budget as a .pb file with its result: anybody can count it again, with any tool."""
    result = result_of(budget, vote)
    return dump(result.outcome.instance, result.outcome)
