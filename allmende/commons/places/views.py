# SPDX-License-Identifier: EUPL-1.2
"""Pages of places: search, map data, exports, the page of a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.places import queries
from allmende.commons.places.categories import catalogue, choices
from allmende.commons.places.exports import csv, geojson
from allmende.commons.places.index import Index
from allmende.commons.places.models import Place
from allmende.commons.places.points import PlacePoints, features, within
from allmende.commons.places.search import BY_NAME, DEFAULT_RADIUS, FLAG_NAMES, RADII, Scope, Search, find, parse
from allmende.commons.places.templatetags.places import distance
from allmende.core.maps.points import point_tile

MOST_FEATURES = 2000
SELECTED = mark_safe(" selected")
SOURCES = {"osm": "OpenStreetMap", "demo": gettext_lazy("erfunden für die Vorführung")}
"""Names of sources for people, where the short one that importers use says little."""


def revision_of(asked: Search, index: Index, scope: Scope) -> str:
    """Return a text that changes whenever the points of a search do."""
    return f"{str(index.token)[:13]}{f'{scope.now:%Y%m%d%H%M}' if asked.offen else ''}"


def tiles_address(asked: Search, index: Index, scope: Scope) -> str:
    """Return the address of the tiles with the places of a search, as the map component wants it."""
    parameters = urlencode([*asked.parameters(), ("v", revision_of(asked, index, scope))])
    return f"{reverse('places:search')}kacheln/{{z}}/{{x}}/{{y}}.mvt?{parameters}"


def _flag_label(name: str) -> str:
    return {
        "rollstuhl": _("mit dem Rollstuhl nutzbar sind (auch teilweise)"),
        "stufenlos": _("ohne Stufen zugänglich sind"),
        "wc": _("ein barrierefreies WC haben"),
        "hoeren": _("Hilfe beim Hören bieten"),
        "tasten": _("ein Leitsystem zum Tasten haben"),
    }[name]


def _chips(search: Search, areas: list[Any]) -> list[tuple[str, str]]:
    """Return (what is filtered, address without it) for each filter in use."""
    known = catalogue()
    chips = []
    if search.q:
        chips.append((_("„%s“") % search.q, search.query(q="")))
    if search.gruppe:
        chips.append((known.groups[search.gruppe].name, search.query(gruppe="")))
    chips.extend(
        (known.categories[key].many, search.query(kategorie=tuple(other for other in search.kategorie if other != key)))
        for key in search.kategorie
    )
    if search.gebiet:
        names = {key: name for _division, listed in areas for key, name in listed}
        chips.append((names.get(search.gebiet, _("Gebiet")), search.query(gebiet=None)))
    if search.nahe:
        chips.append((_("nahe „%s“") % search.nahe, search.query(nahe="", umkreis=0)))
    elif search.pos:
        chips.append((_("in meiner Nähe"), search.query(pos=None, umkreis=0)))
    if search.offen:
        chips.append((_("jetzt geöffnet"), search.query(offen=False)))
    chips.extend((_flag_label(name), search.query(**{name: False})) for name in FLAG_NAMES if getattr(search, name))
    return chips


def _ways_out(found: queries.SearchPage, areas: list[Any]) -> list[tuple[str, str, int]]:
    """Return (what to do, address, how many places that finds) for a search without results."""
    texts = {
        "q": _("ohne das Suchwort"),
        "gruppe": _("in allen Kategorien"),
        "kategorie": _("in allen Kategorien"),
        "gebiet": _("in allen Gebieten"),
        "nahe": _("überall"),
        "pos": _("überall"),
        "offen": _("auch geschlossene"),
    }
    result = []
    for name, search, total in found.ways_out:
        text = texts.get(name)
        if name.startswith("only:"):
            (text, _address), *_rest = _chips(search, areas)
            text = _("nur %s") % text
        elif name == "umkreis":
            text = _("im Umkreis von %s") % distance(search.radius)
        elif name in FLAG_NAMES:
            text = _("ohne „%s“") % _flag_label(name)
        result.append((text or "", search.query(), total))
    return result


def options(groups: Iterable[tuple[Any, Iterable[tuple[Any, Any]]]], chosen: Collection[Any]) -> SafeString:
    """Return the options of a long select, in groups. Written here, as some hundred of them cost a template 10 ms."""
    parts: list[str] = []
    for label, items in groups:
        parts.append(f'<optgroup label="{conditional_escape(label)}">')
        parts.extend(
            f'<option value="{conditional_escape(key)}"{SELECTED if key in chosen else ""}>{conditional_escape(name)}</option>'
            for key, name in items
        )
        parts.append("</optgroup>")
    return SafeString("".join(parts))  # each value was escaped above


def _narrowing(asked: Search, found: queries.SearchPage) -> dict[str, Any]:
    """Return groups to choose from while none is chosen, else the categories of the chosen one, with counts."""
    if not asked.gruppe and not asked.kategorie:
        counts = [
            {"group": one.group, "total": one.total, "url": asked.query(gruppe=one.group.key)} for one in found.groups
        ]
        return {"groups_open": len(counts) > 1, "group_counts": counts}
    chosen = asked.gruppe or catalogue().categories[asked.kategorie[0]].group.key
    of_group = [one for one in found.groups if one.group.key == chosen]
    return {
        "siblings": [
            (category, n, asked.query(gruppe="", kategorie=(category.key,)), category.key in asked.kategorie)
            for one in of_group
            for category, n in one.categories
        ]
    }


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search for places; htmx gets the results alone."""
    asked = parse(request.GET)
    municipality = request.municipality  # type: ignore[attr-defined]
    found = queries.search_page(municipality, asked, request.GET.get("seite"))
    areas = queries.area_choices(municipality)
    partial = (
        request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
    )
    context = {
        "asked": asked,
        "found": found,
        "chips": _chips(asked, areas),
        "ways_out": [] if found.total else _ways_out(found, areas),
        "query": asked.query(),
        "by_name": asked.query(sortierung=BY_NAME),
        "by_distance": asked.query(sortierung=""),
        "other_spots": [(spot, asked.query(nahe=spot.label)) for spot in found.spots[1:]],
        **_narrowing(asked, found),
        "link": reverse("places:search") + "{id}/",
        "tiles": tiles_address(asked, found.index, found.scope),
        "share": request.build_absolute_uri(reverse("places:search") + asked.query(private=False)),
        "category_options": options(choices(), asked.kategorie),
        "area_options": options(areas, (asked.gebiet,)),
        "radii": [(radius, distance(radius)) for radius in RADII],
        "default_radius": DEFAULT_RADIUS,
        "flags": [(name, _flag_label(name), getattr(asked, name)) for name in FLAG_NAMES],
    }
    response = render(request, "places/results.html" if partial else "places/search.html", context)
    patch_vary_headers(response, ["HX-Request"])
    if partial:
        # The position stays out of the browser's history.
        response["HX-Push-Url"] = "false" if asked.pos else reverse("places:search") + asked.query()
    return response


@require_safe
def tile(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """Return a vector tile with the places of a search."""
    index, asked, scope, _spots = queries.resolve(request.municipality, parse(request.GET))  # type: ignore[attr-defined]
    rows = find(index, asked, scope).rows
    content = (*PlacePoints.names, get_language(), asked.query(), request.municipality.ars)  # type: ignore[attr-defined]
    source = PlacePoints(index, rows, revision_of(asked, index, scope), content)
    return point_tile(request, source, zoom, x, y)


@require_safe
def map_features(request: HttpRequest) -> HttpResponse:
    """Return the places of a search within `bbox=west,south,east,north` as GeoJSON, at most 2,000."""
    index, asked, scope, _spots = queries.resolve(request.municipality, parse(request.GET))  # type: ignore[attr-defined]
    bounds = _bbox(request.GET.get("bbox", ""))
    if bounds is None:
        return JsonResponse(
            {"error": _("bbox fehlt oder ist falsch: vier Zahlen west,süd,ost,nord in Grad.")}, status=400
        )
    rows = within(index, find(index, asked, scope).rows, bounds)
    content = features(index, rows[:MOST_FEATURES]) | {
        "numberMatched": len(rows),
        "numberReturned": min(len(rows), MOST_FEATURES),
    }
    return JsonResponse(content, content_type="application/geo+json")


def _bbox(text: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (west, south, east, north) if -180 <= west <= east <= 180 and -90 <= south <= north <= 90 else None


@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Return the whole result of a search as a file, "csv" or "geojson"."""
    index, asked, scope, _spots = queries.resolve(request.municipality, parse(request.GET))  # type: ignore[attr-defined]
    rows = find(index, asked, scope).rows
    if form == "csv":
        response = StreamingHttpResponse(csv.lines(index, rows), content_type="text/csv; charset=utf-8")
    else:
        response = StreamingHttpResponse(geojson.pieces(index, rows), content_type="application/geo+json")
    response["Content-Disposition"] = f'attachment; filename="orte-{scope.now:%Y-%m-%d}.{form}"'
    return response


@require_safe
def short(request: HttpRequest, key: int) -> HttpResponse:
    """Lead from the short address (on print-outs, on the map) to the page of the place."""
    found = queries.place_page(request.municipality, key)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return redirect(queries.place_url(found.place))


@require_safe
def place(request: HttpRequest, key: int, slug: str) -> HttpResponse:
    """Show one place."""
    found = queries.place_page(request.municipality, key)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    here = queries.place_url(found.place)
    if request.path != here and slug != here.rsplit("/", 2)[-2].split("-", 1)[1]:
        return redirect(here)
    point = found.place.geom
    own = found.card.category
    short_url = settings.BASE_URL + reverse("places:short", args=[key])
    context = {
        "found": found,
        "place": found.place,
        "category": own,
        "category_url": reverse("places:search") + (Search(kategorie=(own.key,)).query() if own else ""),
        "source_name": SOURCES.get(found.place.source, found.place.source),
        "answers": [
            (
                Place._meta.get_field(name).verbose_name,
                getattr(found.place, name),
                getattr(found.place, f"get_{name}_display")(),
            )
            for name in ("wheelchair", "step_free", "accessible_toilet", "hearing_support", "tactile_guidance")
        ],
        "points": {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": found.place.pk,
                    "geometry": {"type": "Point", "coordinates": [point.x, point.y]},
                    "properties": {
                        "name": found.place.name,
                        "icon": own.icon if own else "",
                        "colour": own.group.colour if own else "",
                    },
                }
            ],
        },
        "bounds": [point.x - 0.004, point.y - 0.0025, point.x + 0.004, point.y + 0.0025],
        "short_url": short_url,
    }
    return render(request, "places/place.html", context)
