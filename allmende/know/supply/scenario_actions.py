# SPDX-License-Identifier: EUPL-1.2
"""Keeping, renewing, marking and deleting scenarios."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality
from allmende.core.people.models import Person
from allmende.know.supply import scenario_rules as rules
from allmende.know.supply.changes import Asked
from allmende.know.supply.scenario_models import Scenario, in_a_year


@transaction.atomic
def save_scenario(
    *,
    municipality: Municipality,
    asked: Asked,
    title: str,
    submission_key: uuid.UUID,
    note: str = "",
    names: Mapping[int, str] | None = None,
    person: Person | None = None,
) -> Scenario:
    """Keep a question under a title; return it. Sent twice with the same key, it is stored once.

    `names` are what the existing places of the question are called today. Anybody may do this.
    """
    scenario = Scenario(municipality=municipality, title=title, note=note, person=person, submission_key=submission_key)
    scenario.ask(asked)
    scenario.names = {str(key): name for key, name in (names or {}).items() if key in asked.changes.places}
    known: dict[str, Any] = {
        field.attname: getattr(scenario, field.attname)
        for field in Scenario._meta.concrete_fields
        if field.attname not in ("id", "submission_key")
    }
    return Scenario.objects.get_or_create(submission_key=submission_key, defaults=known)[0]


def is_owner(person: Any, scenario: Scenario, owner_key: str) -> bool:
    """Tell whether somebody made the scenario: they are signed in, or they hold the link for the owner."""
    return rules.is_own(person, scenario) or constant_time_compare(owner_key, scenario.owner_key)


@transaction.atomic
def delete_scenario(person: Any, scenario: Scenario, owner_key: str = "") -> None:
    """Delete a scenario for its owner or a planner. Raises `PermissionDenied`."""
    if is_owner(person, scenario, owner_key):
        scenario.delete()
        return
    rules.may_delete.require(person, scenario)
    record("supply.scenario_deleted", actor=person, obj=scenario)
    scenario.delete()


@transaction.atomic
def renew_scenario(person: Any, scenario: Scenario, owner_key: str = "") -> date:
    """Keep a scenario for another year from today; return its new last day. Raises `PermissionDenied`."""
    if not is_owner(person, scenario, owner_key) and not rules.may_mark_official(person, scenario):
        raise PermissionDenied("renew a scenario of somebody else")
    scenario.ends = in_a_year()
    scenario.save(update_fields=["ends"])
    return scenario.ends


@transaction.atomic
def mark_official(person: Any, scenario: Scenario, official: bool) -> None:
    """Say that a scenario comes from the administration, or take that back. Raises `PermissionDenied`.

    An official one is listed for everybody and does not end by itself.
    """
    rules.may_mark_official.require(person, scenario)
    scenario = Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)
    if scenario.is_official == official:
        return
    scenario.is_official = official
    if not official:
        scenario.ends = in_a_year()
    scenario.save(update_fields=["is_official", "ends"])
    record("supply.scenario_marked", actor=person, obj=scenario, details={"official": official})


def forget_ended(today: date | None = None) -> int:
    """Delete scenarios that have ended, except official ones; return how many. The worker calls it daily."""
    ended = Scenario.objects.filter(ends__lt=today or timezone.localdate(), is_official=False)
    return ended.delete()[0]
