# SPDX-License-Identifier: EUPL-1.2
"""A post as the templates show it: plain values, so that what all strangers see alike is rendered once (core/ui/fragments)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from allmende.commons.dialogue import rules
from allmende.commons.dialogue.models import Post
from allmende.commons.dialogue.queries import Line
from allmende.core.ui.fragments import fragment

ARTICLE = "dialogue/parts/post.html"


class Shown(NamedTuple):
    """What stands in the article of a post. The first fields are those of the post itself."""

    pk: int
    state: str
    official: bool
    edited: bool
    created: datetime
    language: str
    text: str
    support: int
    state_label: str
    name: str
    thread: int | None
    gone: bool
    why: str
    own: bool
    supported: bool
    answered: int | None
    """Which answer it answers, where that is not clear from where it stands; `answered_name` wrote that."""
    answered_name: str
    translation: str
    translating: bool
    can_translate: bool
    may_change: bool
    here: bool
    """The page is about this post."""
    open: bool
    """People may answer."""
    can_react: bool
    known: bool
    """Whoever reads has an account, a code, or has written before: buttons in place of links."""


def shown(line: Line, **seen: Any) -> Shown:
    """Return what to show of a line; `seen`: `here`, `open`, `can_react`, `known`."""
    post, answered = line.post, line.answered
    return Shown(
        pk=post.pk,
        state=post.state,
        official=post.official,
        edited=bool(post.edited),
        created=post.created,
        language=post.language,
        text="" if line.gone else post.text,
        support=post.support,
        state_label=post.get_state_display() if post.state == Post.State.PENDING else "",
        name="" if line.gone else post.voice.name,
        thread=post.thread_id,
        gone=line.gone,
        why=line.why,
        own=line.own,
        supported=line.supported,
        answered=answered.pk if answered else None,
        answered_name=answered.voice.name if answered else "",
        translation=line.translation.text if line.translation else "",
        translating=bool(line.translation and line.translation.is_waiting),
        can_translate=line.can_translate,
        may_change=bool(line.own and rules.may_change(post.voice, post)),
        **{"here": False, "open": False, "can_react": False, "known": False} | seen,
    )


def of_strangers(it: Shown) -> SafeString:
    """Return the article of a post for strangers: no token for buttons, so all of them see the same."""
    return fragment(ARTICLE, it)
