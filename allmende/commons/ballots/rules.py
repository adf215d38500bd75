# SPDX-License-Identifier: EUPL-1.2
"""Who may prepare and count votes. Nobody's role lets them vote: that takes a credential, the open phase and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allmende.commons.ballots.models import PaperBatch, Vote
from allmende.core.roles.declared import allow
from allmende.core.rules import Rule, anyone, field_is, has_permission, is_staff, rule

allow("moderator", "ballots.view_vote", "ballots.add_vote", "ballots.change_vote", "ballots.delete_vote")
allow("moderator", "ballots.enter_paper", "ballots.hand_out_paper")
allow("clerk", "ballots.view_vote", "ballots.enter_paper", "ballots.hand_out_paper")

may_see = is_staff & has_permission("ballots.view_vote")
may_manage = is_staff & has_permission("ballots.change_vote")
may_add = is_staff & has_permission("ballots.add_vote")
may_edit = may_manage & field_is("state", "draft")
"""Questions are frozen from the release on; the database holds it too."""
hands_out = is_staff & has_permission("ballots.hand_out_paper")
enters_paper = is_staff & has_permission("ballots.enter_paper")
may_hand_out = hands_out & field_is("state", "open")
may_enter_paper = enters_paper & field_is("state", "open", "closed")
is_public = field_is("state", "open", "closed", "counted", "published")


@rule
def takes_ballots(_person: Any, vote: Vote, now: datetime) -> bool:
    """The time of the vote, and nothing about the person: from the first second on, until before the last."""
    return vote.state == Vote.State.OPEN and vote.opens <= now < vote.closes


@rule
def shows_result(_person: Any, vote: Vote, _now: datetime) -> bool:
    """Published, or a poll whose standing may be seen while it is open."""
    if vote.state == Vote.State.PUBLISHED:
        return True
    return vote.live_result and vote.state in (Vote.State.OPEN, Vote.State.CLOSED, Vote.State.COUNTED)


def may_type(which: str) -> Rule:
    """Return the rule "may type the pile for the first (or second) time": never one person both."""

    def check(person: Any, batch: PaperBatch, now: datetime) -> bool:
        if not may_enter_paper(person, batch.vote, now):
            return False
        if which == "first":
            return batch.state in ("first", "compared") and batch.first_id == person.pk
        # A pile that waits is taken by whoever begins; an account that is gone leaves its half to nobody.
        return (
            batch.state in ("second", "compared")
            and batch.first_id != person.pk
            and batch.second_id in (None, person.pk)
        )

    return Rule(f"may type {which}", check)


@rule
def may_confirm(person: Any, batch: PaperBatch, now: datetime) -> bool:
    """The second person, once both have typed the same."""
    return (
        may_enter_paper(person, batch.vote, now)
        and batch.state == PaperBatch.State.COMPARED
        and batch.second_id == person.pk
        and batch.first_id != person.pk
    )


ROUTES = {
    "ballots:*": anyone,
    "ballots_staff:*": may_see,
    "ballots_staff_new": may_add,
    "ballots_staff_edit": may_manage,
    "ballots_staff_detail": may_see,
    "ballots_staff_preview": may_see,
    "ballots_staff_sheet": may_see,
    "ballots_staff_batch": enters_paper,
}
