# SPDX-License-Identifier: EUPL-1.2
"""Telling people: new answers to authors and followers, and what became of a contribution.

Such a notice never repeats what was written. It may name the thing that is talked about, whose title somebody wrote too:
when that is hidden later, mails that still wait are withdrawn and the notice loses its words (`take_back`).
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.commons.dialogue.models import Follow, Post, Voice
from allmende.commons.dialogue.registry import host_of, kind_of
from allmende.core.notices.actions import blank, notify
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person

REPLY, NEWS, FOLLOWED, DECISION, REPORT = (
    "dialogue.reply",
    "dialogue.news",
    "dialogue.followed",
    "dialogue.decision",
    "dialogue.report",
)


def reachable(voice: Voice) -> Person | None:
    """Return the person behind a voice, where a notice can reach them. Holders of codes look at their page."""
    person: Person | None = voice.person
    return person if person and person.is_active and (person.email or person.address_lines) else None


def tell_new(post: Post) -> None:
    """Tell whom it concerns that a comment is public: who wrote the one it answers, and who follows the thread.

    Run by the worker after the post was stored; nothing is told about one that is no longer public by then.
    """
    if post.thread is None or not post.is_public:
        return
    title = host_of(post.thread).title_of(post.thread)
    url = kind_of(post.kind).url_of(post)
    told: set[int] = {post.voice.person_id} if post.voice.person_id else set()
    answered = post.parent
    if answered is not None:
        author = reachable(answered.voice)
        if author is not None and author.pk not in told:
            told.add(author.pk)
            _tell(author, post, REPLY, title, url)
    followers = Follow.objects.filter(Q(thread=post.thread) | Q(post=post.top or post)).exclude(voice__person=None)
    for one in followers.select_related("voice__person"):
        person = reachable(one.voice)
        if person is not None and person.pk not in told:
            told.add(person.pk)
            _tell(person, post, FOLLOWED, title, url)


def _tell(person: Person, post: Post, kind: str, title: str, url: str) -> None:
    with override(person.language):
        if kind == REPLY:
            subject = _("Neue Antwort auf Ihren Kommentar: %s") % title
            text = _("jemand hat auf Ihren Kommentar geantwortet. Sie können die Antwort hier lesen und melden.")
        else:
            subject = _("Neuer Kommentar: %s") % title
            text = _("in einem Gespräch, dem Sie folgen, gibt es einen neuen Kommentar.")
    notify(
        to=person,
        kind=kind,
        subject=subject,
        text=text,
        url=url,
        municipality=post.municipality,
        key=f"{_prefix(post)}{kind}:{person.pk}",
        language=person.language,
    )


def tell_followers(post: Post, subject: str, text: str, key: str) -> int:
    """Tell the author and the followers of a public post; return how many. Run by the worker."""
    if not post.is_public:
        return 0
    voices = {post.voice_id: post.voice} | {
        one.voice_id: one.voice for one in post.followers.select_related("voice__person")
    }
    count = 0
    for voice in voices.values():
        person = reachable(voice)
        if person is None:
            continue
        count += 1
        notify(
            to=person,
            kind=NEWS,
            subject=tidy_line(subject, 200),
            text=text,
            url=kind_of(post.kind).url_of(post),
            municipality=post.municipality,
            key=f"{_prefix(post)}{key}:{person.pk}",
            language=person.language,
        )
    return count


def take_back(post: Post) -> None:
    """Withdraw what still waits to be sent about a post that is not public any more, and about its thread."""
    prefixes = [_prefix(post)]
    thread = kind_of(post.kind).thread_of(post)
    if thread is not None:
        prefixes.append(f"dialogue:thread:{thread.pk}:")
    for prefix in prefixes:
        blank(prefix, subject=_("Nicht mehr öffentlich"), text=_("Dieser Beitrag ist nicht mehr öffentlich."))


def _prefix(post: Post) -> str:
    return f"dialogue:thread:{post.thread_id or 0}:post:{post.pk}:"
