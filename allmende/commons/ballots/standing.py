# SPDX-License-Identifier: EUPL-1.2
"""Where a running poll stands: counted anew after every ten answers, and rounded.

Whoever looks before and after one answer sees the same numbers; whoever compares the last standing with the exact result at
the end cannot tell the few answers between them.
"""

from __future__ import annotations

from typing import Any

from allmende.commons.ballots import counting
from allmende.commons.ballots.models import Ballot, Vote

STEP = 10
"""So many answers come in before the standing changes; fewer are not told at all."""

ROUND = 5
"""All numbers of a standing are multiples of it."""


def keep(vote: Vote) -> bool:
    """Store where a running poll stands if enough answers have come in since; tell whether. The caller holds the lock."""
    number = Ballot.objects.filter(vote=vote).count()
    if number - (vote.standing or {}).get("counted", 0) < STEP:
        return False
    vote.standing = {**rounded(counting.count(vote)[0]), "counted": number, "rounded": True}
    vote.save(update_fields=["standing"])
    return True


def rounded(value: Any) -> Any:
    """Return a result in which every number is rounded to a multiple of `ROUND`."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return ROUND * round(value / ROUND) if isinstance(value, int) else value
