# SPDX-License-Identifier: EUPL-1.2
"""Remember a chosen language and lead from the front page to the chosen one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse, translate_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from allmende.core.languages.choice import PARAMETER, chosen, known, store


class LanguageChoiceMiddleware:
    """Answer links of the language switch (`?sprache=uk`) and visits of the bare front page.

    Such a link changes nothing on the server: it sets the visitor's cookie and leads to the same page in that language,
    at its clean address. Choosing in the account or on `/sprache/` is a POST, see `views`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            if PARAMETER in request.GET:
                return self._choose(request)
            if request.path == "/":
                wanted = chosen(request)
                home = translate_url("/", wanted) if wanted else "/"
                if home != "/":
                    response = HttpResponseRedirect(_with(home, request.GET))
                    patch_vary_headers(response, ["Cookie"])
                    return response
        return self.get_response(request)

    def _choose(self, request: HttpRequest) -> HttpResponse:
        code, rest = known(request.GET[PARAMETER]), request.GET.copy()
        del rest[PARAMETER]
        if not code:
            return HttpResponseRedirect(f"{reverse('languages:choose')}?unbekannt=1")
        here = _with(request.path, rest)
        response = HttpResponseRedirect(here if code == get_language() else translate_url(here, code))
        store(response, code, secure=request.is_secure())
        return response


def _with(path: str, query: QueryDict) -> str:
    # A path that begins with two slashes would be read as the name of another host.
    path = "/" + path.lstrip("/")
    return f"{path}?{query.urlencode()}" if query else path
