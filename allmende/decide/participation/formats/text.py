# SPDX-License-Identifier: EUPL-1.2
"""The format "text": comments and questions on the sections of a text or plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from allmende.decide.participation import sections
from allmende.decide.participation.audience import Who
from allmende.decide.participation.formats.registry import Check, Format, Shown
from allmende.decide.participation.models import Phase


class TextFormat(Format):
    """A text in sections; each can be discussed."""

    key = "text"
    name = _("Text oder Plan besprechen")
    description = _(
        "Ein Text oder Plan in Abschnitten. Zu jedem Abschnitt können Menschen fragen und sagen, was sie denken."
    )
    icon = "book"
    call = _("Lesen und mitreden")
    features: Mapping[str, frozenset[str]] = {"section": frozenset({"comment"})}
    staff_url = "participation_staff:sections"
    urls = (path("abschnitt/<int:section>/", sections.section, name="section"),)

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return the text with its sections."""
        return Shown("participation/text/text.html", {"sections": sections.sections_of(phase)})

    def checklist(self, phase: Phase) -> list[Check]:
        """Want at least one section."""
        return [Check(_now("%s: der Text hat Abschnitte") % phase.title, phase.sections.exists())]  # type: ignore[attr-defined]

    def result(self, phase: Phase) -> str:
        """Return how many comments there are."""
        return sections.words_about(phase)
