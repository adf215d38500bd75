# SPDX-License-Identifier: EUPL-1.2
"""Pages of processes: the list, one process, one phase; and the way in and out for holders of a code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.dialogue.voices import voices_of
from allmende.core.throttle.actions import Limit, attempt, caller_of
from allmende.core.throttle.forms import OpenForm
from allmende.decide.participation import codes, contact, gateways, queries
from allmende.decide.participation.audience import level_words, may_take_part, who_of
from allmende.decide.participation.formats.registry import format_of
from allmende.decide.participation.idea_queries import own_ideas
from allmende.decide.participation.models import IdeaDraft, Phase
from allmende.decide.participation.page import phase_of, process_of, render_phase

PER_PAGE = 20
ASKING = Limit("participation.ask_code", 5, 3600)


@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """Show the processes of the municipality, by where they stand."""
    wanted = request.GET.get("stand", "")
    wanted = wanted if wanted in queries.FILTERS else ""
    now = timezone.now()
    municipality = request.municipality  # type: ignore[attr-defined]
    numbers = queries.counts(municipality, now)
    page = Paginator(queries.public_list(municipality, wanted, now), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [(one, queries.process_moment(one, list(one.phases.all()), now)) for one in page],
        "wanted": wanted,
        "filters": [(key, label, numbers[key]) for key, label in queries.FILTERS.items()],
        "total": numbers["alle"],
    }
    return render(request, "participation/processes.html", context)


@require_safe
def process(request: HttpRequest, process: str) -> HttpResponse:
    """Show one process: what for, what one can do now, the phases, who decides, what came of it."""
    found = process_of(request, process)
    now, who = timezone.now(), who_of(request, found)
    phases = list(found.phases.all())
    for phase in phases:
        phase.process = found
    context = {
        "process": found,
        "who": who,
        "moment": queries.process_moment(found, phases, now),
        "steps": [_step(phase, who, now) for phase in phases],
        "is_draft": not found.is_public,
        "can_ask": not who.is_known and gateways.offered(found),
        "shapes": _shapes(found),
    }
    response = render(request, "participation/process.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


def _step(phase: Phase, who: Any, now: Any) -> dict[str, Any]:
    known = format_of(phase.format)
    open_now = phase.is_open(now)
    return {
        "phase": phase,
        "format": known,
        "moment": queries.moment_of(phase, now),
        "is_open": open_now,
        "admission": may_take_part(phase, who, now) if open_now else None,
        "audience_words": level_words(phase),
        "result": known.result(phase) if known is not None and not phase.is_coming(now) else "",
    }


def _shapes(process: Any) -> dict[str, Any]:
    """Return the area of a process for a map, and its bounds; empty for the whole municipality."""
    if process.area is None:
        return {}
    geometry = process.area.geom
    feature = {
        "type": "Feature",
        "geometry": geometry.simplify(0.0001).__geo_interface__,
        "properties": {"name": process.area.name, "colour": "#2d6f9f"},
    }
    return {"data": {"type": "FeatureCollection", "features": [feature]}, "bounds": list(geometry.bounds)}


@require_safe
def phase(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Show a phase: its format decides what."""
    found, who = phase_of(request, process, phase)
    known = format_of(found.format)
    if known is None:  # the app that knew the format is gone; its phase stays readable
        return render_phase(request, found, who, "participation/phase_unknown.html", {})
    shown = known.show(request, found, who)
    return render_phase(request, found, who, shown.template, dict(shown.context), shown.status)


@never_cache
@require_safe
def own(request: HttpRequest, process: str) -> HttpResponse:
    """Show what the visitor has brought in or follows: with account, code, or the browser they wrote with."""
    found = process_of(request, process)
    voices = voices_of(request)
    ideas = list(own_ideas(found.pk, voices)[:200]) if voices else []
    drafts = IdeaDraft.objects.filter(voice__in=voices, phase__process=found).select_related("phase") if voices else []
    context = {"process": found, "who": who_of(request, found), "ideas": ideas, "drafts": list(drafts)}
    return render(request, "participation/own.html", context)


@never_cache
@require_POST
def forget_code(request: HttpRequest, process: str) -> HttpResponse:
    """Take the code from this browser: for whoever used a device of somebody else."""
    found = process_of(request, process)
    response = redirect(found.get_absolute_url())
    codes.forget(request, response, found)
    messages.success(
        request, _("Dieses Gerät kennt Ihren Code nicht mehr. Mit dem Brief kommen Sie jederzeit wieder hinein.")
    )
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_address(request: HttpRequest, process: str, phase: int, idea: int, token: str) -> HttpResponse:
    """Ask the owner of an e-mail address whether they want news about an idea: the page of the link in our first mail."""
    found, who = phase_of(request, process, phase)
    one = contact.found(found.pk, idea, token)
    if one is None:
        raise Http404
    if request.POST.get("do") in ("yes", "no"):
        wanted = request.POST["do"] == "yes"
        contact.settle(one, wanted=wanted)
        messages.success(
            request,
            _("Danke! Wir schreiben Ihnen, was aus der Idee wird.") if wanted else _("Die Adresse ist gelöscht."),
        )
        return redirect(found.get_absolute_url())
    response = render_phase(request, found, who, "participation/ideas/contact.html", {"email": one.contact_email})
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


class AskForm(OpenForm):
    """An address to which a code is sent."""

    about_visitor = True
    salt = "allmende.participation.ask"

    def __init__(self, *args: Any, gateway: gateways.Gateway, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"] = gateway.form_field()
        self.order_fields(["address"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest, process: str, way: str = "email") -> HttpResponse:
    """Send a code to whoever has no account, where everyone may take part."""
    found, gateway = process_of(request, process), gateways.gateway_of(way)
    if gateway is None or not gateways.offered(found):
        raise Http404
    form = AskForm(request.POST or None, gateway=gateway)
    if form.is_bound and form.is_valid() and not attempt(ASKING, caller_of(request)):
        form.add_error(None, _("Das waren viele Anfragen. Bitte versuchen Sie es in einer Stunde noch einmal."))
    if form.is_bound and form.is_valid():
        try:
            gateways.ask(found, gateway, str(form.cleaned_data["address"]))
        except ValidationError as error:
            form.add_error("address", error)
        else:
            messages.success(request, _("Der Code ist unterwegs zu Ihnen. Öffnen Sie die Adresse in der Nachricht."))
            return redirect(found.get_absolute_url())
    if form.is_bound:
        form.renew()
    context = {"process": found, "form": form, "gateway": gateway}
    return render(request, "participation/ask_code.html", context, status=422 if form.is_bound else 200)
