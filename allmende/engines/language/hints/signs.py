# SPDX-License-Identifier: EUPL-1.2
"""Rules on numbers and signs: number words, Roman and large numbers, percent, dates, special signs, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allmende.engines.language import numbers
from allmende.engines.language.tokens import Kind

from .length import shorten
from .model import Finding, Settings
from .view import View

_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_NUMBER_WORDS = {
    "de": {numbers.german(n): n for n in (*range(2, 101), *range(200, 1000, 100), *range(1000, 21000, 1000))}
    | {"hundert": 100, "tausend": 1000},
    "en": {numbers.english(n): n for n in range(2, 100)},
}
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NOT_ROMAN = frozenset("CD MM DM LC XL XXL CV MD DI CC DC MI LI CM ML DL MC MIX LCD CI CL DCL MDL DIV MDCI MID".split())
_BEFORE_SINGLE_ROMAN = frozenset("kapitel teil artikel band abschnitt stufe ludwig otto chapter part article".split())
_IDENTIFIERS = frozenset(
    "nr nr. nummer iban bic plz tel tel. telefon fax mobil kontonummer aktenzeichen az az. konto steuernummer rufnummer telefonnummer "
    "phone number no. kundennummer raum zimmer jahr im".split()
)
_LARGE_WORDS = frozenset("million millionen milliarde milliarden billion billionen billions mio. mrd.".split())
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")
_SHORT_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SIGNS = {
    "§": ("Paragraf", "section"), "§§": ("Paragrafen", "sections"), "&": ("und", "and"), "%": ("Prozent", "percent"), "‰": ("Promille", "per mille"),
    "~": ("ungefähr", "about"), "±": ("plus oder minus", "plus or minus"), "≥": ("mindestens", "at least"), "≤": ("höchstens", "at most"),
    "<": ("weniger als", "less than"), ">": ("mehr als", "more than"), "→": ("", ""), "#": ("", ""), "=": ("ist", "is"), "^": ("", ""),
}  # fmt: skip
_SLASHED = re.compile(r"(?:und|oder|bzw\.?|and|or)")


def is_roman(text: str) -> bool:
    """Whether a word is a Roman number of at least two letters and not a usual abbreviation ("CD")."""
    return len(text) > 1 and text not in _NOT_ROMAN and _ROMAN.fullmatch(text) is not None


def roman_value(text: str) -> int:
    """The value of a Roman number; the text has to be one."""
    values = [_ROMAN_VALUES[sign] for sign in text]
    return sum(
        -value if any(value < later for later in values[i + 1 : i + 2]) else value for i, value in enumerate(values)
    )


def number_words(view: View, settings: Settings) -> Iterator[Finding]:
    """Numbers written as words; from which on is the profile's matter."""
    known = _NUMBER_WORDS.get(view.language, {})
    for index, token in enumerate(view.tokens):
        number = known.get(view.lowers[index], 0)
        if number < settings.profile.number_words_from or (view.is_noun_like(index) and view.language == "de"):
            continue
        if index and (view.lowers[index - 1] in {"außer", "gib", "nimm"} or view.lowers[index - 1] == "zu"):
            continue
        yield Finding(
            "number-word", token.start, token.end, {"word": token.text, "number": number}, str(number), str(number)
        )


def roman_numerals(view: View, _: Settings) -> Iterator[Finding]:
    """Roman numbers; a single letter only after a word like "Kapitel"."""
    for index, token in enumerate(view.tokens):
        if token.kind is not Kind.WORD:
            continue
        before = view.lowers[index - 1] if index else ""
        single = token.text in {"I", "V", "X"} and before in _BEFORE_SINGLE_ROMAN
        if single or is_roman(token.text):
            value = str(roman_value(token.text))
            yield Finding("roman-numeral", token.start, token.end, {"word": token.text}, value, value)


def large_numbers(view: View, _: Settings) -> Iterator[Finding]:
    """Numbers from a thousand grouped by points, from six digits without, and millions; not postcodes, telephones, file numbers."""
    for index, token in enumerate(view.tokens):
        before = view.lowers[index - 1] if index else ""
        if view.lowers[index] in _LARGE_WORDS and index and view.tokens[index - 1].kind is Kind.NUMBER:
            start = view.tokens[index - 1].start
            yield Finding("large-number", start, token.end, {"word": f"{view.tokens[index - 1].text} {token.text}"})
        elif (
            token.kind is Kind.NUMBER
            and before not in _IDENTIFIERS
            and before not in {"/", "+", ":", "-"}
            and len(token.text) <= 20
        ):
            near = [t for t in view.tokens[max(index - 2, 0) : index + 2] if t.kind is Kind.NUMBER and t is not token]
            long_plain = token.text.isdecimal() and 6 <= len(token.text) <= 12 and token.text[0] != "0" and not near
            if long_plain or _GROUPED.fullmatch(token.text):
                yield Finding("large-number", token.start, token.end, {"word": token.text})


def percents(view: View, _: Settings) -> Iterator[Finding]:
    """A number with "Prozent" or "%"."""
    for index, word in enumerate(view.lowers):
        if word in {"prozent", "percent", "%"} and index and view.tokens[index - 1].kind is Kind.NUMBER:
            first = view.tokens[index - 1]
            yield Finding(
                "percent", first.start, view.tokens[index].end, {"word": f"{first.text} {view.tokens[index].text}"}
            )


def short_dates(view: View, _: Settings) -> Iterator[Finding]:
    """Dates in digits only: the month's name is proposed."""
    for token in view.tokens:
        match = _SHORT_DATE.fullmatch(token.text) if token.kind is Kind.DATE else None
        if match is None or not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
            continue
        month = _MONTHS["en" if view.language == "en" else "de"][int(match[2]) - 1]
        written = (
            f"{int(match[1])} {month} {match[3]}" if view.language == "en" else f"{int(match[1])}. {month} {match[3]}"
        )
        yield Finding("date-short", token.start, token.end, {"word": token.text}, written, written)


def special_signs(view: View, _: Settings) -> Iterator[Finding]:
    """Signs that stand for words. A percent sign after a number is the business of `percents`, where that is on."""
    for index, token in enumerate(view.tokens):
        if token.kind is Kind.SIGN and token.text in _SIGNS:
            if token.text == "%" and index and view.tokens[index - 1].kind is Kind.NUMBER:
                continue
            word = _SIGNS[token.text][view.language == "en"]
            yield Finding("special-sign", token.start, token.end, {"word": token.text}, word)


def semicolons(view: View, _: Settings) -> Iterator[Finding]:
    """A semicolon between words."""
    for index, token in enumerate(view.tokens):
        if token.text == ";" and 0 < index < len(view.tokens) - 1:
            yield Finding("semicolon", token.start, token.end)


def slashes(view: View, _: Settings) -> Iterator[Finding]:
    """A slash between two words ("und/oder", "Vater/Mutter"), not in numbers, units and addresses on the net."""
    for index, token in enumerate(view.tokens):
        if token.text != "/" or not 0 < index < len(view.tokens) - 1:
            continue
        left, right = view.tokens[index - 1], view.tokens[index + 1]
        touching = left.end == token.start and right.start == token.end
        wordy = left.text.isalpha() and right.text.replace("-", "").isalpha() and len(left.text) > 2
        if touching and wordy and (len(right.text) > 2 or _SLASHED.fullmatch(right.text)):
            yield Finding("slash", left.start, right.end, {"found": shorten(f"{left.text}/{right.text}")})


def capitals(view: View, _: Settings) -> Iterator[Finding]:
    """Two words or a long one in capital letters; one finding for a run."""
    run: list[int] = []

    def loud(index: int) -> bool:
        token = view.tokens[index]
        return token.kind is Kind.WORD and len(token.text) > 1 and token.text.isalpha() and token.text.isupper()

    for index in range(len(view.tokens) + 1):
        if index < len(view.tokens) and loud(index):
            run.append(index)
            continue
        letters = sum(len(view.tokens[i].text) for i in run)
        if run and ((len(run) > 1 and letters >= 8) or letters >= 7):
            yield Finding("capitals", view.tokens[run[0]].start, view.tokens[run[-1]].end, {"words": len(run)})
        run = []
