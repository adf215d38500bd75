# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in a process. The first half is about staff, the second about everybody who takes part.

Rules of the second half take `Who` (see `audience`) as the person. They look at feature, time and audience and at no role:
neither a moderator nor an administrator writes before a phase begins or after it ended.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allmende.core.roles.declared import ADMINISTRATOR, allow
from allmende.core.roles.rules import administrates
from allmende.core.rules import Rule, anyone, has_permission, is_staff, rule
from allmende.decide.participation.audience import may_take_part
from allmende.decide.participation.models import Member, Phase, Process

for _role in ("moderator", ADMINISTRATOR):
    allow(_role, "participation.view_process", "participation.add_process", "participation.change_process")
for _role in ("planner", "statistician", "approver", "clerk"):
    allow(_role, "participation.view_process")

may_see_staff = is_staff & has_permission("participation.view_process")
"""May read drafts and the lists of the staff area."""

may_set_up = is_staff & has_permission("participation.add_process")


@rule
def in_team(person: Any, process: Process, now: datetime) -> bool:
    """Belongs to the team of the process (one query)."""
    return process is not None and Member.objects.filter(process=process, person_id=person.pk).exists()


may_run = is_staff & has_permission("participation.change_process") & (administrates | in_team)
"""May change a process, publish it, answer ideas: its team, and who administrates the municipality."""


@rule
def takes_part(who: Any, phase: Phase, now: datetime) -> bool:
    """Belongs to the audience of the phase."""
    return may_take_part(phase, who, now).allowed


@rule
def is_open(who: Any, phase: Phase, now: datetime) -> bool:
    """The phase is open at that instant."""
    return phase.is_open(now)


def feature(name: str, kind: str) -> Rule:
    """Return the rule "the format of the phase knows this"."""
    return Rule(f"{name} {kind}", lambda who, phase, now: phase.has_feature(name, kind))


@rule
def recognised(who: Any, phase: Phase, now: datetime) -> bool:
    """Can be recognised at the next visit: by an account or a code."""
    return bool(may_take_part(phase, who, now).credential)


def may(name: str, kind: str) -> Rule:
    """Return the rule for something citizens do in a phase: `may("rate", "idea")`.

    What is counted ("rate") needs somebody who can be recognised: with a cookie alone everybody counts as often as they like.
    """
    rule_of_all = feature(name, kind) & is_open & takes_part
    return rule_of_all & recognised if name == "rate" else rule_of_all


ROUTES = {
    "participation:*": anyone,
    "participation_staff:*": may_see_staff,
    "participation_staff:choose": may_set_up,
    "participation_staff:create": may_set_up,
}
