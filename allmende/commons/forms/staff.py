# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires in the staff area: the list, the editor, its checklist, translations, preview, import and export."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from allmende.commons.forms import actions, editing, rules
from allmende.commons.forms.fields import SectionForm, speaks
from allmende.commons.forms.models import Form
from allmende.commons.forms.staff_forms import HeadForm, ImportForm, NewForm, QuestionEditForm, SectionEditForm
from allmende.commons.forms.words import KIND_NAMES, place_words, problem_words
from allmende.engines.questionnaire import DefinitionError, read

LARGEST_FILE = 2_000_000


class FormIndexView(IndexView):
    """The list; every line leads to the editor."""

    add_item_label = gettext_lazy("Fragebogen anlegen")

    def get_edit_url(self, instance: Form) -> str:
        return reverse("forms_staff_detail", args=[instance.pk])

    def get_add_url(self) -> str | None:
        return reverse("forms_staff_new") if rules.may_add(self.request.user) else None

    def get_delete_url(self, instance: Form) -> None:
        return None

    def get_base_queryset(self) -> Any:
        return rules.may_see_form.filter(super().get_base_queryset(), self.request.user)


class FormViewSet(ModelViewSet):
    """The list of questionnaires. They are made and changed on pages of their own."""

    model = Form
    name = "forms_staff"
    url_prefix = "frageboegen"
    icon = "list-ul"
    menu_label = gettext_lazy("Fragebögen")
    menu_order = 237
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = FormIndexView
    list_display = ["title", DateColumn("changed", label=gettext_lazy("geändert"), sort_key="changed")]
    search_fields = ["title"]
    search_backend_name = None
    ordering = ["-changed", "-pk"]
    form_fields = ["title"]

    def get_urlpatterns(self) -> list[Any]:
        """Return the routes of the list alone."""
        return [route for route in super().get_urlpatterns() if route.name in ("index", "index_results")]


def crumbs(form: Form | None, *further: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of a questionnaire."""
    found = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("forms_staff:index"), "label": _("Fragebögen")},
    ]
    if form is not None:
        found.append({"url": reverse("forms_staff_detail", args=[form.pk]), "label": form.title})
    return found + [{"url": url, "label": label} for url, label in further]


def _form(request: HttpRequest, pk: int, rule: Any = rules.may_edit) -> Form:
    form = get_object_or_404(Form.objects.select_related("municipality"), pk=pk)
    rule.require(request.user, form)
    return form


def _page(
    request: HttpRequest, form: Form | None, title: str, context: dict[str, Any], template: str = "edit"
) -> HttpResponse:
    context |= {
        "subject": form,
        "header_title": title,
        "header_icon": "list-ul",
        "breadcrumbs_items": crumbs(form, ("", title)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"forms/staff/{template}.html", context, status=status)


def _save(request: HttpRequest, form: Form, data: Any, edited: Any = None) -> HttpResponse | None:
    """Store a changed draft and go to the editor; None with the error in `edited` where somebody else was faster."""
    revision = request.POST.get("revision", "")
    try:
        actions.save_draft(request.user, form, data, revision=int(revision) if revision.isdigit() else -1)
    except ValidationError as error:
        if edited is None:
            messages.error(request, " ".join(error.messages))
            return redirect("forms_staff_detail", form.pk)
        edited.add_error(None, error)
        return None
    messages.success(request, _("Gespeichert."))
    return redirect("forms_staff_detail", form.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a questionnaire."""
    rules.may_add.require(request.user)
    edited = NewForm(request.POST or None)
    if edited.is_bound and edited.is_valid():
        form = actions.create_form(
            request.user,
            municipality=request.municipality,  # type: ignore[attr-defined]
            title=edited.cleaned_data["title"],
        )
        return redirect("forms_staff_detail", form.pk)
    return _page(request, None, _("Fragebogen anlegen"), {"form": edited})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a questionnaire with its checklist; move, remove, publish."""
    form = _form(request, pk, rules.may_see_form)
    errors: list[str] = []
    if request.method == "POST":
        what, section, number = _target(request)
        if what == "publish":
            try:
                version = actions.publish(request.user, form)
            except ValidationError as problem:
                errors = problem.messages
            else:
                messages.success(request, _("Fassung %d steht fest.") % version.number)
                return redirect("forms_staff_detail", form.pk)
        elif what in ("up", "down", "remove") and section >= 0:
            rules.may_edit.require(request.user, form)
            data = (
                editing.remove(form.draft, section, number)
                if what == "remove"
                else editing.move(form.draft, section, number, 1 if what == "down" else -1)
            )
            answer = _save(request, form, data)
            if answer is not None:
                return answer
        else:
            errors = [_("Bitte wählen Sie, was geschehen soll.")]
    data = editing.tidy(form.draft)
    context = {
        "subject": form,
        "errors": errors,
        "checks": checks_of(form),
        "parts": [
            (section, editing.german(section.get("title")), [_line(one) for one in section["questions"]])
            for section in data["sections"]
        ],
        "intro": editing.german(data.get("intro")),
        "versions": form.versions.all(),
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != "de"],
        "may_edit": rules.may_edit(request.user, form),
        "header_title": form.title,
        "header_icon": "list-ul",
        "breadcrumbs_items": crumbs(form),
    }
    return render(request, "forms/staff/detail.html", context, status=422 if request.method == "POST" else 200)


def _target(request: HttpRequest) -> tuple[str, int, int | None]:
    """Return what to do and with which section and question: "up:2:1", "remove:0"."""
    what, *numbers = request.POST.get("do", "").split(":")
    found = [int(one) for one in numbers if one.isdigit()]
    return what, found[0] if found else -1, found[1] if len(found) > 1 else None


def _line(question: dict[str, Any]) -> dict[str, Any]:
    kind: Any = question.get("kind")
    return {
        "label": editing.german(question.get("label")) or "–",
        "kind": KIND_NAMES.get(kind, kind),
        "path": question.get("path", ""),
        "required": question.get("required") is True,
        "conditional": "show_if" in question,
    }


def checks_of(form: Form) -> list[tuple[str, str, str]]:
    """Return ("fault" | "advice" | "good", place, words) for each fault and each language that is missing in part."""
    try:
        questionnaire = read(form.draft)
    except DefinitionError as error:
        return [("fault", place_words(one.where, form.draft), problem_words(one)) for one in error.problems]
    found = [("good", "", _("Keine Fehler."))]
    for code, name in settings.LANGUAGES:
        if code not in ("de", "de-simple") and not speaks(questionnaire, code):
            found.append(("advice", name, _("Ein Teil der Texte fehlt; dort steht dann Deutsch.")))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, introduction and thanks."""
    form = _form(request, pk)
    initial = {name: editing.german(form.draft.get(name)) for name in ("title", "intro", "thanks")}
    edited = HeadForm(request.POST or None, initial=initial)
    if edited.is_bound and edited.is_valid():
        answer = _save(request, form, {**editing.tidy(form.draft), **edited.fields_of(form.draft)}, edited)
        if answer is not None:
            return answer
    return _page(request, form, _("Titel und Texte"), {"form": edited})


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, section: int | None = None) -> HttpResponse:
    """Add or change a section."""
    form = _form(request, pk)
    data = editing.tidy(form.draft)
    if section is not None and section >= len(data["sections"]):
        raise Http404
    before = data["sections"][section] if section is not None else {}
    initial = {name: editing.german(before.get(name)) for name in ("title", "intro")}
    earlier = _earlier(data, len(data["sections"]) if section is None else section, 0)
    edited = SectionEditForm(request.POST or None, initial=initial, before=before, earlier=earlier)
    if edited.is_bound and edited.is_valid():
        answer = _save(request, form, editing.put_section(data, section, edited.fields_of()), edited)
        if answer is not None:
            return answer
    title = initial["title"] or _("Abschnitt hinzufügen")
    return _page(request, form, title, {"form": edited})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, section: int, number: int | None = None) -> HttpResponse:
    """Add or change a question."""
    form = _form(request, pk)
    data = editing.tidy(form.draft)
    if section >= len(data["sections"]) or (
        number is not None and number >= len(data["sections"][section]["questions"])
    ):
        raise Http404
    questions = data["sections"][section]["questions"]
    before = questions[number] if number is not None else {}
    earlier = _earlier(data, section, len(questions) if number is None else number)
    initial = QuestionEditForm.initial_of(before) if number is not None else {}
    edited = QuestionEditForm(request.POST or None, initial=initial, before=before, earlier=earlier)
    if edited.is_bound and edited.is_valid():
        answer = _save(request, form, editing.put_question(data, section, number, edited.question()), edited)
        if answer is not None:
            return answer
    title = editing.german(before.get("label"))[:80] or _("Frage hinzufügen")
    return _page(request, form, title, {"form": edited})


def _earlier(data: dict[str, Any], section: int, number: int) -> list[tuple[str, str, str]]:
    """Return (path, label, kind) of the questions before a place."""
    found = []
    for s, part in enumerate(data["sections"][: section + 1]):
        for q, one in enumerate(part["questions"]):
            if (s, q) < (section, number) and isinstance(one.get("path"), str):
                found.append((one["path"], editing.german(one.get("label"))[:60], str(one.get("kind"))))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Translate all texts into one language, or into easy language: German beside the field."""
    form = _form(request, pk)
    name = dict(settings.LANGUAGES).get(language)
    if name is None or language == "de":
        raise Http404
    data = editing.tidy(form.draft)
    rows = [(where, place_words(where, data), found) for where, found in editing.texts_of(data)]
    if request.method == "POST":
        for where, _place, found in rows:
            text = request.POST.get(where, "").strip()[:5000]
            found.pop(language, None)
            if text:
                found[language] = text
        answer = _save(request, form, data)
        if answer is not None:
            return answer
    shown = [
        {"where": where, "place": place, "german": found["de"], "text": found.get(language, "")}
        for where, place, found in rows
    ]
    return _page(request, form, str(name), {"rows": shown, "language": language}, "texts")


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the draft as a file."""
    form = _form(request, pk, rules.may_see_form)
    response = JsonResponse(form.draft, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{slugify(form.title)[:60] or "fragebogen"}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a definition from a file: whole and without faults, or not at all."""
    form = _form(request, pk)
    edited = ImportForm(request.POST or None, request.FILES or None)
    if edited.is_bound and edited.is_valid():
        try:
            data = _read_file(edited.cleaned_data["file"])
        except ValidationError as error:
            edited.add_error("file", error)
        else:
            answer = _save(request, form, data, edited)
            if answer is not None:
                return answer
    return _page(request, form, _("Aus Datei übernehmen"), {"form": edited, "has_file": True})


def _read_file(file: Any) -> Any:
    if file.size > LARGEST_FILE:
        raise ValidationError(_("Die Datei ist zu groß: höchstens 2 MB."))
    try:
        data = json.loads(file.read().decode("utf-8-sig"))
        json.dumps(data, ensure_ascii=False).encode()  # half a character, which JSON can spell and nobody can store
    except UnicodeError as error:
        raise ValidationError(_("Die Datei ist kein Text in UTF-8.")) from error
    except json.JSONDecodeError as error:
        raise ValidationError(
            _("Zeile %(line)d, Zeichen %(column)d: Das ist kein gültiges JSON.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except (RecursionError, ValueError) as error:
        raise ValidationError(
            _("Die Datei ist nicht zu verstehen: zu tief verschachtelt oder mit zu großen Zahlen.")
        ) from error
    actions.understood(data)
    return data


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all sections as citizens see them; nothing is stored."""
    form = _form(request, pk, rules.may_see_form)
    try:
        questionnaire = actions.understood(form.draft)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages[:5]))
        return redirect("forms_staff_detail", form.pk)
    language = request.GET.get("texte", "de")
    language = language if language in dict(settings.LANGUAGES) else "de"
    sheets = [
        SectionForm(questionnaire, section, {}, language=language, everything=True)
        for section in questionnaire.sections
    ]
    parts = [(sheet.section, sheet, sheet.blocks({})) for sheet in sheets]
    context = {
        "subject": form, "questionnaire": questionnaire, "parts": parts, "language": language, "languages": settings.LANGUAGES,
    }  # fmt: skip
    return render(request, "forms/preview.html", context)
