# SPDX-License-Identifier: EUPL-1.2
"""Jena: 30 Ortsteile, 41 statistical districts, the places of 2014; counted again by plain JSON and GDAL."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections import Counter

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry import shape

from allmende.commons.places.models import Area, Place, PlaceArea
from allmende.core.geo import crs
from allmende.core.municipality.actions import add_presence
from allmende.core.municipality.models import Municipality
from tests.importing import done

pytestmark = pytest.mark.django_db

CATEGORIES = {"kindergarten": 58, "school": 45, "pharmacy": 30, "doctor": 8, "toilets": 12, "library": 17}
MEMBER = {"doctor": "doctors"}


@pytest.fixture(scope="module")
def areas(shared_data):
    return shared_data / "areas"


@pytest.fixture(scope="module")
def pois(shared_data):
    return shared_data / "places" / "jena_osm_2014-12_poi.zip"


@pytest.fixture
def jena(db, areas):
    """The town with its boundary of OpenStreetMap."""
    import datetime

    boundary = shape(json.loads((areas / "jena_stadtgrenze_osm.geojson").read_text())["features"][0]["geometry"])
    town = Municipality.objects.create(
        kind="town",
        name="Jena",
        ars="160530000000",
        ags="16053000",
        valid_from=datetime.date(2020, 1, 1),
        geom=boundary,
    )
    add_presence(town)
    return town


def features(path):
    """Read a packed GeoJSON with nothing but the standard library."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)["features"]


def import_areas(areas):
    quarters = ["--division", "ortsteile", "--kind", "quarters", "--key-column", "id", "--name-column", "name"]
    districts = [
        "--division",
        "statbez",
        "--kind",
        "statistical",
        "--key-column",
        "id",
        "--name-column",
        "statbez_name",
    ]
    return (
        done("areas", areas / "jena_ortsteile.geojson.gz", *quarters),
        done("areas", areas / "jena_statbez.geojson.gz", *districts),
    )


def import_places(pois):
    return done("places", "geojson", pois, "--source", "jena-osm", "--member", "*.geojson", "--licence", "ODbL")


def test_areas(jena, areas):
    quarters, districts = import_areas(areas)
    assert (quarters["added"], districts["added"]) == (30, 41)
    for division, file, name in (
        ("ortsteile", "jena_ortsteile.geojson.gz", "name"),
        ("statbez", "jena_statbez.geojson.gz", "statbez_name"),
    ):
        expected = {str(f["properties"]["id"]): f["properties"][name] for f in features(areas / file)}
        stored = Area.objects.filter(division__key=division)
        assert dict(stored.values_list("key", "name")) == expected
        outlines = np.array(list(stored.values_list("geom", flat=True)), dtype=object)
        assert shapely.area(crs.transform(outlines, 4326, 3035)).sum() == pytest.approx(114.766e6, rel=0.0005)
    again = import_areas(areas)
    assert [(r["added"], r["changed"], r["vanished"], r["unchanged"]) for r in again] == [(0, 0, 0, 30), (0, 0, 0, 41)]


def test_places_per_category_and_a_second_run(jena, areas, pois):
    import_areas(areas)
    report = import_places(pois)
    assert {category: report["by_category"][category]["added"] for category in CATEGORIES} == CATEGORIES
    with zipfile.ZipFile(pois) as archive:
        for category, number in CATEGORIES.items():
            (member,) = [
                n for n in archive.namelist() if n.endswith(f"amenity.{MEMBER.get(category, category)}.geojson")
            ]
            ids = {f["id"] for f in json.loads(archive.read(member))["features"]}
            assert len(ids) == number
            stored = set(Place.objects.filter(category=category).values_list("source_id", flat=True))
            assert stored == {i[0] + i.split("/")[1] for i in ids}
    assert Place.objects.filter(category="pharmacy").exclude(wheelchair="unknown").count() == 20
    assert Place.objects.filter(category="toilets").exclude(accessible_toilet="unknown").count() == 10

    before = list(Place.objects.order_by("pk").values_list("pk", "changed"))
    second = import_places(pois)
    assert (second["added"], second["changed"], second["vanished"], second["rejected"]) == (0, 0, 0, 0)
    assert second["unchanged"] == report["added"]
    assert list(Place.objects.order_by("pk").values_list("pk", "changed")) == before


def test_every_place_counts_in_its_areas_whichever_came_first(jena, areas, pois, tmp_path):
    """Places per category and area, against point-in-polygon over GDAL's reading of the same files."""
    import_places(pois)
    import_areas(areas)
    one = sorted(PlaceArea.objects.values_list("place__source_id", "area__key", "division__key"))
    assert len(one) > 4000
    PlaceArea.objects.all().delete()
    Area.objects.all().delete()
    Place.objects.all().delete()
    import_areas(areas)
    import_places(pois)
    assert sorted(PlaceArea.objects.values_list("place__source_id", "area__key", "division__key")) == one
    for division, file in (("ortsteile", "jena_ortsteile.geojson.gz"), ("statbez", "jena_statbez.geojson.gz")):
        plain = tmp_path / f"{division}.geojson"
        plain.write_bytes(gzip.decompress((areas / file).read_bytes()))
        meta, _, wkb, columns = pyogrio.raw.read(plain)
        keys = dict(zip(meta["fields"], columns, strict=True))["id"]
        outlines = shapely.from_wkb(wkb)
        for category in ("kindergarten", "school", "pharmacy"):
            with zipfile.ZipFile(pois) as archive:
                (member,) = [n for n in archive.namelist() if n.endswith(f"amenity.{category}.geojson")]
                poi = tmp_path / f"{category}.geojson"
                poi.write_bytes(archive.read(member))
            _, _, places_wkb, _ = pyogrio.raw.read(poi)
            expected = Counter()
            for place in shapely.from_wkb(places_wkb):
                point = (
                    place.centroid
                    if place.contains(place.centroid) or place.geom_type == "Point"
                    else place.point_on_surface()
                )
                (inside,) = [str(keys[n]) for n, outline in enumerate(outlines) if outline.covers(point)]
                expected[inside] += 1
            stored = Counter(
                PlaceArea.objects.filter(division__key=division, place__category=category).values_list(
                    "area__key", flat=True
                )
            )
            assert stored == expected
            assert stored.total() == CATEGORIES[category]


@pytest.mark.parametrize(
    ("file", "key", "count", "box_of_town"),
    [
        ("cth_ulm.geojson.gz", "cartodb_id", 55, (9.8, 48.2, 10.2, 48.6)),
        ("cth_dresden.geojson.gz", "cartodb_id", 85, (13.4, 50.9, 14.1, 51.3)),
        ("cth_bad-belzig.geojson.gz", "cartodb_id", 15, (12.3, 51.9, 12.9, 52.3)),
    ],
)
def test_other_towns(jena, areas, file, key, count, box_of_town):
    jena.geom = shapely.box(*box_of_town)
    jena.save()
    names = {name for feature in features(areas / file) for name in feature["properties"]}
    key = key if key in names else "name"
    report = done(
        "areas", areas / file, "--division", "teile", "--kind", "quarters", "--key-column", key, "--name-column", "name"
    )
    assert report["added"] == count
