# SPDX-License-Identifier: EUPL-1.2
"""The prepared world of a municipality: origins with safe numbers of people, facilities, travel times, figures.

Made by `prepare.py`, mapped by each process and read anew when another version is in use. Everything public is computed
from it and from nothing else; see engines/supply/disclosure.py for why that is safe.
"""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from django.utils.dateparse import parse_datetime

from allmende.core.geo import crs
from allmende.core.municipality.models import Municipality
from allmende.know.supply.folders import home_of
from allmende.know.supply.words import CROW, GROUPS, MAYBE, METRES, STREET, TOPICS, USUAL_LIMIT, WAYS, Group, Way

FIGURES = ("people", "share", "maybe", "mean", "high", "without", "choices")
"""Arrays of the report, (topics, ways, groups, areas + 1): the last area is everybody."""


@dataclass(frozen=True)
class AreaInfo:
    """One area as pages show it."""

    pk: int
    name: str
    slug: str
    number: int
    """Its place in the figures."""


@dataclass(frozen=True)
class DivisionInfo:
    """A division with its areas in the order of their names."""

    key: str
    name: str
    areas: tuple[AreaInfo, ...]


@dataclass(frozen=True)
class Facility:
    """A place of a topic."""

    pk: int
    name: str
    address: str
    lon: float
    lat: float
    wheelchair: str


@dataclass(frozen=True)
class Aim:
    """The standard that counts for a group and a way; without `source` only a usual value."""

    limit: int
    unit: str
    measure: str
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class TopicInfo:
    """A topic with its facilities and standards."""

    key: str
    own_name: str
    own_question: str
    icon: str
    group: str
    is_public: bool
    facilities: tuple[Facility, ...]
    aims: Mapping[tuple[str, str], Aim]
    number: int

    @property
    def label(self) -> str:
        """What it is called, in the reader's language for built-in topics."""
        return self.own_name or (str(TOPICS[self.key].name) if self.key in TOPICS else self.key)

    @property
    def question(self) -> str:
        """The question it answers."""
        return self.own_question or (str(TOPICS[self.key].question) if self.key in TOPICS else self.label)

    def aim(self, group: str, way: str) -> Aim:
        """Return the standard for a group and way; else that for everybody, else a usual value."""
        for key in ((group, way), ("alle", way)):
            if key in self.aims:
                return self.aims[key]
        return Aim(USUAL_LIMIT[way], "minutes", STREET)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Return {key of a place: its number among the facilities}."""
        return {facility.pk: row for row, facility in enumerate(self.facilities)}


@dataclass
class World:
    """Everything that pages about supply are made of. Arrays are mapped and read-only.

    xy float64 (n, 2) metres in `epsg`; people int32 (n, groups), multiples of `base`; area int32 (n, divisions), -1: none.
    """

    folder: Path
    version: str
    made: datetime.datetime
    epsg: int
    base_count: int
    groups: tuple[Group, ...]
    divisions: tuple[DivisionInfo, ...]
    topics: dict[str, TopicInfo]
    ways: dict[str, str]
    population: Mapping[str, str]
    network: Mapping[str, str]
    inputs: str
    xy: npt.NDArray[np.float64]
    people: npt.NDArray[np.int32]
    area: npt.NDArray[np.int32]
    figures: dict[str, npt.NDArray[np.float32]]
    outline: Any
    _known: dict[Any, Any] = field(default_factory=dict)
    _lock: Any = field(default_factory=threading.RLock)

    def __len__(self) -> int:
        return len(self.xy)

    @property
    def public_topics(self) -> list[TopicInfo]:
        """Topics that everybody sees."""
        return [topic for topic in self.topics.values() if topic.is_public]

    def by_street(self, way: str) -> bool:
        """Whether times follow streets; else they are reckoned from the straight line."""
        return self.ways[way] == STREET

    def group_number(self, key: str) -> int:
        """Return the column of a group. Raises `KeyError` where the population does not tell it."""
        for number, group in enumerate(self.groups):
            if group.key == key:
                return number
        raise KeyError(key)

    def metres_at(self, lon: float, lat: float) -> npt.NDArray[np.float64]:
        """Return a point (1, 2) in metres."""
        return np.array([crs.transformer(crs.WGS84, self.epsg).transform(lon, lat)])

    def limit_of(self, topic: TopicInfo, group: str, way: str) -> tuple[Aim, int]:
        """Return the standard and its limit: metres where it is measured as the crow flies, else deciseconds."""
        aim = topic.aim(group, way)
        if aim.measure == CROW:
            return aim, aim.limit
        return aim, round(
            aim.limit / self.travel.speed(WAYS[way].profile) * 10
        ) if aim.unit == METRES else aim.limit * 600

    def facilities_xy(self, topic: TopicInfo) -> npt.NDArray[np.float64]:
        """Return the facilities in metres (f, 2)."""
        return self.remember(("facilities", topic.key), lambda: np.load(self.folder / f"facilities-{topic.key}.npy"))

    @cached_property
    def travel(self) -> Any:
        """The searches for travel times."""
        from allmende.know.supply.travel import Travel

        name = self.network.get("folder")
        speeds = {way.profile: way.speed for way in WAYS.values()}
        speeds[MAYBE] = speeds["wheelchair"]
        return Travel(self.folder.parent.parent / "networks" / name if name else None, self.epsg, speeds)

    def origins(self, profile: str) -> Any:
        """Return the origins as places of the searches of a profile."""
        return self.remember(("origins", profile), lambda: self.travel.provider(profile).locate(self.xy))

    def base(self, topic: TopicInfo, profile: str) -> Any:
        """Return the travel times of a topic: `times` (deciseconds of each origin, `FAR` for none) and `change`."""

        def make() -> Any:
            facilities = self.facilities_xy(topic)[serving(topic, profile)]
            folder = self.folder / f"base-{topic.key}-{profile}"
            return self.travel.base(profile, facilities, self.origins(profile), folder)

        return self.remember(("base", topic.key, profile), make)

    def remember(self, name: Any, make: Any) -> Any:
        """Return what `make` returned the first time, for as long as this world is in use."""
        if name not in self._known:
            with self._lock:
                if name not in self._known:
                    self._known[name] = make()
        return self._known[name]


def serving(topic: TopicInfo, profile: str) -> list[int]:
    """Return the rows of the facilities that count for a profile: with a wheelchair those known to be usable."""
    if profile == "wheelchair":
        return [row for row, one in enumerate(topic.facilities) if one.wheelchair == "yes"]
    if profile == MAYBE:
        return [row for row, one in enumerate(topic.facilities) if one.wheelchair != "no"]
    return list(range(len(topic.facilities)))


_held: dict[Path, tuple[Any, World]] = {}
_lock = threading.Lock()


def world_of(municipality: Municipality) -> World | None:
    """Return the world in use for a municipality (or its county); None where none is prepared. No query."""
    home = home_of(municipality)
    try:
        state = (home / "current").stat()
    except FileNotFoundError:
        return None
    mark = (state.st_mtime_ns, state.st_ino)
    held = _held.get(home)
    if held is None or held[0] != mark:
        with _lock:
            held = _held.get(home)
            if held is None or held[0] != mark:
                held = (mark, load(home / "worlds" / (home / "current").read_text().strip()))
                _held[home] = held
    return held[1]


def load(folder: Path) -> World:
    """Map a prepared world."""
    told = json.loads((folder / "manifest.json").read_text())
    made = parse_datetime(told["made"])
    if made is None:
        raise ValueError(f"{folder}: the time in manifest.json cannot be read")
    number = 0
    divisions = []
    for division in told["divisions"]:
        areas = []
        for pk, name, slug in division["areas"]:
            areas.append(AreaInfo(pk, name, slug, number))
            number += 1
        divisions.append(DivisionInfo(division["key"], division["name"], tuple(areas)))
    topics = {
        topic["key"]: TopicInfo(
            topic["key"], topic["name"], topic["question"], topic["icon"], topic["group"], topic["is_public"],
            tuple(Facility(*row) for row in topic["facilities"]),
            {(aim["group"], aim["way"]): Aim(aim["limit"], aim["unit"], aim["measure"], aim["source"], aim["source_url"])
             for aim in topic["aims"]},
            position,
        )
        for position, topic in enumerate(told["topics"])
    }  # fmt: skip
    return World(
        folder=folder,
        version=folder.name,
        made=made,
        epsg=told["epsg"],
        base_count=told["base"],
        groups=tuple(GROUPS[key] for key in told["groups"]),
        divisions=tuple(divisions),
        topics=topics,
        ways=told["ways"],
        population=told["population"],
        network=told["network"],
        inputs=told["inputs"],
        xy=np.load(folder / "xy.npy", mmap_mode="r"),
        people=np.load(folder / "people.npy", mmap_mode="r"),
        area=np.load(folder / "area.npy", mmap_mode="r"),
        figures={name: np.load(folder / f"figures-{name}.npy", mmap_mode="r") for name in FIGURES},
        outline=shapely.from_wkb((folder / "outline.wkb").read_bytes()),
    )


def way_of(key: str) -> Way:
    """Return a way by its key; on foot for an unknown one."""
    return WAYS.get(key, WAYS["zu-fuss"])
