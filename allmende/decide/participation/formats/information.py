# SPDX-License-Identifier: EUPL-1.2
"""The format "information": a span of time in which nothing can be done, such as "the administration checks"."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allmende.decide.participation.audience import Who
from allmende.decide.participation.formats.registry import Format, Shown
from allmende.decide.participation.models import Phase


class Information(Format):
    """Words only."""

    key = "information"
    name = _("Nur Information")
    description = _(
        "Ein Abschnitt, in dem niemand etwas tun muss: Die Verwaltung prüft, der Rat entscheidet, es wird gebaut."
    )
    icon = "info"
    call = _("Mehr erfahren")

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return the page."""
        return Shown("participation/information.html", {})
