# SPDX-License-Identifier: EUPL-1.2
"""Pages of areas ("Mein Quartier") and tours."""

from __future__ import annotations

from typing import Any

import shapely
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from allmende.commons.places import area_links, area_queries, queries
from allmende.commons.places import index as place_index
from allmende.commons.places.area_queries import TourPage
from allmende.commons.places.models import TourStop
from allmende.commons.places.search import Search, parse
from allmende.commons.places.spots import spots
from allmende.commons.places.views import tiles_address


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """List all areas; with `nahe` or `pos`, say which ones lie there."""
    municipality = request.municipality  # type: ignore[attr-defined]
    asked = parse(request.GET)
    label, point = asked.nahe, None
    meant = []
    if asked.nahe:
        meant = spots(place_index.current(), queries.scope_of(municipality).municipalities, asked.nahe)
        if meant:
            label, point = meant[0].label, (meant[0].lon, meant[0].lat)
    elif asked.pos:
        point = (asked.pos[1], asked.pos[0])
    here = area_queries.areas_at(municipality, *point) if point else []
    overview = area_queries.overview(municipality)
    context = {
        "asked": asked,
        "label": label,
        "point": point,
        "meant": meant,
        "other_spots": [(spot, Search(nahe=spot.label).query()) for spot in meant[1:]],
        "here": [(area, area_queries.area_url(area)) for area in here],
        "divisions": overview.divisions,
        "shapes": area_queries.outline(here, area_queries.COARSE) if here else overview.shapes,
        "bounds": list(shapely.total_bounds([area.geom for area in here])) if here else overview.bounds,
    }
    response = render(request, "places/areas.html", context)
    if asked.pos:
        patch_cache_control(response, no_store=True)
    return response


@require_safe
def area(request: HttpRequest, division: str, slug: str) -> HttpResponse:
    """Show one area: what is there."""
    page = area_queries.area_page(request.municipality, division, slug)  # type: ignore[attr-defined]
    if page is None:
        raise Http404
    search = reverse("places:search")
    within = Search(gebiet=page.area.pk)
    groups = [
        {
            "group": count.group,
            "total": count.total,
            "url": search + within.query(gruppe=count.group.key),
            "categories": [(one, n, search + within.query(kategorie=(one.key,))) for one, n in count.categories],
        }
        for count in page.groups
    ]
    context = {
        "page": page,
        "area": page.area,
        "groups": groups,
        "featured": [(one, n, near, search + within.query(kategorie=(one.key,))) for one, n, near in page.featured],
        "shapes": area_queries.outline([page.area]),
        "tiles": tiles_address(within, page.index, page.scope),
        "bounds": list(page.area.geom.bounds),
        "link": search + "{id}/",
        "all_url": search + within.query(),
        "links": area_links.links(request.municipality, division, slug),  # type: ignore[attr-defined]
        "related": [
            (title, [(other, area_queries.area_url(other)) for other in others])
            for title, others in (("within", page.within), ("parts", page.parts), ("neighbours", page.neighbours))
        ],
    }
    return render(request, "places/area.html", context)


@require_safe
def tours(request: HttpRequest) -> HttpResponse:
    """List the tours."""
    return render(request, "places/tours.html", {"tours": area_queries.tours(request.municipality)})  # type: ignore[attr-defined]


def _tour(request: HttpRequest, slug: str) -> TourPage:
    page = area_queries.tour_page(request.municipality, slug)  # type: ignore[attr-defined]
    if page is None:
        raise Http404
    return page


@require_safe
def tour(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a tour with all its stops; printed, it is the leaflet to take along."""
    page = _tour(request, slug)
    address = settings.BASE_URL + reverse("places:tour", args=[slug])
    context = {"page": page, "tour": page.tour, **_tour_map(page), "short_url": address}
    return render(request, "places/tour.html", context)


@require_safe
def stop(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Show one stop of a tour, with the way to the next."""
    page = _tour(request, slug)
    found = next((one for one in page.stops if one.position == position), None)
    if found is None:
        return redirect("places:tour", slug)
    before, after = page.neighbours(found)
    context = {
        "page": page,
        "tour": page.tour,
        "stop": found,
        "number": page.stops.index(found) + 1,
        "before": before,
        "after": after,
        **_tour_map(page),
        "bounds": [found.geom.x - 0.004, found.geom.y - 0.0025, found.geom.x + 0.004, found.geom.y + 0.0025],
    }
    return render(request, "places/stop.html", context)


def _tour_map(page: TourPage) -> dict[str, Any]:
    def feature(number: int, one: TourStop) -> dict[str, Any]:
        return {
            "type": "Feature",
            "id": one.pk,
            "geometry": {"type": "Point", "coordinates": [one.geom.x, one.geom.y]},
            "properties": {
                "name": one.title,
                "label": str(number),
                "url": reverse("places:stop", args=[page.tour.slug, one.position]),
            },
        }

    west, south, east, north = shapely.total_bounds([one.geom for one in page.stops])
    way = {"type": "Feature", "geometry": shapely.geometry.mapping(page.line), "properties": {"name": page.tour.title}}
    return {
        "points": {"type": "FeatureCollection", "features": [feature(n, one) for n, one in enumerate(page.stops, 1)]},
        "shapes": {"type": "FeatureCollection", "features": [] if page.line.is_empty else [way]},
        "bounds": [west - 0.001, south - 0.001, east + 0.001, north + 0.001],
    }
