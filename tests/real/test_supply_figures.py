# SPDX-License-Identifier: EUPL-1.2
"""The figures of docs/supply-figures.md: counted from the files in another way, and the page is what comes out."""

from __future__ import annotations

import csv
import json
import zipfile

import numpy as np
import pytest

from benchmarks import supply_figures as figures


@pytest.fixture(scope="module")
def data(shared_data):
    return shared_data


def test_jena_is_the_page(data):
    page = figures.PAGE.read_text(encoding="utf-8")
    text = "\n".join(figures.jena_page())
    assert text in page
    assert "crow-fly: there is no street network" in text


def test_jena_counted_by_hand(data):
    place, groups, _, names, _ = figures.jena()
    assert len(names) == 30
    assert groups["all"].sum() == pytest.approx(103_995, rel=0.001), (
        "inhabitants inside the municipality, see SOURCES.md"
    )
    with zipfile.ZipFile(data / "places" / "jena_osm_2014-12_poi.zip") as archive:
        kitas = json.loads(archive.read("Gemeinschaftsanlage/amenity.kindergarten.geojson"))["features"]
    there = place.facilities["kita"]
    assert len(there) == len(kitas) == 58
    far = np.hypot(*(place.origins[:, None] - there[None]).transpose(2, 0, 1)).min(axis=1)
    near = place.people[far <= 15 * 60 * 1.34].sum() / place.people.sum()
    assert (
        f"| Kita, 15 min crow-fly | 58 | {near:.1%} | {np.average(far, weights=place.people) / 1.34 / 60:.1f} |"
        in "\n".join(figures.rows(place))
    )


def test_a_quarter_with_streets(data):
    place = figures.town("Karlsruhe", "osr_karlsruhe-kirchfeld.osm.pbf")
    assert len(place.origins) == 1564, "addresses that stand inside the extract"
    table = list(figures.rows(place))
    assert len(table) == len(figures.ASKED)
    kita = table[0].split("|")
    assert kita[1:3] == [" Kita, 15 min ", " 6 "]
    proved, maybe = (float(cell.strip().rstrip("%")) for cell in kita[-3:-1])
    assert 0 < proved <= maybe < float(kita[3].strip().rstrip("%")), "never more in a wheelchair than on foot"
    crow, street = (float(row.split("|")[3].strip().rstrip("%")) for row in table if "stop" in row)
    assert street <= crow, "streets are never shorter than a straight line"


def test_the_stops_of_the_timetable(data):
    with zipfile.ZipFile(data / "gtfs" / "vrn_gtfs_cut.zip") as feed:
        lines = list(csv.reader(feed.read("stops.txt").decode("utf-8-sig").splitlines()))
    assert len(figures.gtfs_stops()) == len(lines) - 1 == 392
