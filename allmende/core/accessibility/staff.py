# SPDX-License-Identifier: EUPL-1.2
"""Statement, known barriers, sign language and easy language in the staff area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from allmende.core.accessibility import actions, laender, queries, rules
from allmende.core.accessibility.criteria import CRITERIA
from allmende.core.accessibility.models import Answer, Barrier, EasyText, SignVideo, Statement
from allmende.core.accessibility.status import status_of
from allmende.core.plainwords.widgets import PlainTextarea


class StatementForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the statement says, without the assessment."""

    body_url = forms.URLField(label=gettext_lazy("Adresse der Stelle im Netz"), required=False, assume_scheme="https")

    class Meta:
        model = Statement
        fields = (
            "law", "body_name", "body_address", "body_phone", "body_email", "body_url", "answer_weeks", "body_checked_on",
            "contact", "contact_phone", "contact_email", "method", "assessor", "assessed_on", "prepared_on", "reviewed_on",
        )  # fmt: skip
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("body_checked_on", "assessed_on", "prepared_on", "reviewed_on")
        } | {"body_address": forms.Textarea(attrs={"rows": 3})}


GROUPS = (
    (gettext_lazy("Landesrecht"), ("law", "body_name", "body_address", "body_phone", "body_email", "body_url", "answer_weeks", "body_checked_on")),
    (gettext_lazy("Ansprechstelle bei Ihnen"), ("contact", "contact_phone", "contact_email")),
    (gettext_lazy("Bewertung und Daten"), ("method", "assessor", "assessed_on", "prepared_on", "reviewed_on")),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest) -> HttpResponse:
    """Edit the statement of the municipality, answer the criteria, publish it or take it off."""
    draft = queries.draft_of(request.municipality)  # type: ignore[attr-defined]
    rules.may_write.require(request.user, draft)
    form = StatementForm(request.POST or None, instance=draft)
    status = 200
    if request.method == "POST":
        draft.answers = {
            criterion.key: answer
            for criterion in CRITERIA
            if (answer := request.POST.get(f"k-{criterion.key}", "")) in Answer.values
        }
        publish = {"publish": True, "hide": False}.get(request.POST.get("do", ""))
        if form.is_valid():
            try:
                actions.save_statement(request.user, form.save(commit=False), publish=publish)
            except ValidationError as problem:
                for name, texts in problem.message_dict.items():
                    form.add_error(name if name in form.fields else None, texts)
                draft.is_published = not publish if publish is not None else draft.is_published
            else:
                messages.success(
                    request,
                    {
                        True: _("Die Erklärung ist veröffentlicht."),
                        False: _("Die Erklärung ist nicht mehr öffentlich."),
                    }.get(
                        publish,  # type: ignore[arg-type]
                        _("Gespeichert."),
                    ),
                )
                return redirect("accessibility_statement")
        status = 422
    barriers = Barrier.objects.filter(municipality=draft.municipality, mended_on__isnull=True)
    place = laender.land(draft.municipality.land)
    context = {
        "form": form,
        "groups": [(label, [form[name] for name in names]) for label, names in GROUPS],
        "statement": draft,
        "criteria": [(criterion, draft.answers.get(criterion.key, "")) for criterion in CRITERIA],
        "answers": Answer.choices,
        "found": status_of(draft.answers, barriers),
        "land": place,
        "suggestions_as_of": laender.as_of(),
        "directory": laender.directory(),
        "header_title": _("Erklärung zur Barrierefreiheit"),
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Erklärung zur Barrierefreiheit")},
        ],
    }
    return render(request, "accessibility/staff/statement.html", context, status=status)


class _OfMunicipality:
    """Views on things of the municipality that is served; they save and delete through the actions."""

    request: Any
    form: Any
    object: Any

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(municipality=self.request.municipality)  # type: ignore[misc]

    def save_instance(self) -> Any:
        thing = self.form.save(commit=False)
        thing.municipality = self.request.municipality
        return actions.store(self.request.user, thing)

    def delete_action(self) -> None:
        actions.remove(self.request.user, self.object)


class CreateOwn(_OfMunicipality, CreateView):
    """Something new."""


class EditOwn(_OfMunicipality, EditView):
    """A change."""


class DeleteOwn(_OfMunicipality, DeleteView):
    """Away with it."""


class _OwnViewSet(ModelViewSet):
    add_view_class = CreateOwn
    edit_view_class = EditOwn
    delete_view_class = DeleteOwn
    copy_view_enabled = False
    inspect_view_enabled = False


def overdue(barrier: Barrier) -> str:
    """Return the day of a promise, marked where it has passed."""
    if barrier.until is None:
        return "–"
    day = f"{barrier.until:%d.%m.%Y}"
    return _("%s (überfällig)") % day if barrier.is_overdue else day


class BarrierViewSet(_OwnViewSet):
    """Known barriers, as the statement lists them."""

    model = Barrier
    name = "accessibility_barriers"
    url_prefix = "barrierefreiheit/barrieren"
    icon = "warning"
    menu_label = gettext_lazy("Bekannte Barrieren")
    list_display = [
        "where",
        "what",
        Column("why", label=gettext_lazy("Grund"), accessor="get_why_display"),
        Column("until", label=gettext_lazy("Frist"), accessor=overdue),
        DateColumn("mended_on", label=gettext_lazy("behoben am")),
    ]
    list_filter = ["why"]
    search_fields = ["where", "what"]
    search_backend_name = None
    ordering = ["mended_on", "where"]
    panels = [
        FieldPanel(name, widget=PlainTextarea(attrs={"rows": 3}) if name in {"what", "reason", "alternative"} else None)
        for name in ("where", "what", "criterion", "why", "reason", "alternative", "until", "mended_on")
    ]


class VideoViewSet(_OwnViewSet):
    """Videos in sign language."""

    model = SignVideo
    name = "accessibility_videos"
    url_prefix = "barrierefreiheit/gebaerdenvideos"
    icon = "media"
    menu_label = gettext_lazy("Gebärdenvideos")
    list_display = ["title", "is_shown", "changed"]
    panels = [FieldPanel(name) for name in ("title", "file", "captions", "poster", "transcript", "is_shown")]


class EasyViewSet(_OwnViewSet):
    """The text in easy language to which the home page leads."""

    model = EasyText
    name = "accessibility_easy"
    url_prefix = "barrierefreiheit/leichte-sprache"
    icon = "doc-full"
    menu_label = gettext_lazy("Leichte Sprache")
    list_display = ["title", "address"]
    panels = [FieldPanel(name) for name in ("title", "address", "summary")]
