# SPDX-License-Identifier: EUPL-1.2
"""What a list shows of each idea: plain values, so that a card is rendered once (core/ui/fragments)."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.safestring import SafeString

from allmende.core.ui.fragments import fragment
from allmende.decide.participation.models import Idea

PICTURE = "fill-480x270"
BEGINNING = 500
"""So much of a text reaches the card, which shows less: whoever wrote pages is not kept whole."""


class Image(NamedTuple):
    """The picture of a card."""

    url: str
    width: int
    height: int
    alt: str


class Card(NamedTuple):
    """Everything that stands on the card of an idea."""

    key: int
    at: tuple[float, float] | None
    """Longitude and latitude, in degrees."""
    url: str
    title: str
    text: str
    language: str
    name: str
    address: str
    category: str
    stage: str
    stage_label: str
    support: int
    comments: int
    can_rate: bool
    picture: Image | None


def card(idea: Idea, *, can_rate: bool) -> SafeString:
    """Return the card of an idea of `idea_queries.idea_page`. No query, but for a picture that was never shown so small."""
    post = idea.post
    return fragment(
        "participation/ideas/card.html",
        Card(
            key=idea.pk,
            at=(idea.geom.x, idea.geom.y) if idea.geom else None,
            url=idea.get_absolute_url(),
            title=idea.title,
            text=post.text[:BEGINNING],
            language=post.language,
            name=post.voice.name,
            address=idea.address,
            category=idea.category.name if idea.category else "",
            stage=idea.stage,
            stage_label=idea.get_stage_display(),
            support=idea.support,
            comments=idea.comments,  # type: ignore[attr-defined]
            can_rate=can_rate,
            picture=_picture(idea),
        ),
    )


def _picture(idea: Idea) -> Image | None:
    first = next(iter(idea.pictures.all()), None)
    if first is None:
        return None
    small = first.picture.get_rendition(PICTURE)
    return Image(small.url, small.width, small.height, first.picture.alt)
