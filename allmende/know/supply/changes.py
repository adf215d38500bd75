# SPDX-License-Identifier: EUPL-1.2
"""What somebody tries out, as it stands in an address. No Django models, no database: text in, values out.

    ?thema=kita&gruppe=u3&weg=zu-fuss&neu=8.67312,49.41022&weg-id=123&verschoben=125@8.67,49.41

`neu` is a new facility, `weg-id` an existing one that closes, `verschoben` an existing one at another point. Points are
kept to five decimals, about a metre. The same question has one address: repetitions and what cannot be read fall away,
and `Asked.problems` says so in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _

MOST = 10
"""So many changes fit into one question."""
TOPIC, GROUP, WAY, NEW, GONE, MOVED = "thema", "gruppe", "weg", "neu", "weg-id", "verschoben"
_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,15})?),(-?\d{1,2}(?:\.\d{1,15})?)\s*", re.ASCII)
_KEY = re.compile(r"[0-9]{1,18}")
_NAME = re.compile(r"[a-z0-9_-]{1,40}")

Point = tuple[float, float]


class Parameters(Protocol):
    """What a `QueryDict` can do."""

    def getlist(self, key: str) -> list[Any]:
        """Return all values of a name."""


@dataclass(frozen=True)
class Changes:
    """Facilities that are new, closed or elsewhere: points as (longitude, latitude), existing ones by the place's key."""

    new: tuple[Point, ...] = ()
    gone: tuple[int, ...] = ()
    moved: tuple[tuple[int, Point], ...] = ()

    def __len__(self) -> int:
        return len(self.new) + len(self.gone) + len(self.moved)

    @property
    def places(self) -> frozenset[int]:
        """The keys of the existing places it speaks of."""
        return frozenset(self.gone) | {place for place, _point in self.moved}

    def parameters(self) -> list[tuple[str, str]]:
        """Return it as parameters of an address."""
        return [
            *((NEW, point_text(point)) for point in self.new),
            *((GONE, str(place)) for place in self.gone),
            *((MOVED, f"{place}@{point_text(point)}") for place, point in self.moved),
        ]

    def only(self, places: Iterable[int]) -> Changes:
        """Return it without what concerns other places than these."""
        known = set(places)
        return replace(
            self,
            gone=tuple(place for place in self.gone if place in known),
            moved=tuple((place, point) for place, point in self.moved if place in known),
        )


@dataclass(frozen=True)
class Asked:
    """A question: topic, group and way of moving by their keys (empty: the first one), and the changes.

    `problems` are sentences about what could not be read.
    """

    topic: str = ""
    group: str = ""
    way: str = ""
    changes: Changes = field(default_factory=Changes)
    problems: tuple[str, ...] = ()

    def query(self, **other: Any) -> str:
        """Return the address part of the question, with `topic`, `group`, `way` or `changes` replaced: `?thema=...`."""
        asked = replace(self, **other)
        named = ((TOPIC, asked.topic), (GROUP, asked.group), (WAY, asked.way))
        return "?" + urlencode(
            [*((name, value) for name, value in named if value), *asked.changes.parameters()], safe=",@"
        )


def read(parameters: Parameters) -> Asked:
    """Read a question from the parameters of an address. Never raises: what is wrong is left out and told."""
    problems: list[str] = []
    changes = _changes(
        (point_of(text) for text in parameters.getlist(NEW)),
        (_key(text) for text in parameters.getlist(GONE)),
        (_moved(text) for text in parameters.getlist(MOVED)),
        problems,
    )
    topic, group, way = (_name(next(iter(parameters.getlist(name)), "")) for name in (TOPIC, GROUP, WAY))
    return Asked(topic, group, way, changes, tuple(problems))


def from_stored(stored: Mapping[str, Any]) -> Changes:
    """Read changes as `to_stored` wrote them."""
    return _changes(
        (tuple(point) for point in stored.get("new", [])),
        iter(stored.get("gone", [])),
        ((place, tuple(point)) for place, point in stored.get("moved", [])),
        [],
    )


def to_stored(changes: Changes) -> dict[str, Any]:
    """Return changes as plain JSON values."""
    return {
        "new": [*map(list, changes.new)],
        "gone": [*changes.gone],
        "moved": [[p, list(at)] for p, at in changes.moved],
    }


def point_text(point: Point) -> str:
    """Return a point as it stands in an address."""
    return f"{point[0]:.5f},{point[1]:.5f}"


def point_of(text: str) -> Point | None:
    """Read a point "longitude,latitude"; None where it is none on this planet."""
    match = _POINT.fullmatch(text) if len(text) < 60 else None
    if not match:
        return None
    lon, lat = float(match[1]), float(match[2])
    return (round(lon, 5), round(lat, 5)) if abs(lon) <= 180 and abs(lat) <= 85 else None


def _changes(
    new: Iterable[Point | None],
    gone: Iterable[int | None],
    moved: Iterable[tuple[int, Point] | None],
    problems: list[str],
) -> Changes:
    """Gather changes: each once, a closed place is not also moved, at most `MOST`."""
    points = dict.fromkeys(new)
    closed = dict.fromkeys(gone)
    places = {pair[0] if pair else None: pair[1] if pair else None for pair in moved}
    if None in points or None in closed or None in places:
        problems.append(_("Ein Teil der Adresse war nicht zu lesen und fehlt hier."))
    left = MOST
    kept_new = [point for point in points if point is not None][:left]
    left -= len(kept_new)
    kept_gone = [place for place in closed if place is not None][:left]
    left -= len(kept_gone)
    elsewhere = [
        (place, at) for place, at in places.items() if place is not None and at is not None and place not in closed
    ]
    kept_moved = elsewhere[:left]
    asked = (
        len([point for point in points if point])
        + len([place for place in closed if place is not None])
        + len(elsewhere)
    )
    if asked > MOST:
        problems.append(_("Mehr als %s Änderungen auf einmal gehen nicht. Gezeigt sind die ersten.") % MOST)
    return Changes(tuple(kept_new), tuple(kept_gone), tuple(kept_moved))


def _key(text: str) -> int | None:
    return int(text) if _KEY.fullmatch(text) else None


def _moved(text: str) -> tuple[int, Point] | None:
    place, _sign, at = text.partition("@")
    key, point = _key(place), point_of(at)
    return None if key is None or point is None else (key, point)


def _name(text: str) -> str:
    return text if _NAME.fullmatch(text) else ""
