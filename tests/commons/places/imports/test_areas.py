# SPDX-License-Identifier: EUPL-1.2
"""Areas of a division from GeoJSON, GeoPackage and Shapefile."""

from __future__ import annotations

import datetime
import gzip
import json
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
from django.utils import timezone
from shapely import Polygon, box

from allmende.commons.places.imports.areas import free_slug
from allmende.commons.places.models import Area, Division, PlaceArea
from allmende.core.geo import crs
from tests.importing import done, refused, run

pytestmark = pytest.mark.django_db

OPTIONS = ["--division", "ortsteile", "--kind", "quarters", "--key-column", "nr", "--name-column", "name"]
WEST, EAST = box(10.2, 51.1, 10.3, 51.3), box(10.3, 51.1, 10.4, 51.3)


@pytest.fixture
def quarters(write):
    """Return a function that writes areas given as (geometry, properties)."""

    def make(*areas, name="ortsteile.geojson"):
        features = [
            {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(geometry)}
            for geometry, properties in areas
        ]
        return write(json.dumps({"type": "FeatureCollection", "features": features}), name)

    return make


@pytest.fixture
def two(quarters):
    return quarters((WEST, {"nr": 1, "name": "Westend"}), (EAST, {"nr": 2.0, "name": "Östliche Aue"}))


def current(*fields):
    return list(Area.objects.filter(valid_to__isnull=True).order_by("key").values_list(*fields))


def test_areas_with_key_name_and_address(county, two):
    assert done("areas", two, *OPTIONS)["added"] == 2
    assert current("key", "name", "slug", "source") == [
        ("1", "Westend", "westend", "ortsteile.geojson"),
        ("2", "Östliche Aue", "oestliche-aue", "ortsteile.geojson"),
    ]
    division = Division.objects.get()
    assert (division.key, division.kind, division.name) == ("ortsteile", "quarters", "Ortsteile und Quartiere")
    assert Area.objects.first().geom == WEST


def test_the_second_run_changes_nothing(county, two):
    done("areas", two, *OPTIONS)
    before = list(Area.objects.values())
    assert done("areas", two, *OPTIONS)["unchanged"] == 2
    assert list(Area.objects.values()) == before


def test_places_find_their_areas_at_once_and_again_when_outlines_change(county, two, quarters, make_place):
    place = make_place(lon=10.25, lat=51.2)
    done("areas", two, *OPTIONS)
    assert PlaceArea.objects.get(place=place).area.name == "Westend"
    moved = quarters(
        (box(10.2, 51.1, 10.22, 51.3), {"nr": 1, "name": "Westend"}),
        (box(10.22, 51.1, 10.4, 51.3), {"nr": 2, "name": "Östliche Aue"}),
    )
    assert done("areas", moved, *OPTIONS)["changed"] == 2
    assert PlaceArea.objects.get(place=place).area.name == "Östliche Aue"


def test_an_area_that_is_gone_gets_an_end_and_its_places_leave_it(county, two, quarters, make_place):
    make_place(lon=10.25, lat=51.2)
    done("areas", two, *OPTIONS, "--date", "2020-01-01")
    report = done(
        "areas",
        quarters((EAST, {"nr": 2, "name": "Östliche Aue"}), name="neu.geojson"),
        *OPTIONS,
        "--date",
        "2024-01-01",
    )
    assert (report["vanished"], report["changed"]) == (1, 1)
    gone = Area.objects.get(key="1")
    assert (gone.valid_from, gone.valid_to) == (datetime.date(2020, 1, 1), datetime.date(2023, 12, 31))
    assert PlaceArea.objects.count() == 0
    back = done("areas", two, *OPTIONS, "--date", "2025-01-01")
    assert back["added"] == 1
    assert Area.objects.get(key="1", valid_to__isnull=True).valid_from == datetime.date(2025, 1, 1)


def test_an_area_that_comes_and_goes_on_one_day(county, two, quarters):
    done("areas", two, *OPTIONS)
    done("areas", quarters((EAST, {"nr": 2, "name": "Ost"}), name="neu.geojson"), *OPTIONS)
    assert Area.objects.get(key="1").valid_to == timezone.localdate()
    done("areas", two, *OPTIONS)
    assert Area.objects.filter(key="1").count() == 2


def test_a_dry_run_tells_the_same_and_stores_nothing(county, two):
    dry = done("areas", two, *OPTIONS, "--dry-run")
    assert Area.objects.count() == Division.objects.count() == 0
    assert done("areas", two, *OPTIONS) == dry


def test_parents_within_the_file_and_in_another_division(county, two, quarters):
    nested = quarters(
        (WEST, {"nr": "W", "name": "West", "teil_von": None, "ortsteil": 1}),
        (box(10.2, 51.1, 10.25, 51.2), {"nr": "W1", "name": "West 1", "teil_von": "W", "ortsteil": 1}),
        (box(10.25, 51.1, 10.3, 51.2), {"nr": "W2", "name": "West 2", "teil_von": "X", "ortsteil": 1}),
        name="bezirke.geojson",
    )
    options = ["--division", "bezirke", "--kind", "statistical", "--key-column", "nr", "--name-column", "name"]
    result = run("areas", nested, *options, "--parent-column", "teil_von")
    assert "Gebiete, deren Obergebiet es nicht gibt: 1, zum Beispiel Objekt 3 (West 2): teil_von „X“" in result.stderr
    assert current("key", "parent__key") == [("W", None), ("W1", "W"), ("W2", None)]
    assert done("areas", nested, *options, "--parent-column", "teil_von")["unchanged"] == 3
    done("areas", two, *OPTIONS)
    other = [*options, "--parent-column", "ortsteil", "--parent-division", "ortsteile"]
    assert done("areas", nested, *other)["changed"] == 3
    assert set(Area.objects.filter(division__key="bezirke").values_list("parent__name", flat=True)) == {"Westend"}
    assert done("areas", nested, *other)["unchanged"] == 3


def test_population_and_kept_columns(county, quarters):
    path = quarters(
        (WEST, {"nr": 1, "name": "W", "ew": "1.234", "geheim": "x", "typ": "alt"}),
        (EAST, {"nr": 2, "name": "O", "ew": None}),
    )
    done("areas", path, *OPTIONS, "--population-column", "ew", "--keep", "typ", "--licence", "CC0")
    assert current("key", "population", "attributes", "licence") == [
        ("1", 1234, {"typ": "alt"}, "CC0"),
        ("2", None, {"typ": None}, "CC0"),
    ]


def test_names_that_come_twice_have_different_addresses(county, quarters):
    done("areas", quarters((WEST, {"nr": 1, "name": "Aue"}), (EAST, {"nr": 2, "name": "Aue"})), *OPTIONS)
    assert current("slug") == [("aue",), ("aue-2",)]
    taken = {"aue", "aue-2"}
    assert free_slug("Aue", "2", taken) == "aue-2-2"
    assert free_slug("漢字", "K 1", taken) == "gebiet-k-1"


def test_bad_outlines_are_repaired_or_rejected_by_name(county, quarters):
    bowtie = Polygon([(10.2, 51.1), (10.3, 51.3), (10.3, 51.1), (10.2, 51.3)])
    flat = Polygon([(10.3, 51.1), (10.4, 51.1), (10.3, 51.1)])
    path = quarters(
        (bowtie, {"nr": 1, "name": "Schleife"}),
        (flat, {"nr": 2, "name": "Strich"}),
        (EAST, {"nr": 3, "name": "Gut"}),
        (EAST, {"nr": 3, "name": "Doppelt"}),
        (EAST, {"nr": None, "name": "Ohne Nummer"}),
        (box(-10, 20, -9, 21), {"nr": 4, "name": "Atlantik"}),
    )
    result = run("areas", path, *OPTIONS)
    assert result.exit_code == 1
    assert "Reparierte Umrisse: 1, zum Beispiel Objekt 1 (Schleife)" in result.stderr
    messages = [line.strip(" !") for line in result.stderr.splitlines() if line.startswith("  ! ")]
    assert len(messages) == 4
    for where, reason in [
        ("Objekt 2 (Strich)", "keine Fläche übrig"),
        ("Objekt 5 (Ohne Nummer)", "Schlüssel fehlt"),
        ("Objekt 6 (Atlantik)", "km außerhalb der Kommune"),
    ]:
        assert any(where in message and reason in message for message in messages), messages
    assert any("Objekt 4 (Doppelt)" in message and "zuerst bei Objekt 3 (Gut)" in message for message in messages)
    assert current("name") == [("Schleife",), ("Gut",)]
    assert all(area.geom.is_valid for area in Area.objects.all())


def test_a_rejected_area_keeps_its_row(county, two, quarters):
    done("areas", two, *OPTIONS)
    path = quarters(
        (Polygon([(10.2, 51.1), (10.3, 51.1), (10.2, 51.1)]), {"nr": 1, "name": "Westend"}),
        (EAST, {"nr": 2, "name": "Östliche Aue"}),
    )
    assert done("areas", path, *OPTIONS, rejected=1)["vanished"] == 0
    assert Area.objects.get(key="1").valid_to is None


def test_overlaps_are_said(county, quarters):
    path = quarters((WEST, {"nr": 1, "name": "A"}), (box(10.29, 51.1, 10.4, 51.3), {"nr": 2, "name": "B"}))
    assert "Gebiete, die sich überlappen: 1, zum Beispiel A / B" in run("areas", path, *OPTIONS).stderr


@pytest.mark.parametrize("form", ["gpkg", "zip", "geojson.gz", "zip of geojson"])
def test_every_form_of_file(county, two, tmp_path, form):
    if form == "geojson.gz":
        path = tmp_path / "o.geojson.gz"
        path.write_bytes(gzip.compress(two.read_bytes()))
    elif form == "zip of geojson":
        path = tmp_path / "o.zip"
        with zipfile.ZipFile(path, "w") as out:
            out.write(two, "tief/im/ordner/ortsteile.geojson")
    else:
        folder = tmp_path / "teile"
        folder.mkdir()
        outlines = shapely.to_wkb(np.array([crs.transform(shape, 4326, 25832) for shape in (WEST, EAST)]))
        file = folder / ("o.gpkg" if form == "gpkg" else "o.shp")
        columns = [np.array([1, 2]), np.array(["Westend", "Östliche Aue"], dtype=object)]
        driver = "GPKG" if form == "gpkg" else "ESRI Shapefile"
        pyogrio.raw.write(
            file,
            outlines,
            columns,
            fields=["nr", "name"],
            geometry_type="Polygon",
            crs="EPSG:25832",
            driver=driver,
            encoding="UTF-8",
        )
        path = file
        if form == "zip":
            path = tmp_path / "o.zip"
            with zipfile.ZipFile(path, "w") as out:
                for part in sorted(folder.iterdir()):
                    out.write(part, part.name)
    assert done("areas", path, *OPTIONS)["added"] == 2
    assert current("key", "name") == [("1", "Westend"), ("2", "Östliche Aue")]
    assert Area.objects.get(key="1").geom.symmetric_difference(WEST).area < 1e-5


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--key-column", "nummer"], "Feld „nummer“: Die Spalte fehlt. Vorhanden sind: nr, name"),
        (["--parent-column", "oben"], "Feld „oben“: Die Spalte fehlt"),
        (["--crs", "quatsch"], "„quatsch“ ist unbekannt"),
        (["--crs", "EPSG:25832"], "kein einziges brauchbares Gebiet"),
        (["--municipality", "16053000"], "gibt es im Verzeichnis nicht"),
    ],
)
def test_commands_that_do_not_fit_the_file(county, two, options, reason):
    result = run("areas", two, *OPTIONS, *options, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
    assert Area.objects.count() == Division.objects.count() == 0


def test_a_division_keeps_its_kind_and_its_name_can_change(county, two):
    done("areas", two, *OPTIONS)
    assert "gibt es schon als „Ortsteile und Quartiere“" in refused("areas", two, *OPTIONS, "--kind", "grid")
    done("areas", two, *OPTIONS, "--division-name", "Ortsteile")
    assert Division.objects.get().name == "Ortsteile"
    assert run("areas", two, *OPTIONS, "--division", "Große Teile").exit_code == 2


def test_most_areas_do_not_vanish_by_accident(county, quarters):
    strips = [
        (box(10.2 + n / 100, 51.1, 10.21 + n / 100, 51.3), {"nr": n, "name": f"Streifen {n}", "alt": n + 50})
        for n in range(10)
    ]
    done("areas", quarters(*strips), *OPTIONS)
    message = refused("areas", quarters(*strips), *OPTIONS, "--key-column", "alt")
    assert "10 von 10 Gebieten stehen nicht mehr in der Datei" in message
    assert Area.objects.filter(valid_to__isnull=True).count() == 10
    report = done("areas", quarters(*strips), *OPTIONS, "--key-column", "alt", "--allow-vanish")
    assert (report["added"], report["vanished"]) == (10, 10)
