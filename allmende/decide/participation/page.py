# SPDX-License-Identifier: EUPL-1.2
"""The frame of every page of a process and its phases: who may see it, and what stands around the format."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from allmende.decide.participation import queries, rules
from allmende.decide.participation.audience import Admission, Who, level_words, may_take_part, who_of
from allmende.decide.participation.formats.registry import format_of
from allmende.decide.participation.models import Phase, Process


def process_of(request: HttpRequest, slug: str) -> Process:
    """Return a process that the visitor may see, with its phases; drafts only for staff. Raises `Http404`."""
    found = queries.process_page(request.municipality, slug)  # type: ignore[attr-defined]
    if found is None or not (found.is_public or rules.may_see_staff(request.user, found)):
        raise Http404
    return found


def phase_of(request: HttpRequest, process: str, phase: int, *, format: str = "") -> tuple[Phase, Who]:  # noqa: A002
    """Return a phase and who is asking, for the view of a format. Raises `Http404`, also for another format's phase."""
    found = process_of(request, process)
    for one in found.phases.all():
        if one.pk == phase and (not format or one.format == format):
            one.process = found
            return one, who_of(request, found)
    raise Http404


def frame(request: HttpRequest, phase: Phase, who: Who) -> dict[str, Any]:
    """Return what every page of a phase shows around its content. No query but those for the admission."""
    now = timezone.now()
    admission = may_take_part(phase, who, now)
    return {
        "process": phase.process,
        "phase": phase,
        "phases": list(phase.process.phases.all()),
        "format": format_of(phase.format),
        "who": who,
        "admission": admission,
        "is_open": phase.is_open(now),
        "moment": queries.moment_of(phase, now),
        "audience_words": level_words(phase),
        "is_draft": not phase.process.is_public,
        "ways": ways_in(request, phase, admission),
    }


def ways_in(request: HttpRequest, phase: Phase, admission: Admission) -> dict[str, Any]:
    """Return what somebody who is not admitted can do about it."""
    return {"show": not admission.allowed and phase.is_open(), "way": admission.way, "next": request.get_full_path()}


def render_phase(
    request: HttpRequest, phase: Phase, who: Who, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of a format inside the frame of its phase."""
    response = render(request, template, {**frame(request, phase, who), **context}, status=status)
    patch_vary_headers(response, ["Cookie"])  # whoever holds a code sees what is theirs
    return response
