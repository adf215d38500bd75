# SPDX-License-Identifier: EUPL-1.2
"""The survey of a phase in the staff area: which questionnaire, and its questions taken over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allmende.commons.forms.models import Form
from allmende.commons.forms.results import number_of_answers
from allmende.core.municipality.queries import family_keys
from allmende.decide.participation.models import Phase
from allmende.decide.participation.survey import actions, queries, rules


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, pk: int) -> HttpResponse:
    """Show questionnaire and survey of a phase, and do one thing with them."""
    found = get_object_or_404(Phase.objects.select_related("process__municipality"), pk=pk)
    rules.sees.require(request.user, found)
    if found.format != "survey":
        raise Http404
    errors: list[str] = []
    if request.method == "POST":
        try:
            return _act(request, found)
        except ValidationError as problem:
            errors = problem.messages
        except PermissionDenied:
            errors = [_("Dafür fehlt Ihnen das Recht.")]
    link = queries.link_of(found)
    survey = link.survey if link else None
    context: dict[str, Any] = {
        "phase": found,
        "link": link,
        "survey": survey,
        "number": number_of_answers(survey) if survey else 0,
        "errors": errors,
        "forms": Form.objects.filter(municipality__in=family_keys(found.process.municipality)),
        "may_prepare": rules.may_prepare(request.user, found),
        "header_title": found.title,
        "header_icon": "form",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("participation_staff:process", args=[found.process_id]), "label": found.process.title},
            {"url": "", "label": found.title},
        ],
    }
    return render(request, "survey/staff/phase.html", context, status=422 if request.method == "POST" else 200)


def _act(request: HttpRequest, found: Phase) -> HttpResponse:
    match request.POST.get("do", ""):
        case "make_form":
            link = actions.make_form(request.user, found)
            return redirect("forms_staff_detail", link.form_id)
        case "choose_form":
            wanted = request.POST.get("form", "")
            form = get_object_or_404(
                Form, pk=wanted if wanted.isdigit() else 0, municipality__in=family_keys(found.process.municipality)
            )
            actions.choose_form(request.user, found, form)
            messages.success(request, _("Gespeichert."))
        case "use":
            survey = actions.use(request.user, found)
            messages.success(request, _("Die Fragen sind übernommen: Fassung %d.") % survey.version.number)
        case _:
            raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return redirect("survey_staff_phase", found.pk)
