# SPDX-License-Identifier: EUPL-1.2
"""The Method of Equal Shares at a fixed share per voter, in exact integers.

Every voter gets the same share of money. A project is affordable when its supporters together still hold its cost;
they pay it as evenly as possible: each min(what is left, rate x points). The affordable project with the best offer
is bought first, again and again, until none is affordable.

Sources: Peters and Skowron, Proportionality and the Limits of Welfarism, EC 2020 (arXiv 1911.11747); Peters,
Pierczyński and Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021 (arXiv 2008.13276).
Only prices that may have become the best are computed anew (prices never fall while money is spent), as described on
https://equalshares.net/implementation/computation.

How it stays both exact and fast: voters with the same money form a class. A class holds one integer, counted in units
of 1/`denominator` of a money unit, so a price needs a sort of few integers and no fractions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush, heapreplace
from itertools import accumulate
from math import gcd, lcm
from operator import mul
from typing import Literal, NamedTuple

from .model import BudgetError, Instance

Utility = Literal["cost", "cardinality"]
"""What a voter gains from a project: points times its cost (money spent as wished), or points alone (number of wishes)."""


FREQUENT = 16
"""Ballots that occur more often than this are counted with a multiplication."""


class Group(NamedTuple):
    """Supporters of one project who give it the same points.

    Attributes:
        points: what each gives, in 1/point_scale.
        factor: common multiple of all points the project gets, divided by `points`.
        kinds: the kinds of ballot, each once.
        rare: the kinds that occur seldom, each as often as it occurs (counted by repetition: fastest).
        frequent: (kind, how often it occurs) of the others.
    """

    points: int
    factor: int
    kinds: list[int]
    rare: list[int]
    frequent: list[tuple[int, int]]


class Bid(NamedTuple):
    """What a project asks for, sortable: lowest offer, then the cheaper, then more votes, then the first in the list.

    Attributes:
        rounded: the offer as an integer, so that most comparisons end here.
        offer: what has to be paid per gain by those who can. For cost utilities and approval votes 1/offer is the
            effective number of votes.
        cost: in 1/unit.
        votes: number of supporting ballots, negative.
        project: index into `Instance.projects`.
    """

    rounded: int
    offer: Fraction
    cost: int
    votes: int
    project: int


class Purchase(NamedTuple):
    """A project bought.

    Attributes:
        bid: its offer.
        rivals: projects of the same cost and votes that may have had the same offer: the list's order decided.
    """

    bid: Bid
    rivals: tuple[int, ...]

    @property
    def project(self) -> int:
        """Index into `Instance.projects`."""
        return self.bid.project

    @property
    def offer(self) -> Fraction:
        """See `Bid.offer`."""
        return self.bid.offer


class Price(NamedTuple):
    """What those who can pay in full owe together (in the units of `Count.purses`), and the points they gave."""

    money: int
    points: int


class Electorate:
    """The ballots prepared for counting again and again: same ballots joined, grouped by project, points integer.

    Attributes:
        voters: number of ballots, empty ones too.
        unit: amounts are multiplied by this to make the budget and every cost an integer.
        budget, costs: in 1/unit of a money unit.
        votes: per project, how many ballots support it.
        points: per project, the sum of all points in 1/`point_scale` of a point.
        groups: per project, which ballots support it.
    """

    def __init__(self, instance: Instance, utility: Utility = "cost") -> None:
        support = instance.support()
        for number, ballot in enumerate(support, 1):
            if any(points < 0 for points in ballot.values()):
                raise BudgetError(
                    f"Stimmzettel {number} vergibt Minuspunkte. Gleiche Anteile können sie nicht werten; "
                    "zählen Sie stattdessen nach der Summe der Punkte aus (--rule greedy)."
                )
        self.instance = instance
        self.utility = utility
        self.voters = len(support)
        self.unit = lcm(instance.budget.denominator, *(project.cost.denominator for project in instance.projects))
        self.budget = int(instance.budget * self.unit)
        self.costs = [int(project.cost * self.unit) for project in instance.projects]
        self.point_scale = lcm(*{points.denominator for ballot in support for points in ballot.values()})
        index = {project.id: number for number, project in enumerate(instance.projects)}
        same = Counter(
            tuple(sorted((index[choice], int(points * self.point_scale)) for choice, points in ballot.items()))
            for ballot in support
        )
        self.kinds = len(same)
        members: list[dict[int, list[tuple[int, int]]]] = [{} for _ in instance.projects]
        self.votes = [0] * len(instance.projects)
        self.points = [0] * len(instance.projects)
        for kind, (marks, copies) in enumerate(same.items()):
            for project, points in marks:
                members[project].setdefault(points, []).append((kind, copies))
                self.votes[project] += copies
                self.points[project] += points * copies
        self.common = [lcm(*groups) for groups in members]
        self.groups = [
            [
                Group(
                    points,
                    self.common[project] // points,
                    [kind for kind, _ in kinds],
                    [kind for kind, copies in kinds if copies <= FREQUENT for _ in range(copies)],
                    [(kind, copies) for kind, copies in kinds if copies > FREQUENT],
                )
                for points, kinds in groups.items()
            ]
            for project, groups in enumerate(members)
        ]
        # Projects dearer than the whole budget can never win and take no part.
        # What each project would ask for if nobody were short of money: never above the true offer. A heap.
        self.best_offers = [
            self.bid(project, cost, points * self.value(project))
            for project, (cost, points) in enumerate(zip(self.costs, self.points, strict=True))
            if points and cost <= self.budget
        ]
        heapify(self.best_offers)

    def bid(self, project: int, money: int, parts: int) -> Bid:
        """Return the bid of a project that asks for money/parts."""
        return Bid((money << 64) // parts, Fraction(money, parts), self.costs[project], -self.votes[project], project)

    def value(self, project: int) -> int:
        """Return by what the rate is divided to compare offers: the gain per point, in 1/unit for cost utilities."""
        return self.costs[project] if self.utility == "cost" else 1


class Count:
    """One count at one share per voter. Iterate over `purchases()`; `raised` looks into the purses in between.

    Args:
        electorate: the prepared ballots.
        share: what each voter gets, in money units.
    """

    def __init__(self, electorate: Electorate, share: Fraction) -> None:
        self.electorate = electorate
        self.share = share
        scaled = share * electorate.unit
        self.denominator = scaled.denominator
        # Class 0 are the voters without money. Everyone begins in class 1.
        self._money = [0, scaled.numerator]
        self._size = [0, electorate.kinds]
        self._free: list[int] = []
        self._class_of = [1] * electorate.kinds

    def purses(self, project: int) -> tuple[list[int], list[int]]:
        """Return what a project's supporters hold and their points: (money per point, ascending), (points).

        Money is in 1/(unit x denominator x common points of the project).
        """
        groups, money, class_of = self.electorate.groups[project], self._money, self._class_of.__getitem__
        if len(groups) == 1:
            group = groups[0]
            mass = Counter(map(class_of, group.rare))
            for kind, copies in group.frequent:
                mass[class_of(kind)] += copies
            order = sorted(mass, key=money.__getitem__)
            points = list(map(mass.__getitem__, order))
            if group.points != 1:
                points = [group.points * voters for voters in points]
            return list(map(money.__getitem__, order)), points
        pairs: list[tuple[int, int]] = []
        for group in groups:
            mass = Counter(map(class_of, group.rare))
            for kind, copies in group.frequent:
                mass[class_of(kind)] += copies
            pairs += [(money[purse] * group.factor, voters * group.points) for purse, voters in mass.items()]
        pairs.sort()
        return [held for held, _ in pairs], [points for _, points in pairs]

    def raised(self, project: int, offer: Fraction | None = None) -> Fraction:
        """Return what the supporters of a project could pay now, in 1/unit, if it asked for `offer` (None: everything)."""
        held, points = self.purses(project)
        parts = self.denominator * self.electorate.common[project]
        if offer is None:
            return Fraction(sum(map(mul, held, points)), parts)
        cap = offer * self.electorate.value(project) * parts
        top, bottom = cap.numerator, cap.denominator
        return Fraction(
            sum(min(money * bottom, top) * weight for money, weight in zip(held, points, strict=True)), parts * bottom
        )

    def _price(self, project: int) -> Price | None:
        """Return the lowest price at which the supporters can pay a project together, or None where they are too poor."""
        held, points = self.purses(project)
        need = self.electorate.costs[project] * self.denominator * self.electorate.common[project]
        everyone = self.electorate.points[project]
        if held[0] * everyone >= need:
            return Price(need, everyone)
        pledged = list(accumulate(map(mul, held, points), initial=0))
        if pledged[-1] < need:
            return None
        before = list(accumulate(points, initial=0))
        # The first purse that is full enough to pay an even part of what the poorer ones leave.
        first = bisect_left(range(len(held)), True, key=lambda i: need - pledged[i] <= held[i] * (everyone - before[i]))
        return Price(need - pledged[first], everyone - before[first])

    def purchases(self, limit: int | None = None) -> Iterator[Purchase]:
        """Buy projects one after the other; yields before the money is taken, so that the purses can be looked at.

        Args:
            limit: stop after the purchase with which more than this (in 1/unit) is spent.
        """
        costs = self.electorate.costs
        spent = 0
        heap = list(self.electorate.best_offers)
        fresh: dict[int, Price] = {}
        while heap:
            project = heap[0].project
            if project not in fresh:
                price = self._price(project)
                if price is None:
                    heappop(heap)  # money only ever shrinks: out for good
                    continue
                fresh[project] = price
                heapreplace(heap, self._bid(project, price))
                continue
            bid = heappop(heap)
            rivals = tuple(other.project for other in heap if other.rounded == bid.rounded and other[:4] == bid[:4])
            yield Purchase(bid, rivals)
            spent += costs[project]
            if limit is not None and spent > limit:
                return
            self._pay(project, fresh[project])
            fresh.clear()

    def follow(self, path: Sequence[Bid]) -> list[Bid] | None:
        """Return the bids with which the same projects are bought here as with a smaller share, or None if in doubt.

        When the same projects are bought in the same order, a larger share leaves every purse at least as full, and so
        every price at most as high. So if no other project's price here undercuts the winner's price there (`path`),
        and none of the others can be paid here at the end, then every share between the two buys this very sequence.
        """
        heap = list(self.electorate.best_offers)
        found = []
        for known in path:
            paid: Price | None = None
            while heap and heap[0] <= known:
                project = heappop(heap).project
                price = self._price(project)
                if project == known.project:
                    paid = price
                elif price is not None:
                    bid = self._bid(project, price)
                    if bid <= known:
                        return None
                    heappush(heap, bid)
            if paid is None:
                raise AssertionError("what a smaller share buys along the same path, a larger share buys")
            found.append(self._bid(known.project, paid))
            self._pay(known.project, paid)
        return found if all(self._price(bid.project) is None for bid in heap) else None

    def _bid(self, project: int, price: Price) -> Bid:
        electorate = self.electorate
        parts = price.points * self.denominator * electorate.common[project] * electorate.value(project)
        return electorate.bid(project, price.money, parts)

    def _pay(self, project: int, price: Price) -> None:
        """Take the money for a project from its supporters: min(purse, points x price) each."""
        groups = self.electorate.groups[project]
        missing, parts = price.money, price.points * self.electorate.common[project]
        step = gcd(*(group.points for group in groups))
        shared = gcd(missing * step, parts)
        factor = parts // shared
        if factor > 1:
            self.denominator *= factor
            self._money = [money * factor for money in self._money]
        money, size, free, class_of = self._money, self._size, self._free, self._class_of
        left = set()
        for group in groups:
            payment = missing * step // shared * (group.points // step)
            target: dict[int, int] = {}
            for old, kinds in Counter(map(class_of.__getitem__, group.kinds)).items():
                rest = money[old] - payment
                if rest <= 0:
                    new = 0
                elif free:
                    new = free.pop()
                    money[new] = rest
                else:
                    new = len(money)
                    money.append(rest)
                    size.append(0)
                target[old] = new
                left.add(old)
                size[old] -= kinds
                size[new] += kinds
            for kind in group.kinds:
                class_of[kind] = target[class_of[kind]]
        for old in left:
            if old and not size[old]:
                money[old] = 0
                free.append(old)
