# SPDX-License-Identifier: EUPL-1.2
"""The real routes and one page with a map beside a list, for the tests of the map component."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from shapely import Point

from allmende.site.urls import urlpatterns as real

PAGE = engines["django"].from_string("""{% extends "ui/base.html" %}{% load maps %}
{% block title %}Probe{% endblock %}
{% block main %}<h1>Orte</h1>{% if deep %}{% for line in deep %}<br>{% endfor %}{% endif %}
{% map "karte" label="Karte der Orte" points=points address=address shapes=shapes bounds=bounds list="liste" link="/orte/{id}/" size=size %}
<ol id="liste" tabindex="-1">{% for key, name, at in items %}<li {% map_item key at %}><a href="/orte/{{ key }}/">{{ name }}</a></li>
{% endfor %}</ol>{% endblock %}""")

PLACES = [
    (1, "Stadtbücherei", 8.7125, 50.0025, "#7b3fa0"),
    (2, "Apotheke am Burgweiher", 8.7155, 50.0005, "#b3261e"),
    (3, "Grundschule <b>Mitte</b>", 8.7055, 50.0045, "#7a5901"),
    (4, "مطعم الشرق", 8.7085, 49.9985, "#0b6e4f"),
]


def page(request: HttpRequest) -> HttpResponse:
    """A page with as many points as `?n=` says (0: the four of `PLACES`); with `?fern` they lie at an address of their own."""
    number = int(request.GET.get("n", 0))
    places: list[tuple[int, str, float, float, str]] = PLACES
    if number:
        places = [
            (k, f"Ort {k}", 8.69 + (k * 37 % 100) / 2500, 49.993 + (k * 61 % 100) / 6000, "#0b6e4f")
            for k in range(number)
        ]
    points = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"id": key, "name": name, "colour": colour, "note": "Beispiel"},
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
            }
            for key, name, lon, lat, colour in places
        ],
    }
    if "punkte" in request.GET:
        return JsonResponse(points)
    context: dict[str, Any] = {
        "items": [(key, name, Point(lon, lat)) for key, name, lon, lat, _ in places],
        "points": None if "fern" in request.GET else points,
        "address": f"/kartenprobe/?n={number}&punkte" if "fern" in request.GET else "",
        "bounds": [float(edge) for edge in request.GET.get("bounds", "8.70,49.996,8.72,50.006").split(",")],
        "deep": "x" * 300 if "tief" in request.GET else "",
        "size": request.GET.get("size", ""),
    }
    return HttpResponse(PAGE.render(context, request))


urlpatterns = [path("kartenprobe/", page), *real]
