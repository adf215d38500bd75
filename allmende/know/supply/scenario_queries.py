# SPDX-License-Identifier: EUPL-1.2
"""Which scenarios there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from allmende.core.municipality.models import Municipality
from allmende.know.supply.scenario_models import Scenario
from allmende.know.supply.scenario_rules import is_own

LISTED = 12


def scenario(municipality: Municipality, key: str) -> Scenario | None:
    """Return a scenario by its key, or None (one query)."""
    return Scenario.objects.filter(municipality=municipality, key=key).first() if key else None


def scenarios(municipality: Municipality, keys: Sequence[str]) -> list[Scenario]:
    """Return scenarios in the order of their keys, without those that are gone (one query)."""
    found = {one.key: one for one in Scenario.objects.filter(municipality=municipality, key__in=[*keys])}
    return [found[key] for key in keys if key in found]


def official(municipality: Municipality) -> list[Scenario]:
    """Return the newest official scenarios (one query)."""
    return list(Scenario.objects.filter(municipality=municipality, is_official=True)[:LISTED])


def own(person: Any) -> QuerySet[Scenario]:
    """Return the scenarios of somebody signed in, the newest first."""
    return is_own.filter(Scenario.objects.all(), person)


def compare_address(keys: Iterable[str]) -> str:
    """Return the address of the comparison of these scenarios."""
    return f"{reverse('supply:compare')}?{urlencode([('szenario', key) for key in keys])}"
