# SPDX-License-Identifier: EUPL-1.2
"""The live what-if page and its sheet to print."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.core.throttle.actions import caller_of
from allmende.core.throttle.pace import Pace
from allmende.know.supply import scenario_queries, whatif_page
from allmende.know.supply.changes import MOST, Asked, read
from allmende.know.supply.scenario_models import Scenario
from allmende.know.supply.whatif_page import Page

LOOKS = ("change", "before", "after")
PAGES = Pace(burst=200, per_second=3)
"""Whole pages cost more than single answers (`answer_views`), and nobody opens three a second for long."""


def paced(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that asks whoever opens very many pages of this kind to wait."""

    @wraps(view)
    def asked_for(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PAGES.take(caller_of(request)):
            return view(request, *args, **kwargs)
        response = render(request, "supply/busy.html", status=429)
        response["Retry-After"] = "10"
        patch_cache_control(response, no_store=True)
        return response

    return asked_for


@require_safe
@paced
def whatif(request: HttpRequest) -> HttpResponse:
    """Show the page. What a button of the form asks for beyond the question leads to the address of the new question."""
    parameters, done = carry_out(request.GET)
    asked = read(parameters)
    if done:
        return redirect(f"{reverse('supply:whatif')}{asked.query()}")
    return show(request, asked)


def carry_out(asked: QueryDict) -> tuple[QueryDict, bool]:
    """Take back or replace what buttons say (`ohne`, `ersetzt`): the parameters without them, and whether there were any."""
    drop, swap = asked.getlist("ohne"), asked.getlist("ersetzt")
    if not drop and not swap:
        return asked, False
    result = asked.copy()
    for text in drop:
        kind, _colon, what = text.partition(":")
        for name in ("neu", "weg-id", "verschoben") if text == "alles" else (kind,):
            if name in ("neu", "weg-id", "verschoben"):
                kept = [] if text == "alles" else [old for old in result.getlist(name) if old.partition("@")[0] != what]
                result.setlist(name, kept)
    for text in swap:
        old, _at, new = text.partition("@")
        result.setlist("neu", [new if point == old else point for point in result.getlist("neu")])
    return result, True


def show(request: HttpRequest, asked: Asked, scenario: Scenario | None = None) -> HttpResponse:
    """Return the what-if page for a question."""
    municipality = request.municipality  # type: ignore[attr-defined]
    page = whatif_page.page_of(municipality, asked, scenario.names if scenario else None)
    context: dict[str, Any] = {"page": page, "asked": page.asked, "problems": page.problems, "scenario": scenario}
    if page.ready:
        sought = request.GET.get("suche", "")[:100].strip()
        moving = page.moving(request.GET.get("verschieben", "")[:60])
        context |= part_of(page) | {
            "words": json.dumps(_words(page)),
            "looks": list(zip(LOOKS, (_("Unterschied"), _("heute"), _("danach")), strict=True)),
            "sought": sought,
            "moving": moving,
            "put": _put(moving),
            "found": whatif_page.found_spots(municipality, sought),
            "vacant": whatif_page.vacant_shops(municipality),
            "listed": page.listed(sought),
        }
    if scenario is None:
        context["official"] = scenario_queries.official(municipality)
    return render(request, "supply/whatif.html", context)


def part_of(page: Page) -> dict[str, Any]:
    """Return what the part of the page needs that changes with every answer."""
    query = page.asked.query()
    return {
        "asked": page.asked,
        "answer": page.answer,
        "figures": whatif_page.figures_of(page.answer),
        "changes": page.changes(),
        "save_url": reverse("supply:scenario_save") + query,
        "sheet_url": reverse("supply:whatif_sheet") + query,
        "share_url": reverse("supply:whatif") + query,
    }


def _put(moving: whatif_page.Moving | None) -> dict[str, str]:
    """Return name and beginning of the value of the buttons that put something at a point."""
    if moving is None:
        return {"name": "neu", "prefix": ""}
    if moving.key.startswith("neu:"):
        return {"name": "ersetzt", "prefix": f"{moving.key.removeprefix('neu:')}@"}
    return {"name": "verschoben", "prefix": f"{moving.key}@"}


def _words(page: Page) -> dict[str, str]:
    """Return what the scripts of the page say."""
    return {
        "one": page.topic.label,
        "keys": _("Mit den Pfeiltasten verschieben, mit Entf wegnehmen."),
        "close": _("Schließen lassen"),
        "back": _("Wie heute lassen"),
        "drag": _("Zum Verschieben den Punkt ziehen."),
        "most": _("Mehr als %s Änderungen auf einmal gehen nicht. Nehmen Sie zuerst eine zurück.") % MOST,
        "set": _("Gesetzt."),
        "busy": _("Das waren sehr viele Fragen in kurzer Zeit. In %s Sekunden geht es von selbst weiter."),
        "offline": _("Gerade kommt keine Antwort. Ihre Änderungen sind noch da, wir versuchen es weiter."),
        "refused": _("Diese Frage konnten wir nicht beantworten. Nehmen Sie die letzte Änderung zurück."),
    }


@require_safe
@paced
def sheet(request: HttpRequest) -> HttpResponse:
    """Show the sheet to print of a question."""
    return show_sheet(request, read(request.GET))


def show_sheet(request: HttpRequest, asked: Asked, scenario: Scenario | None = None) -> HttpResponse:
    """Return the one-page sheet: drawing, before and after, assumptions, link and QR code."""
    municipality = request.municipality  # type: ignore[attr-defined]
    page = whatif_page.page_of(municipality, asked, scenario.names if scenario else None)
    if not page.ready:
        return redirect("supply:whatif")
    back = scenario.get_absolute_url() if scenario else reverse("supply:whatif") + page.asked.query()
    context = part_of(page) | {
        "page": page,
        "problems": page.problems,
        "scenario": scenario,
        "drawing": whatif_page.drawing_of(page),
        "back": back,
        "address": request.build_absolute_uri(back),
    }
    response = render(request, "supply/whatif_sheet.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
