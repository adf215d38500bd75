# SPDX-License-Identifier: EUPL-1.2
"""Registers of different dates and kinds become one history of municipalities."""

from __future__ import annotations

import datetime
import itertools
import json

import pytest

from allmende.core.municipality.actions import add_presence
from allmende.core.municipality.models import Municipality
from tests.core.municipality.registers import (
    auental,
    record,
    shape_of_auental,
    square,
    write_gv100ad,
    write_shape,
)
from tests.importing import done, refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def gv2021(tmp_path):
    return write_gv100ad(tmp_path / "gv2021.txt", auental("20210101", towns=("001", "002"), inhabitants=900))


@pytest.fixture
def gv2023(tmp_path):
    return write_gv100ad(tmp_path / "gv2023.txt", auental("20231130", towns=("001", "003")))


@pytest.fixture
def shape2021(tmp_path):
    return write_shape(tmp_path / "vg250.zip", shape_of_auental(("001", "002")))


def picture():
    """Return everything stored about municipalities, without row ids."""
    return [
        (
            row.kind, row.ars, row.ags, row.name, row.title, row.parent.ars if row.parent else None, row.valid_from,
            row.valid_to, row.population, row.area_ha, row.postcode, row.geom.wkt if row.geom else None, row.as_of, row.geom_as_of,
        )
        for row in Municipality.objects.select_related("parent").order_by("kind", "ars", "valid_from")
    ]  # fmt: skip


def town(number, **fields):
    return Municipality.objects.get(kind="town", ags=f"16099{number}", **fields)


def test_a_first_register(gv2023):
    report = done("municipalities", "gv100ad", gv2023)
    assert report["added"] == 6
    assert report["by_category"]["town"]["added"] == 2
    auenstadt = town("001")
    assert (auenstadt.name, auenstadt.title, auenstadt.population, auenstadt.postcode) == (
        "Auenstadt",
        "Stadt",
        1000,
        "07743",
    )
    assert auenstadt.valid_from == auenstadt.as_of == datetime.date(2023, 11, 30)
    assert auenstadt.valid_to is None
    assert auenstadt.parent.kind == "county"  # an association of one town is passed over
    assert town("003").parent.name == "Oberes Tal"
    assert town("003").parent.parent.ars == "160990000000"
    assert town("003").parent.parent.parent.name == "Thüringen"


def test_the_second_run_changes_nothing(gv2023, shape2021):
    for arguments in [("gv100ad", gv2023), ("shape", shape2021)]:
        done("municipalities", *arguments)
    before = picture()
    for arguments in [("gv100ad", gv2023), ("shape", shape2021), ("shape", shape2021)]:
        report = done("municipalities", *arguments)
        assert (report["added"], report["changed"], report["vanished"]) == (0, 0, 0)
        assert report["unchanged"] > 0
    assert picture() == before


@pytest.mark.parametrize("number", [1, 200])
def test_queries_do_not_grow_with_the_rows(tmp_path, number, django_assert_max_num_queries):
    path = write_gv100ad(tmp_path / "gv.txt", many_towns("20240101", range(1, number + 1)))
    with django_assert_max_num_queries(40):
        done("municipalities", "gv100ad", path)
    with django_assert_max_num_queries(25):
        done("municipalities", "gv100ad", path)


def test_a_town_that_is_gone_gets_an_end_and_stays(gv2021, gv2023):
    done("municipalities", "gv100ad", gv2021)
    report = done("municipalities", "gv100ad", gv2023)
    assert report["by_category"]["town"] == {"added": 1, "changed": 1, "unchanged": 0, "vanished": 1, "rejected": 0}
    assert town("002").valid_to == datetime.date(2023, 11, 29)
    assert town("002").population == 900
    assert town("001").valid_from == datetime.date(2021, 1, 1)
    assert town("001").population == 1000


def test_any_order_of_registers_gives_the_same_history(gv2021, gv2023, shape2021):
    imports = [("gv100ad", gv2021), ("gv100ad", gv2023), ("shape", shape2021)]
    pictures = []
    for order in itertools.permutations(imports):
        Municipality.objects.update(parent=None)
        Municipality.objects.all().delete()
        for arguments in order:
            done("municipalities", *arguments)
        pictures.append(picture())
    assert all(each == pictures[0] for each in pictures[1:])
    assert town("002").valid_to == datetime.date(2023, 11, 29)
    assert town("002").geom is not None
    assert town("001").valid_from == datetime.date(2009, 1, 1)  # in force since, as the outlines tell
    assert town("003").geom is None


def test_outlines_come_from_metres_and_fill_an_older_register(gv2023, shape2021):
    done("municipalities", "gv100ad", gv2023)
    done("municipalities", "shape", shape2021)
    auenstadt = town("001")
    assert auenstadt.geom.bounds == pytest.approx(square(0).bounds, abs=1e-6)
    assert auenstadt.geom_as_of == datetime.date(2021, 1, 1)
    assert auenstadt.as_of == datetime.date(2023, 11, 30)
    assert auenstadt.population == 1000


def test_an_older_file_renames_nothing(gv2021, gv2023, tmp_path):
    renamed = [line.replace("Auenstadt, Stadt", "Altstadt, Stadt ") for line in auental("20190101")]
    done("municipalities", "gv100ad", gv2023)
    done("municipalities", "gv100ad", write_gv100ad(tmp_path / "alt.txt", renamed))
    assert (town("001").name, town("001").population) == ("Auenstadt", 1000)


def test_a_newer_outline_replaces_an_older_one_and_never_the_reverse(shape2021, tmp_path):
    done("municipalities", "shape", shape2021)
    layers = shape_of_auental(("001", "002"))
    layers["GEM"][0] = (*layers["GEM"][0][:5], square(3))
    newer = write_shape(tmp_path / "vg250-2024.zip", layers, date="01.01.2024")
    assert done("municipalities", "shape", newer)["by_category"]["town"]["changed"] == 2
    done("municipalities", "shape", shape2021)
    assert town("001").geom.bounds == pytest.approx(square(3).bounds, abs=1e-6)


def test_a_town_that_joins_another_association_stays_the_same_town(gv2023, tmp_path):
    done("municipalities", "gv100ad", gv2023)
    before = town("003").pk
    moved = [line.replace("160990035001", "160990035002") for line in auental("20240101", towns=("001", "003"))]
    moved.append(record("50", "16099   5002", "Unteres Tal", mark="54", date="20240101"))
    done("municipalities", "gv100ad", write_gv100ad(tmp_path / "neu.txt", moved))
    after = town("003")
    assert (after.pk, after.ars, after.parent.name) == (before, "160995002003", "Unteres Tal")


def test_a_key_that_is_given_again_starts_a_new_period(gv2021, gv2023, tmp_path):
    done("municipalities", "gv100ad", gv2021)
    done("municipalities", "gv100ad", gv2023)
    later = write_gv100ad(tmp_path / "gv2025.txt", auental("20250101", towns=("001", "002", "003")))
    done("municipalities", "gv100ad", later)
    periods = Municipality.objects.filter(kind="town", ags="16099002").order_by("valid_from")
    assert [(row.valid_from, row.valid_to) for row in periods] == [
        (datetime.date(2021, 1, 1), datetime.date(2023, 11, 29)),
        (datetime.date(2025, 1, 1), None),
    ]


def test_a_rejected_row_has_not_vanished(gv2023, tmp_path):
    done("municipalities", "gv100ad", gv2023)
    lines = auental("20240101", towns=("001", "003"))
    lines[-1] = lines[-1][:130] + "??" + lines[-1][132:]
    done("municipalities", "gv100ad", write_gv100ad(tmp_path / "kaputt.txt", lines), rejected=1)
    assert town("003").valid_to is None


def test_a_town_made_by_hand_never_vanishes(county, gv2023):
    done("municipalities", "gv100ad", gv2023)
    later = county.members.get()
    assert later.valid_to is None


def many_towns(date, numbers):
    lines = auental(date, towns=())
    return lines + [
        record("60", f"16099{n:03d}5001", f"Dorf {n}", mark="64", postcode="07743", date=date) for n in numbers
    ]


def test_a_cut_file_does_not_abolish_a_hundred_towns(tmp_path):
    done("municipalities", "gv100ad", write_gv100ad(tmp_path / "ganz.txt", many_towns("20230101", range(1, 101))))
    cut = write_gv100ad(tmp_path / "halb.txt", many_towns("20240101", range(1, 51)))
    assert "50 von 100 Einträgen (Gemeinde) im Land 16" in refused("municipalities", "gv100ad", cut)
    assert Municipality.objects.filter(kind="town", valid_to__isnull=True).count() == 100
    assert Municipality.objects.filter(as_of=datetime.date(2024, 1, 1)).count() == 0
    assert done("municipalities", "gv100ad", cut, "--allow-vanish")["vanished"] == 50


def test_the_register_of_one_land_says_nothing_about_others(gv2023, tmp_path):
    done("municipalities", "gv100ad", gv2023)
    hesse = [
        record("10", "06", "Hessen", date="20240101"),
        record("40", "06438", "Offenbach", mark="44", date="20240101"),
    ]
    report = done("municipalities", "gv100ad", write_gv100ad(tmp_path / "hessen.txt", hesse))
    assert (report["added"], report["vanished"]) == (2, 0)


def test_a_dry_run_tells_the_same_and_stores_nothing(gv2021, gv2023):
    done("municipalities", "gv100ad", gv2021)
    before = picture()
    dry = done("municipalities", "gv100ad", gv2023, "--dry-run")
    assert picture() == before
    assert done("municipalities", "gv100ad", gv2023) == dry


def test_the_operator_learns_that_the_own_town_is_gone(gv2021, gv2023):
    done("municipalities", "gv100ad", gv2021)
    add_presence(town("002"))
    result = run("municipalities", "gv100ad", gv2023)
    assert "Achtung: „Dorf 002“ steht seit 2023-11-30 nicht mehr im Verzeichnis" in result.stderr
    assert "weggefallen" in result.stdout
    assert [line.split() for line in result.stdout.splitlines() if line.startswith("Gemeinden")] == [
        ["Gemeinden", "1", "1", "0", "1", "0"]
    ]


def test_invalid_outlines_are_repaired_or_rejected_by_name(tmp_path):
    from shapely import Polygon

    layers = shape_of_auental(("001", "002", "003"))
    bowtie = Polygon([(11.0, 50.5), (11.1, 50.6), (11.1, 50.5), (11.0, 50.6)])
    layers["GEM"][1] = (*layers["GEM"][1][:5], bowtie)
    layers["GEM"][2] = (*layers["GEM"][2][:5], Polygon([(11, 50.5), (11.1, 50.5), (11, 50.5)]))
    path = write_shape(tmp_path / "vg250.zip", layers)
    result = run("municipalities", "shape", path, "--rejects", tmp_path / "rejects.csv")
    assert result.exit_code == 1
    assert "1 ungültige Umrisse repariert (Dorf 002)" in result.stderr
    rejects = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig")
    assert "VG250_GEM.shp, Objekt 3 (Dorf 003)" in rejects
    assert town("002").geom.is_valid
    assert not Municipality.objects.filter(ags="16099003").exists()


def test_water_is_no_part_of_a_land(tmp_path):
    layers = shape_of_auental()
    layers["LAN"].append(("16", "Thüringen (See)", "Freistaat", 2, "1990-10-03", square(9)))
    done("municipalities", "shape", write_shape(tmp_path / "vg250.zip", layers))
    land = Municipality.objects.get(kind="land")
    assert land.name == "Thüringen"
    assert land.geom.bounds[2] == pytest.approx(12, abs=1e-6)


@pytest.mark.parametrize("epsg", [25832, 31467, 25833])
def test_the_crs_of_the_prj_file_counts(tmp_path, epsg):
    done("municipalities", "shape", write_shape(tmp_path / "vg.zip", shape_of_auental(), epsg=epsg))
    assert town("001").geom.bounds == pytest.approx(square(0).bounds, abs=1e-6)


def test_a_zip_without_prj_needs_a_crs(tmp_path):
    path = write_shape(tmp_path / "vg.zip", shape_of_auental(), leave_out={".prj"})
    message = refused("municipalities", "shape", path)
    assert "Koordinatensystem ist nicht angegeben" in message
    assert "--crs EPSG:25832" in message
    assert Municipality.objects.count() == 0
    assert done("municipalities", "shape", path, "--crs", "EPSG:25832")["added"] == 7


def test_a_zip_without_a_date_needs_one(tmp_path):
    path = write_shape(tmp_path / "vg.zip", shape_of_auental(), date="")
    assert "--date" in refused("municipalities", "shape", path)
    done("municipalities", "shape", path, "--date", "2022-01-01")
    assert town("001").as_of == datetime.date(2022, 1, 1)


CSV = "ARS;Gemeindename;Art;Einwohner;PLZ;Flaeche_ha\n160990000000;Auental;Landkreis;;;\n160990001001;Auenstadt, Stadt;;12.345;07743;1.234,5\n160995001002;Müllerdorf;Gemeinde;17;7743;99\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_table(tmp_path, encoding):
    path = tmp_path / "gemeinden.csv"
    path.write_bytes(CSV.encode(encoding))
    report = done("municipalities", "csv", path, "--date", "2024-01-01")
    assert report["by_category"]["town"]["added"] == 2
    row = town("001")
    assert (row.name, row.title, row.population, row.area_ha, row.postcode) == (
        "Auenstadt",
        "Stadt",
        12345,
        1234.5,
        "07743",
    )
    assert town("002").name == "Müllerdorf"
    assert row.parent.kind == "county"
    assert done("municipalities", "csv", path, "--date", "2024-01-01")["unchanged"] == 3


def test_a_table_calls_vanished_only_where_it_is_complete(tmp_path):
    path = tmp_path / "gemeinden.csv"
    path.write_text("ars;name\n160990001001;Auenstadt\n160995001002;Dorf\n064380002002;Dreieich\n")
    done("municipalities", "csv", path, "--date", "2023-01-01")
    path.write_text("ars;name\n160990001001;Auenstadt\n")
    assert done("municipalities", "csv", path, "--date", "2024-01-01")["vanished"] == 0
    report = done("municipalities", "csv", path, "--date", "2025-01-01", "--complete-for", "16")
    assert report["vanished"] == 1
    assert town("002").valid_to == datetime.date(2024, 12, 31)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("16099000101;Kurz;;", "ARS", "genau 12 Ziffern"),
        ("990990001001;Fern;;", "ARS", "01 bis 16"),
        ("1609900010x1;Buchstabe;;", "ARS", "genau 12 Ziffern"),
        ("160990001001;;;", "Name", "fehlt"),
        ("160990001001;Dorf;viele;", "einwohner", "„viele“ ist keine Zahl"),
        ("160990001001;Dorf;;Fürstentum", "art", "„Fürstentum“ ist unbekannt"),
    ],
)
def test_bad_rows_of_a_table(tmp_path, row, field, reason):
    path = tmp_path / "gemeinden.csv"
    path.write_text(f"ars;name;einwohner;art\n160995001002;Gut;5;\n{row}\n")
    result = run("municipalities", "csv", path, "--json", "--rejects", tmp_path / "r.csv")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["added"] == 1
    line = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert line.startswith(f"gemeinden.csv;Zeile 3;{field};")
    assert reason in line


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        ("schluessel;name\n1;x\n", (), "Feld „ars“: Die Spalte fehlt. Vorhanden sind: schluessel, name"),
        ("ars;name\n", (), "keine einzige brauchbare Zeile"),
        ("ars;name\n16;x\n", (), "keine einzige brauchbare Zeile"),
        ("ars;name\n160990001001;A\n", ("--column", "nmae=name"), "Dieses Feld gibt es nicht"),
        ("ars;name\n160990001001;A\n", ("--column", "name=Bezeichnung"), "Feld „Bezeichnung“: Die Spalte fehlt"),
    ],
)
def test_tables_that_are_refused(tmp_path, content, options, reason):
    path = tmp_path / "gemeinden.csv"
    path.write_text(content)
    assert reason in refused("municipalities", "csv", path, *options)
    assert Municipality.objects.count() == 0
