# SPDX-License-Identifier: EUPL-1.2
"""Advice for authors (EN 301 549, 11.8: the authoring tool helps to write accessible pages).

Checks what a program can know for certain enough to be useful; advice never blocks saving.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.utils.translation import gettext as _

VAGUE = {
    "hier", "mehr", "weiter", "link", "klicken sie hier", "hier klicken", "mehr erfahren", "weiterlesen", "mehr lesen",
    "here", "more", "click here", "read more", "this link",
}  # fmt: skip
"""Link words that say nothing about where the link leads; a screen reader lists links without their sentence."""

MAX_WORDS = {"de": 25, "en": 25, "de-simple": 12}
"""Words in a sentence above which the advice appears; 12 for easy language (Netzwerk Leichte Sprache, DIN SPEC 33429)."""

_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ„])")
_WORD = re.compile(r"\w[\w’'-]*", re.UNICODE)
_BLOCKS = {"p", "li", "h2", "h3", "h4", "td", "th", "dt", "dd", "summary", "figcaption"}


class _Collector(HTMLParser):
    """Gathers headings, links and blocks of text."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self._text = ""
        self._link: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
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
        if tag in _BLOCKS:
            text = " ".join(self._text.split())
            if tag in {"h2", "h3", "h4"}:
                self.headings.append((int(tag[1]), text))
            elif text:
                self.texts.append(text)
            self._text = ""


def advice(html: str, language: str = "de") -> list[str]:
    """Return advice in the language of the interface for a rendered body written in `language`; empty when all is well."""
    page = _Collector()
    page.feed(html)
    page.close()
    return [*_headings(page), *_links(page), *_sentences(page, MAX_WORDS.get(language, 25))]


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


def _sentences(page: _Collector, limit: int) -> list[str]:
    found = []
    for text in page.texts:
        for sentence in _SENTENCE.split(text):
            words = len(_WORD.findall(sentence))
            if words > limit:
                start = " ".join(sentence.split()[:6])
                found.append(
                    _(
                        "Der Satz „%(start)s …“ hat %(words)d Wörter. Kürzere Sätze (bis %(limit)d) sind leichter zu lesen."
                    )
                    % {"start": start, "words": words, "limit": limit}
                )
    return found
