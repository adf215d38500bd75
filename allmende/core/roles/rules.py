# SPDX-License-Identifier: EUPL-1.2
"""Rules about roles, and who may grant and end them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from allmende.core.roles import holding
from allmende.core.roles.declared import ADMINISTRATOR, CITIZEN, ROLES, allow
from allmende.core.roles.models import Grant
from allmende.core.rules import Rule, about_person, rule

allow(ADMINISTRATOR, "roles.view_grant", "roles.add_grant", "roles.change_grant")
allow(ADMINISTRATOR, "roles.view_unit", "roles.add_unit", "roles.change_unit", "roles.delete_unit")


@cache
def has_role(role: str) -> Rule:
    """Return the rule "holds this role", in the municipality and unit of the object where it has one.

    Raises `KeyError` for a role that does not exist: a typing error must not become a rule that never holds.
    """
    if role != CITIZEN and role not in ROLES:
        raise KeyError(role)
    return Rule(
        role,
        lambda person, obj, now: holding.holds_role(person, role, obj, now),
        lambda person, model, now: holding.rows_with_role(person, role, model, now),
    )


def has_any_role(*roles: str) -> Rule:
    """Return the rule "holds at least one of these roles"."""
    first, *others = map(has_role, roles)
    for other in others:
        first |= other
    return first


administrates = has_role(ADMINISTRATOR)


@rule
def towns_too(person: Any, grant: Grant, now: datetime) -> bool:
    """Whoever grants for a county with its towns administrates both."""
    return not grant.with_towns or bool(person.is_superuser) or any(own.with_towns for own in _own(person, grant, now))


@rule
def not_to_oneself(person: Any, grant: Grant, now: datetime) -> bool:
    """Nobody grants anything to themselves: so nobody lengthens or widens what they hold."""
    return bool(grant.person_id != person.pk)


@rule
def not_beyond_oneself(person: Any, grant: Grant, now: datetime) -> bool:
    """An administrator makes others administrators at most for as long as they are one themselves."""
    if grant.role != ADMINISTRATOR or person.is_superuser:
        return True
    return any(own.until is None or (grant.end and grant.end <= own.until) for own in _own(person, grant, now))


def _own(person: Any, grant: Grant, now: datetime) -> list[Grant]:
    """Return the grants by which a person administrates the place of another grant."""
    held, place = holding.held_by(person), holding.place_of(grant)
    return [own for own in held.active(now) if own.role == ADMINISTRATOR and held.covers(own, place)]


may_grant = administrates & towns_too & not_to_oneself & not_beyond_oneself
"""Asked with the grant that is to be made. An administrator of a unit grants in that unit, not in the municipality."""

may_end = administrates & towns_too
"""Also one's own grant: anybody may step down, as long as somebody else is left to administrate (see actions)."""

may_manage_units = administrates


@rule
def may_keep_account(person: Any, account: Any, now: datetime) -> bool:
    """May change or delete an account: whoever administrates all that its owner holds, for a changed address is a key to it."""
    if person.pk == account.pk or person.is_superuser:
        return True
    grants = holding.held_by(account).active(now)
    return not account.is_superuser and all(may_end(person, grant, now) for grant in grants)


@about_person
def may_see_grants(person: Any, now: datetime) -> bool:
    """May open "Personen und Rollen": administrators, wherever they are one."""
    return administrates(person, None, now)


ROUTES = {"grants_staff:*": may_see_grants, "roles_staff:*": may_see_grants}
