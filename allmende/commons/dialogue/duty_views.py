# SPDX-License-Identifier: EUPL-1.2
"""What the Digital Services Act asks for: report something without an account, see how it went, appeal."""

from __future__ import annotations

from typing import NoReturn

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.commons.dialogue import limits, moderation, statements, voices
from allmende.commons.dialogue.forms import AppealForm, ReferenceForm, ReportForm
from allmende.commons.dialogue.models import Appeal, Decision, Notice, Post
from allmende.commons.dialogue.registry import is_shown, kind_of, related
from allmende.core.behalf.context import author_of
from allmende.core.letters.codes import plain
from allmende.core.throttle.actions import Limit, attempt, caller_of, exhausted, give_back

REPORTS = limits.Guard(
    Limit("dialogue.report", 10, 3600), Limit("dialogue.report", 20, 3600), Limit("dialogue.report.unproved", 5, 3600)
)
GUESSES = Limit("dialogue.reference", 30, 600)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show the form for a report, on a contribution or (`?seite=`) on a page; store it and show its number."""
    post = None
    if pk is not None:
        post = get_object_or_404(Post.objects.select_related(*related()), pk=pk, state=Post.State.VISIBLE)
        if not is_shown(request, post):
            raise Http404
    person = author_of(request)
    form = ReportForm(
        request.POST or None,
        host=request.get_host(),
        has_post=post is not None,
        signed_in=person is not None,
        initial={"page": request.GET.get("seite", "")[:500]},
    )
    if form.is_bound:
        if form.is_valid():
            speaker = voices.Speaker(person=person)
            verdict = limits.check(request, speaker, form, REPORTS)
            if verdict.allowed:
                data = form.cleaned_data
                try:
                    made, _new = moderation.report(
                        post.municipality if post else request.municipality,  # type: ignore[attr-defined]
                        post=post,
                        page=data.get("page", ""),
                        reason=data["reason"],
                        text=data["text"],
                        person=person,
                        name=data.get("name", ""),
                        email=data.get("email", ""),
                        good_faith=data["good_faith"],
                        language=get_language() or settings.LANGUAGE_CODE,
                        key=data["key"],
                    )
                except ValidationError as error:
                    form.add_error(None, error)
                else:
                    messages.success(
                        request, _("Danke! Ihre Meldung ist angekommen. Die Nummer ist %s.") % made.reference
                    )
                    return redirect("dialogue:report_state", made.reference)
            else:
                form.add_error(None, verdict.text)
        form.renew()
    context = {"form": form, "post": post, "back": kind_of(post.kind).url_of(post) if post else ""}
    return render(request, "dialogue/report.html", context, status=422 if form.is_bound else 200)


def _reference(text: str) -> str:
    signs = plain(text)
    return f"{signs[:4]}-{signs[4:7]}-{signs[7:]}" if signs else ""


@require_safe
def ask_state(request: HttpRequest) -> HttpResponse:
    """Ask for the number of a report or a decision."""
    form = ReferenceForm(request.GET or None)
    if form.is_bound and form.is_valid():
        reference = _reference(form.cleaned_data["nummer"])
        if not reference:
            form.add_error(
                "nummer", _("Eine Nummer hat zehn Zeichen aus Ziffern und Buchstaben, zum Beispiel K7QF-3M9-ZTA.")
            )
        elif not attempt(GUESSES, caller_of(request)):
            form.add_error("nummer", _("Das waren viele Nummern. Bitte warten Sie zehn Minuten."))
        elif Notice.objects.filter(reference=reference).exists():
            give_back(GUESSES, caller_of(request))
            return redirect("dialogue:report_state", reference)
        elif Decision.objects.filter(reference=reference, action="hide").exists():
            give_back(GUESSES, caller_of(request))
            return redirect("dialogue:appeal", reference)
        else:
            form.add_error(
                "nummer", _("Diese Nummer gibt es bei uns nicht. Bitte vergleichen Sie sie mit unserer Nachricht.")
            )
    return render(request, "dialogue/report_ask.html", {"form": form})


def _missed(request: HttpRequest) -> NoReturn:
    """Count who asks for numbers that are not there. Raises `Http404`."""
    attempt(GUESSES, caller_of(request))
    raise Http404


def _too_many(request: HttpRequest, reference: str) -> HttpResponse | None:
    """Return the answer to somebody who has guessed too often, so that nothing is looked up; None for all others."""
    if not exhausted(GUESSES, caller_of(request)):
        return None
    form = ReferenceForm({"nummer": reference})
    form.is_valid()
    form.add_error("nummer", _("Das waren viele Nummern. Bitte warten Sie zehn Minuten."))
    return _unlisted(render(request, "dialogue/report_ask.html", {"form": form}, status=429))


@never_cache
@require_safe
def report_state(request: HttpRequest, reference: str) -> HttpResponse:
    """Show how a report stands, to whoever has its number: not what was reported, nor who wrote it."""
    refused = _too_many(request, reference)
    if refused is not None:
        return refused
    found = Notice.objects.select_related("decision", "post").filter(reference=reference.upper()).first()
    if found is None:
        _missed(request)
    decision = found.decision
    context = {
        "notice": found,
        "decision": decision,
        "acted": decision is not None and decision.action in ("hide", "done"),
        "can_appeal": decision is not None and moderation.can_appeal(decision, Appeal.Side.NOTIFIER),
        "appeal": found.appeals.first(),
    }
    return _unlisted(render(request, "dialogue/report_state.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a decision with its reasons, and take an appeal: by the author's number, or by that of a report."""
    refused = _too_many(request, reference)
    if refused is not None:
        return refused
    reference = reference.upper()
    notice = Notice.objects.select_related("decision__post__voice", "person").filter(reference=reference).first()
    decision = notice.decision if notice is not None else None
    if notice is None:
        decision = (
            Decision.objects.select_related("post__voice__person").filter(reference=reference, action="hide").first()
        )
    if decision is None:
        _missed(request)
    side = Appeal.Side.AUTHOR if notice is None else Appeal.Side.NOTIFIER
    present = decision.appeals.filter(side=side).first()
    possible = present is None and moderation.can_appeal(decision, side)
    form = AppealForm(request.POST or None) if possible or request.method == "POST" else None
    if form is not None and form.is_bound:
        if form.is_valid() and not attempt(REPORTS.address, caller_of(request)):
            form.add_error(None, _("Das waren viele Einsprüche. Bitte versuchen Sie es in einer Stunde noch einmal."))
        if form.is_valid():
            voice = decision.post.voice if notice is None and decision.post is not None else None
            try:
                moderation.appeal(decision, form.cleaned_data["text"], voice=voice, notice=notice)
            except ValidationError as error:
                form.add_error(None, " ".join(error.messages))
            else:
                messages.success(request, _("Ihr Einspruch ist angekommen. Eine andere Person entscheidet darüber."))
                return redirect("dialogue:appeal", reference)
        form.renew()
    context = {
        "form": form if possible or (form is not None and form.is_bound and present is None) else None,
        "decision": decision,
        "notice": notice,
        "statement": statements.statement_of(decision) if notice is None else None,
        "post": decision.post if notice is None else None,
        "appeal": present,
        "until": statements.appeal_until(decision),
        "reference": reference,
    }
    response = render(
        request, "dialogue/appeal.html", context, status=422 if form is not None and form.is_bound else 200
    )
    return _unlisted(response)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
