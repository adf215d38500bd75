# SPDX-License-Identifier: EUPL-1.2
"""A real extract of OpenStreetMap, checked against counting passes that use neither our reader nor our categories."""

from __future__ import annotations

import datetime
from collections import Counter

import osmium
import pyogrio
import pytest
import shapely
from shapely import box

from allmende.commons.places.models import Place
from allmende.core.municipality.actions import add_presence
from allmende.core.municipality.models import Municipality
from tests.importing import done, run

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def extract(shared_data):
    return shared_data / "osm" / "dreieichenhain_2022-10.osm.pbf"


@pytest.fixture
def dreieich(db):
    """The town, with a box as its outline that is wider than the extract."""
    town = Municipality.objects.create(
        kind="town",
        name="Dreieich",
        ars="064380002002",
        ags="06438002",
        valid_from=datetime.date(2020, 1, 1),
        geom=box(8.6, 49.9, 8.8, 50.1),
    )
    add_presence(town)
    return town


class Tally(osmium.SimpleHandler):
    """Counts objects per tag in one pass over the raw file: nodes, ways, and multipolygon relations."""

    TAGS = {
        "pharmacy": ("amenity", "pharmacy"),
        "kindergarten": ("amenity", "kindergarten"),
        "school": ("amenity", "school"),
        "restaurant": ("amenity", "restaurant"),
        "bus_stop": ("highway", "bus_stop"),
        "playground": ("leisure", "playground"),
        "supermarket": ("shop", "supermarket"),
        "bench": ("amenity", "bench"),
        "bank": ("amenity", "bank"),
        "library": ("amenity", "library"),
        "toilets": ("amenity", "toilets"),
    }

    def __init__(self):
        super().__init__()
        self.found = Counter()
        self.tagged_wheelchair = set()

    def look(self, thing, kind):
        for category, (key, value) in self.TAGS.items():
            if thing.tags.get(key) == value:
                self.found[category] += 1
                if thing.tags.get("wheelchair") in {"yes", "no", "limited"}:
                    self.tagged_wheelchair.add(f"{kind}{thing.id}")

    def node(self, node):
        self.look(node, "n")

    def way(self, way):
        self.look(way, "w")

    def relation(self, relation):
        if relation.tags.get("type") == "multipolygon":
            self.look(relation, "r")


def test_counts_per_category_against_a_raw_pass(dreieich, extract):
    tally = Tally()
    tally.apply_file(str(extract))
    report = done("places", "osm", extract)
    assert report["added"] == Place.objects.count() > 200
    ours = {category: report["by_category"].get(category, {"added": 0})["added"] for category in Tally.TAGS}
    assert ours == {category: tally.found[category] for category in Tally.TAGS}
    assert tally.found["bus_stop"] == 27
    stored = set(Place.objects.exclude(wheelchair="unknown").values_list("source_id", flat=True))
    assert tally.tagged_wheelchair <= stored


def test_positions_against_gdals_reader(dreieich, extract):
    """GDAL reads nodes as `points` and closed ways and relations as `multipolygons`; every place lies on its shape."""
    done("places", "osm", extract)
    shapes = {}
    for layer, letters in (
        ("points", {"osm_id": "n"}),
        ("multipolygons", {"osm_id": "r", "osm_way_id": "w"}),
        ("lines", {"osm_id": "w"}),
    ):
        meta, _, wkb, columns = pyogrio.raw.read(extract, layer=layer)
        columns = dict(zip(meta["fields"], columns, strict=True))
        for column, letter in letters.items():
            for number, shape in zip(columns[column], shapely.from_wkb(wkb), strict=True):
                if number:
                    shapes.setdefault(f"{letter}{number}", shape)
    places = dict(Place.objects.values_list("source_id", "geom"))
    found = {key: shapes[key].distance(point) for key, point in places.items() if key in shapes}
    assert len(found) >= len(places) * 0.98
    assert max(found.values()) < 1e-6


def test_the_second_run_changes_nothing(dreieich, extract):
    first = done("places", "osm", extract)
    second = done("places", "osm", extract)
    assert (second["added"], second["changed"], second["vanished"], second["rejected"]) == (0, 0, 0, 0)
    assert second["unchanged"] == first["added"]
    assert done("places", "osm", extract, "--dry-run") == second


def test_a_cut_file_changes_nothing(dreieich, extract, tmp_path):
    done("places", "osm", extract)
    before = list(Place.objects.order_by("pk").values())
    data = extract.read_bytes()
    for share in (0.1, 0.5, 0.9):
        path = tmp_path / "abgeschnitten.osm.pbf"
        path.write_bytes(data[: int(len(data) * share)])
        assert run("places", "osm", path).exit_code == 2
    assert list(Place.objects.order_by("pk").values()) == before


def test_what_is_known_about_one_place(dreieich, extract):
    """Facts read from the file by eye."""
    done("places", "osm", extract)
    museum = Place.objects.get(category="museum")
    assert museum.name == "Dreieich-Museum"
    assert museum.opening_hours_valid
    assert Place.objects.filter(category="pharmacy").count() == 2
    assert set(Place.objects.values_list("licence", flat=True)) == {"ODbL-1.0, © OpenStreetMap-Mitwirkende"}


def test_another_extract_without_our_places_stays_out(dreieich, shared_data):
    """Karlsruhe lies 100 km away: nothing of it belongs to Dreieich."""
    report = done("places", "osm", shared_data / "osm" / "osr_karlsruhe-kirchfeld.osm.pbf")
    assert report["added"] == 0
