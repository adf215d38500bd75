# SPDX-License-Identifier: EUPL-1.2
"""The check of a text, for staff."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.core.plainwords import rules
from allmende.core.plainwords.review import LONGEST, review
from allmende.core.throttle.actions import Limit, attempt

CHECKS = Limit("plainwords.check", 300, 10 * 60)
"""Per person; who writes is checked every few seconds."""


def within_limits(request: HttpRequest) -> bool:
    """Count a check of this person and tell whether it is within the limit."""
    return attempt(CHECKS, str(request.user.pk))


def problem(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """Say why a text is not checked."""
    return render(request, "plainwords/review.html", {"problem": text}, status=status)


def too_many(request: HttpRequest) -> HttpResponse:
    """Ask for patience."""
    return problem(request, _("Sehr viele Prüfungen in kurzer Zeit. Bitte warten Sie einen Moment."), 429)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Show the hints on a text: as a part of a page for the script (`part=1`), else as a page of its own.

    The text is in the field that `?feld=` names, so that any form can be sent here by its button.
    """
    rules.may_write.require(request.user)
    field, language = request.GET.get("feld", "text"), request.GET.get("sprache", "de")
    text, before = request.POST.get(field, ""), request.POST.get("before") or None
    if len(text) > LONGEST:
        return problem(
            request, _("Der Text ist zu lang, um ihn auf einmal zu prüfen. Bitte prüfen Sie ihn in Teilen."), 413
        )
    if not within_limits(request):
        return too_many(request)
    context: dict[str, Any] = {"review": review(text, language, before)}
    if request.POST.get("part"):
        return render(request, "plainwords/review.html", context)
    return render(request, "plainwords/page.html", context | {"header_title": _("Text prüfen"), "header_icon": "edit"})
