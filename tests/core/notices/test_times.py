# SPDX-License-Identifier: EUPL-1.2
"""Digests and quiet hours in local time, through both clock changes of 2026 (29 March, 25 October)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.notices.times import DIGEST_TIME, after_quiet, next_digest, pause_after, wall

BERLIN = ZoneInfo("Europe/Berlin")


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "rhythm", "expected"),
    [
        ("2026-11-22 06:59", "daily", "2026-11-22 07:00"),
        ("2026-11-22 07:00", "daily", "2026-11-23 07:00"),
        ("2026-03-28 12:00", "daily", "2026-03-29 07:00"),
        ("2026-10-24 12:00", "daily", "2026-10-25 07:00"),
        ("2026-11-22 12:00", "weekly", "2026-11-23 07:00"),
        ("2026-11-23 07:00", "weekly", "2026-11-30 07:00"),
        ("2026-10-19 08:00", "weekly", "2026-10-26 07:00"),
    ],
)
def test_digests(now, rhythm, expected):
    assert next_digest(local(now), rhythm, BERLIN) == local(expected)


def test_a_day_with_a_clock_change_has_23_or_25_hours():
    assert next_digest(local("2026-03-28 07:00"), "daily", BERLIN) - local("2026-03-28 07:00").astimezone(
        UTC
    ) == timedelta(hours=23)
    assert next_digest(local("2026-10-24 07:00"), "daily", BERLIN) - local("2026-10-24 07:00").astimezone(
        UTC
    ) == timedelta(hours=25)


@pytest.mark.parametrize(
    ("now", "begin", "end", "expected"),
    [
        ("2026-11-22 21:59", "22:00", "06:30", "2026-11-22 21:59"),
        ("2026-11-22 22:00", "22:00", "06:30", "2026-11-23 06:30"),
        ("2026-11-23 00:10", "22:00", "06:30", "2026-11-23 06:30"),
        ("2026-11-23 06:30", "22:00", "06:30", "2026-11-23 06:30"),
        ("2026-11-22 12:30", "12:00", "14:00", "2026-11-22 14:00"),
        ("2026-11-22 14:00", "12:00", "14:00", "2026-11-22 14:00"),
        ("2026-11-22 12:30", "12:00", "12:00", "2026-11-22 12:30"),
        ("2026-03-28 23:00", "22:00", "06:30", "2026-03-29 06:30"),
        ("2026-10-24 23:00", "22:00", "06:30", "2026-10-25 06:30"),
        ("2026-03-28 23:00", "22:00", "02:30", "2026-03-29 03:30"),  # half past two does not exist that night
    ],
)
def test_quiet_hours(now, begin, end, expected):
    found = after_quiet(local(now), time.fromisoformat(begin), time.fromisoformat(end), BERLIN)
    assert found.astimezone(UTC) == local(expected).astimezone(UTC)


def test_no_quiet_hours():
    now = local("2026-11-22 23:00")
    assert after_quiet(now, None, None, BERLIN) == now


moments = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
clocks = st.times(timezones=st.none()).map(lambda value: value.replace(second=0, microsecond=0))


@given(moments, clocks, clocks)
def test_after_quiet_is_never_before_and_less_than_a_day_and_an_hour_later(moment, begin, end):
    found = after_quiet(moment, begin, end, BERLIN)
    assert timedelta(0) <= found - moment <= timedelta(hours=25)
    if found != moment:
        assert (
            found.astimezone(BERLIN).time() >= end
            or found.astimezone(BERLIN).date() != moment.astimezone(BERLIN).date()
        )


@given(moments, st.sampled_from(["daily", "weekly"]))
def test_the_next_digest_is_later_and_at_its_hour(moment, rhythm):
    found = next_digest(moment, rhythm, BERLIN)
    assert moment < found <= moment + timedelta(days=7, hours=2)
    assert found.astimezone(BERLIN).time() == DIGEST_TIME


def test_pauses_grow_to_an_hour():
    pauses = [pause_after(n).total_seconds() for n in range(1, 12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (60, 3600)


def test_a_time_that_comes_twice_is_the_first():
    assert wall(date(2026, 10, 25), time(2, 30), BERLIN).utcoffset() == timedelta(hours=2)
