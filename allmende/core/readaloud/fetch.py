# SPDX-License-Identifier: EUPL-1.2
"""Ask this site for one of its own pages, as the same visitor, without a second connection."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import get_urlconf, reverse, set_urlconf
from django.utils import translation

LONGEST = 2000
"""Signs of an address."""
_INNER = "allmende.readaloud"


@lru_cache(maxsize=1)
def _handler() -> BaseHandler:
    return WSGIHandler()


def own_address(address: str) -> str:
    """Return the path and query of an address of this site, or "" for any other and for the staff area."""
    parts = urlsplit(address) if len(address) <= LONGEST and "\\" not in address else urlsplit("")
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith("//"):
        return ""
    if path.startswith(reverse("wagtailadmin_home")):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def is_inner(request: HttpRequest) -> bool:
    """Whether this request was made by `own_page`: then it must not make another."""
    return _INNER in cast("WSGIRequest", request).environ


def own_page(request: HttpRequest, address: str, redirects: int = 2) -> str | None:
    """Return the HTML of a page of this site, or None where there is no page to be read.

    The page is made as for the visitor who asks: same host, same cookies, so it can hold no more than they may see.

    Args:
        request: of the visitor.
        address: as `own_address` returns it.
        redirects: so many are followed, for instance to the visitor's language.
    """
    path, _, query = address.partition("?")
    given = cast("WSGIRequest", request).environ
    environ: dict[str, Any] = {
        name: value
        for name, value in given.items()
        if name.startswith(("SERVER_", "REMOTE_", "wsgi.", "HTTP_")) or name == "SCRIPT_NAME"
    }
    for name in (
        "HTTP_RANGE",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_HX_REQUEST",
    ):
        environ.pop(name, None)
    environ |= {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_LENGTH": "0",
        _INNER: True,
        "wsgi.input": BytesIO(),
    }
    language, urlconf = translation.get_language() or settings.LANGUAGE_CODE, get_urlconf()
    handler = _handler()
    try:
        response = handler.get_response(WSGIRequest(environ))
        if response.status_code in {301, 302} and redirects:
            further = own_address(response.headers.get("Location", ""))
            return own_page(request, further, redirects - 1) if further else None
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return None
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return None
        return response.content.decode(response.charset, "replace")
    finally:
        set_urlconf(urlconf)
        translation.activate(language)
