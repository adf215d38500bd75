# SPDX-License-Identifier: EUPL-1.2
"""The directory GV100AD of the statistical offices."""

from __future__ import annotations

import datetime
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.imports.report import ImportRefused, Report
from allmende.core.municipality.imports.gv100ad import body_of, cut, read, split_name
from tests.core.municipality.registers import auental, record, write_gv100ad


@pytest.fixture
def gv(tmp_path):
    def make(lines, **options):
        return write_gv100ad(tmp_path / "GV100AD.txt", lines, **options)

    return make


def test_the_key_is_put_in_the_order_of_the_ars():
    line = record("60", "010510025178", "Büsum", mark="64", hectares=826, inhabitants=4977, postcode="25761")
    body = body_of(cut(line))
    assert (body.kind, body.ars, body.ags, body.name, body.title) == (
        "town",
        "010515178002",
        "01051002",
        "Büsum",
        "Gemeinde",
    )
    assert (body.area_ha, body.population, body.postcode) == (826.0, 4977, "25761")


@pytest.mark.parametrize(
    ("line", "kind", "ars", "name", "title"),
    [
        (record("10", "01", "Schleswig-Holstein"), "land", "010000000000", "Schleswig-Holstein", "Land"),
        (record("20", "051", "Reg.-Bez. Düsseldorf"), "region", "051000000000", "Düsseldorf", "Regierungsbezirk"),
        (record("20", "091", "Oberbayern"), "region", "091000000000", "Oberbayern", "Regierungsbezirk"),
        (
            record("20", "071", "früher: Reg.-Bez. Koblenz"),
            "region",
            "071000000000",
            "Koblenz",
            "früherer Regierungsbezirk",
        ),
        (
            record("20", "031", "Statistische Region Hannover"),
            "region",
            "031000000000",
            "Statistische Region Hannover",
            "Statistische Region",
        ),
        (record("30", "0811", "Region Stuttgart"), "region", "081100000000", "Region Stuttgart", "Region"),
        (record("40", "06438", "Offenbach", mark="44"), "county", "064380000000", "Offenbach", "Landkreis"),
        (
            record("40", "01002", "Kiel, Landeshauptstadt", mark="41"),
            "county",
            "010020000000",
            "Kiel",
            "kreisfreie Stadt",
        ),
        (
            record("50", "01051   5178", "Büsum-Wesselburen", mark="51"),
            "association",
            "010515178000",
            "Büsum-Wesselburen",
            "Amt",
        ),
        (
            record("60", "091621190000", "München, Landeshauptstadt", mark="61"),
            "town",
            "091620000119",
            "München",
            "Landeshauptstadt",
        ),
        (record("60", "091711145122", "Marktl, M", mark="60"), "town", "091715122114", "Marktl", "Markt"),
        (
            record("60", "010539100105", "Sachsenwald (Forstgutsbez.),gemfr.Geb.", mark="66"),
            "town",
            "010530105910",
            "Sachsenwald (Forstgutsbez.)",
            "gemeindefreies Gebiet",
        ),
    ],
)
def test_every_record_type(line, kind, ars, name, title):
    body = body_of(cut(line))
    assert (body.kind, body.ars, body.name, body.title) == (kind, ars, name, title)


def test_a_whole_file(gv):
    report = Report()
    snapshot, types = read(gv(auental()), report)
    assert snapshot.as_of == datetime.date(2023, 11, 30)
    assert dict(types) == {"10": 1, "40": 1, "50": 2, "60": 3}
    assert snapshot.complete_prefixes == ("16",)
    assert snapshot.bodies["town", "16099001"].title == "Stadt"
    assert report.rejects == []


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_older_editions_are_in_another_encoding(gv, encoding):
    report = Report()
    snapshot, _ = read(gv(auental(), encoding=encoding), report)
    assert snapshot.bodies["land", "160000000000"].name == "Thüringen"
    assert report.notes == [f"Zeichensatz: {encoding} (erkannt)"]


def test_packed_and_with_control_z_at_the_end(tmp_path):
    path = tmp_path / "GV100AD.txt.gz"
    path.write_bytes(gzip.compress(("\n".join(auental()) + "\n\x1a").encode()))
    assert len(read(path, Report())[0].bodies) == 7


def test_blanks_at_line_ends_may_be_missing(gv):
    snapshot, _ = read(gv([line.rstrip() for line in auental()]), Report())
    assert len(snapshot.bodies) == 7


def test_a_doubled_key_is_rejected_by_name(gv):
    report = Report(file="GV100AD.txt")
    snapshot, _ = read(gv([*auental(), record("60", "160990025001", "Dorf Zwei", mark="64")]), report)
    assert len(snapshot.bodies) == 7
    assert str(report.rejects[0]) == (
        "GV100AD.txt, Zeile 8, Feld „ARS“: Der Schlüssel 160995001002 kommt mehrfach vor, zuerst bei „Dorf 002“. "
        "Abhilfe: Entfernen Sie die doppelte Zeile."
    )


@pytest.mark.parametrize("key", ["17099001", "00099001", "1609x001", "16099٣01"])
def test_a_wrong_key_is_rejected_and_nothing_is_called_vanished(gv, key):
    report = Report()
    snapshot, _ = read(gv([*auental(), record("60", f"{key}0001", "Nirgendwo", mark="64")]), report)
    assert [(reject.where, reject.field) for reject in report.rejects] == [("Zeile 8", "ARS")]
    assert snapshot.unreadable


def test_numbers_that_are_none(gv):
    lines = auental()
    lines[5] = lines[5][:130] + "xx" + lines[5][132:]
    report = Report()
    snapshot, _ = read(gv(lines), report)
    assert [(reject.where, reject.field) for reject in report.rejects] == [("Zeile 6", "Fläche")]
    assert snapshot.held == {("town", "16099002")}
    assert not snapshot.unreadable


def test_an_unknown_record_type(gv):
    report = Report()
    read(gv([*auental()[:3], record("55", "16099", "Neu"), *auental()[3:]]), report)
    assert [reject.reason for reject in report.rejects] == ["Die Satzart „55“ ist unbekannt."]


def test_a_file_that_breaks_off(gv):
    lines = auental()
    lines[-1] = lines[-1][:145]
    path = gv(lines)
    path.write_bytes(path.read_bytes().rstrip())
    with pytest.raises(ImportRefused, match="bricht ab"):
        read(path, Report())


def test_two_dates_in_one_file(gv):
    with pytest.raises(ImportRefused, match="weicht ab von 2023-11-30") as refusal:
        read(gv([*auental(), record("60", "160990045001", "Neu", date="20240101")]), Report())
    assert refusal.value.where == "Zeile 8"


@pytest.mark.parametrize(
    "content", ["ars;name\n160990001001;Auenstadt", "Lorem ipsum " * 30, "60", '{"type": 1}', "10" + "x" * 60]
)
def test_files_that_are_no_gv100ad(tmp_path, content):
    path = tmp_path / "falsch.txt"
    path.write_text(content)
    with pytest.raises(ImportRefused) as refusal:
        read(path, Report())
    assert refusal.value.file == "falsch.txt"
    assert refusal.value.where == "Zeile 1"
    assert refusal.value.remedy


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Kiel, Landeshauptstadt", "Kiel", "Landeshauptstadt"),
        ("Ilmenau, Stadt", "Ilmenau", "Stadt"),
        ("Bad Kissingen, GKSt", "Bad Kissingen", "Große Kreisstadt"),
        ("Lohheide, gemfr. Bezirk", "Lohheide", "gemeindefreies Gebiet"),
        ("Zingst, Ostseeheilbad", "Zingst", "Ostseeheilbad"),
        ("Frankfurt (Oder), Stadt", "Frankfurt (Oder)", "Stadt"),
        ("Albersdorf", "Albersdorf", ""),
    ],
)
def test_names_and_titles(text, name, title):
    assert split_name(text) == (name, title)


digits = st.text("0123456789", min_size=12, max_size=12)
names = st.text(
    st.characters(codec="latin1", exclude_categories=["Cc", "Zs"], exclude_characters=","), min_size=1, max_size=50
)


@given(digits, names, st.integers(0, 10**10), st.integers(0, 10**10))
def test_any_town_comes_back_as_written(key, name, hectares, inhabitants):
    body = body_of(cut(record("60", key, name, mark="64", hectares=hectares, inhabitants=inhabitants)))
    assert body.ars == key[:5] + key[8:] + key[5:8]
    assert body.ags == key[:8]
    assert (body.name, body.title, body.area_ha, body.population) == (name, "Gemeinde", hectares, inhabitants)


@given(st.text(max_size=230))
def test_any_line_is_cut_without_failing(text):
    assert cut(text).name == text[22:72].strip()
