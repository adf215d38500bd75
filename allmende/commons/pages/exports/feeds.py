# SPDX-License-Identifier: EUPL-1.2
"""News as Atom (RFC 4287) and RSS 2.0."""

from __future__ import annotations

import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from allmende.commons.pages.models import NewsIndexPage
from allmende.commons.pages.queries import news_below

NEWEST = 30


def news_feed(index: NewsIndexPage, request: HttpRequest, kind: Literal["atom", "rss"]) -> HttpResponse:
    """Return the newest news as a feed with absolute addresses. Two queries.

    A piece of news keeps its id (short address) when its title or place in the tree changes.
    """
    language = index.locale.language_code
    own = request.build_absolute_uri(index.get_url(request))
    maker = Atom1Feed if kind == "atom" else Rss201rev2Feed
    feed = maker(
        title=f"{index.title} – {request.presence.display_name}" if request.presence else index.title,  # type: ignore[attr-defined]
        link=own,
        description=index.summary or index.title,
        language=language,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=own,
        author_name=request.presence.display_name if request.presence else index.title,  # type: ignore[attr-defined]
    )
    for item in news_below(index)[:NEWEST]:
        day = timezone.make_aware(datetime.datetime.combine(item.date, datetime.time()))
        address = request.build_absolute_uri(item.get_url(request))
        feed.add_item(
            title=item.title,
            link=address,
            description=item.summary,
            unique_id=request.build_absolute_uri(f"/s/{item.pk}/"),
            unique_id_is_permalink=True,
            pubdate=day,
            updateddate=max(day, item.last_published_at or day),
        )
    response = HttpResponse(content_type=f"application/{kind}+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
