# SPDX-License-Identifier: EUPL-1.2
"""How numbers, dates, amounts and signs in English texts are said. Dates are day first, as in Europe."""

from __future__ import annotations

import re

from allmende.engines.language.numbers import digits, english, english_ordinal, english_year

from .draft import NUMBER_LIMIT, Rule, word

MONTHS = "January February March April May June July August September October November December".split()
_MONTH_FORMS = {name: name for name in MONTHS} | {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Aug": "August", "Sept": "September", "Sep": "September",
    "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTH_FORMS, key=len, reverse=True))
_S = "[ \u00a0\u202f]"
_DASH = "[-–—]"
_PLAIN = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,{NUMBER_LIMIT}}})(?:\.\d{{1,12}})?"
_NUMBER = rf"(?=[\d−–-])(?<![\d.])(?<!\d,)(?P<minus>(?:(?<=\s)|(?<=\()|(?<![\s\S]))[-−–](?=\d))?(?P<n>{_PLAIN})(?!\d)"
_CURRENCIES = {
    "€": ("euro", "euros", "cent"), "EUR": ("euro", "euros", "cent"), "euros": ("euro", "euros", "cent"), "euro": ("euro", "euros", "cent"),
    "$": ("dollar", "dollars", "cent"), "USD": ("dollar", "dollars", "cent"), "£": ("pound", "pounds", "pence"), "GBP": ("pound", "pounds", "pence"),
}  # fmt: skip
_CURRENCY = "|".join(re.escape(sign) for sign in _CURRENCIES)
_SCALE = "million|billion|trillion"
_UNITS = {
    "km/h": ("kilometre per hour", "kilometres per hour"), "km²": ("square kilometre", "square kilometres"), "km": ("kilometre", "kilometres"),
    "m²": ("square metre", "square metres"), "m³": ("cubic metre", "cubic metres"), "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"),
    "m": ("metre", "metres"), "ha": ("hectare", "hectares"), "kg": ("kilogram", "kilograms"), "mg": ("milligram", "milligrams"), "g": ("gram", "grams"),
    "t": ("tonne", "tonnes"), "ml": ("millilitre", "millilitres"), "l": ("litre", "litres"), "kWh": ("kilowatt hour", "kilowatt hours"),
    "kW": ("kilowatt", "kilowatts"), "MW": ("megawatt", "megawatts"), "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"),
    "dB": ("decibel", "decibels"), "h": ("hour", "hours"), "min": ("minute", "minutes"), "min.": ("minute", "minutes"), "s": ("second", "seconds"),
    "°C": ("degree Celsius", "degrees Celsius"), "°": ("degree", "degrees"), "%": ("percent", "percent"), "‰": ("per mille", "per mille"),
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_YEAR_BEFORE = re.compile(
    r"(?:in|since|until|by|from|of|year|before|after|between|and|to|summer|winter|spring|autumn)\s$", re.IGNORECASE
)
_LOOK_BACK = 16


def number(text: str) -> str:
    """Say a number written the English way ("1,250.5")."""
    whole, _, decimals = text.replace(",", "").partition(".")
    spoken = english(int(whole)) if len(whole) <= NUMBER_LIMIT else digits(whole, "en")
    return f"{spoken} point {digits(decimals, 'en')}" if decimals else spoken


def read_digits(text: str) -> str:
    """Say digits without context: short ones as a number, long ones or those with a leading zero one by one."""
    if len(text) > 6 or (len(text) > 1 and int(text[0]) == 0):
        return digits(text, "en")
    return english(int(text))


def _date(match: re.Match[str]) -> str | None:
    day, month = int(match["d"]), match["m"].rstrip(".")
    name = _MONTH_FORMS.get(month) or (MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= 12 else None)
    if name is None or not 1 <= day <= 31:
        return None
    before = match.string[max(0, match.start() - 4) : match.start()].lower()
    spoken = f"{'' if before.endswith('the ') else 'the '}{english_ordinal(day)} of {name}"
    return f"{spoken} {english_year(int(match['y']))}" if match["y"] else spoken


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    if hour > 24 or minute > 59:
        return None
    half = (match["half"] or "").replace(".", "").strip().lower()
    if minute == 0:
        spoken = english(hour) + ("" if half else " o'clock" if 0 < hour <= 12 else " hundred hours")
    else:
        spoken = english(hour) + (" oh " if minute < 10 else " ") + english(minute)
    return spoken + (f" {half[0]} {half[1]}" if half else "")


def _money(match: re.Match[str]) -> str:
    one, many, cents = _CURRENCIES[match["cur"]]
    minus = "minus " if match["minus"] else ""
    scale = match.groupdict().get("scale")
    if scale:
        return f"{minus}{number(match['n'])} {scale} {many}"
    amount, _, part = match["n"].partition(".")
    units = int(amount.replace(",", ""))
    if part and len(part) != 2:
        return f"{minus}{number(match['n'])} {many}"
    small = int(part or 0)
    if units == 0 and small:
        return f"{minus}{english(small)} {cents}{'s' if cents == 'cent' and small != 1 else ''}"
    return f"{minus}{english(units)} {one if units == 1 else many}" + (f" {english(small)}" if small else "")


def _unit(match: re.Match[str]) -> str:
    one, many = _UNITS[match["unit"]]
    return f"{'minus ' if match['minus'] else ''}{number(match['n'])} {one if match['n'] == '1' else many}"


def _phone(match: re.Match[str]) -> str:
    plus = "plus " if match["x"].startswith("+") else ""
    return plus + ", ".join(digits(group, "en") for group in re.findall(r"\d+", match["x"]))


def _spelled(match: re.Match[str]) -> str:
    return " ".join(english(int(sign)) if sign.isdecimal() else sign for sign in match[0] if not sign.isspace())


def _plain_number(match: re.Match[str]) -> str:
    text = match["n"]
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    if text[0] == "0" and text.isdecimal() and len(text) > 1:
        spoken = digits(text, "en")
    elif text.isdecimal() and len(text) == 4 and 1100 <= int(text) <= 2099 and _YEAR_BEFORE.search(before):
        spoken = english_year(int(text))
    else:
        spoken = number(text)
    return ("minus " if match["minus"] else "") + spoken


def _ordinal(match: re.Match[str]) -> str:
    return english_ordinal(int(match["n"]))


_HALF = rf"(?:{_S}?(?P<half>[ap]\.?m\.?)(?!\w))"

DATES_AND_AMOUNTS: tuple[Rule, ...] = (
    (re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?\d{4}){4,7}(?: ?\d{1,3})?(?!\w)"), _spelled),
    (re.compile(rf"(?:[Tt]el(?:ephone)?|[Pp]hone|[Ff]ax|[Mm]obile|[Hh]otline|[Cc]all)\.?:?{_S}{{0,2}}(?P<x>\+?\(?\d[\d ()/\u00a0\u202f–-]{{1,24}}\d)(?!\d)"), _phone),
    (re.compile(r"(?<![\w.,+])(?P<x>\+\d{2}[\d ()/\u00a0-]{6,20}\d|0\d{2,5} ?[/–-] ?\d[\d -]{2,14}\d|0\d{2,5} \d[\d -]{3,12}\d)(?!\d|[.,:]\d)"), _phone),
    (re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])"), _date),
    (re.compile(r"(?<![\d./])(?P<d>\d{1,2})(?P<s>[./])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/])"), _date),
    (re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_S}(?:of{_S})?(?P<m>{_MONTH})(?!\w)(?:\.?,?{_S}(?P<y>\d{{4}})(?!\d))?"), _date),
    (re.compile(rf"(?<!\w)(?P<m>{_MONTH})\.?{_S}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:])(?:,?{_S}(?P<y>\d{{4}})(?!\d))?"), _date),
    (re.compile(rf"(?<![\d.,:])(?P<h>\d{{1,2}})[:.](?P<min>\d{{2}}){_HALF}"), _time),
    (re.compile(rf"(?<![\d.,:])(?P<h>\d{{1,2}})(?P<min>(?<!\d)\d)?{_HALF}"), _time),
    (re.compile(r"(?<![\d.,:])(?P<h>\d{1,2}):(?P<min>\d{2})(?P<half>(?<!\d)\w)?(?![\d:])"), _time),
    (re.compile(rf"(?<!\w)(?P<cur>{_CURRENCY}){_S}?{_NUMBER}{_S}(?P<scale>{_SCALE})(?!\w)"), _money),
    (re.compile(rf"{_NUMBER}{_S}(?P<scale>{_SCALE}){_S}?(?P<cur>{_CURRENCY})(?!\w)"), _money),
    (re.compile(rf"(?<!\w)(?P<cur>{_CURRENCY}){_S}?{_NUMBER}"), _money),
    (re.compile(rf"{_NUMBER}{_S}?(?P<cur>{_CURRENCY})(?!\w)"), _money),
    (re.compile(rf"{_NUMBER}{_S}?(?P<unit>{_UNIT})(?![\w²³/])"), _unit),
    (re.compile(r"(?<![\d.,])(?P<n>\d{1,9})(?:st|nd|rd|th)(?!\w)"), _ordinal),
    (re.compile(rf"(?<=\d)(?P<x>{_S}?{_DASH}{_S}?)(?=\d)"), word(" to ")),
    (re.compile(rf"§§{_S}?"), word("sections ")),
    (re.compile(rf"§{_S}?"), word("section ")),
)  # fmt: skip
"""What has to be known before a full stop can make an abbreviation."""

NUMBERS_AND_SIGNS: tuple[Rule, ...] = (
    (re.compile(_NUMBER + r"(?![^\W\d_])"), _plain_number),
    (re.compile(r"(?<=\d)\.(?=\d)"), word(" point ")),
    (re.compile(rf"{_S}?&{_S}?"), word(" and ")),
    (re.compile(r"(?<=and)/(?=or)"), word(" ")),
    (re.compile(r"(?<=[^\W\d_])(?P<x>/)(?=[^\W\d_])"), word(" or ")),
    (re.compile(r"(?<=[^\W_])/(?=[^\W_])"), word(" slash ")),
    (re.compile("½"), word(" a half ")),
    (re.compile("¼"), word(" a quarter ")),
    (re.compile("¾"), word(" three quarters ")),
    (re.compile("€"), word(" euro ")),
    (re.compile("%"), word(" percent ")),
    (re.compile("‰"), word(" per mille ")),
    (re.compile(r"(?<![+])\+(?![+])"), word(" plus ")),
    (re.compile(r"(?<![=])=(?![=])"), word(" equals ")),
    (re.compile("°C?"), word(" degrees ")),
    (re.compile(r"(?<=\w)[·‧\u00ad](?=\w)"), word("")),
)  # fmt: skip

LINK_WORDS = {"@": "at", ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "?": "question mark", "=": "equals", "#": "hash",
              "&": "and", "%": "percent", "+": "plus", "~": "tilde", ":": "colon"}  # fmt: skip


def list_number(value: int) -> str:
    """The number of an item of a list: "Number one"."""
    return f"Number {english(value)}"
