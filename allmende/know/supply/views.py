# SPDX-License-Identifier: EUPL-1.2
"""Public pages about supply: overview, topics, ranking, areas, one's own address, how it was computed."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from allmende.commons.places import index as place_index
from allmende.commons.places.exports.csv import safe
from allmende.commons.places.queries import scope_of
from allmende.commons.places.spots import Spot, spots
from allmende.know.supply import address_queries, page_queries, queries
from allmende.know.supply.words import EVERYBODY, GROUPS, WALK, WAYS
from allmende.know.supply.world import World

MOST_TEXT = 100


def _frame(request: HttpRequest) -> dict[str, Any]:
    """Return what every page shows: the world and the state of the data."""
    municipality = request.municipality  # type: ignore[attr-defined]
    return {"world": queries.world_of(municipality), "state": queries.prepared(municipality)}


def _world(frame: dict[str, Any]) -> World:
    world: World | None = frame["world"]
    if world is None:
        raise Http404
    return world


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show all topics as questions, each with the share of people who have it near enough."""
    frame = _frame(request)
    world: World | None = frame["world"]
    topics = []
    for topic in world.public_topics if world else []:
        found = page_queries.topic_page(world, topic.key, "", "", "") if world else None
        if found:
            topics.append(found)
    return render(request, "supply/overview.html", {**frame, "topics": topics})


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """Show one topic: map and table per area, for a group and a way of moving."""
    frame = _frame(request)
    world = frame["world"]
    choices = (request.GET.get(name, "") for name in ("gruppe", "weg", "gliederung"))
    page = page_queries.topic_page(world, key, *choices) if world else None
    if page is None:
        known = queries.topic_of(request.municipality, key)  # type: ignore[attr-defined]
        if known is None:
            raise Http404
        return render(request, "supply/waiting.html", {**frame, "topic": known})
    shapes = page_queries.shapes(page)
    query = f"?gruppe={page.group.key}&weg={page.way.key}" + (
        f"&gliederung={page.division.key}" if page.division else ""
    )
    west, south, east, north = world.outline.bounds if not world.outline.is_empty else (None,) * 4
    context = {
        **frame,
        "page": page,
        "ways": WAYS.values(),
        "shapes": shapes,
        "points": page_queries.points(page.topic),
        "bounds": [west, south, east, north] if west is not None else None,
        "steps": page_queries.STEPS,
        "query": query,
        "csv_url": reverse("supply:topic_csv", args=[key]) + query,
        "whatif_url": f"{reverse('supply:whatif')}?thema={key}&gruppe={page.group.key}&weg={page.way.key}",
    }
    return render(request, "supply/topic.html", context)


@require_safe
def topic_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Return the table of a topic as CSV: all groups, all areas of the division."""
    world = _world(_frame(request))
    page = page_queries.topic_page(world, key, *(request.GET.get(name, "") for name in ("gruppe", "weg", "gliederung")))
    if page is None:
        raise Http404
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Gebiet"), _("Gruppe"), _("Weg"), _("Richtwert"), _("Menschen (auf 10 gerundet)"), _("nah genug in Prozent"),
         _("nicht bekannt in Prozent"), _("mittlerer Weg in Minuten"), _("neun von zehn höchstens Minuten"),
         _("ohne erreichbare Einrichtung"), _("Einrichtungen zur Auswahl")]
    )  # fmt: skip
    for group in world.groups:
        one = page_queries.topic_page(world, key, group.key, page.way.key, page.division.key if page.division else "")
        if one is None:
            continue
        rows = [(_("zusammen"), one.total), *((area.name, found) for area, found in one.areas)]
        for name, found in rows:
            cells = [name, group.name, one.way.name, one.aim_text, found.people, _number(found.share, 100, 0)]
            cells += [
                _number(found.unknown if one.wheelchair else None, 100, 0),
                _number(found.mean),
                _number(found.high),
            ]
            cells += [found.without, _number(found.choices)]
            writer.writerow([safe(cell) for cell in cells])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="versorgung-{page.topic.key}-{world.made:%Y-%m-%d}.csv"'
    return response


def _number(value: float | None, factor: float = 1, digits: int = 1) -> str:
    return "" if value is None else f"{value * factor:.{digits}f}".replace(".", ",")


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """List the areas and groups that have far to go, the most people first."""
    frame = _frame(request)
    world = _world(frame)
    way = request.GET.get("weg", "")
    way = way if way in WAYS else WALK
    group = request.GET.get("gruppe", "")
    group = group if group in {one.key for one in world.groups} else ""
    asked = request.GET.get("gliederung", "")
    division = next(
        (one for one in world.divisions if one.key == asked), world.divisions[0] if world.divisions else None
    )
    lines = page_queries.ranking(world, way, group, division) if division else []
    context = {
        **frame, "lines": lines, "way": WAYS[way], "ways": WAYS.values(), "group": group, "division": division,
        "most": max((line.found.short for line in lines), default=0),
    }  # fmt: skip
    return render(request, "supply/ranking.html", context)


@require_safe
def area(request: HttpRequest, division: str, slug: str) -> HttpResponse:
    """Show the supply of one area, all topics."""
    frame = _frame(request)
    world = _world(frame)
    found = page_queries.find_area(world, division, slug)
    if found is None:
        raise Http404(_("Für dieses Gebiet gibt es noch keine Zahlen zur Versorgung."))
    way = request.GET.get("weg", "")
    group = request.GET.get("gruppe", "")
    chosen = way if way in WAYS else WALK
    context = {
        **frame, "division": found[0], "area": found[1], "way": WAYS[chosen], "ways": WAYS.values(), "group": GROUPS.get(group),
        "lines": page_queries.profile(world, *found, chosen, group),
        "area_url": reverse("places:area", args=[division, slug]),
    }  # fmt: skip
    return render(request, "supply/area.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Tell how far everything is from one address, and for whom that is too far.

    The address is sent with POST: so it stands in no address line, no history, no log and no link that somebody shares.
    Nothing is stored, and nothing about people is computed: only ways from a point to places that everybody may know.
    """
    frame = _frame(request)
    world = _world(frame)
    way = request.POST.get("weg", "")
    context: dict[str, Any] = {
        **frame,
        "way": WAYS[way] if way in WAYS else WAYS[WALK],
        "ways": WAYS.values(),
        "text": "",
    }
    if request.method == "POST":
        text = request.POST.get("wo", "").strip()[:MOST_TEXT]
        found = spots(place_index.current(), scope_of(request.municipality).municipalities, text)  # type: ignore[attr-defined]
        context |= {"text": text, "asked": True, "meant": found[0] if found else None, "others": _others(found)}
        if found:
            context["answer"] = address_queries.from_point(world, context["way"].key, found[0].lon, found[0].lat)
    response = render(request, "supply/address.html", context, status=200)
    if request.method == "POST":
        patch_cache_control(response, no_store=True, private=True)
    return response


def _others(found: list[Spot]) -> list[Spot]:
    """Return what else may be meant, each name once."""
    by_label = {spot.label: spot for spot in found[1:] if spot.label != found[0].label}
    return list(by_label.values())


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain how everything is computed, from what, and how old it is."""
    frame = _frame(request)
    world: World | None = frame["world"]
    context = {**frame, "everybody": GROUPS[EVERYBODY], "speeds": _speeds(world) if world else []}
    return render(request, "supply/method.html", context)


def _speeds(world: World) -> list[tuple[Any, str]]:
    return [(way.name, number_format(way.speed * 3.6, 1)) for way in WAYS.values() if not world.by_street(way.key)]
