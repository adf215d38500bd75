# SPDX-License-Identifier: EUPL-1.2
"""Count a box. The sums come from `recount`, the program that everybody can run on the published file."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db.models import Count

from allmende.commons.ballots.models import SPOILED, Ballot, Channel, PaperBatch, PaperSheet, Participation, Vote
from allmende.commons.ballots.recount import tally

Answers = dict[str, list[list[Any]]]
"""For each question the answers and how many ballots gave each: [[answer, number], ...], None for no answer."""


def questions_of(vote: Vote) -> list[dict[str, Any]]:
    """Return the questions as they are published. Two queries."""
    return [
        {
            "key": question.key, "kind": question.kind, "text": question.text, "hint": question.hint,
            "least": question.least, "most": question.most, "most_each": question.most_each,
            "cost_limit": None if question.cost_limit is None else str(question.cost_limit),
            "options": [
                {"key": option.key, "text": option.text, "detail": option.detail,
                 "cost": None if option.cost is None else str(option.cost)}
                for option in question.options.all()
            ],
        }
        for question in vote.questions.prefetch_related("options")
    ]  # fmt: skip


def contents(vote: Vote) -> list[tuple[str, int]]:
    """Return the distinct ballots and how often each lies in the box, sorted. One query."""
    rows = Ballot.objects.filter(vote=vote).values_list("content").annotate(number=Count("pk")).order_by()
    return sorted(rows)


def answers_of(questions: list[dict[str, Any]], box: list[tuple[str, int]]) -> Answers:
    """Take ballots apart by question, so that no pattern across questions marks a ballot. Sorted: no order is left."""
    found: dict[str, dict[Any, list[Any]]] = {question["key"]: {} for question in questions}
    for content, number in box:
        ballot = json.loads(content)
        for key, answers in found.items():
            answer = ballot.get(key)
            known = answers.setdefault(_hashable(answer), [answer, 0])
            known[1] += number
    return {
        key: sorted(answers.values(), key=lambda pair: json.dumps(pair[0], sort_keys=True))
        for key, answers in found.items()
    }


def _hashable(answer: Any) -> Any:
    if isinstance(answer, list):
        return tuple(answer)
    return frozenset(answer.items()) if isinstance(answer, dict) else answer


def tallies(questions: list[dict[str, Any]], answers: Answers) -> dict[str, Any]:
    """Return the sums of every question."""
    return {question["key"]: tally(question, answers[question["key"]]) for question in questions}


def count(vote: Vote) -> tuple[dict[str, Any], str]:
    """Return the result of a vote and the checksum of its box. Five queries, whatever the number of ballots."""
    questions, box = questions_of(vote), contents(vote)
    by_channel = dict(Ballot.objects.filter(vote=vote).values_list("channel").annotate(number=Count("pk")).order_by())
    handed = dict(
        Participation.objects.filter(vote=vote).values_list("channel").annotate(number=Count("pk")).order_by()
    )
    result = {
        "accepted": sum(number for _, number in box),
        "online": by_channel.get(Channel.ONLINE, 0),
        "paper": by_channel.get(Channel.PAPER, 0),
        "spoiled": PaperSheet.objects.filter(
            batch__vote=vote, batch__state=PaperBatch.State.CONFIRMED, second=SPOILED
        ).count(),
        "handed_out": handed.get(Channel.PAPER, 0),
        "tally": tallies(questions, answers_of(questions, box)),
    }
    return result, digest(box)


def digest(box: list[tuple[str, int]]) -> str:
    """Return the SHA-256 over all ballots, in no order. It goes into the audit log: a box changed later is found out."""
    found = hashlib.sha256()
    for content, number in box:
        found.update(f"{number}\t{content}\n".encode())
    return found.hexdigest()
