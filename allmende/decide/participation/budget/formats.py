# SPDX-License-Identifier: EUPL-1.2
"""The formats "vote", "poll" and "budget"."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.ballots.models import Vote
from allmende.decide.participation.audience import Who
from allmende.decide.participation.budget import queries, rules, views
from allmende.decide.participation.budget.models import Project
from allmende.decide.participation.formats.registry import Check, Format, Shown
from allmende.decide.participation.models import Phase


class VoteFormat(Format):
    """A secret vote."""

    key = "vote"
    name = _("Geheime Abstimmung")
    description = _("Eine Stimme je Person, geheim und nachprüfbar, im Netz und auf Papier.")
    icon = "check"
    call = _("Abstimmen")
    features: Mapping[str, frozenset[str]] = {"vote": frozenset({"cast"})}
    staff_url = "budget_staff_phase"
    needs_credential = True
    urls = (
        path("abstimmen/", views.cast, name="ballot_cast"),
        path("ergebnis.pb", views.pb, name="budget_pb"),
    )

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return the ballot, or where the vote stands."""
        return views.show_vote(request, phase, who)

    def checklist(self, phase: Phase) -> list[Check]:
        """Want questions, the release, and times that fit those of the phase."""
        vote = queries.vote_of(phase)
        url = reverse("budget_staff_phase", args=[phase.pk])
        return [
            Check(_("Der Stimmzettel ist angelegt"), vote is not None and vote.questions.exists(), url=url),
            Check(_("Die Abstimmung ist freigegeben"), vote is not None and vote.state != Vote.State.DRAFT, False, url),
            Check(
                _("Phase und Abstimmung beginnen und enden zur selben Zeit"),
                vote is not None and (vote.opens, vote.closes) == (phase.opens, phase.closes), False, url,
            ),
        ]  # fmt: skip

    def settled(self, phase: Phase) -> str:
        """From the release on paper ballots are handed out, perhaps before the phase begins."""
        return "" if rules.is_free(phase) else _now("Die Abstimmung ist freigegeben")

    def guards_codes(self, phase: Phase) -> bool:
        """From the release until the result names how many codes there are."""
        vote = queries.vote_of(phase)
        return vote is not None and vote.state in (Vote.State.OPEN, Vote.State.CLOSED)

    def result(self, phase: Phase) -> str:
        """Return how many ballots were counted, once that is published."""
        vote = queries.vote_of(phase)
        if vote is None or vote.state != Vote.State.PUBLISHED or vote.result is None:
            return ""
        number = vote.result["accepted"]
        return ngettext("Ein Stimmzettel ist ausgezählt.", "%(n)d Stimmzettel sind ausgezählt.", number) % {"n": number}


class PollFormat(VoteFormat):
    """A quick poll: the same ballot, weaker promises."""

    key = "poll"
    name = _("Umfrage mit Zwischenstand")
    description = _("Wenige Fragen, das Ergebnis ist schon vor dem Ende zu sehen. Auch für alle ohne Konto.")
    icon = "list"
    call = _("Mitmachen")
    features: Mapping[str, frozenset[str]] = {"poll": frozenset({"cast"})}
    needs_credential = False
    urls = ()


class BudgetFormat(VoteFormat):
    """A citizens' budget."""

    key = "budget"
    name = _("Bürgerbudget")
    description = _("Geprüfte Vorschläge mit Kosten stehen zur Wahl. Ein faires Verfahren sagt, was verwirklicht wird.")
    icon = "star"
    call = _("Über das Geld abstimmen")
    features: Mapping[str, frozenset[str]] = {"budget": frozenset({"cast"})}
    urls = ()

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return the projects, the ballot or the result."""
        return views.show_budget(request, phase, who)

    def checklist(self, phase: Phase) -> list[Check]:
        """Want money and checked projects too."""
        budget = queries.budget_of(phase)
        url = reverse("budget_staff_phase", args=[phase.pk])
        states = list(budget.projects.values_list("state", flat=True)) if budget else []
        return [
            Check(_("Es ist festgelegt, wie viel Geld da ist"), budget is not None, url=url),
            Check(_("Alle Vorschläge sind geprüft"), bool(states) and Project.State.OPEN not in states, False, url),
            *(Check(check.text, check.done, False, check.url) for check in super().checklist(phase)),
        ]

    def result(self, phase: Phase) -> str:
        """Return how many projects won, or how many are there."""
        budget, vote = queries.budget_of(phase), queries.vote_of(phase)
        if budget is None:
            return ""
        if vote is not None and vote.state == Vote.State.PUBLISHED:
            return queries.summary_of(queries.result_of(budget, vote))
        number = budget.projects.count()
        return _now("%s Projekte liegen vor.") % number if number else ""
