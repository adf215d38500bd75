# SPDX-License-Identifier: EUPL-1.2
"""What places feed into the search of the whole site: places and walks, with the words people call them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from allmende.commons.places.categories import catalogue
from allmende.commons.places.models import Area, Place, Tour, TourStop
from allmende.core.municipality.queries import family
from allmende.core.search.actions import follow
from allmende.core.search.registry import Document, Kind, Scope, Shown, Source

PLACE, TOUR = "place", "tour"
BATCH = 2000


def _numbers(keys: Collection[str], prefix: str) -> list[int]:
    return [int(key.removeprefix(prefix)) for key in keys if key.startswith(prefix) and key[len(prefix) :].isdecimal()]


def key_of(place: Any) -> str:
    """Return the key of a place or tour in the search."""
    return f"{TOUR if isinstance(place, Tour) else PLACE}-{place.pk}"


def _places(scope: Scope, keys: Collection[str] | None) -> Any:
    rows = Place.objects.listed().filter(municipality__in=list(family(scope.municipality).values_list("pk", flat=True)))
    return rows if keys is None else rows.filter(pk__in=_numbers(keys, "place-"))


def _tours(scope: Scope, keys: Collection[str] | None) -> Any:
    rows = Tour.objects.filter(municipality__in=family(scope.municipality), is_published=True, language=scope.language)
    return rows if keys is None else rows.filter(pk__in=_numbers(keys, "tour-"))


def documents(scope: Scope, keys: Collection[str] | None = None) -> Iterator[Document]:
    """Yield listed places and published walks. Queries: two per 2,000 places, three more."""
    quarters = Area.objects.filter(division__is_public=True).filter(
        Q(division__kind="quarters") | Q(division__kind="towns")
    )
    rows = _places(scope, keys).order_by("pk").prefetch_related(Prefetch("areas", quarters.only("pk", "name")))
    with override(scope.language):
        words = {category.key: _words(category) for category in catalogue().categories.values()}
    for place in rows.iterator(chunk_size=BATCH):
        if place.category in words:
            yield Document(key_of(place), PLACE, place.name, _text(place, words[place.category]))
    for tour in _tours(scope, keys).prefetch_related("stops"):
        stops = [part for stop in tour.stops.all() for part in (stop.title, stop.text)]
        yield Document(key_of(tour), TOUR, tour.title, "\n".join(filter(None, [tour.summary, tour.text, *stops])))


def _words(category: Any) -> str:
    return ", ".join(dict.fromkeys(map(str, (category.one, category.many, *category.words))))


def _text(place: Place, words: str) -> str:
    street = f"{place.street} {place.house_number}".strip()
    town = f"{place.postcode} {place.city}".strip()
    areas = [area.name for area in place.areas.all() if area.name != place.city]
    lines = (
        place.description,
        words,
        ", ".join(filter(None, [street, town, *areas])),
        place.phone,
        place.accessibility_note,
    )
    return "\n".join(filter(None, lines))


def shown(scope: Scope, keys: Collection[str]) -> Mapping[str, Shown]:
    """Return how these are shown now (three queries at most)."""
    from allmende.commons.places.queries import place_url

    result = {}
    with override(scope.language):
        if any(key.startswith("place-") for key in keys):
            known = catalogue().categories
            for place in _places(scope, keys):
                street = f"{place.street} {place.house_number}".strip()
                category = known.get(place.category)
                trail = ", ".join(filter(None, [str(category.one) if category else "", street, place.city]))
                result[key_of(place)] = Shown(place_url(place), place.name, trail)
        if any(key.startswith("tour-") for key in keys):
            for tour in _tours(scope, keys):
                result[key_of(tour)] = Shown(reverse("places:tour", args=[tour.slug]), tour.title)
    return result


def _on_the_map(words: str) -> tuple[Any, str]:
    query = f"?{urlencode({'q': words})}" if words else ""
    return _("Orte mit Karte, Öffnungszeiten und Filtern suchen"), reverse("places:search") + query


def follow_tours() -> None:
    """Keep the search in step with walks, which editors change one by one. Places tell it themselves (models.py)."""
    follow("places", Tour, lambda tour: [key_of(tour)])
    follow("places", TourStop, lambda stop: [f"{TOUR}-{stop.tour_id}"])


SOURCES = [
    Source(
        name="places",
        kinds={PLACE: Kind(pgettext_lazy("place", "Ort"), _("Orte")), TOUR: Kind(_("Rundgang"), _("Rundgänge"))},
        documents=documents,
        shown=shown,
        elsewhere=_on_the_map,
    )
]
