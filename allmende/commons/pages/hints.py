# SPDX-License-Identifier: EUPL-1.2
"""Hints for authors (EN 301 549, 11.8: the authoring tool helps to write accessible pages): headings, links and words.

Checks what a program can know for certain enough to be useful; advice never blocks saving. Hints on words and sentences
come from `core.plainwords`. (Pictures ask for their text where they are uploaded, see `core.media`.)
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page

from allmende.core.plainwords.review import review
from allmende.core.plainwords.text import text_of

VAGUE = {
    "hier", "mehr", "weiter", "link", "klicken sie hier", "hier klicken", "mehr erfahren", "weiterlesen", "mehr lesen",
    "here", "more", "click here", "read more", "this link",
}  # fmt: skip
"""Link words that say nothing about where the link leads; a screen reader lists links without their sentence."""

_HEADINGS = {"h2", "h3", "h4"}


class _Collector(HTMLParser):
    """Gathers headings and links."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[tuple[str, str]] = []
        self._text = ""
        self._link: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self._text = ""
        if tag == "a":
            self._link = (dict(attrs).get("href") or "", "")

    def handle_data(self, data: str) -> None:
        self._text += data
        if self._link:
            self._link = (self._link[0], self._link[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            self.links.append((self._link[0], " ".join(self._link[1].split())))
            self._link = None
        if tag in _HEADINGS:
            self.headings.append((int(tag[1]), " ".join(self._text.split())))


def advice(html: str) -> list[str]:
    """Return advice in the language of the interface for a rendered body; empty when all is well."""
    page = _Collector()
    page.feed(html)
    page.close()
    return [*_headings(page), *_links(page)]


def _headings(page: _Collector) -> list[str]:
    found, above = [], 1
    for level, text in page.headings:
        if not text:
            found.append(_("Eine Überschrift ist leer. Bitte löschen oder ausfüllen."))
        if level > above + 1:
            found.append(
                _("Vor „%(text)s“ fehlt eine Überschrift der Ebene %(level)d. Bitte keine Ebene überspringen.")
                % {"text": text, "level": level - 1}
            )
        above = level
    return found


def _links(page: _Collector) -> list[str]:
    found = []
    targets: dict[str, str] = {}
    for href, text in page.links:
        plain = text.lower().strip(" .:›»→")
        if plain in VAGUE:
            found.append(
                _("Der Linktext „%(text)s“ sagt nicht, wohin er führt. Bitte benennen Sie das Ziel.") % {"text": text}
            )
        elif plain.startswith(("http://", "https://", "www.")):
            found.append(
                _("„%(text)s“ ist eine Adresse. Bitte schreiben Sie, was dort zu finden ist.") % {"text": text}
            )
        elif plain and targets.setdefault(plain, href) != href:
            found.append(
                _("„%(text)s“ steht für zwei verschiedene Ziele. Bitte unterscheiden Sie die Linktexte.")
                % {"text": text}
            )
    return found


def newest_version(page: Page) -> Page:
    """Return the latest saved state of a page, published or not."""
    newest: Page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    return newest


def written(page: Page) -> str:
    """Return what editors have written on a page, as HTML."""
    blocks = (block for field in ("body", "steps") for block in getattr(page, field, None) or [])
    return "".join(
        [format_html("<p>{}</p>", getattr(page, "summary", "")), *(str(block.render({})) for block in blocks)]
    )


def page_review(page: Page, before: str | None = None) -> dict[str, Any]:
    """Return what editors may mend on a page: `review` of its words, `structure` of headings and links.

    `before` is what was written on the page in the state to compare with.
    """
    html = written(page)
    earlier = None if before is None else text_of(before)
    return {"review": review(text_of(html), page.locale.language_code, earlier), "structure": advice(html)}
