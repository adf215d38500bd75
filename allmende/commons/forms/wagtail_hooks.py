# SPDX-License-Identifier: EUPL-1.2
"""What questionnaires add to the staff area."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from allmende.commons.forms import staff, staff_survey


@hooks.register("register_admin_viewset")
def forms() -> Any:
    """Return the list of questionnaires."""
    return staff.FormViewSet()


@hooks.register("register_admin_urls")
def form_urls() -> list[Any]:
    """Return the pages of the editor and of a survey."""
    return [
        path("fragebogen/neu/", staff.new, name="forms_staff_new"),
        path("fragebogen/<int:pk>/", staff.detail, name="forms_staff_detail"),
        path("fragebogen/<int:pk>/texte/", staff.head, name="forms_staff_head"),
        path("fragebogen/<int:pk>/abschnitt/neu/", staff.section, name="forms_staff_section_new"),
        path("fragebogen/<int:pk>/abschnitt/<int:section>/", staff.section, name="forms_staff_section"),
        path("fragebogen/<int:pk>/abschnitt/<int:section>/frage/neu/", staff.question, name="forms_staff_question_new"),
        path("fragebogen/<int:pk>/abschnitt/<int:section>/frage/<int:number>/", staff.question, name="forms_staff_question"),
        path("fragebogen/<int:pk>/sprache/<slug:language>/", staff.texts, name="forms_staff_texts"),
        path("fragebogen/<int:pk>/datei/", staff.take, name="forms_staff_import"),
        path("fragebogen/<int:pk>/fragebogen.json", staff.export, name="forms_staff_export"),
        path("fragebogen/<int:pk>/vorschau/", staff.preview, name="forms_staff_preview"),
        path("fragebogen/<int:pk>/fragebogen.pdf", staff_survey.paper, name="forms_staff_paper"),
        path("befragung/<int:pk>/", staff_survey.survey, name="forms_survey_staff"),
        path("befragung/<int:pk>/freitexte/", staff_survey.words, name="forms_survey_words"),
        path("befragung/<int:pk>/papier/", staff_survey.enter, name="forms_survey_enter"),
        path("befragung/<int:pk>/ergebnis.csv", staff_survey.table, name="forms_survey_csv"),
        path("befragung/<int:pk>/ergebnis.json", staff_survey.data, name="forms_survey_json"),
    ]  # fmt: skip
