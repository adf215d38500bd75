# SPDX-License-Identifier: EUPL-1.2
"""Reads for acting on behalf."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from allmende.core.behalf.models import BehalfRecord, Trust
from allmende.core.people.models import Person

FOUND_AT_MOST = 10
SHORTEST_QUERY = 3
RECORDS = 50


def find_people(words: str) -> list[Person]:
    """Return up to ten active people whose names, address, phone or e-mail contain every word (one query).

    Fewer than three letters find nobody: this is for somebody who stands there, not for leafing through citizens.
    """
    parts = words.split()
    if sum(map(len, parts)) < SHORTEST_QUERY:
        return []
    people = Person.objects.filter(is_active=True, is_superuser=False)
    for part in parts:
        hit = Q()
        for field in ("first_name", "last_name", "email", "street", "city", "postcode", "phone"):
            hit |= Q(**{f"{field}__icontains": part})
        people = people.filter(hit)
    return list(people[:FOUND_AT_MOST])


def trusts_given(person: Person) -> list[Trust]:
    """Return what helpers asked and what the person allowed, newest first."""
    return list(Trust.objects.filter(giver=person).select_related("helper", "giver", "entered_by")[:RECORDS])


def trusts_held(person: Person) -> list[Trust]:
    """Return for whom a person may act, or asked to."""
    return list(Trust.objects.filter(helper=person).select_related("giver", "helper")[:RECORDS])


def records_for(person: Person) -> QuerySet[Any]:
    """Return what was entered for a person, newest first."""
    return BehalfRecord.objects.filter(person=person).select_related("actor")[:RECORDS]
