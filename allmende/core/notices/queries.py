# SPDX-License-Identifier: EUPL-1.2
"""Reads on notices and letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from allmende.core.notices import rules
from allmende.core.notices.kinds import Kind, all_kinds
from allmende.core.notices.models import Delivery, LetterBatch, Notice, Wish


def inbox(person: Any, *, archived: bool = False, unread: bool = False, words: str = "") -> QuerySet[Notice]:
    """Return the notices to a person, newest first; with `words` those that contain all of them."""
    notices = Notice.objects.filter(person=person, archived__isnull=not archived)
    if unread:
        notices = notices.filter(read__isnull=True)
    for word in words.split()[:8]:
        notices = notices.filter(Q(subject__icontains=word) | Q(text__icontains=word))
    return notices


def unread_count(person: Any) -> int:
    """Return how many notices a person has not read. One query."""
    return Notice.objects.filter(person=person, archived__isnull=True, read__isnull=True).count()


@dataclass(frozen=True)
class WishLine:
    """One kind with how the person wants it."""

    kind: Kind
    channel: str
    rhythm: str


def wishes_of(person: Any) -> list[WishLine]:
    """Return all kinds with the person's wish, or the kind's own way. One query."""
    stored = {wish.kind: wish for wish in Wish.objects.filter(person=person)}
    lines = []
    for kind in all_kinds():
        wish = stored.get(kind.key)
        lines.append(WishLine(kind, wish.channel if wish else kind.default, wish.rhythm if wish else Wish.Rhythm.NOW))
    return lines


# --- Letters, for staff -----------------------------------------------------------------------------------------------


def letters_for(person: Any) -> QuerySet[Delivery]:
    """Return the letters a member of staff may handle, with their notices. One query."""
    notices = rules.may_post.filter(Notice.objects.all(), person)
    return Delivery.objects.filter(channel=Delivery.Channel.LETTER, notice__in=notices).select_related(
        "notice__person", "notice__municipality__parent", "batch"
    )


def open_letters(person: Any) -> QuerySet[Delivery]:
    """Return the letters that wait for a batch, oldest first."""
    waiting = letters_for(person).filter(state=Delivery.State.WAITING, batch__isnull=True)
    return waiting.order_by("notice__created", "pk")


def undeliverable(person: Any) -> QuerySet[Delivery]:
    """Return what could not be delivered and nobody has settled, oldest first: mails and letters."""
    notices = rules.may_post.filter(Notice.objects.all(), person)
    return (
        Delivery.objects.filter(state=Delivery.State.FAILED, settled__isnull=True, notice__in=notices)
        .select_related("notice__person", "notice__municipality")
        .order_by("done", "pk")
    )


def batches_for(person: Any) -> QuerySet[LetterBatch]:
    """Return the batches a member of staff may handle, newest first, each with `count`. One query."""
    return (
        rules.may_post.filter(LetterBatch.objects.all(), person)
        .select_related("created_by", "municipality")
        .annotate(count=Count("letters"))
        .order_by("-created", "-pk")  # an annotation with GROUP BY drops the model's order
    )


def letters_of(batch: LetterBatch) -> list[Delivery]:
    """Return the letters of a batch in the order of the sheets: by postcode, then by name, as the post likes them."""
    rows = list(batch.letters.select_related("notice__person", "notice__municipality__parent"))
    return sorted(rows, key=lambda row: (_postcode(row.notice), row.notice.recipient_name.casefold(), row.pk))


def _postcode(notice: Notice) -> str:
    return str(notice.person.postcode) if notice.person else notice.postcode
