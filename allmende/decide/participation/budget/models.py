# SPDX-License-Identifier: EUPL-1.2
"""Which vote belongs to a phase, and the projects of a citizens' budget."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.ballots.models import Vote
from allmende.decide.participation.models import Idea, Phase


class PhaseVote(models.Model):
    """The vote of a phase. Each phase has at most one, and a vote belongs to at most one phase."""

    phase = models.OneToOneField(Phase, on_delete=models.PROTECT, related_name="phase_vote", verbose_name=_("Phase"))
    vote = models.OneToOneField(Vote, on_delete=models.CASCADE, related_name="phase_vote", verbose_name=_("Abstimmung"))

    class Meta:
        verbose_name = _("Abstimmung einer Phase")
        verbose_name_plural = _("Abstimmungen von Phasen")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.vote)


class Budget(models.Model):
    """The money of a phase and how it is voted on. Fixed once the vote is released (see `actions`)."""

    class Style(models.TextChoices):
        APPROVAL = "approval", _("Kreuze: alles ankreuzen, was man gut findet")
        KNAPSACK = "knapsack", _("Einkaufskorb: ankreuzen, bis das Geld verteilt ist")
        POINTS = "points", _("Punkte verteilen")

    class Rule(models.TextChoices):
        SHARES = "equal-shares", _("Gleiche Anteile: jede Stimme verfügt über gleich viel Geld")
        GREEDY = "greedy", _("Rangliste: die meisten Stimmen zuerst")

    phase = models.OneToOneField(Phase, on_delete=models.PROTECT, related_name="budget", verbose_name=_("Phase"))
    amount = models.DecimalField(_("Geld insgesamt in Euro"), max_digits=12, decimal_places=2)
    style = models.CharField(_("Art des Stimmzettels"), max_length=8, choices=Style.choices, default=Style.APPROVAL)
    rule = models.CharField(_("Auszählung"), max_length=12, choices=Rule.choices, default=Rule.SHARES)
    least = models.PositiveSmallIntegerField(
        _("mindestens so viele Projekte"),
        default=0,
        help_text=_("Empfehlung für gleiche Anteile: 3. Wer nur ein Projekt ankreuzt, dessen Geld bleibt oft übrig."),
    )
    most = models.PositiveSmallIntegerField(
        _("höchstens so viele Projekte (oder Punkte)"), default=0, help_text=_("0: so viele man will; bei Punkten: 10")
    )

    class Meta:
        verbose_name = _("Bürgerbudget")
        verbose_name_plural = _("Bürgerbudgets")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_amount_positive"),
            models.CheckConstraint(
                condition=Q(style__in=["approval", "knapsack", "points"]), name="budget_style_known"
            ),
            models.CheckConstraint(condition=Q(rule__in=["equal-shares", "greedy"]), name="budget_rule_known"),
        ]

    def __str__(self) -> str:
        return str(self.phase)


class Project(models.Model):
    """Something the money could be spent on: mostly an idea of citizens, checked by staff."""

    class State(models.TextChoices):
        OPEN = "open", _("wird geprüft")
        ELIGIBLE = "eligible", _("steht zur Wahl")
        REFUSED = "refused", _("geht nicht")

    budget = models.ForeignKey(
        Budget, on_delete=models.CASCADE, related_name="projects", verbose_name=_("Bürgerbudget")
    )
    number = models.PositiveSmallIntegerField(_("Nummer"))
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.SET_NULL, related_name="budget_projects", verbose_name=_("Idee")
    )
    title = models.CharField(_("Name"), max_length=120)
    text = models.CharField(_("Kurz gesagt"), max_length=500, blank=True)
    state = models.CharField(_("Prüfung"), max_length=8, choices=State.choices, default=State.OPEN)
    cost = models.DecimalField(_("Kosten in Euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("Ergebnis der Prüfung"), max_length=2000, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("geprüft von"),
    )

    class Meta:
        verbose_name = _("Projekt")
        verbose_name_plural = _("Projekte")
        default_permissions = ()
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="project_number_once"),
            models.UniqueConstraint(fields=["budget", "idea"], name="project_idea_once"),
            models.CheckConstraint(condition=Q(state__in=["open", "eligible", "refused"]), name="project_state_known"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gt=0), name="project_cost_positive"),
            models.CheckConstraint(
                condition=~Q(state="eligible") | Q(cost__isnull=False), name="project_eligible_has_cost"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="project_refused_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """What stands for it on ballots and in files."""
        return f"p{self.number}"
