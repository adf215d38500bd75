# SPDX-License-Identifier: EUPL-1.2
"""Who may prepare the votes and budgets of a phase: who runs the process; and who may hand out paper ballots."""

from __future__ import annotations

from typing import Any

from allmende.commons.ballots.rules import hands_out, may_add
from allmende.core.rules import Rule
from allmende.decide.participation.models import Phase
from allmende.decide.participation.rules import may_run, may_see_staff

runs = Rule("runs the process of the phase", lambda person, phase, now: may_run(person, phase.process, now))
sees = Rule("sees the process of the phase", lambda person, phase, now: may_see_staff(person, phase.process, now))
may_prepare = runs & Rule("may add votes", lambda person, phase, now: may_add(person, None, now))
hands_out_at = Rule("hands out paper", lambda person, phase, now: hands_out(person, phase.process, now))


def is_free(phase: Phase) -> bool:
    """Whether projects and money may still change: until the vote is released."""
    link: Any = getattr(phase, "phase_vote", None)
    return link is None or link.vote.state == "draft"


ROUTES = {
    "budget_staff_phase": may_see_staff,
    "budget_staff_project": may_see_staff,
    "budget_staff_project_new": may_see_staff,
}
