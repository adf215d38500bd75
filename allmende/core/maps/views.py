# SPDX-License-Identifier: EUPL-1.2
"""What a map loads from us: style, tiles of the basemap, letters. Open to everybody; nothing here changes anything."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from allmende.core.maps import archive, glyphs
from allmende.core.maps.palette import THEMES
from allmende.core.maps.responses import FOREVER, GLYPHS, TILE, etag_of, not_modified, nothing_here, packed
from allmende.core.maps.style import style as make_style
from allmende.engines.tiles import valid_tile
from allmende.engines.tiles.glyphs import RANGE


@require_safe
def style(request: HttpRequest, theme: str) -> HttpResponse:
    """The drawing rules for one theme (`hell`, `dunkel`)."""
    palette = THEMES.get(theme)
    if palette is None:
        return nothing_here()
    info = archive.info()
    # reverse() would escape the braces of the templates
    tiles = reverse("maps:tile", args=[0, 0, 0]).replace("/0/0/0", "/{z}/{x}/{y}")
    letters = reverse("maps:glyphs", args=["font", 0, 255]).replace("font/0-255", "{fontstack}/{range}")
    document = make_style(palette, info, f"{tiles}?v={info.revision if info else ''}", letters)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    etag = etag_of(text)
    response = not_modified(request, etag) or HttpResponse(text, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def tile(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """One tile of the basemap; 204 where the map is empty."""
    if not valid_tile(zoom, x, y):
        return nothing_here()
    info = archive.info()
    if info is None:
        return nothing_here()
    etag = etag_of(info.revision, zoom, x, y)
    current = request.GET.get("v") == info.revision
    cache_control = FOREVER if current else "public, max-age=300"
    return not_modified(request, etag) or packed(request, archive.tile(zoom, x, y) or b"", TILE, etag, cache_control)


@require_safe
def letters(request: HttpRequest, font: str, start: int, end: int) -> HttpResponse:
    """Letters of one font, 256 code points at a time."""
    if end != start + RANGE - 1:
        return nothing_here()
    try:
        data = glyphs.package(font, start)
    except (KeyError, ValueError):
        return nothing_here()
    etag = etag_of(font, start, len(data))
    return not_modified(request, etag) or packed(request, data, GLYPHS, etag, "public, max-age=2592000")
