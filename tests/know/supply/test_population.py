# SPDX-License-Identifier: EUPL-1.2
"""Reading where people live: cells of the census, houses, and everything that can be wrong with a file."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from allmende.core.geo import crs
from allmende.core.imports.report import ImportRefused, Report, silent
from allmende.know.supply.actions import store_population
from allmende.know.supply.imports.population import Layout, read
from allmende.know.supply.models import Population, PopulationCell

pytestmark = pytest.mark.django_db


def cell(lon=10.25, lat=51.15, east=0):
    x, y = crs.transformer(4326, 3035).transform(lon, lat)
    return f"CRS3035RES100mN{int(y // 100) * 100}E{int(x // 100) * 100 + east}"


@pytest.fixture
def file(tmp_path):
    def write(text, name="people.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def import_into(county, path, **layout):
    report = Report(file=path.name)
    found = read(path, county, report, silent, Layout(**layout))
    return found, report


def test_cells_of_the_census(county, file):
    path = file(
        f"GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n{cell()};1;2;12\n{cell(east=100)};1;2;–\n{cell(9.0)};1;2;30\n"
    )
    found, report = import_into(county, path)
    assert found.kind == "cells"
    assert [(row.key, row.people) for row in found.rows] == [(cell(), {"total": 12})]
    lon, lat = found.rows[0].lon, found.rows[0].lat
    assert abs(lon - 10.25) < 0.002
    assert abs(lat - 51.15) < 0.002
    assert any("außerhalb" in note for note in report.notes)
    assert any("ohne Menschen" in note for note in report.notes)


def test_houses_with_groups_by_their_own_column_names(county, file):
    path = file("Adresse;lat;lon;Personen;Babys\nA;51,15;10,25;7;2\nB;51,16;10,26;1.200;3\n")
    found, _report = import_into(county, path, columns={"key": "Adresse", "under3": "Babys"})
    assert found.kind == "points"
    assert found.columns == ["total", "under3"]
    assert [row.people for row in found.rows] == [{"total": 7, "under3": 2}, {"total": 1200, "under3": 3}]


def test_bad_rows_are_named_and_the_others_stay(county, file):
    rows = [f"{cell()};5;1", f"{cell()};6;0", "keine Zelle;3;0", f"{cell(east=200)};viele;0", f"{cell(east=300)};-4;0",
            f"{cell(east=400)};4;9", f"{cell(east=500)};2000000;0"]  # fmt: skip
    found, report = import_into(county, file("id;einwohner;u3\n" + "\n".join(rows) + "\n"))
    assert [row.people for row in found.rows] == [{"total": 5, "under3": 1}, {"total": 4, "under3": 4}]
    assert [reject.where for reject in report.rejects] == ["Zeile 3", "Zeile 4", "Zeile 5", "Zeile 6", "Zeile 8"]
    assert "mehrfach" in report.rejects[0].reason
    assert report.rejects[2].field == "einwohner"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "leer"),
        ("GITTER_ID_100m;Wohnungen\nx;1\n", "Zahl der Menschen fehlt"),
        ("Einwohner;Name\n3;x\n", "wo die Menschen wohnen"),
        ("id;einwohner\nCRS3035RES100mN2800000E4000000;3\n", "Keine Zeile"),
    ],
)
def test_files_that_cannot_be_used_say_why(county, file, text, said):
    with pytest.raises(ImportRefused, match=said):
        import_into(county, file(text))


def test_the_command_counts_like_the_other_imports(county, file, settings):
    from allmende.site.cli.import_population import population

    path = file(f"id;einwohner\n{cell()};12\n{cell(east=100)};8\n")
    runner = CliRunner()
    first = runner.invoke(population, [str(path), "--json", "--date", "2022-05-15", "--source", "Zensus 2022"])
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["added"] == 2
    again = runner.invoke(population, [str(path), "--json", "--date", "2022-05-15", "--source", "Zensus 2022"])
    assert json.loads(again.stdout)["unchanged"] == 2
    path.write_text(f"id;einwohner\n{cell()};13\n{cell(east=300)};x\n")
    third = runner.invoke(population, [str(path), "--json"])
    told = json.loads(third.stdout)
    assert third.exit_code == 1  # one row was rejected
    assert (told["changed"], told["vanished"], told["rejected"]) == (1, 1, 1)
    assert Population.objects.get().cells.get().total == 13


def test_a_dry_run_stores_nothing(county, file):
    path = file(f"id;einwohner\n{cell()};12\n")
    found, _report = import_into(county, path)
    store_population(
        county, found.rows, kind="cells", source="x", as_of="2026-01-01", columns=found.columns, dry_run=True
    )
    assert not PopulationCell.objects.exists()


def test_no_group_has_more_people_than_all(county):
    from django.db import IntegrityError, transaction

    population = Population.objects.create(
        municipality=county, kind="cells", source="x", as_of="2026-01-01", imported="2026-01-01T00:00:00Z"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        PopulationCell.objects.create(population=population, key="a", lon=10, lat=51, total=3, under3=4)
