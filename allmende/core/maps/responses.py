# SPDX-License-Identifier: EUPL-1.2
"""Answers that hold map data: gzipped once, revalidated by ETag, kept by the browser."""

from __future__ import annotations

import gzip
import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

TILE = "application/vnd.mapbox-vector-tile"
GLYPHS = "application/x-protobuf"

FOREVER = "public, max-age=31536000, immutable"


def etag_of(*parts: object) -> str:
    """A strong ETag from whatever decides the content."""
    return quote_etag(hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24])


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The answer 304 where the browser has this content already, so that nothing needs to be computed."""
    response = get_conditional_response(request, etag=etag, response=None)
    return response if response is not None and response.status_code == 304 else None


def nothing_here() -> HttpResponse:
    """404 for machines: no page is drawn, no query made."""
    return HttpResponseNotFound(b"", content_type="text/plain")


def packed(request: HttpRequest, gzipped: bytes, content_type: str, etag: str, cache_control: str) -> HttpResponse:
    """Gzipped content as it is, or unpacked for a client that does not take gzip; nothing at all is 204."""
    if not gzipped:
        response = HttpResponse(status=204)
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(gzipped, content_type=content_type)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(gzipped), content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = cache_control
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
