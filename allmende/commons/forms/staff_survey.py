# SPDX-License-Identifier: EUPL-1.2
"""A survey in the staff area: how many have answered, free texts, paper, the end, and then the results."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.commons.forms import actions, results, rules
from allmende.commons.forms.fields import SectionForm, raw_of
from allmende.commons.forms.models import Form, FreeText, Survey, Version
from allmende.commons.forms.paper import sheet_of
from allmende.commons.forms.staff import crumbs
from allmende.core.letters.fonts import font_faces
from allmende.core.letters.pdf import LetterPressMissing, pages_pdf
from allmende.engines.questionnaire import text_in

TEXTS_PER_PAGE = 50


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How often somebody answers, and who sees the results."""

    class Meta:
        model = Survey
        fields = ("one_per_person", "results")

    def _post_clean(self) -> None:
        """The action checks and stores."""


def _survey(request: HttpRequest, pk: int, rule: Any = rules.may_see) -> Survey:
    survey = get_object_or_404(Survey.objects.select_related("version__form", "municipality"), pk=pk)
    rule.require(request.user, survey)
    return survey


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many have answered, once it is closed the results, and do one thing with the survey."""
    found = _survey(request, pk)
    error = ""
    settings_form = SettingsForm(request.POST if request.POST.get("do") == "settings" else None, instance=found)
    if request.method == "POST":
        try:
            return _act(request, found, settings_form)
        except ValidationError as problem:
            error = " ".join(problem.messages)
        except PermissionDenied:
            error = _("Dafür fehlt Ihnen das Recht.")
        found.refresh_from_db()
    context = {
        "survey": found,
        "error": error,
        "numbers": results.numbers(found),
        "report": results.report(found, "de") if results.are_settled(found) else None,
        "waiting": found.texts.filter(state=FreeText.State.WAITING).count(),
        "settings_form": settings_form,
        "may_manage": rules.may_manage(request.user, found),
        "may_enter": rules.may_enter(request.user, found),
        "moderates": rules.moderates_texts(request.user, found),
        "header_title": str(found),
        "header_icon": "list-ul",
        "breadcrumbs_items": crumbs(found.version.form, ("", _("Befragung"))),
    }
    return render(request, "forms/staff/survey.html", context, status=422 if request.method == "POST" else 200)


def _act(request: HttpRequest, found: Survey, settings_form: SettingsForm) -> HttpResponse:
    match request.POST.get("do", ""):
        case "settings":
            if not settings_form.is_valid():
                raise ValidationError(_("Bitte prüfen Sie die Einstellungen."))
            actions.change_survey(request.user, found, **settings_form.cleaned_data)
            messages.success(request, _("Gespeichert."))
        case "close":
            actions.close(request.user, found)
            messages.success(request, _("Die Befragung ist abgeschlossen."))
        case "erase":
            if request.POST.get("sicher") != "ja":
                raise ValidationError(_("Bitte bestätigen Sie, dass die Antworten für immer gelöscht werden."))
            number = actions.erase_answers(request.user, found)
            messages.success(request, _("%d Antworten sind gelöscht.") % number)
        case _:
            raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return redirect("forms_survey_staff", found.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at free texts and release them or keep them back, many at once."""
    found = _survey(request, pk, rules.moderates_texts)
    state = request.GET.get("stand", FreeText.State.WAITING)
    state = state if state in FreeText.State.values else FreeText.State.WAITING
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("text") if _is_uuid(key)]
        number = actions.judge_texts(request.user, found, keys, request.POST.get("do", ""))
        messages.success(request, _("%d Texte sind bearbeitet.") % number)
        return redirect(request.get_full_path())
    page = Paginator(found.texts.filter(state=state), TEXTS_PER_PAGE).get_page(request.GET.get("seite"))
    labels = {path: text_in(one.label, "de") for path, one in found.questionnaire.by_path.items()}
    context = {
        "survey": found,
        "page": page,
        "rows": [(one, labels.get(one.path.removesuffix(".other"), one.path)) for one in page],
        "state": state,
        "states": FreeText.State.choices,
        "header_title": _("Freitexte"),
        "header_icon": "list-ul",
        "breadcrumbs_items": crumbs(
            found.version.form, (reverse("forms_survey_staff", args=[found.pk]), _("Befragung")), ("", _("Freitexte"))
        ),
    }
    return render(request, "forms/staff/words.html", context)


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and text.replace("-", "").isalnum() and text.isascii()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in a sheet of paper: all sections on one page, with the numbers that are printed on the sheet."""
    found = _survey(request, pk, rules.enters)
    questionnaire, error = found.questionnaire, ""
    data = request.POST if request.method == "POST" else None
    sheets = [
        SectionForm(questionnaire, section, {}, data, language="de", everything=True)
        for section in questionnaire.sections
    ]
    for sheet in sheets:
        for field in sheet.fields.values():
            field.required = False  # whatever was left open on paper stays open
    if data is not None:
        try:
            actions.enter_paper(request.user, found, _raw(found, data))
        except actions.InvalidAnswers as invalid:
            for sheet in sheets:
                sheet.add_faults(invalid.faults)
            error = _("Bitte vergleichen Sie noch einmal mit dem Bogen.")
        except PermissionDenied:
            error = _("Diese Befragung nimmt keine Antworten mehr an.")
        else:
            messages.success(request, _("Der Bogen ist eingegeben."))
            return redirect("forms_survey_enter", found.pk)
    numbers = {line.path: line.number for part in sheet_of(questionnaire, "de") for line in part.questions}
    context = {
        "survey": found,
        "parts": [
            (text_in(sheet.section.title, "de"), [(numbers[b.question.path], b) for b in sheet.blocks({})]) for sheet in sheets
        ],
        "error": error,
        "may_enter": rules.may_enter(request.user, found),
        "header_title": _("Papierbogen eingeben"),
        "header_icon": "list-ul",
        "breadcrumbs_items": crumbs(
            found.version.form, (reverse("forms_survey_staff", args=[found.pk]), _("Befragung")), ("", _("Papierbogen eingeben"))
        ),
    }  # fmt: skip
    return render(request, "forms/staff/enter.html", context, status=422 if request.method == "POST" else 200)


def _raw(found: Survey, data: QueryDict) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for section in found.questionnaire.sections:
        raw |= raw_of(section, data, found.municipality)
    return raw


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the newest version of a questionnaire (the draft where there is none) as PDF, in one language."""
    form = get_object_or_404(Form.objects.select_related("municipality"), pk=pk)
    rules.may_see_form.require(request.user, form)
    language = request.GET.get("texte", "de")
    version = Version.objects.filter(form=form).order_by("-number").first()
    try:
        questionnaire = version.questionnaire if version else actions.understood(form.draft)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages[:5]))
        return redirect("forms_staff_detail", form.pk)
    language = language if language in dict(settings.LANGUAGES) else "de"
    with override(language):
        html = render_to_string(
            "forms/paper.html",
            {
                "form": form,
                "version": version,
                "title": text_in(questionnaire.title, language),
                "intro": text_in(questionnaire.intro, language),
                "parts": sheet_of(questionnaire, language),
                "language": language.split("-")[0],
                "direction": "rtl" if language == "ar" else "ltr",
                "fonts": mark_safe(font_faces()),  # noqa: S308 (names of our own files)
            },
        )
    try:
        content = pages_pdf([html])
    except LetterPressMissing as error:
        messages.error(request, str(error))
        return redirect("forms_staff_detail", form.pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="fragebogen-{form.pk}-{language}.pdf"'
    return response


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the results of a closed survey as CSV."""
    return results.csv_response(_settled(request, pk), f"befragung-{pk}")


@require_safe
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the results of a closed survey as JSON."""
    return results.json_response(_settled(request, pk), f"befragung-{pk}")


def _settled(request: HttpRequest, pk: int) -> Survey:
    found = _survey(request, pk)
    if not results.are_settled(found):
        raise Http404(_("Die Ergebnisse gibt es, sobald die Befragung abgeschlossen ist."))
    return found
