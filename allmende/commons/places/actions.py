# SPDX-License-Identifier: EUPL-1.2
"""Every change of places.

For importers: `problems_of` (what is wrong with a row), `store_places` (add and change), `mark_vanished` (what the
source no longer has) and `refresh_memberships` (after areas changed). All work inside the caller's transaction.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from shapely import Point

from allmende.commons.cases.actions import open_case
from allmende.commons.cases.models import Case
from allmende.commons.places import opening, rules
from allmende.commons.places.categories import catalogue
from allmende.commons.places.memberships import refresh_memberships
from allmende.commons.places.models import Address, Place, PlaceReport
from allmende.commons.places.words import fold
from allmende.core.audit.actions import record
from allmende.core.freshness.memory import renew
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family

__all__ = [
    "AddressData",
    "Outcome",
    "PlaceData",
    "mark_vanished",
    "problems_of",
    "refresh_memberships",
    "report_place",
    "save_place",
    "store_addresses",
    "store_places",
]

BATCH = 1000


@dataclass(frozen=True)
class PlaceData:
    """What a source says about one place. Empty text, "unknown" and None mean that the source does not say.

    `source_id` is the source's own stable key ("node/123"), unique within the source. `geom` is a point in EPSG:4326.
    An empty `name` becomes the name of the category ("Spielplatz").
    """

    source_id: str
    category: str
    geom: Point
    name: str = ""
    description: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    wheelchair: str = Place.Answer.UNKNOWN
    step_free: str = Place.Answer.UNKNOWN
    accessible_toilet: str = Place.Answer.UNKNOWN
    hearing_support: str = Place.Answer.UNKNOWN
    tactile_guidance: str = Place.Answer.UNKNOWN
    accessibility_note: str = ""
    accessibility_source: str = ""
    accessibility_date: datetime.date | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


COLUMNS = tuple(column.name for column in fields(PlaceData) if column.name != "source_id")


@dataclass
class Outcome:
    """What storing did, in all and for each category; `by_category` counts all rows that are in the source now."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    by_category: Counter[str] = field(default_factory=Counter)
    each: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def problems_of(row: PlaceData) -> dict[str, str]:
    """Return {field: what is wrong, in German} for a row that must not be stored; empty when it is good.

    Opening hours that cannot be read are no problem: they are kept as text and flagged. No query.
    """
    if row.category not in catalogue().categories:
        return {"category": f"Die Kategorie „{row.category}“ gibt es nicht."}
    try:
        Place(source_id=row.source_id, **_values(row)).clean_fields(exclude=["municipality"])
    except ValidationError as error:
        return {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return {}


@transaction.atomic
def store_places(
    municipality: Municipality, source: str, rows: Iterable[PlaceData], *, licence: str = "", dry_run: bool = False
) -> Outcome:
    """Add or change the places of one source, found again by (source, source_id), in batches of 1,000.

    A place belongs to the town of the municipality's family in whose boundary it lies, else to the municipality itself.
    Fields that staff changed by hand are left alone. A place that had vanished and is back is no longer marked.
    Area memberships and search words are computed for what is written. With `dry_run` nothing is written, the figures
    are the same. Raises `ValueError` for a row that `problems_of` rejects, and for a source_id that comes twice.
    """
    towns = [town for town in family(municipality) if town.geom is not None and town.kind == Municipality.Kind.TOWN]
    tree = shapely.STRtree([town.geom for town in towns])
    kin = [member.pk for member in family(municipality)]
    outcome, seen, pending = Outcome(), set(), iter(rows)
    while batch := list(islice(pending, BATCH)):
        for row in batch:
            if row.source_id in seen or not row.source_id:
                raise ValueError(f"{source}: the key {row.source_id!r} is missing or comes twice.")
            seen.add(row.source_id)
            if problems := problems_of(row):
                raise ValueError(f"{source} {row.source_id}: {problems}")
            outcome.by_category[row.category] += 1
        homes = [municipality] * len(batch)
        for number, town in zip(
            *tree.query(np.array([row.geom for row in batch]), predicate="intersects"), strict=True
        ):
            homes[number] = towns[town]
        _store(source, licence, list(zip(batch, homes, strict=True)), kin, outcome, dry_run=dry_run)
    if not dry_run and (outcome.added or outcome.changed):
        record(
            "places.store",
            actor=None,
            obj=municipality,
            details={"source": source, "added": outcome.added, "changed": outcome.changed},
        )
    return outcome


def _store(
    source: str,
    licence: str,
    batch: list[tuple[PlaceData, Municipality]],
    kin: list[int],
    outcome: Outcome,
    *,
    dry_run: bool,
) -> None:
    keys = [row.source_id for row, _ in batch]
    present = {
        place.source_id: place
        for place in Place.objects.filter(municipality__in=kin, source=source, source_id__in=keys)
    }
    added, changed = [], []
    for row, home in batch:
        values = _values(row) | {"licence": licence, "vanished": None}
        place = present.get(row.source_id)
        if place is None:
            added.append(Place(municipality=home, source=source, source_id=row.source_id, **values))
            continue
        values = {name: value for name, value in values.items() if name not in place.edited}
        values["municipality_id"] = place.municipality_id if "geom" in place.edited else home.pk
        differing = [name for name, value in values.items() if getattr(place, name) != value]
        if differing:
            for name in differing:
                setattr(place, name, values[name])
            changed.append(place)
    outcome.added += len(added)
    outcome.changed += len(changed)
    outcome.unchanged += len(batch) - len(added) - len(changed)
    _count_each(outcome, batch, added, changed)
    if dry_run or not (added or changed):
        return
    now = timezone.now()
    for place in changed:
        place.changed = now
    for place in [*added, *changed]:
        place.opening_hours_valid = not opening.problem(place.opening_hours)
    Place.objects.bulk_create(added)
    Place.objects.bulk_update(
        changed, [*COLUMNS, "licence", "vanished", "municipality", "opening_hours_valid", "changed"], batch_size=200
    )
    refresh_memberships(batch[0][1], [*added, *changed])


def _count_each(
    outcome: Outcome, batch: list[tuple[PlaceData, Municipality]], added: list[Place], changed: list[Place]
) -> None:
    new, differing = {place.source_id for place in added}, {place.source_id for place in changed}
    for row, _ in batch:
        name = "added" if row.source_id in new else "changed" if row.source_id in differing else "unchanged"
        outcome.each[row.category][name] += 1


def mark_vanished(
    municipality: Municipality,
    source: str,
    present: Collection[str],
    *,
    today: datetime.date | None = None,
    dry_run: bool = False,
) -> int:
    """Mark the places of a source whose source_id is not in `present` as vanished since today; return how many.

    They are no longer listed, but stay in the database and reachable by their address. Those that are marked already
    keep their date and are not counted.
    """
    known = set(present)
    places = Place.objects.filter(municipality__in=family(municipality), source=source, vanished__isnull=True)
    gone = [pk for pk, source_id in places.values_list("pk", "source_id") if source_id not in known]
    if gone and not dry_run:
        with transaction.atomic():
            for start in range(0, len(gone), BATCH):
                Place.objects.filter(pk__in=gone[start : start + BATCH]).update(
                    vanished=today or timezone.localdate(), changed=timezone.now()
                )
            record("places.vanish", actor=None, obj=municipality, details={"source": source, "places": len(gone)})
    return len(gone)


@dataclass(frozen=True)
class AddressData:
    """A house with a number, in EPSG:4326."""

    street: str
    house_number: str
    geom: Point
    postcode: str = ""
    city: str = ""


@transaction.atomic
def store_addresses(
    municipality: Municipality, source: str, rows: Iterable[AddressData], *, dry_run: bool = False
) -> dict[str, int]:
    """Make the addresses of a source those in `rows`; return {"added", "changed", "unchanged", "vanished"}.

    What the source no longer has is deleted: nothing refers to an address. Of two rows with the same text the first
    counts. The search finds places "near" these addresses.
    """
    known = {
        (row.street, row.house_number, row.postcode, row.city): row
        for row in Address.objects.filter(municipality=municipality, source=source)
    }
    added, changed, seen = [], [], set()
    for row in rows:
        key = (row.street, row.house_number, row.postcode, row.city)
        if key in seen:
            continue
        seen.add(key)
        present = known.get(key)
        if present is None:
            added.append(
                Address(
                    municipality=municipality,
                    source=source,
                    street=row.street,
                    house_number=row.house_number,
                    postcode=row.postcode,
                    city=row.city,
                    geom=row.geom,
                    street_key="".join(fold(row.street)),
                )
            )
        elif present.geom != row.geom:
            present.geom = row.geom
            changed.append(present)
    gone = [present.pk for key, present in known.items() if key not in seen]
    if not dry_run and (added or changed or gone):
        Address.objects.bulk_create(added, batch_size=BATCH)
        Address.objects.bulk_update(changed, ["geom"], batch_size=BATCH)
        for start in range(0, len(gone), BATCH):
            Address.objects.filter(pk__in=gone[start : start + BATCH]).delete()
        renew("places")
        record(
            "places.store_addresses",
            actor=None,
            obj=municipality,
            details={"source": source, "added": len(added), "changed": len(changed), "vanished": len(gone)},
        )
    return {
        "added": len(added),
        "changed": len(changed),
        "unchanged": len(seen) - len(added) - len(changed),
        "vanished": len(gone),
    }


@transaction.atomic
def save_place(person: Any, place: Place, changed: Iterable[str] = ()) -> Place:
    """Store a place that staff wrote; `changed` names the fields they altered.

    Those fields of an imported place are remembered in `edited`, and importers leave them alone from then on. Computes
    words, areas and whether the opening hours can be read. Raises `PermissionDenied`.
    """
    (rules.may_change if place.pk else rules.may_add).require(person, place)
    changed = list(changed)
    if place.source_id:
        place.edited = sorted({*place.edited, *(name for name in changed if name in COLUMNS)})
    place.opening_hours_valid = not opening.problem(place.opening_hours)
    place.save()
    refresh_memberships(place.municipality, [place])
    record("places.save", actor=person, obj=place, details={"fields": sorted(changed)})
    return place


@transaction.atomic
def report_place(
    place: Place,
    *,
    topic: str,
    text: str,
    email: str,
    submission_key: UUID,
    person: Any | None = None,
    language: str = "de",
) -> Case:
    """Store that something about a place is wrong, as a case; return it. The same key again returns the case that is there.

    `person` is who reports, where they are signed in; `language` is the one they read our answer in.
    """
    case, is_new = open_case(
        municipality=place.municipality,
        kind="place",
        subject=f"{place.name}: {topic}"[:160],
        text=text,
        contact_email=email,
        submission_key=submission_key,
        person=person,
        language=language,
    )
    if is_new:
        PlaceReport.objects.create(case=case, place=place)
    return case


def _values(row: PlaceData) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in COLUMNS}
    values["name"] = row.name.strip() or str(catalogue().categories[row.category].one)
    values["attributes"] = dict(row.attributes)
    return values
