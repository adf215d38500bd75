# SPDX-License-Identifier: EUPL-1.2
"""Places from OpenStreetMap extracts."""

from __future__ import annotations

import pytest

from allmende.commons.places.models import Place
from allmende.core.municipality.models import Municipality
from tests.commons.places.imports.extracts import Extract, ring
from tests.importing import done, refused, run


@pytest.fixture
def extract(tmp_path):
    """An extract with one object of every form, and a function to write it."""
    data = Extract()
    data.node(10.3, 51.2, 11, amenity="pharmacy", name="Löwen-Apotheke", opening_hours="Mo-Fr 08:00-18:00")
    data.node(10.31, 51.2, 12, highway="bus_stop", name="Markt")
    data.node(10.32, 51.2, 13, natural="tree")
    data.way(21, ring(10.3, 51.21), amenity="school", name="Talschule")
    data.way(22, [(10.3, 51.22), (10.302, 51.22)], leisure="track", sport="running", name="Laufbahn")
    outer = data.way(23, ring(10.33, 51.2, 0.004))
    inner = data.way(24, ring(10.331, 51.201, 0.002))
    data.relation(
        31, [("w", outer, "outer"), ("w", inner, "inner")], type="multipolygon", leisure="park", name="Kurpark"
    )
    data.relation(32, [("n", 11, "")], type="site", amenity="school", name="Kein Umriss")
    data.path = tmp_path / "auental.osm.pbf"
    data.save = lambda: data.write(data.path)
    data.save()
    return data


def test_nodes_ways_and_relations_become_places(county, extract, places):
    report = done("places", "osm", extract.path)
    assert report["added"] == 5
    assert places("source_id", "category", "name") == [
        ("n11", "pharmacy", "Löwen-Apotheke"),
        ("n12", "bus_stop", "Markt"),
        ("r31", "park", "Kurpark"),
        ("w21", "school", "Talschule"),
        ("w22", "sports_centre", "Laufbahn"),
    ]
    school = Place.objects.get(source_id="w21").geom
    assert (school.x, school.y) == pytest.approx((10.3005, 51.2105))
    track = Place.objects.get(source_id="w22").geom
    assert (track.x, track.y) == pytest.approx((10.301, 51.22))


def test_the_point_of_a_park_with_a_hole_lies_in_the_park(county, extract):
    done("places", "osm", extract.path)
    point = Place.objects.get(source_id="r31").geom
    assert 10.33 < point.x < 10.334
    assert not (10.331 < point.x < 10.333 and 51.201 < point.y < 51.203)


def test_places_belong_to_the_town_they_lie_in_and_say_where_they_come_from(county, town, extract, places):
    done("places", "osm", extract.path)
    assert set(places("municipality__name", "source", "licence")) == {
        ("Auenstadt", "osm", "ODbL-1.0, © OpenStreetMap-Mitwirkende")
    }


def test_the_second_run_changes_nothing(county, extract):
    done("places", "osm", extract.path)
    before = list(Place.objects.values_list("pk", "changed"))
    report = done("places", "osm", extract.path)
    assert (report["added"], report["changed"], report["unchanged"], report["vanished"]) == (0, 0, 5, 0)
    assert list(Place.objects.values_list("pk", "changed")) == before


def test_what_changed_and_what_vanished(county, extract):
    done("places", "osm", extract.path)
    del extract.nodes[12]
    extract.node(10.3, 51.2, 11, amenity="pharmacy", name="Neue Apotheke")
    extract.save()
    report = done("places", "osm", extract.path)
    assert report["by_category"]["pharmacy"] == {"added": 0, "changed": 1, "unchanged": 0, "vanished": 0, "rejected": 0}
    assert report["by_category"]["bus_stop"] == {"added": 0, "changed": 0, "unchanged": 0, "vanished": 1, "rejected": 0}
    gone = Place.objects.get(source_id="n12")
    assert gone.vanished is not None
    assert done("places", "osm", extract.path)["vanished"] == 0
    extract.node(10.31, 51.2, 12, highway="bus_stop", name="Markt")
    extract.save()
    assert done("places", "osm", extract.path)["changed"] == 1
    gone.refresh_from_db()
    assert gone.vanished is None


def test_a_dry_run_tells_the_same_and_stores_nothing(county, extract):
    done("places", "osm", extract.path)
    del extract.nodes[12]
    extract.node(10.33, 51.25, 14, amenity="cafe")
    extract.save()
    dry = done("places", "osm", extract.path, "--dry-run")
    assert (dry["added"], dry["vanished"]) == (1, 1)
    assert Place.objects.filter(vanished__isnull=True).count() == 5
    assert not Place.objects.filter(source_id="n14").exists()
    assert done("places", "osm", extract.path) == dry


def test_what_lies_outside_is_passed_over_and_said(county, extract, places):
    extract.node(10.61, 51.2, 15, amenity="cafe", name="700 m weiter")
    extract.node(13.4, 52.5, 16, amenity="cafe", name="Berlin")
    extract.save()
    result = run("places", "osm", extract.path)
    assert result.exit_code == 0
    assert "1 Orte liegen mehr als 2000 m außerhalb von Landkreis Auental" in result.stderr
    assert "n15" in places("source_id")
    assert "n16" not in places("source_id")
    assert done("places", "osm", extract.path, "--tolerance", "100")["vanished"] == 1


def test_another_municipality_can_be_named(county, town, extract):
    extract.node(10.05, 51.05, 17, amenity="cafe", name="Im Kreis, nicht in der Stadt")
    extract.save()
    assert done("places", "osm", extract.path, "--municipality", "16999001")["added"] == 5
    assert done("places", "osm", extract.path, "--municipality", "169990001001")["added"] == 0
    assert done("places", "osm", extract.path)["added"] == 1  # the county knows its town's places already


def test_ways_that_the_extract_cuts(county, extract, places):
    """Of a way the nodes that are there count; with none there is no place, and that is said by name."""
    extract.way(25, ring(10.35, 51.2), missing=[2, 3], amenity="kindergarten", name="Am Rand")
    extract.way(26, ring(10.36, 51.2), missing=[0, 1, 2, 3], amenity="kindergarten", name="Draußen")
    extract.save()
    report = done("places", "osm", extract.path, rejected=1)
    assert report["by_category"]["kindergarten"] == {
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "vanished": 0,
        "rejected": 1,
    }
    assert "w25" in places("source_id")
    assert "way/26 (Draußen), Feld „Geometrie“: Die Punkte des Wegs fehlen" in run("places", "osm", extract.path).stderr


def test_relations_that_the_extract_cuts(county, extract, places):
    half = extract.way(27, [(10.35, 51.25), (10.36, 51.25), (10.36, 51.26)])
    extract.relation(33, [("w", half, "outer"), ("w", 999, "outer")], type="multipolygon", leisure="park", name="Halb")
    extract.relation(34, [("w", 998, "outer")], type="multipolygon", leisure="park", name="Ganz draußen")
    extract.save()
    result = run("places", "osm", extract.path)
    assert result.exit_code == 1
    assert "ihre Lage ist genähert: 1, zum Beispiel relation/33 (Halb)" in result.stderr
    assert "relation/34 (Ganz draußen)" in result.stderr
    point = Place.objects.get(source_id="r33").geom
    assert 10.35 < point.x < 10.36
    assert 51.25 < point.y < 51.26
    assert "r34" not in places("source_id")


def test_a_rejected_object_has_not_vanished(county, extract, places):
    done("places", "osm", extract.path)
    extract.ways = [way for way in extract.ways if way.id != 21]
    extract.way(21, ring(10.3, 51.21), missing=[0, 1, 2, 3], amenity="school", name="Talschule")
    extract.save()
    assert done("places", "osm", extract.path, rejected=1)["vanished"] == 0
    assert "w21" in places("source_id")


def test_html_and_odd_signs_in_names_stay_text(county, extract):
    extract.node(10.3, 51.25, 18, amenity="cafe", name="<script>alert(1)</script> & \x0bCo")
    extract.save()
    done("places", "osm", extract.path)
    assert Place.objects.get(source_id="n18").name == "<script>alert(1)</script> & Co"


def test_opening_hours_that_nobody_can_read_are_kept_and_flagged(county, extract):
    extract.node(10.3, 51.25, 18, amenity="cafe", name="Café", opening_hours="nach Vereinbarung!")
    extract.save()
    result = run("places", "osm", extract.path)
    assert result.exit_code == 0
    assert "Öffnungszeiten, die nicht lesbar sind und als Text bleiben: 1, zum Beispiel node/18 (Café)" in result.stderr
    cafe = Place.objects.get(source_id="n18")
    assert (cafe.opening_hours, cafe.opening_hours_valid) == ("nach Vereinbarung!", False)
    assert Place.objects.get(source_id="n11").opening_hours_valid


def test_an_address_that_is_none_costs_the_address_not_the_place(county, extract):
    extract.node(10.3, 51.25, 18, amenity="cafe", name="Café", website="javascript:alert(1)", email="keine mail")
    extract.save()
    result = run("places", "osm", extract.path)
    assert result.exit_code == 0
    assert "node/18 (Café): website „javascript:alert(1)“" in result.stderr
    cafe = Place.objects.get(source_id="n18")
    assert (cafe.website, cafe.email) == ("", "")


def test_most_places_do_not_vanish_by_accident(county, extract):
    for number in range(100, 150):
        extract.node(10.3, 51.25, number, amenity="bench")
    extract.save()
    added = done("places", "osm", extract.path)["added"]
    assert added == 55
    for number in range(100, 150):
        del extract.nodes[number]
    extract.save()
    message = refused("places", "osm", extract.path)
    assert "50 von 55 Orten der Quelle „osm“ stehen nicht mehr in der Datei" in message
    assert Place.objects.filter(vanished__isnull=False).count() == 0
    assert done("places", "osm", extract.path, "--keep-missing")["vanished"] == 0
    assert done("places", "osm", extract.path, "--allow-vanish")["vanished"] == 50


def test_without_an_outline_only_germany_counts(county, extract):
    Municipality.objects.update(geom=None)
    extract.node(2.35, 48.85, 19, amenity="cafe", name="Paris")
    extract.save()
    result = run("places", "osm", extract.path)
    assert "Von Landkreis Auental ist keine Grenze bekannt" in result.stderr
    assert Place.objects.count() == 5


def test_without_a_municipality_the_way_to_one_is_shown(db, extract):
    message = refused_without_file(run("places", "osm", extract.path))
    assert "Noch keine Kommune eingerichtet" in message
    assert "allmende import municipalities shape" in message
    assert "allmende municipality add" in message
    assert "--municipality" in message


def refused_without_file(result):
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_cut_extract_is_refused_whole(county, extract, share):
    for number in range(100, 3000):
        extract.node(10.3 + number / 1e6, 51.25, number, amenity="bench", name=f"Bank {number}")
    data = extract.save().read_bytes()
    extract.path.write_bytes(data[: int(len(data) * share)])
    message = refused("places", "osm", extract.path)
    assert "auental.osm.pbf" in message
    assert "beschädigt oder abgeschnitten" in message
    assert Place.objects.count() == 0


@pytest.mark.parametrize(
    "content", [b"<osm></osm>", b"PK\x03\x04", b"\x00\x00\x00\x0d\x0a\x09OSMHeader" + b"\xff" * 40, b"\x00" * 9]
)
def test_files_that_are_no_extract(county, extract, content):
    extract.path.write_bytes(content)
    assert "Abhilfe" in refused("places", "osm", extract.path)
    assert Place.objects.count() == 0


def test_an_empty_file_and_no_file(county, extract):
    extract.path.write_bytes(b"")
    assert "Die Datei ist leer." in refused("places", "osm", extract.path)
    assert "gibt es nicht" in refused("places", "osm", extract.path.with_name("fehlt.osm.pbf"))
