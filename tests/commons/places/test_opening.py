# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001  (wall times without a zone are meant)
"""Opening hours: holidays of the Land, the next change in words, the table, both clock changes, bad texts."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.places import opening

OFFICE = "Mo-Fr 08:00-12:00; Th 08:00-12:00,14:00-18:00; PH off"
WEEK = "Mo-Fr 08:00-18:00; Sa 09:00-12:00; PH off"


@pytest.mark.parametrize(
    ("land", "day", "name"),
    [
        ("TH", date(2026, 9, 20), "Weltkindertag"),
        ("BY", date(2026, 9, 20), ""),
        ("BY", date(2026, 6, 4), "Fronleichnam"),
        ("TH", date(2026, 6, 4), ""),
        ("BW", date(2026, 1, 6), "Heilige Drei Könige"),
        ("BE", date(2026, 1, 6), ""),
        ("", date(2026, 10, 3), "Tag der Deutschen Einheit"),
        ("TH", date(2026, 10, 31), "Reformationstag"),
    ],
)
def test_holidays_of_the_land(land, day, name):
    assert opening.holiday(day, land) == name


def test_a_holiday_of_the_land_closes_there_and_nowhere_else():
    # Corpus Christi 2026, a Thursday: public holiday in Bavaria, not in Berlin.
    noon = datetime(2026, 6, 4, 11)
    assert opening.state_at(WEEK, "BY", noon) == opening.CLOSED
    assert opening.state_at(WEEK, "BE", noon) == opening.OPEN


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Mo-Fr 08:00-18:00", opening.UNKNOWN),  # says nothing about holidays
        ("Mo-Fr 08:00-18:00; PH off", opening.CLOSED),
        ("Mo-Fr 08:00-18:00; PH 10:00-12:00", opening.OPEN),
        ("Mo-Fr,PH 08:00-18:00", opening.OPEN),
        ("PH,Sa 08:00-18:00", opening.OPEN),
        ("Sa 08:00-18:00", opening.CLOSED),
        ("24/7", opening.OPEN),
        ('Mo-Fr 08:00-18:00; PH off "siehe PH-Aushang"', opening.CLOSED),
    ],
)
def test_what_a_text_means_on_a_holiday(text, state):
    assert opening.state_at(text, "BY", datetime(2026, 6, 4, 11)) == state


def test_the_night_after_a_closed_holiday_is_closed():
    bar = "Mo-Sa 18:00-02:00; PH off"
    # 1 May 2026 is a Friday.
    assert opening.state_at(bar, "TH", datetime(2026, 5, 1, 1)) == opening.CLOSED
    assert opening.state_at(bar, "TH", datetime(2026, 5, 2, 1)) == opening.CLOSED
    assert opening.state_at(bar, "TH", datetime(2026, 5, 3, 1)) == opening.OPEN
    assert opening.state_at("Mo-Sa,PH 18:00-02:00", "TH", datetime(2026, 5, 2, 1)) == opening.OPEN


@pytest.mark.parametrize(
    ("text", "now", "state", "words"),
    [
        (WEEK, "2026-11-20 10:00", "open", "heute bis 18 Uhr geöffnet"),
        (WEEK, "2026-11-20 17:40", "open", "schließt in 20 Minuten"),
        (WEEK, "2026-11-20 18:00", "closed", "öffnet morgen um 9 Uhr"),
        (WEEK, "2026-11-20 07:59", "closed", "öffnet heute um 8 Uhr"),
        (WEEK, "2026-11-21 13:00", "closed", "öffnet am Montag um 8 Uhr"),
        (WEEK, "2026-12-24 19:00", "closed", "öffnet am Montag um 8 Uhr"),  # two days of Christmas, then Sunday
        (OFFICE, "2026-11-19 12:30", "closed", "öffnet heute um 14 Uhr"),
        ("24/7", "2026-11-20 10:00", "open", "durchgehend geöffnet"),
        ("24/7 off", "2026-11-20 10:00", "closed", "geschlossen"),
        ("Fr 18:00-02:30", "2026-11-20 20:00", "open", "heute bis 2:30 Uhr nachts geöffnet"),
        ("Fr 18:00-02:30", "2026-11-21 02:10", "open", "schließt in 20 Minuten"),
        ("Mo-Fr 08:00-24:00", "2026-11-20 20:00", "open", "heute bis 24 Uhr geöffnet"),
        ("Apr-Oct 10:00-18:00; PH 10:00-18:00", "2026-11-20 20:00", "closed", "öffnet am Freitag, 25.12., um 10 Uhr"),
        ("Apr-Oct 10:00-18:00", "2026-11-20 20:00", "closed", "öffnet am Donnerstag, 01.04., um 10 Uhr"),
        (
            "Mo-Fr 08:00-18:00",
            "2026-12-25 10:00",
            "unknown",
            "Heute ist Feiertag (Erster Weihnachtstag): vielleicht geschlossen",
        ),
        ('Mo-Fr 08:00-18:00 "nur nach Vereinbarung"', "2026-11-20 10:00", "unknown", "nur nach Vereinbarung"),
    ],
)
def test_status_in_words(text, now, state, words):
    found = opening.status(text, "TH", datetime.fromisoformat(now))
    assert (found.state, found.words) == (state, words)


def test_no_status_without_readable_hours():
    assert opening.status("", "TH", datetime(2026, 11, 20)) is None
    assert opening.status("nach Gefühl", "TH", datetime(2026, 11, 20)) is None
    assert opening.state_at("nach Gefühl", "TH", datetime(2026, 11, 20)) == opening.UNKNOWN


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])  # clocks go forward; clocks go back
def test_signs_on_doors_know_no_daylight_saving(day):
    text = "Mo-Su 00:00-04:00,08:00-18:00"
    assert [(span.start.hour, span.end.hour) for span in opening.spans(text, "TH", day, 1)] == [(0, 4), (8, 18)]
    assert opening.state_at(text, "TH", datetime.combine(day, datetime.min.time()).replace(hour=3, minute=30)) == "open"
    found = opening.status(text, "TH", datetime.combine(day, datetime.min.time()).replace(hour=1))
    assert found.words == "heute bis 4 Uhr geöffnet"
    night = opening.status(
        "Sa 22:00-03:00", "TH", datetime.combine(day - timedelta(1), datetime.min.time()).replace(hour=23)
    )
    assert night.words == "heute bis 3 Uhr nachts geöffnet"


def test_the_table_names_holidays_and_keeps_nights_with_their_evening():
    table = opening.week("Mo-Sa 18:00-02:00; PH off", "TH", date(2026, 4, 30))
    assert [(day.date.day, day.holiday, [(s.start.hour, s.end.hour) for s in day.spans]) for day in table][:3] == [
        (30, "", [(18, 0)]),
        (1, "Erster Mai", []),
        (2, "", [(18, 2)]),
    ]


def test_the_table_of_always_open_has_every_day():
    for day in opening.week("24/7", "TH", date(2026, 4, 30)):
        assert [(span.start.date(), span.end - span.start) for span in day.spans] == [(day.date, timedelta(1))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Mo-Fr 08:00-12:00 14:00-18:00", "Ab Zeichen 19 ist „14:00-18:00“ nicht lesbar."),
        ("Di 08:00-12:00", "Ab Zeichen 1 ist „Di 08:00-12:00“ nicht lesbar."),
        ("Mo-Fr 08:00-12:00;", "Am Ende fehlt etwas."),
        ("PH -1 day off", "Angaben zu Tagen vor oder nach Feiertagen"),
        ("<script>alert(1)</script>", "Ab Zeichen 1"),
    ],
)
def test_unreadable_hours_are_explained(text, message):
    assert opening.problem(text).startswith(message)
    assert not opening.is_readable(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo – Fr 8 bis 12 Uhr und 14-18 Uhr, Sa. 9.30-12 Uhr", "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:30-12:00"),
        ("Di-Do 8.00-16.00 Uhr\nFr 8-12 Uhr\nFeiertage geschlossen", "Tu-Th 08:00-16:00; Fr 08:00-12:00; PH closed"),
        ("Montag bis Freitag: 9-18 Uhr", "Mo-Fr 09:00-18:00"),
        ("Montag und Mittwoch 9:00 - 12:00", "Mo,We 09:00-12:00"),
        ("nach Gefühl", ""),
        (";", ""),
        ("Mo-Fr 08:00-12:00", ""),  # is readable already
    ],
)
def test_everyday_spelling_gets_a_suggestion(text, expected):
    assert opening.suggestion(text) == expected


def test_school_holidays_are_noted():
    assert opening.notes("Mo-Fr 08:00-12:00; SH off") == ["In den Schulferien gelten vielleicht andere Zeiten."]
    assert opening.notes('Mo-Fr 08:00-12:00 "SH im Aushang"') == []


@given(st.text(max_size=40))
def test_any_text_is_answered(text):
    opening.suggestion(text)
    if not opening.problem(text) and text.strip():
        opening.status(text, "TH", datetime(2026, 11, 20, 10))


_TIMES = st.tuples(st.integers(0, 23), st.integers(1, 8)).map(lambda t: f"{t[0]:02}:00-{t[0] + t[1]:02}:00")
_RULES = st.tuples(st.sampled_from(["Mo-Fr", "Sa", "Su", "Mo,We", "Fr-Sa", "Mo-Su"]), _TIMES).map(" ".join)
_TEXTS = st.tuples(st.lists(_RULES, min_size=1, max_size=3), st.sampled_from(["", "; PH off", "; PH 10:00-11:00"])).map(
    lambda parts: "; ".join(parts[0]) + parts[1]
)


@given(_TEXTS, st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)))
def test_state_spans_and_status_agree(text, now):
    now = now.replace(second=0, microsecond=0)
    state = opening.state_at(text, "TH", now)
    within = [span for span in opening.spans(text, "TH", now.date(), 1) if span.start <= now < span.end]
    assert (within[0].state if within else "closed") == state
    found = opening.status(text, "TH", now)
    assert found.state == state
    if found.changes:
        assert found.changes > now
        assert opening.state_at(text, "TH", found.changes) != state or state == "unknown"


@given(_TEXTS, st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_spans_are_ordered_and_apart(text, day):
    found = opening.spans(text, "BY", day, 10)
    assert all(span.start < span.end for span in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
