# SPDX-License-Identifier: EUPL-1.2
"""Exports from the command line, read back by another program."""

import csv
import datetime as dt
import json

import pyogrio
import pytest
from click.testing import CliRunner
from shapely import Point, box

from allmende.commons.places.models import Area, Division, Place
from allmende.site.cli.export import export

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(county, town):
    Place.objects.bulk_create(
        [
            Place(municipality=town, category="library", name="=Bücherei <b>", geom=Point(10.3, 51.2)),
            Place(municipality=county, category="pharmacy", name="Apotheke", geom=Point(10.31, 51.21)),
            Place(
                municipality=county, category="pharmacy", name="geheim", geom=Point(10.31, 51.21), is_published=False
            ),
        ]
    )
    division = Division.objects.create(municipality=town, key="quartiere", name="Quartiere", kind="quarters")
    shape = box(10.25, 51.15, 10.35, 51.25)
    Area.objects.create(
        division=division,
        key="01",
        name="Mitte",
        slug="mitte",
        geom=shape,
        valid_from=dt.date(2026, 1, 1),
        population=900,
    )


def run(*arguments, code=0):
    result = CliRunner().invoke(export, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def test_places_as_csv_and_geojson(filled, tmp_path):
    answer = run("places", tmp_path / "o.csv", "--json")
    assert json.loads(answer.stdout)["rows"] == 2
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file, delimiter=";")}
    assert set(rows) == {"'=Bücherei <b>", "Apotheke"}
    assert rows["Apotheke"]["lat"] == "51,2100000"
    run("places", tmp_path / "o.geojson", "--category", "library")
    frame = pyogrio.raw.read(tmp_path / "o.geojson")
    assert len(frame[2]) == 1


def test_areas_as_geojson(filled, tmp_path):
    run("areas", tmp_path / "a.geojson", "--division", "quartiere", "--municipality", "169990000000")
    (feature,) = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert feature["properties"]["name"] == "Mitte"
    assert feature["properties"]["population"] == 900
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    "arguments",
    [("places", "o.xlsx"), ("places", "o.csv", "--category", "nonsense"), ("places", "o.csv", "--municipality", "16"),
     ("areas", "a.csv"), ("areas", "a.geojson", "--division", "nix"), ("places", "/proc/o.csv")],
)  # fmt: skip
def test_wrong_use_is_explained(filled, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "Error: " in run(*arguments, code=2).output
    assert not list(tmp_path.iterdir())
