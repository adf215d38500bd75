# SPDX-License-Identifier: EUPL-1.2
"""Reads of the supply analysis. They come from the prepared world and cost no query, but for the state of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from django.utils.translation import gettext as _

from allmende.core.freshness.memory import remember
from allmende.core.municipality.models import Municipality
from allmende.engines.supply.model import reached
from allmende.know.supply.answers import Answer, Change
from allmende.know.supply.changes import Asked, Changes
from allmende.know.supply.crow import metres_to_nearest
from allmende.know.supply.models import Preparation, Topic
from allmende.know.supply.words import CROW, WALK, WAYS
from allmende.know.supply.world import DivisionInfo, TopicInfo, World, serving, way_of, world_of

__all__ = ["prepared", "resolve", "whatif", "world_of"]

LEAST = 30
"""So many people (in the safe table) must live in a quarter for a share to be told: of fewer it would be mostly noise."""
NEARBY = 0.03
"""Degrees (about 2 to 3 km) that a pin may lie outside the municipality: a facility across the border serves too."""

Flags = npt.NDArray[np.bool_]


def prepared(municipality: Municipality) -> Preparation | None:
    """Return the state of the data, also that of the county of a town (one query, none where remembered)."""

    def read() -> Preparation | None:
        keys = [municipality.ars, municipality.ars[:5].ljust(12, "0")]
        found = {
            state.municipality.ars: state
            for state in Preparation.objects.filter(municipality__ars__in=keys)
            .select_related("municipality")
            .defer("noise_key")
        }
        return found.get(keys[0]) or found.get(keys[1])

    return remember("supply-state", ("state", municipality.pk), read)


def topic_of(municipality: Municipality, key: str) -> Topic | None:
    """Return a public topic of the municipality or its county, whether computed or not (one query)."""
    keys = [municipality.ars, municipality.ars[:5].ljust(12, "0")]
    return Topic.objects.filter(municipality__ars__in=keys, key=key, is_public=True).first()


def resolve(world: World, asked: Asked) -> Asked:
    """Return the question with a topic, group and way that there are: for empty or unknown ones those shown first."""
    topics = world.public_topics
    topic = world.topics.get(asked.topic)
    if topic is None or not topic.is_public:
        topic = topics[0] if topics else None
    if topic is None:
        return asked
    known = {group.key for group in world.groups}
    group = asked.group if asked.group in known else topic.group if topic.group in known else world.groups[0].key
    way = asked.way if asked.way in WAYS else WALK
    return replace(asked, topic=topic.key, group=group, way=way)


def whatif(world: World, topic: str, group: str, way: str, changes: Changes) -> Answer:
    """Return what would change. Unknown names fall back as in `resolve`; what cannot be placed is left out and told.

    Raises `LookupError` where the world has no public topic.
    """
    asked = resolve(world, Asked(topic, group, way, changes))
    if asked.topic not in world.topics:
        raise LookupError("no topic")
    info = world.topics[asked.topic]
    counted, add, remove, problems = _placed(world, info, asked)
    asked = replace(asked, changes=counted)
    profile = WAYS[asked.way].profile
    base = world.base(info, profile)
    before = np.asarray(base.times)
    after = before
    if len(add) or remove:
        rows = serving(info, profile)
        known = {row: number for number, row in enumerate(rows)}
        there = world.travel.provider(profile).locate(add)
        shift = base.change(there, [known[row] for row in remove if row in known])
        after = before.copy()
        after[shift.origin] = shift.after
    near = _near(world, info, asked, before, after, add, remove)
    number = world.group_number(asked.group)
    division = world.divisions[0] if world.divisions else None
    total, areas = _sums(world, division, world.people[:, number], before, after, near)
    return Answer(
        asked,
        info,
        world.groups[number],
        way_of(asked.way),
        info.aim(asked.group, asked.way),
        division,
        total,
        tuple(zip(division.areas if division else (), areas, strict=True)),
        tuple(problems),
        world,
    )


def _placed(
    world: World, topic: TopicInfo, asked: Asked
) -> tuple[Changes, npt.NDArray[np.float64], list[int], list[str]]:
    """Return the changes that count, points to add (metres), rows of facilities to take away, and what is wrong."""
    problems: list[str] = []
    changes = asked.changes
    gone = [key for key in changes.places if key not in topic.row_of]
    if gone:
        problems.append(
            _("Eine Einrichtung der Frage gibt es hier nicht (mehr). Sie ist nicht mitgerechnet.")
            if len(gone) == 1
            else _("%s Einrichtungen der Frage gibt es hier nicht (mehr). Sie sind nicht mitgerechnet.") % len(gone)
        )
        changes = changes.only(topic.row_of)
    new = [(point, _trouble(world, asked.way, point)) for point in changes.new]
    moved = [(key, point, _trouble(world, asked.way, point)) for key, point in changes.moved]
    problems.extend(dict.fromkeys(trouble for *_rest, trouble in [*new, *moved] if trouble))
    changes = replace(
        changes,
        new=tuple(point for point, trouble in new if not trouble),
        moved=tuple((key, point) for key, point, trouble in moved if not trouble),
    )
    points = [*changes.new, *(point for _key, point in changes.moved)]
    add = np.concatenate([world.metres_at(*point) for point in points]) if points else np.empty((0, 2))
    remove = [topic.row_of[key] for key in sorted(changes.places)]
    return changes, add, remove, problems


def _trouble(world: World, way: str, point: tuple[float, float]) -> str:
    """Return why a point cannot be used; "" where it can."""
    if world.outline.is_empty or shapely.distance(world.outline, shapely.Point(point)) <= NEARBY:
        if world.travel.reaches(WAYS[way].profile, world.metres_at(*point))[0]:
            return ""
        return _(
            "Dort führt kein bekannter Weg hin: Die Stelle ist nicht mitgerechnet. Setzen Sie sie näher an eine Straße."
        )
    return _("Die Stelle liegt außerhalb des Gebiets. Sie ist nicht mitgerechnet.")


def _near(
    world: World, topic: TopicInfo, asked: Asked, before: Any, after: Any, add: Any, remove: list[int]
) -> tuple[Flags, Flags]:
    """Return who is within the standard before and after."""
    aim, limit = world.limit_of(topic, asked.group, asked.way)
    if aim.measure != CROW:
        return reached(before) & (before <= limit), reached(after) & (after <= limit)
    profile = WAYS[asked.way].profile
    facilities, rows = world.facilities_xy(topic), serving(topic, profile)
    kept = [row for row in rows if row not in remove]
    first = world.remember(("metres", topic.key, profile), lambda: metres_to_nearest(world.xy, facilities[rows]))
    later = metres_to_nearest(world.xy, np.concatenate([facilities[kept], add])) if len(add) or remove else first
    return first <= limit, later <= limit


def _sums(
    world: World, division: DivisionInfo | None, people: Any, before: Any, after: Any, near: tuple[Flags, Flags]
) -> tuple[Change, list[Change]]:
    """Sum people over everybody and over each area of the division."""
    count = len(division.areas) if division else 0
    place = np.asarray(world.area[:, 0], dtype=np.int64) if division else np.full(len(people), -1)
    first = division.areas[0].number if division and count else 0
    place = np.where(place >= 0, place - first, count)
    weight = np.asarray(people, dtype=np.float64)

    def sums(values: Any) -> Any:
        found = np.bincount(place, weights=values, minlength=count + 1)
        return np.append(found[:count], found.sum())

    some = (reached(before), reached(after))
    changed = before != after
    columns = {
        "people": sums(weight),
        "gain": sums(weight * (near[1] & ~near[0])),
        "lose": sums(weight * (near[0] & ~near[1])),
        "shorter": sums(weight * (changed & (after < before))),
        "longer": sums(weight * (changed & (after > before))),
        "near_before": sums(weight * near[0]),
        "near_after": sums(weight * near[1]),
        "time_before": sums(weight * np.where(some[0], before, 0)),
        "time_after": sums(weight * np.where(some[1], after, 0)),
        "some_before": sums(weight * some[0]),
        "some_after": sums(weight * some[1]),
    }
    rows = [_change({name: float(values[row]) for name, values in columns.items()}) for row in range(count + 1)]
    return rows[-1], rows[:-1]


def _change(row: dict[str, float]) -> Change:
    people = row["people"]
    told = people >= LEAST
    return Change(
        people=round(people),
        gain=round(row["gain"]),
        lose=round(row["lose"]),
        shorter=round(row["shorter"]),
        longer=round(row["longer"]),
        share_before=row["near_before"] / people if told else None,
        share_after=row["near_after"] / people if told else None,
        minutes_before=row["time_before"] / row["some_before"] / 600 if told and row["some_before"] else None,
        minutes_after=row["time_after"] / row["some_after"] / 600 if told and row["some_after"] else None,
        without_before=round(people - row["some_before"]),
        without_after=round(people - row["some_after"]),
    )
