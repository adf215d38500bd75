# SPDX-License-Identifier: EUPL-1.2
"""The format "ideas": people propose, support, discuss; the office says what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.decide.participation import idea_queries, idea_views, views
from allmende.decide.participation.audience import Who
from allmende.decide.participation.formats.registry import Check, Format, Shown
from allmende.decide.participation.models import Phase


class IdeasOptions(forms.Form):
    """What a phase of ideas offers."""

    rate = forms.BooleanField(label=_("Ideen können unterstützt werden"), required=False, initial=True)
    comment = forms.BooleanField(label=_("Ideen können kommentiert werden"), required=False, initial=True)
    map = forms.BooleanField(label=_("Ideen haben einen Ort auf der Karte"), required=False, initial=True)
    pictures = forms.BooleanField(label=_("Bilder können mitgeschickt werden"), required=False, initial=True)
    categories = forms.BooleanField(label=_("Ideen werden nach Themen geordnet"), required=False, initial=True)


class Ideas(Format):
    """Ideas with a place on the map."""

    key = "ideas"
    name = _("Ideen sammeln")
    description = _("Menschen bringen Ideen ein, unterstützen und besprechen sie. Auf Wunsch mit Ort auf der Karte.")
    icon = "leaf"
    call = _("Ideen ansehen und einbringen")
    features: Mapping[str, frozenset[str]] = {"idea": frozenset({"write", "rate", "comment"})}
    options_form = IdeasOptions
    staff_url = "participation_staff:ideas"
    urls = (
        path("neu/", idea_views.new, name="idea_new"),
        path("aehnlich/", idea_views.similar, name="idea_similar"),
        path("ort/", idea_views.spot, name="idea_spot"),
        path("punkte.json", idea_views.points, name="idea_points"),
        path("ideen.csv", idea_views.csv_export, name="ideas_csv"),
        path("ideen.json", idea_views.json_export, name="ideas_json"),
        path("ideen/<int:idea>/", idea_views.idea, name="idea"),
        path("ideen/<int:idea>/unterstuetzen/", idea_views.support, name="idea_support"),
        path("ideen/<int:idea>/nachrichten/<str:token>/", views.contact_address, name="idea_contact"),
        path("ideen/<int:idea>/folgen/", idea_views.follow, name="idea_follow"),
        path("ideen/<int:idea>/aendern/", idea_views.edit, name="idea_edit"),
        path("ideen/<int:idea>/zuruecknehmen/", idea_views.withdraw, name="idea_withdraw"),
    )

    def features_of(self, phase: Phase) -> Mapping[str, frozenset[str]]:
        """Return what the settings of a phase leave."""
        offered = {"write"} | {name for name in ("rate", "comment") if phase.option(name, True)}
        return {"idea": frozenset(offered)}

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return list and map."""
        template, context = idea_views.list_of(request, phase, who)
        return Shown(template, context)

    def checklist(self, phase: Phase) -> list[Check]:
        """Want themes where ideas are sorted by them."""
        if not phase.option("categories", True):
            return []
        return [Check(_("Themen für die Ideen sind angelegt"), phase.process.categories.exists(), required=False)]

    def result(self, phase: Phase) -> str:
        """Return how many ideas there are."""
        number = idea_queries.public(phase).count()
        return (
            ngettext("Eine Idee ist da.", "%(n)s Ideen sind da.", number) % {"n": number}
            if number
            else _now("Noch keine Idee.")
        )
