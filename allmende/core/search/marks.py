# SPDX-License-Identifier: EUPL-1.2
"""Where the words of a question stand in a text, and which piece of it to show. Linear in the length of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allmende.engines.language.retrieval import Highlight, fold

_WORD = re.compile(r"[^\W_]+")
LONGEST = 20_000
"""So much of a text is looked through for a piece to show."""


def spots(text: str, forms: frozenset[str]) -> list[Highlight]:
    """Return the words of a text whose folded form is among `forms`, in order."""
    found = []
    for match in _WORD.finditer(text, 0, LONGEST):
        word = match.group()
        folded = word.lower() if word.isascii() else fold(word)
        if folded in forms:
            found.append(Highlight(match.start(), match.end(), frozenset((folded,))))
    return found


def pieces(text: str, found: Sequence[Highlight], start: int, end: int) -> list[tuple[str, bool]]:
    """Return `text[start:end]` in pieces, each with whether it is to be marked. Neighbouring marks become one."""
    result: list[tuple[str, bool]] = []
    position = start
    for spot in found:
        if spot.start < position or spot.end > end:
            continue
        between = text[position : spot.start]
        if result and result[-1][1] and not between.strip(" -"):
            result[-1] = (result[-1][0] + between + text[spot.start : spot.end], True)
        else:
            if between:
                result.append((between, False))
            result.append((text[spot.start : spot.end], True))
        position = spot.end
    if position < end:
        result.append((text[position:end], False))
    return result
