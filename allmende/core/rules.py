# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: small predicates on (person, object, now) that combine with `&`, `|` and `~`.

    may_answer = has_role("clerk") & field_is("state", "new", "open") & ~own("author")
    may_answer(person, case)                    one object
    may_answer.require(person, case)            the same, or PermissionDenied
    may_answer.filter(Case.objects, person)     the rows for which it holds, decided by the database

A rule made of the parts below can filter. One made with `@rule` looks at an object with code of its own and cannot,
until it is given the same condition as a `Q`: `rule(check, where=...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import attrgetter, or_
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

Check = Callable[[Any, Any, datetime], bool]
Where = Callable[[Any, type[Model], datetime], Q]
M = TypeVar("M", bound=Model)

NONE = Q(pk__in=[])
ALL = ~NONE  # not Q(): an empty Q disappears from `Q() | other`


@dataclass(frozen=True)
class Rule:
    """A named predicate. Call it with (person, object, now); combine it with other rules.

    `where(person, model, now)` is the same rule as a condition on rows of a model, or None where nobody wrote one.
    """

    name: str
    check: Check
    where: Where | None = None

    def __call__(self, person: Any, obj: Any = None, now: datetime | None = None) -> bool:
        return self.check(person, obj, now or timezone.now())

    def __and__(self, other: Rule) -> Rule:
        return Rule(
            f"({self.name} and {other.name})",
            lambda p, o, n: self.check(p, o, n) and other.check(p, o, n),
            _both(self.where, other.where, lambda a, b: a & b),
        )

    def __or__(self, other: Rule) -> Rule:
        return Rule(
            f"({self.name} or {other.name})",
            lambda p, o, n: self.check(p, o, n) or other.check(p, o, n),
            _both(self.where, other.where, lambda a, b: a | b),
        )

    def __invert__(self) -> Rule:
        where = self.where
        return Rule(
            f"not {self.name}",
            lambda p, o, n: not self.check(p, o, n),
            None if where is None else lambda p, m, n: ~where(p, m, n),
        )

    def require(self, person: Any, obj: Any = None, now: datetime | None = None) -> None:
        """Raise `PermissionDenied` unless the rule holds."""
        if not self(person, obj, now):
            raise PermissionDenied(self.name)

    def filter(self, rows: QuerySet[M], person: Any, now: datetime | None = None) -> QuerySet[M]:
        """Return the rows for which the rule holds: the same answer as asking for each, without a query per row.

        Raises `TypeError` for a rule that contains a part without a condition on rows.
        """
        if self.where is None:
            raise TypeError(f"The rule {self.name!r} cannot filter: give its parts made with `rule` a `where`.")
        return rows.filter(self.where(person, rows.model, now or timezone.now()))


def _both(one: Where | None, other: Where | None, join: Callable[[Q, Q], Q]) -> Where | None:
    if one is None or other is None:
        return None
    return lambda p, m, n: join(one(p, m, n), other(p, m, n))


def rule(check: Check, where: Where | None = None) -> Rule:
    """Turn a function (person, object, now) into a rule that bears its name."""
    return Rule(check.__name__, check, where)


def about_person(check: Callable[[Any, datetime], bool], name: str = "") -> Rule:
    """Turn a function (person, now) that looks at no object into a rule; as a filter it keeps all rows or none."""
    return Rule(
        name or check.__name__,
        lambda person, obj, now: check(person, now),
        lambda person, model, now: ALL if check(person, now) else NONE,
    )


# --- About the person -------------------------------------------------------------------------------------------------


@about_person
def anyone(person: Any, now: datetime) -> bool:
    """Everybody, signed in or not."""
    return True


@about_person
def nobody(person: Any, now: datetime) -> bool:
    """Closed to everybody."""
    return False


@about_person
def signed_in(person: Any, now: datetime) -> bool:
    """An active person who has signed in."""
    return bool(person and person.is_authenticated and person.is_active)


@about_person
def is_staff(person: Any, now: datetime) -> bool:
    """An active member of staff: somebody who holds a staff role at that instant."""
    from allmende.core.roles import holding

    return holding.is_known(person) and holding.is_staff(person, now)


def has_permission(codename: str) -> Rule:
    """Return the rule "holds the Django permission `codename`", for instance `places.change_place`.

    For an object with a `municipality` (and a `unit`), it has to be held there; see core/roles/holding.py.
    """

    def check(person: Any, obj: Any, now: datetime) -> bool:
        from allmende.core.roles import holding

        return holding.holds_permission(person, codename, obj, now)

    def where(person: Any, model: type[Model], now: datetime) -> Q:
        from allmende.core.roles import holding

        return holding.rows_with_permission(person, codename, model, now)

    return Rule(codename, check, where)


def has_any_permission(*codenames: str) -> Rule:
    """Return the rule "holds at least one of these permissions"."""
    return reduce(or_, map(has_permission, codenames))


staff_area = has_permission("wagtailadmin.access_admin")
"""May enter the staff area below /verwaltung/."""


# --- About the object -------------------------------------------------------------------------------------------------


def own(field: str = "person") -> Rule:
    """Return the rule "is the person named in this field". Nobody owns what names nobody."""
    return Rule(
        f"own {field}",
        lambda person, obj, now: bool(
            signed_in(person) and obj is not None and getattr(obj, f"{field}_id") == person.pk
        ),
        lambda person, model, now: Q(**{field: person.pk}) if signed_in(person) else NONE,
    )


def in_municipality(municipality: Any) -> Rule:
    """Return the rule "the object belongs to this municipality"."""
    key = municipality.pk
    return Rule(
        f"in municipality {key}",
        lambda person, obj, now: obj is not None and obj.municipality_id == key,
        lambda person, model, now: Q(municipality=key),
    )


def field_is(field: str, *values: Any) -> Rule:
    """Return the rule "the object's field has one of these values", such as its state. None stands for an empty field."""
    filled = [value for value in values if value is not None]

    def where(person: Any, model: type[Model], now: datetime) -> Q:
        return Q(**{f"{field}__in": filled}) | (Q(**{f"{field}__isnull": True}) if None in values else NONE)

    return Rule(
        f"{field} is {' or '.join(map(str, values))}",
        lambda person, obj, now: obj is not None and attrgetter(field)(obj) in values,
        where,
    )


def within(start: str, end: str) -> Rule:
    """Return the rule "now lies between two fields": from `start` on, before `end`. An empty field sets no limit."""
    return after(start) & before(end)


def after(field: str) -> Rule:
    """Return the rule "now is not before the instant in this field". An empty field sets no limit."""
    return Rule(
        f"after {field}",
        lambda person, obj, now: obj is not None and (getattr(obj, field) is None or getattr(obj, field) <= now),
        lambda person, model, now: Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": now}),
    )


def before(field: str) -> Rule:
    """Return the rule "now is before the instant in this field". An empty field sets no limit."""
    return Rule(
        f"before {field}",
        lambda person, obj, now: obj is not None and (getattr(obj, field) is None or now < getattr(obj, field)),
        lambda person, model, now: Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gt": now}),
    )
