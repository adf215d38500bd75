# SPDX-License-Identifier: EUPL-1.2
"""What people do in a dialogue: write, change, take back, react, follow. Each in one transaction, with its rule.

The state of a post changes in `move` alone, here and in `moderation.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.dialogue import notes, rules, tasks
from allmende.commons.dialogue.events import PostEdited, PostMoved
from allmende.commons.dialogue.models import Follow, Post, Reaction, Revision, Step, Thread, Voice
from allmende.commons.dialogue.registry import kind_of
from allmende.commons.dialogue.texts import tidy_text
from allmende.core import events
from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality

COMMENT, SUPPORT = "comment", "support"


def open_thread(
    municipality: Municipality,
    kind: str,
    *,
    moderation: str = Thread.Moderation.POST.value,
    opens: datetime | None = None,
    closes: datetime | None = None,
) -> Thread:
    """Store a thread for its owner, inside the owner's transaction (which checks the rule and writes the audit)."""
    return Thread.objects.create(
        municipality=municipality, kind=kind, moderation=moderation, opens=opens, closes=closes
    )


def write(
    voice: Voice,
    *,
    text: str,
    key: UUID | None = None,
    thread: Thread | None = None,
    parent: Post | None = None,
    kind: str = COMMENT,
    municipality: Municipality | None = None,
    language: str = "de",
    review: bool = False,
    official_by: Any = None,
    now: datetime | None = None,
) -> tuple[Post, bool]:
    """Store a contribution; return it and whether it is new. The same `key` again returns the post that is there.

    In a thread its rules decide (open, times, host), at the instant at which the row of the thread is locked. Without a
    thread (an idea, a question) the caller has checked who may, gives `municipality` and says with `review` whether
    somebody has to look first; with a thread `review` makes it wait even where others appear at once. `official_by`: a
    member of staff who answers for the office.

    Raises `PermissionDenied` (closed, not allowed), `ValidationError` (empty, too long, answer to what is not there).
    """
    text = _checked(text, kind)
    with transaction.atomic():
        present = Post.objects.filter(submission_key=key).first() if key else None
        if present is not None:
            return present, False
        if thread is not None:
            thread = Thread.objects.select_for_update().get(pk=thread.pk)
            rules.may_write.require(voice, thread, now)
            review = review or thread.moderation == Thread.Moderation.PRE
            municipality = thread.municipality
        if municipality is None:
            raise ValueError("A post without thread needs a municipality.")
        if official_by is not None:
            rules.may_moderate.require(official_by, municipality, now)
            review = False
        post = Post(
            municipality=municipality,
            kind=kind,
            thread=thread,
            parent=parent,
            top=_top_of(parent, thread),
            voice=voice,
            official=official_by is not None,
            language=language,
            text=text,
            state=Post.State.PENDING if review else Post.State.VISIBLE,
            submission_key=key or uuid4(),
            created=now or timezone.now(),
        )
        try:
            with transaction.atomic():
                post.save(force_insert=True)
        except IntegrityError:  # the same submission, at the same time
            present = Post.objects.filter(submission_key=key).first()
            if present is None:
                raise
            return present, False
        if thread is not None:
            Post.objects.filter(voice=voice, thread=thread, parent=parent, state=Post.State.DRAFT).delete()
        move(post, post.state, source="", now=now)
        record("dialogue.write", actor=official_by or voice.person, obj=post, subject=voice.person)
    return post, True


def _checked(text: str, kind: str) -> str:
    """Return the text as it is stored. Raises `ValidationError`."""
    longest = kind_of(kind).longest
    if len(text) > longest * 3:  # before any work on it
        raise ValidationError(_too_long(len(text), longest), code="long")
    text = tidy_text(text)
    if not text:
        raise ValidationError(_("Bitte schreiben Sie etwas."), code="required")
    if len(text) > longest:
        raise ValidationError(_too_long(len(text), longest), code="long")
    return text


def _too_long(length: int, longest: int) -> str:
    return _("Ihr Text hat %(length)s Zeichen, höchstens %(longest)s gehen. Bitte kürzen oder teilen Sie ihn.") % {
        "length": length,
        "longest": longest,
    }


def _top_of(parent: Post | None, thread: Thread | None) -> Post | None:
    """Return the post of the first level. Raises `ValidationError` for an answer to what is not (or no longer) there."""
    if parent is None:
        return None
    if thread is None or parent.thread_id != thread.pk or parent.state in (Post.State.DRAFT, Post.State.PENDING):
        raise ValidationError(_("Auf diesen Beitrag kann niemand antworten."), code="parent")
    return parent.top or parent


def move(
    post: Post,
    target: str,
    *,
    source: str | None = None,
    staff: Any = None,
    decision: Any = None,
    now: datetime | None = None,
) -> None:
    """Note a change of state of a stored post, inside the caller's transaction: the row, the trail, the event.

    `source` is given for a new post, which is stored already; for others it is the state before.
    """
    moment = now or timezone.now()
    if source is None:
        source = post.state
        post.state, post.moved = target, moment
        post.save(update_fields=["state", "moved"])
    by = Step.By.STAFF if staff is not None else Step.By.AUTHOR
    Step.objects.create(post=post, source=source, target=target, by=by, staff=staff, decision=decision, at=moment)
    events.publish(PostMoved(post.pk, post.kind, source, target))
    if target == Post.State.VISIBLE and source in ("", Post.State.DRAFT, Post.State.PENDING):
        tasks.tell_new.enqueue(post.pk)
    elif target != Post.State.VISIBLE and source == Post.State.VISIBLE:
        notes.take_back(post)


def locked(post: Post) -> Post:
    """Return the row as it is now, locked until the end of the transaction."""
    return (
        Post.objects.select_for_update(of=("self",)).select_related("voice__person", "thread", "municipality").get(pk=post.pk)
    )  # fmt: skip


@transaction.atomic
def edit(voice: Voice, post: Post, text: str, *, language: str = "", now: datetime | None = None) -> Post:
    """Change an own text; the one before is kept. Raises `PermissionDenied`, `ValidationError`.

    Where somebody looks before publication (the thread, or the kind of a post without thread, says so) it waits again.
    """
    current = locked(post)
    rules.may_change.require(voice, current, now)
    text = _checked(text, current.kind)
    if text == current.text:
        return current
    moment = now or timezone.now()
    Revision.objects.create(post=current, text=current.text, at=moment)
    current.text, current.edited, current.language = text, moment, language or current.language
    current.save(update_fields=["text", "edited", "language"])
    events.publish(PostEdited(current.pk, current.kind))
    if current.thread is None:
        again = kind_of(current.kind).reviewed(current)
    else:
        again = current.thread.moderation == Thread.Moderation.PRE
    if again and current.state == Post.State.VISIBLE:
        move(current, Post.State.PENDING, now=now)
    record("dialogue.edit", actor=voice.person, obj=current, subject=voice.person)
    return current


@transaction.atomic
def withdraw(voice: Voice, post: Post, *, now: datetime | None = None) -> Post:
    """Take back an own contribution; answers to it stay. Raises `PermissionDenied`. Twice is the same as once."""
    current = locked(post)
    if current.state == Post.State.WITHDRAWN and rules.is_author(voice, current):
        return current
    rules.may_withdraw.require(voice, current, now)
    move(current, Post.State.WITHDRAWN, now=now)
    record("dialogue.withdraw", actor=voice.person, obj=current, subject=voice.person)
    return current


@transaction.atomic
def keep_draft(
    voice: Voice, thread: Thread, text: str, *, parent: Post | None = None, language: str = "de"
) -> Post | None:
    """Keep what somebody is writing, one draft for each place in a thread; an empty text removes it.

    A draft is for its author alone; whether it may be sent is asked when it is.
    """
    text = tidy_text(text[: 3 * kind_of(COMMENT).longest])
    place: dict[str, Any] = {"voice": voice, "thread": thread, "parent": parent, "state": Post.State.DRAFT}
    if not text:
        Post.objects.filter(**place).delete()
        return None
    if parent is not None and parent.thread_id != thread.pk:
        raise ValidationError(_("Auf diesen Beitrag kann niemand antworten."), code="parent")
    values = {"text": text, "language": language, "moved": timezone.now()}
    try:
        with transaction.atomic():
            draft, _new = Post.objects.update_or_create(
                **place,
                defaults=values,
                create_defaults=values
                | {"municipality": thread.municipality, "kind": COMMENT, "top": parent and (parent.top or parent)},
            )
    except IntegrityError:  # two windows at the same time
        Post.objects.filter(**place).update(**values)
        draft = Post.objects.get(**place)
    return draft


@transaction.atomic
def react(voice: Voice, post: Post, kind: str = SUPPORT, value: int | None = 1, *, now: datetime | None = None) -> Post:
    """Set, change or (None) remove the reaction of a voice; return the post with its new sum.

    One row for each voice and kind: the database refuses a second one. Raises `PermissionDenied`, `ValidationError`.
    """
    if value is not None and (not -1 <= value <= 10 or value == 0):
        raise ValidationError(_("Diese Bewertung gibt es nicht."), code="value")
    current = locked(post)  # reactions to one post queue here, so the sum below counts all of them
    rules.may_react.require(voice, current, now)
    if value is None:
        Reaction.objects.filter(post=current, voice=voice, kind=kind).delete()
    else:
        Reaction.objects.update_or_create(
            post=current, voice=voice, kind=kind, defaults={"value": value, "at": now or timezone.now()}
        )
    if kind == SUPPORT:
        found = current.reactions.filter(kind=SUPPORT).aggregate(sum=Sum("value"))
        current.support = found["sum"] or 0
        current.save(update_fields=["support"])
    return current


def follow(voice: Voice, thing: Post | Thread, *, on: bool = True) -> bool:
    """Follow a post or a thread, or stop. Returns whether the voice follows it now. Twice is the same as once.

    Raises `PermissionDenied` for what is not public.
    """
    place = {"post": thing} if isinstance(thing, Post) else {"thread": thing}
    if not on:
        Follow.objects.filter(voice=voice, **place).delete()
        return False
    thing.refresh_from_db(fields=["state"])
    public = thing.is_public if isinstance(thing, Post) else rules.thread_readable(None, thing)
    if not public and not (isinstance(thing, Post) and rules.is_author(voice, thing)):
        raise PermissionDenied("not public")
    Follow.objects.get_or_create(voice=voice, **place)
    return True


def tell_followers(post: Post, subject: str, text: str, key: str) -> None:
    """Have the author and the followers of a post told what became of it, inside the caller's transaction.

    For owners of posts ("was wurde daraus?"). The worker does it; it sends nothing about a post that is not public by
    then. `key` makes it once.
    """
    tasks.tell_followers.enqueue(post.pk, subject, text, key)
