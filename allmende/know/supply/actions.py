# SPDX-License-Identifier: EUPL-1.2
"""Every change of the supply analysis: built-in topics, population, preparing the data. Sites: `site_actions`."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.freshness.memory import renew, token
from allmende.core.municipality.models import Municipality
from allmende.core.search.actions import changed as search_changed
from allmende.know.supply import rules
from allmende.know.supply.models import Population, PopulationCell, Preparation, Standard, Topic
from allmende.know.supply.prepare import NothingToPrepare, Progress, make_world, read_inputs
from allmende.know.supply.travel import formats
from allmende.know.supply.words import COLUMNS, TOPICS

STUCK = timedelta(hours=1)
BATCH = 2000


def _silent(label: str, done: int, total: int) -> None:
    """Show nothing."""


@transaction.atomic
def plant_topics(municipality: Municipality, person: Any = None) -> int:
    """Store the built-in topics with their standards where the municipality has no topic yet; return how many."""
    if Topic.objects.filter(municipality=municipality).exists():
        return 0
    topics = Topic.objects.bulk_create(
        Topic(
            municipality=municipality, key=known.key, categories=list(known.categories), icon=known.icon, group=known.group,
            position=position,
        )
        for position, known in enumerate(TOPICS.values(), start=1)
    )  # fmt: skip
    Standard.objects.bulk_create(
        Standard(
            topic=topic, group=aim.group, way=aim.way, limit=aim.limit, unit=aim.unit, measure=aim.measure, source=aim.source,
            source_url=aim.source_url,
        )
        for topic in topics
        for aim in TOPICS[topic.key].aims
    )  # fmt: skip
    renew("supply")
    search_changed("supply", [topic.pk for topic in topics])
    record("supply.topics_planted", actor=person, obj=municipality, details={"topics": len(topics)})
    return len(topics)


@transaction.atomic
def store(person: Any, thing: Topic | Standard) -> Topic | Standard:
    """Save a topic or a standard. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_plan.require(person, thing.topic if isinstance(thing, Standard) else thing)
    thing.full_clean()
    thing.save()
    record("supply.saved", actor=person, obj=thing)
    return thing


@transaction.atomic
def remove(person: Any, thing: Topic | Standard) -> None:
    """Delete a topic with its standards, or a standard. Raises `PermissionDenied`."""
    rules.may_plan.require(person, thing.topic if isinstance(thing, Standard) else thing)
    renew("supply")  # before the log, as everywhere: its end is locked last
    record("supply.removed", actor=person, obj=thing)
    thing.delete()


# --- Where people live ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CellData:
    """A cell or house of a source: its key, its point (WGS84) and its people by column, `total` first of all."""

    key: str
    lon: float
    lat: float
    people: Mapping[str, int]


@dataclass
class Stored:
    """What storing a population did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0


@transaction.atomic
def store_population(
    municipality: Municipality,
    rows: Iterable[CellData],
    *,
    kind: str,
    source: str,
    as_of: datetime.date,
    columns: Iterable[str],
    licence: str = "",
    dry_run: bool = False,
) -> Stored:
    """Make these rows the population of a municipality; what it had before and is not among them goes.

    Later imports keep the secret of the disclosure control, so that the same people get the same noise.
    """
    known = [column for column in COLUMNS if column in {"total", *columns}]
    about: dict[str, Any] = {
        "kind": kind, "source": source, "as_of": as_of, "licence": licence, "imported": timezone.now(), "columns": known,
    }  # fmt: skip
    population = Population.objects.filter(municipality=municipality).first()
    present = {cell.key: cell for cell in population.cells.all()} if population else {}
    stored, new, changed = Stored(), [], []
    for row in rows:
        values = {"lon": row.lon, "lat": row.lat, **{column: row.people.get(column) for column in COLUMNS}}
        cell = present.pop(row.key, None)
        if cell is None:
            new.append(PopulationCell(key=row.key, **values))
        elif any(getattr(cell, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(cell, name, value)
            changed.append(cell)
        else:
            stored.unchanged += 1
    stored.added, stored.changed, stored.vanished = len(new), len(changed), len(present)
    if dry_run:
        return stored
    same = population is not None and not (new or changed or present)
    if not same or any(getattr(population, name) != about[name] for name in about if name != "imported"):
        population, _new = Population.objects.update_or_create(municipality=municipality, defaults=about)
    for cell in new:
        cell.population = population
    PopulationCell.objects.bulk_create(new, batch_size=BATCH)
    PopulationCell.objects.bulk_update(changed, ["lon", "lat", *COLUMNS], batch_size=500)
    gone = [cell.pk for cell in present.values()]
    for start in range(0, len(gone), BATCH):
        PopulationCell.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    if not same:
        renew("supply")
        counts = {name: getattr(stored, name) for name in ("added", "changed", "vanished")}
        record("supply.population_stored", actor=None, obj=population, details=counts)
    return stored


# --- Preparing the data -----------------------------------------------------------------------------------------------


def tokens() -> str:
    """Return what changes when something does that the prepared data may be made from."""
    return f"{token('places')} {token('supply')} {formats()}"


def preparation_of(municipality: Municipality) -> Preparation:
    """Return the state of a municipality's prepared data, with its secret; made where there is none."""
    fresh = {"noise_key": secrets.token_hex(32)}
    return Preparation.objects.get_or_create(municipality=municipality, defaults=fresh)[0]


@transaction.atomic
def request_preparation(municipality: Municipality, person: Any = None) -> bool:
    """Have the data prepared in the background; False where that is under way already. Raises `PermissionDenied`."""
    from allmende.know.supply.tasks import prepare_world

    if person is not None:
        rules.may_prepare.require(person, preparation_of(municipality))
    state = Preparation.objects.select_for_update().get(pk=preparation_of(municipality).pk)
    stuck = state.state == Preparation.State.RUNNING and state.begun and state.begun < timezone.now() - STUCK
    if state.is_busy and not stuck:
        return False
    state.state, state.begun, state.problem = Preparation.State.WAITING, timezone.now(), ""
    state.save(update_fields=["state", "begun", "problem"])
    prepare_world.enqueue(municipality.pk)
    if person is not None:
        record("supply.preparation_requested", actor=person, obj=state)
    return True


def prepare(municipality: Municipality, progress: Progress = _silent) -> Preparation:
    """Make the prepared data anew and put them in use. Raises `NothingToPrepare` (kept as the problem to show)."""
    state = preparation_of(municipality)
    seen = tokens()
    _note(state, state=Preparation.State.RUNNING, begun=timezone.now(), problem="")
    try:
        if not state.version:
            plant_topics(municipality)
        inputs = read_inputs(municipality)
        version = make_world(inputs, state.noise_key, progress)
    except NothingToPrepare as missing:
        _note(state, state=Preparation.State.MISSING, problem=str(missing)[:300], seen=seen)
        raise
    except BaseException:
        text = _("Die Berechnung ist gescheitert. Näheres steht im Protokoll des Servers.")
        _note(state, state=Preparation.State.FAILED, problem=text, seen=seen)
        raise
    _note(
        state, state=Preparation.State.READY, version=version, inputs=inputs.digest, seen=seen, finished=timezone.now(),
        problem="",
    )  # fmt: skip
    return state


def _note(row: Preparation, /, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values])


def look_for_changes() -> int:
    """Have data prepared anew where what they are made from has changed; return how many. The worker asks every minute.

    Most changes of places (a telephone number) change nothing here: the digest of the inputs tells.
    """
    count = 0
    now = tokens()
    for state in Preparation.objects.select_related("municipality").exclude(seen=now):
        if state.is_busy and not (state.begun and state.begun < timezone.now() - STUCK):
            continue
        try:
            digest = read_inputs(state.municipality).digest
        except NothingToPrepare as missing:
            _note(state, seen=now, problem=str(missing)[:300])
            continue
        if digest == state.inputs and state.state == Preparation.State.READY:
            _note(state, seen=now)
        else:
            count += request_preparation(state.municipality)
    for population in Population.objects.filter(municipality__supply_preparation__isnull=True):
        count += request_preparation(population.municipality)
    return count
