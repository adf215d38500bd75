# SPDX-License-Identifier: EUPL-1.2
"""Hand out uploaded files so that a browser can do nothing with them but show, play or save them."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as wagtail_serve

from allmende.core.media import gates

TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".vtt": "text/vtt",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
"""What is shown in the page. The type comes from this table and never from the file's content."""

PUBLIC = ("images/", "original_images/", "tours/", "videos/")
"""Folders that are handed out here. Documents go through `document`, which knows who may read them; half-finished uploads
of the staff area stay inside."""

SANDBOX = "default-src 'none'; sandbox"
YEAR = 31_536_000
MINUTES = 300
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out a picture or a recording; parts of it on request, so that players can jump (RFC 9110, 14.2)."""
    kind = TYPES.get(Path(path).suffix.lower())
    guarded = path.startswith(gates.FOLDER)
    if kind is None or not (guarded or path.startswith(PUBLIC)) or path.endswith("/"):
        raise Http404
    # A way round through another folder would lead past the gate.
    if {"", ".", ".."} & set(path.split("/")) or (guarded and not gates.opens(request, path)):
        raise Http404
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        stat = file.stat()
    except (OSError, ValueError) as error:
        raise Http404 from error
    if not file.is_file():
        raise Http404
    response: HttpResponseBase
    known = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if known is not None and int(stat.st_mtime) <= known:
        response = HttpResponse(status=304)
    else:
        response = _whole_or_part(request, file, stat.st_size, kind)
    response.headers["Last-Modified"] = http_date(stat.st_mtime)
    # Renditions bear a hash of their making in the name; originals are replaced under a new name.
    # What may be hidden again stays in the visitor's own browser, and not for long.
    lasting = f"public, max-age={YEAR}, immutable"
    response.headers["Cache-Control"] = f"private, max-age={MINUTES}" if guarded else lasting
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _whole_or_part(request: HttpRequest, file: Path, size: int, kind: str) -> HttpResponseBase:
    match = RANGE.match(request.headers.get("Range", ""))
    if not match or match.groups() == ("", ""):
        response = FileResponse(file.open("rb"), content_type=kind)
        response.headers["Accept-Ranges"] = "bytes"
        return response
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file.open("rb") as opened:
        opened.seek(start)
        part = HttpResponse(opened.read(end - start + 1), status=206, content_type=kind)
    part.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    part.headers["Accept-Ranges"] = "bytes"
    return part


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Hand out a document for saving, after Wagtail has checked who may read it."""
    response: HttpResponseBase = wagtail_serve(request, pk, name)
    if response.status_code == 200:
        response.headers["Content-Security-Policy"] = SANDBOX
        response.headers["X-Content-Type-Options"] = "nosniff"
        if not response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Disposition"] = "attachment"
    return response
