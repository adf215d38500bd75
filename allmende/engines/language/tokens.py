# SPDX-License-Identifier: EUPL-1.2
"""Words, numbers and signs of a text with their places.

Every visible sign of a text belongs to exactly one token. All expressions are possessive or bounded, so the time grows
linearly with the text, whatever it holds. (Only single classes are possessive: Python 3.11's early releases get possessive
groups wrong.)
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from .abbreviations import NUMBER_FOLLOWS, lookup, pattern

# Combining signs (Latin, Cyrillic, Hebrew, Arabic, Indic) and joiners stay inside words; Python's \w leaves them out.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094d\u200c\u200d"
_IN_WORD = rf"[\w{_MARKS}]"
_JOINT = "-'’·‧\u00ad\u2011"
DOMAINS = "de|com|org|net|eu|info|at|ch|gov|uk|io|bund|berlin|hamburg|bayern"
MEDIOPUNKT = "·‧"


class Kind(enum.Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    ABBREVIATION = "abbreviation"
    LINK = "link"
    SIGN = "sign"


class Token(NamedTuple):
    """A piece of a text without spaces at its ends: `text` stands at `start:end` of the source."""

    start: int
    end: int
    text: str
    kind: Kind

    @property
    def lower(self) -> str:
        """The token in lower case."""
        return self.text.lower()


_TOKEN = re.compile(
    rf"""
    (?P<link>(?:https?://|www\.)(?=[^\W_])[^\s<>"]{{1,2000}}+
      |[\w.+%-]{{1,64}}+@[\w-]{{1,63}}+(?:\.[\w-]{{1,63}}+){{1,5}}
      |(?:[^\W_][\w-]{{0,62}}\.){{1,4}}(?:{DOMAINS})(?![\w@])(?:/[^\s<>"]{{0,2000}})?)
    |(?P<date>\d{{1,2}}\.[ \u00a0\u202f]?\d{{1,2}}\.(?:[ \u00a0\u202f]?\d{{4}}(?!\d)|\d{{2}}(?!\d))?(?!\d)|\d{{4}}-\d{{2}}-\d{{2}}(?!\d))
    |(?P<time>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d))
    |(?P<number>\d++(?:[.,]\d++){{0,40}}(?!{_IN_WORD})(?!-[^\W\d_]))
    |(?P<word>[^\W_]{_IN_WORD}*+(?:[{_JOINT}]{_IN_WORD}+)*)
    |(?P<sign>(\S)\7*)
    """,
    re.VERBOSE,
)
_KINDS = {
    "link": Kind.LINK,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "number": Kind.NUMBER,
    "word": Kind.WORD,
    "sign": Kind.SIGN,
}
_LINK_TAIL = ".,;:!?)]}'\"“”»«…"
_SPACE = re.compile(r"\s*+")
_NUMBER_AHEAD = re.compile(r"[ \u00a0\u202f]?[\dIVX]")
_LONGEST_SPLIT = 64


def _abbreviation(text: str, start: int, word_end: int, language: str) -> Token | None:
    if text[word_end : word_end + 1] != "." and text[start : start + 5] != "Reg.-":
        return None
    if language != "en" and text[word_end - 3 : word_end] == "str":
        return Token(start, word_end + 1, text[start : word_end + 1], Kind.ABBREVIATION)
    found = pattern(language).match(text, start)
    if found is None:
        return None
    written = found.group()
    entry = lookup(written, language)
    if entry is not None and entry.written in NUMBER_FOLLOWS and not _NUMBER_AHEAD.match(text, found.end()):
        return None
    return Token(start, found.end(), written, Kind.ABBREVIATION)


def tokens(text: str, language: str = "de") -> Iterator[Token]:
    """Yield the tokens of a text in order.

    Args:
        text: any Unicode text.
        language: "de" or "en"; decides which abbreviations are known.
    """
    position, length = 0, len(text)
    while True:
        gap = _SPACE.match(text, position)
        position = gap.end() if gap else position
        if position >= length:
            return
        match = _TOKEN.match(text, position)
        if match is None:  # pragma: no cover - `sign` takes whatever is no space
            position += 1
            continue
        name = match.lastgroup or "sign"
        end = match.end()
        token = Token(position, end, match.group(), _KINDS[name])
        if token.kind is Kind.LINK:
            while end > position + 1 and text[end - 1] in _LINK_TAIL:
                end -= 1
            token = Token(position, end, text[position:end], Kind.LINK)
        elif token.kind is Kind.WORD and end - position <= _LONGEST_SPLIT:
            token = _abbreviation(text, position, end, language) or token
        yield token
        position = token.end


def words(text: str, language: str = "de") -> Iterator[Token]:
    """Yield only the words of a text: no numbers, signs, links; abbreviations count as words."""
    return (token for token in tokens(text, language) if token.kind in (Kind.WORD, Kind.ABBREVIATION))
