# SPDX-License-Identifier: EUPL-1.2
"""Count the decisive round of Equal Shares once more and note for each project what happened to its supporters' money."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil

from .equal_shares import Count, Electorate, Purchase
from .greedy import ranked, totals
from .outcome import Outcome, Reason, Verdict


def explain(electorate: Electorate, rule: str, first: Fraction, share: Fraction, *, fill: bool) -> Outcome:
    """Return the outcome at a share per ballot (money units); `fill` spends what is left on the most wanted that fit."""
    count = Count(electorate, share)
    losers = {bid.project for bid in electorate.best_offers} - {p.project for p in Count(electorate, share).purchases()}
    ledger = _Ledger(count, losers)
    verdicts: dict[int, Verdict] = {}
    lots: list[tuple[str, str]] = []
    projects = electorate.instance.projects
    for place, purchase in enumerate(count.purchases(), 1):
        ledger.settle()
        ledger.note(purchase)
        verdicts[purchase.project] = _winner(count, purchase, place)
        lots += [(projects[purchase.project].id, projects[loser].id) for loser in ledger.lost_by_lot(purchase)]
    ledger.settle()
    if fill:
        verdicts |= _filled(
            ledger, electorate.budget - sum(electorate.costs[project] for project in verdicts), len(verdicts)
        )
    for project in range(len(projects)):
        if project not in verdicts:
            verdicts[project] = ledger.loser(project)
    ordered = tuple(verdicts[project] for project in range(len(projects)))
    return Outcome(electorate.instance, rule, ordered, share, first, tuple(lots))


class _Ledger:
    """Watches the supporters of the projects that will not be bought."""

    def __init__(self, count: Count, losers: set[int]) -> None:
        self.count = count
        self.electorate = count.electorate
        self.approval = self.electorate.instance.vote_type == "approval"
        self.losers = losers
        self.purse = {project: count.raised(project) for project in losers}
        self.went: dict[int, list[tuple[int, Fraction]]] = {project: [] for project in losers}
        self.more: dict[int, int] = {}
        self.last = -1

    def settle(self) -> None:
        """Note what the last purchase took from the supporters of each loser."""
        for project in self.losers:
            now = self.count.raised(project)
            if now < self.purse[project]:
                self.went[project].append((self.last, self.purse[project] - now))
                self.purse[project] = now

    def note(self, purchase: Purchase) -> None:
        """Note what each loser would have needed to be bought in place of this purchase."""
        self.last = purchase.project
        if self.approval:
            for project in self.losers:
                needed = self._more_votes(project, purchase)
                self.more[project] = min(needed, self.more.get(project, needed))

    def lost_by_lot(self, purchase: Purchase) -> list[int]:
        """Return the losers that were equal to the purchase in offer, cost and votes."""
        return [
            rival
            for rival in purchase.rivals
            if rival in self.losers and self.count.raised(rival, purchase.offer) == self.electorate.costs[rival]
        ]

    def _more_votes(self, project: int, rival: Purchase) -> int:
        """Return how many further ballots for this project alone would have bought it instead of `rival`.

        Each of them would have paid min(share, payment at the rival's offer). Until it is bought all else stays the
        same, so the least number over all purchases, and over the end of the count, is exact for the given share.
        """
        electorate = self.electorate
        cost = electorate.costs[project]
        payment = min(self.count.share * electorate.unit, rival.offer * electorate.value(project))
        gap = cost - self.count.raised(project, rival.offer)
        needed = max(1, ceil(gap / payment))
        if needed * payment > gap:
            return needed
        mine = (cost, -electorate.votes[project] - needed, project)
        theirs = (electorate.costs[rival.project], -electorate.votes[rival.project], rival.project)
        return needed if mine < theirs else needed + 1

    def loser(self, project: int) -> Verdict:
        """Return the verdict on a project that was not bought."""
        if project not in self.losers:
            reason = Reason.TOO_DEAR if self.electorate.points[project] else Reason.NO_VOTES
            return _verdict(self.electorate, project, reason)
        projects, unit = self.electorate.instance.projects, self.electorate.unit
        missing = self.electorate.costs[project] - self.purse[project]
        at_the_end = ceil(missing / (self.count.share * unit))
        return replace(
            _verdict(self.electorate, project, Reason.SHORT),
            money=self.purse[project] / unit,
            missing=missing / unit,
            more_votes=min(at_the_end, self.more.get(project, at_the_end)) if self.approval else None,
            went_to=tuple(
                (projects[winner], amount / unit)
                for winner, amount in sorted(self.went[project], key=lambda item: (-item[1], item[0]))
            ),
        )


def _winner(count: Count, purchase: Purchase, place: int) -> Verdict:
    electorate, project = count.electorate, purchase.project
    highest = purchase.offer * electorate.value(project)
    approval = electorate.instance.vote_type == "approval"
    return replace(
        _verdict(electorate, project, Reason.PAID),
        place=place,
        effective_votes=electorate.costs[project] / highest if approval else None,
        highest_payment=highest * electorate.point_scale / electorate.unit,
        money=count.raised(project) / electorate.unit,
    )


def _filled(ledger: _Ledger, left: int, bought: int) -> dict[int, Verdict]:
    """Return the losers that `left` (in 1/unit) still pays, those with the most votes first."""
    electorate = ledger.electorate
    votes, points = totals(electorate.instance)
    found: dict[int, Verdict] = {}
    for project in ranked(electorate.instance, points, votes, "votes"):
        cost = electorate.costs[project]
        if project in ledger.losers and cost <= left:
            left -= cost
            purse = ledger.purse[project]
            found[project] = replace(
                _verdict(electorate, project, Reason.LEFTOVER),
                place=bought + len(found) + 1,
                money=purse / electorate.unit,
                missing=(cost - purse) / electorate.unit,
            )
    return found


def _verdict(electorate: Electorate, project: int, reason: Reason) -> Verdict:
    """Return what is known of a project in every case; the caller fills in the rest."""
    return Verdict(
        electorate.instance.projects[project],
        reason in {Reason.PAID, Reason.LEFTOVER},
        reason,
        electorate.votes[project],
        Fraction(electorate.points[project], electorate.point_scale),
    )
