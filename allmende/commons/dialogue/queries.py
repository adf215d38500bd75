# SPDX-License-Identifier: EUPL-1.2
"""Reads of dialogues, each with a number of SQL queries that does not grow with the rows.

Lists go on by key ("after post 512"), never by a count of skipped rows: page 50 costs what page 1 costs, and nothing is
shown twice while others write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import get_language

from allmende.commons.dialogue.models import Decision, Post, Reaction, Thread, Translation, Voice
from allmende.commons.dialogue.reasons import label_of
from allmende.commons.dialogue.registry import host_of, kind_of
from allmende.commons.dialogue.texts import digest_of

TOPS, ANSWERS, BRANCH = 25, 3, 50
"""Posts of the first level on one page, answers shown below each, answers on the page of one branch."""

NEW, OLD, LIKED = "neu", "alt", "beliebt"
ORDERS = (NEW, OLD, LIKED)


def url_of_comment(post: Post) -> str:
    """Return where a comment stands: its own page, with what it belongs to."""
    return reverse("dialogue:post", args=[post.pk])


def title_of_comment(post: Post) -> str:
    """Return what a comment is about: the title of what its thread belongs to."""
    return host_of(post.thread).title_of(post.thread) if post.thread else str(post)


@dataclass
class Line:
    """A post as one visitor sees it. `gone`: only a placeholder is shown, `why` says the reason of moderation."""

    post: Post
    gone: bool = False
    why: str = ""
    own: bool = False
    supported: bool = False
    translation: Translation | None = None
    can_translate: bool = False
    answers: list[Line] = field(default_factory=list)
    more: int = 0
    next_answer: int = 0
    answered: Post | None = None


@dataclass
class ThreadPage:
    """A page of a thread. `after` is the key of the next one, empty at the end."""

    thread: Thread
    lines: list[Line]
    order: str
    total: int
    after: str = ""
    is_first: bool = True


def shown(posts: QuerySet[Post], voice: Voice | None) -> QuerySet[Post]:
    """Return what a visitor sees of posts: public ones, own ones that wait, and places of others that were answered."""
    answered = Exists(
        Post.objects.filter(state=Post.State.VISIBLE).filter(Q(top=OuterRef("pk")) | Q(parent=OuterRef("pk")))
    )
    kept = Q(state=Post.State.VISIBLE) | Q(answered, state__in=[Post.State.HIDDEN, Post.State.WITHDRAWN])
    if voice is not None:
        kept |= Q(state=Post.State.PENDING, voice=voice)
    return posts.filter(kept).select_related("voice")


def thread_page(thread: Thread, voice: Voice | None = None, *, order: str = NEW, after: str = "") -> ThreadPage:
    """Return one page of a thread. At most seven queries, however long the thread is."""
    order = order if order in ORDERS else NEW
    tops = list(_following(shown(thread.posts.filter(top=None), voice), order, after)[: TOPS + 1])
    more = len(tops) > TOPS
    tops = tops[:TOPS]
    ranked = shown(thread.posts.filter(top__in=[post.pk for post in tops]), voice).annotate(
        place=Window(RowNumber(), partition_by="top", order_by="pk"), many=Window(Count("pk"), partition_by="top")
    )
    numbers = thread.posts.aggregate(total=Count("pk", filter=Q(state=Post.State.VISIBLE)), answers=Count("top"))
    answers = list(ranked.filter(place__lte=ANSWERS + 1).order_by("pk")) if tops and numbers["answers"] else []
    lines = {line.post.pk: line for line in _lines([*tops, *answers], voice)}
    for answer in answers:
        line, top = lines[answer.pk], lines[answer.top_id or 0]
        if len(top.answers) == ANSWERS:
            top.more, top.next_answer = answer.many - ANSWERS, answer.pk  # type: ignore[attr-defined]
        else:
            top.answers.append(line)
    return ThreadPage(
        thread=thread,
        lines=[lines[post.pk] for post in tops],
        order=order,
        total=numbers["total"],
        after=_key(tops[-1], order) if more else "",
        is_first=not after,
    )


def _following(posts: QuerySet[Post], order: str, after: str) -> QuerySet[Post]:
    """Return posts in an order, those behind the key `after`. A key that is none begins at the beginning."""
    parts = after.split(".")
    numbers = [int(part) for part in parts if part.lstrip("-").isdecimal() and len(part) < 18]
    if order == LIKED:
        if len(numbers) == 2:
            support, pk = numbers
            posts = posts.filter(Q(support__lt=support) | Q(support=support, pk__lt=pk))
        return posts.order_by("-support", "-pk")
    if len(numbers) == 1:
        posts = posts.filter(pk__gt=numbers[0]) if order == OLD else posts.filter(pk__lt=numbers[0])
    return posts.order_by("pk" if order == OLD else "-pk")


def _key(post: Post, order: str) -> str:
    return f"{post.support}.{post.pk}" if order == LIKED else str(post.pk)


@dataclass
class Branch:
    """A post of the first level with a page of its answers."""

    top: Line
    before: int
    after: int = 0


def branch(post: Post, voice: Voice | None = None, *, start: int = 0) -> Branch | None:
    """Return the post of the first level that a post belongs to, with answers from `start` (a key) on.

    Without `start`, an answer is where its page begins. None where nothing of it may be seen. At most seven queries.
    """
    if post.thread is None:
        return None
    top = shown(post.thread.posts.filter(pk=post.top_id or post.pk), voice).first()
    if top is None:
        return None
    answers = shown(post.thread.posts.filter(top=top), voice)
    begin = start or (post.pk if post.top_id else 0)
    page = list(answers.filter(pk__gte=begin).select_related("voice", "parent__voice").order_by("pk")[: BRANCH + 1])
    lines = _lines([top, *page[:BRANCH]], voice)
    for line in lines[1:]:
        parent = line.post.parent
        line.answered = parent if parent is not None and parent.pk != top.pk else None
    lines[0].answers = lines[1:]
    before = answers.filter(pk__lt=begin).count() if begin else 0
    return Branch(lines[0], before, page[BRANCH].pk if len(page) > BRANCH else 0)


def line_of(post: Post, voice: Voice | None) -> Line:
    """Return one post as a visitor sees it."""
    return _lines([post], voice)[0]


def _lines(posts: list[Post], voice: Voice | None) -> list[Line]:
    """Return lines in the same order. At most three queries: own reactions, reasons, translations."""
    gone = [post.pk for post in posts if post.state in (Post.State.HIDDEN, Post.State.WITHDRAWN)]
    hidden = [post.pk for post in posts if post.state == Post.State.HIDDEN]
    supported = set[int]()
    if voice is not None:
        own = Reaction.objects.filter(voice=voice, kind="support", value__gt=0, post__in=[post.pk for post in posts])
        supported = set(own.values_list("post_id", flat=True))
    reasons: dict[int, str] = {}
    if hidden:
        made = Decision.objects.filter(post__in=hidden, action="hide", undone=None).order_by("pk")
        reasons = dict(made.values_list("post_id", "reason"))
    language = get_language() or settings.LANGUAGE_CODE
    foreign = {post.pk: post for post in posts if can_translate(post, language)}
    texts: dict[int, Translation] = {}
    if foreign:
        for one in Translation.objects.filter(post__in=foreign, language=language):
            if one.digest == digest_of(foreign[one.post_id].text):
                texts[one.post_id] = one
    return [
        Line(
            post=post,
            gone=post.pk in gone,
            why=label_of(reasons[post.pk]) if post.pk in reasons else "",
            own=voice is not None and post.voice_id == voice.pk,
            supported=post.pk in supported,
            translation=texts.get(post.pk),
            can_translate=post.pk in foreign,
        )
        for post in posts
    ]


def can_translate(post: Post, language: str) -> bool:
    """Tell whether a machine is set up that can turn a post into a language other than its own."""
    from allmende.commons.dialogue.translating import machine_between

    return (
        post.state == Post.State.VISIBLE
        and post.language.partition("-")[0] != language.partition("-")[0]
        and machine_between(post.language, language) is not None
    )


def draft_of(voice: Voice | None, thread: Thread, parent: Post | None = None) -> Post | None:
    """Return what somebody began to write at a place of a thread. One query; none for strangers."""
    if voice is None:
        return None
    return Post.objects.filter(voice=voice, thread=thread, parent=parent, state=Post.State.DRAFT).first()


def follows(voice: Voice | None, thread: Thread) -> bool:
    """Tell whether a voice follows a thread. One query; none for strangers."""
    return voice is not None and voice.follows.filter(thread=thread).exists()


@dataclass(frozen=True)
class Own:
    """One's own contribution with its title, and the decision on it that counts."""

    post: Post
    title: str
    url: str
    decision: Decision | None


def own_posts(voices: Iterable[Voice], before: int = 0, size: int = 50) -> list[Own]:
    """Return what these voices wrote, the newest first, without drafts: posts below the key `before`. Two queries."""
    from allmende.commons.dialogue.registry import related

    posts = Post.objects.filter(voice__in=list(voices)).exclude(state=Post.State.DRAFT).select_related(*related())
    if before:
        posts = posts.filter(pk__lt=before)
    found = list(posts.order_by("-pk")[:size])
    hidden = [post.pk for post in found if post.state == Post.State.HIDDEN]
    made = Decision.objects.filter(post__in=hidden, action="hide", undone=None).order_by("pk") if hidden else []
    decisions = {one.post_id: one for one in made}
    return [
        Own(post, kind_of(post.kind).title_of(post), kind_of(post.kind).url_of(post), decisions.get(post.pk))
        for post in found
    ]
