# SPDX-License-Identifier: EUPL-1.2
"""What citizens see of the survey of a phase: the beginning, the sections, the review, the results."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.commons.forms import answering, drafts, results
from allmende.core.behalf.context import current
from allmende.decide.participation.audience import Who, may_take_part
from allmende.decide.participation.formats.registry import Shown
from allmende.decide.participation.models import Phase
from allmende.decide.participation.page import phase_of, render_phase
from allmende.decide.participation.survey import queries, rules

COOKIE, COOKIE_SALT = "allmende_befragung", "allmende.forms.device"
COOKIE_SECONDS = 60 * 24 * 3600


def _device(request: HttpRequest) -> str:
    """Return by what a browser without account is recognised; empty where it was never given anything."""
    return request.get_signed_cookie(COOKIE, "", salt=COOKIE_SALT, max_age=COOKIE_SECONDS) or ""


def course_of(request: HttpRequest, phase: Phase, who: Who, device: str = "") -> answering.Course | None:
    """Return the survey of a phase for whoever asks; None where its questions do not stand yet."""
    link = queries.link_of(phase)
    if link is None or link.survey is None:
        return None
    admission = may_take_part(phase, who)
    device = device or _device(request)
    holder = admission.credential or (f"{drafts.DEVICE}{device}" if device else "")
    acting = current(request)
    address = [phase.process.slug, phase.pk]
    return answering.Course(
        survey=link.survey,
        holder=holder if admission.allowed else "",
        # Whoever acts for somebody fills in a form of their own: what the person has begun stays theirs.
        draft_holder=f"behalf:{acting.actor.pk}:{holder}" if acting and holder and admission.allowed else "",
        may_answer=rules.may_answer(who, phase),
        municipality=phase.process.municipality,
        section_url=lambda key: reverse("participation:survey_section", args=[*address, key]),
        review_url=reverse("participation:survey_review", args=address),
        done_url=reverse("participation:survey_done", args=address),
        start_url=reverse("participation:phase", args=address),
    )


def show(request: HttpRequest, phase: Phase, who: Who) -> Shown:
    """Return the beginning of the survey, and its results where they may be seen."""
    course = course_of(request, phase, who)
    context: dict[str, Any] = {"course": course}
    if course is not None:
        context |= answering.start_context(course)
        context["is_over"] = phase.is_over()
        if results.are_public(course.survey):
            context["report"] = results.report(course.survey)
    return Shown("survey/survey.html", context)


def _course(request: HttpRequest, process: str, phase: int) -> tuple[Phase, Who, answering.Course, str]:
    """Return the course, and the device that a cookie has to name afterwards (empty: none needed)."""
    found, who = phase_of(request, process, phase, format="survey")
    new = "" if request.method != "POST" or _device(request) else uuid.uuid4().hex
    course = course_of(request, found, who, new)
    if course is None:
        raise Http404
    return found, who, course, new if course.holder == f"{drafts.DEVICE}{new}" else ""


def _answer(request: HttpRequest, phase: Phase, who: Who, page: answering.Page, device: str) -> HttpResponse:
    response: HttpResponse
    if page.redirect:
        response = redirect(page.redirect)
    else:
        context = {**(page.context or {}), "part": page.template, "is_step": True}
        response = render_phase(request, phase, who, "survey/step.html", context, page.status)
    if device:
        response.set_signed_cookie(
            COOKIE, device, salt=COOKIE_SALT, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, process: str, phase: int, key: str) -> HttpResponse:
    """Show one section, or take it."""
    found, who, course, device = _course(request, process, phase)
    return _answer(request, found, who, answering.section_page(request, course, key), device)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Show all answers once more, or send them."""
    found, who, course, device = _course(request, process, phase)
    return _answer(request, found, who, answering.review_page(request, course), device)


@never_cache
@require_safe
def done(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Say thanks."""
    found, who, course, device = _course(request, process, phase)
    return _answer(request, found, who, answering.done_page(course), device)


@require_safe
def table(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Return the published results as CSV."""
    found, _who = phase_of(request, process, phase, format="survey")
    link = queries.link_of(found)
    if link is None or link.survey is None or not results.are_public(link.survey):
        raise Http404
    return results.csv_response(link.survey, f"befragung-{found.pk}")


@require_safe
def data(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Return the published results as JSON."""
    found, _who = phase_of(request, process, phase, format="survey")
    link = queries.link_of(found)
    if link is None or link.survey is None or not results.are_public(link.survey):
        raise Http404
    return results.json_response(link.survey, f"befragung-{found.pk}")
