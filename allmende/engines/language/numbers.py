# SPDX-License-Identifier: EUPL-1.2
"""Numbers as words: cardinals, ordinals and years, German and English.

Numbers beyond 10^15 are read digit by digit, as people do with reference numbers.
German spelling follows the official rules (§ 36, "Amtliches Regelwerk"): one word below a million.
"""

from __future__ import annotations

from functools import lru_cache

LARGEST = 10**15

_DE_SMALL = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
_DE_TENS = "_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_EN_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_EN_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_DE_LARGE = (
    (10**12, "eine Billion", "Billionen"),
    (10**9, "eine Milliarde", "Milliarden"),
    (10**6, "eine Million", "Millionen"),
)
_EN_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_EN_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _german_below_thousand(number: int, one: str) -> str:
    hundreds, rest = divmod(number, 100)
    head = ("ein" if hundreds == 1 else _DE_SMALL[hundreds]) + "hundert" if hundreds else ""
    if not rest:
        return head
    if rest == 1:
        return head + one
    if rest < 20:
        return head + _DE_SMALL[rest]
    tens, ones = divmod(rest, 10)
    unit = ("ein" if ones == 1 else _DE_SMALL[ones]) + "und" if ones else ""
    return head + unit + _DE_TENS[tens]


@lru_cache(maxsize=4096)
def german(number: int, one: str = "eins") -> str:
    """Return a whole number in German words, e.g. 1250 -> "eintausendzweihundertfünfzig".

    Args:
        number: any integer; beyond ±10^15 its digits are read one by one.
        one: how a final 1 is said: "eins" when counting, "ein" or "eine" before a noun.
    """
    if number < 0:
        return "minus " + german(-number, one)
    if number >= LARGEST:
        return digits(str(number), "de")
    if number == 0:
        return _DE_SMALL[0]
    words: list[str] = []
    for value, single, plural in _DE_LARGE:
        count, number = divmod(number, value)
        if count:
            words.append(single if count == 1 else f"{german(count, 'eine')} {plural}")
    thousands, rest = divmod(number, 1000)
    small = _german_below_thousand(thousands, "ein") + "tausend" if thousands else ""
    small += _german_below_thousand(rest, one)
    return " ".join([*words, small] if small else words)


@lru_cache(maxsize=4096)
def german_ordinal(number: int, ending: str = "e") -> str:
    """Return a German ordinal with its ending, e.g. (1, "en") -> "ersten", (20, "e") -> "zwanzigste"."""
    if number < 0 or number >= LARGEST:
        return german(number)
    special = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
    head, last = divmod(number, 100)
    if last in special:
        return (german(head * 100) if head else "") + special[last] + ending
    return german(number) + ("t" if 0 < last < 20 or number == 0 else "st") + ending


def german_year(year: int) -> str:
    """Return a year as Germans say it: 1989 -> "neunzehnhundertneunundachtzig", 2024 -> "zweitausendvierundzwanzig"."""
    if 1100 <= year <= 1999:
        century, rest = divmod(year, 100)
        return german(century) + "hundert" + (german(rest) if rest else "")
    return german(year)


@lru_cache(maxsize=4096)
def english(number: int) -> str:
    """Return a whole number in (British) English words: 1250 -> "one thousand two hundred and fifty"."""
    if number < 0:
        return "minus " + english(-number)
    if number >= LARGEST:
        return digits(str(number), "en")
    words: list[str] = []
    rest = number
    for value, name in _EN_LARGE:
        count, rest = divmod(rest, value)
        if count:
            words.append(f"{english(count)} {name}")
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        words.append(f"{_EN_SMALL[hundreds]} hundred")
    if rest or not words:
        tens, ones = divmod(rest, 10)
        below = _EN_SMALL[rest] if rest < 20 else _EN_TENS[tens] + (f"-{_EN_SMALL[ones]}" if ones else "")
        words.append(f"and {below}" if words else below)
    return " ".join(words)


@lru_cache(maxsize=4096)
def english_ordinal(number: int) -> str:
    """Return an English ordinal in words: 21 -> "twenty-first"."""
    words = english(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last in _EN_ORDINALS:
        return head + _EN_ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def english_year(year: int) -> str:
    """Return a year as it is said in English: 1905 -> "nineteen oh five", 2005 -> "two thousand and five"."""
    century, rest = divmod(year, 100)
    if 1100 <= year <= 2099 and not 2000 <= year <= 2009:
        if rest == 0:
            return english(century) + " hundred"
        return english(century) + (" oh " if rest < 10 else " ") + english(rest)
    return english(year)


def digits(text: str, language: str) -> str:
    """Return the digits of a text read one by one; other signs are left out. Any Unicode decimal digit counts."""
    words = _EN_SMALL if language == "en" else _DE_SMALL
    return " ".join(words[int(sign)] for sign in text if sign.isdecimal())
