# SPDX-License-Identifier: EUPL-1.2
"""Where is "Hauptstraße 5"? Looked up in our own addresses, streets, areas, towns and places; nobody else is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Avg, Max, Min
from django.utils.translation import gettext as _

from allmende.commons.places.index import Index
from allmende.commons.places.models import Address, Area, Place
from allmende.commons.places.words import fold
from allmende.core.municipality.models import Municipality


@dataclass(frozen=True)
class Spot:
    """A point somebody may mean, and how to name it."""

    label: str
    lon: float
    lat: float
    kind: str


@dataclass(frozen=True)
class _Entry:
    """A name of the gazetteer with the words it is found by."""

    words: tuple[str, ...]
    spot: Spot


ADDRESS, STREET, AREA, TOWN, PLACE = "address", "street", "area", "town", "place"
_ORDER = (TOWN, AREA, STREET)
MOST = 6


def spots(index: Index, municipalities: frozenset[int], text: str) -> list[Spot]:
    """Return what a text may mean, the likeliest first, at most six.

    A house number is looked up among the addresses, then among those of places; without one, towns, areas and streets
    are compared with the text word by word, then places by name. At most three queries, the gazetteer only when the
    data changed.
    """
    words = fold(text)
    if not words:
        return []
    number = next((word for word in words[1:] if word[0].isdigit() and len(word) < 5), "")
    if number:
        rest = [word for word in words if word != number]
        found = _at_number(index, municipalities, rest, number)
        if found:
            return found[:MOST]
        words = rest
    entries: Sequence[_Entry] = index.remember(("gazetteer", municipalities), lambda: _gazetteer(municipalities))
    matching = [
        (entry.words != tuple(words), _ORDER.index(entry.spot.kind), len(entry.words), entry.spot.label, entry.spot)
        for entry in entries
        if all(any(known.startswith(word) for known in entry.words) for word in words)
    ]
    if matching:
        return [spot for *_, spot in sorted(matching, key=lambda item: item[:-1])[:MOST]]
    return _places(index, municipalities, words)


def _at_number(index: Index, municipalities: frozenset[int], words: Sequence[str], number: str) -> list[Spot]:
    """Return addresses with this number whose street is some of the words, the others being postcode or town."""
    splits = {
        "".join(words[start:end]): [*words[:start], *words[end:]]
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    }
    mask = np.zeros(len(index), dtype=bool)
    for word in words:
        mask |= index.with_word(word)  # a word of the street may be joined or shortened
    mask &= index.of_municipalities(municipalities) & index.with_exact_word(number)
    rows: Iterable[Any] = [
        *Address.objects.filter(
            municipality__in=municipalities, street_key__in=splits, house_number__istartswith=number
        )[:200],
        *Place.objects.filter(pk__in=index.key[mask][:200].tolist())
        .exclude(street="")
        .only("street", "house_number", "postcode", "city", "geom"),
    ]
    found: dict[str, tuple[int, Spot]] = {}
    for row in rows:
        others = splits.get("".join(fold(row.street)))
        if others is None or "".join(fold(row.house_number)) != number:
            continue
        known = fold(f"{row.postcode} {row.city}")
        if all(any(part.startswith(word) for part in known) for word in others):
            label = _address(row)
            found.setdefault(label, (len(others), Spot(label, row.geom.x, row.geom.y, ADDRESS)))
    return [spot for _, spot in sorted(found.values(), key=lambda item: (item[0], item[1].label))]


def _address(row: Any) -> str:
    return ", ".join(filter(None, [f"{row.street} {row.house_number}".strip(), f"{row.postcode} {row.city}".strip()]))


def _gazetteer(municipalities: frozenset[int]) -> list[_Entry]:
    """Return towns, public areas and streets with a point each (four queries, once per change of the data)."""
    towns = Municipality.objects.filter(pk__in=municipalities, kind=Municipality.Kind.TOWN, geom__isnull=False)
    entries = [_entry(town.name, town.geom.representative_point(), TOWN) for town in towns]
    areas = Area.objects.filter(
        division__is_public=True, division__municipality__in=municipalities, valid_to__isnull=True
    ).exclude(division__kind="grid")
    entries.extend(_entry(area.name, area.geom.representative_point(), AREA) for area in areas)
    streets: dict[tuple[str, str], Spot] = {}
    for source in (Address.objects.all(), Place.objects.listed().exclude(street="")):
        rows = (
            source.filter(municipality__in=municipalities)
            .order_by()
            .values_list("street", "city")
            .annotate(lon=Avg("geom_west"), lat=Avg("geom_south"), west=Min("geom_west"), east=Max("geom_west"))
        )
        for street, city, lon, lat, west, east in rows:
            if east - west < 0.05:  # the same name in two villages that share their city's name: no middle between them
                label = ", ".join(filter(None, [street, city]))
                streets.setdefault((street, city), Spot(label, lon, lat, STREET))
    entries.extend(_Entry(tuple(fold(spot.label)), spot) for spot in streets.values())
    return entries


def _entry(name: str, point: Any, kind: str) -> _Entry:
    return _Entry(tuple(fold(name)), Spot(name, point.x, point.y, kind))


def _places(index: Index, municipalities: frozenset[int], words: Sequence[str]) -> list[Spot]:
    mask = index.of_municipalities(municipalities).copy()
    for word in words:
        mask &= index.with_word(word)
    keys = index.key[mask][:MOST].tolist()
    return [Spot(place.name, place.geom.x, place.geom.y, PLACE) for place in Place.objects.filter(pk__in=keys)]


def kind_name(kind: str) -> str:
    """Return what a spot is, in German, for lists of several."""
    return {
        ADDRESS: _("Adresse"),
        STREET: _("Straße"),
        AREA: _("Ortsteil"),
        TOWN: _("Ort"),
        PLACE: _("Einrichtung"),
    }[kind]
