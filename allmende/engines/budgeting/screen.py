# SPDX-License-Identifier: EUPL-1.2
"""Tell what a share per voter buys without exact arithmetic, and only where that is certain.

Most rounds of Add1 buy what the round before bought; their exact prices do not matter. So each purse is kept as two
64-bit integers between which it surely lies (fixed point, rounded outwards), for all ballots at once in NumPy. Prices
come out as intervals. Where two of them overlap, or a cost lies inside one, the answer is None and the exact count
decides: nothing here ever decides a tie or a close call. Without NumPy there is no screen, and nothing else changes.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from heapq import heapify, heappop, heappush, heapreplace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .equal_shares import Electorate

SMALLEST = 200
"""With fewer kinds of ballots the exact count is as quick."""
BITS = 61
"""All purses together stay below 2**61, so that no sum of products overflows."""


class Unclear(Exception):
    """Intervals overlap: only the exact count can tell."""


class Price(NamedTuple):
    """Between what each who can pay in full owes, in fixed point."""

    least: int
    most: int
    is_even: bool = False
    """Everybody pays the same part: then the offer is known exactly."""


class Screen:
    """One electorate, prepared; see `bought`."""

    def __init__(self, electorate: Electorate) -> None:
        import numpy as np

        self.np: Any = np
        self.electorate = electorate
        self.even = {bid.project: bid for bid in electorate.best_offers}
        self.kinds: list[Any] = []
        self.copies: list[Any] = []
        for groups in electorate.groups:
            copies: Counter[int] = Counter()
            for group in groups:
                copies.update(group.rare)
                copies.update(dict(group.frequent))
            self.kinds.append(np.fromiter(copies.keys(), np.int64, len(copies)))
            self.copies.append(np.fromiter(copies.values(), np.int64, len(copies)))

    @classmethod
    def of(cls, electorate: Electorate) -> Screen | None:
        """Return a screen where it helps: many kinds of ballots, each project getting the same points from all."""
        if electorate.kinds < SMALLEST or any(len(groups) > 1 for groups in electorate.groups):
            return None
        try:
            return cls(electorate)
        except ImportError:
            return None

    def bought(self, share: Fraction, limit: int) -> list[int] | None:
        """Return what `Count(electorate, share).purchases(limit)` buys, in order, or None where that is not certain."""
        try:
            return self._bought(share * self.electorate.unit, limit)
        except Unclear:
            return None

    def _bought(self, share: Fraction, limit: int) -> list[int]:
        electorate, np = self.electorate, self.np
        self.shift = BITS - (int(share * electorate.voters) + 1).bit_length()
        if self.shift < 1:
            raise Unclear
        base = (share.numerator << self.shift) // share.denominator
        self.least = np.full(electorate.kinds, base, np.int64)
        self.most = self.least + 1
        # What each project would ask for if nobody were short of money: never above the true offer.
        heap = [
            (((electorate.costs[bid.project] << self.shift) << 64) // (electorate.votes[bid.project] * self._gain(bid.project)), bid.project)
            for bid in electorate.best_offers
        ]  # fmt: skip
        heapify(heap)
        fresh: dict[int, tuple[Price, int]] = {}
        order: list[int] = []
        spent = 0
        while heap:
            if heap[0][1] not in fresh:
                self._refresh(heap, fresh)
                continue
            rivals = [heappop(heap)]
            price, highest = fresh[rivals[0][1]]
            while heap and heap[0][0] <= highest:
                if heap[0][1] in fresh:
                    rivals.append(heappop(heap))
                else:
                    self._refresh(heap, fresh)
            project = rivals[0][1]
            if len(rivals) > 1:
                project = self._best([rival for _offer, rival in rivals], fresh)
                price = fresh[project][0]
                for rival in rivals:
                    if rival[1] != project:
                        heappush(heap, rival)
            order.append(project)
            spent += electorate.costs[project]
            if spent > limit:
                break
            self._pay(project, price)
            fresh.clear()
        return order

    def _best(self, rivals: list[int], fresh: dict[int, tuple[Price, int]]) -> int:
        """Return the best of projects whose offers overlap. Raises `Unclear` unless all of them are known exactly."""
        if not all(fresh[project][0].is_even for project in rivals):
            raise Unclear
        return min(rivals, key=self.even.__getitem__)

    def _gain(self, project: int) -> int:
        """Return by what a payment is divided to compare offers."""
        return self.electorate.groups[project][0].points * self.electorate.value(project)

    def _refresh(self, heap: list[tuple[int, int]], fresh: dict[int, tuple[Price, int]]) -> None:
        """Compute the price of the project on top of the heap, or drop it where its supporters are too poor for good."""
        project = heap[0][1]
        price = self._price(project)
        if price is None:
            heappop(heap)
            return
        gain = self._gain(project)
        fresh[project] = price, -((-price.most << 64) // gain)
        heapreplace(heap, ((price.least << 64) // gain, project))

    def _price(self, project: int) -> Price | None:
        kinds, copies = self.kinds[project], self.copies[project]
        need = self.electorate.costs[project] << self.shift
        votes = self.electorate.votes[project]
        held = self.least[kinds]
        if int(held.min()) * votes >= need:
            return Price(need // votes, -(-need // votes), is_even=True)
        order = held.argsort()
        purses, weights = held[order], copies[order]
        money = purses * weights
        paid, before = money.cumsum(), weights.cumsum()
        if int(paid[-1]) < need:
            if int((self.most[kinds] * copies).sum()) < need:
                return None
            raise Unclear
        # The first purse that is full enough to pay an even part of what the poorer ones leave.
        rest = need - (paid - money)
        first = int((rest <= purses * (votes - before + weights)).argmax())
        missing = int(rest[first])
        payers = votes - int(before[first]) + int(weights[first])
        # The poorer purses may hold a little more than known: the price is lower by at most their part of it.
        doubt = int(((self.most[kinds] - held)[order][:first] * weights[:first]).sum())
        return Price((missing - doubt) // payers, -(-missing // payers))

    def _pay(self, project: int, price: Price) -> None:
        np, kinds = self.np, self.kinds[project]
        self.least[kinds] = np.maximum(self.least[kinds] - price.most, 0)
        self.most[kinds] = np.maximum(self.most[kinds] - price.least, 0)
