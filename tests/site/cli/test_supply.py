# SPDX-License-Identifier: EUPL-1.2
"""`allmende supply` as a planner with three files meets it: no installation, one JSON object, errors by line and field."""

import json

import pytest
from click.testing import CliRunner
from pyproj import Geod

from allmende.site.cli.supply import supply
from tests.site.cli.supply_town import FACILITIES, ORIGINS, PROVED, PROVED_ISLAND, STREETS, write_town
from tests.site.cli.test_cli import home, run  # noqa: F401


@pytest.fixture(scope="module")
def osm(tmp_path_factory):
    return write_town(tmp_path_factory.mktemp("town") / "town.osm.pbf")


@pytest.fixture
def files(tmp_path):
    """Write CSV files and return their options."""

    def write(encoding="utf-8", **texts):
        options = []
        for name, text in texts.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(text.encode(encoding))
            options += [f"--{name}", str(path)]
        return options

    return write


def ask(*arguments, check=0):
    result = CliRunner().invoke(supply, [str(each) for each in arguments])
    assert result.exit_code == check, (result.output, result.exception)
    return result


def answer(*arguments):
    result = ask(*arguments, "--json")
    assert result.stdout.count("\n") == 1, "one object and nothing else"
    return json.loads(result.stdout)


def metres(lon_a, lat_a, lon_b, lat_b):
    return Geod(ellps="WGS84").inv(lon_a, lat_a, lon_b, lat_b)[2]


def test_report_finds_the_nearest_and_names_why_not(osm, files):
    found = answer("report", "--osm", osm, *files(origins=ORIGINS, facilities=FACILITIES), "--minutes", 8)
    by_id = {row["id"]: row for row in found["origins"]}
    assert [row["id"] for row in found["origins"]] == "west north east nobody field island outside".split()
    along = metres(8.6001, 49.4, 8.6080, 49.4) + 2 * metres(8.6, 49.4, 8.6, 49.4001)
    assert by_id["west"]["facility"] == "F1"
    assert by_id["west"]["minutes"] == pytest.approx(along / 1.34 / 60, rel=0.01)
    assert (by_id["north"]["facility"], by_id["east"]["facility"]) == ("F2", "F1")
    reasons = {row["id"]: row.get("reason") for row in found["origins"] if row["minutes"] is None}
    assert reasons == {"field": "far_from_street", "island": "cut_off", "outside": "outside"}
    assert all(row["facility"] is None for row in found["origins"] if row["minutes"] is None)
    totals = found["totals"]
    assert (totals["origins"], totals["weight"], totals["weight_within"], totals["weight_without"]) == (7, 51, 45, 6)
    assert totals["share_within"] == pytest.approx(45 / 51, abs=1e-4)
    assert totals["p90_minutes"] is None, "nine of ten do not reach anything"
    assert totals["without"]["cut_off"] == {"origins": 1, "weight": 3}
    assert (totals["capacity"], totals["capacity_in_reach"]) == (50, 50)
    shared_out = sum(
        row["places_per_person"] * weight for row, weight in zip(found["origins"], (30, 5, 10, 0, 2, 3, 1), strict=True)
    )
    assert shared_out == pytest.approx(50, abs=1e-3)


def test_wheelchair_minutes_are_proved_and_the_unknown_stands_beside(osm, files):
    found = answer("report", "--osm", osm, *files(origins=ORIGINS, facilities=PROVED), "--profile", "wheelchair")
    by_id = {row["id"]: row for row in found["origins"]}
    proved = metres(8.6001, 49.4, 8.6045, 49.4) / 0.79 / 60
    assert by_id["west"]["facility"] == "F3"
    assert by_id["west"]["minutes"] == pytest.approx(proved, rel=0.05)
    assert by_id["west"]["minutes_if_passable"] == by_id["west"]["minutes"]
    assert (by_id["east"]["minutes"], by_id["east"]["reason"]) == (None, "unknown_way")
    assert by_id["east"]["facility_if_passable"] == "F1"
    assert by_id["north"]["minutes"] is None, "stairs are never passed"
    assert by_id["north"]["minutes_if_passable"] is None
    totals = found["totals"]
    assert (totals["weight_within"], totals["weight_unknown"], totals["weight_within_if_passable"]) == (30, 10, 40)
    assert totals["facilities_left_out"] == []


def test_what_is_proved_for_wheelchairs_is_also_passable(files, tmp_path):
    """The proved island is no part of the wider network, in which its people reach nothing."""
    osm = write_town(tmp_path / "island.osm.pbf", STREETS | PROVED_ISLAND)
    places = files(origins="id,lon,lat,weight\nisle,8.6410,49.4,7\n", facilities="id,lon,lat\nF9,8.6500,49.4\n")
    found = answer("report", "--osm", osm, *places, "--profile", "wheelchair", "--minutes", 20)
    (isle,) = found["origins"]
    assert isle["minutes"] == pytest.approx(metres(8.6410, 49.4, 8.65, 49.4) / 0.79 / 60, rel=0.02)
    assert (isle["minutes_if_passable"], isle["facility_if_passable"]) == (isle["minutes"], "F9")
    totals = found["totals"]
    assert (totals["weight_within"], totals["weight_unknown"], totals["weight_within_if_passable"]) == (7, 0, 7)
    assert totals["facilities_left_out"] == []


def test_all_profiles_answer(osm, files):
    options = files(origins=ORIGINS, facilities=FACILITIES)
    minutes = {
        profile: answer("report", "--osm", osm, *options, "--profile", profile)["origins"][2]["minutes"]
        for profile in ("walk", "bike", "car")
    }
    assert minutes["car"] < minutes["walk"]
    assert minutes["bike"] < minutes["walk"]


def test_report_for_people_is_short_german(osm, files):
    text = ask("report", "--osm", osm, *files(origins=ORIGINS, facilities=FACILITIES), "--minutes", 8).stdout
    assert "51 Personen an 7 Orten, 2 Einrichtungen." in text
    assert "In der Nähe: 45 Personen (88,2 %)." in text
    assert "Ohne Weg: 3 Personen an 1 Orten (liegt an einem abgeschnittenen Teil des Wegenetzes)." in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_semicolons_decimal_commas_and_encodings(osm, files, encoding):
    german = "ID;Lon;LAT;Weight\nMüller;8,6001;49,4001;1,5\n\n"
    found = answer("report", "--osm", osm, *files(encoding, origins=german, facilities=FACILITIES))
    assert [(row["id"], row["facility"]) for row in found["origins"]] == [("Müller", "F1")]
    assert found["totals"]["weight"] == 1.5


def test_nobody_lives_there_and_nothing_is_there(osm, files):
    empty = "id,lon,lat,weight\na,8.6001,49.4,0\n"
    totals = answer("report", "--osm", osm, *files(origins=empty, facilities=FACILITIES))["totals"]
    assert (totals["weight"], totals["share_within"], totals["mean_minutes"], totals["places_per_person"]) == (
        0,
        None,
        None,
        None,
    )
    found = answer("report", "--osm", osm, *files(origins=ORIGINS, facilities="id,lon,lat\n"))
    assert found["origins"][0] == {"id": "west", "facility": None, "minutes": None, "reason": "no_facility"}
    assert found["totals"]["share_within"] == 0
    assert "niemand" in ask("report", "--osm", osm, *files(origins=empty, facilities=FACILITIES)).stdout


def test_a_facility_that_lies_nowhere_is_named(osm, files):
    found = answer("report", "--osm", osm, *files(origins=ORIGINS, facilities=FACILITIES + "F9,12.5,51.0,5\n"))
    assert found["totals"]["facilities_left_out"] == [{"id": "F9", "reason": "outside"}]
    assert found["totals"]["capacity_in_reach"] == 50


BAD = {
    "id,lon\na,8.6\n": ("Zeile 1, Feld „lat“", "Vorhanden sind: id, lon"),
    "id,lon,lat\na,acht,49.4\n": ("Zeile 2, Feld „lon“", "„acht“ ist keine Zahl"),
    "id,lon,lat\na,,49.4\n": ("Zeile 2, Feld „lon“", "Hier fehlt eine Zahl"),
    "id,lon,lat\na,49.4,8.6\n": ("Zeile 2", "vertauscht"),
    "id,lon,lat\na,0,0\n": ("Zeile 2", "Platzhalter"),
    "id,lon,lat\na,475000,5470000\n": ("Zeile 2", "keine Grade"),
    "id,lon,lat\na,8.6,49.4\na,8.6,49.4\n": ("Zeile 3, Feld „id“", "steht schon in Zeile 2"),
    "id,lon,lat\n,8.6,49.4\n": ("Zeile 2, Feld „id“", "fehlt"),
    "id,lon,lat,weight\na,8.6,49.4,-3\n": ("Zeile 2, Feld „weight“", "kleiner als 0"),
    "id,lon,lat,weight\na,8.6,49.4,nan\n": ("Zeile 2, Feld „weight“", "keine Zahl"),
    "id,lon,lat\na,8.6\n": ("Zeile 2", "2 Felder"),
    "id,lon,lat\n": ("origins.csv", "keine Zeilen"),
    "": ("origins.csv", "leer"),
}


@pytest.mark.parametrize("text", BAD)
def test_bad_tables_are_refused_by_file_line_and_field(osm, files, text):
    result = ask("report", "--osm", osm, *files(origins=text, facilities=FACILITIES), "--json", check=2)
    assert result.stdout == "", "nothing half printed"
    assert "origins.csv" in result.stderr
    assert "Traceback" not in result.stderr
    for said in BAD[text]:
        assert said in result.stderr


def test_many_mistakes_are_told_at_once(osm, files):
    text = "id,lon,lat\n" + "".join(f"p{number},x,49.4\n" for number in range(14))
    said = ask("report", "--osm", osm, *files(origins=text, facilities=FACILITIES), check=2).stderr
    assert "Zeile 11" in said
    assert "und 4 weitere Fehler" in said


def test_bad_streets_and_options_are_refused(osm, files, tmp_path):
    options = files(origins=ORIGINS, facilities=FACILITIES)
    nonsense = tmp_path / "kaputt.osm.pbf"
    nonsense.write_bytes(b"no map" * 50)
    missing = tmp_path / "fehlt.osm.pbf"
    meadow = write_town(tmp_path / "wiese.osm.pbf", streets={})
    for arguments, said in (
        (("--osm", nonsense, *options), "kaputt.osm.pbf"),
        (("--osm", missing, *options), "gibt es nicht"),
        (("--osm", meadow, *options), "keine Straßen und Wege"),
        (("--osm", tmp_path, *options), str(tmp_path.name)),
        (options, "--crow-fly"),
        (("--crow-fly", "--profile", "car", *options), "rechnet zu Fuß"),
        (("--osm", osm, *options[:2]), "--facilities fehlt"),
        (("--osm", osm, *options, "--cluster", "local:2"), "gehört zu --counties"),
        (("--osm", osm, "--origins", tmp_path / "no.csv", *options[2:]), "gibt es nicht"),
    ):
        result = ask("report", *arguments, check=2)
        assert said in result.stderr
        assert result.stdout == ""
    ask("report", "--osm", osm, *options, "--minutes", "0", check=2)


def test_the_command_needs_no_installation(home, osm, files, tmp_path):  # noqa: F811
    found = json.loads(
        run(home, "supply", "report", "--crow-fly", *files(origins=ORIGINS, facilities=FACILITIES), "--json").stdout
    )
    assert found["totals"]["way"] == "crow"
    straight = (metres(8.6001, 49.4001, 8.605, 49.405), metres(8.6001, 49.4001, 8.6080, 49.4001))
    assert found["origins"][0]["minutes"] == pytest.approx(min(straight) / 1.34 / 60, rel=0.01)
    assert not (tmp_path / "home").exists()


CANDIDATES = """id,lon,lat
C1,8.6005,49.4000
C2,8.6060,49.4000
C3,8.6100,49.4000
C4,8.6050,49.4049
C5,8.6010,49.4200
"""


def test_site_chooses_by_goal_and_proves_it(osm, files):
    options = files(origins=ORIGINS, candidates=CANDIDATES)
    found = answer("site", "--osm", osm, *options, "--goal", "distance")
    assert [site["id"] for site in found["sites"]] == ["C1"], "thirty people live in the west"
    totals = found["totals"]
    assert totals["proven"]
    assert totals["gap"] == 0
    assert totals["before"] == {"weight_within": 0, "share_within": 0.0, "mean_minutes": None, "weight_without": 51}
    assert totals["after"]["weight_without"] == 6
    assert totals["candidates_left_out"] == [{"id": "C5", "reason": "cut_off"}]
    near = answer("site", "--osm", osm, *options, "--goal", "cover", "--minutes", 5, "--count", 2)
    assert near["totals"]["after"]["weight_within"] == 40
    assert near["totals"]["proven"]
    everyone = answer("site", "--osm", osm, *options, "--goal", "everyone", "--minutes", 5)
    assert len(everyone["sites"]) == 3


def test_what_is_there_already_counts(osm, files):
    there = "id,lon,lat\nold,8.6002,49.4000\n"
    options = files(origins=ORIGINS, candidates=CANDIDATES, facilities=there)
    found = answer("site", "--osm", osm, *options, "--goal", "cover", "--minutes", 2)
    assert [site["id"] for site in found["sites"]] == ["C2"]
    by_id = {row["id"]: row for row in found["origins"]}
    assert by_id["west"]["facility"] == "old"
    assert by_id["east"]["facility"] == "C2"
    assert by_id["east"]["minutes"] < by_id["east"]["minutes_before"]
    assert by_id["island"] == {
        "id": "island",
        "facility": None,
        "minutes": None,
        "minutes_before": None,
        "reason": "cut_off",
    }
    text = ask("site", "--osm", osm, *options, "--goal", "cover", "--minutes", 2).stdout
    assert "Bewiesen: Keine andere Auswahl ist besser." in text
    assert "C2: für 15 Personen der kürzeste Weg" in text


def test_more_sites_than_candidates_are_refused(osm, files):
    options = files(origins=ORIGINS, candidates=CANDIDATES)
    assert "Nur 4 von 5 Kandidaten" in ask("site", "--osm", osm, *options, "--count", 5, check=2).stderr


def test_places_of_candidates_are_limits(osm, files):
    few = "id,lon,lat,capacity\nC1,8.6005,49.4000,8\nC2,8.6060,49.4000,25\n"
    found = answer("site", "--osm", osm, *files(origins=ORIGINS, candidates=few), "--goal", "cover", "--count", 1)
    assert [(site["id"], site["weight_served"]) for site in found["sites"]] == [("C2", 25)]
    assert (found["totals"]["weight_served"], found["totals"]["weight_unserved"]) == (25, 26)
    there = "id,lon,lat,capacity\nold,8.6059,49.4000,40\n"
    beside = answer(
        "site",
        "--osm",
        osm,
        *files(origins=ORIGINS, candidates=few, facilities=there),
        "--goal",
        "distance",
        "--count",
        1,
    )
    assert [site["id"] for site in beside["sites"]] == ["C1"], "the old one has places for all but five"
    assert beside["totals"]["weight_served"] == 45
    text = ask("site", "--osm", osm, *files(origins=ORIGINS, candidates=few), "--goal", "cover").stdout
    assert "Plätze für 25 Personen, keiner für 26." in text
    refused = ask("site", "--osm", osm, *files(origins=ORIGINS, candidates=few), "--goal", "everyone", check=2)
    assert "zählt keine Plätze" in refused.stderr
