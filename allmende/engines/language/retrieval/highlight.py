# SPDX-License-Identifier: EUPL-1.2
"""Where in a text the words of a query are, and which piece of the text to show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from allmende.engines.language.tokens import Kind, tokens

from .terms import Terms


class Highlight(NamedTuple):
    """A word at `start:end` that answers the query, and the terms by which it does."""

    start: int
    end: int
    terms: frozenset[str]


def highlights(text: str, wanted: Collection[str], terms: Terms) -> list[Highlight]:
    """Return the words of a text that carry a wanted term, in order.

    Args:
        text: the text to show.
        wanted: terms of the query, as `terms` made them.
        terms: the maker of terms that the index uses.
    """
    sought = frozenset(wanted)
    if not sought:
        return []
    found: list[Highlight] = []
    for token in tokens(text, terms.language):
        if token.kind not in {Kind.SIGN, Kind.LINK}:
            hits = sought.intersection(terms.of_word(token.text))
            if hits:
                found.append(Highlight(token.start, token.end, hits))
    return found


def snippet(text: str, found: Sequence[Highlight], length: int = 240) -> tuple[int, int]:
    """Return the place `start, end` of the piece of a text to show: about `length` signs with most different terms.

    The piece begins and ends between words. Without highlights it is the beginning of the text.
    """
    if len(text) <= length:
        return 0, len(text)
    best, first = (0, 0), 0
    inside: dict[str, int] = {}
    chosen: tuple[int, int] | None = None
    for last, right in enumerate(found):
        for term in right.terms:
            inside[term] = inside.get(term, 0) + 1
        while first < last and right.end - found[first].start > length:
            for term in found[first].terms:
                inside[term] -= 1
                if not inside[term]:
                    del inside[term]
            first += 1
        score = (len(inside), sum(inside.values()))
        if score > best:
            best, chosen = score, (found[first].start, right.end)
    if chosen is None:
        start = 0
    else:
        spare = max(0, length - (chosen[1] - chosen[0]))
        start = max(0, min(chosen[0] - spare // 3, len(text) - length))
    end = min(len(text), start + length)
    if chosen is not None:
        end = max(end, min(chosen[1], start + length))
    return _between_words(text, start, end, chosen)


def _between_words(text: str, start: int, end: int, chosen: tuple[int, int] | None) -> tuple[int, int]:
    """Move the ends inwards to the next space, but never into what was chosen."""
    latest = chosen[0] if chosen else start
    if start > 0 and not text[start - 1].isspace():
        moved = start
        while moved < latest and not text[moved].isspace():
            moved += 1
        while moved < latest and text[moved].isspace():
            moved += 1
        start = moved
    earliest = max(start + 1, min(chosen[1], end) if chosen else start + 1)
    if end < len(text) and not text[end].isspace():
        moved = end
        while moved > earliest and not text[moved - 1].isspace():
            moved -= 1
        if moved > earliest or chosen:
            end = moved
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return start, end
