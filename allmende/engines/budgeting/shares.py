# SPDX-License-Identifier: EUPL-1.2
"""Count by Equal Shares as cities do: find the share (Add1), fill up if wished, and say why for each project."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from .equal_shares import Count, Electorate, Purchase, Utility
from .explaining import explain
from .greedy import totals
from .model import Instance
from .outcome import Outcome, Reason, Verdict
from .screen import Screen

Completion = Literal["add1", "add1u", "utilitarian", "none"]
Stop = Literal["exhaustive", "overspent"]

STEADY = 4
"""After how many equal rounds of Add1 in a row leaping is tried."""
STEADY_SCREENED = 16
"""The same where rounds are cheap."""


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
        return _nobody(instance, rule)
    first = share = instance.budget / electorate.voters
    if completion in {"add1", "add1u"}:
        share = _add1(electorate, first, step, stop)
    return explain(electorate, rule, first, share, fill=completion in {"add1u", "utilitarian"})


def buy(electorate: Electorate, share: Fraction, limit: int | None = None) -> list[Purchase]:
    """Return what is bought with a share per ballot (money units), in order; see `Count.purchases` for `limit`."""
    return list(Count(electorate, share).purchases(limit))


def _add1(electorate: Electorate, share: Fraction, step: Fraction, stop: Stop) -> Fraction:
    """Return the share of the decisive round."""
    costs = electorate.costs
    eligible = {bid.project for bid in electorate.best_offers}
    screen = Screen.of(electorate)
    decisive, order, steady = share, [-1], 0
    while True:
        bought = screen.bought(share, electorate.budget) if screen else None
        if bought is None:
            bought = [purchase.project for purchase in buy(electorate, share, electorate.budget)]
        if bought == order:
            steady += 1
        else:
            left = electorate.budget - sum(costs[project] for project in bought)
            if left < 0:
                return decisive
            unbought = eligible.difference(bought)
            if not unbought or (stop == "exhaustive" and all(costs[project] > left for project in unbought)):
                return share
            order, steady = bought, 0
        if steady >= (STEADY_SCREENED if screen else STEADY):
            share, steady = _leap(electorate, share, step, steady)
        decisive = share
        share += step


def _leap(electorate: Electorate, share: Fraction, step: Fraction, steady: int) -> tuple[Fraction, int]:
    """Leap over shares that are proved to buy the same as `share`; return the last of them, and 0 once in doubt."""
    path = [purchase.bid for purchase in buy(electorate, share, electorate.budget)]
    while True:
        leap = max(1, steady // 2)
        further = Count(electorate, share + leap * step).follow(path)
        if further is None:
            return share, 0
        path, share, steady = further, share + leap * step, steady + leap


def _nobody(instance: Instance, rule: str) -> Outcome:
    votes, points = totals(instance)
    return Outcome(
        instance,
        rule,
        tuple(
            Verdict(project, False, Reason.NO_VOTES, votes[number], points[number])
            for number, project in enumerate(instance.projects)
        ),
    )
