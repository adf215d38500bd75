# SPDX-License-Identifier: EUPL-1.2
"""The usual rule: rank the projects, go down the list, take what still fits.

Pabulib calls it `greedy`. By votes per cost it is the classical heuristic for the knapsack problem (Goel, Krishnaswamy,
Sakshuwong and Aitamurto, Knapsack Voting for Participatory Budgeting, ACM TEAC 2019).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from .model import Instance
from .outcome import Outcome, Reason, Verdict

Ranking = Literal["votes", "votes-per-cost"]


def totals(instance: Instance) -> tuple[list[int], list[Fraction]]:
    """Return (ballots that give the project anything, sum of points) per project."""
    votes = dict.fromkeys((project.id for project in instance.projects), 0)
    points = dict.fromkeys(votes, Fraction(0))
    approval = instance.vote_type == "approval"
    for ballot in instance.support():
        for choice, given in ballot.items():
            votes[choice] += 1
            if not approval:
                points[choice] += given
    return list(votes.values()), [Fraction(number) for number in votes.values()] if approval else list(points.values())


def ranked(instance: Instance, points: list[Fraction], votes: list[int], by: Ranking) -> list[int]:
    """Return the indices of all projects, best first. Ties: the cheaper, then more votes, then the first in the list."""

    def key(project: int) -> tuple[Fraction, Fraction, int, int]:
        cost = instance.projects[project].cost
        merit = points[project] if by == "votes" else points[project] / cost
        return (-merit, cost, -votes[project], project)

    return sorted(range(len(instance.projects)), key=key)


def greedy(instance: Instance, by: Ranking = "votes") -> Outcome:
    """Count by ranking: projects with the most points (or points per cost) first, each taken if it still fits.

    A project that does not fit is skipped, cheaper ones behind it may still be taken. Projects without points never win.
    """
    votes, points = totals(instance)
    left = instance.budget
    verdicts: list[Verdict | None] = [None] * len(instance.projects)
    taken: list[int] = []
    for place, number in enumerate(ranked(instance, points, votes, by), 1):
        project = instance.projects[number]
        won, missing, more = False, None, None
        if points[number] <= 0:
            reason = Reason.NO_VOTES
        elif project.cost > instance.budget:
            reason, missing = Reason.TOO_DEAR, project.cost - instance.budget
        elif project.cost > left:
            reason, missing = Reason.NO_ROOM, project.cost - left
            if by == "votes" and instance.vote_type == "approval":
                more = _votes_to_pass(instance, taken, number, votes)
        else:
            reason, won = Reason.RANKED, True
        verdicts[number] = Verdict(
            project,
            won,
            reason,
            votes[number],
            points[number],
            place=place,
            money=left,
            missing=missing,
            more_votes=more,
        )
        if won:
            left -= project.cost
            taken.append(number)
    return Outcome(instance, "greedy" if by == "votes" else "greedy/votes-per-cost", tuple(filter(None, verdicts)))


def _votes_to_pass(instance: Instance, taken: list[int], number: int, votes: list[int]) -> int:
    """Return the fewest further votes with which the project would have had its turn while it still fitted."""
    cost = instance.projects[number].cost
    left = instance.budget - sum(instance.projects[winner].cost for winner in taken)
    for winner in reversed(taken):
        left += instance.projects[winner].cost
        if left >= cost:
            # It must stand before this winner: with the same votes the tie decides, else one more is needed.
            rival = instance.projects[winner]
            enough = votes[winner] + (0 if (cost, number) < (rival.cost, winner) else 1)
            return max(1, enough - votes[number])
    raise AssertionError("a project cheaper than the budget fits once nothing is taken")
