# SPDX-License-Identifier: EUPL-1.2
"""Reads for area pages ("Mein Quartier") and tours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from shapely.geometry.base import BaseGeometry

from allmende.commons.places import index as place_index
from allmende.commons.places.categories import catalogue
from allmende.commons.places.index import Index
from allmende.commons.places.memberships import locate
from allmende.commons.places.models import Area, Division, Tour, TourStop
from allmende.commons.places.queries import Card, GroupCount, cards_of, public_areas, scope_of
from allmende.commons.places.search import Scope, Search, find
from allmende.core.freshness.memory import remember
from allmende.core.geo import crs
from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family

WALKING_SPEED = 4.5 * 1000 / 3600
"""Metres per second: a leisurely walk (FGSV, Hinweise zum Nahverkehr, reckon 4 to 5 km/h)."""
COARSE = 0.0002
"""Degrees by which outlines are simplified on the overview map: about 20 m."""
DETOUR = 1.3
"""How much longer a way on foot is than the straight line, in built-up areas."""
FEATURED = ("doctor", "pharmacy", "kindergarten", "school", "supermarket", "bus_stop", "playground", "toilets", "wifi")


@dataclass(frozen=True)
class DivisionList:
    """A division and its areas in order, each with the number of places."""

    division: Division
    areas: list[Area]


@dataclass(frozen=True)
class Overview:
    """All public areas of a municipality, and the outlines of the first division for the map."""

    divisions: list[DivisionList]
    shapes: dict[str, Any]
    bounds: list[float] | None


def overview(municipality: Municipality) -> Overview:
    """Return the areas as the overview shows them (two queries, none where remembered)."""

    def read() -> Overview:
        found = divisions(municipality)
        shown = found[0].areas if found else []
        bounds = list(shapely.total_bounds([area.geom for area in shown])) if shown else None
        return Overview(found, outline(shown, COARSE), bounds)

    return remember("places", ("areas", municipality.pk, get_language(), timezone.localdate()), read)


def divisions(municipality: Municipality) -> list[DivisionList]:
    """Return the public divisions with their areas and `places_count` (two queries)."""
    areas = public_areas(municipality).annotate(places_count=Count("memberships"))
    result: dict[int, DivisionList] = {}
    for area in areas:
        result.setdefault(area.division_id, DivisionList(area.division, [])).areas.append(area)
    return list(result.values())


def areas_at(municipality: Municipality, lon: float, lat: float) -> list[Area]:
    """Return the public areas that hold a point, one per division, the smallest first (one query)."""
    candidates = list(public_areas(municipality).filter(geom__bbox=(lon, lat, lon, lat)).order_by("division_id", "key"))
    (lies_in,) = locate(candidates, np.array([shapely.Point(lon, lat)], dtype=object))
    found = [area for area in candidates if area.pk in lies_in.values()]
    return sorted(found, key=lambda area: area.geom.area)


@dataclass(frozen=True)
class AreaPage:
    """Everything the page of an area shows."""

    area: Area
    size_km2: float
    groups: list[GroupCount]
    total: int
    featured: list[tuple[Any, int, Card | None]]
    within: list[Area]
    parts: list[Area]
    neighbours: list[Area]
    index: Index
    scope: Scope


def area_page(municipality: Municipality, division: str, slug: str) -> AreaPage | None:
    """Return the page of a public area; None where there is none. At most ten queries.

    `featured` names some categories everybody asks for, how many of them the area has, and the nearest one to its
    middle where it has none.
    """
    areas = public_areas(municipality)
    area = areas.filter(division__key=division, slug=slug).first()
    if area is None:
        return None
    index, scope = place_index.current(), scope_of(municipality)
    found = find(index, Search(gebiet=area.pk), scope)
    counts = dict(zip(catalogue().categories.values(), found.per_category.tolist(), strict=True))
    groups = []
    for group in catalogue().groups.values():
        of_group = [(category, n) for category, n in counts.items() if category.group == group and n]
        if of_group:
            groups.append(GroupCount(group, sum(n for _, n in of_group), of_group))
    around = list(areas.filter(geom__bbox=area.geom.bounds).exclude(pk=area.pk).prefetch_related(None))
    touching = [other for other in around if other.geom.intersects(area.geom)]
    middle = area.geom.representative_point()
    return AreaPage(
        area=area,
        size_km2=crs.to_metric(area.geom).area / 1e6,
        groups=groups,
        total=found.total,
        featured=_featured(index, scope, counts, middle),
        within=[other for other in touching if other.geom.contains(middle) and other.geom.area > area.geom.area * 1.01],
        parts=[
            other
            for other in touching
            if other.division_id != area.division_id
            and other.geom.area < area.geom.area * 0.99
            and area.geom.contains(other.geom.representative_point())
        ],
        neighbours=[other for other in touching if other.division_id == area.division_id],
        index=index,
        scope=scope,
    )


def _featured(
    index: Index, scope: Scope, counts: dict[Any, int], middle: BaseGeometry
) -> list[tuple[Any, int, Card | None]]:
    """Return (category, how many here, the nearest elsewhere where there is none here); one query."""
    metres = index.distances(middle.x, middle.y)
    listed = index.of_municipalities(scope.municipalities)
    codes = list(catalogue().categories)
    nearest: dict[str, int] = {}
    for key in FEATURED:
        if not counts[catalogue().categories[key]]:
            rows = np.flatnonzero(listed & (index.category == codes.index(key)))
            if len(rows):
                nearest[key] = int(rows[np.argmin(metres[rows])])
    rows_of_nearest = list(nearest.values())
    cards = cards_of(index.key[rows_of_nearest].tolist(), scope, metres[rows_of_nearest].tolist())
    by_category = {card.place.category: card for card in cards}
    return [
        (catalogue().categories[key], counts[catalogue().categories[key]], by_category.get(key))
        for key in FEATURED
        if counts[catalogue().categories[key]] or key in by_category
    ]


def outline(areas: Sequence[Area], tolerance: float = 0.00005) -> dict[str, Any]:
    """Return GeoJSON of the areas for a map, simplified by about 5 m, with the address of each page."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": area.pk,
                "geometry": shapely.geometry.mapping(area.geom.simplify(tolerance)),
                "properties": {"name": area.name, "url": area_url(area)},
            }
            for area in areas
        ],
    }


def area_url(area: Area) -> str:
    """Return the address of an area's page."""
    return reverse("places:area", args=[area.division.key, area.slug])


# --- Tours --------------------------------------------------------------------------------------------------------


def tours(municipality: Municipality) -> QuerySet[Tour]:
    """Return the published tours of the municipality and its towns, with `stops_count`."""
    return (
        Tour.objects.filter(municipality__in=family(municipality), is_published=True)
        .annotate(stops_count=Count("stops"))
        .filter(stops_count__gt=0)
        .order_by("title")
    )


@dataclass(frozen=True)
class TourPage:
    """A tour with its stops, its length and the time it takes."""

    tour: Tour
    stops: list[TourStop]
    metres: float
    is_measured: bool
    line: BaseGeometry

    @property
    def minutes(self) -> int:
        """Walking time without stays, rounded up to five minutes."""
        return int(-(-self.metres / WALKING_SPEED // 300) * 5)

    def neighbours(self, stop: TourStop) -> tuple[TourStop | None, TourStop | None]:
        """Return the stops before and after."""
        place = self.stops.index(stop)
        return (
            self.stops[place - 1] if place else None,
            self.stops[place + 1] if place + 1 < len(self.stops) else None,
        )


def tour_page(municipality: Municipality, slug: str) -> TourPage | None:
    """Return a published tour; None where there is none (three queries, with pictures two more)."""
    stops = (
        TourStop.objects.select_related("place", "picture").prefetch_related("picture__renditions").order_by("position")
    )
    tour = tours(municipality).filter(slug=slug).prefetch_related(Prefetch("stops", stops)).first()
    return page_of(tour) if tour else None


def page_of(tour: Tour) -> TourPage:
    """Return the page of a tour whose stops are there.

    The length is that of the drawn way; without one, of the straight lines between the stops times 1.3, which the page
    says.
    """
    listed = list(tour.stops.all())
    points = [stop.geom for stop in listed]
    straight = shapely.LineString(points) if len(points) > 1 else shapely.LineString()
    line = tour.path if tour.path is not None else straight
    metres = crs.to_metric(line).length if not line.is_empty else 0.0
    return TourPage(tour, listed, metres if tour.path is not None else metres * DETOUR, tour.path is not None, line)
