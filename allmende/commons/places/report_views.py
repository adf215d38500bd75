# SPDX-License-Identifier: EUPL-1.2
"""The form "Stimmt etwas nicht?" of a place."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allmende.commons.places import actions, queries
from allmende.commons.places.forms import TOPICS, ReportForm
from allmende.core.behalf.actions import remember_if_acting
from allmende.core.behalf.context import author_of
from allmende.core.throttle.actions import Limit, attempt, caller_of

REPORTS = Limit("places.report", 10, 3600)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: int) -> HttpResponse:
    """Show the form, or take a report and lead to where it stands."""
    found = queries.place_page(request.municipality, key)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    form = ReportForm(request.POST) if request.method == "POST" else ReportForm()
    status = 200
    if form.is_bound:
        if form.is_valid() and not attempt(REPORTS, caller_of(request)):
            form.add_error(
                None, _("Das waren viele Hinweise in kurzer Zeit. Bitte versuchen Sie es in einer Stunde noch einmal.")
            )
        if form.is_valid():
            data = form.cleaned_data
            with override(settings.LANGUAGE_CODE):  # whoever handles the case reads it in the language of the house
                topic = str(TOPICS[data["topic"]])
            with transaction.atomic():
                case = actions.report_place(
                    found.place,
                    topic=topic,
                    text=data["text"],
                    email=data["email"],
                    submission_key=data["key"],
                    person=author_of(request),
                    language=get_language() or settings.LANGUAGE_CODE,
                )
                remember_if_acting(
                    request,
                    "cases.open",
                    obj=case,
                    what=case.subject,
                    municipality=case.municipality,
                    url=reverse("cases:status", args=[case.reference]),
                )
            messages.success(
                request, _("Danke! Ihr Hinweis ist angekommen. Die Vorgangsnummer ist %s.") % case.reference
            )
            return redirect("cases:status", case.reference)
        form.renew()
        status = 422
    context = {"form": form, "place": found.place, "here": queries.place_url(found.place)}
    return render(request, "places/report.html", context, status=status)
