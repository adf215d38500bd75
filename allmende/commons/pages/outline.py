# SPDX-License-Identifier: EUPL-1.2
"""From the blocks of a page to its HTML with anchors, and to its table of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from wagtail.blocks import StreamValue
from wagtail.models import Site

HEADING = re.compile(r"<h([23])(?: data-block-key=\"[^\"]*\")?>(.*?)</h\1>", re.DOTALL)
LONG = 3
"""From this many headings on a page shows its table of contents."""


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 2 or 3, its words, and the anchor that leads to it."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Body:
    """A rendered body and its headings."""

    html: SafeString
    headings: list[Heading]

    @property
    def contents(self) -> list[Heading]:
        """The sections for the table of contents; empty on short pages."""
        sections = [heading for heading in self.headings if heading.level == 2]
        return sections if len(sections) >= LONG else []


def add_anchors(html: str) -> tuple[str, list[Heading]]:
    """Give every plain `h2` and `h3` an id made of its words, unique on the page; return the new HTML and the headings."""
    found: list[Heading] = []
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        level, inner = int(match[1]), match[2]
        text = unescape(strip_tags(inner)).strip()
        base = anchor = "abschnitt-" + (slug_of(text) or "x")
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{base}-{number}"
        taken.add(anchor)
        found.append(Heading(level, text, anchor))
        return f'<h{level} id="{anchor}">{inner}</h{level}>'

    return HEADING.sub(anchored, html), found


_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def slug_of(text: str) -> str:
    """Return a text as part of an address: `Bürgerbüro` becomes `buergerbuero`, so that it can be read out and typed."""
    return slugify(text.translate(_SPELLED))


def own_links(html: str, request: Any) -> str:
    """Make links to the visited site relative: it may be reached under another name than the one it is stored with."""
    site = Site.find_for_request(request) if request is not None else None
    return html.replace(f'href="{site.root_url}/', 'href="/') if site else html


def render_body(stream: StreamValue, context: Mapping[str, Any]) -> Body:
    """Render all blocks of a page."""
    parent = dict(context)
    html = "\n".join(str(block.render(parent)) for block in stream)
    html, headings = add_anchors(own_links(html, context.get("request")))
    return Body(mark_safe(html), headings)  # noqa: S308  (made by the blocks' templates, which escape)
