# SPDX-License-Identifier: EUPL-1.2
"""The register of translations and the side-by-side editor in the staff area."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Page, Revision

from allmende.commons.pages import register as registers
from allmende.commons.pages import translating
from allmende.commons.pages.queries import SOURCE_LANGUAGE
from allmende.commons.pages.staff_sheet import Sheet
from allmende.core.languages.choice import codes
from allmende.core.languages.machine.services import machine_for

LINES_PER_PAGE = 50


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Show which pages are missing or outdated in which language, the longest waiting first."""
    asked = {name: request.GET.get(name, "") for name in ("nach", "stand", "q")}
    everything = registers.lines(request.user, language=asked["nach"], words=asked["q"])
    lines = [line for line in everything if not asked["stand"] or line.state == asked["stand"]]
    page = Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("seite"))
    counted = registers.counts(everything)
    context = {
        "page": page,
        "asked": asked,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != SOURCE_LANGUAGE],
        "states": [(state.value, state.label, counted[state.value]) for state in registers.State],
        "total": len(everything),
        "header_title": _("Übersetzungen"),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Übersetzungen")},
        ],
        "header_icon": "site",
    }
    return TemplateResponse(request, "pages/staff/register.html", context)


def _source_or_404(pk: int, language: str) -> Page:
    if language not in codes() or language == SOURCE_LANGUAGE:
        raise Http404
    pages = Page.objects.filter(locale__language_code=SOURCE_LANGUAGE, depth__gt=1).select_related("locale")
    return get_object_or_404(pages, pk=pk)


@require_http_methods(["GET", "POST"])
def side_by_side(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show source and translation side by side; save the translation as a draft."""
    source = _source_or_404(pk, language)
    try:
        translating.require_may_translate(request.user, source, language)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("pages_staff:register")
    revision = translating.published_source(source)
    if request.method == "POST":
        shown = request.POST.get("made_from", "")
        revision = Revision.objects.filter(
            pk=int(shown) if shown.isdecimal() and len(shown) < 19 else 0, object_id=str(source.pk)
        ).first()
    if revision is None:
        messages.error(request, _("Bitte speichern Sie zuerst die deutsche Seite und laden Sie diese Seite neu."))
        return redirect("pages_staff:register")
    sheet = Sheet(source, language, revision, request.POST if request.method == "POST" else None)
    if request.method == "POST" and sheet.form.is_valid():
        try:
            translating.save_translation(
                request.user, source, language, sheet.texts(), made_from=revision.pk, base=sheet.base,
                machine_checked=bool(request.POST.get("machine_checked")),
            )  # fmt: skip
        except ValidationError as error:
            sheet.form.add_error(None, error)
        else:
            messages.success(
                request, _("Als Entwurf gespeichert. Zum Veröffentlichen öffnen Sie die Seite in der Redaktion.")
            )
            return redirect("pages_staff:side_by_side", source.pk, language)
    context = {
        "source": source,
        "sheet": sheet,
        "machine": machine_for(language),
        "header_title": source.title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("pages_staff:register"), "label": _("Übersetzungen")},
            {"url": "", "label": source.title, "sublabel": sheet.language_name},
        ],
        "header_icon": "site",
    }
    return TemplateResponse(request, "pages/staff/side_by_side.html", context, status=422 if sheet.form.errors else 200)


@require_POST
def ask_machine(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Order a draft by machine."""
    source = _source_or_404(pk, language)
    try:
        translating.ask_machine(request.user, source, language)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("pages_staff:side_by_side", source.pk, language)


@require_POST
def discard_machine(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Throw a draft by machine away."""
    source = _source_or_404(pk, language)
    try:
        translating.discard_draft(request.user, source, language)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Die maschinellen Vorschläge sind verworfen."))
    return redirect("pages_staff:side_by_side", source.pk, language)


def refuse_unchecked(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a translation from being published while texts by machine in it were checked by nobody."""
    draft = translating.unchecked_draft(page)
    if draft is None:
        return None
    messages.error(
        request,
        _(
            "Noch nicht veröffentlicht: Diese Übersetzung enthält maschinelle Texte, die niemand geprüft hat. Bitte lesen Sie sie und bestätigen Sie das."
        ),
    )
    return redirect("pages_staff:side_by_side", draft.source_id, draft.language)
