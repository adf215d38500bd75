# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allmende.commons.cases.models import Case
from allmende.commons.cases.states import STEPS
from allmende.core.roles.declared import allow
from allmende.core.rules import Rule, anyone, has_permission, is_staff, own, rule

allow("clerk", "cases.view_case", "cases.change_case", "cases.add_case")

is_own = own("person")
"""The person who wrote, signed in."""

may_see = is_staff & has_permission("cases.view_case")
may_handle = is_staff & has_permission("cases.change_case")
may_enter = is_staff & has_permission("cases.add_case")
"""May enter a case for somebody at the counter, on the phone or on paper."""


def state_allows(step: str) -> Rule:
    """Return the rule "the case is in a state from which this step leads"."""
    return Rule(f"state allows {step}", lambda person, case, now: case.state in STEPS[step].sources)


def may_take(step: str) -> Rule:
    """Return the rule for one step of `STEPS`."""
    return may_handle & state_allows(step)


@rule
def can_be_assigned(person: Any, case: Case, now: datetime) -> bool:
    """Somebody who may handle cases."""
    return may_handle(person, case, now)


ROUTES = {
    "cases:*": anyone,
    "cases_staff:*": may_see,
    "cases_staff_detail": may_see,
    "cases_staff_enter": may_enter,
}
