# SPDX-License-Identifier: EUPL-1.2
"""How dates, times, amounts and signs in Ukrainian, Arabic and Turkish texts are said.

Whole numbers stay digits: their words bend with gender and case in these languages, and every voice of the language reads
them by itself. What voices get wrong is written out: German ways of writing dates and times, the comma of decimals, dots
between thousands, currency signs, leading zeros and telephone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .draft import Rule, word


@dataclass(frozen=True)
class Words:
    """The words of one language. `full_hour` is said for the minutes of a full hour."""

    months: tuple[str, ...]
    comma: str
    minus: str
    to: str
    section: str
    number_sign: str
    and_: str
    or_: str
    full_hour: str
    percent: str
    units: Mapping[str, str]
    links: Mapping[str, str]
    percent_before: bool = False


WORDS = {
    "uk": Words(
        months=tuple("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()),
        comma="кома", minus="мінус", to="до", section="параграф", number_sign="номер", and_="і", or_="або", full_hour="нуль нуль", percent="відсотків",
        units={"€": "євро", "EUR": "євро", "грн": "гривень", "$": "доларів", "км/год": "кілометрів на годину", "km/h": "кілометрів на годину", "км": "кілометрів",
               "km": "кілометрів", "м²": "квадратних метрів", "m²": "квадратних метрів", "кг": "кілограмів", "kg": "кілограмів", "см": "сантиметрів",
               "cm": "сантиметрів", "м": "метрів", "m": "метрів", "год": "годин", "хв": "хвилин", "°C": "градусів", "%": "відсотків"},
        links={"@": "равлик", ".": "крапка", "/": "скісна риска", "-": "дефіс", "_": "підкреслення"},
    ),
    "ar": Words(
        months=("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
        comma="فاصلة", minus="ناقص", to="إلى", section="المادة", number_sign="رقم", and_="و", or_="أو", full_hour="", percent="بالمئة",
        units={"€": "يورو", "EUR": "يورو", "$": "دولار", "km/h": "كيلومتر في الساعة", "كم": "كيلومتر", "km": "كيلومتر", "m²": "متر مربع", "كغ": "كيلوغرام",
               "kg": "كيلوغرام", "سم": "سنتيمتر", "cm": "سنتيمتر", "m": "متر", "°C": "درجة مئوية", "%": "بالمئة", "٪": "بالمئة"},
        links={"@": "آت", ".": "نقطة", "/": "شرطة مائلة", "-": "شرطة", "_": "شرطة سفلية"},
    ),
    "tr": Words(
        months=tuple("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split()),
        comma="virgül", minus="eksi", to="ile", section="madde", number_sign="numara", and_="ve", or_="veya", full_hour="", percent="yüzde",
        units={"€": "avro", "EUR": "avro", "TL": "lira", "₺": "lira", "$": "dolar", "km/sa": "kilometre bölü saat", "km/h": "kilometre bölü saat", "km": "kilometre",
               "m²": "metrekare", "kg": "kilogram", "cm": "santimetre", "m": "metre", "dk": "dakika", "°C": "santigrat derece"},
        links={"@": "et", ".": "nokta", "/": "eğik çizgi", "-": "tire", "_": "alt çizgi"},
        percent_before=True,
    ),
}  # fmt: skip

_S = "[ \u00a0\u202f]"
_DASH = "[-–—]"
_PLAIN = r"(?:\d{1,3}(?:[.\u202f\u00a0]\d{3}){1,4}|\d{1,15})(?:[,٫]\d{1,6})?"
_NUMBER = rf"(?=[\d−–-])(?<![\d,.])(?P<minus>(?:(?<=\s)|(?<=\()|(?<![\s\S]))[-−–](?=\d))?(?P<n>{_PLAIN})(?![\d])"
_GROUPS = re.compile("[.\u202f\u00a0]")


def read_digits(text: str) -> str:
    """Return digits as a voice reads them well: short numbers as they are, long ones or those with a leading zero apart."""
    plain = "".join(str(int(sign)) for sign in text)
    return " ".join(plain) if len(plain) > 6 or (len(plain) > 1 and plain[0] == "0") else plain


def list_number(value: int) -> str:
    """Return the number of an item of a list, as it is."""
    return str(value)


class _Sayings:
    """What is said for the matches of the rules below."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def date(self, match: re.Match[str]) -> str | None:
        day, month = int(match["d"]), int(match["m"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        year = f" {int(match['y'])}" if match["y"] else ""
        return f"{day} {self.words.months[month - 1]}{year}"

    def time(self, match: re.Match[str]) -> str | None:
        hour, minute = int(match["h"]), int(match["min"])
        if hour > 24 or minute > 59:
            return None
        if minute == 0:
            return f"{hour} {self.words.full_hour}".strip()
        return f"{hour} {minute}" if minute > 9 else f"{hour} 0 {minute}"

    def number(self, match: re.Match[str]) -> str:
        whole, _, decimals = _plain(match["n"])
        said = read_digits(whole) if len(whole) > 1 and whole[0] == "0" else str(int(whole))
        if decimals:
            said += f" {self.words.comma} {read_digits(decimals)}"
        return f"{self.words.minus} {said}" if match["minus"] else said

    def money(self, match: re.Match[str]) -> str:
        unit = self.words.units[match["unit"]]
        whole, _, cents = _plain(match["n"])
        if len(cents) != 2:
            return f"{self.number(match)} {unit}"
        minus = f"{self.words.minus} " if match["minus"] else ""
        return f"{minus}{int(whole)} {unit}" + (f" {int(cents)}" if int(cents) else "")

    def unit(self, match: re.Match[str]) -> str:
        return f"{self.number(match)} {self.words.units[match['unit']]}"

    def percent_first(self, match: re.Match[str]) -> str:
        return f"{self.words.percent} {self.number(match)}"

    @staticmethod
    def phone(match: re.Match[str]) -> str:
        plus = "+ " if match["x"].startswith("+") else ""
        return plus + ", ".join(" ".join(str(int(sign)) for sign in group) for group in re.findall(r"\d+", match["x"]))


def _plain(number: str) -> tuple[str, str, str]:
    return _GROUPS.sub("", number).replace("٫", ",").partition(",")


def early(language: str) -> tuple[Rule, ...]:
    """Return the rules for dates, times, telephone numbers and amounts."""
    words = WORDS[language]
    say = _Sayings(words)
    currencies = "|".join(re.escape(unit) for unit in ("€", "EUR", "$", "грн", "TL", "₺") if unit in words.units)
    units = "|".join(re.escape(unit) for unit in sorted(words.units, key=len, reverse=True))
    percent: tuple[Rule, ...] = ()
    if words.percent_before:  # Turkish: %5 and 5 % are both said "yüzde 5"
        percent = (
            (re.compile(rf"%{_S}?{_NUMBER}"), say.percent_first),
            (re.compile(rf"{_NUMBER}{_S}?%"), say.percent_first),
        )
    return (
        (re.compile(r"(?<![\w.,+])(?P<x>\+\d{2}[\d ()/\u00a0-]{6,20}\d|0\d{2,5} ?[/–-] ?\d[\d -]{2,14}\d|\(0\d{2,5}\) ?\d[\d -]{2,14}\d|0\d{2,5} \d[\d -]{3,12}\d)(?!\d|[.,:]\d)"), say.phone),
        (re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])"), say.date),
        (re.compile(r"(?<![\d.,])(?P<d>\d{1,2})(?P<s>[./])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/])"), say.date),
        (re.compile(r"(?<![\d.,])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?!\d)\w)?(?!\d)"), say.date),
        (re.compile(r"(?<![\d.,:])(?P<h>\d{1,2}):(?P<min>\d{2})(?![\d:])"), say.time),
        (re.compile(rf"{_NUMBER}{_S}?(?P<unit>{currencies})(?!\w)"), say.money),
        (re.compile(rf"(?<!\w)(?P<unit>{currencies}){_S}?{_NUMBER}"), say.money),
        *percent,
        (re.compile(rf"{_NUMBER}{_S}?(?P<unit>{units})(?![\w²³/])"), say.unit),
        (re.compile(rf"(?<=\d)(?P<x>{_S}?{_DASH}{_S}?)(?=\d)"), word(f" {words.to} ")),
        (re.compile(rf"§§?{_S}?"), word(f"{words.section} ")),
        (re.compile(rf"№{_S}?"), word(f"{words.number_sign} ")),
    )  # fmt: skip


def late(language: str) -> tuple[Rule, ...]:
    """Return the rules for numbers and signs."""
    words = WORDS[language]
    say = _Sayings(words)
    return (
        (re.compile(_NUMBER + r"(?![^\W\d_])"), say.number),
        (re.compile(rf"{_S}?&{_S}?"), word(f" {words.and_} ")),
        (re.compile(r"(?<=[^\W\d_])(?P<x>/)(?=[^\W\d_])"), word(f" {words.or_} ")),
        (re.compile("€"), word(f" {words.units['€']} ")),
        (re.compile("[%٪]"), word(f" {words.percent} ")),
        (re.compile(r"(?<=\w)[·‧\u00ad](?=\w)"), word("")),
    )
