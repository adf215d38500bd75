# SPDX-License-Identifier: EUPL-1.2
"""Places from GeoJSON and its relatives."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
from shapely import Point

from allmende.commons.places.models import Place
from allmende.core.geo import crs
from tests.importing import done, refused, run

pytestmark = pytest.mark.django_db


def test_tags_of_openstreetmap_find_their_category(county, geojson, places):
    path = geojson(
        {
            "type": "Feature",
            "id": "node/17",
            "properties": {"@id": "node/17", "amenity": "pharmacy", "name": "Löwen", "wheelchair": "yes"},
            "geometry": {"type": "Point", "coordinates": [10.3, 51.2]},
        },
        (10.3, 51.2, {"@id": "way/3", "natural": "tree"}),
    )
    result = run("places", "geojson", path, "--source", "osm2014")
    assert result.exit_code == 0
    assert "1 Objekte ohne Kategorie, die wir führen, wurden übergangen" in result.stderr
    assert places("source", "source_id", "category", "wheelchair") == [("osm2014", "n17", "pharmacy", "yes")]
    assert done("places", "geojson", path, "--source", "osm2014")["unchanged"] == 1


def test_a_list_of_an_office_with_german_names(county, geojson, places):
    path = geojson(
        (
            10.3,
            51.2,
            {
                "Nr": 4,
                "Bezeichnung": "Kita Sonnenschein",
                "Straße": "Am Anger",
                "HausNr": 5,
                "PLZ": 7743,
                "intern": "x",
            },
        ),
        (10.31, 51.2, {"Nr": 5, "Bezeichnung": "Kita <b>Mond</b>", "rollstuhl": "teilweise", "intern": "y"}),
    )
    options = ["--source", "kitas", "--category", "kindergarten", "--column", "key=Nr", "--licence", "CC0"]
    done("places", "geojson", path, *options)
    assert places("source_id", "name", "street", "house_number", "postcode", "wheelchair", "licence", "attributes") == [
        ("4", "Kita Sonnenschein", "Am Anger", "5", "7743", "unknown", "CC0", {}),
        ("5", "Kita <b>Mond</b>", "", "", "", "limited", "CC0", {}),
    ]
    done("places", "geojson", path, *options, "--keep", "intern")
    assert places("attributes") == [{"intern": "x"}, {"intern": "y"}]


def test_words_for_categories(county, geojson, places):
    path = geojson(
        (10.3, 51.2, {"id": 1, "kategorie": "Apotheke", "name": "A"}),
        (10.3, 51.2, {"id": 2, "kategorie": "Krippe und Kita", "name": "B"}),
        (10.3, 51.2, {"id": 3, "kategorie": "Apotheken", "name": "C"}),
        (10.3, 51.2, {"id": 4, "kategorie": "Apotehke", "name": "D"}),
    )
    report = run("places", "geojson", path, "--source", "liste", "--category-value", "Krippe und Kita=kindergarten")
    assert report.exit_code == 1
    assert places("source_id", "category") == [("1", "pharmacy"), ("2", "kindergarten"), ("3", "pharmacy")]
    assert "Objekt 4 (D), Feld „kategorie“: Die Kategorie „Apotehke“ ist unbekannt." in report.stderr
    assert "Ähnlich: pharmacy (Apotheke)" in report.stderr


def test_areas_and_lines_are_reduced_to_a_point(county, geojson, places):
    square = [[[10.3, 51.2], [10.31, 51.2], [10.31, 51.21], [10.3, 51.21], [10.3, 51.2]]]
    bowtie = [[[10.3, 51.2], [10.31, 51.21], [10.31, 51.2], [10.3, 51.21], [10.3, 51.2]]]
    features = [
        {"type": "Feature", "properties": {"id": n}, "geometry": {"type": "Polygon", "coordinates": shape}}
        for n, shape in enumerate([square, bowtie])
    ]
    done("places", "geojson", geojson(*features), "--source", "plaetze", "--category", "playground")
    points = dict(places("source_id", "geom"))
    assert (points["0"].x, points["0"].y) == pytest.approx((10.305, 51.205))
    assert shapely.Polygon(bowtie[0]).buffer(0).distance(points["1"]) < 0.005


def test_without_a_key_name_and_address_tell_places_apart(county, geojson, places):
    features = [(10.3, 51.2, {"name": "A"}), (10.31, 51.2, {"name": "B"}), (10.32, 51.2, {}), (10.33, 51.2, {})]
    options = ["--source", "liste", "--category", "playground"]
    assert done("places", "geojson", geojson(*features), *options)["added"] == 4
    moved = [(10.35, 51.25, {"name": "A"}), *features[1:]]
    assert done("places", "geojson", geojson(*moved), *options)["changed"] == 1
    assert done("places", "geojson", geojson(*moved), *options)["unchanged"] == 4


def test_doubled_keys_are_rejected_by_name_but_the_very_same_feature_is_one(county, geojson, places):
    path = geojson(
        (10.3, 51.2, {"id": "k1", "name": "A"}),
        (10.3, 51.2, {"id": "k1", "name": "A"}),
        (10.3, 51.2, {"id": "k1", "name": "B"}),
    )
    result = run("places", "geojson", path, "--source", "liste", "--category", "playground")
    assert result.exit_code == 1
    assert places("name") == ["A"]
    assert (
        "orte.geojson, Objekt 3 (B), Feld „Schlüssel“: Der Schlüssel „k1“ kommt mehrfach vor, zuerst bei Objekt 1 (A)."
    ) in result.stderr


@pytest.mark.parametrize(
    ("coordinates", "reason"),
    [
        ([0, 0], "0/0"),
        ([-24.8, 26.3], "km außerhalb der Kommune; erlaubt sind 2,0 km"),
        ([51.2, 10.3], "Länge und Breite sind vertauscht"),
        ([10.3, 95], "keine Längen- und Breitengrade"),
        ([float("nan"), 51.2], "NaN"),
        ([10.3], "nicht lesbar|fehlt"),
        (None, "fehlt"),
    ],
)
def test_points_that_are_nowhere(county, geojson, places, coordinates, reason):
    geometry = None if coordinates is None else {"type": "Point", "coordinates": coordinates}
    good = (10.3, 51.2, {"id": 1, "name": "Gut"})
    bad = {"type": "Feature", "properties": {"id": 2, "name": "Schlecht"}, "geometry": geometry}
    path = geojson(good, (10.31, 51.2, {"id": 3, "name": "Auch gut"}), bad)
    result = run("places", "geojson", path, "--source", "liste", "--category", "playground")
    assert result.exit_code == 1
    assert places("name") == ["Gut", "Auch gut"]
    message = next(line for line in result.stderr.splitlines() if line.startswith("  ! "))
    assert "orte.geojson, Objekt 3 (Schlecht)" in message
    assert any(part in message for part in reason.split("|"))
    assert "Abhilfe: " in message


def test_a_place_whose_point_became_bad_has_not_vanished(county, geojson, places):
    options = ["--source", "liste", "--category", "playground"]
    done("places", "geojson", geojson((10.3, 51.2, {"id": 1}), (10.31, 51.2, {"id": 2})), *options)
    report = done("places", "geojson", geojson((10.3, 51.2, {"id": 1}), (0, 0, {"id": 2})), *options, rejected=1)
    assert report["vanished"] == 0
    assert places("source_id") == ["1", "2"]


def test_sources_do_not_touch_each_other(county, geojson, places):
    done("places", "geojson", geojson((10.3, 51.2, {"id": 1})), "--source", "a", "--category", "playground")
    done("places", "geojson", geojson((10.3, 51.2, {"id": 1})), "--source", "b", "--category", "bench")
    report = done("places", "geojson", geojson((10.3, 51.2, {"id": 2})), "--source", "b", "--category", "bench")
    assert (report["added"], report["vanished"]) == (1, 1)
    assert places("source", "source_id") == [("a", "1"), ("b", "2")]


def test_many_files_of_one_zip(county, tmp_path, places):
    def text(*keys):
        return json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"@id": f"node/{key}", "amenity": "school"},
                        "geometry": {"type": "Point", "coordinates": [10.3, 51.2]},
                    }
                    for key in keys
                ],
            }
        )

    path = tmp_path / "alle.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("a/schulen.geojson", text(1, 2))
        out.writestr("b/schulen.geojson", text(2, 3))
        out.writestr("leer.geojson", text())
    assert done("places", "geojson", path, "--source", "z", "--member", "*.geojson")["added"] == 3
    assert done("places", "geojson", path, "--source", "z", "--member", "a/*", "--keep-missing")["unchanged"] == 2
    assert places("source_id") == ["n1", "n2", "n3"]
    assert "mehrere Dateien: a/schulen.geojson, b/schulen.geojson, leer.geojson" in refused(
        "places", "geojson", path, "--source", "z"
    )


def test_a_geopackage_in_metres(county, tmp_path, places):
    path = tmp_path / "orte.gpkg"
    point = crs.transform(Point(10.3, 51.2), 4326, 25832)
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array([point])),
        [np.array(["Turm"], dtype=object), np.array([7])],
        fields=["name", "id"],
        geometry_type="Point",
        crs="EPSG:25832",
        driver="GPKG",
    )
    done("places", "geojson", path, "--source", "gpkg", "--category", "viewpoint")
    (row,) = places("source_id", "name", "geom")
    assert row[:2] == ("7", "Turm")
    assert (row[2].x, row[2].y) == pytest.approx((10.3, 51.2), abs=1e-6)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ((), "Kein Objekt der Datei lässt eine Kategorie erkennen"),
        (("--category", "apotheke_"), "Die Kategorie „apotheke_“ gibt es nicht"),
        (
            ("--category", "playground", "--column", "name=NAME"),
            "Feld „NAME“: Die Eigenschaft fehlt. Vorhanden sind: id, name",
        ),
        (("--category", "playground", "--column", "farbe=name"), "Das Feld „farbe“ gibt es nicht"),
        (("--category", "playground", "--keep", "geheim"), "Feld „geheim“: Die Eigenschaft fehlt"),
        (("--category", "playground", "--crs", "EPSG:1"), "unbekannt"),
    ],
)
def test_commands_that_do_not_fit_the_file(county, geojson, options, reason):
    assert reason in refused(
        "places", "geojson", geojson((10.3, 51.2, {"id": 1, "name": "x"})), "--source", "a", *options
    )
    assert Place.objects.count() == 0


def test_metres_are_refused_and_read_when_the_crs_is_said(county, geojson, places):
    point = crs.transform(Point(10.3, 51.2), 4326, 25832)
    path = geojson((point.x, point.y, {"id": 1}))
    options = ["--source", "a", "--category", "playground"]
    assert "sind keine Längen- und Breitengrade" in refused("places", "geojson", path, *options)
    assert Place.objects.count() == 0
    done("places", "geojson", path, *options, "--crs", "EPSG:25832")
    assert places("geom")[0].distance(Point(10.3, 51.2)) < 1e-7
    legacy = geojson(
        (point.x, point.y, {"id": 1}), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}
    )
    assert "km außerhalb" in run("places", "geojson", legacy, *options).stderr  # the file names the wrong zone


def test_a_source_needs_a_name(county, geojson):
    path = geojson((10.3, 51.2, {}))
    assert run("places", "geojson", path).exit_code == 2
    assert run("places", "geojson", path, "--source", "x" * 61).exit_code == 2
