# SPDX-License-Identifier: EUPL-1.2
"""Reads on municipalities."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from allmende.core.freshness.memory import remember
from allmende.core.municipality.models import Host, Municipality, Presence


def presence_for_host(host: str) -> Presence | None:
    """Return the presence for a host name (without port); else the configured or default one; None in an empty house.

    One query, none where the answer is remembered.
    """
    key = ("presence", host.lower(), settings.ALLMENDE_MUNICIPALITY)
    return remember("municipality", key, lambda: _presence_for_host(host))


def _presence_for_host(host: str) -> Presence | None:
    presences = Presence.objects.select_related("municipality", "logo").annotate(
        by_host=Exists(Host.objects.filter(presence=OuterRef("pk"), name=host.lower())),
        by_setting=Exists(
            Municipality.objects.filter(presence=OuterRef("pk"), ars=settings.ALLMENDE_MUNICIPALITY or None)
        ),
    )
    return presences.order_by("-by_host", "-by_setting", "-is_default", "pk").first()


def family(municipality: Municipality) -> QuerySet[Municipality]:
    """Return the municipality and, for a county, its current towns (one query, also through associations)."""
    if municipality.kind == Municipality.Kind.COUNTY:
        return county_tree(municipality).filter(valid_to__isnull=True)
    return Municipality.objects.filter(pk=municipality.pk)


def county_tree(municipality: Municipality) -> QuerySet[Municipality]:
    """Return the county of a municipality with all its towns, of today and before: what one host may show together."""
    return Municipality.objects.filter(
        ars__startswith=municipality.ars[:5], kind__in=[Municipality.Kind.TOWN, Municipality.Kind.COUNTY]
    )


def family_keys(municipality: Municipality) -> frozenset[int]:
    """Return the primary keys of `family` (one query, none where the answer is remembered)."""
    return remember(
        "municipality",
        ("family", municipality.pk),
        lambda: frozenset(family(municipality).values_list("pk", flat=True)),
    )


def by_official_key(key: str) -> Municipality | None:
    """Return the current municipality with this ARS (12 digits), AGS (8) or county key (5). One query.

    A town comes before the county of the same key (kreisfreie Stadt), the county before the association.
    """
    if len(key) == 5:
        return _current().filter(kind=Municipality.Kind.COUNTY, ars=key.ljust(12, "0")).first()
    rows = list(_current().filter(**{"ags" if len(key) == 8 else "ars": key}))
    order = list(Municipality.Kind.values)[::-1]
    order.remove(Municipality.Kind.ASSOCIATION)
    order.append(Municipality.Kind.ASSOCIATION)
    return min(rows, key=lambda row: order.index(row.kind), default=None)


def find_by_name(name: str, limit: int = 30) -> list[tuple[Municipality, str]]:
    """Return current towns and counties whose name begins so, each with the name of its county or Land. Two queries."""
    rows = list(
        _current()
        .filter(kind__in=[Municipality.Kind.TOWN, Municipality.Kind.COUNTY], name__istartswith=name)
        .defer("geom")
        .order_by("name", "ars")[:limit]
    )
    keys = {
        row.ars[:5].ljust(12, "0") if row.kind == Municipality.Kind.TOWN else row.ars[:2].ljust(12, "0") for row in rows
    }
    above = {
        (row.kind, row.ars): f"{row.title} {row.name}" if row.kind == Municipality.Kind.COUNTY else row.name
        for row in _current()
        .filter(ars__in=keys, kind__in=[Municipality.Kind.COUNTY, Municipality.Kind.LAND])
        .defer("geom")
    }
    result = []
    for row in rows:
        town = row.kind == Municipality.Kind.TOWN
        key = (Municipality.Kind.COUNTY.value, row.ars[:5]) if town else (Municipality.Kind.LAND.value, row.ars[:2])
        result.append((row, above.get((key[0], key[1].ljust(12, "0")), "")))
    return result


def _current() -> QuerySet[Municipality]:
    return Municipality.objects.filter(valid_to__isnull=True)
