# SPDX-License-Identifier: EUPL-1.2
"""Pages for planners: search for good sites, see how it goes, what came out, and take it along."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.places import index as place_index
from allmende.commons.places.categories import catalogue
from allmende.commons.places.exports.csv import safe
from allmende.core.municipality.queries import family_keys
from allmende.know.supply import queries, rules, site_actions
from allmende.know.supply.changes import MOST, Asked, Changes
from allmende.know.supply.models import SiteSearch, Topic
from allmende.know.supply.site_forms import SearchForm

LISTED = 50


def _search(request: HttpRequest, pk: int) -> SiteSearch:
    found = get_object_or_404(
        SiteSearch.objects.select_related("topic", "municipality"),
        pk=pk,
        municipality=request.municipality,  # type: ignore[attr-defined]
    )
    rules.may_search_sites.require(request.user, found)
    return found


def _counts(municipality: Any) -> dict[str, int]:
    """Return how many places each category has here (from memory)."""
    index = place_index.current()
    here = index.category[index.of_municipalities(family_keys(municipality))]
    numbers = np.bincount(here, minlength=len(catalogue().categories))
    return {key: int(number) for key, number in zip(catalogue().categories, numbers, strict=True) if number}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sites(request: HttpRequest) -> HttpResponse:
    """List the searches and take a new one."""
    municipality = request.municipality  # type: ignore[attr-defined]
    world = queries.world_of(municipality)
    context: dict[str, Any] = {"world": world, "state": queries.prepared(municipality), "form": None}
    status = 200
    if world is not None:
        search = SiteSearch(municipality=municipality, count=1, minutes=15)
        topics = Topic.objects.filter(municipality__ars__in=[municipality.ars, municipality.ars[:5].ljust(12, "0")])
        initial = {"categories": ["vacant_shop"]}
        form = SearchForm(world, topics, _counts(municipality), request.POST or None, instance=search, initial=initial)
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    search = site_actions.start_search(request.user, form.save(commit=False))
                except ValidationError as problem:
                    for name, texts in problem.message_dict.items():
                        form.add_error(name if name in form.fields else None, texts)
                else:
                    messages.success(request, _("Die Suche läuft. Das Ergebnis steht in wenigen Augenblicken hier."))
                    return redirect("supply:site_search", search.pk)
        context["form"] = form
    context["searches"] = SiteSearch.objects.filter(municipality=municipality).select_related("topic")[:LISTED]
    return render(request, "supply/sites.html", context, status=status)


@never_cache
@require_safe
def site_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a search: how far it is, or what came out, on a map and in a list."""
    search = _search(request, pk)
    context: dict[str, Any] = {"search": search, **_shown(search)}
    return render(request, "supply/site_search.html", context)


@never_cache
@require_safe
def site_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the part with the progress; when the search is over, the browser loads the page anew."""
    search = _search(request, pk)
    response = render(request, "supply/site_progress.html", {"search": search})
    if search.state in (SiteSearch.State.DONE, SiteSearch.State.FAILED):
        response["HX-Refresh"] = "true"
    return response


def _shown(search: SiteSearch) -> dict[str, Any]:
    """Return the map, the words of the proof, and the way to the what-if page."""
    result = search.result
    if search.state != SiteSearch.State.DONE:
        return {}
    sites = result["sites"]
    points = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": number,
                "geometry": {"type": "Point", "coordinates": [site["lon"], site["lat"]]},
                "properties": {"name": site["name"], "note": site["address"], "label": str(number)},
            }
            for number, site in enumerate(sites, start=1)
        ],
    }
    lon, lat = [site["lon"] for site in sites], [site["lat"] for site in sites]
    tried = Changes(new=tuple((round(x, 5), round(y, 5)) for x, y in zip(lon, lat, strict=True))[:MOST])
    return {
        "points": points,
        "bounds": [min(lon) - 0.01, min(lat) - 0.006, max(lon) + 0.01, max(lat) + 0.006] if sites else None,
        "proof": proof_text(result),
        "whatif_url": reverse("supply:whatif") + Asked(search.topic.key, search.group, search.way, tried).query(),
    }


def proof_text(result: dict[str, Any]) -> str:
    """Return in words how sure it is that there is no better choice."""
    if result["proven"]:
        return _("Bewiesen: Keine andere Auswahl aus den möglichen Standorten ist besser.")
    if result["gap"] is None:
        return _("Nicht bewiesen: Es ist die beste Auswahl, die in der Zeit gefunden wurde.")
    percent = f"{result['gap'] * 100:.1f}".replace(".", ",")
    return _("Nicht bewiesen: Eine andere Auswahl kann höchstens um %s %% besser sein.") % percent


@never_cache
@require_safe
def site_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the chosen sites as CSV."""
    search = _search(request, pk)
    if search.state != SiteSearch.State.DONE:
        raise Http404
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Standort"),
            _("Adresse"),
            _("Breite"),
            _("Länge"),
            _("Menschen in Reichweite"),
            _("Menschen mit kürzerem Weg"),
        ]
    )
    for site in search.result["sites"]:
        place = [f"{site[name]:.6f}".replace(".", ",") for name in ("lat", "lon")]
        writer.writerow(
            [safe(cell) for cell in (site["name"], site["address"], *place, site["within"], site["shorter"])]
        )
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="standorte-{search.pk}.csv"'
    return response


@require_POST
def site_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a search."""
    search = _search(request, pk)
    site_actions.delete_search(request.user, search)
    messages.success(request, _("Die Suche „%s“ ist gelöscht.") % search.title)
    return redirect("supply:sites")
