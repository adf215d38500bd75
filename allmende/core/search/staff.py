# SPDX-License-Identifier: EUPL-1.2
"""The search in the staff area: what people look for in vain, synonyms, trying them out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from allmende.core.imports.report import ImportRefused
from allmende.core.search import actions, languages, queries, rules
from allmende.core.search.exports.synonyms import misses_csv, synonyms_csv
from allmende.core.search.forms import TryForm, UploadForm
from allmende.core.search.imports.synonyms import read_synonyms
from allmende.core.search.models import Miss, Synonym
from allmende.core.search.registry import Scope
from allmende.core.search.status import indexes, waiting

app_name = "search_staff"
SHOWN = 5
CSV = "text/csv; charset=utf-8"


class SynonymForm(WagtailAdminModelForm):
    """A synonym; the municipality is the one that is served, and is known before the rest is checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [pair for pair in languages.choices() if "-" not in pair[0]]

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.validate_constraints()  # the form leaves out what it has no fields for
            except ValidationError as error:
                self.add_error(None, error.messages)


class _OfMunicipality:
    """Views on synonyms of the municipality that is served; they save and delete through the actions."""

    request: Any
    form: Any
    object: Any

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(municipality=self.request.municipality)  # type: ignore[misc]

    def get_initial_form_instance(self) -> Any:
        return Synonym(municipality=self.request.municipality, term=self.request.GET.get("wort", "")[:60])

    def save_instance(self) -> Synonym:
        return actions.save_synonym(self.request.user, self.form.save(commit=False))

    def delete_action(self) -> None:
        actions.delete_synonym(self.request.user, self.object)


class _Saving(_OfMunicipality):
    """The municipality is set before the form checks what was typed."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if kwargs.get("instance") is None:
            kwargs["instance"] = Synonym()
        kwargs["instance"].municipality = self.request.municipality
        return kwargs


class SynonymIndex(IndexView):
    """The list, of the municipality that is served."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(municipality=self.request.municipality)


class CreateSynonym(_Saving, CreateView):
    """A new synonym."""


class EditSynonym(_Saving, EditView):
    """A change."""


class DeleteSynonym(_OfMunicipality, DeleteView):
    """Away with it."""


class SynonymViewSet(ModelViewSet):
    """The table of synonyms."""

    model = Synonym
    name = "search_synonyms"
    url_prefix = "suche/synonyme"
    icon = "list-ul"
    menu_label = gettext_lazy("Synonyme")
    index_view_class = SynonymIndex
    add_view_class = CreateSynonym
    edit_view_class = EditSynonym
    delete_view_class = DeleteSynonym
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "term",
        "meaning",
        Column("language", label=gettext_lazy("Sprache"), accessor="get_language_display"),
    ]
    list_filter = ["language"]
    search_fields = ["term", "meaning"]
    search_backend_name = None
    ordering = ["language", "term"]
    edit_handler = ObjectList(
        [FieldPanel("term"), FieldPanel("meaning"), FieldPanel("language")], base_form_class=SynonymForm
    )


def _here(request: HttpRequest) -> Synonym:
    """Return something of the municipality that is served, for rules that ask where a permission is held."""
    return Synonym(municipality=request.municipality)  # type: ignore[attr-defined]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what was looked for in vain, try a search with and without synonyms, and tell the state of the indexes."""
    rules.may_see_misses.require(request.user, _here(request))
    form = TryForm(request.GET or None)
    tried = None
    if form.is_bound and form.is_valid() and form.cleaned_data["q"]:
        tried = _try(request, form.cleaned_data["q"], form.cleaned_data["index"] or languages.SOURCE_LANGUAGE)
    return _page(request, form, UploadForm(), tried)


def _page(request: HttpRequest, form: TryForm, upload: UploadForm, tried: Any, status: int = 200) -> HttpResponse:
    context = {
        "misses": queries.misses(request.municipality),  # type: ignore[attr-defined]
        "may_teach": rules.may_teach(request.user, _here(request)),
        "form": form,
        "upload": upload,
        "tried": tried,
        "indexes": [row for row in indexes() if row.scope.presence == request.presence],  # type: ignore[attr-defined]
        "waiting": waiting(),
        "header_title": _("Was gesucht wird"),
        "header_icon": "search",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Was gesucht wird")},
        ],
    }
    return render(request, "search/staff/overview.html", context, status=status)


def _try(request: HttpRequest, text: str, language: str) -> dict[str, Any]:
    """Return the first results with synonyms and without, as a signed-out visitor gets them."""
    scope = Scope(request.presence, language)  # type: ignore[attr-defined]
    taught = queries.search(scope, None, queries.Asked(text))
    plain = queries.search(scope, None, queries.Asked(text), synonyms=False)
    return {"taught": taught, "plain": plain, "with": taught.hits[:SHOWN], "without": plain.hits[:SHOWN]}


@require_http_methods(["POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take over a table of synonyms, all of it or nothing."""
    rules.may_teach.require(request.user, _here(request))
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["datei"]
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "synonyme.csv"
            place.write_bytes(file.read())
            try:
                rows = read_synonyms(place, request.municipality, file.name)  # type: ignore[attr-defined]
                added = actions.add_synonyms(request.user, rows)
            except ImportRefused as problem:
                form.add_error("datei", str(problem))
            else:
                messages.success(
                    request,
                    _("%(added)d Synonyme sind neu, %(known)d gab es schon.")
                    % {"added": added, "known": len(rows) - added},
                )
                return redirect("search_staff:overview")
    return _page(request, TryForm(), form, None, status=422)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Return the synonyms as CSV."""
    rules.may_see_misses.require(request.user, _here(request))
    rows = Synonym.objects.filter(municipality=request.municipality)  # type: ignore[attr-defined]
    return HttpResponse(
        synonyms_csv(rows), content_type=CSV, headers={"Content-Disposition": 'attachment; filename="synonyme.csv"'}
    )


@require_safe
def download_misses(request: HttpRequest) -> HttpResponse:
    """Return what was looked for in vain, week by week, as CSV."""
    rules.may_see_misses.require(request.user, _here(request))
    rows = queries.misses(request.municipality, limit=5000)  # type: ignore[attr-defined]
    return HttpResponse(
        misses_csv(rows),
        content_type=CSV,
        headers={"Content-Disposition": 'attachment; filename="vergebliche-suchen.csv"'},
    )


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line off the list."""
    miss = get_object_or_404(Miss.objects.exclude(words=""), pk=pk, municipality=request.municipality)  # type: ignore[attr-defined]
    actions.dismiss(request.user, miss)
    messages.success(request, _("„%s“ steht nicht mehr auf der Liste.") % miss.words)
    return redirect("search_staff:overview")


urlpatterns = [
    path("", overview, name="overview"),
    path("synonyme.csv", download, name="download"),
    path("vergeblich.csv", download_misses, name="download_misses"),
    path("hochladen/", upload, name="upload"),
    path("erledigt/<int:pk>/", dismiss, name="dismiss"),
]
