# SPDX-License-Identifier: EUPL-1.2
"""Count by Equal Shares as cities do: find the share (Add1), fill up if wished, and say why for each project."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Literal

from .equal_shares import Count, Electorate, Purchase, Utility
from .greedy import ranked, totals
from .model import Instance, Project
from .outcome import Outcome, Reason, Verdict

Completion = Literal["add1", "add1u", "utilitarian", "none"]
Stop = Literal["exhaustive", "overspent"]


def equal_shares(
    instance: Instance,
    *,
    completion: Completion = "add1",
    utility: Utility = "cost",
    stop: Stop = "exhaustive",
    step: Fraction = Fraction(1),
) -> Outcome:
    """Count by the Method of Equal Shares.

    With the plain share (budget / ballots) some voters' money buys nothing, and much of the budget stays unspent.
    Completions (https://equalshares.net/implementation/completion):

    * `none`: only what the plain share buys.
    * `add1`: the share of everyone grows by one money unit at a time; the last result within the budget counts.
    * `utilitarian`: the plain share, then the projects with the most votes that still fit.
    * `add1u`: `add1`, then the projects with the most votes that still fit.

    Ties: the cheaper, then more votes, then the first in the list of projects (see `Outcome.lots`).
    Projects that cost more than the whole budget and projects without votes take no part.

    Args:
        instance: budget, projects and ballots.
        completion: see above.
        utility: `cost` (money spent as the voter wished; usual) or `cardinality` (number of wishes granted).
        stop: when `add1` ends before the budget would be exceeded. `exhaustive`: as soon as no other project fits
            (recommended by the authors of the method). `overspent`: never; Wieliczka counted so in 2023, a later
            result may then replace one that left nothing over.
        step: by how many money units the share grows.

    Raises:
        BudgetError: for ballots with negative points.
    """
    electorate = Electorate(instance, utility)
    rule = "equalshares" + ("" if completion == "none" else f"/{completion}")
    if not electorate.voters:
        votes, points = totals(instance)
        return Outcome(instance, rule, tuple(_nobody(instance, number, votes, points) for number in range(len(votes))))
    first = share = instance.budget / electorate.voters
    if completion in {"add1", "add1u"}:
        share = _add1(electorate, first, step, stop)
    return _explain(electorate, rule, first, share, fill=completion in {"add1u", "utilitarian"})


def buy(electorate: Electorate, share: Fraction, limit: int | None = None) -> list[Purchase]:
    """Return what is bought with a share per ballot (money units), in order; see `Count.purchases` for `limit`."""
    return list(Count(electorate, share).purchases(limit))


def _add1(electorate: Electorate, share: Fraction, step: Fraction, stop: Stop) -> Fraction:
    """Return the share of the decisive round."""
    costs = electorate.costs
    eligible = {bid.project for bid in electorate.best_offers}
    decisive = share
    while True:
        bought = {purchase.project for purchase in buy(electorate, share, electorate.budget)}
        left = electorate.budget - sum(costs[project] for project in bought)
        if left < 0:
            return decisive
        decisive = share
        unbought = eligible - bought
        if not unbought or (stop == "exhaustive" and all(costs[project] > left for project in unbought)):
            return decisive
        share += step


def _explain(electorate: Electorate, rule: str, first: Fraction, share: Fraction, *, fill: bool) -> Outcome:
    """Count the decisive round once more and note for every project what happened to its supporters' money."""
    instance, unit = electorate.instance, electorate.unit
    projects, costs = instance.projects, electorate.costs
    won = {purchase.project for purchase in buy(electorate, share)}
    count = Count(electorate, share)
    approval = instance.vote_type == "approval"
    waiting = {bid.project for bid in electorate.best_offers} - won
    purse = {project: count.raised(project) for project in waiting}
    more: dict[int, int] = {}
    went: dict[int, list[tuple[int, Fraction]]] = {project: [] for project in waiting}
    verdicts: dict[int, Verdict] = {}
    lots: list[tuple[str, str]] = []
    last: int | None = None

    def settle() -> None:
        """Note what the last purchase took from the supporters of the others."""
        for project in waiting:
            now = count.raised(project)
            if last is not None and now < purse[project]:
                went[project].append((last, purse[project] - now))
            purse[project] = now

    for place, purchase in enumerate(count.purchases(), 1):
        settle()
        last = purchase.project
        highest = purchase.offer * electorate.value(last)
        verdicts[last] = Verdict(
            projects[last],
            True,
            Reason.PAID,
            electorate.votes[last],
            Fraction(electorate.points[last], electorate.point_scale),
            place=place,
            effective_votes=costs[last] / highest if approval else None,
            highest_payment=highest * electorate.point_scale / unit,
            money=count.raised(last) / unit,
        )
        lots += [
            (projects[last].id, projects[rival].id)
            for rival in purchase.rivals
            if rival in waiting and count.raised(rival, purchase.offer) >= costs[rival]
        ]
        if approval:
            for project in waiting:
                needed = _more_votes(count, project, purchase)
                more[project] = min(needed, more.get(project, needed))
    settle()
    left = electorate.budget - sum(costs[project] for project in won)
    if fill:
        votes, points = totals(instance)
        for project in ranked(instance, points, votes, "votes"):
            if project in waiting and costs[project] <= left:
                left -= costs[project]
                verdicts[project] = _loser(electorate, project, purse[project], Reason.LEFTOVER, place=len(verdicts) + 1)
    for project in range(len(projects)):
        if project in verdicts:
            continue
        if project not in waiting:
            reason = Reason.TOO_DEAR if electorate.points[project] else Reason.NO_VOTES
            verdicts[project] = _loser(electorate, project, None, reason)
            continue
        at_the_end = ceil((costs[project] - purse[project]) / (share * unit))
        paid = sorted(went[project], key=lambda item: (-item[1], item[0]))
        verdicts[project] = _loser(
            electorate,
            project,
            purse[project],
            Reason.SHORT,
            more_votes=min(at_the_end, more.get(project, at_the_end)) if approval else None,
            went_to=tuple((projects[winner], amount / unit) for winner, amount in paid),
        )
    return Outcome(instance, rule, tuple(verdicts[n] for n in range(len(projects))), share, first, tuple(lots))


def _more_votes(count: Count, project: int, rival: Purchase) -> int:
    """Return how many further ballots for this project alone would have bought it instead of `rival` (approval votes).

    Each of them would have paid min(share, payment at the rival's offer). Until it is bought all else stays the same,
    so the least number over all purchases, and over the end of the count, is exact for the given share.
    """
    electorate = count.electorate
    cost = electorate.costs[project]
    payment = min(count.share * electorate.unit, rival.offer * electorate.value(project))
    gap = cost - count.raised(project, rival.offer)
    needed = max(1, ceil(gap / payment))
    if needed * payment > gap:
        return needed
    mine = (cost, -electorate.votes[project] - needed, project)
    return needed if mine < (electorate.costs[rival.project], -electorate.votes[rival.project], rival.project) else needed + 1


def _loser(
    electorate: Electorate,
    project: int,
    purse: Fraction | None,
    reason: Reason,
    *,
    place: int | None = None,
    more_votes: int | None = None,
    went_to: tuple[tuple[Project, Fraction], ...] = (),
) -> Verdict:
    """Return the verdict on a project that its supporters could not pay. `purse` in 1/unit."""
    cost = electorate.costs[project]
    money = None if purse is None else purse / electorate.unit
    return Verdict(
        electorate.instance.projects[project],
        reason is Reason.LEFTOVER,
        reason,
        electorate.votes[project],
        Fraction(electorate.points[project], electorate.point_scale),
        place=place,
        money=money,
        missing=None if purse is None else (cost - purse) / electorate.unit,
        more_votes=more_votes,
        went_to=went_to,
    )


def _nobody(instance: Instance, project: int, votes: list[int], points: list[Fraction]) -> Verdict:
    return Verdict(instance.projects[project], False, Reason.NO_VOTES, votes[project], points[project])
