# SPDX-License-Identifier: EUPL-1.2
"""Topics, standards and the state of the data in the staff area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from allmende.commons.places.categories import catalogue, choices
from allmende.know.supply import actions, queries, rules
from allmende.know.supply.answers import aim_text
from allmende.know.supply.models import Population, Standard, Topic
from allmende.know.supply.words import GROUPS, WAYS
from allmende.know.supply.world import Aim


class TopicForm(WagtailAdminModelForm):
    """A topic; its categories are chosen from the catalogue of places."""

    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Kategorien von Orten"),
        choices=choices,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=gettext_lazy("Orte jeder dieser Kategorien zählen. Mehrere wählen Sie mit gedrückter Strg-Taste."),
    )
    icon = forms.ChoiceField(
        label=gettext_lazy("Symbol"),
        choices=lambda: [(group.icon, group.name) for group in catalogue().groups.values()],
    )


class StandardForm(WagtailAdminModelForm):
    """A standard of a topic of this municipality."""

    source_url = forms.URLField(label=gettext_lazy("Adresse der Quelle im Netz"), required=False, assume_scheme="https")


class _OfMunicipality:
    """Views on things of the municipality that is served; they save and delete through the actions."""

    request: Any
    form: Any
    object: Any
    model: Any

    def get_queryset(self) -> Any:
        own = "topic__municipality" if self.model is Standard else "municipality"
        return super().get_queryset().filter(**{own: self.request.municipality})  # type: ignore[misc]

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        if "topic" in form.fields:
            form.fields["topic"].queryset = Topic.objects.filter(municipality=self.request.municipality)
        elif self.model is Topic and hasattr(form, "instance") and not form.instance.municipality_id:
            form.instance.municipality = self.request.municipality
        return form

    def save_instance(self) -> Any:
        return actions.store(self.request.user, self.form.save(commit=False))

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
    search_backend_name = None


class TopicViewSet(_OwnViewSet):
    """Topics: which places answer which question."""

    model = Topic
    name = "supply_topics_staff"
    url_prefix = "versorgung/themen"
    icon = "site"
    menu_label = gettext_lazy("Themen")
    ordering = ["position", "key"]
    list_display = [
        Column("label", label=gettext_lazy("Thema"), accessor="label"),
        Column("group", label=gettext_lazy("zuerst gezeigt"), accessor="get_group_display"),
        BooleanColumn("is_public", label=gettext_lazy("öffentlich")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("key"), FieldPanel("name"), FieldPanel("question")], heading=gettext_lazy("Frage")
            ),
            FieldPanel("categories"),
            FieldRowPanel([FieldPanel("icon"), FieldPanel("group"), FieldPanel("position")]),
            FieldPanel("is_public"),
        ],
        base_form_class=TopicForm,
    )


def limit_text(standard: Standard) -> str:
    """Return the value of a standard in words."""
    return aim_text(Aim(standard.limit, standard.unit, standard.measure), WAYS[standard.way])


class StandardViewSet(_OwnViewSet):
    """Standards: what counts as near enough, for whom, and who says so."""

    model = Standard
    name = "supply_standards_staff"
    url_prefix = "versorgung/richtwerte"
    icon = "list-ul"
    menu_label = gettext_lazy("Richtwerte")
    list_display = [
        "topic",
        Column("group", label=gettext_lazy("für wen"), accessor=lambda one: GROUPS[one.group].name),
        Column("limit", label=gettext_lazy("nah genug"), accessor=limit_text),
        "source",
    ]
    list_filter = ["group", "way"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("topic"), FieldPanel("group"), FieldPanel("way")]),
            FieldRowPanel([FieldPanel("limit"), FieldPanel("unit"), FieldPanel("measure")]),
            FieldPanel("source"),
            FieldPanel("source_url"),
        ],
        base_form_class=StandardForm,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest) -> HttpResponse:
    """Show how old the data are and what they are made from; POST has them computed anew."""
    municipality = request.municipality  # type: ignore[attr-defined]
    rules.may_see_state.require(request.user)
    if request.method == "POST":
        if actions.request_preparation(municipality, request.user):
            messages.success(request, _("Die Zahlen werden im Hintergrund neu berechnet."))
        else:
            messages.info(request, _("Die Zahlen werden schon neu berechnet."))
        return redirect("supply_state")
    population = Population.objects.filter(municipality=municipality).first()
    context = {
        "state": queries.prepared(municipality),
        "world": queries.world_of(municipality),
        "population": population,
        "cells": population.cells.count() if population else 0,
        "may_prepare": rules.may_prepare(request.user),
        "header_title": _("Stand der Daten zur Versorgung"),
        "header_icon": "site",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Stand der Daten")},
        ],
    }
    return render(request, "supply/staff/state.html", context)
