# SPDX-License-Identifier: EUPL-1.2
"""Hints at ideas that are there already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.decide.participation.similar import MOST, Known, alike

IDEAS = [
    Known(1, "Mehr Bänke im Schatten", "Im Sommer fehlen Sitzgelegenheiten unter den Linden."),
    Known(2, "Ein Trinkbrunnen", "Wasser für alle beim Stadtfest."),
    Known(3, "Weniger Autos am Samstag", "Während des Marktes sollte der Platz autofrei sein."),
    Known(4, "Licht am Durchgang", "Abends ist es stockdunkel."),
    Known(5, "Bücherzelle am Bus", "Ein Tauschregal für Bücher neben der Haltestelle."),
    Known(6, "مقاعد في الظل", "نريد مقاعد تحت الأشجار", "ar"),
]


@pytest.mark.parametrize(
    ("title", "text", "language", "expected"),
    [
        ("Bänke unter den Linden", "Man kann nirgends im Schatten sitzen.", "de", 1),
        ("Baenke im Schaten", "", "de", 1),
        ("Autofreier Markt", "Samstags sollten auf dem Platz keine Autos fahren.", "de", 3),
        ("Tauschregal", "Bücher tauschen an der Haltestelle", "de", 5),
        ("مقاعد تحت الأشجار", "نريد الظل", "ar", 6),
    ],
)
def test_finds_what_says_the_same(title, text, language, expected):
    assert next(match.key for match in alike(title, text, IDEAS, language)) == expected


@pytest.mark.parametrize(
    ("title", "text"), [("Schwimmkurse für Kinder", "Das Freibad soll länger öffnen."), ("", ""), ("Der", "und")]
)
def test_says_nothing_about_what_is_new(title, text):
    assert alike(title, text, IDEAS) == []


@given(st.text(max_size=80), st.text(max_size=200), st.sampled_from(["de", "ar", "uk", "xx", ""]))
def test_any_text_is_fine(title, text, language):
    found = alike(title, text, IDEAS, language)
    assert len(found) <= MOST
    assert all(0 <= match.score <= 1 for match in found)
    assert found == sorted(found, key=lambda match: -match.score)


def test_the_same_text_is_the_most_alike():
    for one in IDEAS:
        assert alike(one.title, one.text, IDEAS, one.language)[0].key == one.key


@pytest.mark.django_db
def test_somebody_who_asks_without_end_gets_no_hints(client, phase, make_idea, monkeypatch):
    from allmende.core.throttle.pace import Pace
    from allmende.decide.participation import idea_views

    make_idea("Mehr Bänke im Park", "Zum Sitzen im Schatten.")
    monkeypatch.setattr(idea_views, "HINTS", Pace(burst=1, per_second=0.001))
    url = f"{phase.get_absolute_url()}aehnlich/"
    first = client.get(url, {"title": "Mehr Bänke im Park"})
    assert "Mehr Bänke im Park" in first.content.decode()
    second = client.get(url, {"title": "Mehr Bänke im Park"})
    assert second.status_code == 429
    assert second.content.decode().strip() == ""
