# SPDX-License-Identifier: EUPL-1.2
"""The what-if endpoint: the answer to a question as JSON, or as the part of the page that shows it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.core.throttle.actions import caller_of
from allmende.core.throttle.pace import Pace
from allmende.know.supply import queries, whatif_page
from allmende.know.supply.changes import read
from allmende.know.supply.whatif_views import part_of

PACE = Pace(burst=400, per_second=20)
"""A page asks at most eight times a second; a class of pupils behind one address drags not all at the same moment."""
RETRY = 2
LONGEST = 2000
"""Signs of an address that ten changes cannot need."""


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Answer a what-if question. Nothing is stored; the address says everything. HTML for `Accept: text/html`, else JSON."""
    html = "text/html" in request.headers.get("Accept", "") and request.GET.get("format") != "json"
    if not PACE.take(caller_of(request)):
        refused = _refusal(_("Das waren sehr viele Fragen auf einmal. Bitte warten Sie einen Augenblick."), 429)
        refused["Retry-After"] = str(RETRY)
        return refused
    if len(request.META.get("QUERY_STRING", "")) > LONGEST:
        return _refusal(_("Die Frage ist zu lang. Höchstens 10 Änderungen gehen auf einmal."), 400)
    world = queries.world_of(request.municipality)  # type: ignore[attr-defined]
    if world is None or not world.public_topics:
        return _refusal(_("Hier sind noch keine Daten aufbereitet."), 503)
    asked = read(request.GET)
    response: HttpResponse
    if html:
        page = whatif_page.page_of(request.municipality, asked)  # type: ignore[attr-defined]
        response = render(request, "supply/whatif_part.html", part_of(page) | {"problems": page.problems})
    else:
        found = queries.whatif(world, asked.topic, asked.group, asked.way, asked.changes)
        found = replace(found, problems=(*asked.problems, *found.problems))
        response = JsonResponse(found.as_dict(), json_dumps_params={"ensure_ascii": False})
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, private=True, max_age=60)
    return response


def _refusal(text: str, status: int) -> JsonResponse:
    response = JsonResponse({"error": text}, status=status, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, no_store=True)
    return response
