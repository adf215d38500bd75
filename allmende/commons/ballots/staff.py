# SPDX-License-Identifier: EUPL-1.2
"""Votes in the staff area: the list, one vote with everything that can be done to it, its preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from allmende.commons.ballots import actions, paper, queries, rules
from allmende.commons.ballots.forms import BallotForm
from allmende.commons.ballots.models import Question, Vote
from allmende.commons.ballots.staff_forms import BatchForm, QuestionForm, VoteForm


class VoteIndexView(IndexView):
    """The list; every line leads to the page of the vote."""

    add_item_label = gettext_lazy("Abstimmung anlegen")

    def get_edit_url(self, instance: Vote) -> str:
        return reverse("ballots_staff_detail", args=[instance.pk])

    def get_add_url(self) -> str | None:
        return reverse("ballots_staff_new") if rules.may_add(self.request.user) else None

    def get_delete_url(self, instance: Vote) -> None:
        return None

    def get_base_queryset(self) -> Any:
        return rules.may_see.filter(super().get_base_queryset(), self.request.user)


class VoteViewSet(ModelViewSet):
    """The list of votes. They are made and changed on pages of their own."""

    model = Vote
    name = "ballots_staff"
    url_prefix = "abstimmungen"
    icon = "form"
    menu_label = gettext_lazy("Abstimmungen")
    menu_order = 236
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = VoteIndexView
    list_display = [
        "title",
        Column("kind", label=gettext_lazy("Art"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=gettext_lazy("Stand"), accessor="get_state_display", sort_key="state"),
        DateColumn("opens", label=gettext_lazy("Beginn"), sort_key="opens"),
        DateColumn("closes", label=gettext_lazy("Ende"), sort_key="closes"),
    ]
    list_filter = ["state", "kind"]
    search_fields = ["title"]
    search_backend_name = None
    ordering = ["-closes", "-pk"]
    form_fields = ["title"]

    def get_urlpatterns(self) -> list[Any]:
        """Return the routes of the list alone."""
        return [route for route in super().get_urlpatterns() if route.name in ("index", "index_results")]


def crumbs(vote: Vote | None, *further: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of a vote."""
    found = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("ballots_staff:index"), "label": _("Abstimmungen")},
    ]
    if vote is not None:
        found.append({"url": reverse("ballots_staff_detail", args=[vote.pk]), "label": vote.title})
    return found + [{"url": url, "label": label} for url, label in further]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a vote, or change the draft of one."""
    vote = get_object_or_404(Vote, pk=pk) if pk else None
    (rules.may_edit if vote else rules.may_add).require(request.user, vote)
    form = VoteForm(request.POST or None, instance=vote)
    if form.is_bound and form.is_valid():
        try:
            if vote:
                stored = actions.change_vote(request.user, vote, **form.cleaned_data)
            else:
                stored = actions.create_vote(
                    request.user,
                    municipality=request.municipality,
                    **form.cleaned_data,  # type: ignore[attr-defined]
                )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("ballots_staff_detail", stored.pk)
    title = _("Abstimmung ändern") if vote else _("Abstimmung anlegen")
    context = {
        "form": form,
        "header_title": title,
        "header_icon": "form",
        "breadcrumbs_items": crumbs(vote, ("", title)),
    }
    return render(request, "ballots/staff/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a vote, and do one thing with it."""
    vote = get_object_or_404(Vote.objects.select_related("municipality"), pk=pk)
    rules.may_see.require(request.user, vote)
    what = request.POST.get("do", "")
    question_form = QuestionForm(request.POST if what == "add_question" else None)
    batch_form = BatchForm(request.POST if what == "open_batch" else None)
    error = ""
    if request.method == "POST":
        try:
            answer = _act(request, vote, what, question_form, batch_form)
            if answer is not None:
                return answer
        except ValidationError as problem:
            error = " ".join(problem.messages)
        except PermissionDenied:
            vote.refresh_from_db()
            if not rules.may_see(request.user, vote) or not (rules.may_manage | rules.enters_paper)(request.user, vote):
                raise
            error = _("Das geht nicht mehr: Die Abstimmung hat inzwischen den Stand „%s“.") % vote.get_state_display()
    context = {
        "vote": vote,
        "error": error,
        "questions": vote.questions.prefetch_related("options"),
        "question_form": question_form,
        "batch_form": batch_form,
        "may_edit": rules.may_edit(request.user, vote),
        "may_manage": rules.may_manage(request.user, vote),
        "may_enter_paper": rules.may_enter_paper(request.user, vote),
        "is_running": rules.takes_ballots(None, vote),
        "turnout": queries.turnout(vote),
        "batches": queries.batches(vote),
        "result": queries.shown_result(vote) if vote.result and rules.may_manage(request.user, vote) else None,
        "header_title": vote.title,
        "header_icon": "form",
        "breadcrumbs_items": crumbs(vote),
    }
    return render(request, "ballots/staff/detail.html", context, status=422 if request.method == "POST" else 200)


def _act(
    request: HttpRequest, vote: Vote, what: str, question_form: QuestionForm, batch_form: BatchForm
) -> HttpResponse | None:
    """Do one thing; return where to go, or None to show a form again."""
    done = {
        "release": (actions.release, _("Freigegeben. Fragen und Zeiten stehen jetzt fest.")),
        "count": (actions.count, _("Ausgezählt. Das Ergebnis ist noch nicht öffentlich.")),
        "publish": (actions.publish, _("Das Ergebnis ist öffentlich.")),
    }
    if what in done:
        act, words = done[what]
        act(request.user, vote)
        messages.success(request, words)
    elif what == "delete":
        actions.delete_draft(request.user, vote)
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect("ballots_staff:index")
    elif what == "add_question":
        if not question_form.is_valid():
            return None
        data = question_form.cleaned_data
        actions.add_question(
            request.user, vote, kind=data["kind"], text=data["text"], hint=data["hint"], options=data["options"],
            most=data["most"] or 0, least=data["least"] or 0,
        )  # fmt: skip
        messages.success(request, _("Die Frage steht auf dem Stimmzettel."))
    elif what == "remove_question":
        question = get_object_or_404(Question, pk=request.POST.get("question", "0"), vote=vote)
        actions.remove_question(request.user, question)
        messages.success(request, _("Die Frage ist weg."))
    elif what == "open_batch":
        if not batch_form.is_valid():
            return None
        batch = paper.open_batch(request.user, vote, batch_form.cleaned_data["sheets"])
        return redirect("ballots_staff_batch", batch.pk)
    else:
        raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return redirect("ballots_staff_detail", vote.pk)


@never_cache
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ballot as voters will see it."""
    vote = get_object_or_404(Vote, pk=pk)
    rules.may_see.require(request.user, vote)
    return render(request, "ballots/preview.html", {"vote": vote, "form": BallotForm(vote), "may_vote": False})
