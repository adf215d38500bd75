# SPDX-License-Identifier: EUPL-1.2
"""Reads on ideas, each with a number of queries that does not grow with the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.dialogue.models import Follow, Post, Reaction, Voice
from allmende.commons.places.words import fold
from allmende.core.numbers import LONGEST, key_in
from allmende.decide.participation.models import Idea, IdeaPicture, Phase
from allmende.decide.participation.similar import Known, Match, alike

NEWEST, SUPPORTED, OLDEST = "neu", "unterstuetzt", "alt"
SORTS = {NEWEST: _("Neueste zuerst"), SUPPORTED: _("Meiste Unterstützung"), OLDEST: _("Älteste zuerst")}
PER_PAGE = 20
MOST_POINTS = 1000
POINTS_IN_PAGE = 100
"""With more on the map, the page leaves them to an address of their own: the text is there at once, and light."""
MOST_COMPARED = 1500
STAGES = [(value, label) for value, label in Idea.Stage.choices if value != Idea.Stage.NEW]


@dataclass(frozen=True)
class Wish:
    """What somebody looks for among the ideas of a phase, from the address of the page."""

    q: str = ""
    category: int | None = None
    tag: int | None = None
    stage: str = ""
    sort: str = NEWEST
    after: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Wish:
        """Return the wish; what makes no sense in the address is left out."""
        stage, sort = given.get("stand", ""), given.get("sortierung", "")
        return cls(
            q=given.get("q", "")[:100].strip(),
            category=key_in(given.get("thema")) or None,
            tag=key_in(given.get("wort")) or None,
            stage=stage if stage in Idea.Stage.values else "",
            sort=sort if sort in SORTS else NEWEST,
            after=given.get("ab", "")[:40],
        )

    @property
    def is_filtered(self) -> bool:
        """Whether not all ideas are asked for."""
        return bool(self.q or self.category or self.tag or self.stage)

    def query(self, **changes: Any) -> str:
        """Return the address part for this wish with some changes; the first page where nothing else is said."""
        wish = replace(self, **{"after": "", **changes})
        pairs = {
            "q": wish.q, "thema": wish.category, "wort": wish.tag, "stand": wish.stage,
            "sortierung": "" if wish.sort == NEWEST else wish.sort, "ab": wish.after,
        }  # fmt: skip
        given = {name: value for name, value in pairs.items() if value}
        return f"?{urlencode(given)}" if given else ""


def public(phase: Phase) -> QuerySet[Idea]:
    """Return the ideas of a phase that everybody sees, without those that were merged into another."""
    return Idea.objects.filter(phase=phase, post__state=Post.State.VISIBLE, merged_into=None)


def matching(phase: Phase, wish: Wish) -> QuerySet[Idea]:
    """Return the public ideas that a wish means."""
    rows = public(phase)
    for word in fold(wish.q):
        rows = rows.filter(words__contains=f" {word}")
    if wish.category:
        rows = rows.filter(category=wish.category)
    if wish.tag:
        rows = rows.filter(tags=wish.tag)
    if wish.stage:
        rows = rows.filter(stage=wish.stage)
    return rows


@dataclass(frozen=True)
class IdeaPage:
    """One page of ideas, with what the list and the map show."""

    ideas: list[Idea]
    total: int
    next: str
    """Where the next page begins, for `ab`; empty on the last one."""
    bounds: tuple[float, float, float, float] | None
    """The extent of all found ideas with a place, a little wider; None where there are none."""
    points: list[dict[str, Any]] | None
    """These ideas as GeoJSON features; None where they are too many for the page."""


def idea_page(phase: Phase, wish: Wish, size: int = PER_PAGE) -> IdeaPage:
    """Return one page of ideas by key: the cost of page 25 is that of page 1. Six queries at most."""
    rows = matching(phase, wish)
    numbers = rows.order_by().aggregate(
        total=Count("pk"), placed=Count("geom_west"), west=Min("geom_west"), south=Min("geom_south"),
        east=Max("geom_west"), north=Max("geom_south"),
    )  # fmt: skip
    bounds = points = None
    if numbers["placed"]:
        bounds = numbers["west"] - 0.003, numbers["south"] - 0.002, numbers["east"] + 0.003, numbers["north"] + 0.002
        points = points_of(rows) if numbers["placed"] <= POINTS_IN_PAGE else None
    page = list(_from(_with_cards(rows), wish)[: size + 1])
    more, page = len(page) > size, page[:size]
    _count_comments(page)
    return IdeaPage(page, numbers["total"], _key_of(page[-1], wish) if more else "", bounds, points)


def _with_cards(rows: QuerySet[Idea]) -> QuerySet[Idea]:
    pictures = IdeaPicture.objects.select_related("picture").prefetch_related("picture__renditions")
    return rows.select_related("post__voice", "category").prefetch_related(Prefetch("pictures", pictures))


def _from(rows: QuerySet[Idea], wish: Wish) -> QuerySet[Idea]:
    first, _sep, second = wish.after.partition("-")
    numbers = [int(part) for part in (first, second) if part.isdecimal() and len(part) <= LONGEST]
    if wish.sort == SUPPORTED:
        if len(numbers) == 2:
            rows = rows.filter(Q(support__lt=numbers[0]) | Q(support=numbers[0], pk__lt=numbers[1]))
        return rows.order_by("-support", "-pk")
    if wish.sort == OLDEST:
        return (rows.filter(pk__gt=numbers[0]) if numbers else rows).order_by("pk")
    return (rows.filter(pk__lt=numbers[0]) if numbers else rows).order_by("-pk")


def _key_of(idea: Idea, wish: Wish) -> str:
    return f"{idea.support}-{idea.pk}" if wish.sort == SUPPORTED else str(idea.pk)


def points_of(rows: QuerySet[Idea]) -> list[dict[str, Any]]:
    """Return all found ideas with a place as GeoJSON features, the newest thousand. One query."""
    found = rows.filter(geom_west__isnull=False).order_by("-pk").values_list("pk", "title", "geom_west", "geom_south")
    return [
        {
            "type": "Feature",
            "id": pk,
            "geometry": {"type": "Point", "coordinates": [round(west, 6), round(south, 6)]},
            "properties": {"name": title},
        }
        for pk, title, west, south in found[:MOST_POINTS]
    ]


def _count_comments(ideas: Sequence[Idea]) -> None:
    """Set `comments` on each idea: public posts in its thread. One query."""
    threads = [idea.thread_id for idea in ideas if idea.thread_id]
    counts: dict[int | None, int] = dict(
        Post.objects.filter(thread__in=threads, state=Post.State.VISIBLE)
        .order_by()
        .values_list("thread")
        .annotate(n=Count("pk"))
        if threads
        else []
    )
    for idea in ideas:
        idea.comments = counts.get(idea.thread_id, 0)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class IdeaDetail:
    """Everything the page of an idea shows, apart from the conversation."""

    idea: Idea
    supports: bool
    follows: bool
    is_own: bool
    merged: list[Idea]


def idea_detail(phase: Phase, key: int, voice: Voice | None, *, staff: bool = False) -> IdeaDetail | None:
    """Return an idea that a voice may read: public, or one's own; staff read all. Nine queries at most.

    Its place and the idea that it was merged into come when asked for: few have them, and joining them costs all.
    """
    pictures = IdeaPicture.objects.select_related("picture").prefetch_related("picture__renditions")
    rows = Idea.objects.filter(phase=phase, pk=key).select_related("post__voice", "thread", "category")
    idea = rows.prefetch_related(Prefetch("pictures", pictures), "tags", "steps").first()
    if idea is None:
        return None
    is_own = voice is not None and idea.post.voice_id == voice.pk
    if not (idea.post.is_public or is_own or staff):
        return None
    idea.phase = phase
    phases = {one.pk: one for one in phase.process.phases.all()}  # ideas are merged within their process
    if idea.merged_into is not None:
        idea.merged_into.phase = phases[idea.merged_into.phase_id]
    supports = follows = False
    if voice is not None:
        supports = Reaction.objects.filter(post=idea.post_id, voice=voice, kind="support").exists()
        follows = Follow.objects.filter(post=idea.post_id, voice=voice).exists()
    merged = list(
        Idea.objects.filter(merged_into=idea, post__state=Post.State.VISIBLE)
        .select_related("post__voice")
        .order_by("pk")
    )
    for one in merged:
        one.phase = phases[one.phase_id]
    return IdeaDetail(idea, supports, follows, is_own, merged)


def similar(phase: Phase, title: str, text: str, language: str = "de") -> list[tuple[Idea, Match]]:
    """Return public ideas of the same process that say something alike. Two queries; at most the newest 1,500."""
    rows = Idea.objects.filter(
        phase__process=phase.process_id, post__state=Post.State.VISIBLE, merged_into=None
    ).order_by("-pk")
    known = [Known(*row) for row in rows.values_list("pk", "title", "post__text", "post__language")[:MOST_COMPARED]]
    matches = alike(title[:120], text[:2000], known, language)
    found = {
        idea.pk: idea
        for idea in Idea.objects.filter(pk__in=[match.key for match in matches]).select_related(
            "phase__process", "post"
        )
    }
    return [(found[match.key], match) for match in matches if match.key in found]


def own_ideas(process_id: int, voices: Sequence[Voice]) -> QuerySet[Idea]:
    """Return what these voices have brought in or follow in a process, in any state, the newest first."""
    mine = Q(post__voice__in=voices) | Q(post__followers__voice__in=voices, post__state=Post.State.VISIBLE)
    rows = Idea.objects.filter(mine, phase__process=process_id).select_related("post", "phase__process", "merged_into")
    return rows.prefetch_related("steps").order_by("-pk").distinct()


def unanswered(person: Any) -> QuerySet[Idea]:
    """Return public ideas without answer in the processes of somebody's team, the oldest first. One query."""
    return (
        Idea.objects.filter(
            phase__process__team__person=person.pk,
            stage=Idea.Stage.NEW,
            merged_into=None,
            post__state=Post.State.VISIBLE,
        )
        .exclude(phase__process__state="archived")
        .select_related("phase__process")
        .order_by("pk")
    )
