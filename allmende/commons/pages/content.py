# SPDX-License-Identifier: EUPL-1.2
"""Write page bodies in code: each function returns one block `(type, value)` for the `body` of an action.

    body = [text("<h2>Öffnungszeiten</h2><p>…</p>"), callout("tip", "<p>…</p>", title="Ohne Termin"), contact(page)]

HTML given here is stored as it stands, so it must come from our own code or be escaped. Allowed tags: h2, h3, p, b, ul,
ol, li, a (`<a linktype="page" id="3">` for pages, `<a href="…">` for addresses).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from wagtail.documents.models import Document
from wagtail.models import Page

from allmende.commons.places.models import Place
from allmende.core.media.models import Picture

Block = tuple[str, Any]
Target = Page | str


def text(html: str) -> Block:
    """Return running text with headings."""
    return ("text", html)


def picture(picture: Picture, caption: str = "", *, decorative: bool = False) -> Block:
    """Return a picture; `decorative` hides its description where the text says it all."""
    return ("picture", {"picture": picture.pk, "caption": caption, "decorative": decorative})


def callout(kind: str, html: str, title: str = "") -> Block:
    """Return a boxed hint; `kind` is `info`, `tip` or `warning`."""
    return ("callout", {"kind": kind, "title": title, "text": html})


def details(items: Iterable[tuple[str, str]], title: str = "") -> Block:
    """Return questions that unfold: pairs of question and HTML answer."""
    return ("details", {"title": title, "items": [_item({"title": q, "text": html}) for q, html in items]})


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, row_headings: bool = True) -> Block:
    """Return a table of texts; every row has as many cells as there are headings."""
    return (
        "table",
        {
            "caption": caption,
            "row_headings": row_headings,
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in headings],
                "rows": [{"values": [str(cell) for cell in row]} for row in rows],
                "caption": "",
            },
        },
    )


def link(target: Target, label: str = "", description: str = "") -> dict[str, Any]:
    """Return one link to a page or to an address (`/orte/`, `https://…`, `tel:…`); an address needs a label."""
    page = target.pk if isinstance(target, Page) else None
    return {
        "label": label,
        "description": description,
        "page": page,
        "address": "" if isinstance(target, Page) else target,
    }


def links(title: str, entries: Iterable[Mapping[str, Any]]) -> Block:
    """Return a list of links made by `link`."""
    return ("links", {"title": title, "links": [_item(dict(entry)) for entry in entries]})


def document(document: Document, description: str = "") -> Block:
    """Return a file to download."""
    return ("document", {"document": document.pk, "description": description})


def contact(page: Page) -> Block:
    """Return the card of a directory entry."""
    return ("contact", {"contact": page.pk})


def place(place: Place) -> Block:
    """Return the card of a place."""
    return ("place", {"place": place.pk})


def step(title: str, html: str, duration: str = "", links: Iterable[Mapping[str, Any]] = ()) -> Block:
    """Return one step of a guide."""
    return ("step", {"title": title, "text": html, "duration": duration, "links": [_item(dict(e)) for e in links]})


def tile(target: Target, label: str = "", description: str = "", icon: str = "arrow-right") -> Block:
    """Return a quick link of the home page; `icon` is one of `blocks.TILE_ICONS`."""
    return ("tile", {**link(target, label, description), "icon": icon})


def _item(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid4())}


def stream(body: Iterable[Block]) -> str:
    """Return blocks as the JSON text that a stream field stores."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid4())} for kind, value in body])
