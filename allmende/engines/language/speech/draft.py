# SPDX-License-Identifier: EUPL-1.2
"""The machinery behind read-aloud texts: rules claim places of a text, each place once, and say what is spoken there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from allmende.engines.language.sentences import Sentence

Say = Callable[[re.Match[str]], str | None]
Rule = tuple[re.Pattern[str], Say]
"""An expression and what is said for its match (or for its group `x`); None: the rule does not apply after all."""

NUMBER_LIMIT = 15
"""Longer numbers are read digit by digit."""

_JOINTS = frozenset(".@_")
"""Between letters these would make an address on the net of what is said."""
_DIGITS = re.compile(r"\d+")


def word(spoken: str) -> Say:
    """Make the saying of a rule that always says the same."""
    return lambda _match: spoken


class Segment(NamedTuple):
    """What is spoken for the source's `start:end`; segments follow each other without gaps."""

    start: int
    end: int
    spoken: str


class Draft:
    """A text on its way to being spoken."""

    def __init__(self, text: str, sentences: Iterable[Sentence]) -> None:
        self.text = text
        self.sentences = list(sentences)
        self._stops = {sentence.end for sentence in self.sentences if sentence.text.endswith(".")}
        self._taken = bytearray(len(text))
        self._claims: list[Segment] = []

    def claim(self, start: int, end: int, spoken: str) -> bool:
        """Say `spoken` instead of `start:end`, unless a part of that is taken already."""
        if self._taken.find(1, start, end) >= 0:
            return False
        if end in self._stops and not spoken.endswith(
            "."
        ):  # the full stop of "5 p.m." or "1.3." ends the sentence, too
            spoken += "."
        self._taken[start:end] = b"\x01" * (end - start)
        self._claims.append(Segment(start, end, spoken))
        return True

    def apply(self, rules: Iterable[Rule]) -> None:
        """Let each rule claim its places, in the order of the rules."""
        for expression, say in rules:
            group: str | int = "x" if "x" in expression.groupindex else 0
            for match in expression.finditer(self.text):
                start, end = match.span(group)
                if end > start and self._taken.find(1, start, end) < 0:
                    spoken = say(match)
                    if spoken is not None:
                        self.claim(start, end, spoken)

    def _gaps(self) -> list[tuple[int, int]]:
        gaps: list[tuple[int, int]] = []
        position = 0
        for start, end, _ in sorted(self._claims):
            if start > position:
                gaps.append((position, start))
            position = end
        if position < len(self.text):
            gaps.append((position, len(self.text)))
        return gaps

    def segments(self, read_digits: Callable[[str], str]) -> list[Segment]:
        """Return the segments; digits that no rule wanted are read by `read_digits`, blanks keep words apart."""
        for start, end in self._gaps():
            for match in _DIGITS.finditer(self.text, start, end):
                self.claim(*match.span(), read_digits(match.group()))
        said = {segment.start for segment in self._claims}
        parts = sorted([*self._claims, *(Segment(start, end, self.text[start:end]) for start, end in self._gaps())])
        result: list[Segment] = []
        tail, tail_said = " ", False
        for part in parts:
            ours = part.start in said
            spoken = part.spoken.lstrip() if ours and tail.isspace() else part.spoken
            touching = tail.isalnum() or (ours and tail in _JOINTS)
            if touching and spoken[:1].isalnum() and (ours or tail_said):
                if ours:
                    spoken = " " + spoken
                else:  # what is as written stays so; the blank goes to what was said before
                    result[-1] = Segment(*result[-1][:2], result[-1].spoken + " ")
            elif tail == " " and tail_said and spoken[:1].isspace():
                result[-1] = Segment(*result[-1][:2], result[-1].spoken.rstrip())
            result.append(Segment(part.start, part.end, spoken))
            if spoken:
                tail, tail_said = spoken[-1], ours
        return result
