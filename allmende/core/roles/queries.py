# SPDX-License-Identifier: EUPL-1.2
"""Reads on grants and units for the staff area, each with a fixed number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from allmende.core.municipality.models import Municipality, Presence
from allmende.core.roles.models import Grant, Unit
from allmende.core.roles.rules import administrates

Placing = tuple[str, str, Municipality, Unit | None]


def place_key(municipality: int, unit: int | None) -> str:
    """Return the value that stands for a municipality or one of its units in forms."""
    return f"{municipality}-{unit or ''}"


def places_of(person: Any) -> list[Placing]:
    """Return (key, label, municipality, unit or None) for what a person administrates, units below what they belong to.

    Two queries. Superusers get the municipalities that this installation serves, with the towns of its counties.
    """
    here = [municipality.pk for municipality in served()]
    municipalities = administrates.filter(Municipality.objects.filter(pk__in=here), person).defer("geom")
    units = administrates.filter(Unit.objects.filter(municipality__in=here).select_related("municipality"), person)
    by_municipality: dict[int, list[Unit]] = {}
    for unit in units:
        by_municipality.setdefault(unit.municipality_id, []).append(unit)
    found: list[Placing] = []
    whole = {municipality.pk: municipality for municipality in municipalities if _whole(person, municipality)}
    known = whole | {unit.municipality_id: unit.municipality for unit in units}
    for key, municipality in sorted(known.items(), key=lambda item: (item[1].kind != "county", item[1].name)):
        if key in whole:
            found.append((place_key(key, None), str(municipality), municipality, None))
        for unit, depth in in_order(by_municipality.get(key, [])):
            label = f"{municipality}: {'– ' * depth}{unit.name}"
            found.append((place_key(key, unit.pk), label, municipality, unit))
    return found


def _whole(person: Any, municipality: Municipality) -> bool:
    """Whether a person administrates all of a municipality, not only a unit. No query: grants are read already."""
    return administrates(person, Grant(municipality=municipality))


def served() -> QuerySet[Municipality]:
    """Return the municipalities of this installation: those with a presence, and the towns of such counties."""
    of_county = Presence.objects.filter(municipality__kind="county").values_list("municipality__ars", flat=True)
    towns = Q()
    for ars in of_county:
        towns |= Q(kind="town", ars__startswith=ars[:5], valid_to__isnull=True)
    return Municipality.objects.filter(Q(presence__isnull=False) | towns).defer("geom")


def in_order(units: list[Unit]) -> list[tuple[Unit, int]]:
    """Return units by name, each followed by what belongs to it, with its depth among them."""
    keys = {unit.pk for unit in units}
    children: dict[int | None, list[Unit]] = {}
    for unit in sorted(units, key=lambda one: one.name.lower()):
        children.setdefault(unit.parent_id if unit.parent_id in keys else None, []).append(unit)

    def below(parent: int | None, depth: int) -> list[tuple[Unit, int]]:
        return [line for unit in children.get(parent, []) for line in ((unit, depth), *below(unit.pk, depth + 1))]

    return below(None, 0)


def grants_for(viewer: Any) -> QuerySet[Grant]:
    """Return the grants that somebody may see: those of the places they administrate."""
    return administrates.filter(Grant.objects.all(), viewer).select_related(
        "person", "municipality", "unit", "granted_by", "revoked_by"
    )


def history_of(person: Any, viewer: Any, now: datetime | None = None) -> dict[str, list[Grant]]:
    """Return the grants of a person that a viewer may see: `now`, `later` and `over`, newest first. One query."""
    moment = now or timezone.now()
    found: dict[str, list[Grant]] = {"now": [], "later": [], "over": []}
    for grant in grants_for(viewer).filter(person=person).order_by("-start", "-pk"):
        over = grant.until is not None and (grant.until <= moment or grant.until <= grant.start)
        found["over" if over else "now" if grant.holds_at(moment) else "later"].append(grant)
    return found


def units_for(viewer: Any) -> list[tuple[Municipality, list[tuple[Unit, int]]]]:
    """Return the units that somebody may keep, by municipality, in the order of their tree, with `people` working there."""
    working = Grant.objects.active().filter(unit=OuterRef("pk"))
    units = list(
        administrates.filter(Unit.objects.all(), viewer)
        .select_related("municipality")
        .annotate(in_use=Exists(working) | Exists(Unit.objects.filter(parent=OuterRef("pk"))))
    )
    by_municipality: dict[int, list[Unit]] = {}
    for unit in units:
        by_municipality.setdefault(unit.municipality_id, []).append(unit)
    return [(group[0].municipality, in_order(group)) for group in by_municipality.values()]
