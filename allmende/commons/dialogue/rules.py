# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in a dialogue.

Whoever speaks is asked as a voice, whoever moderates as a person. Nothing about writing and reacting asks for a role: a
moderator who wants to say something has the same times as everybody else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from allmende.commons.dialogue.models import Post, Thread, Voice
from allmende.commons.dialogue.registry import EDIT, REACT, WRITE, host_of, kind_of
from allmende.core.roles.declared import ADMINISTRATOR, allow
from allmende.core.rules import NONE, Rule, anyone, field_is, has_permission, is_staff, rule, within

EDITING = timedelta(minutes=30)
"""How long one's own text may be changed. Afterwards others have read and answered it."""

allow("moderator", "dialogue.view_post", "dialogue.add_decision", "dialogue.change_appeal", "dialogue.change_word")
allow("approver", "dialogue.view_post", "dialogue.change_appeal")
allow(ADMINISTRATOR, "dialogue.view_post", "dialogue.add_decision", "dialogue.change_appeal", "dialogue.change_word")

# --- Speaking ---------------------------------------------------------------------------------------------------------

thread_runs = field_is("state", Thread.State.OPEN.value) & within("opens", "closes")
"""The thread is open at that instant: from `opens` on, before `closes`."""

thread_readable = field_is("state", Thread.State.OPEN.value, Thread.State.CLOSED.value)


@rule
def host_allows_writing(voice: Voice, thread: Thread, now: datetime) -> bool:
    """Whoever owns the thread lets this voice write now."""
    return host_of(thread).allows(WRITE, voice, thread, now)


may_write = thread_runs & host_allows_writing
"""Asked with (voice, thread, now)."""


def _allowed(what: str, voice: Voice, post: Post, now: datetime) -> bool:
    if post.thread is None:
        return kind_of(post.kind).allows(what, voice, post, now)
    return thread_runs(voice, post.thread, now) and host_of(post.thread).allows(what, voice, post.thread, now)


@rule
def may_react(voice: Voice, post: Post, now: datetime) -> bool:
    """May react to a public post: where its thread runs and its host lets this voice, and never to one's own."""
    return post.is_public and post.voice_id != voice.pk and _allowed(REACT, voice, post, now)


@rule
def is_author(voice: Voice | None, post: Post, now: datetime) -> bool:
    """Wrote it."""
    return voice is not None and post.voice_id == voice.pk


@rule
def may_change(voice: Voice | None, post: Post, now: datetime) -> bool:
    """May change the text of an own post: for half an hour, and as long as writing is allowed at all."""
    return (
        is_author(voice, post)
        and post.state in (Post.State.PENDING, Post.State.VISIBLE)
        and now < post.created + EDITING
        and _allowed(EDIT, post.voice, post, now)
    )


may_withdraw = is_author & field_is("state", Post.State.PENDING.value, Post.State.VISIBLE.value)
"""One's own text may be taken back at any time, also after the end."""

may_read_post: Rule = (
    field_is("state", Post.State.VISIBLE.value)
    | rule(
        lambda voice, post, now: voice is not None and post.voice_id == voice.pk,
        lambda voice, model, now: Q(voice=voice) if voice is not None else NONE,
    )
)  # fmt: skip

# --- Moderating -------------------------------------------------------------------------------------------------------

may_see_queue = is_staff & has_permission("dialogue.view_post")
may_moderate = is_staff & has_permission("dialogue.add_decision")
may_edit_words = is_staff & has_permission("dialogue.change_word")
may_judge = is_staff & has_permission("dialogue.change_appeal")
"""May decide appeals in this municipality at all."""

not_own_post = rule(
    lambda person, post, now: post is None or post.voice.person_id is None or post.voice.person_id != person.pk,
    lambda person, model, now: Q(voice__person=None) | ~Q(voice__person=person.pk),
)
"""Nobody moderates what they wrote themselves."""

may_decide = may_moderate & not_own_post


@rule
def is_another(person: Any, appeal: Any, now: datetime) -> bool:
    """Is not the one who made the decision that the appeal is about, nor its author."""
    if person is None or appeal.against_id == person.pk:
        return False
    post = appeal.decision.post
    return post is None or post.voice.person_id is None or post.voice.person_id != person.pk


@rule
def may_decide_appeal(person: Any, appeal: Any, now: datetime) -> bool:
    """May decide this appeal: has the right there, and is another person. Superusers are no exception."""
    return may_judge(person, appeal.decision, now) and is_another(person, appeal, now)


ROUTES = {
    "dialogue:*": anyone,
    "moderation_staff:*": may_see_queue,
}
