# SPDX-License-Identifier: EUPL-1.2
"""The vote or budget of a phase in the staff area: set up, check projects, hand out paper ballots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allmende.core.behalf.context import current
from allmende.core.behalf.models import BehalfRecord
from allmende.core.letters.codes import plain
from allmende.core.throttle.actions import Limit, attempt, keyed
from allmende.decide.participation import codes
from allmende.decide.participation.audience import Who
from allmende.decide.participation.budget import actions, queries, rules
from allmende.decide.participation.budget.models import Budget, Project
from allmende.decide.participation.models import Phase

GUESSES = Limit("budget.hand_out", 60, 3600)
FORMATS = ("vote", "poll", "budget")


class BudgetForm(forms.ModelForm):  # type: ignore[type-arg]
    """How much money there is, and how it is voted on."""

    class Meta:
        model = Budget
        fields = ("amount", "style", "rule", "least", "most")
        widgets = {"style": forms.RadioSelect, "rule": forms.RadioSelect}

    def _post_clean(self) -> None:
        """The action checks and stores."""


class ProjectForm(forms.ModelForm):  # type: ignore[type-arg]
    """A project and what its check found."""

    class Meta:
        model = Project
        fields = ("title", "text", "state", "cost", "reason")
        widgets = {
            "state": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"reason": gettext_lazy("Steht öffentlich beim Vorschlag. Pflicht, wenn etwas nicht geht.")}

    def _post_clean(self) -> None:
        """The action checks and stores."""


def _phase(request: HttpRequest, pk: int) -> Phase:
    phase = get_object_or_404(Phase.objects.select_related("process__municipality"), pk=pk)
    rules.sees.require(request.user, phase)
    if phase.format not in FORMATS:
        raise Http404
    return phase


def crumbs(phase: Phase, *further: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of a phase."""
    found = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": phase.process.title},
        {"url": reverse("budget_staff_phase", args=[phase.pk]), "label": phase.title},
    ]
    return found + [{"url": url, "label": label} for url, label in further]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, pk: int) -> HttpResponse:
    """Show vote, money and projects of a phase, and do one thing with them."""
    found = _phase(request, pk)
    budget, vote = queries.budget_of(found), queries.vote_of(found)
    what, error = request.POST.get("do", ""), ""
    form = BudgetForm(request.POST if what == "set_budget" else None, instance=budget)
    if request.method == "POST":
        try:
            answer = _act(request, found, budget, what, form)
            if answer is not None:
                return answer
        except ValidationError as problem:
            error = " ".join(problem.messages)
        except PermissionDenied:
            error = _("Dafür fehlt Ihnen das Recht, oder die Abstimmung nimmt gerade nichts an.")
    behalf = current(request)
    context = {
        "phase": found,
        "vote": vote,
        "budget": budget,
        "projects": list(budget.projects.all()) if budget else [],
        "form": form,
        "error": error,
        "behalf": behalf,
        "is_free": rules.is_free(found),
        "may_prepare": rules.may_prepare(request.user, found),
        "may_hand_out": vote is not None and vote.state == "open" and rules.hands_out_at(request.user, found),
        "header_title": found.title,
        "header_icon": "form",
        "breadcrumbs_items": crumbs(found),
    }
    return render(request, "budget/staff/phase.html", context, status=422 if request.method == "POST" else 200)


def _act(request: HttpRequest, found: Phase, budget: Budget | None, what: str, form: BudgetForm) -> HttpResponse | None:
    if what == "make_vote":
        vote = actions.make_vote(request.user, found)
        return redirect("ballots_staff_detail", vote.pk)
    if what == "set_budget":
        if not form.is_valid():
            return None
        actions.set_budget(request.user, found, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
    elif what == "take_over" and budget:
        number = actions.take_over_ideas(request.user, budget)
        messages.success(request, _("%d Ideen sind übernommen und warten auf die Prüfung.") % number)
    elif what == "make_ballot" and budget:
        vote = actions.make_ballot(request.user, budget)
        messages.success(request, _("Der Stimmzettel ist angelegt. Bitte prüfen und freigeben."))
        return redirect("ballots_staff_detail", vote.pk)
    elif what in ("hand_out", "hand_out_person"):
        actions.hand_out(request.user, found, _who(request, found, what))
        messages.success(request, _("Notiert. Bitte geben Sie jetzt einen Stimmzettel aus."))
    else:
        raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return redirect("budget_staff_phase", found.pk)


def _who(request: HttpRequest, found: Phase, what: str) -> Who:
    """Return who stands at the counter: by the code on their letter, or the person for whom staff act."""
    if what == "hand_out_person":
        behalf = current(request)
        if behalf is None or behalf.person is None:
            raise ValidationError(_("Bitte wählen Sie zuerst die Person, für die Sie handeln."))
        return Who(behalf.person, at_counter=behalf.channel != BehalfRecord.Channel.TRUST)
    if not attempt(GUESSES, keyed(f"staff:{request.user.pk}")):
        raise ValidationError(_("Das waren viele Codes in einer Stunde. Bitte warten Sie etwas."))
    code = codes.find(plain(request.POST.get("code", "")))
    if code is None or code.process_id != found.process_id:
        raise ValidationError(_("Dieser Code gilt hier nicht. Bitte vergleichen Sie ihn mit dem Brief."))
    return Who(code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def project(request: HttpRequest, pk: int, project: int | None = None) -> HttpResponse:
    """Add a project to a budget, or check one."""
    found = _phase(request, pk)
    rules.may_prepare.require(request.user, found)
    budget = queries.budget_of(found)
    if budget is None:
        raise Http404
    one = get_object_or_404(Project, pk=project, budget=budget) if project else None
    form = ProjectForm(request.POST or None, instance=one)
    if form.is_bound and form.is_valid():
        try:
            actions.save_project(request.user, budget, one, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else [
                form.add_error(name if name in form.fields else None, texts)
                for name, texts in error.message_dict.items()
            ]
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("budget_staff_phase", found.pk)
    title = one.title if one else _("Projekt hinzufügen")
    context: dict[str, Any] = {
        "form": form, "phase": found, "header_title": title, "header_icon": "form", "breadcrumbs_items": crumbs(found, ("", title)),
    }  # fmt: skip
    return render(request, "budget/staff/project.html", context, status=422 if form.is_bound else 200)
