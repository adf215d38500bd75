# SPDX-License-Identifier: EUPL-1.2
"""What a person holds at an instant. Everything that decides asks here.

The grants of a person are read once per person object (as Django reads permissions), with all that is needed to judge
them; times are compared at each question. So a grant ends at its exact instant, and a list of 200 things costs no query
more than one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, Q
from django.utils import timezone

from allmende.core.municipality.models import Municipality
from allmende.core.roles.declared import CARRIERS, CITIZEN, ROLES, STAFF_ROLES, declared_permissions
from allmende.core.roles.models import Grant, Unit
from allmende.core.rules import ALL, NONE

_CACHE = "_roles_held"


class Held:
    """What one person has ever been granted. At most four queries, each when first needed."""

    def __init__(self, person: Any) -> None:
        self.person = person

    @cached_property
    def grants(self) -> list[Grant]:
        """All grants, over or not: a person has few (one query, with municipality and unit)."""
        found = Grant.objects.filter(person_id=self.person.pk).select_related("municipality", "unit")
        return list(found.defer("municipality__geom"))

    def active(self, now: datetime) -> Iterator[Grant]:
        """Yield the grants that hold at an instant; none for an inactive person."""
        if self.person.is_active:
            yield from (grant for grant in self.grants if grant.holds_at(now))

    @cached_property
    def towns(self) -> dict[int, frozenset[int]]:
        """County -> the keys of its towns, for grants that cover them (one query, if there are any)."""
        counties = {grant.municipality_id: grant.municipality.ars[:5] for grant in self.grants if grant.with_towns}
        if not counties:
            return {}
        towns = Municipality.objects.filter(kind=Municipality.Kind.TOWN)
        of_any = Q()
        for start in counties.values():
            of_any |= Q(ars__startswith=start)
        keys = list(towns.filter(of_any).values_list("pk", "ars"))
        return {
            county: frozenset(pk for pk, ars in keys if ars.startswith(start)) for county, start in counties.items()
        }

    @cached_property
    def units(self) -> dict[int, frozenset[int]]:
        """Unit -> the keys of it and of what belongs to it, for grants in units (one query, if there are any)."""
        paths = {grant.unit_id: grant.unit.path for grant in self.grants if grant.unit is not None}
        if not paths:
            return {}
        below = Q()
        for path in paths.values():
            below |= Q(path__startswith=path)
        found = list(Unit.objects.filter(below).values_list("pk", "path"))
        return {unit: frozenset(pk for pk, at in found if at.startswith(path)) for unit, path in paths.items()}  # type: ignore[misc]

    @cached_property
    def group_permissions(self) -> dict[str, frozenset[str]]:
        """Group -> permissions, for groups carried by granted roles and other groups of the person (one query)."""
        rows = (
            Group.objects.filter(self.group_filter(grant.role for grant in self.grants))
            .values_list("name", "permissions__content_type__app_label", "permissions__codename")
            .order_by()
        )
        found: dict[str, set[str]] = {}
        for name, label, codename in rows:
            found.setdefault(name, set()).add(f"{label}.{codename}")
        return {name: frozenset(codenames) for name, codenames in found.items()}

    def group_filter(self, roles: Iterable[str]) -> Q:
        """Return the condition for the groups of a person who holds these roles.

        Groups that no role carries (such as one with rights on a part of the page tree) are given by hand and count as
        long as the person holds any staff role.
        """
        held = set(roles)
        carried = Q(name__in=[group for group, role in CARRIERS.items() if role in held])
        if not held & STAFF_ROLES:
            return carried
        return carried | (
            Q(pk__in=Group.objects.filter(user=self.person.pk).values("pk")) & ~Q(name__in=list(CARRIERS))
        )

    def covers(self, grant: Grant, place: Place) -> bool:
        """Whether a grant reaches to a place in the administration."""
        if place.municipality is not None and place.municipality != grant.municipality_id:
            return grant.with_towns and place.municipality in self.towns.get(grant.municipality_id, ())
        return grant.unit_id is None or not place.knows_units or place.unit in self.units.get(grant.unit_id, ())

    def gives(self, grant: Grant, codename: str) -> bool:
        """Whether the role of a grant has a permission."""
        if codename in declared_permissions(grant.role):
            return True
        group = ROLES[grant.role].group
        return bool(group) and codename in self.group_permissions.get(group, ())


@dataclass(frozen=True)
class Place:
    """Where an object belongs. None: to no municipality in particular."""

    municipality: int | None = None
    unit: int | None = None
    knows_units: bool = False


EVERYWHERE = Place()


def place_of(obj: Any) -> Place:
    """Return where an object belongs: itself a municipality or unit, or by its `municipality_id` and `unit_id`.

    An object whose model knows no units belongs to all of them; one that could name a unit and does not, to the
    municipality as a whole, so that a grant in a unit does not reach it.
    """
    if obj is None:
        return EVERYWHERE
    if isinstance(obj, Municipality):
        return Place(obj.pk)
    if isinstance(obj, Unit):
        return Place(obj.municipality_id, obj.pk, knows_units=True)
    return Place(getattr(obj, "municipality_id", None), getattr(obj, "unit_id", None), hasattr(obj, "unit_id"))


def held_by(person: Any) -> Held:
    """Return what a person holds, read once per person object."""
    found: Held | None = person.__dict__.get(_CACHE)
    if found is None:
        found = person.__dict__[_CACHE] = Held(person)
    return found


def forget(person: Any) -> None:
    """Read again at the next question: after a change to the person's grants."""
    for name in (_CACHE, "_page_permission_cache", "_collection_permission_cache", "_explorable_root_page_cache"):
        person.__dict__.pop(name, None)


def is_known(person: Any) -> bool:
    """Whether this is an active person who has signed in."""
    return bool(person and person.is_authenticated and person.is_active)


def holds_role(person: Any, role: str, obj: Any = None, now: datetime | None = None) -> bool:
    """Whether a person holds a role at an instant, for an object's municipality and unit (None: anywhere).

    Everybody who has signed in is a citizen. Superusers hold every role of the administration.
    """
    if not is_known(person):
        return False
    if role == CITIZEN:
        return True
    if person.is_superuser and ROLES[role].staff:
        return True
    moment, place, held = now or timezone.now(), place_of(obj), held_by(person)
    return any(grant.role == role and held.covers(grant, place) for grant in held.active(moment))


def holds_permission(person: Any, codename: str, obj: Any = None, now: datetime | None = None) -> bool:
    """Whether a person holds a permission at an instant, for an object's municipality and unit (None: anywhere)."""
    if not is_known(person):
        return False
    if person.is_superuser:
        return True
    moment, place, held = now or timezone.now(), place_of(obj), held_by(person)
    if any(held.gives(grant, codename) and held.covers(grant, place) for grant in held.active(moment)):
        return True
    return _holds_by_hand(person, codename, moment)


def _holds_by_hand(person: Any, codename: str, now: datetime) -> bool:
    """Whether a person holds a permission beside the roles: by a group of one's own while staff, or given directly."""
    own_groups = (names for group, names in held_by(person).group_permissions.items() if group not in CARRIERS)
    if any(codename in names for names in own_groups) and is_staff(person, now):
        return True
    return codename in given_directly(person)


def given_directly(person: Any) -> frozenset[str]:
    """Permissions that a programmer gave to one person. No screen does; they count like a right without end."""
    found: frozenset[str] | None = person.__dict__.get("_permissions_given_directly")
    if found is None:
        rows = person.user_permissions.values_list("content_type__app_label", "codename").order_by()
        found = person.__dict__["_permissions_given_directly"] = frozenset(".".join(row) for row in rows)
    return found


def rows_with_role(person: Any, role: str, model: type[Model], now: datetime) -> Q:
    """Return the condition for rows of a model where a person holds a role: `holds_role` as a filter."""
    if role == CITIZEN or (is_known(person) and person.is_superuser and ROLES[role].staff):
        return ALL if is_known(person) else NONE
    return _rows(person, lambda grant: grant.role == role, model, now)


def rows_with_permission(person: Any, codename: str, model: type[Model], now: datetime) -> Q:
    """Return the condition for rows of a model where a person holds a permission: `holds_permission` as a filter."""
    if not is_known(person):
        return NONE
    if person.is_superuser or _holds_by_hand(person, codename, now):
        return ALL
    held = held_by(person)
    return _rows(person, lambda grant: held.gives(grant, codename), model, now)


def _rows(person: Any, counts: Callable[[Grant], bool], model: type[Model], now: datetime) -> Q:
    if not is_known(person):
        return NONE
    held, names = held_by(person), {field.name: field for field in model._meta.get_fields()}
    found = NONE
    for grant in held.active(now):
        if not counts(grant):
            continue
        if issubclass(model, Municipality):
            here, towns = Q(pk=grant.municipality_id), "pk__in"
        elif "municipality" not in names:
            return ALL
        else:
            here, towns = Q(municipality=grant.municipality_id), "municipality__in"
            if getattr(names["municipality"], "null", False):
                here |= Q(municipality__isnull=True)
            if grant.unit_id is not None and (issubclass(model, Unit) or "unit" in names):
                here &= Q(**{"pk__in" if issubclass(model, Unit) else "unit__in": held.units[grant.unit_id]})
        found |= here
        if grant.with_towns:
            found |= Q(**{towns: held.towns[grant.municipality_id]})
    return found


def is_staff(person: Any, now: datetime | None = None) -> bool:
    """Whether a person belongs to the administration at an instant: a superuser, or somebody with a staff role."""
    if person.is_superuser:
        return True
    return any(grant.role in STAFF_ROLES for grant in held_by(person).active(now or timezone.now()))


def groups_of(person: Any, now: datetime | None = None) -> Any:
    """Return the groups of a person at an instant as a queryset: those carried by roles, and those given by hand."""
    held = held_by(person)
    return Group.objects.filter(held.group_filter(grant.role for grant in held.active(now or timezone.now())))


def municipalities_of(person: Any, roles: Iterable[str], now: datetime | None = None) -> set[int]:
    """Return the keys of the municipalities in which a person holds one of these roles as a whole (not in a unit)."""
    held, wanted = held_by(person), set(roles)
    found: set[int] = set()
    for grant in held.active(now or timezone.now()):
        if grant.role in wanted and grant.unit_id is None:
            found.add(grant.municipality_id)
            if grant.with_towns:
                found |= held.towns.get(grant.municipality_id, frozenset())
    return found
