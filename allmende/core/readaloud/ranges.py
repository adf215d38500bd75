# SPDX-License-Identifier: EUPL-1.2
"""Sound that is made while it is sent, with ranges for players that insist on them (Safari)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from allmende.core.readaloud import store
from allmende.core.readaloud.speaker import SpeakerError

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
MEDIA_TYPE = "audio/mpeg"


def answer(request: HttpRequest, script: store.Script) -> HttpResponseBase:
    """Return the sound of a script.

    A single sentence is sent whole. A longer script is sent sentence by sentence, as it is spoken; where a part of it is
    asked for, all of it is spoken first, since only then its length is known. Raises `SpeakerError` where not even the
    first sentence can be spoken.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    from_start = asked is None or asked[0] == "bytes=0-"
    response: HttpResponseBase
    if len(script) > 1 and from_start:
        response = StreamingHttpResponse(_stream(script), content_type=MEDIA_TYPE)
    else:
        data = b"".join(store.sound(language, text) for language, text in script)
        response = _part(data, asked[1], asked[2]) if asked else _whole(data)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = f"private, max-age={store.LIFETIME}"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _stream(script: store.Script) -> Iterator[bytes]:
    first = store.sound(*script[0])  # an error here can still be told

    def parts() -> Iterator[bytes]:
        yield first
        for language, text in script[1:]:
            try:
                yield store.sound(language, text)
            except SpeakerError:
                continue  # one sentence less is better than silence from here on

    return parts()


def _whole(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPE)
    response["Content-Length"] = str(len(data))
    return response


def _part(data: bytes, first: str, last: str) -> HttpResponse:
    size = len(data)
    if first:
        start, stop = int(first), min(int(last), size - 1) if last else size - 1
    else:
        start, stop = size - min(int(last or 0), size), size - 1
    if start >= size or start > stop:
        response = HttpResponse(status=416, content_type=MEDIA_TYPE)
        response["Content-Range"] = f"bytes */{size}"
        return response
    response = HttpResponse(data[start : stop + 1], status=206, content_type=MEDIA_TYPE)
    response["Content-Range"] = f"bytes {start}-{stop}/{size}"
    response["Content-Length"] = str(stop + 1 - start)
    return response
