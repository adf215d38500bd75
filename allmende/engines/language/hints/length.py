# SPDX-License-Identifier: EUPL-1.2
"""Rules on lengths: sentences, words, brackets. They hold in every language."""

from __future__ import annotations

from collections.abc import Iterator

from allmende.engines.language.tokens import MEDIOPUNKT, Kind

from .model import Finding, Settings
from .view import View

_JOINTS = "-‑\u00ad" + MEDIOPUNKT


def long_sentence(view: View, settings: Settings) -> Iterator[Finding]:
    """More words than the profile allows; links count as one word."""
    words, limit = len(view.words), settings.profile.sentence_words
    if words > limit:
        key = "sentence-very-long" if words > limit * 3 // 2 else "sentence-long"
        yield Finding(key, view.sentence.start, view.sentence.end, {"words": words, "limit": limit})


def long_word(view: View, settings: Settings) -> Iterator[Finding]:
    """Long words without a hyphen or Mediopunkt; where the splitter knows the parts, a hyphen is proposed between them."""
    limit = settings.profile.word_letters
    for token in view.tokens:
        if token.kind is not Kind.WORD or len(token.text) <= limit or any(joint in token.text for joint in _JOINTS):
            continue
        if not token.text.isalpha():
            continue
        parts = settings.splitter(token.text) if settings.splitter else (token.text,)
        suggestion = "-".join(part[:1].upper() + part[1:] for part in parts) if len(parts) > 1 else ""
        yield Finding(
            "word-long",
            token.start,
            token.end,
            {"word": shorten(token.text), "letters": len(token.text), "limit": limit},
            suggestion,
            suggestion or None,
        )


def parentheses(view: View, settings: Settings) -> Iterator[Finding]:
    """Brackets with more words than allowed; numbers, links and lone abbreviations in brackets are fine."""
    opened: int | None = None
    for index, token in enumerate(view.tokens):
        if token.text == "(":
            opened = index
        elif token.text == ")" and opened is not None:
            inside = view.tokens[opened + 1 : index]
            words = [t for t in inside if t.kind is Kind.WORD and not t.text.isupper()]
            if len(words) > max(settings.profile.bracket_words, 0) and not any(t.kind is Kind.LINK for t in inside):
                yield Finding("parentheses", view.tokens[opened].start, token.end, {"words": len(words)})
            opened = None


def shorten(text: str, length: int = 60) -> str:
    """A found text for a message, cut to a readable length."""
    return text if len(text) <= length else text[: length - 1] + "…"
