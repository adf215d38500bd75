# SPDX-License-Identifier: EUPL-1.2
"""Every change of a budget and of the vote of a phase."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.ballots import actions as ballots
from allmende.commons.ballots import paper
from allmende.commons.ballots.models import Question, Vote
from allmende.core.audit.actions import record
from allmende.decide.participation.audience import Who, may_take_part
from allmende.decide.participation.budget import rules
from allmende.decide.participation.budget.models import Budget, PhaseVote, Project
from allmende.decide.participation.idea_queries import public
from allmende.decide.participation.models import Idea, Phase

DEFAULT_POINTS = 10
LATER = timedelta(days=14)


@transaction.atomic
def make_vote(staff: Any, phase: Phase) -> Vote:
    """Make the draft of the vote of a phase, with the times of the phase; the one that is there already otherwise.

    Raises `PermissionDenied`.
    """
    rules.may_prepare.require(staff, phase)
    Phase.objects.select_for_update().get(pk=phase.pk)
    known = PhaseVote.objects.filter(phase=phase).select_related("vote").first()
    if known is not None:
        return known.vote
    opens = phase.opens or timezone.now() + timedelta(days=1)
    vote = ballots.create_vote(
        staff,
        municipality=phase.process.municipality,
        title=phase.title,
        intro=phase.text[:2000],
        kind=Vote.Kind.POLL if phase.format == "poll" else Vote.Kind.VOTE,
        live_result=phase.format == "poll",
        opens=opens,
        closes=phase.closes or opens + LATER,
    )
    PhaseVote.objects.create(phase=phase, vote=vote)
    return vote


@transaction.atomic
def set_budget(staff: Any, phase: Phase, *, amount: Decimal, style: str, rule: str, least: int, most: int) -> Budget:
    """Say how much money there is and how it is voted on. Raises `PermissionDenied`, `ValidationError`."""
    _require_free(staff, phase)
    budget = Budget.objects.filter(phase=phase).first() or Budget(phase=phase)
    budget.amount, budget.style, budget.rule, budget.least, budget.most = amount, style, rule, least, most
    if most and least > most and style != Budget.Style.POINTS:
        raise ValidationError({"least": _("Mindestens kann nicht mehr sein als höchstens.")})
    budget.full_clean(exclude=["phase"])
    budget.save()
    record("budget.set", actor=staff, obj=budget)
    return budget


@transaction.atomic
def take_over_ideas(staff: Any, budget: Budget) -> int:
    """Make a project of every public idea of the process that is none yet; return how many. Raises `PermissionDenied`."""
    _require_free(staff, budget.phase)
    known = set(budget.projects.values_list("idea_id", flat=True))
    phases = budget.phase.process.phases.filter(format="ideas")
    ideas = [
        idea
        for phase in phases
        for idea in public(phase).exclude(stage=Idea.Stage.DECLINED).select_related("post").order_by("pk")
        if idea.pk not in known
    ]
    number = budget.projects.aggregate(last=Max("number"))["last"] or 0
    Project.objects.bulk_create(
        Project(
            budget=budget, number=place, idea=idea, title=idea.title[:120], text=" ".join(idea.post.text.split())[:500]
        )
        for place, idea in enumerate(ideas, number + 1)
    )
    record("budget.take_over", actor=staff, obj=budget, details={"ideas": len(ideas)})
    return len(ideas)


@transaction.atomic
def save_project(staff: Any, budget: Budget, project: Project | None, **fields: Any) -> Project:
    """Add a project, or store what its check found. Raises `PermissionDenied`, `ValidationError`."""
    _require_free(staff, budget.phase)
    budget.refresh_from_db()
    if project is None:
        number = (budget.projects.aggregate(last=Max("number"))["last"] or 0) + 1
        project = Project(budget=budget, number=number)
    for name, value in fields.items():
        setattr(project, name, value)
    project.checked_by = staff
    if project.state == Project.State.ELIGIBLE and project.cost is None:
        raise ValidationError({"cost": _("Was zur Wahl steht, braucht Kosten.")})
    if project.state == Project.State.ELIGIBLE and project.cost is not None and project.cost > budget.amount:
        raise ValidationError({"cost": _("Das kostet mehr als das ganze Budget. So kann es nicht gewinnen.")})
    if project.state == Project.State.REFUSED and not project.reason.strip():
        raise ValidationError({"reason": _("Bitte sagen Sie den Menschen, warum es nicht geht.")})
    project.full_clean(exclude=["budget", "idea", "checked_by"])
    project.save()
    record("budget.check", actor=staff, obj=project, details={"state": project.state})
    return project


@transaction.atomic
def make_ballot(staff: Any, budget: Budget) -> Vote:
    """Put all projects that may be voted on onto a ballot, instead of what stood there. Raises `ValidationError`."""
    _require_free(staff, budget.phase)
    budget.refresh_from_db()
    projects = list(budget.projects.filter(state=Project.State.ELIGIBLE))
    if budget.projects.filter(state=Project.State.OPEN).exists():
        raise ValidationError(_("Einige Vorschläge sind noch nicht geprüft."))
    if len(projects) < 2:
        raise ValidationError(_("Für eine Abstimmung braucht es mindestens zwei Projekte."))
    vote = make_vote(staff, budget.phase)
    for question in vote.questions.all():
        ballots.remove_question(staff, question)
    options = [{"key": p.key, "text": p.title, "detail": p.text[:500], "cost": p.cost} for p in projects]
    if budget.style == Budget.Style.POINTS:
        ballots.add_question(
            staff, vote, kind=Question.Kind.POINTS, text=_("Welche Projekte sind Ihnen wichtig?"), options=options,
            most=budget.most or DEFAULT_POINTS,
        )  # fmt: skip
    else:
        ballots.add_question(
            staff, vote, kind=Question.Kind.CHOOSE, text=_("Welche Projekte sollen verwirklicht werden?"), options=options,
            most=budget.most, least=min(budget.least, len(options)),
            cost_limit=budget.amount if budget.style == Budget.Style.KNAPSACK else None,
        )  # fmt: skip
    return vote


def require_budget_ballot(vote: Vote) -> None:
    """Raise `ValidationError` for the vote of a budget with another ballot than `make_ballot` makes of its projects.

    Asked before the release: a second question, or projects that changed since, could not be counted as a budget.
    """
    link = PhaseVote.objects.filter(vote=vote, phase__format="budget").first()
    if link is None:
        return
    projects = Project.objects.filter(budget__phase=link.phase_id, state=Project.State.ELIGIBLE)
    questions = list(vote.questions.prefetch_related("options"))
    offered = {(one.key, one.text, one.cost) for question in questions for one in question.options.all()}
    if len(questions) != 1 or offered != {(one.key, one.title, one.cost) for one in projects}:
        raise ValidationError(_("Stimmzettel aus den Projekten anlegen"), code="budget")


def hand_out(staff: Any, phase: Phase, who: Who) -> None:
    """Give a paper ballot to somebody of the audience, once. Raises `PermissionDenied`, `ValidationError`."""
    rules.hands_out_at.require(staff, phase)
    link = PhaseVote.objects.filter(phase=phase).select_related("vote").first()
    if link is None:
        raise ValidationError(_("Diese Phase hat noch keinen Stimmzettel."))
    if who.code is not None and who.code.was_asked_for:
        raise ValidationError(_("Dieser Code gilt hier nicht. Bitte vergleichen Sie ihn mit dem Brief."))
    admission = may_take_part(phase, who)
    if not admission.allowed or not admission.credential:
        raise ValidationError(str(admission.reason) or _("Diese Person lässt sich nicht wiedererkennen."))
    paper.hand_out(staff, link.vote, admission.credential, area=admission.area)


def _require_free(staff: Any, phase: Phase) -> None:
    """Raise where projects and money are settled. Holds the phase: two changes at once queue, also before there is a vote."""
    rules.may_prepare.require(staff, phase)
    Phase.objects.select_for_update().get(pk=phase.pk)
    link = PhaseVote.objects.filter(phase=phase).select_related("vote").first()
    if link is not None and Vote.objects.select_for_update().get(pk=link.vote_id).state != Vote.State.DRAFT:
        raise ValidationError(_("Die Abstimmung ist freigegeben. Projekte, Kosten und Geld stehen jetzt fest."))
