# SPDX-License-Identifier: EUPL-1.2
"""Text for reading aloud: numbers, dates, amounts, laws, abbreviations as they are said, with the places they come from.

for utterance in utterances("Am 1. März kostet es 12,50 €."):
    utterance.spoken        "Am ersten März kostet es zwölf Euro fünfzig."
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from allmende.engines.language import numbers
from allmende.engines.language.abbreviations import lookup
from allmende.engines.language.sentences import Form, Sentence, sentences
from allmende.engines.language.tokens import Kind, Token

from . import english, german, others
from .draft import Draft, Rule, Segment

__all__ = ["LANGUAGES", "Segment", "Utterance", "speak", "spoken", "utterances"]

_PROTOCOL = re.compile(r"https?://(?:www\.)?|www\.")
_LINK_PART = re.compile(r"\d+|[^\W\d_]+|\S")


class _Voice(NamedTuple):
    """What differs between languages."""

    early: tuple[Rule, ...]
    late: tuple[Rule, ...]
    link_words: Mapping[str, str]
    read_digits: Callable[[str], str]
    list_number: Callable[[int], str]
    ordinal: Callable[[re.Match[str]], str] | None


class Utterance(NamedTuple):
    """A sentence at `start:end` of the source and what is spoken for it."""

    start: int
    end: int
    spoken: str


def _german_ordinal(match: re.Match[str]) -> str:
    return numbers.german_ordinal(int(match[1]), german.ordinal_ending(match, match.start(), "e"))


_VOICES = {
    "de": _Voice(
        german.DATES_AND_AMOUNTS,
        german.NUMBERS_AND_SIGNS,
        german.LINK_WORDS,
        german.read_digits,
        german.list_number,
        _german_ordinal,
    ),
    "en": _Voice(
        english.DATES_AND_AMOUNTS,
        english.NUMBERS_AND_SIGNS,
        english.LINK_WORDS,
        english.read_digits,
        english.list_number,
        None,
    ),
    **{
        code: _Voice(others.early(code), others.late(code), words.links, others.read_digits, others.list_number, None)
        for code, words in others.WORDS.items()
    },
}
LANGUAGES = frozenset(_VOICES)
"""Languages whose numbers and signs are said properly."""
_ORDINAL = re.compile(r"(\d{1,3})\.")


def _link(token: Token, voice: _Voice) -> str:
    address = _PROTOCOL.sub("", token.text, count=1).rstrip("/") or token.text
    said = (
        voice.read_digits(part) if part.isdecimal() else voice.link_words.get(part, part)
        for part in _LINK_PART.findall(address)
    )
    return " ".join(said)


def _claim_tokens(draft: Draft, voice: _Voice, language: str, kind: Kind) -> None:
    for sentence in draft.sentences:
        for token in sentence.tokens:
            if token.kind is not kind:
                continue
            if kind is Kind.LINK:
                draft.claim(token.start, token.end, _link(token, voice))
                continue
            entry = lookup(token.text, language) if language in {"de", "en"} else None
            if entry is not None:
                draft.claim(token.start, token.end, entry.spoken)


def _claim_ordinals(draft: Draft, voice: _Voice) -> None:
    """Numbers with a full stop that does not end the sentence."""
    for sentence in draft.sentences:
        for index, (token, after) in enumerate(zip(sentence.tokens, sentence.tokens[1:], strict=False)):
            if token.kind is not Kind.NUMBER or after.text != "." or after.start != token.end:
                continue
            if (
                not token.text.isdecimal()
                or len(token.text) > 3
                or token.text[0] == "0"
                or after is sentence.tokens[-1]
            ):
                continue
            if index == 0 and sentence.form is Form.ITEM:
                draft.claim(token.start, after.end, voice.list_number(int(token.text)) + ",")
            elif voice.ordinal is not None:
                match = _ORDINAL.match(draft.text, token.start)
                if match is not None:
                    draft.claim(token.start, after.end, voice.ordinal(match))


def _draft(text: str, found: list[Sentence], language: str) -> list[Segment]:
    voice = _VOICES.get(language, _VOICES["de"])
    draft = Draft(text, found)
    _claim_tokens(draft, voice, language, Kind.LINK)
    draft.apply(voice.early)
    _claim_ordinals(draft, voice)
    _claim_tokens(draft, voice, language, Kind.ABBREVIATION)
    draft.apply(voice.late)
    return draft.segments(voice.read_digits)


def speak(text: str, language: str = "de") -> list[Segment]:
    """Return what is spoken for a text, piece by piece.

    Args:
        text: any Unicode text.
        language: one of `LANGUAGES`. In Ukrainian, Arabic and Turkish whole numbers stay digits, which their voices read well;
            texts of further languages are read by the German rules, do not ask for them.

    Returns:
        Segments that follow each other from 0 to the end of the text; those without numbers and signs are as written.
    """
    return _draft(text, sentences(text, language), language)


def spoken(text: str, language: str = "de") -> str:
    """Return a text as it is spoken, in one piece."""
    return "".join(segment.spoken for segment in speak(text, language))


def utterances(text: str, language: str = "de") -> list[Utterance]:
    """Return what is spoken sentence by sentence: for a voice that reads one, while the page marks it."""
    found = sentences(text, language)
    segments = _draft(text, found, language)
    result: list[Utterance] = []
    position = 0
    for sentence in found:
        parts: list[str] = []
        while position < len(segments) and segments[position].start < sentence.end:
            segment = segments[position]
            if segment.spoken == text[segment.start : segment.end]:  # as written: a sentence may end inside it
                parts.append(text[max(segment.start, sentence.start) : min(segment.end, sentence.end)])
            elif segment.start >= sentence.start:
                parts.append(segment.spoken)
            if segment.end > sentence.end:
                break
            position += 1
        result.append(Utterance(sentence.start, sentence.end, " ".join("".join(parts).split())))
    return result
