# SPDX-License-Identifier: EUPL-1.2
"""Addresses beside the page tree: short ones for paper, and what editors do beside editing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Page

from allmende.commons.pages import rules
from allmende.commons.pages.actions import mark_translation_current, sign_off_easy_language
from allmende.commons.pages.forms import SignOffForm
from allmende.commons.pages.hints import newest_version, page_review, written
from allmende.commons.pages.queries import public, translation_state
from allmende.core.plainwords.views import problem, too_many, within_limits


@require_GET
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the short address on paper to the page. Pages that are not public answer as if they did not exist."""
    page = get_object_or_404(public(Page.objects.all()), pk=pk)
    url = page.get_url(request)
    if not url:
        raise Http404
    return redirect(url)


@require_POST
def mark_current(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a translation says what its German page says."""
    page = get_object_or_404(Page, pk=pk)
    try:
        mark_translation_current(page, person=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Vermerkt: „%s“ ist auf dem Stand der deutschen Seite.") % page.title)
    return redirect("wagtailadmin_pages:edit", pk)


@require_http_methods(["GET", "POST"])
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter who has tested the published text for easy language."""
    page = get_object_or_404(Page, pk=pk)
    rules.may_publish.require(request.user, page)
    form = SignOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_off_easy_language(page, person=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else form.add_error(None, error.messages)
        else:
            messages.success(request, _("Eingetragen. Die Seite heißt jetzt „Leichte Sprache“."))
            return redirect("wagtailadmin_pages:edit", pk)
    return TemplateResponse(
        request, "pages/staff/sign_off.html", {"page": page, "form": form, "state": translation_state(page)}
    )


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show hints on a page as it stands in the editor, without saving it. Takes the editor's whole form."""
    page = newest_version(get_object_or_404(Page.objects.select_related("latest_revision"), pk=pk).specific)
    rules.may_edit.require(request.user, page)
    if not within_limits(request):
        return too_many(request)
    before = written(page)
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(request.POST, instance=page, parent_page=page.get_parent().specific, for_user=request.user)
    form.defer_required_fields()
    if not form.is_valid():
        return problem(request, _("Ein Feld ist noch nicht richtig ausgefüllt. Danach folgen die Hinweise."), 422)
    form.save(commit=False)
    return render(request, "plainwords/review.html", page_review(page, before))
