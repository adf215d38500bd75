# SPDX-License-Identifier: EUPL-1.2
"""Ideas and sections in the staff area: what came in, what became of it, what belongs together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.commons.dialogue.models import Post
from allmende.commons.places.words import fold
from allmende.core.numbers import key_in
from allmende.decide.participation import idea_queries, ideas, rules, sections
from allmende.decide.participation.models import Idea, Phase, Section
from allmende.decide.participation.staff import forms
from allmende.decide.participation.staff.views import crumbs_of, process_of

PER_PAGE = 50


def _phase(request: HttpRequest, pk: int) -> Phase:
    found = Phase.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.process = process_of(request, found.process_id)
    return found


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ideas of a phase, those without answer first."""
    phase = _phase(request, pk)
    rows = Idea.objects.filter(phase=phase).select_related("post__voice", "category", "merged_into").order_by("-pk")
    wanted, words = request.GET.get("stand", ""), request.GET.get("q", "")[:100]
    if wanted in Idea.Stage.values:
        rows = rows.filter(stage=wanted, merged_into=None)
    for word in fold(words):
        rows = rows.filter(words__contains=f" {word}")
    context = {
        "phase": phase,
        "page": Paginator(rows.exclude(post__state=Post.State.DRAFT), PER_PAGE).get_page(request.GET.get("seite")),
        "wanted": wanted,
        "words": words,
        "stages": Idea.Stage.choices,
        "breadcrumbs_items": crumbs_of(phase.process, ("", phase.title)),
        "header_title": phase.title,
        "header_icon": "list-ul",
    }
    return render(request, "participation/staff/ideas.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an idea; answer it, sort it, merge it with another or part them."""
    rows = Idea.objects.select_related("phase", "post__voice", "category", "merged_into__phase__process", "place")
    one = get_object_or_404(rows.prefetch_related("tags", "steps__author", "pictures__picture"), pk=pk)
    one.phase.process = process_of(request, one.phase.process_id)
    answer = forms.AnswerForm(request.POST if request.POST.get("do") == "answer" else None)
    error = ""
    if request.method == "POST":
        try:
            if _act(request, one, answer):
                return redirect("participation_staff:idea", pk)
        except ValidationError as problem:
            error = " ".join(problem.messages)
    wrong = bool(error) or (answer.is_bound and not answer.is_valid())
    context = {
        "idea": one,
        "phase": one.phase,
        "process": one.phase.process,
        "runs": rules.may_run(request.user, one.phase.process),
        "answer": answer,
        "sort": forms.SortForm(idea=one),
        "similar": [
            (other, round(match.score * 100))
            for other, match in idea_queries.similar(one.phase, one.title, one.post.text, one.post.language)
            if other.pk != one.pk
        ],
        "merged": Idea.objects.filter(merged_into=one).select_related("post__voice"),
        "error": error,
        "breadcrumbs_items": crumbs_of(
            one.phase.process,
            (reverse("participation_staff:ideas", args=[one.phase_id]), one.phase.title),
            ("", one.title),
        ),
        "header_title": one.title,
        "header_icon": "doc-full-inverse",
    }
    return render(request, "participation/staff/idea.html", context, status=422 if wrong else 200)


def _act(request: HttpRequest, one: Idea, answer: forms.AnswerForm) -> bool:
    staff, what = request.user, request.POST.get("do", "")
    if what == "answer":
        if not answer.is_valid():
            return False
        ideas.answer(staff, one, **answer.cleaned_data)
        messages.success(
            request, _("Die Antwort steht bei der Idee. Wer sie geschrieben hat oder ihr folgt, bekommt Bescheid.")
        )
    elif what == "sort":
        form = forms.SortForm(request.POST, idea=one)
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        ideas.sort(staff, one, category=form.cleaned_data["category"], tags=form.cleaned_data["tags"].split(","))
        messages.success(request, _("Gespeichert."))
    elif what == "merge":
        number = request.POST.get("target", "").strip().lstrip("#")
        target = Idea.objects.filter(pk=key_in(number)).first()
        if target is None:
            raise ValidationError(_("Eine Idee mit dieser Nummer gibt es nicht."))
        ideas.merge(staff, one, target)
        messages.success(request, _("Die Ideen sind zusammengelegt. Das lässt sich zurücknehmen."))
    elif what == "part":
        ideas.part(staff, one)
        messages.success(request, _("Die Ideen stehen wieder für sich."))
    else:
        raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, pk: int, section: int = 0) -> HttpResponse:
    """Show the sections of a text; add or change one."""
    phase = _phase(request, pk)
    rules.may_run.require(request.user, phase.process)
    instance = get_object_or_404(Section, pk=section, phase=phase) if section else Section(phase=phase)
    form: Any = forms.SectionForm(request.POST or None, instance=instance)
    if form.is_bound and form.is_valid():
        sections.save(request.user, phase, form.save(commit=False))
        messages.success(request, _("Der Abschnitt ist gespeichert."))
        return redirect("participation_staff:sections", phase.pk)
    context = {
        "phase": phase,
        "form": form,
        "section": instance,
        "sections": sections.sections_of(phase),
        "breadcrumbs_items": crumbs_of(phase.process, ("", phase.title)),
        "header_title": phase.title,
        "header_icon": "doc-full",
    }
    return render(request, "participation/staff/sections.html", context, status=422 if form.is_bound else 200)
