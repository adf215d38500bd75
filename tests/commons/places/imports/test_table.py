# SPDX-License-Identifier: EUPL-1.2
"""Places from CSV."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Point

from allmende.commons.places.imports.columns import Columns
from allmende.commons.places.imports.table import Layout, read
from allmende.commons.places.models import Place
from allmende.core.geo import crs
from allmende.core.imports.report import ImportRefused, Report, silent
from tests.importing import done, refused, run

pytestmark = pytest.mark.django_db

KITAS = ["--source", "kitas", "--category", "kindergarten"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin1", "utf-16"])
def test_german_tables_in_any_encoding(county, write, places, encoding):
    content = "Nr;Bezeichnung;Straße;Hausnr;PLZ;Breite;Länge\n1;Kita Sonnenschein;Am Brühl;5;07743;51,2;10,3\n"
    report = done("places", "csv", write(content.encode(encoding)), *KITAS, "--column", "key=Nr")
    assert report["added"] == 1
    assert places("source_id", "name", "street", "house_number", "postcode", "geom") == [
        ("1", "Kita Sonnenschein", "Am Brühl", "5", "07743", Point(10.3, 51.2))
    ]


def test_everything_that_was_found_out_is_said(county, write):
    content = "Nr;Bezeichnung;Breite;Länge;Bemerkung intern\n1;Größe;51,2;10,3;geheim\n".encode("cp1252")
    said = run("places", "csv", write(content), *KITAS).stderr
    assert "Zeichensatz: cp1252 (erkannt)" in said
    assert "Trennzeichen: ; (erkannt)" in said
    assert "Spalte „Breite“: Dezimalkomma (erkannt)" in said
    assert "Nicht übernommene Spalten (--keep übernimmt sie): Nr, Bemerkung intern" in said
    assert "Ohne Schlüsselspalte" in said
    assert Place.objects.get().attributes == {}


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("id,name,lat,lon\n1,A,51.2,10.3\n", ()),
        ("id\tname\tlat\tlon\n1\tA\t51.2\t10.3\n", ()),
        ("id|name|lat|lon\n1|A|51.2|10.3\n", ()),
        ('id;name;lat;lon\n1;"A";"51,2";"10,3"\n', ()),
        ("id;name;N;E\n1;A;51,2;10,3\n", ("--column", "lat=N", "--column", "lon=E")),
        ("id%name%lat%lon\n1%A%51.2%10.3\n", ("--delimiter", "%")),
    ],
)
def test_dialects(county, write, places, line, options):
    done("places", "csv", write(line), *KITAS, *options)
    assert places("source_id", "name", "geom") == [("1", "A", Point(10.3, 51.2))]


@pytest.mark.parametrize("epsg", [25832, 25833, 31467, 3035])
@pytest.mark.parametrize("german", [True, False])
def test_metres_in_a_named_crs(county, write, places, epsg, german):
    point = crs.transform(Point(10.3, 51.2), 4326, epsg)
    x, y = (
        f"{value:,.2f}".translate(str.maketrans(",.", ".,")) if german else f"{value:.2f}"
        for value in (point.x, point.y)
    )
    path = write(f"id;name;Rechtswert;Hochwert\n1;A;{x};{y}\n")
    message = refused("places", "csv", path, *KITAS)
    assert "fehlt das Koordinatensystem" in message
    assert "--crs EPSG:25832" in message
    done("places", "csv", path, *KITAS, "--crs", f"EPSG:{epsg}")
    assert places("geom")[0].distance(Point(10.3, 51.2)) < 1e-6


def test_the_second_run_changes_nothing_and_a_missing_row_vanishes(county, write, places):
    head = "id;name;lat;lon\n"
    done("places", "csv", write(head + "1;A;51.2;10.3\n2;B;51.2;10.31\n"), *KITAS)
    assert done("places", "csv", write(head + "2;B;51.2;10.31\n1;A;51.2;10.3\n"), *KITAS)["unchanged"] == 2
    report = done("places", "csv", write(head + "1;A neu;51.2;10.3\n"), *KITAS)
    assert (report["changed"], report["vanished"]) == (1, 1)
    assert Place.objects.count() == 2
    assert places("name") == ["A neu"]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("9;X;;10,3;Kita", "lat", "Die Koordinate fehlt."),
        ("9;X;51,2;;Kita", "lon", "Die Koordinate fehlt."),
        ("9;X;51,2;ost;Kita", "lon", "„ost“ ist keine Zahl."),
        ("9;X;NaN;10,3;Kita", "lat", "„NaN“ ist keine Zahl."),
        ("9;X;0;0;Kita", "Koordinaten", "0/0"),
        ("9;X;26,3;-24,8;Kita", "Geometrie", "km außerhalb der Kommune"),
        ("9;X;10,3;51,2;Kita", "Geometrie", "vertauscht"),
        ("9;X;51,2;10,3;", "art", "Die Kategorie fehlt."),
        ("9;X;51,2;10,3;Zauberei", "art", "„Zauberei“ ist unbekannt."),
        ("1;X;51,2;10,3;Kita", "Schlüssel", "kommt mehrfach vor, zuerst bei Zeile 2 (Gut)"),
        ("9;X;51,2;10,3;Kita;zuviel", "", "Die Zeile hat 6 Felder, die Kopfzeile 5."),
    ],
)
def test_bad_rows_are_named_and_the_good_one_stays(county, write, places, tmp_path, row, field, reason):
    path = write(f"id;name;lat;lon;art\n1;Gut;51,2;10,3;Kita\n{row}\n")
    rejects = tmp_path / "abgelehnt.csv"
    result = run("places", "csv", path, "--source", "s", "--column", "category=art", "--rejects", rejects)
    assert result.exit_code == 1, result.stderr
    assert places("name") == ["Gut"]
    line = rejects.read_text(encoding="utf-8-sig").splitlines()[1]
    file, where, named, rest = line.split(";", 3)
    assert (file, where.split(" (")[0], named) == ("orte.csv", "Zeile 3", field)
    assert reason in rest
    assert "1 abgelehnt, Gründe in" in result.stderr


def test_rejects_go_to_the_installations_folder_unless_told_otherwise(county, write, settings, tmp_path):
    settings.HOME = tmp_path
    run("places", "csv", write("id;lat;lon\n1;0;0\n"), *KITAS)
    (path,) = (tmp_path / "rejects").iterdir()
    assert "0/0" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        ("", (), "Die Datei ist leer."),
        ("\n \n", (), "Die Tabelle ist leer."),
        ("id;name\n1;A\n", (), "Spalten mit Koordinaten fehlen"),
        ("id;name;lat;lon;lat\n", (), "Feld „lat“: Diese Spalte gibt es mehrfach."),
        (
            "id;name;lat;lon\n1;A;51;10\n",
            ("--column", "name=Titel"),
            "Feld „Titel“: Die Spalte fehlt. Vorhanden sind: id, name, lat, lon",
        ),
        ("id;name;lat;lon\n1;A;51;10\n", ("--column", "key=Nr"), "Feld „Nr“: Die Spalte fehlt."),
        ("id;name;lat;lon\n1;A;5675000;650000\n", (), "sind keine Längen- und Breitengrade"),
        ("id;name;lat;lon\n1;A;51;10\n", ("--crs", "EPSG:25832"), "enthalten Grade, --crs nennt aber EPSG:25832"),
        ("id;name;x;y\n1;A;51;10\n", ("--crs", "Gauß"), "„Gauß“ ist unbekannt"),
        ("id;name;lat;lon\n1;A\x00;51;10\n", (), "Zeile 2: Die Datei enthält NUL-Bytes"),
        ("id;na\xe4me;lat;lon\n", ("--encoding", "ascii"), "mit dem Zeichensatz ascii nicht lesen"),
        ('id;name;lat;lon\n1;"A;51;10\n' + "x;x;x;x\n" * 40_000, (), "Anführungszeichen nicht geschlossen"),
        ("PK\x03\x04", (), "Abhilfe"),
    ],
)
def test_tables_that_are_refused_whole(county, write, content, options, reason):
    message = refused("places", "csv", write(content), *KITAS, *options)
    assert reason in message
    assert "Abhilfe" in message or "EPSG-Nummer" in message
    assert Place.objects.count() == 0


def test_without_a_category_there_is_nothing_to_store(county, write):
    assert "Die Kategorie der Orte ist nicht bekannt" in refused(
        "places", "csv", write("id;lat;lon\n1;51;10\n"), "--source", "s"
    )


def test_html_stays_text_and_formulas_stay_text(county, write, places):
    done(
        "places",
        "csv",
        write('id;name;lat;lon\n1;"<img src=x onerror=alert(1)>";51.2;10.3\n2;=1+1;51.2;10.3\n'),
        *KITAS,
    )
    assert places("name") == ["<img src=x onerror=alert(1)>", "=1+1"]


names = st.text(st.characters(codec="latin1", exclude_categories=["Cc"]), min_size=1, max_size=30).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(names, st.floats(10.2, 10.4), st.floats(51.1, 51.3)), min_size=1, max_size=10),
    st.sampled_from([";", ",", "\t"]),
    st.booleans(),
    st.sampled_from(["utf-8", "cp1252"]),
)
def test_any_list_comes_back_as_written(tmp_path, rows, delimiter, german, encoding):
    def cell(value):
        text = f"{value:.7f}" if isinstance(value, float) else value
        if german and isinstance(value, float):
            text = text.replace(".", ",")
        return '"' + text.replace('"', '""') + '"'

    lines = [delimiter.join(["id", "name", "lon", "lat"])]
    lines += [delimiter.join([cell(str(n)), *map(cell, row)]) for n, row in enumerate(rows)]
    path = tmp_path / "liste.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    layout = Layout(encoding=encoding)
    found = read(path, Report(), silent, layout=layout, columns=Columns("x", category="kindergarten"))
    assert [(candidate.row.source_id, candidate.row.name) for candidate in found] == [
        (str(n), " ".join(name.split())) for n, (name, _, _) in enumerate(rows)
    ]
    for candidate, (_, lon, lat) in zip(found, rows, strict=True):
        assert candidate.row.geom.distance(Point(lon, lat)) < 1e-6


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path, content):
    path = tmp_path / "zufall.csv"
    path.write_bytes(b"id;name;lat;lon\n" + content)
    with contextlib.suppress(ImportRefused):
        read(path, Report(), silent, layout=Layout(), columns=Columns("x", category="kindergarten"))
