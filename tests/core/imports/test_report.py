# SPDX-License-Identifier: EUPL-1.2
"""What an import says about itself."""

from __future__ import annotations

import csv

import pytest

from allmende.core.imports import report as module
from allmende.core.imports.report import ImportRefused, Report, write_rejects


def test_counts_per_category_add_up():
    report = Report(file="a.csv")
    report.count("added", "school", 3)
    report.count("unchanged", "doctor", 2)
    report.count("changed", "doctor", 0)
    report.reject("Zeile 4", "lat", "fehlt", "ergänzen", "doctor")
    report.reject("Zeile 5", "", "zu kurz", "verlängern")
    assert report.as_dict() == {
        "added": 3,
        "changed": 0,
        "unchanged": 2,
        "vanished": 0,
        "rejected": 2,
        "by_category": {
            "doctor": {"added": 0, "changed": 0, "unchanged": 2, "vanished": 0, "rejected": 1},
            "school": {"added": 3, "changed": 0, "unchanged": 0, "vanished": 0, "rejected": 0},
        },
    }
    assert report.changes == 3


def test_a_reject_names_file_line_field_reason_and_remedy():
    report = Report(file="a.csv")
    report.reject("Zeile 4", "lat", "Die Koordinate fehlt.", "Ergänzen Sie sie.")
    assert str(report.rejects[0]) == "a.csv, Zeile 4, Feld „lat“: Die Koordinate fehlt. Abhilfe: Ergänzen Sie sie."


def test_a_refusal_says_the_same():
    refusal = ImportRefused(
        "Die Spalte fehlt.", file="a.csv", where="Zeile 1", field="ars", remedy="Ordnen Sie sie zu."
    )
    assert str(refusal) == "a.csv, Zeile 1, Feld „ars“: Die Spalte fehlt. Abhilfe: Ordnen Sie sie zu."


def test_too_many_rejects_stop_the_import(monkeypatch):
    monkeypatch.setattr(module, "MAX_REJECTS", 3)
    report = Report(file="a.csv")
    for line in range(3):
        report.reject(f"Zeile {line}", "", "falsch", "")
    with pytest.raises(ImportRefused, match="mehr als 3 fehlerhafte"):
        report.reject("Zeile 9", "", "falsch", "")


def test_repeated_notes_are_counted():
    report = Report()
    report.note("einmal")
    report.note("einmal")
    for name in "abcde":
        report.note_some("Repariert", name)
    assert report.all_notes() == ["einmal", "Repariert: 5, zum Beispiel a; b; c"]


def test_the_reject_file_opens_in_a_spreadsheet_and_runs_nothing(tmp_path):
    report = Report(file="a.csv")
    report.reject("=cmd|' /C calc'!A0", "@x", "-1+2", 'Text; mit "Zeichen"\nund Umbruch')
    path = tmp_path / "neu" / "rejects.csv"
    write_rejects(report.rejects, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows == [
        ["Datei", "Zeile oder Objekt", "Feld", "Grund", "Abhilfe"],
        ["a.csv", "'=cmd|' /C calc'!A0", "'@x", "'-1+2", 'Text; mit "Zeichen"\nund Umbruch'],
    ]
