# SPDX-License-Identifier: EUPL-1.2
"""Storing what a source says: added, changed, unchanged, vanished; words, areas and the revision along with it."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from shapely import Point, box

from allmende.commons.places.actions import (
    AddressData,
    mark_vanished,
    problems_of,
    refresh_memberships,
    store_addresses,
    store_places,
)
from allmende.commons.places.models import Address, Place, PlaceArea
from allmende.core.freshness.memory import token as token_of


def test_second_run_changes_nothing(county, town, row):
    rows = [row("node/1", name="Löwen-Apotheke", street="Hauptstr.", house_number="5"), row("node/2", "playground")]
    first = store_places(county, "osm", rows, licence="ODbL")
    assert (first.added, first.changed, first.unchanged) == (2, 0, 0)
    assert first.by_category == {"pharmacy": 1, "playground": 1}
    token = token_of("places")

    second = store_places(county, "osm", rows, licence="ODbL")
    assert (second.added, second.changed, second.unchanged) == (0, 0, 2)
    assert token_of("places") == token
    stored = Place.objects.get(source_id="node/1")
    assert stored.municipality == town
    assert stored.words == "loewen apotheke hauptstrasse 5"
    assert Place.objects.get(source_id="node/2").name == "Spielplatz"


def test_a_change_is_stored_with_words_and_box(county, row):
    store_places(county, "osm", [row("node/1", name="Alt")])
    before = token_of("places")
    outcome = store_places(county, "osm", [row("node/1", name="Neu", lon=10.35)])
    assert (outcome.added, outcome.changed) == (0, 1)
    place = Place.objects.get()
    assert (place.name, place.words, place.geom_west) == ("Neu", "neu", 10.35)
    assert list(Place.objects.filter(geom__bbox=(10.34, 51, 10.36, 52))) == [place]
    assert token_of("places") != before


def test_dry_run_counts_and_writes_nothing(county, row):
    rows = [row("node/1"), row("node/2")]
    assert store_places(county, "osm", rows, dry_run=True).added == 2
    assert not Place.objects.exists()


def test_what_staff_changed_stays(county, row):
    store_places(county, "osm", [row("node/1", name="Alt", phone="1")])
    Place.objects.filter(source_id="node/1").update(name="Von Hand", edited=["name"])
    outcome = store_places(county, "osm", [row("node/1", name="Neu", phone="2")])
    assert outcome.changed == 1
    place = Place.objects.get()
    assert (place.name, place.phone) == ("Von Hand", "2")
    assert store_places(county, "osm", [row("node/1", name="Neu", phone="2")]).unchanged == 1


def test_vanished_is_marked_once_and_return_unmarks(county, row):
    rows = [row("node/1"), row("node/2"), row("node/3")]
    store_places(county, "osm", rows)
    store_places(county, "csv", [row("a")])
    assert mark_vanished(county, "osm", {"node/1"}, dry_run=True) == 2
    assert not Place.objects.filter(vanished__isnull=False).exists()
    assert mark_vanished(county, "osm", {"node/1"}, today=datetime.date(2026, 11, 1)) == 2
    assert mark_vanished(county, "osm", {"node/1"}) == 0
    assert set(Place.objects.filter(vanished=datetime.date(2026, 11, 1)).values_list("source_id", flat=True)) == {
        "node/2",
        "node/3",
    }
    outcome = store_places(county, "osm", [rows[1]])
    assert outcome.changed == 1
    assert Place.objects.get(source_id="node/2").vanished is None


def test_a_place_outside_every_town_belongs_to_the_county(county, row):
    store_places(county, "osm", [row("node/1", lon=10.55, lat=51.35)])
    assert Place.objects.get().municipality == county


def test_twice_the_same_key_is_refused_and_nothing_is_stored(county, row):
    with pytest.raises(ValueError, match="comes twice"):
        store_places(county, "osm", [row("node/1"), row("node/1")])
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"category": "castle in the air"}, "category"),
        ({"name": "x" * 201}, "name"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"email": "no address"}, "email"),
        ({"wheelchair": "maybe"}, "wheelchair"),
        ({"geom": Point(190, 51)}, "geom"),
        ({"geom": box(10, 51, 11, 52)}, "geom"),
    ],
)
def test_a_bad_row_is_named_and_never_stored(county, row, change, column):
    bad = dataclasses.replace(row("node/1"), **change)
    assert list(problems_of(bad)) == [column]
    with pytest.raises(ValueError, match="node/1"):
        store_places(county, "osm", [row("node/0"), bad])
    assert not Place.objects.exists()


def test_unreadable_opening_hours_are_kept_and_flagged(county, row):
    store_places(
        county, "osm", [row("node/1", opening_hours="nach Gefühl"), row("node/2", opening_hours="Mo-Fr 08:00-12:00")]
    )
    assert Place.objects.get(source_id="node/1").opening_hours == "nach Gefühl"
    assert Place.objects.get(source_id="node/1").opening_hours_valid is False
    assert Place.objects.get(source_id="node/2").opening_hours_valid is True


def test_areas_of_every_division_are_known(county, row, make_area):
    west = make_area("west", box(10.2, 51.1, 10.25, 51.2))
    east = make_area("east", box(10.25, 51.1, 10.3, 51.2))
    cell = make_area("cell", box(10.24, 51.14, 10.26, 51.16), division="grid", kind="grid")
    make_area("old", box(10, 51, 11, 52), division="old", valid_to=datetime.date(2021, 1, 1))
    store_places(county, "osm", [row("a", lon=10.22), row("border", lon=10.25), row("out", lon=10.5)])
    areas = {
        source_id: set(PlaceArea.objects.filter(place__source_id=source_id).values_list("area", flat=True))
        for source_id in ("a", "border", "out")
    }
    # On the border the key that comes first decides: "east".
    assert areas == {"a": {west.pk}, "border": {east.pk, cell.pk}, "out": set()}


def test_changed_areas_are_recomputed_with_differences_only(county, row, make_area):
    store_places(county, "osm", [row("a", lon=10.22), row("b", lon=10.28)])
    area = make_area("west", box(10.2, 51.1, 10.25, 51.2))
    assert refresh_memberships(county) == 1
    assert refresh_memberships(county) == 0
    area.geom = box(10.25, 51.1, 10.3, 51.2)
    area.save()
    assert refresh_memberships(county) == 2
    assert PlaceArea.objects.get().place.source_id == "b"


@pytest.mark.parametrize(
    "write",
    [
        lambda place: place.save(),
        lambda place: place.delete(),
        lambda place: Place.objects.filter(pk=place.pk).update(phone="1"),
        lambda place: Place.objects.bulk_update([place], ["phone"]),
        lambda place: Place.objects.filter(pk=place.pk).delete(),
        lambda place: Place.objects.bulk_create([Place(municipality=place.municipality, name="x", geom=Point(10, 51))]),
    ],
)
def test_every_write_gives_a_new_revision(make_place, write):
    place = make_place()
    before = token_of("places")
    write(place)
    assert token_of("places") != before


def test_bulk_update_of_the_name_renews_the_words(make_place):
    place = make_place("Alte Mühle")
    place.name = "Große Säge"
    Place.objects.bulk_update([place], ["name"])
    place.refresh_from_db()
    assert place.words == "grosse saege"


def test_addresses_of_a_source_are_replaced_without_needless_writes(county):
    rows = [
        AddressData("Hauptstraße", "5", Point(10.25, 51.15), "99999", "Auenstadt"),
        AddressData("Hauptstraße", "7", Point(10.26, 51.15), "99999", "Auenstadt"),
    ]
    assert store_addresses(county, "osm", [*rows, rows[0]]) == {
        "added": 2,
        "changed": 0,
        "unchanged": 0,
        "vanished": 0,
    }
    assert set(Address.objects.values_list("street_key", flat=True)) == {"hauptstrasse"}
    token = token_of("places")
    assert store_addresses(county, "osm", rows)["unchanged"] == 2
    assert token_of("places") == token
    moved = dataclasses.replace(rows[0], geom=Point(10.2, 51.1))
    assert store_addresses(county, "osm", [moved]) == {"added": 0, "changed": 1, "unchanged": 0, "vanished": 1}
    assert Address.objects.get().geom == Point(10.2, 51.1)
