# SPDX-License-Identifier: EUPL-1.2
"""What the what-if page shows for a question: choices, facilities, quarters, the answer, and what no longer applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from allmende.commons.places import index as place_index
from allmende.commons.places.models import Area, Place
from allmende.commons.places.queries import scope_of
from allmende.commons.places.spots import kind_name, spots
from allmende.core.freshness.memory import remember
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys
from allmende.know.supply import queries
from allmende.know.supply.answers import Answer, minutes_text, people_text, percent_text, whole
from allmende.know.supply.answers import Change as Difference
from allmende.know.supply.changes import Asked, Point, point_text
from allmende.know.supply.sketch import Mark, Patch, sketch
from allmende.know.supply.words import WAYS, Group, Way
from allmende.know.supply.world import Facility, TopicInfo, World, world_of

COARSE = 0.0002
"""Degrees by which outlines are simplified on the map: about 20 m."""
FEW = 12
"""So many facilities stand open in the list; more are folded."""
LISTED = 60
VACANT = "vacant_shop"


@dataclass(frozen=True)
class Row:
    """A facility in the list. `full` tells it apart from others of the same name."""

    key: int
    name: str
    where: str

    @property
    def full(self) -> str:
        """Name and address."""
        return ", ".join(filter(None, [self.name, self.where]))


@dataclass(frozen=True)
class Change:
    """One thing that is tried out, as the list shows it. `move` and `drop` are values of its buttons."""

    label: str
    where: str
    move: str
    drop: str
    can_move: bool = True


@dataclass(frozen=True)
class Moving:
    """What somebody is about to move."""

    key: str
    label: str


@dataclass(frozen=True)
class Stop:
    """A point to put something at."""

    label: str
    kind: str
    at: str


@dataclass(frozen=True)
class Quarter:
    """A quarter on the map: key of the area, name, coarse outline in degrees, where its figure stands."""

    pk: int
    name: str
    shape: BaseGeometry
    at: Point


@dataclass
class Page:
    """A question made whole: what was left out is filled, what does not exist is dropped and told in `problems`."""

    municipality: Municipality
    world: World | None
    asked: Asked
    problems: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether there is anything to compute with."""
        return self.world is not None and bool(self.world.public_topics)

    @cached_property
    def topic(self) -> TopicInfo:
        """The topic asked about."""
        assert self.world is not None  # noqa: S101 (callers look at `ready`)
        return self.world.topics[self.asked.topic]

    @property
    def group(self) -> Group:
        """The group asked about."""
        assert self.world is not None  # noqa: S101
        return self.world.groups[self.world.group_number(self.asked.group)]

    @property
    def way(self) -> Way:
        """The way of moving asked about."""
        return WAYS[self.asked.way]

    @property
    def topics(self) -> list[TopicInfo]:
        """The topics to choose from."""
        return self.world.public_topics if self.world else []

    @property
    def groups(self) -> Sequence[Group]:
        """The groups to choose from: those the population data tell."""
        return self.world.groups if self.world else ()

    @property
    def ways(self) -> list[Way]:
        """The ways of moving to choose from."""
        return list(WAYS.values())

    @cached_property
    def facilities(self) -> list[Row]:
        """The facilities of the topic, by name."""
        rows = [Row(one.pk, one.name, one.address) for one in self.topic.facilities]
        return sorted(rows, key=lambda row: (row.name.casefold(), row.where))

    @property
    def many(self) -> bool:
        """Whether the list of facilities is folded."""
        return len(self.topic.facilities) > FEW

    @cached_property
    def by_key(self) -> dict[int, Facility]:
        """The facilities by the key of the place."""
        return {one.pk: one for one in self.topic.facilities}

    @cached_property
    def quarters(self) -> list[Quarter]:
        """The quarters of the division that answers are told by (one query, none where remembered)."""
        assert self.world is not None  # noqa: S101
        return quarters_of(self.world) if self.world.divisions else []

    @cached_property
    def answer(self) -> Answer:
        """What would change."""
        assert self.world is not None  # noqa: S101
        asked = self.asked
        return queries.whatif(self.world, asked.topic, asked.group, asked.way, asked.changes)

    @property
    def bounds(self) -> list[float] | None:
        """What the map shows first."""
        assert self.world is not None  # noqa: S101
        shapes = [quarter.shape for quarter in self.quarters]
        if shapes:
            return [round(float(edge), 5) for edge in shapely.total_bounds(shapes)]
        points = [shapely.Point(one.lon, one.lat) for one in self.topic.facilities]
        return [round(float(edge), 5) for edge in shapely.total_bounds(points)] if points else None

    @property
    def map_data(self) -> dict[str, Any]:
        """Facilities and quarters for the map."""
        return {
            "places": [[one.pk, one.name, one.lon, one.lat] for one in self.topic.facilities],
            "areas": shapes_of(self.quarters),
        }

    def where(self, point: Point) -> str:
        """Return the name of the quarter a point lies in; empty outside all."""
        at = shapely.Point(point)
        return next((quarter.name for quarter in self.quarters if quarter.shape.covers(at)), "")

    def changes(self) -> list[Change]:
        """Return what is tried out, in words."""
        label = self.topic.label
        asked = self.asked.changes
        return [
            *(
                Change(
                    _("Neu: %(topic)s %(number)s") % {"topic": label, "number": number},
                    self.where(point),
                    f"neu:{point_text(point)}",
                    f"neu:{point_text(point)}",
                )
                for number, point in enumerate(asked.new, start=1)
            ),
            *(
                Change(
                    _("Verschoben: %s") % self.by_key[place].name, self.where(point), str(place), f"verschoben:{place}"
                )
                for place, point in asked.moved
            ),
            *(
                Change(
                    _("Schließt: %s") % self.by_key[place].name,
                    self.by_key[place].address,
                    "",
                    f"weg-id:{place}",
                    can_move=False,
                )
                for place in asked.gone
            ),
        ]

    def moving(self, text: str) -> Moving | None:
        """Return what `verschieben` in the address means: a place of the topic or one of the new points."""
        if text.isascii() and text.isdigit() and len(text) < 19 and int(text) in self.by_key:
            return Moving(text, self.by_key[int(text)].name)
        for number, point in enumerate(self.asked.changes.new, start=1):
            if text == f"neu:{point_text(point)}":
                return Moving(text, _("Neu: %(topic)s %(number)s") % {"topic": self.topic.label, "number": number})
        return None

    def listed(self, sought: str = "") -> list[Row]:
        """Return the facilities that the list shows: of many the first, or those that were searched for."""
        words = sought.casefold().split()
        if len(self.facilities) > LISTED and words:
            found = [row for row in self.facilities if all(word in row.full.casefold() for word in words)]
            return (found or self.facilities)[:LISTED]
        return self.facilities[:LISTED]


def page_of(municipality: Municipality, asked: Asked, names: Mapping[str, str] | None = None) -> Page:
    """Return the page of a question. `names` are what places were called when somebody saved it."""
    world = world_of(municipality)
    if world is None or not world.public_topics:
        return Page(municipality, None, asked, asked.problems)
    problems = list(asked.problems)
    topic = next((one for one in world.public_topics if one.key == asked.topic), None)
    if topic is None and asked.topic:
        problems.append(_("Dieses Thema gibt es nicht mehr. Gezeigt wird ein anderes."))
    changes = asked.changes if topic else replace(asked.changes, gone=(), moved=())
    topic = topic or world.public_topics[0]
    known = [group.key for group in world.groups]
    if asked.group and asked.group not in known:
        problems.append(_("Zu dieser Gruppe fehlen hier Zahlen. Gezeigt werden alle Menschen."))
    fallback = "alle" if asked.group or topic.group not in known else topic.group
    group = asked.group if asked.group in known else fallback
    way = asked.way if asked.way in WAYS else "zu-fuss"
    lost = changes.places - set(topic.row_of)
    for place in sorted(lost):
        name = (names or {}).get(str(place), "")
        problems.append(
            _("„%s“ gibt es nicht mehr im Verzeichnis. Dieser Teil entfällt, der Rest ist neu gerechnet.") % name
            if name
            else _("Eine der Einrichtungen gibt es hier nicht (mehr). Dieser Teil entfällt.")
        )
    whole = Asked(topic.key, group, way, changes.only(topic.row_of))
    return Page(municipality, world, whole, tuple(dict.fromkeys(problems)))


def tone_of(share: float | None) -> str:
    """Return the name of the colour for a share of people, as the legend explains it."""
    if share is None:
        return ""
    steps = ((0.95, "best"), (0.8, "good"), (0.6, "middling"), (0.4, "low"))
    return next((name for least, name in steps if share >= least), "lowest")


def figures_of(answer: Answer) -> dict[int, dict[str, tuple[str, str]]]:
    """Return colour and figure of each quarter, for the change and for the shares before and after."""
    return {
        area.pk: {
            "change": _balance(change),
            "before": (tone_of(change.share_before), _share(change.share_before)),
            "after": (tone_of(change.share_after), _share(change.share_after)),
        }
        for area, change in answer.areas
    }


def _share(share: float | None) -> str:
    return "" if share is None else percent_text(share)


def _balance(change: Difference) -> tuple[str, str]:
    if not change.is_any:
        return "", ""
    if change.balance == 0:
        return "", "±0"
    return ("better", f"+{whole(change.balance)}") if change.balance > 0 else ("worse", f"−{whole(-change.balance)}")


def number_rows(answer: Answer) -> list[tuple[str, str, str]]:
    """Return (what, today, afterwards) for everybody in the group, in words."""
    total = answer.total
    return [
        (_("nah genug"), percent_text(total.share_before), percent_text(total.share_after)),
        (_("mittlerer Weg"), minutes_text(total.minutes_before), minutes_text(total.minutes_after)),
        (_("ohne erreichbare Einrichtung"), people_text(total.without_before), people_text(total.without_after)),
    ]


def quarters_of(world: World) -> list[Quarter]:
    """Return the quarters of the first division of a world (one query, none where remembered)."""

    def read() -> list[Quarter]:
        names = {area.pk: area.name for area in world.divisions[0].areas}
        return [_quarter(area.pk, names[area.pk], area.geom) for area in Area.objects.filter(pk__in=names).only("geom")]

    return remember("places", ("whatif-quarters", world.folder), read)


def _quarter(pk: int, name: str, geom: BaseGeometry) -> Quarter:
    coarse = shapely.set_precision(shapely.simplify(geom, COARSE), 0.00001)
    shape = coarse if not coarse.is_empty else geom
    at = shape.representative_point()
    return Quarter(pk, name, shape, (round(at.x, 5), round(at.y, 5)))


def from_to(before: str, after: str) -> str:
    """Return two figures in one cell; one where nothing changes."""
    return before if before == after else _("%(before)s, dann %(after)s") % {"before": before, "after": after}


def comparison_data(pages: Sequence[tuple[str, Page]]) -> dict[str, Any]:
    """Return what the map of a comparison shows under each key, and under "heute" how it is (for the first question)."""

    def one(page: Page, before: bool) -> dict[str, Any]:
        figures = figures_of(page.answer)
        look = "before" if before else "after"
        return {
            "topic": page.topic.label,
            "query": "" if before else page.asked.query(),
            "places": page.map_data["places"],
            "figures": {pk: {"after": looks[look]} for pk, looks in figures.items()},
        }

    first = pages[0][1]
    return {
        "areas": shapes_of(first.quarters),
        "scenarios": {"heute": one(first, before=True), **{key: one(page, before=False) for key, page in pages}},
    }


def drawing_of(page: Page) -> SafeString:
    """Return the quarters and facilities of a question as a drawing: the change, or today's shares without any."""
    look = "change" if page.asked.changes else "before"
    figures = figures_of(page.answer)
    patches = [Patch(quarter.shape, *figures.get(quarter.pk, {}).get(look, ("", ""))) for quarter in page.quarters]
    gone, moved = set(page.asked.changes.gone), dict(page.asked.changes.moved)
    marks = [
        Mark(one.lon, one.lat, "closed" if one.pk in gone else "place")
        for one in page.topic.facilities
        if one.pk not in moved
    ]
    marks += [Mark(*point, "new", str(number)) for number, point in enumerate(page.asked.changes.new, start=1)]
    marks += [
        Mark(*point, "new", "↔", (page.by_key[place].lon, page.by_key[place].lat)) for place, point in moved.items()
    ]
    return sketch(patches, marks, _("Karte der Quartiere und Einrichtungen"))


def shapes_of(quarters: Sequence[Quarter]) -> dict[str, Any]:
    """Return quarters as GeoJSON, each with the point where its figure stands."""
    features = [
        {
            "type": "Feature",
            "id": quarter.pk,
            "properties": {"name": quarter.name, "at": list(quarter.at)},
            "geometry": {"type": quarter.shape.geom_type, "coordinates": _short(quarter.shape)},
        }
        for quarter in quarters
    ]
    return {"type": "FeatureCollection", "features": features}


def _short(shape: BaseGeometry) -> Any:
    """Return coordinates with five decimals: a metre, and half the bytes."""

    def ring(line: Any) -> list[list[float]]:
        rounded: list[list[float]] = np.round(shapely.get_coordinates(line), 5).tolist()
        return rounded

    def polygon(one: Any) -> list[Any]:
        return [ring(one.exterior), *map(ring, one.interiors)]

    return polygon(shape) if shape.geom_type == "Polygon" else [polygon(part) for part in shape.geoms]


def found_spots(municipality: Municipality, text: str) -> list[Stop]:
    """Return points that a text may mean: addresses, streets, quarters, towns, places."""
    if not text:
        return []
    found = spots(place_index.current(), scope_of(municipality).municipalities, text)
    return [Stop(spot.label, kind_name(spot.kind), point_text((spot.lon, spot.lat))) for spot in found]


def vacant_shops(municipality: Municipality) -> list[Stop]:
    """Return empty shops as points to put something at (one query, none where remembered)."""

    def read() -> list[Stop]:
        rows = Place.objects.listed().filter(municipality__in=family_keys(municipality), category=VACANT)
        shown = rows.only("name", "street", "house_number", "city", "geom").order_by("name", "street", "pk")[:LISTED]
        return [Stop(_place_label(place), "", point_text((place.geom.x, place.geom.y))) for place in shown]

    return remember("places", ("whatif-vacant", municipality.pk), read)


def _place_label(place: Place) -> str:
    return ", ".join(filter(None, [place.name, f"{place.street} {place.house_number}".strip(), place.city]))
