# SPDX-License-Identifier: EUPL-1.2
"""A drawing of quarters and facilities as SVG, for paper and for browsers without a map. Colours come from the style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from shapely.geometry.base import BaseGeometry

WIDTH = 1000
"""Units of the drawing from west to east."""
_TALLEST = 1100


@dataclass(frozen=True)
class Patch:
    """A quarter: its outline in degrees, the name of its tone (empty: none) and what is written in it."""

    shape: BaseGeometry
    tone: str = ""
    text: str = ""


@dataclass(frozen=True)
class Mark:
    """A facility: "place", "closed" or "new" with a sign; `origin` is where a moved one stands today."""

    lon: float
    lat: float
    kind: str = "place"
    sign: str = ""
    origin: tuple[float, float] | None = None


def sketch(patches: Sequence[Patch], marks: Iterable[Mark], label: str) -> SafeString:
    """Return the drawing as `<svg>` with `label` as its name; empty where there is nothing to draw."""
    marks = list(marks)
    points = [shapely.Point(mark.lon, mark.lat) for mark in marks]
    if not patches and not points:
        return mark_safe("")
    west, south, east, north = shapely.total_bounds([*(patch.shape for patch in patches), *points])
    edge = max(east - west, north - south, 0.005) * 0.03
    west, south, east, north = west - edge, south - edge, east + edge, north + edge
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(WIDTH / ((east - west) * narrow), _TALLEST / (north - south))

    def at(lon: float, lat: float) -> tuple[int, int]:
        return round((lon - west) * narrow * scale), round((north - lat) * scale)

    def way(ring: Iterable[tuple[float, ...]]) -> str:
        return "M" + "L".join("{} {}".format(*at(*point[:2])) for point in ring) + "Z"

    def outline(shape: BaseGeometry) -> str:
        polygons = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
        return "".join(way(ring.coords) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors))

    areas = format_html_join(
        "",
        '<path class="whatif-sketch__area{}" d="{}"/>',
        ((f" whatif-tone--{patch.tone}" if patch.tone else "", outline(patch.shape)) for patch in patches),
    )
    dots = format_html_join(
        "", "{}", ((_dot(mark, at(mark.lon, mark.lat), mark.origin and at(*mark.origin)),) for mark in marks)
    )
    texts = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        (
            (*at(middle.x, middle.y), patch.text)
            for patch in patches
            if patch.text
            for middle in [patch.shape.representative_point()]
        ),
    )
    return format_html(
        '<svg class="whatif-sketch" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}{}</svg>',
        label,
        round((east - west) * narrow * scale),
        round((north - south) * scale),
        areas,
        dots,
        texts,
    )


def _dot(mark: Mark, at: tuple[int, int], origin: tuple[int, int] | None) -> SafeString:
    x, y = at
    if mark.kind == "place":
        return format_html('<circle class="whatif-sketch__place" cx="{}" cy="{}" r="12"/>', x, y)
    if mark.kind == "closed":
        return format_html(
            '<circle class="whatif-sketch__place whatif-sketch__place--closed" cx="{}" cy="{}" r="12"/>', x, y
        )
    line = format_html('<path class="whatif-sketch__way" d="M{} {}L{} {}"/>', *origin, x, y) if origin else ""
    return format_html(
        '{}<circle class="whatif-sketch__new" cx="{}" cy="{}" r="24"/><text class="whatif-sketch__sign" x="{}" y="{}">{}</text>',
        line,
        x,
        y,
        x,
        y + 8,
        mark.sign,
    )
