# SPDX-License-Identifier: EUPL-1.2
"""`{% load maps %}`: a map of points, lines and areas. Every map stands beside a list or text that says the same.

    {% map "karte" label=_("Karte der Orte") tiles=tiles_url bounds=bounds list="treffer" link="/orte/{id}/" icons=sprite %}

The list tells which point an entry is, so that pointing at one shows the other:

    <ol id="treffer">{% for place in places %}<li {% map_item place.pk place.geom %}> ... </li>{% endfor %}</ol>
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from allmende.core.maps import archive
from allmende.core.maps.style import MEDIUM

register = template.Library()

Json = Mapping[str, Any]


@register.inclusion_tag("maps/map.html", name="map")
def map_region(
    id: str,  # noqa: A002
    *,
    label: str,
    points: Json | None = None,
    tiles: str = "",
    address: str = "",
    shapes: Json | None = None,
    bounds: Sequence[float] | None = None,
    list: str = "",  # noqa: A002
    link: str = "",
    icons: str = "",
    size: str = "",
) -> dict[str, Any]:
    """Show a map.

    id      of the region on the page; its data lie in `<script id="ID-daten">`
    label   what the map shows, for screen readers ("Karte der Orte")
    points  GeoJSON FeatureCollection of points in the page; or
    address where such a collection is, for a hundred points and more: the page comes first, the points after it; or
    tiles   address template of point tiles with {z}, {x}, {y} (see `allmende.core.maps.points`)
    shapes  GeoJSON FeatureCollection of lines and areas drawn below the points
    bounds  west, south, east, north to show first; without it the extent of the basemap
    list    id of the element that says the same in words
    link    address of a point's page with {id}; a property `url` of the point comes first
    icons   address of an SVG file with a <symbol id> per icon
    size    "", "small" or "tall"

    Where htmx renews list and map together, the renewed part of the page holds `{% map_data %}` and the map tag gets
    no data of its own.

    Properties of points: `id` (or the feature's id), `name`, `note` (second line of the card), `url`, `icon`, `colour`
    (#rrggbb), `label` (up to three signs in the pin instead of the icon).
    Properties of shapes: `colour`, `strength` (0 to 1, how dense the colour is), `label` (a few signs written in it).
    """
    if size not in ("", "small", "tall"):
        raise template.TemplateSyntaxError('map: size is "", "small" or "tall"')
    info = archive.info()
    options = {
        "library": static("vendor/maplibre/maplibre-gl.mjs"),
        "worker": static("vendor/maplibre/maplibre-gl-worker.mjs"),
        "css": static("vendor/maplibre/maplibre-gl.css"),
        "view": static("maps/view.js"),
        "pins": static("maps/pins.js"),
        "light": reverse("maps:style", args=["hell"]),
        "dark": reverse("maps:style", args=["dunkel"]),
        "external": settings.BASEMAP_URL,
        "bounds": info.bounds if info else None,
        "font": MEDIUM,
        "icons": icons,
        "link": link,
        "words": _words(label),
    }
    return {
        "id": id,
        "options": json.dumps(options),
        "list": list,
        "size": size,
        # Written by our own importers, never by visitors.
        "credit": mark_safe(info.attribution) if info and not settings.BASEMAP_URL else "",  # noqa: S308
        **_data(id, points, tiles, shapes, bounds, address),
    }


@register.inclusion_tag("maps/data.html")
def map_data(
    id: str,  # noqa: A002
    *,
    points: Json | None = None,
    tiles: str = "",
    address: str = "",
    shapes: Json | None = None,
    bounds: Sequence[float] | None = None,
) -> dict[str, Any]:
    """New data for the map `id`, in a part of the page that htmx puts in place of the old `<script id="ID-daten">`."""
    return _data(id, points, tiles, shapes, bounds, address)


@register.simple_tag
def map_item(key: Any, at: BaseGeometry | tuple[float, float] | None = None) -> SafeString:
    """Attributes that tie an entry of the list to its point: the key, and where it is (for areas a place inside)."""
    if at is None:
        return format_html('data-map-feature="{}"', key)
    if not isinstance(at, tuple):
        point = at if at.geom_type == "Point" else at.representative_point()
        at = point.x, point.y
    return format_html('data-map-feature="{}" data-map-at="{}"', key, "{:.6f},{:.6f}".format(*at))


def _data(
    id: str,  # noqa: A002
    points: Json | None,
    tiles: str,
    shapes: Json | None,
    bounds: Sequence[float] | None,
    address: str,
) -> dict[str, Any]:
    known = {"points": points or address, "tiles": tiles, "shapes": shapes, "bounds": [*bounds] if bounds else None}
    return {"data_id": f"{id}-daten", "data": {name: value for name, value in known.items() if value}}


def _words(label: str) -> dict[str, str]:
    return {
        "Map.Title": str(label),
        "NavigationControl.ZoomIn": _("Karte vergrößern"),
        "NavigationControl.ZoomOut": _("Karte verkleinern"),
        "Popup.Close": _("Schließen"),
        "AttributionControl.ToggleAttribution": _("Quellen der Karte"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Zum Vergrößern Strg halten und das Mausrad drehen"),
        "CooperativeGesturesHandler.MacHelpText": _("Zum Vergrößern ⌘ halten und scrollen"),
        "CooperativeGesturesHandler.MobileHelpText": _("Karte mit zwei Fingern verschieben"),
    }
