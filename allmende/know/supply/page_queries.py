# SPDX-License-Identifier: EUPL-1.2
"""What the public pages about supply show: prepared figures in words. No query but for outlines of areas, remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.places.area_queries import outline
from allmende.commons.places.models import Area
from allmende.core.freshness.memory import remember
from allmende.know.supply.answers import aim_text, minutes_text, people_text, percent_text
from allmende.know.supply.queries import LEAST
from allmende.know.supply.words import GROUPS, WAYS, WHEELCHAIR, Group, Way
from allmende.know.supply.world import Aim, AreaInfo, DivisionInfo, TopicInfo, World

COARSE = 0.0002
STEPS = (
    (0.95, "best", gettext_lazy("fast alle (ab 95 %)"), "#2f6db3"),
    (0.8, "good", gettext_lazy("die meisten (80 bis 95 %)"), "#86b4dc"),
    (0.6, "middling", gettext_lazy("viele (60 bis 80 %)"), "#d8cf9f"),
    (0.4, "low", gettext_lazy("etwa die Hälfte (40 bis 60 %)"), "#f0b56d"),
    (0.0, "lowest", gettext_lazy("wenige (unter 40 %)"), "#c8641b"),
)
"""Least share, key, words, colour. Blue and orange stay apart for people who see red and green alike."""
NO_COLOUR = "#9a9a9a"


def step_of(share: float | None) -> tuple[float, str, Any, str] | None:
    """Return the class of a share; None where it is not told."""
    if share is None:
        return None
    return next(step for step in STEPS if share >= step[0])


@dataclass(frozen=True)
class Figures:
    """The figures of a topic, way, group and area, with their words. `share`, minutes: None where they are not told."""

    people: int
    share: float | None
    maybe: float | None
    mean: float | None
    high: float | None
    without: int
    choices: float | None

    @property
    def share_text(self) -> str:
        """The share in words."""
        return percent_text(self.share)

    @property
    def step(self) -> Any:
        """The words of the class."""
        found = step_of(self.share)
        return found[2] if found else _("zu wenige Menschen")

    @property
    def tone(self) -> str:
        """The key of the class."""
        found = step_of(self.share)
        return found[1] if found else ""

    @property
    def mean_text(self) -> str:
        """The mean way in words."""
        return minutes_text(self.mean) if self.told else _("zu wenige Menschen")

    @property
    def high_text(self) -> str:
        """How long the way is at most for nine of ten people, in words."""
        return minutes_text(self.high) if self.told else _("zu wenige Menschen")

    @property
    def without_text(self) -> str:
        """How many reach nothing, in words."""
        return people_text(self.without)

    @property
    def people_text(self) -> str:
        """How many live there, in words."""
        return people_text(self.people)

    @property
    def told(self) -> bool:
        """Whether enough people live there."""
        return self.people >= LEAST

    @property
    def unknown(self) -> float | None:
        """With a wheelchair: the share of whom nobody knows whether the way can be used."""
        if self.share is None or self.maybe is None:
            return None
        return max(0.0, self.maybe - self.share)

    @property
    def unknown_text(self) -> str:
        """That share in words."""
        return percent_text(self.unknown)

    @property
    def short(self) -> int:
        """People beyond the standard, a multiple of ten in the mean; for ranking."""
        return 0 if self.share is None else round(self.people * (1 - self.share), -1)


def figures(world: World, topic: TopicInfo, way: str, group: str, area: int = -1) -> Figures:
    """Return the figures; area -1 is everybody."""
    at = (topic.number, list(WAYS).index(way), world.group_number(group), area)
    values = {name: float(array[at]) for name, array in world.figures.items()}
    people = round(values["people"])
    told = people >= LEAST

    def known(name: str, per: float = 1.0) -> float | None:
        return values[name] / per if told and np.isfinite(values[name]) else None

    return Figures(
        people,
        known("share"),
        known("maybe"),
        known("mean", 600),
        known("high", 600),
        round(values["without"]),
        known("choices"),
    )


@dataclass(frozen=True)
class TopicPage:
    """One topic for one group and way: everybody, and each area of a division."""

    world: World
    topic: TopicInfo
    group: Group
    way: Way
    division: DivisionInfo | None
    total: Figures
    areas: list[tuple[AreaInfo, Figures]]

    @property
    def aim(self) -> Aim:
        """The standard that counts."""
        return self.topic.aim(self.group.key, self.way.key)

    @property
    def aim_text(self) -> str:
        """The standard in words."""
        return aim_text(self.aim, self.way)

    @property
    def wheelchair(self) -> bool:
        """Whether the three answers of the wheelchair are shown."""
        return self.way.key == WHEELCHAIR

    @property
    def has_choices(self) -> bool:
        """Whether it is known how many facilities people can choose from."""
        return self.total.choices is not None

    @property
    def worst(self) -> list[tuple[AreaInfo, Figures]]:
        """The areas with the lowest shares first."""
        return sorted(self.areas, key=lambda pair: (pair[1].share is None, pair[1].share or 0, pair[0].name))


def topic_page(world: World, key: str, group: str, way: str, division: str) -> TopicPage | None:
    """Return the page of a public topic; unknown choices fall back to the first ones. None for an unknown topic."""
    topic = world.topics.get(key)
    if topic is None or not topic.is_public:
        return None
    known = [one.key for one in world.groups]
    chosen = group if group in known else topic.group if topic.group in known else known[0]
    on = way if way in WAYS else first_way(topic)
    cut = next((one for one in world.divisions if one.key == division), world.divisions[0] if world.divisions else None)
    areas = [(area, figures(world, topic, on, chosen, area.number)) for area in cut.areas] if cut else []
    return TopicPage(world, topic, GROUPS[chosen], WAYS[on], cut, figures(world, topic, on, chosen), areas)


def first_way(topic: TopicInfo) -> str:
    """Return the way shown first: on foot, unless the standards of the topic speak of another one only."""
    ways = [way for _group, way in topic.aims]
    return "zu-fuss" if not ways or "zu-fuss" in ways else ways[0]


def shapes(page: TopicPage) -> dict[str, Any]:
    """Return the areas of a topic page as GeoJSON for the map: coloured by share, with the figure written in."""
    if page.division is None:
        return {"type": "FeatureCollection", "features": []}
    base = outlines(page.world, page.division)
    by_pk = {area.pk: found for area, found in page.areas}
    features = []
    for feature in base["features"]:
        found = by_pk.get(feature["id"])
        step = step_of(found.share) if found else None
        features.append(
            {
                **feature,
                "properties": {
                    "name": feature["properties"]["name"],
                    "colour": step[3] if step else NO_COLOUR,
                    "strength": 0.6 if step else 0.15,
                    **({"label": found.share_text} if found and step else {}),
                },
            }
        )
    return {"type": "FeatureCollection", "features": features}


def outlines(world: World, division: DivisionInfo) -> dict[str, Any]:
    """Return the coarse outlines of a division's areas (one query, none where remembered)."""

    def read() -> dict[str, Any]:
        keys = [area.pk for area in division.areas]
        return outline(list(Area.objects.filter(pk__in=keys).select_related("division")), COARSE)

    return remember("places", ("supply-outlines", world.version, division.key), read)


def points(topic: TopicInfo) -> dict[str, Any]:
    """Return the facilities of a topic as GeoJSON for the map."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": one.pk,
                "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
                "properties": {"name": one.name, "note": one.address, "icon": topic.icon, "colour": "#3d3a45"},
            }
            for one in topic.facilities
        ],
    }


@dataclass(frozen=True)
class Lack:
    """One line of the ranking: an area and a group that have far to go for a topic."""

    topic: TopicInfo
    group: Group
    way: Way
    area: AreaInfo
    found: Figures
    url: str


def ranking(world: World, way: str, group: str, division: DivisionInfo, most: int = 40) -> list[Lack]:
    """Return the areas and groups with the most people beyond the standard, over all topics. `group` "" means all groups.

    A group counts for the topics that have a standard for it, or that show it first; everybody counts where no group does.
    """
    lines = []
    for topic in world.public_topics:
        address = reverse("supply:topic", args=[topic.key])
        for one in _groups_of(world, topic, way, group):
            url = f"{address}?gruppe={one.key}&weg={way}&gliederung={division.key}"
            for area in division.areas:
                found = figures(world, topic, way, one.key, area.number)
                if found.short:
                    lines.append(Lack(topic, one, WAYS[way], area, found, url))
    return sorted(lines, key=lambda line: (-line.found.short, line.area.name, line.topic.label))[:most]


def _groups_of(world: World, topic: TopicInfo, way: str, group: str) -> Iterable[Group]:
    known = {one.key: one for one in world.groups}
    if group:
        return [known[group]] if group in known else []
    wanted = {key for key, on in topic.aims if on == way} | {topic.group}
    return [one for key, one in known.items() if key in wanted] or [known["alle"]]


@dataclass(frozen=True)
class ProfileLine:
    """What an area has of one topic, beside the whole municipality."""

    topic: TopicInfo
    group: Group
    aim_text: str
    here: Figures
    everywhere: Figures
    url: str


def profile(world: World, division: DivisionInfo, area: AreaInfo, way: str, group: str = "") -> list[ProfileLine]:
    """Return the supply of an area, one line per topic, for a group or the one each topic shows first."""
    lines = []
    known = {one.key for one in world.groups}
    for topic in world.public_topics:
        key = group if group in known else topic.group if topic.group in known else "alle"
        lines.append(
            ProfileLine(
                topic,
                GROUPS[key],
                aim_text(topic.aim(key, way), WAYS[way]),
                figures(world, topic, way, key, area.number),
                figures(world, topic, way, key),
                f"{reverse('supply:topic', args=[topic.key])}?gruppe={key}&weg={way}&gliederung={division.key}",
            )
        )
    return lines


def find_area(world: World, division: str, slug: str) -> tuple[DivisionInfo, AreaInfo] | None:
    """Return an area of the world by division and slug."""
    for cut in world.divisions:
        if cut.key == division:
            for area in cut.areas:
                if area.slug == slug:
                    return cut, area
    return None
