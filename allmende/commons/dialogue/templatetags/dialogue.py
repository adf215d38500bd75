# SPDX-License-Identifier: EUPL-1.2
"""Tags for whoever owns threads or posts: `{% load dialogue %}`.

{% thread thread %}              the conversation: list, form, following. The request must be in the context
{% article line %}               one post of it, with what the reader may do
{% post_state post %}            a badge for a post that is not simply public
{% post_tools post speaker %}    report, change, take back, translate
{% proof_of_work form %}         in a form that people without account send (see limits.py)
{% dialogue_head %}              in the block `head` of pages that show conversations
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from allmende.commons.dialogue import limits, queries, rules, voices
from allmende.commons.dialogue.forms import CommentForm
from allmende.commons.dialogue.models import Post, Thread
from allmende.commons.dialogue.registry import REACT, host_of
from allmende.commons.dialogue.shown import ARTICLE, of_strangers, shown
from allmende.core.languages.choice import direction_of
from allmende.core.ui.templatetags.ui import badge

register = template.Library()

_KINDS = {"pending": "info", "hidden": "warning", "withdrawn": "", "draft": ""}


def thread_context(
    request: HttpRequest, thread: Thread, *, speaker: voices.Speaker | None = None, with_page: bool = True
) -> dict[str, Any]:
    """Return what the templates of a thread need. `?sortierung=` and `?nach=` choose the page."""
    speaker = speaker or host_of(thread).speaker_of(request, thread)
    voice = speaker.voice
    running = rules.thread_runs(None, thread)
    form = None
    draft = None
    # A stranger's page sets no cookie: the form with its token comes when they ask for it.
    if with_page and running and not speaker.refusal and (voice is not None or speaker.person or speaker.credential):
        draft = queries.draft_of(voice, thread)
        form = CommentForm(speaker=speaker, initial={"text": draft.text if draft else ""})
    return {
        "request": request,
        "thread": thread,
        "speaker": speaker,
        "voice": voice,
        "open": running,
        "pre": thread.moderation == Thread.Moderation.PRE,
        "form": form,
        "draft": draft,
        "keeps_drafts": bool(voice or speaker.person or speaker.credential),
        "page": queries.thread_page(
            thread, voice, order=request.GET.get("sortierung", ""), after=request.GET.get("nach", "")
        )
        if with_page
        else None,
        "orders": queries.ORDERS,
        "follows": queries.follows(voice, thread) if speaker.person else False,
        "known": bool(voice or speaker.person),
        "can_react": running
        and not speaker.refusal
        and host_of(thread).allows(REACT, speaker.as_voice(), thread, timezone.now()),
        "language": get_language() or settings.LANGUAGE_CODE,
    }


@register.inclusion_tag("dialogue/parts/thread.html", takes_context=True)
def thread(context: Context, thread: Thread) -> dict[str, Any]:
    """Show a conversation."""
    found = thread_context(context["request"], thread)
    return found | {"csrf_token": context.get("csrf_token")}


@register.simple_tag
def post_state(post: Post) -> SafeString:
    """Show the state of a post that is not simply public."""
    return badge(post.get_state_display(), _KINDS[post.state]) if post.state in _KINDS else SafeString("")


@register.simple_tag(takes_context=True)
def article(context: Context, line: queries.Line) -> SafeString:
    """Show a post in its thread, with what the reader may do about it."""
    it = shown(
        line,
        here=context.get("here") == line.post.pk,
        open=bool(context.get("open") and not context["speaker"].refusal),
        can_react=bool(context.get("can_react")),
        known=bool(context.get("known")),
    )
    if it.known:
        return render_to_string(ARTICLE, {"it": it, "csrf_token": context.get("csrf_token")})
    return of_strangers(it)


@register.inclusion_tag("dialogue/parts/tools.html")
def post_tools(post: Post, speaker: voices.Speaker) -> dict[str, Any]:
    """Show what can be done with a post: report it; change it or take it back, if it is one's own; translate it."""
    return {"it": shown(queries.line_of(post, speaker.voice))}


@register.simple_tag
def proof_of_work(form: Any) -> SafeString:
    """Let browsers with JavaScript work out a proof while people write. Stands inside the `<form>`.

    Brings its script; and the field `proof`, for forms without one of their own.
    """
    hidden = "" if "proof" in form.fields else mark_safe('<input type="hidden" name="proof">')
    return format_html(
        '{}{}<span hidden data-proof="{}" data-bits="{}" data-worker="{}"></span>',
        dialogue_script(),
        hidden,
        limits.challenge_of(form),
        limits.BITS,
        _static("dialogue/work.js"),
    )


@register.simple_tag
def dialogue_head() -> SafeString:
    """Return the stylesheet of conversations for the head of a page."""
    return format_html('<link rel="stylesheet" href="{}">', _static("dialogue/dialogue.css"))


@register.simple_tag
def dialogue_script() -> SafeString:
    """Return the script: drafts, the proof, support in one press. A page that only shows something needs none."""
    return format_html('<script type="module" src="{}"></script>', _static("dialogue/dialogue.js"))


def _static(path: str) -> str:
    from django.templatetags.static import static

    return static(path)


@register.filter
def language_attributes(post: Post) -> SafeString:
    """Return `lang` and `dir` of what somebody wrote, for the element that holds it."""
    return format_html('lang="{}" dir="{}"', post.language, direction_of(post.language))
