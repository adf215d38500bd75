# SPDX-License-Identifier: EUPL-1.2
"""Searching: words, categories, areas, distance, open now, accessibility; the address of a search; where a spot is."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from allmende.commons.places import index as place_index
from allmende.commons.places.actions import AddressData, refresh_memberships, store_addresses
from allmende.commons.places.categories import catalogue
from allmende.commons.places.models import Place
from allmende.commons.places.search import Scope, Search, find, parse, ways_out
from allmende.commons.places.spots import spots
from allmende.core.geo import crs

NOON = datetime.fromisoformat("2026-11-20 12:00")  # a Friday


@pytest.fixture
def look(county, town):
    """Return a function that searches in the whole county and gives the names found."""

    def search(centre=None, now=NOON, **what):
        scope = Scope(frozenset({county.pk, town.pk}), now, "TH", centre)
        index = place_index.current()
        return [index.name[row] for row in find(index, Search(**what), scope).rows]

    return search


def test_words_begin_names_addresses_and_categories(look, make_place):
    make_place("Löwen-Apotheke", street="Hauptstr.", house_number="5")
    make_place("Rats-Apotheke", street="Markt")
    make_place("Café Löwe", "cafe")
    assert look(q="loew") == ["Café Löwe", "Löwen-Apotheke"]
    assert look(q="LÖWE") == ["Café Löwe", "Löwen-Apotheke"]
    assert look(q="apo") == ["Löwen-Apotheke", "Rats-Apotheke"]
    assert look(q="Medikamente") == ["Löwen-Apotheke", "Rats-Apotheke"]
    assert look(q="Hauptstraße") == look(q="hauptstr. 5") == ["Löwen-Apotheke"]
    assert look(q="apo markt") == ["Rats-Apotheke"]
    assert look(q="theke") == []
    assert look(q="%") == look()


def test_lists_hold_what_is_published_still_there_and_of_a_known_category(look, make_place):
    make_place("Entwurf", is_published=False)
    make_place("Fort", vanished="2026-01-01")
    make_place("Rätsel", "no such category")
    make_place("Da")
    assert look() == ["Da"]


def test_order_is_the_german_one(look, make_place):
    for name in ("Zoo", "Ärztehaus", "apotheke am markt", "Alte Post", "Öse"):
        make_place(name)
    assert look() == ["Ärztehaus", "Alte Post", "apotheke am markt", "Öse", "Zoo"]


def test_other_municipalities_are_not_shown(county, town, make_place):
    make_place("Im Landkreis", municipality=county)
    make_place("In der Stadt")
    index = place_index.current()
    found = find(index, Search(), Scope(frozenset({town.pk}), NOON, "TH"))
    assert index.name[found.rows].tolist() == ["In der Stadt"]


def test_category_group_and_counts(county, town, make_place):
    make_place("A", "pharmacy")
    make_place("B", "doctor")
    make_place("C", "school")
    index, scope = place_index.current(), Scope(frozenset({town.pk}), NOON, "TH")
    codes = list(catalogue().categories)
    by_group = find(index, Search(gruppe="health"), scope)
    assert by_group.total == 2
    assert find(index, Search(kategorie=("school", "doctor")), scope).total == 2
    # Counts do not depend on the choice of category, so that one can change it.
    assert by_group.per_category[codes.index("school")] == 1


def test_near_sorts_by_distance_and_keeps_the_radius(look, make_place):
    make_place("C", lon=10.25, lat=51.15)
    make_place("A", lon=10.27, lat=51.15)  # 1.4 km
    make_place("B", lon=10.255, lat=51.15)  # 350 m
    centre = (10.25, 51.15)
    assert look(centre, pos=(51.15, 10.25)) == ["C", "B", "A"]
    assert look(centre, pos=(51.15, 10.25), umkreis=500) == ["C", "B"]
    assert look(centre, pos=(51.15, 10.25), sortierung="name") == ["A", "B", "C"]


def test_distances_are_those_of_the_geometry_library(make_place):
    place = make_place(lon=10.31, lat=51.22)
    index = place_index.current()
    assert index.distances(10.25, 51.15)[0] == pytest.approx(
        crs.metres_between(Point(10.25, 51.15), place.geom), abs=0.01
    )


def test_area(look, make_area, make_place, county):
    west = make_area("west", box(10.2, 51.1, 10.25, 51.2))
    make_place("W", lon=10.22)
    make_place("O", lon=10.28)
    assert look(gebiet=west.pk) == []  # nothing computed yet
    refresh_memberships(county)
    assert look(gebiet=west.pk) == ["W"]
    assert look(gebiet=99999) == []


def test_open_now(look, make_place):
    make_place("Offen", opening_hours="Mo-Fr 08:00-18:00")
    make_place("Zu", opening_hours="Mo-Fr 08:00-11:00")
    make_place("Unlesbar", opening_hours="meistens")
    make_place("Unbekannt")
    assert look(offen=True) == ["Offen"]
    assert look(offen=True, now=NOON.replace(hour=20)) == []
    assert look(offen=True, now=datetime.fromisoformat("2026-12-25 12:00")) == []


@pytest.mark.parametrize(
    ("parameter", "field"),
    [
        ("rollstuhl", "wheelchair"),
        ("stufenlos", "step_free"),
        ("wc", "accessible_toilet"),
        ("hoeren", "hearing_support"),
        ("tasten", "tactile_guidance"),
    ],
)
def test_accessible_means_known_to_be_so(look, make_place, parameter, field):
    for answer in Place.Answer.values:
        make_place(answer, **{field: answer})
    assert look(**{parameter: True}) == (["limited", "yes"] if parameter == "rollstuhl" else ["yes"])


def test_every_change_is_seen_at_once(look, make_place, django_assert_num_queries):
    place = make_place("Alt")
    assert look() == ["Alt"]
    with django_assert_num_queries(1):
        place_index.current()
    place.name = "Neu"
    place.save()
    assert look() == ["Neu"]
    Place.objects.filter(pk=place.pk).update(is_published=False)
    assert look() == []


def test_ways_out_name_what_to_leave_out(county, town, make_place):
    make_place("Apotheke", opening_hours="Mo-Fr 08:00-11:00", lon=10.28)
    index = place_index.current()
    scope = Scope(frozenset({town.pk}), NOON, "TH", (10.25, 51.15))
    search = Search(q="apo", offen=True)
    anywhere = Scope(frozenset({town.pk}), NOON, "TH")
    assert [(name, total) for name, _, total in ways_out(index, search, anywhere)] == [("offen", 1)]
    near = Search(q="apo", pos=(51.15, 10.25))
    assert find(index, near, scope).total == 0
    assert [(name, other.radius, total) for name, other, total in ways_out(index, near, scope)] == [
        ("umkreis", 5000, 1),
        ("pos", 0, 1),
    ]


def test_the_address_of_a_search_is_canonical():
    asked = parse(QueryDict("kategorie=school&q=+Löwen++Apotheke&kategorie=doctor&offen=1&seite=3&x=y&umkreis=2000"))
    assert asked.query() == "?q=L%C3%B6wen+Apotheke&kategorie=doctor&kategorie=school&offen=1"
    assert parse(QueryDict(asked.query()[1:])) == asked


def test_the_position_is_rounded_and_not_shared():
    asked = parse(QueryDict("pos=51.123456,10.987654"))
    assert asked.pos == (51.123, 10.988)
    assert asked.query() == "?pos=51.123%2C10.988"
    assert asked.query(private=False) == ""


@pytest.mark.parametrize(
    "query",
    [
        "gruppe=nonsense",
        "kategorie=x",
        "gebiet=-1",
        "gebiet=%F0%9F%98%80",
        "umkreis=7",
        "pos=91,10",
        "pos=a,b",
        "offen=yes",
        "gebiet=²",
    ],
)
def test_what_makes_no_sense_is_left_out(query):
    assert parse(QueryDict(query)) == Search()


@given(
    st.dictionaries(
        st.sampled_from(["q", "gruppe", "kategorie", "gebiet", "nahe", "pos", "umkreis", "offen", "wc", "sortierung"]),
        st.text(max_size=30),
    )
)
def test_any_address_is_read_and_written_back(values):
    data = QueryDict(mutable=True)
    data.update(values)
    asked = parse(data)
    assert parse(QueryDict(asked.query()[1:])) == asked


@pytest.fixture
def where(county, town):
    """Return a function that looks up a text and gives the labels."""
    return lambda text: [spot.label for spot in spots(place_index.current(), frozenset({county.pk, town.pk}), text)]


def test_addresses_are_found_however_they_are_written(where, county, make_place):
    store_addresses(
        county,
        "osm",
        [
            AddressData("Lange Straße", "5", Point(10.25, 51.15), "99999", "Auenstadt"),
            AddressData("Lange Straße", "5", Point(10.35, 51.25), "99998", "Dorf"),
            AddressData("Lange Straße", "51", Point(10.26, 51.15), "99999", "Auenstadt"),
        ],
    )
    both = ["Lange Straße 5, 99998 Dorf", "Lange Straße 5, 99999 Auenstadt"]
    assert where("Lange Straße 5") == where("lange str. 5") == both
    assert where("Lange Straße 5, 99999 Auenstadt") == where("Auenstadt Lange Str. 5") == both[1:]
    assert where("Lange Straße 7") == ["Lange Straße, Auenstadt", "Lange Straße, Dorf"]  # no such number: the street
    make_place("Laden", street="Lange Straße", house_number="7", city="Auenstadt")
    assert where("Lange Straße 7") == ["Lange Straße 7, Auenstadt"]


def test_streets_areas_towns_and_places_are_found(where, make_area, make_place):
    make_area("altstadt", name="Altstadt")
    make_area("cell", name="Altzelle", division="grid", kind="grid")
    make_place("Alte Mühle", "museum", street="Altgasse", house_number="1", city="Auenstadt")
    assert where("alt") == ["Altstadt", "Altgasse, Auenstadt"]
    assert where("Auenstadt")[0] == "Auenstadt"
    assert where("mühle") == ["Alte Mühle"]
    assert where("Mondstraße 3") == where("!?") == []
