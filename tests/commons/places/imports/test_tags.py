# SPDX-License-Identifier: EUPL-1.2
"""What OpenStreetMap tags say about a place."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from allmende.commons.places.actions import problems_of
from allmende.commons.places.imports.tags import (
    answer,
    clean,
    iso_date,
    osm_id,
    place_from_tags,
    plain_tags,
    short,
    web_address,
)


def place(category="pharmacy", **tags):
    return place_from_tags(tags, category, "n1", Point(10.3, 51.2), source="OpenStreetMap")


def test_everything_that_has_a_field():
    row = place(
        **{
            "name": "Löwen-Apotheke",
            "addr:street": "Solmische-Weiher-Straße",
            "addr:housenumber": "12a",
            "addr:postcode": "63303",
            "addr:city": "Dreieich",
            "contact:phone": "+49 6103 81234;+49 6103 1",
            "contact:email": "info@loewe.example;zweite@loewe.example",
            "contact:website": "loewe.example/start",
            "opening_hours": "Mo-Fr 08:00-18:30; Sa 08:30-13:00",
            "wheelchair": "limited",
            "wheelchair:description:de": "Eine Stufe, Klingel",
            "toilets:wheelchair": "no",
            "hearing_loop": "yes",
            "tactile_paving": "incorrect",
            "ramp:wheelchair": "yes",
            "check_date:wheelchair": "2024-05-17",
            "operator": "Anna Schmidt",
            "source": "survey",
        }
    )
    assert (row.name, row.street, row.house_number, row.postcode, row.city) == (
        "Löwen-Apotheke",
        "Solmische-Weiher-Straße",
        "12a",
        "63303",
        "Dreieich",
    )
    assert row.phone == "+49 6103 81234, +49 6103 1"
    assert row.email == "info@loewe.example"
    assert row.website == "https://loewe.example/start"
    assert row.opening_hours == "Mo-Fr 08:00-18:30; Sa 08:30-13:00"
    assert (row.wheelchair, row.step_free, row.accessible_toilet, row.hearing_support, row.tactile_guidance) == (
        "limited",
        "yes",
        "no",
        "yes",
        "limited",
    )
    assert row.accessibility_note == "Eine Stufe, Klingel"
    assert row.accessibility_source == "OpenStreetMap"
    assert row.accessibility_date == datetime.date(2024, 5, 17)
    assert row.attributes == {"operator": "Anna Schmidt"}
    assert problems_of(row) == {}


def test_what_is_not_said_stays_unknown():
    row = place(name="A")
    assert {row.wheelchair, row.step_free, row.accessible_toilet, row.hearing_support, row.tactile_guidance} == {
        "unknown"
    }
    assert row.accessibility_source == ""
    assert row.accessibility_date is None


def test_a_toilet_for_wheelchairs_is_an_accessible_toilet():
    assert place("toilets", wheelchair="yes").accessible_toilet == "yes"
    assert place("pharmacy", wheelchair="yes").accessible_toilet == "unknown"


def test_steps_at_the_entrance():
    assert place(step_count="0").step_free == "yes"
    assert place(step_count="3").step_free == "no"
    assert place(step_count="viele").step_free == "unknown"
    assert place(step_free="ja").step_free == "yes"


def test_a_place_without_a_name_may_have_a_brand():
    assert place(brand="Sparkasse").name == "Sparkasse"
    assert place(**{"addr:place": "Am Anger"}).street == "Am Anger"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("JA", "yes"),
        ("designated", "yes"),
        ("teilweise", "limited"),
        ("nein", "no"),
        ("?", "unknown"),
        ("", "unknown"),
    ],
)
def test_answers(text, value):
    assert answer(text) == value


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("a.example", "https://a.example"),
        ("www.straße.example/a", "https://www.straße.example/a"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://a.example;https://b.example", "https://a.example"),
        ("", ""),
    ],
)
def test_web_addresses(text, address):
    assert web_address(text) == address


def test_addresses_that_are_none_never_become_links():
    assert "website" in problems_of(place(name="A", website="javascript:alert(1)"))
    assert "website" in problems_of(place(name="A", website="ftp:x"))


def test_texts_lose_control_characters_and_nothing_else():
    assert clean(" <b>Café</b>\x00 &amp; \x1b[1mBar\n\u200f ") == "<b>Café</b> &amp; [1mBar \u200f"


@given(st.text(max_size=300), st.integers(2, 50))
def test_short_texts_fit(text, length):
    result = short(text, length)
    assert len(result) <= length
    assert result == text or result.endswith("…")


@pytest.mark.parametrize(
    ("text", "date"), [("2024-05-17", datetime.date(2024, 5, 17)), ("2024-05", None), ("2024-13-01", None), ("", None)]
)
def test_dates(text, date):
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "key"), [("node/12", "n12"), ("relation/7", "r7"), ("way/x", "way/x"), ("KITA-3", "KITA-3")]
)
def test_keys_of_openstreetmap(text, key):
    assert osm_id(text) == key


def test_properties_become_tags():
    assert plain_tags({"a": True, "b": 3.0, "c": None, "d": [1], "e": 2.5, "f": "x"}) == {
        "a": "yes",
        "b": "3",
        "e": "2.5",
        "f": "x",
    }


keys = st.sampled_from(
    ["name", "website", "email", "phone", "opening_hours", "wheelchair", "addr:street", "check_date", "operator"]
)


@given(st.dictionaries(keys, st.text(max_size=250)))
def test_any_tags_make_a_row_that_fits_but_for_addresses(tags):
    row = place_from_tags(tags, "pharmacy", "n1", Point(10.3, 51.2), source="OpenStreetMap")
    assert problems_of(row).keys() <= {"website", "email"}
