# SPDX-License-Identifier: EUPL-1.2
"""Threads and contributions as people use them. Every change is a POST; without JavaScript each has a page of its own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.dialogue import actions, limits, queries, rules, translating, voices
from allmende.commons.dialogue.forms import CommentForm, EditForm
from allmende.commons.dialogue.models import Post, Thread, Voice
from allmende.commons.dialogue.registry import host_of, is_shown, kind_of, related
from allmende.commons.dialogue.templatetags.dialogue import thread_context
from allmende.core.behalf.actions import remember_if_acting
from allmende.core.numbers import key_in
from allmende.core.throttle.actions import Limit, attempt, caller_of, keyed
from allmende.engines.language.which import language_of

REACTIONS = limits.Guard(
    Limit("dialogue.react", 60, 600), Limit("dialogue.react", 120, 600), Limit("dialogue.react", 60, 600)
)
DRAFTS = Limit("dialogue.draft", 200, 600)
TRANSLATIONS = Limit("dialogue.translate", 30, 3600)


def _thread_or_404(request: HttpRequest, pk: int) -> Thread:
    found = get_object_or_404(Thread.objects.select_related("municipality"), pk=pk)
    if not rules.thread_readable(None, found) or not host_of(found).shows(request, found):
        raise Http404
    return found


def _post_or_404(request: HttpRequest, pk: int) -> Post:
    found = _stored_or_404(pk)
    if not is_shown(request, found):
        raise Http404
    return found


def _stored_or_404(pk: int) -> Post:
    found = get_object_or_404(Post.objects.select_related(*related()), pk=pk)
    if found.state == Post.State.DRAFT or (found.thread and not rules.thread_readable(None, found.thread)):
        raise Http404
    return found


def _own_or_404(request: HttpRequest, pk: int) -> tuple[Post, Voice]:
    """Return a post and the voice of this visitor that wrote it. Nobody learns of others' posts here.

    One's own can be taken back also where what it belongs to is no longer shown.
    """
    found = _stored_or_404(pk)
    for voice in voices.voices_of(request):
        if rules.is_author(voice, found):
            return found, voice
    raise Http404


def _is_part(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


@never_cache
@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a thread by itself, or (asked by htmx) its list alone."""
    found = _thread_or_404(request, pk)
    context = thread_context(request, found)
    template = "dialogue/parts/list.html" if _is_part(request) else "dialogue/thread.html"
    return render(
        request, template, context | {"title": host_of(found).title_of(found), "back": host_of(found).url_of(found)}
    )


@never_cache
@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment where it stands: with what it answers and the answers behind it."""
    found = _post_or_404(request, pk)
    if found.thread is None:
        url = kind_of(found.kind).url_of(found)
        if url == request.path:
            raise Http404
        return redirect(url)
    host = host_of(found.thread)
    speaker = host.speaker_of(request, found.thread)
    start = request.GET.get("ab", "")
    branch = queries.branch(found, speaker.voice, start=key_in(start))
    if branch is None:
        raise Http404
    context = thread_context(request, found.thread, speaker=speaker, with_page=False) | {
        "branch": branch, "title": host.title_of(found.thread), "back": host.url_of(found.thread), "here": found.pk,
    }  # fmt: skip
    template = "dialogue/parts/answers.html" if _is_part(request) else "dialogue/post.html"
    return render(request, template, context)


# --- Writing ----------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form for a comment or an answer (`?antwort=`), or store what was sent."""
    found = _thread_or_404(request, pk)
    host = host_of(found)
    speaker = host.speaker_of(request, found)
    asked = request.POST.get("parent") if request.method == "POST" else request.GET.get("antwort")
    parent = (
        found.posts.select_related("voice")
        .filter(pk=key_in(asked), state__in=["visible", "hidden", "withdrawn"])
        .first()
        if asked
        else None
    )
    draft = queries.draft_of(speaker.voice, found, parent)
    initial = {"text": draft.text if draft else "", "parent": parent.pk if parent else None}
    form = CommentForm(request.POST or None, speaker=speaker, answers=parent is not None, initial=initial)
    if form.is_bound:
        stored = _store(request, form, found, speaker, parent)
        if stored is not None:
            response = redirect(_after(stored, host.url_of(found)))
            voices.remember(request, response, voices.Speaker(visitor=form.visitor_token))  # type: ignore[attr-defined]
            return response
        form.renew()
    context = {
        "form": form, "thread": found, "speaker": speaker, "parent": queries.line_of(parent, speaker.voice) if parent else None,
        "title": host.title_of(found), "back": host.url_of(found), "pre": found.moderation == Thread.Moderation.PRE,
        "draft": draft, "keeps_drafts": speaker.voice is not None or speaker.has_account,
        "open": rules.thread_runs(None, found),
    }  # fmt: skip
    if _is_part(request):
        return render(request, "dialogue/parts/form.html", context)
    return render(request, "dialogue/write.html", context, status=422 if form.is_bound else 200)


def _after(stored: Post, url: str) -> str:
    """Return where the new comment is seen. The parameter tells the browser which draft of its own is done with."""
    where = url if stored.parent_id is None else kind_of(stored.kind).url_of(stored)
    sign = "&" if "?" in where else "?"
    return f"{where}{sign}geschrieben={stored.parent_id or 0}#beitrag-{stored.pk}"


def _store(
    request: HttpRequest, form: CommentForm, found: Thread, speaker: voices.Speaker, parent: Post | None
) -> Post | None:
    """Store a comment, or say in the form why not. What was written stays in the form."""
    form.visitor_token = ""  # type: ignore[attr-defined]
    if speaker.refusal:
        form.full_clean()
        form.add_error(None, speaker.refusal)
        return None
    if not form.is_valid():
        return None
    speaker = voices.with_token(speaker)
    verdict = limits.check(request, speaker, form)
    if not verdict.allowed:
        form.add_error(None, verdict.text)
        return None
    data = form.cleaned_data
    try:
        with transaction.atomic():
            stored, _new = actions.write(
                speaker.speak(data.get("name", "")),
                thread=found,
                parent=parent,
                text=data["text"],
                key=data["key"],
                language=language_of(data["text"], _page_language()),
                review=verdict.review,
            )
            remember_if_acting(
                request, "dialogue.write", obj=stored, what=host_of(found).title_of(found), municipality=found.municipality,
                url=kind_of(stored.kind).url_of(stored),
            )  # fmt: skip
    except PermissionDenied:
        form.add_error(
            None, _("Hier kann gerade niemand schreiben. Bitte kopieren Sie Ihren Text, wenn Sie ihn noch brauchen.")
        )
        return None
    except ValidationError as error:
        form.add_error("text", error)
        return None
    form.visitor_token = speaker.visitor  # type: ignore[attr-defined]
    if stored.state == Post.State.PENDING:
        messages.success(request, _("Danke! Ihr Beitrag erscheint, sobald ihn jemand geprüft hat."))
    else:
        messages.success(request, _("Danke! Ihr Beitrag ist jetzt öffentlich."))
    return stored


def _page_language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


@require_POST
def keep_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a person with an account or a code is writing. Strangers' drafts stay in their browser."""
    found = _thread_or_404(request, pk)
    speaker = host_of(found).speaker_of(request, found)
    if speaker.voice is None and not speaker.has_account and not speaker.credential:
        return HttpResponse(status=204)
    if not attempt(DRAFTS, keyed(speaker.counted_as)):
        return HttpResponse(status=429)
    asked = request.POST.get("parent", "")
    parent = found.posts.filter(pk=key_in(asked)).first() if asked else None
    actions.keep_draft(speaker.speak(), found, request.POST.get("text", ""), parent=parent, language=_page_language())
    return HttpResponse(status=204)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an own text, within the time."""
    found, voice = _own_or_404(request, pk)
    form = EditForm(request.POST or None, initial={"text": found.text})
    allowed = rules.may_change(voice, found)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            changed = actions.edit(voice, found, text, language=language_of(text, found.language))
        except PermissionDenied:
            allowed = False
            form.add_error(None, _("Ihr Text lässt sich nicht mehr ändern: Andere haben ihn schon gelesen."))
        except ValidationError as error:
            form.add_error("text", error)
        else:
            waits = changed.state == Post.State.PENDING
            messages.success(
                request, _("Geändert. Es erscheint, sobald es jemand geprüft hat.") if waits else _("Geändert.")
            )
            return redirect(kind_of(found.kind).url_of(found))
    context = {
        "form": form, "post": found, "allowed": allowed, "minutes": int(rules.EDITING.total_seconds() // 60),
        "back": kind_of(found.kind).url_of(found), "title": kind_of(found.kind).title_of(found),
    }  # fmt: skip
    return render(request, "dialogue/edit.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to take an own contribution back, and do it."""
    found, voice = _own_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.withdraw(voice, found)
        except PermissionDenied:
            messages.error(request, _("Dieser Beitrag lässt sich nicht zurückziehen."))
        else:
            messages.success(request, _("Ihr Beitrag ist zurückgezogen. Antworten anderer bleiben stehen."))
        return redirect("dialogue:own")
    context = {
        "post": found, "allowed": rules.may_withdraw(voice, found), "back": kind_of(found.kind).url_of(found),
        "title": kind_of(found.kind).title_of(found),
    }  # fmt: skip
    return render(request, "dialogue/withdraw.html", context)


# --- Reacting and following -------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Support a contribution, or take the support back (`do=remove`). A GET shows the button alone."""
    found = _post_or_404(request, pk)
    if not found.is_public:
        raise Http404
    speaker = voices.speaker_at(request, found)
    back = kind_of(found.kind).url_of(found)
    error = speaker.refusal
    if not error and not rules.may_react(speaker.as_voice(), found):
        error = _("Das lässt sich gerade nicht bewerten, oder nur mit Konto oder Code.")
    if request.method == "POST" and not error:
        speaker = voices.with_token(speaker)
        guard = REACTIONS.speaker if speaker.person or speaker.credential else REACTIONS.address
        caller = keyed(speaker.counted_as) if speaker.person or speaker.credential else caller_of(request)
        if not attempt(guard, caller):
            error = _("Das waren sehr viele Bewertungen in kurzer Zeit. Bitte warten Sie zehn Minuten.")
        else:
            try:
                value = None if request.POST.get("do") == "remove" else 1
                found = actions.react(speaker.speak(), found, value=value)
            except PermissionDenied:
                error = _("Das lässt sich gerade nicht bewerten.")
            else:
                line = queries.line_of(found, Voice.objects.get(pk=speaker.speak().pk))
                response = (
                    render(
                        request,
                        "dialogue/parts/support.html",
                        {"post": found, "supported": line.supported, "known": True},
                    )
                    if _is_part(request)
                    else redirect(back)
                )
                voices.remember(request, response, speaker)
                return response
    line = queries.line_of(found, speaker.voice)
    context = {
        "post": found, "supported": line.supported, "error": error, "speaker": speaker, "back": back, "known": True,
        "title": kind_of(found.kind).title_of(found),
    }  # fmt: skip
    if _is_part(request) and not error:
        return render(request, "dialogue/parts/support.html", context)
    return render(request, "dialogue/react.html", context, status=403 if error and request.method == "POST" else 200)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a thread, or stop. For people with an account: others cannot be told."""
    found = _thread_or_404(request, pk)
    speaker = voices.speaker_of_request(request)
    if speaker.person is None:
        raise PermissionDenied
    on = request.POST.get("do") != "stop"
    actions.follow(speaker.speak(), found, on=on)
    messages.success(
        request,
        _("Sie erfahren, wenn hier jemand etwas schreibt.") if on else _("Sie folgen diesem Gespräch nicht mehr."),
    )
    return redirect(host_of(found).url_of(found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a contribution translated into the language of the page. A GET shows the button alone."""
    found = _post_or_404(request, pk)
    language = get_language() or settings.LANGUAGE_CODE
    if not found.is_public or not queries.can_translate(found, language):
        raise Http404
    back = kind_of(found.kind).url_of(found)
    if request.method != "POST":
        context = {"post": found, "back": back, "title": kind_of(found.kind).title_of(found)}
        return render(request, "dialogue/translate.html", context)
    if not attempt(TRANSLATIONS, caller_of(request)):
        messages.error(request, _("Das waren viele Übersetzungen. Bitte versuchen Sie es in einer Stunde noch einmal."))
    else:
        translating.ask(found, language)
        messages.info(request, _("Die Übersetzung entsteht gerade. Laden Sie die Seite in ein paar Sekunden neu."))
    return redirect(f"{back}#beitrag-{found.pk}")


@require_safe
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a public contribution said before it was edited."""
    found = _post_or_404(request, pk)
    if not found.is_public:
        raise Http404
    context: dict[str, Any] = {
        "post": found, "revisions": list(found.revisions.all()), "back": kind_of(found.kind).url_of(found),
        "title": kind_of(found.kind).title_of(found),
    }  # fmt: skip
    return render(request, "dialogue/revisions.html", context)


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show what this visitor wrote, with accounts, codes and browsers: its state, and why something was hidden."""
    found = voices.voices_of(request)
    before = request.GET.get("vor", "")
    posts = queries.own_posts(found, int(before) if before.isdecimal() and len(before) < 18 else 0) if found else []
    context = {"posts": posts, "known": bool(found), "older": posts[-1].post.pk if len(posts) == 50 else 0}
    return render(request, "dialogue/own.html", context)
