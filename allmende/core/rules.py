# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: small predicates on (person, object, now) that combine with `&`, `|` and `~`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

Check = Callable[[Any, Any, datetime], bool]


@dataclass(frozen=True)
class Rule:
    """A named predicate. Call it with (person, object, now); combine it with other rules."""

    name: str
    check: Check

    def __call__(self, person: Any, obj: Any = None, now: datetime | None = None) -> bool:
        return self.check(person, obj, now or timezone.now())

    def __and__(self, other: Rule) -> Rule:
        return Rule(f"({self.name} and {other.name})", lambda p, o, n: self.check(p, o, n) and other.check(p, o, n))

    def __or__(self, other: Rule) -> Rule:
        return Rule(f"({self.name} or {other.name})", lambda p, o, n: self.check(p, o, n) or other.check(p, o, n))

    def __invert__(self) -> Rule:
        return Rule(f"not {self.name}", lambda p, o, n: not self.check(p, o, n))

    def require(self, person: Any, obj: Any = None, now: datetime | None = None) -> None:
        """Raise `PermissionDenied` unless the rule holds."""
        if not self(person, obj, now):
            raise PermissionDenied(self.name)


def rule(check: Check) -> Rule:
    """Turn a function (person, object, now) into a rule that bears its name."""
    return Rule(check.__name__, check)


@rule
def anyone(person: Any, obj: Any, now: datetime) -> bool:
    """Everybody, signed in or not."""
    return True


@rule
def nobody(person: Any, obj: Any, now: datetime) -> bool:
    """Closed to everybody."""
    return False


@rule
def signed_in(person: Any, obj: Any, now: datetime) -> bool:
    """An active person who has signed in."""
    return bool(person and person.is_authenticated and person.is_active)


@rule
def is_staff(person: Any, obj: Any, now: datetime) -> bool:
    """An active member of staff."""
    return bool(person and person.is_authenticated and person.is_active and person.is_staff)


def has_permission(codename: str) -> Rule:
    """Return the rule "holds the Django permission `codename`", for instance `places.change_place`."""
    return Rule(
        codename,
        lambda person, obj, now: bool(
            person and person.is_authenticated and person.is_active and person.has_perm(codename)
        ),
    )


def has_any_permission(*codenames: str) -> Rule:
    """Return the rule "holds at least one of these permissions"."""
    return reduce(or_, map(has_permission, codenames))


staff_area = has_permission("wagtailadmin.access_admin")
"""May enter the staff area below /verwaltung/."""
