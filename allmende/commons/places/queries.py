# SPDX-License-Identifier: EUPL-1.2
"""Reads of places, with a fixed number of SQL queries each. Counts and filters come from the index (see `index.py`)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.cases.models import Case
from allmende.commons.places import index as place_index
from allmende.commons.places import opening
from allmende.commons.places.categories import Category, Group, catalogue
from allmende.commons.places.index import Index, Rows
from allmende.commons.places.models import Area, Place, PlacePicture
from allmende.commons.places.search import Found, Scope, Search, find, ways_out
from allmende.commons.places.spots import Spot, spots
from allmende.commons.places.words import fold
from allmende.core.freshness.memory import remember
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys

PER_PAGE = 20
NEARBY = 6


def local_now() -> datetime.datetime:
    """Return the wall time here, without zone, as opening hours want it."""
    return timezone.localtime().replace(tzinfo=None)


def place_url(place: Any) -> str:
    """Return the address of a place's page."""
    return reverse("places:place", args=[place.pk, "-".join(fold(place.name)) or "ort"])


def case_links(case: Case) -> list[tuple[Any, str]]:
    """Return the pages that belong to a case about a place (one query)."""
    place = Place.objects.filter(reports__case=case).first()
    if place is None:
        return []
    return [
        (_("Seite des Ortes"), place_url(place)),
        (_("Ort bearbeiten"), reverse("places_staff:edit", args=[place.pk])),
    ]


def scope_of(municipality: Municipality) -> Scope:
    """Return whose places are shown: the municipality and, for a county, its towns (one query)."""
    return Scope(family_keys(municipality), local_now(), municipality.land)


@dataclass(frozen=True)
class Card:
    """A place in a list."""

    place: Place
    land: str
    now: datetime.datetime
    metres: float | None = None

    @property
    def category(self) -> Category | None:
        """The category, or None where the catalogue no longer has it."""
        return catalogue().categories.get(self.place.category)

    @cached_property
    def status(self) -> opening.Status | None:
        """Whether it is open, in words."""
        return opening.status(self.place.opening_hours, self.land, self.now)

    @property
    def address(self) -> str:
        """Street, number and town in one line."""
        place = self.place
        return ", ".join(filter(None, [f"{place.street} {place.house_number}".strip(), place.city]))


@dataclass(frozen=True)
class GroupCount:
    """A group, how many places it has in the search, and the same for its categories."""

    group: Group
    total: int
    categories: list[tuple[Category, int]]


@dataclass(frozen=True)
class SearchPage:
    """Everything the search page shows."""

    index: Index
    search: Search
    scope: Scope
    found: Found
    spots: list[Spot]
    cards: list[Card]
    page: Page[Any]

    @property
    def total(self) -> int:
        """How many places were found."""
        return self.found.total

    @cached_property
    def groups(self) -> list[GroupCount]:
        """Groups and categories that the search finds something in, whatever category is chosen."""
        counts = dict(zip(catalogue().categories.values(), self.found.per_category.tolist(), strict=True))
        result = []
        for group in catalogue().groups.values():
            of_group = [(category, n) for category, n in counts.items() if category.group == group and n]
            if of_group:
                result.append(GroupCount(group, sum(n for _, n in of_group), of_group))
        return result

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of what was found; of all places when nothing was."""
        rows = self.found.rows
        if not len(rows):
            rows = np.flatnonzero(self.index.of_municipalities(self.scope.municipalities))
        return bounds_of(self.index, rows)

    @cached_property
    def ways_out(self) -> list[tuple[str, Search, int]]:
        """What to leave out when nothing was found."""
        return ways_out(self.index, self.search, self.scope)


def bounds_of(index: Index, rows: Rows) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of some rows, at least 200 m wide; None for no row."""
    if not len(rows):
        return None
    lon, lat = index.lon[rows], index.lat[rows]
    margin = 0.0015
    return float(lon.min()) - margin, float(lat.min()) - margin, float(lon.max()) + margin, float(lat.max()) + margin


def resolve(municipality: Municipality, search: Search) -> tuple[Index, Search, Scope, list[Spot]]:
    """Return the index, the search as it can be done, its scope with the centre, and what `nahe` may mean.

    At most four queries (token, municipalities, addresses and places at a house number), more only when the data
    changed and the gazetteer is read anew.
    """
    index = place_index.current()
    scope = scope_of(municipality)
    meant = spots(index, scope.municipalities, search.nahe) if search.nahe else []
    if meant:
        scope = replace(scope, centre=(meant[0].lon, meant[0].lat))
    elif search.pos is not None and not search.nahe:
        scope = replace(scope, centre=(search.pos[1], search.pos[0]))
    return index, search, scope, meant


def search_page(municipality: Municipality, search: Search, number: Any) -> SearchPage:
    """Return one page of the search: the queries of `resolve`, one for an area, one for the rows shown."""
    index, search, scope, meant = resolve(municipality, search)
    found = find(index, search, scope)
    page = Paginator(found.rows, PER_PAGE).get_page(number)
    start = page.start_index() - 1 if found.total else 0
    metres = None if found.metres is None else found.metres[start : start + PER_PAGE].tolist()
    cards = cards_of(index.key[page.object_list].tolist(), scope, metres)
    return SearchPage(index, search, scope, found, meant, cards, page)


def cards_of(keys: Sequence[int], scope: Scope, metres: Sequence[float] | None = None) -> list[Card]:
    """Return the places with these keys in this order (one query); what is gone meanwhile is left out."""
    places = Place.objects.in_bulk(keys)
    distances: Sequence[float | None] = metres if metres is not None else [None] * len(keys)
    return [
        Card(places[key], scope.land, scope.now, far) for key, far in zip(keys, distances, strict=True) if key in places
    ]


def public_areas(municipality: Municipality) -> QuerySet[Area]:
    """Return today's areas of the public divisions of the county or town (without the grid), with their division."""
    today = timezone.localdate()
    return (
        Area.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            valid_from__lte=today,
            division__is_public=True,
            division__municipality__in=family_keys(municipality),
        )
        .exclude(division__kind="grid")
        .select_related("division")
        .order_by("division__kind", "division__name", "name", "key")
    )


def area_choices(municipality: Municipality) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return [(name of the division, [(key of the area, name)])] for a select (one query, none where remembered)."""
    return remember("places", ("choices", municipality.pk, timezone.localdate()), lambda: _area_choices(municipality))


def _area_choices(municipality: Municipality) -> list[tuple[str, list[tuple[int, str]]]]:
    choices: dict[str, list[tuple[int, str]]] = {}
    for division, key, name in public_areas(municipality).values_list("division__name", "pk", "name"):
        choices.setdefault(division, []).append((key, name))
    return list(choices.items())


@dataclass(frozen=True)
class PlacePage:
    """Everything the page of a place shows."""

    card: Card
    pictures: list[PlacePicture]
    areas: list[Area]
    week: list[opening.Day]
    notes: list[str]
    nearby: list[Card]

    @property
    def place(self) -> Place:
        """The place itself."""
        return self.card.place


def place_page(municipality: Municipality, key: int) -> PlacePage | None:
    """Return the page of a published place of the municipality or its towns; None where there is none.

    Also places that vanished from their source have a page, which says so. Eight queries at most.
    """
    scope = scope_of(municipality)
    pictures = PlacePicture.objects.select_related("picture").prefetch_related("picture__renditions")
    areas = (
        Area.objects.filter(division__is_public=True)
        .exclude(division__kind="grid")
        .select_related("division")
        .defer("geom")
    )
    place = (
        Place.objects.filter(pk=key, is_published=True, municipality__in=scope.municipalities)
        .prefetch_related(Prefetch("pictures", pictures), Prefetch("areas", areas))
        .first()
    )
    if place is None:
        return None
    readable = opening.is_readable(place.opening_hours)
    return PlacePage(
        card=Card(place, scope.land, scope.now),
        pictures=list(place.pictures.all()),
        areas=sorted(place.areas.all(), key=lambda area: (area.division.kind, area.name)),
        week=opening.week(place.opening_hours, scope.land, scope.now.date()) if readable else [],
        notes=opening.notes(place.opening_hours) if readable else [],
        nearby=_nearby(scope, place),
    )


def _nearby(scope: Scope, place: Place) -> list[Card]:
    """Return the nearest other places within 500 m, of different categories first of all (two queries)."""
    index = place_index.current()
    metres = index.distances(place.geom.x, place.geom.y)
    close = np.flatnonzero((metres <= 500) & index.of_municipalities(scope.municipalities) & (index.key != place.pk))
    close = close[np.argsort(metres[close], kind="stable")]
    _, first = np.unique(index.category[close], return_index=True)
    chosen = close[np.sort(first)][:NEARBY]
    return cards_of(index.key[chosen].tolist(), scope, metres[chosen].tolist())
