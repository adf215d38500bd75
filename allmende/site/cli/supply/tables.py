# SPDX-License-Identifier: EUPL-1.2
"""Points from CSV files: id, lon, lat and an amount. Everything wrong is said at once, with file, line, field and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from allmende.core.imports.files import check_file
from allmende.core.imports.numbers import NotANumber, decimal, is_german
from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.text import Row, Table, read_table
from allmende.site.cli.shared import Refusal

SHOWN = 10
"""Mistakes that are named one by one; of more, only the number is told."""


@dataclass(frozen=True)
class Points:
    """Points of one file: ids, longitude and latitude float64 (n, 2), an amount each, and whether the file says it."""

    ids: tuple[str, ...]
    lonlat: npt.NDArray[np.float64]
    amount: npt.NDArray[np.float64]
    told: bool
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def none(cls) -> Points:
        """No point at all."""
        return cls((), np.empty((0, 2)), np.empty(0), told=False)


def read_points(path: Path, amount: str, *, may_be_empty: bool = False) -> Points:
    """Read points with the columns id, lon, lat and, where it exists, `amount` (weight or capacity; default 1 each).

    Comma, semicolon or tab, decimal point or comma, UTF-8 (with or without BOM) or Windows encoding are found out.
    Raises `Refusal` with exit code 2: nothing is used of a file in which anything is wrong.
    """
    report = Report(path.name)
    table = load(path, report, ("id", "lon", "lat"))
    columns = {name: _numbers(table, name, report) for name in ("lon", "lat")}
    told = amount in table.columns
    columns[amount] = _numbers(table, amount, report, least=0.0) if told else [1.0] * len(table.rows)
    _check_ids(table.rows, report)
    for row, lon, lat in zip(table.rows, columns["lon"], columns["lat"], strict=True):
        if lon is not None and lat is not None:
            _check_place(row, lon, lat, report)
    refuse_if_any(report)
    if not table.rows and not may_be_empty:
        raise Refusal(
            f"{path.name}: Die Tabelle hat keine Zeilen. Abhilfe: Prüfen Sie, ob es die richtige Datei ist.", 2
        )
    return Points(
        tuple(row["id"] for row in table.rows),
        np.array([columns["lon"], columns["lat"]], dtype=np.float64).T.reshape(-1, 2),
        np.array(columns[amount], dtype=np.float64),
        told,
        tuple(f"{path.name}: {note}" for note in report.all_notes() if "erkannt" not in note or "Dezimal" in note),
    )


def load(path: Path, report: Report, needed: Iterable[str]) -> Table:
    """Read a table with its column names in small letters. Raises `Refusal`."""
    try:
        table = read_table(check_file(path), report)
        lowered = [column.lower() for column in table.columns]
        rows = [Row(row.number, {name.lower(): cell for name, cell in row.cells.items()}) for row in table.rows]
        table = Table(path, lowered, rows)
        table.need(*needed)
    except ImportRefused as error:
        raise Refusal(str(error), 2) from error
    return table


def refuse_if_any(report: Report) -> None:
    """Raise `Refusal` naming the first mistakes of a file, if there are any."""
    if report.rejects:
        lines = [str(reject) for reject in report.rejects[:SHOWN]]
        more = len(report.rejects) - SHOWN
        raise Refusal("\n".join(lines + ([f"… und {more} weitere Fehler in {report.file}."] if more > 0 else [])), 2)


def _numbers(table: Table, column: str, report: Report, least: float | None = None) -> list[float | None]:
    german = is_german(row[column] for row in table.rows)
    if german:
        report.note(f"Spalte „{column}“: Dezimalkomma (erkannt)")
    return [_number(row, column, report, german=german, least=least) for row in table.rows]


def _number(row: Row, column: str, report: Report, *, german: bool, least: float | None) -> float | None:
    try:
        value = decimal(row[column], german=german)
    except NotANumber:
        reason = f"„{row[column]}“ ist keine Zahl." if row[column] else "Hier fehlt eine Zahl."
        example = "8,6724" if german else "8.6724"
        report.reject(row.where, column, reason, f"Schreiben Sie eine Zahl wie {example}.")
        return None
    if least is not None and value < least:
        report.reject(row.where, column, f"{row[column]} ist kleiner als {least:g}.", "Tragen Sie 0 oder mehr ein.")
        return None
    return value


def _check_ids(rows: Iterable[Row], report: Report) -> None:
    seen: dict[str, str] = {}
    for row in rows:
        if not row["id"]:
            report.reject(row.where, "id", "Die Kennung fehlt.", "Geben Sie jeder Zeile eine eigene Kennung.")
        elif row["id"] in seen:
            reason = f"Die Kennung „{row['id']}“ steht schon in {seen[row['id']]}."
            report.reject(row.where, "id", reason, "Geben Sie jeder Zeile eine eigene Kennung.")
        else:
            seen[row["id"]] = row.where


def _check_place(row: Row, lon: float, lat: float, report: Report) -> None:
    if lon == 0 and lat == 0:
        report.reject(
            row.where,
            "lon",
            "0/0 ist ein Platzhalter, keine Lage.",
            "Tragen Sie die Lage ein oder löschen Sie die Zeile.",
        )
    elif not (-180 <= lon <= 180 and -90 <= lat <= 90):
        remedy = "Rechnen Sie die Spalten in Längen- und Breitengrade (WGS84, EPSG:4326) um."
        report.reject(row.where, "lon" if abs(lon) > 180 else "lat", f"{lon:g}/{lat:g} sind keine Grade.", remedy)
    elif 47 <= lon <= 56 and 5 <= lat <= 16:
        report.reject(
            row.where,
            "lon",
            f"{lon:g}/{lat:g}: Länge und Breite sind vertauscht.",
            "Tauschen Sie die Spaltennamen lon und lat.",
        )
