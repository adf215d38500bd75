# SPDX-License-Identifier: EUPL-1.2
"""The statement on accessibility, and the form to report a barrier."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.core.accessibility import actions, desk, queries
from allmende.core.accessibility.criteria import BY_KEY
from allmende.core.accessibility.forms import BarrierForm
from allmende.core.throttle.actions import Limit, attempt, caller_of

REPORTS = Limit("accessibility.report", 10, 3600)


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """Show the statement; before one is published, what is known anyway and how to report a barrier."""
    municipality = request.municipality  # type: ignore[attr-defined]
    found = queries.statement_page(municipality)
    context = {
        "found": found,
        "statement": found.statement,
        "grade": found.status.grade.value,
        "failed": [BY_KEY[key] for key in found.status.unnamed],
        "weeks": found.statement.answer_weeks if found.statement else queries.answer_weeks(municipality),
        "can_report": desk.is_staffed(),
        "languages": [name for _code, name in settings.LANGUAGES],
    }
    return render(request, "accessibility/statement.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a report and lead to where it stands. `?seite=` names the page it is about."""
    host, page = request.get_host(), request.GET.get("seite", "") or request.headers.get("Referer", "")
    form = BarrierForm(request.POST, host=host) if request.method == "POST" else BarrierForm(host=host, page=page)
    status = 200
    if form.is_bound:
        if form.is_valid() and not attempt(REPORTS, caller_of(request)):
            form.add_error(
                None, _("Das waren viele Meldungen in kurzer Zeit. Bitte versuchen Sie es in einer Stunde noch einmal.")
            )
        if form.is_valid():
            data = form.cleaned_data
            language = get_language() or settings.LANGUAGE_CODE
            with override(settings.LANGUAGE_CODE):  # whoever handles it reads it in the language of the house
                receipt = actions.report_barrier(
                    request.municipality,  # type: ignore[attr-defined]
                    text=data["text"],
                    page=data["page"],
                    email=data["email"],
                    key=data["key"],
                    person=request.user if request.user.is_authenticated else None,
                    language=language,
                )
            messages.success(
                request, _("Danke! Ihre Meldung ist angekommen. Die Vorgangsnummer ist %s.") % receipt.reference
            )
            return redirect(receipt.url)
        form.renew()
        status = 422
    context = {
        "form": form,
        "weeks": queries.answer_weeks(request.municipality),  # type: ignore[attr-defined]
        "can_report": desk.is_staffed(),
    }
    return render(request, "accessibility/report.html", context, status=status)
