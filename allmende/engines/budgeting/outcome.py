# SPDX-License-Identifier: EUPL-1.2
"""What a count says: which projects won, and for each project why or why not, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .model import Instance, Project


class Reason(StrEnum):
    """Why a project won or not."""

    PAID = "paid"  # its supporters paid it from their shares
    LEFTOVER = "leftover"  # bought from the money that was left over
    RANKED = "ranked"  # the ranking came to it while it still fitted
    SHORT = "short"  # its supporters did not have enough money left
    NO_ROOM = "no_room"  # the ranking came to it when it no longer fitted
    NO_VOTES = "no_votes"
    TOO_DEAR = "too_dear"  # costs more than the whole budget


@dataclass(frozen=True, slots=True)
class Verdict:
    """One project's result. Amounts are in money units, None where a rule has no such number.

    Attributes:
        project: the project.
        won: whether it is funded.
        reason: why.
        votes: ballots that support it.
        points: sum of its points (approval: the same as votes).
        place: the how-manieth it was bought (from 1), or its rank in the order of a greedy count.
        effective_votes: Equal Shares, approval: its cost divided by the largest payment, when it was bought.
        highest_payment: Equal Shares: the most that one supporter paid (approval) or one point cost (points).
        money: Equal Shares: what its supporters held when it was bought, or at the end; greedy: the money left when
            its turn came.
        missing: how much `money` falls short of the cost.
        more_votes: fewest further ballots with which it had won: for Equal Shares ballots for this project alone, each
            with the same share, all else equal; for greedy by votes enough to be ranked in time.
        went_to: Equal Shares: (winner, what this project's supporters paid for it), the largest first.
    """

    project: Project
    won: bool
    reason: Reason
    votes: int
    points: Fraction
    place: int | None = None
    effective_votes: Fraction | None = None
    highest_payment: Fraction | None = None
    money: Fraction | None = None
    missing: Fraction | None = None
    more_votes: int | None = None
    went_to: tuple[tuple[Project, Fraction], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The result of one rule on one instance.

    Attributes:
        instance: what was counted.
        rule: name as in .pb files ("equalshares/add1", "greedy", ...).
        verdicts: one per project, in the order of the instance.
        share: Equal Shares: what each ballot had to give in the decisive round, in money units.
        first_share: Equal Shares: budget divided by ballots.
        lots: pairs (winner, loser) that were equal in everything; the order of the projects decided like a lot.
    """

    instance: Instance
    rule: str
    verdicts: tuple[Verdict, ...]
    share: Fraction | None = None
    first_share: Fraction | None = None
    lots: tuple[tuple[str, str], ...] = ()

    @property
    def winners(self) -> tuple[Verdict, ...]:
        """The funded projects in the order in which they were bought."""
        return tuple(sorted((v for v in self.verdicts if v.won), key=lambda verdict: verdict.place or 0))

    @property
    def losers(self) -> tuple[Verdict, ...]:
        """The other projects, most votes first."""
        return tuple(sorted((v for v in self.verdicts if not v.won), key=lambda verdict: -verdict.points))

    @property
    def winner_ids(self) -> tuple[str, ...]:
        """Ids of the winners in the order in which they were bought."""
        return tuple(verdict.project.id for verdict in self.winners)

    @property
    def spent(self) -> Fraction:
        """What the winners cost together."""
        return sum((verdict.project.cost for verdict in self.winners), Fraction(0))
