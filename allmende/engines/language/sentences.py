# SPDX-License-Identifier: EUPL-1.2
"""Sentences with their places in the text.

Rules instead of a trained model: a full stop ends a sentence unless it belongs to an abbreviation, an ordinal, an initial,
a date or an address on the net. A heading and an item of a list are sentences of their own. Follows the segmentation
problem as described by Grefenstette and Tapanainen, "What is a word, what is a sentence?" (1994).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .abbreviations import lookup
from .tokens import Kind, Token, tokens

MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember "
    "jan feb mär apr jun jul aug sep sept okt nov dez".split()
)
# A capital letter tells little in German, where every noun has one; these words do not have one inside a sentence.
_STARTERS = {
    "de": frozenset(
        "aber alle als am an auch auf aus außerdem bei bis bitte da dabei dafür damit danach dann darum das dazu dem den der "
        "deshalb die dies diese dieser dieses dort du ein eine einen er es etwa falls für gestern gibt haben heute hier ich ihr "
        "ihre ihren im immer in ist jede jeder jedes jetzt ja kann kein keine können man mehr mit morgen muss nach nein nicht "
        "noch nur ob oder seit sie sind so sofern und unser unsere unter viele vom von vor was weitere wenn wer wie wir wird "
        "wo zu zudem zuerst zum zur".split()
    ),
    "en": frozenset(
        "a all also an and any are as at because bring but can do each for from he here how i if in is it may no not of on or "
        "our please she so some that the their then there these they this those to today we what when where who why with you "
        "your".split()
    ),
}
_LEADERS = frozenset(
    "ab am an beim bis dem den der des die das ein eine einem einen einer eines ihr ihre ihrem ihren im jeden jeder jedes jede "
    "mein meine nach nächste seit sein seine und vom vor zum zur und diesem diesen dieser dieses".split()
)
_LIST_ENDERS = frozenset({"usw.", "etc.", "u.v.m.", "u.Ä.", "u.ä.", "o.Ä.", "o.ä.", "usf."})
_BULLETS = frozenset("•-–—*▪▫●○◦‣⁃+→►✓·")
_STOPS = frozenset(".!?…؟۔。！？।")
_CLOSERS = frozenset("\"'”“’‘»«)]}›‹")
_WIDE_STOPS = frozenset("。！？")
_SHORT_LINE = 60
_ITEM_LETTER = re.compile(r"[A-Za-z]")


class Form(enum.Enum):
    """What a sentence is in the layout of the text."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `start:end` of its source, without spaces at its ends; `tokens` carry places in the whole source."""

    start: int
    end: int
    text: str
    form: Form
    tokens: tuple[Token, ...]


_LINE_ENDS = frozenset("\n\r\u2028\u2029\f\v\x85")


class _Splitter:
    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.tokens = list(tokens(text, language))
        self.starters = _STARTERS.get(language, _STARTERS["de"])

    def _gap(self, index: int) -> str:
        """The space between a token and the next one."""
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]

    def _word_after(self, index: int) -> Token | None:
        """The first token after `index` that begins with a letter or digit; opening quotes and brackets are skipped."""
        for token in self.tokens[index + 1 : index + 4]:
            if token.text[0].isalnum():
                return token
        return None

    def _starts(self, token: Token) -> bool:
        return token.text[0].isupper() and token.lower in self.starters

    def _is_item_mark(self, index: int) -> bool:
        """Whether the token at the start of a line is a bullet, a number or a letter that marks an item."""
        if index + 1 >= len(self.tokens):
            return False
        token, after = self.tokens[index], self.tokens[index + 1]
        if token.kind is Kind.SIGN:
            return token.text in _BULLETS and after.start > token.end
        numbered = token.kind is Kind.NUMBER and len(token.text) <= 3
        lettered = token.kind is Kind.WORD and len(token.text) == 1 and _ITEM_LETTER.match(token.text) is not None
        return (
            (after.text == ")" or (numbered and after.text == "."))
            and (numbered or lettered)
            and after.start == token.end
        )

    def _after_number(self, first: int, index: int, line_first: int, following: Token) -> bool:
        """Whether the full stop at `index`, right after a number, ends the sentence (or only makes an ordinal)."""
        number = self.tokens[index - 1]
        if index - 1 == line_first and index + 1 < len(self.tokens):
            return False  # the number of an item
        if following.text[0].isdecimal():
            return False
        if self._starts(following) or self.language == "en" or len(number.text) > 3:
            return following.lower not in MONTHS
        leader = self.tokens[index - 2].lower if index - 2 >= first else ""
        return following.lower not in MONTHS and leader not in _LEADERS

    def _stop_ends(self, first: int, index: int, last: int, line_first: int) -> bool:
        """Whether the stop at `index`, with closing signs up to `last`, ends the sentence that began at `first`."""
        token = self.tokens[index]
        if token.text[0] in _WIDE_STOPS:
            return True
        following = self._word_after(last)
        before = self.tokens[index - 1] if index > first and self.tokens[index - 1].end == token.start else None
        adjacent = self.tokens[last + 1].start == self.tokens[last].end
        if following is None:
            return not adjacent
        if adjacent:  # a forgotten space: "Ende.Danach"
            return (
                token.text == "."
                and before is not None
                and before.kind is Kind.WORD
                and before.text[-1].islower()
                and self.tokens[last + 1] is following
                and following.text[:2].istitle()
                and len(following.text) > 1
            )
        if following.text[0].islower() and following.kind is not Kind.LINK:
            return False
        if token.text == "." and before is not None:
            if before.kind is Kind.NUMBER and before.text.isdecimal():
                return self._after_number(first, index, line_first, following)
            if before.kind is Kind.WORD and len(before.text) == 1 and before.text.isupper():
                return self._starts(following)
        return True

    def _abbreviation_ends(self, index: int) -> bool:
        following = self._word_after(index)
        if following is None or not following.text[0].isupper():
            return False
        entry = lookup(self.tokens[index].text, self.language)
        if entry is None or not entry.may_end:
            return False
        return self._starts(following) or (entry.written.replace(" ", "") in _LIST_ENDERS and self.language == "de")

    def _line_ends(self, index: int, line_start: int, *, item: bool) -> bool:
        """Whether the line break after the token at `index` ends the sentence, or the line was only wrapped."""
        gap = self._gap(index)
        if gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1 or "\u2029" in gap or "\f" in gap:
            return True
        token, following = self.tokens[index], self.tokens[index + 1]
        if self._is_item_mark(index + 1):
            return True
        if token.text in {",", "-", "–"}:
            return False
        if token.text == ":" or token.text[0] in _STOPS or token.text[0] in _CLOSERS:
            return not following.text[0].islower()
        if following.text[0].islower():
            return False
        return item or token.end - line_start <= _SHORT_LINE

    def split(self) -> list[Sentence]:
        """All sentences in order."""
        found: list[Sentence] = []
        first, index, count = 0, 0, len(self.tokens)
        line_first, line_start = 0, 0
        item = self._is_item_mark(0) if count else False
        while index < count:
            token = self.tokens[index]
            last, stopped = index, False
            if index + 1 < count:
                if token.kind is Kind.SIGN and token.text[0] in _STOPS:
                    last = self._with_closers(index)
                    stopped = last + 1 >= count or self._stop_ends(first, index, last, line_first)
                elif token.kind is Kind.ABBREVIATION or (token.kind is Kind.DATE and token.text[-1] == "."):
                    following = self._word_after(index)
                    date_ends = token.kind is Kind.DATE and following is not None and self._starts(following)
                    stopped = date_ends or (token.kind is Kind.ABBREVIATION and self._abbreviation_ends(index))
            broken = False
            if last + 1 < count and self._breaks_line(last):
                broken = self._line_ends(last, line_start, item=item)
                line_first, line_start = last + 1, self.tokens[last + 1].start
            if stopped or broken or last + 1 >= count:
                ended = token.text[0] in _STOPS or token.text[-1] == "."
                found.append(self._sentence(first, last, item=item, heading=broken and not ended))
                first = last + 1
                item = first < count and first == line_first and self._is_item_mark(first)
            index = last + 1
        return found

    def _with_closers(self, index: int) -> int:
        """The index of the last of the closing quotes, brackets and further stops that hang on the stop at `index`."""
        last = index
        while last + 1 < len(self.tokens):
            token = self.tokens[last + 1]
            hangs = token.start == self.tokens[last].end and token.kind is Kind.SIGN
            if not hangs or (token.text[0] not in _CLOSERS and token.text[0] not in _STOPS):
                break
            last += 1
        return last

    def _breaks_line(self, index: int) -> bool:
        return not _LINE_ENDS.isdisjoint(self._gap(index))

    def _sentence(self, first: int, last: int, *, item: bool, heading: bool) -> Sentence:
        start, end = self.tokens[first].start, self.tokens[last].end
        form = Form.ITEM if item else Form.HEADING if heading and self.tokens[last].text != ":" else Form.TEXT
        return Sentence(start, end, self.text[start:end], form, tuple(self.tokens[first : last + 1]))


def sentences(text: str, language: str = "de") -> list[Sentence]:
    """Split a text into sentences.

    A single line break counts as wrapping where the line is long (over 60 signs) or the next begins small; blank lines always
    separate. Whoever joins blocks of a page (headings, paragraphs, items) puts a blank line between them.

    Args:
        text: any Unicode text.
        language: "de" or "en".

    Returns:
        Sentences in order; every visible sign of the text lies in exactly one of them.
    """
    return _Splitter(text, language).split()


def words_of(sentence: Sentence) -> Sequence[Token]:
    """Return the words of a sentence: words and abbreviations, without numbers, signs and links."""
    return [token for token in sentence.tokens if token.kind in (Kind.WORD, Kind.ABBREVIATION)]
