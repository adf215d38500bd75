# SPDX-License-Identifier: EUPL-1.2
"""Tells the dialogue where our posts and threads stand, what is allowed there, and listens to what becomes of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from allmende.commons.dialogue.events import PostEdited, PostMoved
from allmende.commons.dialogue.models import Post, Thread
from allmende.commons.dialogue.registry import register_host, register_kind
from allmende.core import events
from allmende.core.notices.actions import blank
from allmende.core.search.actions import changed as search_changed
from allmende.decide.participation import ideas, speakers
from allmende.decide.participation.models import Idea, Phase

_PHASE = ("phase", "phase__process", "phase__process__municipality", "phase__audience_area")


def register() -> None:
    """Make ideas, questions and sections known to the dialogue. Called once at start-up."""
    register_kind(
        "idea", _("Idee"), url_of=lambda post: post.idea.get_absolute_url(), title_of=lambda post: post.idea.title,
        allows=speakers.allows_idea, reviewed=speakers.reviewed_idea, thread_of=_thread_of_idea,
        related=tuple(f"idea__{name}" for name in _PHASE),
    )  # fmt: skip
    register_host(
        "idea", _("Idee"), url_of=lambda thread: thread.idea.get_absolute_url(), title_of=_title_of_idea,
        speaker_of=speakers.speaker_of_thread, allows=speakers.allows_in_thread, shows=speakers.shows_thread,
        related=tuple(f"idea__{name}" for name in ("post", *_PHASE)),
    )  # fmt: skip
    register_kind(
        "question", _("Frage in einer Veranstaltung"), url_of=lambda post: post.live_question.phase.get_absolute_url(),
        title_of=lambda post: post.live_question.phase.title, allows=speakers.allows_question,
        reviewed=speakers.reviewed_question,
        related=tuple(f"live_question__{name}" for name in _PHASE), longest=500,
    )  # fmt: skip
    register_host(
        "section", _("Abschnitt eines Textes"), url_of=_url_of_section, title_of=lambda thread: thread.section.heading,
        speaker_of=speakers.speaker_of_thread, allows=speakers.allows_in_thread, shows=speakers.shows_thread,
        related=tuple(f"section__{name}" for name in _PHASE),
    )  # fmt: skip
    events.subscribe(PostMoved, moved)
    events.subscribe(PostEdited, edited)


def _thread_of_idea(post: Post) -> Thread | None:
    return post.idea.thread  # type: ignore[attr-defined,no-any-return]


def _title_of_idea(thread: Thread) -> str:
    """Return what comments are about, also for those who wrote one: not the words of an idea that is no longer public."""
    idea: Idea = thread.idea  # type: ignore[attr-defined]
    return idea.title if idea.post.is_public else _now("Idee")


def _url_of_section(thread: Thread) -> str:
    section: Any = thread.section  # type: ignore[attr-defined]
    phase: Phase = section.phase
    return reverse("participation:section", args=[phase.process.slug, phase.pk, section.pk])


def moved(event: PostMoved) -> None:
    """Keep search and mails in step with what moderation and authors decide."""
    if event.kind != ideas.KIND or not event.source:  # a new one is told by `submit`, when its idea is there
        return
    idea = Idea.objects.filter(post=event.post_id).first()
    if idea is None:
        return
    search_changed("ideas", [idea.pk])
    if event.target != Post.State.VISIBLE:
        blank(
            ideas.notice_prefix(idea),
            subject=_now("Nicht mehr öffentlich"),
            text=_now("Dieser Beitrag ist nicht mehr öffentlich."),
        )


def edited(event: PostEdited) -> None:
    """Keep the words of the search in step with a text that its author changed."""
    idea = Idea.objects.select_related("post").filter(post=event.post_id).first() if event.kind == ideas.KIND else None
    if idea is not None:
        idea.words = idea.words_of(idea.post.text)
        idea.save(update_fields=["words"])
        search_changed("ideas", [idea.pk])
