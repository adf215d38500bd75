# SPDX-License-Identifier: EUPL-1.2
"""How German numbers, dates, laws, amounts and signs are said."""

from __future__ import annotations

import re

from allmende.engines.language.numbers import digits, german, german_ordinal, german_year

from .draft import NUMBER_LIMIT, Rule, word

MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_MONTH_FORMS = {name: name for name in MONTHS} | {
    "Jan.": "Januar", "Feb.": "Februar", "Febr.": "Februar", "Mär.": "März", "Apr.": "April", "Jun.": "Juni", "Jul.": "Juli",
    "Aug.": "August", "Sep.": "September", "Sept.": "September", "Okt.": "Oktober", "Nov.": "November", "Dez.": "Dezember", "Jänner": "Jänner",
}  # fmt: skip
_MONTH = "|".join(re.escape(form) for form in sorted(_MONTH_FORMS, key=len, reverse=True))
_DAYS = {
    "Mo": "Montag",
    "Di": "Dienstag",
    "Mi": "Mittwoch",
    "Do": "Donnerstag",
    "Fr": "Freitag",
    "Sa": "Samstag",
    "So": "Sonntag",
}
_DAY = "|".join(_DAYS)
_S = "[ \u00a0\u202f]"
_DASH = "[-–—]"
_PLAIN = rf"(?:\d{{1,3}}(?:[.\u202f]\d{{3}}){{1,4}}|\d{{1,{NUMBER_LIMIT}}})(?:,\d{{1,12}})?"
_NUMBER = rf"(?=[\d−–-])(?<![\d,])(?<!\d\.)(?P<minus>(?:(?<=\s)|(?<=\()|(?<![\s\S]))[-−–](?=\d))?(?P<n>{_PLAIN})(?!\d)"
_CURRENCIES = {
    "€": ("Euro", "Cent"), "EUR": ("Euro", "Cent"), "Euro": ("Euro", "Cent"), "$": ("Dollar", "Cent"), "USD": ("Dollar", "Cent"), "£": ("Pfund", "Pence"),
    "CHF": ("Franken", "Rappen"),
}  # fmt: skip
_CURRENCY = "|".join(re.escape(sign) for sign in _CURRENCIES)
_SCALES = {
    "Mio.": "Million",
    "Millionen": "Million",
    "Million": "Million",
    "Mrd.": "Milliarde",
    "Milliarden": "Milliarde",
    "Tsd.": "Tausend",
}
_SCALE = "|".join(re.escape(form) for form in _SCALES)
# unit: words for one (with "ein" or "eine") and for many
_UNITS = {
    "km/h": ("ein Kilometer pro Stunde", "Kilometer pro Stunde"), "km²": ("ein Quadratkilometer", "Quadratkilometer"), "km": ("ein Kilometer", "Kilometer"),
    "m²": ("ein Quadratmeter", "Quadratmeter"), "qm": ("ein Quadratmeter", "Quadratmeter"), "m³": ("ein Kubikmeter", "Kubikmeter"),
    "m/s": ("ein Meter pro Sekunde", "Meter pro Sekunde"), "cm²": ("ein Quadratzentimeter", "Quadratzentimeter"), "mm": ("ein Millimeter", "Millimeter"),
    "cm": ("ein Zentimeter", "Zentimeter"), "m": ("ein Meter", "Meter"), "ha": ("ein Hektar", "Hektar"), "kg": ("ein Kilogramm", "Kilogramm"),
    "mg": ("ein Milligramm", "Milligramm"), "g": ("ein Gramm", "Gramm"), "t": ("eine Tonne", "Tonnen"), "ml": ("ein Milliliter", "Milliliter"),
    "l": ("ein Liter", "Liter"), "kWh": ("eine Kilowattstunde", "Kilowattstunden"), "MWh": ("eine Megawattstunde", "Megawattstunden"),
    "kW": ("ein Kilowatt", "Kilowatt"), "MW": ("ein Megawatt", "Megawatt"), "W": ("ein Watt", "Watt"), "V": ("ein Volt", "Volt"), "kB": ("ein Kilobyte", "Kilobyte"),
    "MB": ("ein Megabyte", "Megabyte"), "GB": ("ein Gigabyte", "Gigabyte"), "dB": ("ein Dezibel", "Dezibel"), "h": ("eine Stunde", "Stunden"),
    "Std.": ("eine Stunde", "Stunden"), "min": ("eine Minute", "Minuten"), "Min.": ("eine Minute", "Minuten"), "min.": ("eine Minute", "Minuten"),
    "s": ("eine Sekunde", "Sekunden"), "Sek.": ("eine Sekunde", "Sekunden"), "°C": ("ein Grad Celsius", "Grad Celsius"), "°": ("ein Grad", "Grad"),
    "%": ("ein Prozent", "Prozent"), "‰": ("ein Promille", "Promille"), "Prozent": ("ein Prozent", "Prozent"),
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_WEAK_BEFORE = frozenset(
    "am im zum vom beim dem den des bis ab seit jedem jeden jeder diesem diesen dieser einem einen einer eines ihrem ihren ihrer seinem seinen "
    "seiner meinem meinen unserem unseren und".split()
)
_PREPOSITIONS = frozenset(
    "in an auf von mit zu bei aus nach seit ab vor unter über neben zwischen während wegen".split()
)
_YEAR_BEFORE = frozenset(
    "jahr jahre jahres jahren seit ab bis von vor nach anno in im sommer winter herbst frühjahr frühling mai".split()
) | {month.lower() for month in MONTHS}
_LAST_WORDS = re.compile(r"([^\W\d_]+)[\s,.]*$")
_RANGE_BEFORE = re.compile(r"\d{1,2}\.\s?(?:[-–—/]|bis|und)\s?$")
_LOOK_BACK = 40


def number(text: str, one: str = "eins") -> str:
    """Say a number written the German way ("1.250,5")."""
    whole, _, decimals = text.replace("\u202f", "").replace(".", "").partition(",")
    spoken = german(int(whole), one if not decimals else "eins") if len(whole) <= NUMBER_LIMIT else digits(whole, "de")
    return f"{spoken} Komma {digits(decimals, 'de')}" if decimals else spoken


def read_digits(text: str) -> str:
    """Say digits without context: short ones as a number, long ones or those with a leading zero one by one."""
    if len(text) > 6 or (text[0] == "0" and len(text) > 1) or (len(text) > 1 and int(text[0]) == 0):
        return digits(text, "de")
    return german(int(text))


def _words_before(match: re.Match[str], start: int) -> tuple[str, str]:
    """The last two words before a place of the match's text, the nearer one first, in small letters."""
    before = _RANGE_BEFORE.sub("", match.string[max(0, start - _LOOK_BACK) : start])
    last = _LAST_WORDS.search(before)
    if last is None:
        return "", ""
    second = _LAST_WORDS.search(before[: last.start()])
    return last[1].lower(), second[1].lower() if second else ""


def ordinal_ending(match: re.Match[str], start: int, without: str) -> str:
    """The ending of an ordinal by the words before it: "am ersten", "der erste"; `without` where there is none."""
    near, far = _words_before(match, start)
    if near.removesuffix("s").endswith("tag") or near in {"mittwoch", "samstag"}:
        near = far
    if near in _WEAK_BEFORE or (near == "der" and far in _PREPOSITIONS):
        return "en"
    return "e" if near in {"der", "die", "das"} else without


def _year(text: str) -> str:
    if len(text) == 2:
        return german(int(text)) if text[0] != "0" else digits(text, "de")
    return german_year(int(text))


def _date(match: re.Match[str]) -> str | None:
    day, month = int(match["d"]), match["m"]
    name = _MONTH_FORMS.get(month) or (MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= 12 else None)
    if name is None or not 1 <= day <= 31:
        return None
    spoken = f"{german_ordinal(day, ordinal_ending(match, match.start('d'), 'er'))} {name}"
    return f"{spoken} {_year(match['y'])}" if match["y"] else spoken


def _iso_date(match: re.Match[str]) -> str | None:
    day, month = int(match["d"]), int(match["m"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{german_ordinal(day, ordinal_ending(match, match.start(), 'er'))} {MONTHS[month - 1]} {german_year(int(match['y']))}"


def _range_day(match: re.Match[str]) -> str | None:
    day = int(match["d"])
    if not 1 <= day <= 31:
        return None
    word = "und" if match["to"] == "und" else "bis"
    return f"{german_ordinal(day, ordinal_ending(match, match.start(), 'er'))} {word} "


def _time(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    hour, minute = int(match["h"]), int(parts.get("min") or 0)
    if hour > 24 or minute > 59:
        return f"{german(hour)} zu {german(minute)}" if "min" in parts else None
    spoken = german(hour, "ein") + " Uhr" + (f" {german(minute)}" if minute else "")
    seconds = parts.get("sec")
    return spoken + (f" und {german(int(seconds))} Sekunden" if seconds and int(seconds) else "")


def _score(match: re.Match[str]) -> str:
    return f"{german(int(match['a']))} zu {german(int(match['b']))}"


def _money(match: re.Match[str]) -> str:
    whole, cents = _CURRENCIES[match["cur"]]
    minus = "minus " if match["minus"] else ""
    amount, _, part = match["n"].partition(",")
    scale = match.groupdict().get("scale")
    if scale:
        return minus + _scaled(match["n"], scale) + " " + whole
    units = int(amount.replace(".", "").replace("\u202f", ""))
    if part and len(part) != 2:
        return f"{minus}{number(match['n'])} {whole}"
    small = int(part or 0)
    if units == 0 and small:
        return f"{minus}{german(small, 'ein')} {cents}"
    return f"{minus}{german(units, 'ein')} {whole}" + (f" {german(small)}" if small else "")


def _scaled(text: str, scale: str) -> str:
    name = _SCALES[scale]
    if name == "Tausend":
        return number(text, "ein") + " Tausend"
    if text == "1":
        return f"eine {name}"
    return f"{number(text, 'eine')} {name}{'n' if name.endswith('e') else 'en'}"


def _large(match: re.Match[str]) -> str:
    return ("minus " if match["minus"] else "") + _scaled(match["n"], match["scale"])


def _unit(match: re.Match[str]) -> str:
    one, many = _UNITS[match["unit"]]
    minus = "minus " if match["minus"] else ""
    return minus + (one if match["n"] == "1" else f"{number(match['n'])} {many}")


def _phone(match: re.Match[str]) -> str:
    groups = re.findall(r"\d+", match["x"])
    plus = "plus " if match["x"].startswith("+") else ""
    return plus + ", ".join(digits(group, "de") for group in groups)


def _spelled(match: re.Match[str]) -> str:
    return " ".join(german(int(sign)) if sign.isdecimal() else sign for sign in match[0] if not sign.isspace())


def _plain_number(match: re.Match[str]) -> str | None:
    text = match["n"]
    if text[0] == "0" and text.isdecimal() and len(text) > 1:
        spoken = digits(text, "de")
    elif text.isdecimal() and len(text) == 4 and 1100 <= int(text) <= 1999:
        near, _ = _words_before(match, match.start())
        after = match.string[match.end() : match.end() + 2].strip()
        spoken = german_year(int(text)) if near in _YEAR_BEFORE or not after[:1].isupper() else german(int(text))
    else:
        spoken = number(text)
    return ("minus " if match["minus"] else "") + spoken


def _roman(match: re.Match[str]) -> str | None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for sign, after in zip(match["x"], match["x"][1:] + "I", strict=True):
        total += -values[sign] if values[sign] < values[after] else values[sign]
    return german(total)


def _satz_or_page(match: re.Match[str]) -> str:
    law = re.search(r"Abs\.|§|Art\.", match.string[max(0, match.start() - _LOOK_BACK) : match.start()])
    return "Satz" if law else "Seite"


DATES_AND_AMOUNTS: tuple[Rule, ...] = (
    (re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?\d{4}){4,7}(?: ?\d{1,3})?(?!\w)"), _spelled),
    (re.compile(rf"(?:Tel(?:efon)?|Fax|Telefax|Mobil|Rufnummer|Hotline|Telefonnummer|Notruf|Handy|Service-Nummer)\.?:?{_S}{{0,2}}(?P<x>\+?\(?\d[\d ()/\u00a0\u202f–-]{{1,24}}\d)(?!\d)"), _phone),
    (re.compile(r"(?<![\w.,+])(?P<x>\+\d{2}[\d ()/\u00a0-]{6,20}\d|0\d{2,5} ?[/–-] ?\d[\d -]{2,14}\d|\(0\d{2,5}\) ?\d[\d -]{2,14}\d|0\d{2,5} \d[\d -]{3,12}\d)(?!\d|[.,:]\d)"), _phone),
    (re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])"), _iso_date),
    (re.compile(rf"(?<![\d.,])(?P<x>(?P<d>\d{{1,2}})\.{_S}?(?P<to>bis|und|{_DASH}|/){_S}?)(?=\d{{1,2}}\.{_S}?(?:{_MONTH}|\d{{1,2}}\.))"), _range_day),
    (re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})\.{_S}?(?P<m>\d{{1,2}})\.(?:{_S}?(?P<y>\d{{4}}|\d{{2}}(?=[\s,;)]|$)))?(?![\d])"), _date),
    (re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})\.{_S}?(?P<m>{_MONTH})(?![\w])(?:{_S}(?P<y>\d{{4}})(?!\d))?"), _date),
    (re.compile(rf"(?<![\d.,:])(?P<h>\d{{1,2}})[:.](?P<min>\d{{2}})(?::(?P<sec>\d{{2}}))?{_S}?Uhr(?!\w)"), _time),
    (re.compile(rf"(?<![\d.,:])(?P<h>\d{{1,2}})\.(?P<min>\d{{2}})(?={_S}?(?:{_DASH}|bis|und){_S}?\d{{1,2}}\.\d{{2}}{_S}?Uhr)"), _time),
    (re.compile(r"(?<![\d.,:])(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<sec>\d{2}))?(?![\d:])"), _time),
    (re.compile(rf"(?<![\d.,:])(?P<h>\d{{1,2}}){_S}Uhr(?!\w)"), _time),
    (re.compile(r"(?<![\d.,:])(?P<a>\d{1,3}):(?P<b>\d{1,3})(?![\d:])"), _score),
    (re.compile(rf"{_NUMBER}{_S}?(?P<scale>{_SCALE}){_S}?(?P<cur>{_CURRENCY})(?!\w)"), _money),
    (re.compile(rf"{_NUMBER}(?:,[-–—]{{1,2}})?{_S}?(?P<cur>{_CURRENCY})(?!\w)"), _money),
    (re.compile(rf"(?<!\w)(?P<cur>{_CURRENCY}){_S}?{_NUMBER}(?:,[-–—]{{1,2}})?"), _money),
    (re.compile(rf"{_NUMBER}{_S}?(?P<scale>{_SCALE})(?!\w)"), _large),
    (re.compile(rf"{_NUMBER}{_S}?(?P<unit>{_UNIT})(?![\w²³/])"), _unit),
    (re.compile(rf"(?<=\d)(?P<x>{_S}?{_DASH}{_S}?)(?=\d)"), word(" bis ")),
    (re.compile(rf"(?:Kapitel|Teil|Band|Abschnitt|Stufe|SGB|Artikel|Klasse|Anlage|Buch){_S}(?P<x>[IVXL]{{1,8}})(?!\w)"), _roman),
    (re.compile(rf"§§{_S}?"), word("Paragrafen ")),
    (re.compile(rf"§{_S}?"), word("Paragraf ")),
    (re.compile(rf"(?<=\d{_S})(?P<x>S\.)(?={_S}?\d)"), _satz_or_page),
    (re.compile(rf"(?<!\w)lit\.(?={_S}?[a-z])"), word("Buchstabe")),
    (re.compile(rf"(?<!\w)(?P<x>(?P<a>{_DAY})\.?{_S}?(?P<to>{_DASH}|bis){_S}?(?P<b>{_DAY})(?:\.(?={_S}?\d))?)(?!\w)"), lambda m: f"{_DAYS[m['a']]} bis {_DAYS[m['b']]}"),
    (re.compile(rf"(?<!\w)(?P<x>(?P<a>{_DAY})\.?)(?=:?{_S}\d{{1,2}}(?:[:.]\d{{2}}|{_S}?(?:Uhr|{_DASH}|bis)))"), lambda m: _DAYS[m["a"]]),
)  # fmt: skip
"""What has to be known before a full stop can make an ordinal or end an abbreviation."""

_SPELLED = "ADAC AGB ALG AOK ASB EDV EU EWR EWG FAQ ICE ID IHK IT OB ÖBB ÖPNV ÖPV UAZ URL USA USB UVP".split()
"""Abbreviations that could be read as words; those without a vowel are spelled by every voice."""
_WORDS = {"BAföG": "Bafög", "BaföG": "Bafög", "KiTa": "Kita", "KiTas": "Kitas"}

NUMBERS_AND_SIGNS: tuple[Rule, ...] = (
    (re.compile(rf"(?<!\w)(?:{'|'.join(_SPELLED)})(?!\w)"), lambda m: " ".join(m[0])),
    (re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)"), lambda m: _WORDS[m[0]]),
    (re.compile(_NUMBER + r"(?![^\W\d_])"), _plain_number),
    (re.compile(r"(?<=\d)\.(?=\d)"), word(" Punkt ")),
    (re.compile(rf"{_S}?&{_S}?"), word(" und ")),
    (re.compile(r"(?<=und)/(?=oder)"), word(" ")),
    (re.compile(r"(?<=[^\W\d_])(?P<x>/)(?=[^\W\d_])"), word(" oder ")),
    (re.compile(r"(?<=[^\W_])/(?=[^\W_])"), word(" Schrägstrich ")),
    (re.compile(r"(?<=[^\W_])[*:_](?=in(?:nen)?(?!\w))"), word(" ")),
    (re.compile("½"), word(" einhalb ")),
    (re.compile("¼"), word(" ein Viertel ")),
    (re.compile("¾"), word(" drei Viertel ")),
    (re.compile("€"), word(" Euro ")),
    (re.compile("%"), word(" Prozent ")),
    (re.compile("‰"), word(" Promille ")),
    (re.compile(r"(?<![+])\+(?![+])"), word(" plus ")),
    (re.compile(r"(?<![=])=(?![=])"), word(" gleich ")),
    (re.compile("°C?"), word(" Grad ")),
    (re.compile(r"(?<=\w)[·‧\u00ad](?=\w)"), word("")),
)  # fmt: skip

LINK_WORDS = {"@": "ät", ".": "Punkt", "/": "Schrägstrich", "-": "Bindestrich", "_": "Unterstrich", "?": "Fragezeichen", "=": "gleich", "#": "Raute",
              "&": "und", "%": "Prozent", "+": "plus", "~": "Tilde", ":": "Doppelpunkt"}  # fmt: skip


def list_number(value: int) -> str:
    """The number of an item of a list: "Erstens"."""
    return (german_ordinal(value, "ens") if 0 < value <= 20 else f"Punkt {german(value)}").capitalize()
