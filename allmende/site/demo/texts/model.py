# SPDX-License-Identifier: EUPL-1.2
"""Shapes of the texts."""

from __future__ import annotations

from dataclasses import dataclass, field

DE, EN, EASY = "de", "en", "de-simple"


@dataclass(frozen=True)
class Words:
    """One page in one language. ``tip`` is a boxed hint (title, text); ``ask`` are questions and answers."""

    title: str
    summary: str
    text: str = ""
    tip: tuple[str, str] | None = None
    ask: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class News:
    """A piece of news: how many days before today it came out, its illustration, its words by language."""

    slug: str
    days: int
    scene: str
    words: dict[str, Words]


@dataclass(frozen=True)
class Info:
    """An information page. ``links`` lead to searches: (label by language, address)."""

    slug: str
    scene: str
    words: dict[str, Words]
    links: tuple[tuple[dict[str, str], str], ...] = ()
    in_menu: bool = False
    in_footer: bool = False


@dataclass(frozen=True)
class GuideWords:
    """A guide in one language: what is needed, costs and so on, and the steps (title, text, duration)."""

    title: str
    summary: str
    needs: tuple[str, ...]
    costs: str
    duration: str
    deadline: str
    steps: tuple[tuple[str, str, str], ...]
    after: str = ""


@dataclass(frozen=True)
class Guide:
    """A guide; ``contact`` is the slug of the directory entry to ask."""

    slug: str
    contact: str
    words: dict[str, GuideWords]


@dataclass(frozen=True)
class Contact:
    """An entry of the directory. ``place`` is (category, part of the name) of the facility it works in."""

    slug: str
    place: tuple[str, str]
    mailbox: str
    words: dict[str, tuple[str, str, str]]  # title, role, summary
    hours: str = "Montag und Freitag 8:30–12 Uhr\nDienstag 8:30–18 Uhr\nDonnerstag 8:30–16 Uhr"
    unit: str = ""
    room: str = ""
    access: str = ""
    extra: dict[str, str] = field(default_factory=dict)
