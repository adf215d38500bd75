# SPDX-License-Identifier: EUPL-1.2
"""The page on which everybody can choose a language, also people whose browser hides the switch."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from allmende.core.languages.actions import choose_language
from allmende.core.languages.choice import PARAMETER, direction_of, known, store


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Show all languages; remember the chosen one and go on to the page one came from, in that language."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    code = known(request.POST.get(PARAMETER))
    if code:
        response: HttpResponse = HttpResponseRedirect(translate_url(target, code))
        store(response, code, secure=request.is_secure())
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            choose_language(request.user, code)
        return response
    unknown = request.method == "POST" or "unbekannt" in request.GET
    options = [{"code": code, "name": name, "dir": direction_of(code)} for code, name in settings.LANGUAGES]
    return TemplateResponse(
        request,
        "languages/choose.html",
        {"options": options, "next": target, "unknown": unknown},
        status=400 if request.method == "POST" else 200,
    )
