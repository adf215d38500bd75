# SPDX-License-Identifier: EUPL-1.2
"""The format "live": questions in a meeting."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from allmende.commons.dialogue.models import Post
from allmende.decide.participation import live
from allmende.decide.participation.audience import Who
from allmende.decide.participation.formats.registry import Format, Shown
from allmende.decide.participation.models import LiveQuestion, Phase


class Live(Format):
    """Ask, push up, answer."""

    key = "live"
    name = _("Fragen in einer Veranstaltung")
    description = _("Im Saal und zu Hause Fragen stellen und nach oben schieben. Mit Ansicht für die Leinwand.")
    icon = "help"
    call = _("Fragen stellen")
    features: Mapping[str, frozenset[str]] = {"question": frozenset({"write", "like"})}
    urls = (
        path("fragen/", live.listing, name="questions"),
        path("fragen/neu/", live.ask_view, name="question_ask"),
        path("leinwand/", live.screen, name="question_screen"),
        path("fragen/<int:question>/dafuer/", live.like, name="question_like"),
        path("fragen/<int:question>/schritt/", live.step, name="question_step"),
    )

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return the list and the form."""
        context = live.context_of(request, phase, who)
        return Shown("participation/live/live.html", {**context, "form": live.QuestionForm()})

    def result(self, phase: Phase) -> str:
        """Return how many questions there are."""
        number = LiveQuestion.objects.filter(phase=phase, post__state=Post.State.VISIBLE).count()
        return _now("%s Fragen sind da.") % number if number else ""
