# SPDX-License-Identifier: EUPL-1.2
"""How far it is from one point to the nearest facility of each topic. Of the population nothing is read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allmende.engines.supply.model import reached
from allmende.know.supply.answers import aim_text, minutes_text
from allmende.know.supply.words import CROW, EVERYBODY, WAYS, Group
from allmende.know.supply.world import Aim, Facility, TopicInfo, World, serving


@dataclass(frozen=True)
class Verdict:
    """Whether it is near enough for a group, by its standard."""

    group: Group
    aim_text: str
    near: bool
    source: str


@dataclass(frozen=True)
class Distance:
    """The nearest facility of a topic, the way there in minutes (None: no way), and for whom that is far."""

    topic: TopicInfo
    nearest: Facility | None
    minutes: float | None
    verdicts: list[Verdict]

    @property
    def minutes_text(self) -> str:
        """The way in words."""
        return minutes_text(self.minutes)

    @property
    def far(self) -> list[Verdict]:
        """The groups for whom it is too far."""
        return [verdict for verdict in self.verdicts if not verdict.near]


@dataclass(frozen=True)
class AddressAnswer:
    """Everything about one address; `on_network` is False where no way leads there."""

    lines: list[Distance]
    on_network: bool

    @property
    def far(self) -> list[Distance]:
        """What is too far for somebody."""
        return [line for line in self.lines if line.far]


def from_point(world: World, way: str, lon: float, lat: float) -> AddressAnswer:
    """Return how far everything is from a point. One search on the network; no query."""
    profile = WAYS[way].profile
    provider = world.travel.provider(profile)
    here = world.metres_at(lon, lat)
    topics = [(topic, serving(topic, profile)) for topic in world.public_topics]
    places = np.concatenate([np.empty((0, 2)), *(world.facilities_xy(topic)[rows] for topic, rows in topics)])
    times = np.asarray(provider.times(provider.locate(here), provider.locate(places)))[0]
    lines, start = [], 0
    for topic, rows in topics:
        own = times[start : start + len(rows)]
        start += len(rows)
        best = int(np.argmin(np.where(reached(own), own, np.iinfo(np.int32).max))) if len(rows) else -1
        found = best >= 0 and bool(reached(own[best : best + 1])[0])
        crow = world.facilities_xy(topic)[rows] - here
        metres = float(np.hypot(crow[:, 0], crow[:, 1]).min()) if len(crow) else np.inf
        minutes = float(own[best]) / 600 if found else None
        lines.append(
            Distance(
                topic,
                topic.facilities[rows[best]] if found else None,
                minutes,
                [
                    Verdict(
                        group,
                        aim_text(aim, WAYS[way]),
                        _near(world, topic, group.key, way, minutes, metres),
                        aim.source,
                    )
                    for group, aim in _aims(world, topic, way)
                ],
            )
        )
    return AddressAnswer(lines, bool(world.travel.reaches(profile, here)[0]))


def _aims(world: World, topic: TopicInfo, way: str) -> list[tuple[Group, Aim]]:
    """Return the groups that a topic has a standard for on this way; everybody where there is none."""
    own = [(group, topic.aims[group.key, way]) for group in world.groups if (group.key, way) in topic.aims]
    return own or [(world.groups[world.group_number(EVERYBODY)], topic.aim(EVERYBODY, way))]


def _near(world: World, topic: TopicInfo, group: str, way: str, minutes: float | None, metres: float) -> bool:
    aim, limit = world.limit_of(topic, group, way)
    if aim.measure == CROW:
        return metres <= limit
    return minutes is not None and minutes * 600 <= limit
