# SPDX-License-Identifier: EUPL-1.2
"""What citizens see of votes, polls and budgets in a phase."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.ballots.casting import Page, cast_page
from allmende.commons.ballots.models import Vote
from allmende.commons.ballots.queries import shown_result
from allmende.commons.ballots.rules import shows_result, takes_ballots
from allmende.core.behalf.context import current
from allmende.core.throttle.actions import Limit, attempt, caller_of
from allmende.decide.participation.audience import Who, may_take_part
from allmende.decide.participation.budget import queries
from allmende.decide.participation.budget.models import Budget
from allmende.decide.participation.formats.registry import Shown
from allmende.decide.participation.models import Phase
from allmende.decide.participation.page import phase_of, render_phase

COOKIE, COOKIE_SALT = "allmende_umfrage", "allmende.ballots.device"
COOKIE_SECONDS = 60 * 24 * 3600
POLL_LIMIT = Limit("ballots.poll", 20, 3600)
"""Answers to polls from one address in an hour: a household or a class shares one."""


def _page(request: HttpRequest, phase: Phase, who: Who, vote: Vote, device: str = "") -> Page:
    """Return the part of the page on which one votes, for whoever is asking."""
    admission = may_take_part(phase, who)
    mine = admission.credential or (f"device:{device}" if vote.is_poll and device else "")
    if vote.is_poll and not mine and admission.allowed and request.method != "POST":
        mine = "device:new"  # a form to fill in; the cookie comes with sending it
    # Whoever acts for somebody else would see how they vote; and anybody can have many accounts.
    alone = vote.is_poll or (current(request) is None and phase.audience != Phase.Audience.EVERYONE)
    allowed = admission.allowed and phase.is_open() and alone
    action = reverse("participation:ballot_cast", args=[phase.process.slug, phase.pk])
    return cast_page(request, vote, mine if allowed else "", action=action, area=admission.area)


def _context(request: HttpRequest, phase: Phase, vote: Vote | None, page: Page | None) -> dict[str, Any]:
    running = vote is not None and takes_ballots(None, vote, timezone.now())
    return {
        **(page.context if page else {}),
        "ballot_part": page.template if page else "",
        "vote": vote,
        "is_running": running,
        "behalf_stops": vote is not None and not vote.is_poll and running and current(request) is not None,
        "shows_result": vote is not None and shows_result(None, vote),
        "live_result": shown_result(vote) if vote is not None and vote.is_poll and shows_result(None, vote) else None,
    }


def show_vote(request: HttpRequest, phase: Phase, who: Who) -> Shown:
    """Return the page of a vote or poll."""
    vote = queries.vote_of(phase)
    page = _page(request, phase, who, vote, _device(request)) if vote else None
    return Shown("budget/vote.html", _context(request, phase, vote, page))


def show_budget(request: HttpRequest, phase: Phase, who: Who) -> Shown:
    """Return the page of a budget: projects and their checks, the ballot while it runs, then the result."""
    budget, vote = queries.budget_of(phase), queries.vote_of(phase)
    page = _page(request, phase, who, vote) if vote and vote.state != Vote.State.DRAFT else None
    return Shown("budget/budget.html", {**_context(request, phase, vote, page), **_budget_context(budget, vote)})


def _budget_context(budget: Budget | None, vote: Vote | None) -> dict[str, Any]:
    is_counted = budget is not None and vote is not None and vote.state == Vote.State.PUBLISHED
    context: dict[str, Any] = {"budget": budget, "is_counted": is_counted}
    if budget is not None and vote is not None and is_counted:
        result = queries.result_of(budget, vote)
        context |= {
            "result": result,
            "rows": queries.rows(result),
            "summary": queries.summary_of(result),
            "comparison": result.comparison,
            "is_shares": budget.rule == Budget.Rule.SHARES,
            "other_names": [NAMES[key] for key in result.others],
            "accepted": vote.result["accepted"] if vote.result else 0,
        }
    elif budget is not None:
        context["projects"] = list(budget.projects.select_related("idea__phase__process"))
    return context


NAMES = {
    "equal-shares": gettext_lazy("gleiche Anteile"),
    "greedy": gettext_lazy("die meisten Stimmen"),
    "greedy-per-cost": gettext_lazy("die meisten Stimmen je Euro"),
}


@never_cache
@require_POST
def cast(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Take one step of voting: look over, go back, cast."""
    found, who = phase_of(request, process, phase)
    vote = queries.vote_of(found)
    if vote is None or vote.state == Vote.State.DRAFT or found.format not in ("vote", "poll", "budget"):
        raise Http404
    device = _device(request) or uuid.uuid4().hex
    casting = request.POST.get("do") == "cast"
    if vote.is_poll and casting and not attempt(POLL_LIMIT, caller_of(request)):
        words = _(
            "Von Ihrem Anschluss kamen gerade viele Antworten. Bitte versuchen Sie es in einer Stunde noch einmal."
        )
        page = Page("ballots/cast/state.html", {"vote": vote, "refusal": words}, 429)
    else:
        page = _page(request, found, who, vote, device)
    context = _context(request, found, vote, page)
    template = "budget/vote.html"
    response = render_phase(request, found, who, template, {**context, "is_step": True}, page.status)
    if vote.is_poll and not may_take_part(found, who).credential:
        response.set_signed_cookie(
            COOKIE, device, salt=COOKIE_SALT, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return response


def _device(request: HttpRequest) -> str:
    """Return by what a browser without account is recognised in polls; empty where it was never given anything."""
    return request.get_signed_cookie(COOKIE, "", salt=COOKIE_SALT, max_age=COOKIE_SECONDS) or ""


@require_safe
def pb(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Return the budget with its result as a .pb file, once published, where the ballots may be listed."""
    found, _who = phase_of(request, process, phase, format="budget")
    budget, vote = queries.budget_of(found), queries.vote_of(found)
    if budget is None or vote is None or vote.state != Vote.State.PUBLISHED or not vote.result:
        raise Http404
    if vote.result["accepted"] < vote.list_from:
        raise Http404
    response = HttpResponse(queries.as_pb(budget, vote), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{vote.key}.pb"'
    return response
