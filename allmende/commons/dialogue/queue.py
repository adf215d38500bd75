# SPDX-License-Identifier: EUPL-1.2
"""What moderators see: what waits, what was reported, appeals, the newest. The number of queries does not grow with the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from allmende.commons.dialogue import moderation, rules
from allmende.commons.dialogue.hints import hints_of
from allmende.commons.dialogue.models import Appeal, Decision, Notice, Post, Translation, Word
from allmende.commons.dialogue.registry import kind_of, related
from allmende.commons.dialogue.translating import machine_between

WAITING, REPORTED, APPEALS, RECENT = "wartet", "gemeldet", "einsprueche", "neu"
VIEWS = (WAITING, REPORTED, APPEALS, RECENT)
PAGE = 20


@dataclass
class Item:
    """A post in the queue with what helps to judge it."""

    post: Post
    title: str
    url: str
    hints: list[str]
    notices: list[Notice] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    is_own: bool = False
    following: int = 0
    translation: Translation | None = None
    can_translate: bool = False


@dataclass
class Queue:
    """One page of a view. `after` is the key of the next page, 0 at the end."""

    view: str
    items: list[Item]
    pages: list[Notice]
    appeals: list[Appeal]
    counts: dict[str, int]
    after: int = 0


def posts_of(person: Any) -> QuerySet[Post]:
    """Return the posts that a moderator may see, without drafts."""
    return rules.may_see_queue.filter(Post.objects.exclude(state=Post.State.DRAFT), person)


def queue(person: Any, view: str, *, after: int = 0, size: int = PAGE) -> Queue:
    """Return one page of a view. At most nine queries."""
    view = view if view in VIEWS else WAITING
    posts, open_notices = posts_of(person), rules.may_see_queue.filter(Notice.objects.filter(decision=None), person)
    waiting = posts.filter(state=Post.State.PENDING)
    reported = posts.filter(Exists(open_notices.filter(post=OuterRef("pk"))))
    appeals = _appeals(person)
    page_notices = open_notices.filter(post=None)
    counts = {
        WAITING: waiting.count(),
        REPORTED: reported.count() + page_notices.count(),
        APPEALS: appeals.count(),
    }
    found: list[Post] = []
    if view == WAITING:
        found = list(_joined(waiting.filter(pk__gt=after)).order_by("pk")[: size + 1])
    elif view == REPORTED:
        found = list(_joined(reported.filter(pk__gt=after)).order_by("pk")[: size + 1])
    elif view == RECENT:
        recent = posts.filter(pk__lt=after) if after else posts
        found = list(_joined(recent).order_by("-pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    items = items_of(person, found)
    return Queue(
        view=view,
        items=items,
        pages=list(page_notices.order_by("pk")[:50]) if view == REPORTED and not after else [],
        appeals=list(appeals.select_related("decision__post__voice", "against", "notice")[:50])
        if view == APPEALS
        else [],
        counts=counts,
        after=found[-1].pk if more else 0,
    )


def _joined(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related(*related(), "parent__voice")


def _appeals(person: Any) -> QuerySet[Appeal]:
    allowed = rules.may_judge.filter(Decision.objects.all(), person)
    return Appeal.objects.filter(state=Appeal.State.OPEN, decision__in=allowed.values("pk"))


def items_of(person: Any, posts: list[Post]) -> list[Item]:
    """Return posts with hints and open reports. At most four queries."""
    if not posts:
        return []
    words = list(
        Word.objects.filter(municipality__in={post.municipality_id for post in posts}).values_list("text", flat=True)
    )
    texts = Post.objects.filter(text__in=[post.text for post in posts if len(post.text) > 20]).exclude(
        state=Post.State.DRAFT
    )
    same = dict(texts.order_by().values_list("text").annotate(n=Count("pk")))
    by_post: dict[int, list[Notice]] = {}
    for notice in Notice.objects.filter(decision=None, post__in=posts).order_by("pk"):
        by_post.setdefault(notice.post_id or 0, []).append(notice)
    foreign = [post for post in posts if machine_between(post.language, settings.LANGUAGE_CODE) is not None]
    rows = Translation.objects.filter(post__in=foreign, language=settings.LANGUAGE_CODE) if foreign else []
    translations = {row.post_id: row for row in rows}
    found = []
    for number, post in enumerate(posts):
        kind = kind_of(post.kind)
        notices = by_post.get(post.pk, [])
        found.append(
            Item(
                post=post,
                title=kind.title_of(post),
                url=kind.url_of(post),
                hints=hints_of(post.text, words, same=same.get(post.text, 1) - 1),
                notices=notices,
                actions=[one for one in moderation.actions_for(post) if one != "keep" or notices],
                is_own=not rules.not_own_post(person, post),
                translation=translations.get(post.pk),
                can_translate=post in foreign,
                following=posts[number + 1].pk if number + 1 < len(posts) else 0,
            )
        )
    return found


def own_decisions(person: Any, size: int = 5) -> list[Decision]:
    """Return the last decisions of a moderator that may still be taken back. One query."""
    later = Decision.objects.filter(post=OuterRef("post"), undone=None, pk__gt=OuterRef("pk"))
    made = Decision.objects.filter(made_by=person, undone=None, post__isnull=False).exclude(
        source=Decision.Source.APPEAL
    )
    open_ = made.exclude(Exists(later)).exclude(Exists(Appeal.objects.filter(decision=OuterRef("pk"))))
    return list(open_.select_related("post").order_by("-pk")[:size])


def oldest_waiting(person: Any) -> Any:
    """Return since when the oldest contribution waits, or None. One query."""
    return posts_of(person).filter(state=Post.State.PENDING).aggregate(oldest=Min("moved"))["oldest"]
