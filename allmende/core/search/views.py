# SPDX-License-Identifier: EUPL-1.2
"""The one search of the site: a page of results that is an address to share, without JavaScript."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.core.search import queries
from allmende.core.search.actions import record_miss
from allmende.core.search.reader import clean
from allmende.core.search.registry import Scope, all_kinds, sources
from allmende.core.throttle.actions import Limit, attempt, caller_of

COSTLY = Limit("search.costly", 40, 60)
"""Questions with unknown words or many words cost most; so many a minute are more than a person types."""
MANY_WORDS = 8
LONGEST_ADDRESS = 4000


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found, or the empty search field."""
    asked = read(request)
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
        return redirect(address(asked))  # links to other languages and kinds repeat the address: keep it short
    scope = Scope(request.presence, get_language() or "de")  # type: ignore[attr-defined]
    status, result = 200, None
    if asked.text:
        if len(asked.text.split()) > MANY_WORDS and not attempt(COSTLY, caller_of(request)):
            status = 429
        else:
            person = request.user if request.session.session_key else None
            result = queries.search(scope, person, asked, request.GET.get("seite", 1))
            if (
                result.is_ready
                and result.words
                and not result.total
                and not asked.kind
                and attempt(COSTLY, caller_of(request))
            ):
                record_miss(scope.municipality, scope.language, [word.text for word in result.words])
    context = {
        "asked": asked,
        "result": result,
        "busy": status == 429,
        "kinds": [(kind, label, number, address(asked, kind=kind)) for kind, label, number in result.kinds]
        if result
        else [],
        "all_kinds": address(asked, kind=""),
        "literal": address(asked, literally=True),
        "tolerant": address(asked, literally=False),
        "elsewhere": [source.elsewhere(asked.text) for source in sources().values() if source.elsewhere],
        "share": request.build_absolute_uri(address(asked)),
    }
    response = render(request, "search/results.html", context, status=status)
    if status == 429:
        response["Retry-After"] = "60"
    return response


def read(request: HttpRequest) -> queries.Asked:
    """Return the search in the address of a request. What makes no sense is left out."""
    kind = request.GET.get("art", "")
    return queries.Asked(
        q=clean(request.GET.get("q", "")),
        kind=kind if kind in all_kinds() else "",
        literally=request.GET.get("genau") == "1",
    )


def address(asked: queries.Asked, **changes: Any) -> str:
    """Return the address of a search, with `changes` to it."""
    values = {"q": asked.q, "kind": asked.kind, "literally": asked.literally, **changes}
    parameters = {"q": values["q"], "art": values["kind"], "genau": "1" if values["literally"] else ""}
    given = {name: value for name, value in parameters.items() if value}
    return reverse("search:results") + (f"?{urlencode(given)}" if given else "")


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Return the OpenSearch description, by which browsers offer this search in their address bar."""
    context = {"target": request.build_absolute_uri(reverse("search:results")), "name": _("Suche")}
    return render(request, "search/opensearch.xml", context, content_type="application/opensearchdescription+xml")
