# SPDX-License-Identifier: EUPL-1.2
"""Ideas for machines: pages of a hundred, by key."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from allmende.core.numbers import key_in
from allmende.decide.participation.idea_queries import public
from allmende.decide.participation.models import Idea, Phase, Tag

SIZE = 100


def page(phase: Phase, after: str) -> dict[str, Any]:
    """Return ideas with a key above `after`, and the address of the next page (None on the last). Two queries."""
    rows = public(phase).select_related("post__voice", "category").order_by("pk")
    rows = rows.filter(pk__gt=key_in(after))
    found = list(rows[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    here = settings.BASE_URL + reverse("participation:ideas_json", args=[phase.process.slug, phase.pk])
    tags = _tags_of(found)
    result = []
    for idea in found:
        idea.phase = phase
        result.append(
            {
                "id": idea.pk,
                "title": idea.title,
                "text": idea.post.text,
                "language": idea.post.language,
                "category": idea.category.name if idea.category else None,
                "tags": tags.get(idea.pk, []),
                "lon": round(idea.geom.x, 6) if idea.geom else None,
                "lat": round(idea.geom.y, 6) if idea.geom else None,
                "address": idea.address,
                "author": idea.post.voice.name,
                "support": idea.support,
                "stage": idea.stage,
                "created": idea.post.created.isoformat(),
                "url": settings.BASE_URL + idea.get_absolute_url(),
            }
        )
    return {"ideas": result, "next": f"{here}?ab={found[-1].pk}" if more else None}


def _tags_of(ideas: list[Idea]) -> dict[int, list[str]]:
    # By hand: `prefetch_related` builds a query set for each idea, which takes longer than all the rest.
    rows = Tag.objects.filter(ideas__in=[idea.pk for idea in ideas]).order_by("name").values_list("ideas", "name")
    found: dict[int, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return found
