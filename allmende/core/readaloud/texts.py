# SPDX-License-Identifier: EUPL-1.2
"""From the pieces of a page to sentences that a voice can say one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allmende.engines.language.speech import LANGUAGES, utterances

LONGEST = 600
"""Signs that are spoken in one go; longer sentences are cut at a blank, so that the voice never makes people wait."""

_STRAY = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Signs without sound: controls and the marks that turn the direction of writing."""
_LETTER = re.compile(r"\w")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Piece:
    """A block of a page in one language: `language` is the page's own tag, such as "de-simple" or "en-GB"."""

    text: str
    language: str


@dataclass(frozen=True)
class Saying:
    """What is said for `start:end` of a piece (UTF-16 units, as browsers count)."""

    start: int
    end: int
    spoken: str
    language: str


def spoken_language(tag: str) -> str:
    """Return the language of a voice ("de" for "de-simple", "en" for "en-GB"), or "" where we have none."""
    primary = tag.strip().lower().replace("_", "-").split("-")[0]
    return primary if primary in LANGUAGES else ""


def sayings(piece: Piece) -> list[Saying]:
    """Return the sentences of a piece. Empty where nothing can be said, or no voice of ours speaks the language."""
    language = spoken_language(piece.language)
    if not language:
        return []
    # One sign for one sign: the places stay those of the page.
    text = _STRAY.sub(" ", _HALF_PAIR.sub(" ", piece.text))
    units = _Units(text)
    return [
        Saying(units.at(start), units.at(end), spoken, language)
        for sentence in utterances(text, language)
        for start, end, spoken in _cut(text, sentence.start, sentence.end, sentence.spoken, language)
    ]


def plan(pieces: Iterable[Piece]) -> list[list[Saying]]:
    """Return the sentences of every piece, in order."""
    return [sayings(piece) for piece in pieces]


def _cut(text: str, start: int, end: int, spoken: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield a sentence in parts that are short enough; what holds neither letter nor digit is not said."""
    if len(spoken) <= LONGEST and end - start <= LONGEST:
        if _LETTER.search(spoken):
            yield start, end, spoken
        return
    while start < end:
        stop = min(end, start + LONGEST // 2)
        if stop < end:
            blank = max(text.rfind(sign, start, stop) for sign in " \n\t\u00a0")
            stop = blank + 1 if blank > start else stop
        said = " ".join(part.spoken for part in utterances(text[start:stop], language))[: 2 * LONGEST]
        if _LETTER.search(said):
            yield start, stop, said
        start = stop


class _Units:
    """Places of code points as places of UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, sign in enumerate(text) if ord(sign) > 0xFFFF]

    def at(self, place: int) -> int:
        return place + sum(1 for wide in self._wide if wide < place) if self._wide else place
