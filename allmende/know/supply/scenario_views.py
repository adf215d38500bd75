# SPDX-License-Identifier: EUPL-1.2
"""Saving, opening, sharing, comparing and deleting scenarios."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.core.access.middleware import to_sign_in
from allmende.core.behalf.actions import remember_if_acting
from allmende.core.behalf.context import author_of
from allmende.core.letters.codes import plain
from allmende.core.municipality.models import Municipality
from allmende.core.throttle.actions import Limit, attempt, caller_of
from allmende.know.supply import scenario_actions as actions
from allmende.know.supply import scenario_queries as queries
from allmende.know.supply import scenario_rules as rules
from allmende.know.supply import whatif_page
from allmende.know.supply.answers import people_text
from allmende.know.supply.changes import Changes, read
from allmende.know.supply.scenario_forms import KeyForm, SaveForm
from allmende.know.supply.scenario_models import Scenario
from allmende.know.supply.whatif_views import paced, show, show_sheet

SAVES = Limit("supply.scenario", 30, 3600)
"""A class of pupils behind one address may save; a machine may not fill the table."""

COMPARED = 3


def _scenario(request: HttpRequest, key: str) -> Scenario:
    found = queries.scenario(request.municipality, plain(key))  # type: ignore[attr-defined]
    if found is None:
        raise Http404(_("Dieses Szenario gibt es nicht mehr. Vielleicht ist es abgelaufen oder wurde gelöscht."))
    return found


@require_safe
@paced
def scenario(request: HttpRequest, key: str) -> HttpResponse:
    """Open a scenario: the what-if page with its question. From there on everybody changes what they like."""
    found = _scenario(request, key)
    response = show(request, found.asked, scenario=found)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@paced
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """Show the sheet to print of a scenario, with the short link as QR code."""
    found = _scenario(request, key)
    return show_sheet(request, found.asked, scenario=found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Ask for a title, keep the scenario, lead to its links. The question itself stands in the address."""
    asked = read(request.GET)
    page = whatif_page.page_of(request.municipality, asked)  # type: ignore[attr-defined]
    form = SaveForm(request.POST if request.method == "POST" else None)
    status = 200
    if not page.ready or not page.asked.changes:
        messages.info(request, _("Ändern Sie zuerst etwas. Danach können Sie es speichern."))
        return redirect(reverse("supply:whatif") + page.asked.query())
    if form.is_bound:
        if form.is_valid() and not attempt(SAVES, caller_of(request)):
            form.add_error(
                None, _("Das waren viele Szenarien in kurzer Zeit. Bitte versuchen Sie es in einer Stunde wieder.")
            )
        if form.is_valid():
            with transaction.atomic():
                stored = actions.save_scenario(
                    municipality=request.municipality,  # type: ignore[attr-defined]
                    asked=page.asked,
                    title=form.cleaned_data["title"],
                    note=form.cleaned_data["note"],
                    names={place.key: place.name for place in page.facilities},
                    submission_key=form.cleaned_data["key"],
                    person=author_of(request),
                )
                remember_if_acting(
                    request,
                    "supply.scenario_kept",
                    obj=stored,
                    what=stored.title,
                    municipality=stored.municipality,
                    url=stored.get_absolute_url(),
                )
            return redirect("supply:scenario_owner", stored.key, stored.owner_key)
        form.renew()
        status = 422
    context = {
        "form": form,
        "page": page,
        "changes": page.changes(),
        "back": reverse("supply:whatif") + page.asked.query(),
    }
    return render(request, "supply/scenario_save.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, key: str, owner_key: str = "") -> HttpResponse:
    """Show the links of a scenario and what its owner or a planner may do with it; do it when posted."""
    found = _scenario(request, key)
    owner = actions.is_owner(request.user, found, owner_key)
    if owner_key and not owner:
        raise Http404
    if not owner and not (rules.may_delete(request.user, found) or rules.may_mark_official(request.user, found)):
        if request.user.is_authenticated:
            raise PermissionDenied("manage a scenario of somebody else")
        return to_sign_in(request)
    here = request.path
    if request.method == "POST":
        step = request.POST.get("schritt", "")
        if step == "loeschen":
            actions.delete_scenario(request.user, found, owner_key)
            messages.success(request, _("Das Szenario „%s“ ist gelöscht.") % found.title)
            return redirect("supply:whatif")
        if step == "verlaengern":
            ends = actions.renew_scenario(request.user, found, owner_key)
            messages.success(request, _("Das Szenario bleibt bis %s.") % date_format(ends))
        elif step in ("amtlich", "nicht-amtlich"):
            actions.mark_official(request.user, found, step == "amtlich")
            messages.success(request, _("Gespeichert."))
        return redirect(here)
    response = render(
        request,
        "supply/scenario_manage.html",
        {
            "scenario": found,
            "owner": owner,
            "link": request.build_absolute_uri(found.get_absolute_url()),
            "owner_link": request.build_absolute_uri(here) if owner_key else "",
            "may_mark": rules.may_mark_official(request.user, found),
            "compare": f"{reverse('supply:compare')}?szenario={found.key}",
        },
    )
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List the scenarios of the person signed in."""
    return render(request, "supply/scenario_own.html", {"scenarios": queries.own(request.user)})


@require_safe
@paced
def compare(request: HttpRequest) -> HttpResponse:
    """Show up to three scenarios side by side."""
    municipality = request.municipality  # type: ignore[attr-defined]
    keys = list(dict.fromkeys(plain(text) for text in request.GET.getlist("szenario")))
    form = KeyForm(request.GET if "link" in request.GET else None)
    if form.is_bound and form.is_valid():
        keys = list(dict.fromkeys([*keys, form.cleaned_data["link"]]))
        if len(keys) <= COMPARED and queries.scenario(municipality, form.cleaned_data["link"]):
            return redirect(queries.compare_address(keys))
        form.add_error(
            "link",
            _("Mehr als drei Szenarien passen nicht nebeneinander. Nehmen Sie zuerst eines weg.")
            if len(keys) > COMPARED
            else _("Dieses Szenario gibt es hier nicht. Vielleicht ist es abgelaufen oder wurde gelöscht."),
        )
        keys = keys[:-1]
    found = queries.scenarios(municipality, keys[:COMPARED])
    columns = [_column(municipality, one, found) for one in found]
    pages = [column["page"] for column in columns]
    shown = columns if all(page.ready for page in pages) else []
    context = {
        "columns": shown,
        "rows": _rows(shown),
        "lost": len(keys[:COMPARED]) - len(found),
        "form": form,
        "keys": [one.key for one in found],
        "full": len(found) >= COMPARED,
        "official": [
            (one, queries.compare_address([*(other.key for other in found), one.key]))
            for one in queries.official(municipality)
            if one not in found
        ],
        "same_question": len({replace(page.asked, changes=Changes()) for page in pages}) < 2,
        "here": queries.compare_address([one.key for one in found]),
    }
    if shown:
        context |= {
            "looks": [("heute", _("heute")), *((one.key, one.title) for one in found)],
            "bounds": pages[0].bounds,
            "map_data": whatif_page.comparison_data([(one.key, page) for one, page in zip(found, pages, strict=True)]),
        }
    return render(request, "supply/compare.html", context)


def _column(municipality: Municipality, one: Scenario, found: list[Scenario]) -> dict[str, Any]:
    page = whatif_page.page_of(municipality, one.asked, one.names)
    others = [other.key for other in found if other != one]
    return {
        "scenario": one,
        "page": page,
        "changes": page.changes() if page.ready else [],
        "without": queries.compare_address(others) if others else reverse("supply:compare"),
    }


def _rows(columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the numbers of the scenarios, a row each, in words."""
    tables = [whatif_page.number_rows(column["page"].answer) for column in columns]
    totals = [column["page"].answer.total for column in columns]
    counted = (
        (_("kürzerer Weg"), [total.shorter for total in totals]),
        (_("längerer Weg"), [total.longer for total in totals]),
    )
    return [
        *(
            {"label": lines[0][0], "cells": [whatif_page.from_to(*line[1:]) for line in lines]}
            for lines in zip(*tables, strict=True)
        ),
        *(
            {"label": label, "cells": [people_text(count) if count else "–" for count in counts]}
            for label, counts in counted
        ),
    ]
