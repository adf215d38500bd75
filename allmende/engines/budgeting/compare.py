# SPDX-License-Identifier: EUPL-1.2
"""Put two results on the same ballots side by side: what differs, and who is better off with which."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .outcome import Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results compared ballot by ballot. A ballot is content with a result as far as its own wishes are funded.

    Attributes:
        only_first, only_second, both: ids of the projects funded, in the order of the instance.
        prefer_first, prefer_second, indifferent: ballots by which result funds more of their projects (or points).
        left_out_first, left_out_second: ballots none of whose projects is funded.
        granted_first, granted_second: funded wishes (or points) per ballot, mean.
    """

    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    both: tuple[str, ...]
    prefer_first: int
    prefer_second: int
    indifferent: int
    left_out_first: int
    left_out_second: int
    granted_first: Fraction
    granted_second: Fraction


def compare(first: Outcome, second: Outcome) -> Comparison:
    """Compare two results. Raises `ValueError` where they are not about the same ballots."""
    if first.instance is not second.instance and first.instance != second.instance:
        raise ValueError("The two results are about different ballots.")
    ids = [project.id for project in first.instance.projects]
    ours, theirs = set(first.winner_ids), set(second.winner_ids)
    granted = [
        (
            sum((p for c, p in ballot.items() if c in ours), Fraction(0)),
            sum((p for c, p in ballot.items() if c in theirs), Fraction(0)),
        )
        for ballot in first.instance.support()
    ]
    better = sum(one > other for one, other in granted)
    worse = sum(one < other for one, other in granted)
    ballots = max(1, len(granted))
    return Comparison(
        only_first=tuple(number for number in ids if number in ours - theirs),
        only_second=tuple(number for number in ids if number in theirs - ours),
        both=tuple(number for number in ids if number in ours & theirs),
        prefer_first=better,
        prefer_second=worse,
        indifferent=len(granted) - better - worse,
        left_out_first=sum(not one for one, _ in granted),
        left_out_second=sum(not other for _, other in granted),
        granted_first=sum((one for one, _ in granted), Fraction(0)) / ballots,
        granted_second=sum((other for _, other in granted), Fraction(0)) / ballots,
    )


def after_comparison(shares: Outcome, ranking: Outcome) -> Outcome:
    """Return the result of the comparison step: the greedy one where more ballots prefer it, else Equal Shares.

    Pabulib's `equalshares-comparison`. In Wieliczka 2023 the step changed nothing: Equal Shares stayed.
    """
    comparison = compare(shares, ranking)
    return ranking if comparison.prefer_second > comparison.prefer_first else shares
