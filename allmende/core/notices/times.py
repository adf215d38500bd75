# SPDX-License-Identifier: EUPL-1.2
"""When a mail goes out: at once, with the next digest, after the quiet hours. Wall time of one zone, also across DST."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

DIGEST_TIME = time(7, 0)
DIGEST_WEEKDAY = 0
"""Digests go out at seven in the morning; the weekly one on Mondays."""

PAUSES = (60, 120, 240, 480, 960, 1920, 3600)
"""Seconds until the next try after the first, second ... failure; from then on every hour."""

GIVE_UP = timedelta(days=4)
"""How long a mail is tried, as mail servers do (RFC 5321, 4.5.4.1)."""


def next_digest(now: datetime, rhythm: str, zone: tzinfo) -> datetime:
    """Return the time of the next digest strictly after `now`. `rhythm` is daily or weekly."""
    day = now.astimezone(zone).date()
    for ahead in range(9):
        candidate = day + timedelta(days=ahead)
        if rhythm == "weekly" and candidate.weekday() != DIGEST_WEEKDAY:
            continue
        moment = wall(candidate, DIGEST_TIME, zone)
        if moment > now:
            return moment
    raise ValueError(f"unknown rhythm {rhythm!r}")


def after_quiet(moment: datetime, begin: time | None, end: time | None, zone: tzinfo) -> datetime:
    """Return `moment`, or the end of the quiet hours in which it lies.

    Quiet hours may span midnight (22:00 to 6:30). Equal times mean none.
    """
    if begin is None or end is None or begin == end:
        return moment
    local = moment.astimezone(zone)
    clock, day = local.time(), local.date()
    if begin < end:
        return wall(day, end, zone) if begin <= clock < end else moment
    if clock >= begin:
        return wall(day + timedelta(days=1), end, zone)
    return wall(day, end, zone) if clock < end else moment


def wall(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the aware moment of a wall time. One that a clock change skips moves on by the gap (2:30 becomes 3:30).

    Of a time that comes twice the first is taken (fold 0).
    """
    return datetime.fromtimestamp(datetime.combine(day, clock, zone).timestamp(), zone)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after that many failed attempts (at least 1)."""
    return timedelta(seconds=PAUSES[min(attempts, len(PAUSES)) - 1])
