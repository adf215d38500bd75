# SPDX-License-Identifier: EUPL-1.2
"""Addresses of what-if questions: the same question has one address, and nonsense does no harm."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from allmende.know.supply.changes import MOST, Asked, Changes, from_stored, point_of, read, to_stored

points = st.tuples(st.integers(-17_999_999, 17_999_999), st.integers(-8_499_999, 8_499_999)).map(
    lambda pair: (round(pair[0] / 100_000, 5), round(pair[1] / 100_000, 5))
)
keys = st.integers(1, 10**12)


@st.composite
def changes(draw):
    new = draw(st.lists(points, max_size=4, unique=True))
    places = draw(st.lists(keys, max_size=6, unique=True))
    gone = places[: draw(st.integers(0, len(places)))]
    return Changes(tuple(new), tuple(gone), tuple((place, draw(points)) for place in places[len(gone) :]))


@given(changes(), st.sampled_from(["", "kita"]), st.sampled_from(["", "u3"]), st.sampled_from(["", "zu-fuss"]))
def test_an_address_holds_the_whole_question(wanted, topic, group, way):
    asked = Asked(topic, group, way, wanted)
    assert read(QueryDict(asked.query()[1:])) == asked
    assert from_stored(to_stored(wanted)) == wanted


@given(st.text(max_size=80))
def test_whatever_stands_in_the_address_is_read_without_harm(text):
    parameters = QueryDict(mutable=True)
    for name in ("thema", "gruppe", "weg", "neu", "weg-id", "verschoben"):
        parameters.appendlist(name, text)
    asked = read(parameters)
    assert read(QueryDict(asked.query()[1:])) == Asked(asked.topic, asked.group, asked.way, asked.changes)
    assert len(asked.changes) <= 3


def test_what_cannot_be_read_is_left_out_and_told():
    asked = read(QueryDict("neu=8.1,50.2&neu=quer,beet&weg-id=-3&verschoben=7@&neu=1e999,3&neu=8.1,91"))
    assert asked.changes == Changes(((8.1, 50.2),))
    assert len(asked.problems) == 1


def test_many_pins_become_ten():
    asked = read(QueryDict("&".join(f"neu=8.{number:05d},50.1" for number in range(900))))
    assert len(asked.changes) == MOST
    assert "10" in asked.problems[0]


def test_a_closed_place_is_not_also_moved_and_nothing_counts_twice():
    asked = read(QueryDict("weg-id=5&weg-id=5&verschoben=5@8,50&verschoben=6@8,50&verschoben=6@9,51"))
    assert asked.changes == Changes((), (5,), ((6, (9.0, 51.0)),))
    assert asked.changes.places == {5, 6}
    assert asked.changes.only([6]) == Changes((), (), ((6, (9.0, 51.0)),))


def test_points_are_kept_to_a_metre():
    assert point_of("8.123456789,50.1") == (8.12346, 50.1)
    assert point_of("8,1,50") is None
    assert point_of("١,٢") is None
