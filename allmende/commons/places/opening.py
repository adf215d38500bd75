# SPDX-License-Identifier: EUPL-1.2
"""Opening hours in the syntax of OpenStreetMap, with the public holidays of the Land.

The parser (`opening-hours-py`) knows national holidays only. So it is never told a country, where `PH` matches no day;
and for a day that is a holiday in the Land, `PH` is replaced by that day's own weekday ("PH off" on a Thursday: "Th
off"), which on that day means exactly the holiday. Calculations are in local wall time, because that is what a sign on
a door means: "8 to 18 o'clock" is the same on the days the clocks change.

Left out: school holidays (`SH`, no calendar of them here; a note says so), days before and after holidays (`PH -1 day`,
refused), holidays of single towns (Augsburg, and Corpus Christi in parts of Saxony and Thuringia).

Specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from opening_hours import OpeningHours, ParserError, State

OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"
EXAMPLE = "Mo-Fr 08:00-18:00; Sa 09:00-12:00; PH off"
HORIZON = 370
"""Days in which the next change is looked for: a season may last most of a year."""

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_COMMENT = re.compile(r'"[^"]*"')
_HOLIDAY = re.compile(r"\bPH\b", re.IGNORECASE)
_SHIFTED_HOLIDAY = re.compile(r"\bPH\s*[+-]\s*\d", re.IGNORECASE)
_SCHOOL_HOLIDAY = re.compile(r"\bSH\b", re.IGNORECASE)
_BY_APPOINTMENT = re.compile(r"vereinbarung|absprache|anmeldung|anfrage|appointment|request", re.IGNORECASE)
_ERROR_AT = re.compile(r"-->\s*\d+:(\d+)")


@dataclass(frozen=True)
class Span:
    """Open (or perhaps open: `unknown`) from `start` to `end`, local wall time without zone."""

    start: datetime
    end: datetime
    state: str = OPEN
    comment: str = ""


@dataclass(frozen=True)
class Day:
    """One day of the table."""

    date: date
    holiday: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Status:
    """How it stands at a moment: `open`, `closed` or `unknown`, when that changes, and both in words."""

    state: str
    words: str
    changes: datetime | None = None


# --- Reading ------------------------------------------------------------------------------------------------------


def problem(text: str) -> str:
    """Return why the opening hours cannot be read, in German, or an empty text when they can (or there are none)."""
    if not text.strip():
        return ""
    if _SHIFTED_HOLIDAY.search(_without_comments(text)):
        return _("Angaben zu Tagen vor oder nach Feiertagen („PH -1 day“) können nicht ausgewertet werden.")
    try:
        OpeningHours(text.strip())
    except (ParserError, ValueError) as error:
        found = _ERROR_AT.search(str(error))
        position = int(found[1]) if found else 1
        rest = text.strip()[position - 1 :][:20]
        if rest:
            return _("Ab Zeichen %(position)d ist „%(rest)s“ nicht lesbar. Muster: %(example)s") % {
                "position": position,
                "rest": rest,
                "example": EXAMPLE,
            }
        return _("Am Ende fehlt etwas. Muster: %(example)s") % {"example": EXAMPLE}
    return ""


def is_readable(text: str) -> bool:
    """Tell whether there are opening hours and they can be evaluated."""
    return bool(text.strip()) and not problem(text)


_SPELLINGS = (
    (re.compile(r"[–—−]"), "-"),
    (re.compile(r"\b(\d{1,2})\.(\d\d)\b"), r"\1:\2"),
    (re.compile(r"\s*\bUhr\b", re.IGNORECASE), ""),
    (re.compile(r"\bMontags?\b|\bMo\.", re.IGNORECASE), "Mo"),
    (re.compile(r"\bDienstags?\b|\bDi\b\.?", re.IGNORECASE), "Tu"),
    (re.compile(r"\bMittwochs?\b|\bMi\b\.?", re.IGNORECASE), "We"),
    (re.compile(r"\bDonnerstags?\b|\bDo\b\.?", re.IGNORECASE), "Th"),
    (re.compile(r"\bFreitags?\b|\bFr\.", re.IGNORECASE), "Fr"),
    (re.compile(r"\bSamstags?\b|\bSonnabends?\b|\bSa\.", re.IGNORECASE), "Sa"),
    (re.compile(r"\bSonntags?\b|\bSo\b\.?", re.IGNORECASE), "Su"),
    (re.compile(r"\bFeiertags?e?n?\b", re.IGNORECASE), "PH"),
    (re.compile(r"\bgeschlossen\b|\bzu\b", re.IGNORECASE), "off"),
    (re.compile(r"\btäglich\b", re.IGNORECASE), "Mo-Su"),
    (re.compile(r"(?<=\d)\s*\bund\b\s*(?=\d)", re.IGNORECASE), ","),
    (re.compile(r"(?<=[A-Za-z])\s*\bund\b\s*(?=[A-Z])", re.IGNORECASE), ","),
    (re.compile(r"\s*(?:-|\bbis\b)\s*"), "-"),
    (re.compile(r"(?<=[A-Za-z]):\s"), " "),
    (re.compile(r"\bvon\s+(?=\d)", re.IGNORECASE), ""),
    (re.compile(r"(?<![\d:])(\d{1,2})(?![\d:])"), r"\1:00"),
    (re.compile(r"(?<![\d:])(\d):"), r"0\1:"),
    (re.compile(r"\s*[\n;]\s*"), "; "),
    (re.compile(r"(?<=\d),?\s+(?=(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b)"), "; "),
    (re.compile(r"[;,\s]+$"), ""),
)


def suggestion(text: str) -> str:
    """Return how opening hours written in everyday German would be written here, or an empty text if that is no help.

    >>> suggestion("Mo – Fr 8 bis 12 Uhr und 14-18 Uhr, Sa. 9.30-12 Uhr")
    'Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:30-12:00'
    """
    if not problem(text):
        return ""
    guess = text.strip()
    for pattern, replacement in _SPELLINGS:
        guess = pattern.sub(replacement, guess)
    return str(_parse(guess)) if is_readable(guess) else ""


@lru_cache(maxsize=8192)
def _parse(text: str) -> OpeningHours:
    return OpeningHours(text.strip())


def _without_comments(text: str) -> str:
    return _COMMENT.sub("", text)


# --- Holidays -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _holidays(land: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("DE", subdiv=land or None, years=year, language="de"))


def holiday(day: date, land: str) -> str:
    """Return the name of the public holiday a day is in a Land ("TH"; empty: national ones only), or an empty text."""
    return _holidays(land, day.year).get(day, "")


def _on_holiday(text: str, day: date) -> OpeningHours:
    """Return the expression as it holds on `day`, which is a public holiday."""
    weekday = _WEEKDAYS[day.weekday()]
    canonical = str(_parse(text))
    parts = _COMMENT.split(canonical)
    comments = [*_COMMENT.findall(canonical), ""]
    replaced = [_HOLIDAY.sub(weekday, part) for part in parts]
    return _parse("".join(part + comment for part, comment in zip(replaced, comments, strict=True)))


# --- Evaluating ---------------------------------------------------------------------------------------------------


def spans(text: str, land: str, first: date, days: int) -> list[Span]:
    """Return when it is open, or perhaps open, in `days` days from `first` on, cut at both ends, in order.

    A public holiday in the Land that the text does not mention makes the hours of that day `unknown`: in Germany most
    shops are closed then, and their entries rarely say so. `24/7` means holidays too. Raises `ParserError`.
    """
    feasts = [day for day in _days(first - timedelta(1), days + 1) if holiday(day, land)]
    plain = _parse(text)
    start = datetime.combine(first, time())
    if not feasts:
        return _intervals(plain, start, start + timedelta(days))
    mentioned = bool(_HOLIDAY.search(_without_comments(text)))
    always = str(plain) == "24/7"
    found: list[Span] = []
    for day in _days(first, days):
        midnight = datetime.combine(day, time())
        hours = _on_holiday(text, day) if mentioned and day in feasts else plain
        of_day = _intervals(hours, midnight, midnight + timedelta(1))
        if mentioned and day - timedelta(1) in feasts:
            of_day = _without_spill(of_day, text, midnight)
        if day in feasts and not mentioned and not always:
            of_day = [Span(span.start, span.end, UNKNOWN, span.comment) for span in of_day]
        found.extend(of_day)
    return _joined(found)


def state_at(text: str, land: str, now: datetime) -> str:
    """Return `open`, `closed` or `unknown` at a local wall time (without zone). `unknown` also for unreadable hours."""
    if not is_readable_cached(text):
        return UNKNOWN
    today = now.date()
    if '"' not in text and not holiday(today, land) and not holiday(today - timedelta(1), land):
        hours = _parse(text)
        return OPEN if hours.is_open(now) else UNKNOWN if hours.is_unknown(now) else CLOSED
    for span in spans(text, land, today, 1):
        if span.start <= now < span.end:
            return span.state
    return CLOSED


@lru_cache(maxsize=8192)
def is_readable_cached(text: str) -> bool:
    """Tell the same as `is_readable`, remembered for the texts that occur."""
    return is_readable(text)


def open_now(texts: Iterable[str], land: str, now: datetime) -> list[bool]:
    """Tell for each text whether it is surely open at a local wall time. About 3 microseconds each once parsed."""
    return [state_at(text, land, now) == OPEN for text in texts]


def week(text: str, land: str, first: date, days: int = 7) -> list[Day]:
    """Return the table of `days` days from `first` on. Hours past midnight stand with the day they begin on."""
    found = spans(text, land, first - timedelta(1), days + 2)
    table = []
    for day in _days(first, days):
        midnight = datetime.combine(day, time())
        own = []
        for span in found:
            begins_here = span.start.date() == day
            lasts_long = span.end - span.start > timedelta(hours=24)
            if lasts_long and span.start < midnight + timedelta(1) and span.end > midnight:
                own.append(
                    Span(max(span.start, midnight), min(span.end, midnight + timedelta(1)), span.state, span.comment)
                )
            elif begins_here and not lasts_long:
                own.append(span)
        table.append(Day(day, holiday(day, land), tuple(own)))
    return table


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(number) for number in range(count)]


def _intervals(hours: OpeningHours, start: datetime, end: datetime) -> list[Span]:
    result = []
    for begins, ends, state, comment in hours.intervals(start, end):
        if state == State.CLOSED:
            continue
        uncertain = state == State.UNKNOWN or bool(_BY_APPOINTMENT.search(comment))
        result.append(
            Span(max(begins, start), min(ends, end) if ends else end, UNKNOWN if uncertain else OPEN, comment)
        )
    return result


def _without_spill(of_day: Sequence[Span], text: str, midnight: datetime) -> list[Span]:
    """Drop the hours after midnight that would belong to the evening before, where that was a holiday and closed."""
    before = midnight - timedelta(minutes=1)
    was_open = _on_holiday(text, before.date()).is_open(before)
    if was_open or not of_day or of_day[0].start > midnight or not _parse(text).is_open(before):
        return list(of_day)
    return list(of_day[1:]) if of_day[0].end - midnight <= timedelta(hours=12) else list(of_day)


def _joined(found: Sequence[Span]) -> list[Span]:
    result: list[Span] = []
    for span in found:
        last = result[-1] if result else None
        if last and last.end == span.start and (last.state, last.comment) == (span.state, span.comment):
            result[-1] = Span(last.start, span.end, span.state, span.comment)
        else:
            result.append(span)
    return result


# --- Words --------------------------------------------------------------------------------------------------------


def status(text: str, land: str, now: datetime) -> Status | None:
    """Return how it stands at a local wall time, with the next change; None for no or unreadable opening hours.

    The next change is looked for in growing steps up to a year, so that the usual case costs microseconds.
    """
    if not is_readable_cached(text):
        return None
    today = now.date()
    if _never_changes(text):
        return (
            Status(OPEN, _("durchgehend geöffnet")) if _parse(text).is_open(now) else Status(CLOSED, _("geschlossen"))
        )
    current: Span | None = None
    for days in (3, 14, HORIZON):
        found = spans(text, land, today, days)
        current = next((span for span in found if span.start <= now < span.end), None)
        following = next((span for span in found if span.start > now), None)
        limit = datetime.combine(today + timedelta(days), time())
        if (current and current.end < limit) or (not current and following):
            break
    if current is None:
        if following is None:
            return Status(CLOSED, _("geschlossen"))
        return Status(CLOSED, _opens(following, now), following.start)
    if current.state == UNKNOWN:
        return Status(UNKNOWN, _uncertain(current, today, land), current.end if current.end < limit else None)
    if current.end >= limit:
        return Status(OPEN, _("durchgehend geöffnet"))
    return Status(OPEN, _closes(current.end, now), current.end)


@lru_cache(maxsize=8192)
def _never_changes(text: str) -> bool:
    """Tell whether a text means always open or always closed, and says no more than that."""
    return '"' not in text and str(_parse(text)) in ("24/7", "24/7 closed")


def notes(text: str) -> list[str]:
    """Return what the reader should know about opening hours that are evaluated only in part."""
    if _SCHOOL_HOLIDAY.search(_without_comments(text)):
        return [_("In den Schulferien gelten vielleicht andere Zeiten.")]
    return []


def clock(moment: datetime | time) -> str:
    """Return the time as one says it: "18 Uhr", "8:30 Uhr"."""
    if moment.minute:
        return _("%(hour)d:%(minute)02d Uhr") % {"hour": moment.hour, "minute": moment.minute}
    return _("%(hour)d Uhr") % {"hour": moment.hour}


def weekday_name(day: date) -> str:
    """Return "Montag" to "Sonntag"."""
    names = (_("Montag"), _("Dienstag"), _("Mittwoch"), _("Donnerstag"), _("Freitag"), _("Samstag"), _("Sonntag"))
    return names[day.weekday()]


def _day_month(moment: datetime) -> str:
    """Return "24.12." or, in other languages, what is usual there."""
    return formats.date_format(moment, pgettext("short day and month", "d.m."))


def _opens(span: Span, now: datetime) -> str:
    when = {"time": clock(span.start), "day": weekday_name(span.start.date()), "date": _day_month(span.start)}
    days = (span.start.date() - now.date()).days
    if days == 0:
        return _("öffnet heute um %(time)s") % when
    if days == 1:
        return _("öffnet morgen um %(time)s") % when
    if days < 7:
        return _("öffnet am %(day)s um %(time)s") % when
    return _("öffnet am %(day)s, %(date)s, um %(time)s") % when


def _closes(end: datetime, now: datetime) -> str:
    when = {"time": clock(end), "day": weekday_name(end.date()), "date": _day_month(end)}
    days = (end.date() - now.date()).days
    if days == 1 and end.time() == time():
        return _("heute bis 24 Uhr geöffnet")
    if days == 1 and end.hour < 6:
        return _("heute bis %(time)s nachts geöffnet") % when
    if end - now <= timedelta(minutes=30):
        return _("schließt in %(minutes)d Minuten") % {"minutes": max(1, round((end - now).total_seconds() / 60))}
    if days == 0:
        return _("heute bis %(time)s geöffnet") % when
    if days == 1:
        return _("bis morgen um %(time)s geöffnet") % when
    if days < 7:
        return _("bis %(day)s um %(time)s geöffnet") % when
    return _("bis %(day)s, %(date)s, um %(time)s geöffnet") % when


def _uncertain(span: Span, today: date, land: str) -> str:
    if span.comment:
        return span.comment
    feast = holiday(today, land)
    if feast:
        return _("Heute ist Feiertag (%(name)s): vielleicht geschlossen") % {"name": feast}
    return _("vielleicht geöffnet")
