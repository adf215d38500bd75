# SPDX-License-Identifier: EUPL-1.2
"""Reads on municipalities."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from allmende.core.municipality.models import Municipality, Presence


def presence_for_host(host: str) -> Presence | None:
    """Return the presence for a host name (without port); else the configured or default one; None in an empty house.

    Two queries at most.
    """
    presences = Presence.objects.select_related("municipality", "logo")
    found = presences.filter(hosts__name=host.lower()).first()
    if found:
        return found
    if settings.ALLMENDE_MUNICIPALITY:
        chosen = presences.filter(municipality__ars=settings.ALLMENDE_MUNICIPALITY).first()
        if chosen:
            return chosen
    return presences.order_by("-is_default", "pk").first()


def family(municipality: Municipality) -> QuerySet[Municipality]:
    """Return the municipality and, for a county, its current towns (one query, also through associations)."""
    if municipality.kind == Municipality.Kind.COUNTY:
        return Municipality.objects.filter(
            ars__startswith=municipality.ars[:5],
            kind__in=[Municipality.Kind.TOWN, Municipality.Kind.COUNTY],
            valid_to__isnull=True,
        )
    return Municipality.objects.filter(pk=municipality.pk)
