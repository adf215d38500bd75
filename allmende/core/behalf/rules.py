# SPDX-License-Identifier: EUPL-1.2
"""Who may act for whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allmende.core.behalf.models import EVERYTHING, Trust
from allmende.core.people.models import Person
from allmende.core.roles.declared import allow
from allmende.core.rules import Rule, has_permission, is_staff, own, rule, signed_in

for _role in ("clerk", "administrator"):
    allow(_role, "behalf.add_behalfrecord")

may_act_at_the_counter = is_staff & has_permission("behalf.add_behalfrecord")
"""Staff may enter anything for somebody at the counter, on the phone or on paper."""


def active_trust(helper: Any, person: Person | None, now: datetime | None = None) -> Trust | None:
    """Return what a person allowed a helper, if anything. One query."""
    if person is None:
        return None
    return Trust.objects.active(now).filter(helper=helper.pk, giver=person).first()


@rule
def may_act_for(actor: Any, person: Person | None, now: datetime) -> bool:
    """May act for this person: staff for everybody, others where the person agreed. Nobody acts "for" themselves."""
    if not signed_in(actor) or (person is not None and (person.pk == actor.pk or not person.is_active)):
        return False
    return may_act_at_the_counter(actor, None, now) or active_trust(actor, person, now) is not None


def covers(matter: str) -> Rule:
    """Return the rule "this trust is about such matters", the label of an app such as `cases`."""
    return Rule(f"trusted with {matter}", lambda person, trust, now: trust.scope in {EVERYTHING, matter})


may_answer = own("giver")
"""Agree to, or refuse, what a helper asks."""

may_end = own("giver") | own("helper") | may_act_at_the_counter
"""Both may end it at any time; staff does it for a person without account."""

ROUTES = {
    "behalf:*": signed_in,
    "behalf_staff:*": may_act_at_the_counter,
}
