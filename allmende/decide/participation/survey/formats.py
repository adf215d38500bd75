# SPDX-License-Identifier: EUPL-1.2
"""The format "survey"."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.forms.actions import understood
from allmende.commons.forms.results import number_of_answers
from allmende.decide.participation.audience import Who
from allmende.decide.participation.formats.registry import Check, Format, Shown
from allmende.decide.participation.models import Phase
from allmende.decide.participation.survey import actions, queries, views
from allmende.engines.questionnaire import write


class SurveyFormat(Format):
    """A questionnaire with many questions."""

    key = "survey"
    name = _("Befragung mit Fragebogen")
    description = _("Viele Fragen in Abschnitten, in mehreren Sprachen, im Netz und auf Papier. Mit Auswertung.")
    icon = "list"
    call = _("Fragen beantworten")
    features: Mapping[str, frozenset[str]] = {"survey": frozenset({"answer"})}
    staff_url = "survey_staff_phase"
    urls = (
        path("fragebogen/pruefen/", views.review, name="survey_review"),
        path("fragebogen/danke/", views.done, name="survey_done"),
        path("fragebogen/ergebnis.csv", views.table, name="survey_csv"),
        path("fragebogen/ergebnis.json", views.data, name="survey_json"),
        path("fragebogen/abschnitt/<slug:key>/", views.section, name="survey_section"),
    )

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return the beginning of the questionnaire, or the results."""
        return views.show(request, phase, who)

    def checklist(self, phase: Phase) -> list[Check]:
        """Want questions without faults, taken over into the phase."""
        link = queries.link_of(phase)
        url = reverse("survey_staff_phase", args=[phase.pk])
        definition = None
        if link is not None:
            with suppress(ValidationError):
                definition = write(understood(link.form.draft))
        survey = link.survey if link is not None else None
        return [
            Check(_now("Der Fragebogen hat Fragen und keine Fehler"), definition is not None or survey is not None, url=url),
            Check(_now("Die Fragen sind in die Befragung übernommen"), survey is not None, url=url),
            Check(
                _now("Die Befragung hat den neuesten Stand des Fragebogens"),
                survey is not None and survey.version.definition == definition, False, url,
            ),
        ]  # fmt: skip

    def result(self, phase: Phase) -> str:
        """Return how many have answered."""
        link = queries.link_of(phase)
        number = number_of_answers(link.survey) if link is not None and link.survey is not None else 0
        if not number:
            return ""
        return ngettext("Eine Antwort ist da.", "%(n)s Antworten sind da.", number) % {"n": number}

    def set_up(self, phase: Phase) -> None:
        """Make the questionnaire: with the questions of the template, where the process was made from it."""
        actions.make_form(None, phase, from_template=phase.process.template == "survey")
