# SPDX-License-Identifier: EUPL-1.2
"""Text files and tables from outside."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.imports import text as module
from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.text import detect_encoding, read_lines, read_table, sniff_delimiter


@pytest.fixture
def write(tmp_path):
    def make(content: bytes | str, name="tabelle.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Bäckerei Müller".encode(), "utf-8"),
        (b"nur ascii", "utf-8"),
        ("\ufeffBäckerei".encode(), "utf-8-sig"),
        ("Bäckerei – 5 €".encode("cp1252"), "cp1252"),
        (b"K\xf6ln \x81", "latin1"),
        ("Bäckerei".encode("utf-16"), "utf-16"),
        ("abgeschnittenes ä".encode()[:-1], "cp1252"),
    ],
)
def test_finds_the_encoding(write, content, encoding):
    assert detect_encoding(write(content)) == encoding


def test_says_which_encoding_it_found(write):
    report = Report()
    lines = list(read_lines(write("Straße\nAllee".encode("cp1252")), report))
    assert lines == [(1, "Straße"), (2, "Allee")]
    assert report.notes == ["Zeichensatz: cp1252 (erkannt)"]


def test_a_named_encoding_that_does_not_fit_names_the_line(write):
    with pytest.raises(ImportRefused) as refusal:
        list(read_lines(write("gut\nauch gut\nStraße\n".encode("cp1252")), Report(), "utf-8"))
    assert "tabelle.csv" in str(refusal.value)
    assert "utf-8" in str(refusal.value)
    assert "cp1252" in refusal.value.remedy
    assert refusal.value.where.startswith("Zeile ")


def test_an_encoding_that_does_not_exist(write):
    with pytest.raises(ImportRefused, match="gibt es nicht"):
        list(read_lines(write("a"), Report(), "utf-17"))


def test_nul_bytes_name_the_line(write):
    with pytest.raises(ImportRefused) as refusal:
        detect_encoding(write(b"name\nBad\x00 Homburg\n"))
    assert refusal.value.where == "Zeile 2"
    assert "NUL" in refusal.value.reason


def test_a_line_of_two_gigabytes_is_refused_in_bounded_memory(tmp_path):
    """A file of 2 GB whose second line never ends: refused after the first megabytes, without reading the rest."""
    path = tmp_path / "riesig.csv"
    with path.open("wb") as file:
        file.write(b"name;lat;lon\n" + b"x" * (3 << 20))
    os.truncate(path, 2 << 30)  # sparse: the disk holds 3 MB
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ImportRefused) as refusal:
        read_table(path, Report())
    assert refusal.value.where == "Zeile 2"
    assert "länger als 1 MB" in refusal.value.reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 << 10  # kilobytes


def test_the_longest_line_is_found_across_pieces(write, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 7)
    monkeypatch.setattr(module, "MAX_LINE", 20)
    assert detect_encoding(write("x" * 20 + "\n" + "y" * 20)) == "utf-8"
    with pytest.raises(ImportRefused) as refusal:
        detect_encoding(write("kurz\n" + "x" * 21 + "\nkurz"))
    assert refusal.value.where == "Zeile 2"


def test_a_file_over_the_limit_is_refused(write, monkeypatch):
    monkeypatch.setattr(module, "MAX_TEXT", 1 << 20)
    with pytest.raises(ImportRefused, match="größer als 1 MB"):
        detect_encoding(write("kurz\n" * 300_000))


def test_an_unclosed_quotation_mark_names_the_line(write):
    content = 'name;ort\n"Apotheke;Dreieich\n' + "zeile;zeile\n" * 20_000
    with pytest.raises(ImportRefused, match="Anführungszeichen"):
        read_table(write(content), Report())


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("a;b;c", ";"),
        ("a,b,c", ","),
        ("a\tb", "\t"),
        ("a|b", "|"),
        ('"a,b";c', ";"),
        ("nur eine", ";"),
        ("a;b,c;d", ";"),
    ],
)
def test_finds_the_delimiter(header, delimiter):
    assert sniff_delimiter(header) == delimiter


def test_rows_that_do_not_fit_are_rejected_with_their_line(write):
    report = Report()
    table = read_table(write("a;b\n1;2\n\n3\n4;5;6\n7;8;;\n"), report)
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (2, {"a": "1", "b": "2"}),
        (6, {"a": "7", "b": "8"}),
    ]
    assert [(reject.where, reject.reason) for reject in report.rejects] == [
        ("Zeile 4", "Die Zeile hat 1 Felder, die Kopfzeile 2."),
        ("Zeile 5", "Die Zeile hat 3 Felder, die Kopfzeile 2."),
    ]


@pytest.mark.parametrize(("content", "reason"), [("a;b;a\n", "mehrfach"), ("a;;\n", "keinen Namen"), ("\n\n", "leer")])
def test_headers_that_cannot_be_used(write, content, reason):
    with pytest.raises(ImportRefused, match=reason):
        read_table(write(content), Report())


def test_a_missing_column_lists_the_others(write):
    table = read_table(write("name;ort\na;b\n"), Report())
    with pytest.raises(ImportRefused) as refusal:
        table.need("plz")
    assert refusal.value.field == "plz"
    assert "name, ort" in refusal.value.reason


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85"), max_size=15)


@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from(module.DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_dialect_comes_back_as_written(tmp_path_factory, rows, delimiter, line_end):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([["eins", "zwei", "drei"], *rows])
    path = tmp_path_factory.mktemp("csv") / "dialekt.csv"
    path.write_bytes(out.getvalue().encode())
    table = read_table(path, Report())
    assert [list(row.cells.values()) for row in table.rows] == [
        [cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "zufall.csv"
    path.write_bytes(content)
    with contextlib.suppress(ImportRefused):
        assert read_table(path, Report()).columns
