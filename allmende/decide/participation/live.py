# SPDX-License-Identifier: EUPL-1.2
"""The format "live": questions in a meeting. Ask, push others up, see on the big screen which one is being answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.dialogue import actions as dialogue
from allmende.commons.dialogue import limits
from allmende.commons.dialogue.models import Post, Reaction, Voice
from allmende.commons.dialogue.voices import remember, with_token
from allmende.core.audit.actions import record
from allmende.core.throttle.actions import Limit
from allmende.core.throttle.forms import OpenForm
from allmende.decide.participation import rules
from allmende.decide.participation.audience import Who
from allmende.decide.participation.ideas import locked_phase
from allmende.decide.participation.models import LiveQuestion, Phase
from allmende.decide.participation.page import phase_of, render_phase
from allmende.decide.participation.speakers import speaker_in

KIND = "question"
MOST_SHOWN = 100
HALL = limits.Guard(address=Limit("live.address", 300, 600), unproved=Limit("live.unproved", 60, 3600))
"""A hall full of phones stands behind one address."""

SCREEN, ANSWERED, WAITING = "screen", "answered", "waiting"


class QuestionForm(OpenForm):
    """A question."""

    salt = "allmende.participation.question"

    text = forms.CharField(
        label=_("Ihre Frage"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500, "dir": "auto"})
    )


# --- Actions ----------------------------------------------------------------------------------------------------------


def ask(
    who: Who, voice: Voice, phase: Phase, text: str, *, key: UUID, language: str = "de", review: bool = False,
    now: datetime | None = None,
) -> tuple[LiveQuestion, bool]:  # fmt: skip
    """Store a question; return it and whether it is new. Raises `PermissionDenied`, `ValidationError`."""
    with transaction.atomic():
        current = locked_phase(phase)
        present = LiveQuestion.objects.filter(post__submission_key=key).first()
        if present is not None:
            return present, False
        rules.may("write", KIND).require(who, current, now)
        post, _new = dialogue.write(
            voice, text=text, key=key, kind=KIND, municipality=current.process.municipality, language=language,
            review=review or current.moderation == Phase.Moderation.PRE, now=now,
        )  # fmt: skip
        question = LiveQuestion.objects.create(phase=current, post=post)
        record("participation.question", actor=voice.person, obj=question, subject=voice.person)
    return question, True


@transaction.atomic
def move(staff: Any, question: LiveQuestion, what: str) -> LiveQuestion:
    """Put a question on the screen, mark it answered, or put it back. One stands on the screen at a time.

    Raises `PermissionDenied`, `ValidationError` for an unknown step.
    """
    locked_phase(question.phase)
    rules.may_run.require(staff, question.phase.process)
    if what not in (SCREEN, ANSWERED, WAITING):
        raise ValidationError(_now("Diesen Schritt gibt es nicht."), code="step")
    if what == SCREEN:
        LiveQuestion.objects.filter(phase=question.phase, on_screen=True).update(on_screen=False)
    question.on_screen = what == SCREEN
    question.state = LiveQuestion.State.ANSWERED if what == ANSWERED else LiveQuestion.State.WAITING
    question.save(update_fields=["on_screen", "state"])
    record("participation.question_moved", actor=staff, obj=question, details={"to": what})
    return question


# --- Reads ------------------------------------------------------------------------------------------------------------


def questions_of(phase: Phase, voice: Voice | None = None) -> list[LiveQuestion]:
    """Return public questions (and one's own that wait): the one on the screen, the most wanted, then the answered.

    Two queries at most. Sets `liked` and `own` on each.
    """
    order = Case(
        When(on_screen=True, then=Value(0)),
        When(state="waiting", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = LiveQuestion.objects.filter(phase=phase, post__state=Post.State.VISIBLE).select_related("post__voice")
    found = list(rows.annotate(order=order).order_by("order", "-post__support", "pk")[:MOST_SHOWN])
    posts = [question.post_id for question in found]
    liked = set(Reaction.objects.filter(voice=voice, post__in=posts).values_list("post", flat=True)) if voice else set()
    for question in found:
        question.liked = question.post_id in liked  # type: ignore[attr-defined]
        question.own = voice is not None and question.post.voice_id == voice.pk  # type: ignore[attr-defined]
    return found


def context_of(request: HttpRequest, phase: Phase, who: Who) -> dict[str, Any]:
    """Return what page and list show."""
    speaker = speaker_in(request, phase, who)
    return {
        "speaker": speaker,
        "questions": questions_of(phase, speaker.voice),
        "may_ask": rules.may("write", KIND)(who, phase) and not speaker.refusal,
        "may_like": rules.may("like", KIND)(who, phase) and not speaker.refusal,
        "runs": rules.may_run(request.user, phase.process),
        "process": phase.process,
        "phase": phase,
    }


# --- Pages ------------------------------------------------------------------------------------------------------------


@never_cache
@require_safe
def listing(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Return the list alone, which htmx asks for every few seconds."""
    found, who = phase_of(request, process, phase, format="live")
    return render(request, "participation/live/questions.html", context_of(request, found, who))


@never_cache
@require_safe
def screen(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Show the questions for a hall: large, without menus."""
    found, _who = phase_of(request, process, phase, format="live")
    questions = questions_of(found)
    context = {
        "process": found.process,
        "phase": found,
        "current": next((one for one in questions if one.on_screen), None),
        "next": [one for one in questions if not one.on_screen and one.state == LiveQuestion.State.WAITING][:5],
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    partial = request.headers.get("HX-Request") == "true"
    return render(
        request, "participation/live/screen_part.html" if partial else "participation/live/screen.html", context
    )


@never_cache
@require_POST
def ask_view(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Take a question in."""
    found, who = phase_of(request, process, phase, format="live")
    speaker, form = speaker_in(request, found, who), QuestionForm(request.POST)
    if form.is_valid() and speaker.refusal:
        form.add_error(None, speaker.refusal)
    verdict = limits.check(request, speaker, form, HALL) if form.is_valid() else None
    if verdict is not None and not verdict.allowed:
        form.add_error(None, verdict.text)
    if verdict is not None and form.is_valid():
        speaker = with_token(speaker)
        try:
            question, _new = ask(
                who, speaker.speak(), found, form.cleaned_data["text"], key=form.cleaned_data["key"],
                language=get_language() or "de", review=verdict.review,
            )  # fmt: skip
        except PermissionDenied:
            form.add_error(None, _now("Diese Phase ist inzwischen zu Ende."))
        except ValidationError as error:
            form.add_error("text", error)
        else:
            if question.post.is_public:
                messages.success(request, _now("Ihre Frage ist da."))
            else:
                messages.success(
                    request, _now("Ihre Frage ist angekommen. Sie erscheint, sobald jemand sie angesehen hat.")
                )
            response = redirect(found.get_absolute_url())
            remember(request, response, speaker)
            return response
    form.renew()
    context = {**context_of(request, found, who), "form": form}
    return render_phase(request, found, who, "participation/live/live.html", context, 422)


def _question(phase: Phase, key: int) -> LiveQuestion:
    found = LiveQuestion.objects.select_related("post__voice").filter(phase=phase, pk=key).first()
    if found is None:
        raise Http404
    found.phase = phase
    return found


@never_cache
@require_POST
def like(request: HttpRequest, process: str, phase: int, question: int) -> HttpResponse:
    """Push a question up, or take that back. This orders the list; it is no vote."""
    found, who = phase_of(request, process, phase, format="live")
    one, speaker = _question(found, question), with_token(speaker_in(request, found, who))
    if speaker.refusal or not rules.may("like", KIND)(who, found):
        messages.error(request, speaker.refusal or _now("Das geht gerade nicht."))
        return redirect(found.get_absolute_url())
    try:
        dialogue.react(speaker.speak(), one.post, value=None if request.POST.get("an") == "0" else 1)
    except PermissionDenied:
        messages.error(request, _now("Das geht gerade nicht."))
    if request.headers.get("HX-Request") == "true":
        response = render(request, "participation/live/questions.html", context_of(request, found, who))
    else:
        response = redirect(found.get_absolute_url())
    remember(request, response, speaker)
    return response


@never_cache
@require_POST
def step(request: HttpRequest, process: str, phase: int, question: int) -> HttpResponse:
    """Do what whoever leads the meeting does with a question."""
    found, who = phase_of(request, process, phase, format="live")
    move(request.user, _question(found, question), request.POST.get("do", ""))
    if request.headers.get("HX-Request") == "true":
        return render(request, "participation/live/questions.html", context_of(request, found, who))
    return redirect(found.get_absolute_url())
