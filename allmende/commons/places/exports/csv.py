# SPDX-License-Identifier: EUPL-1.2
"""Places as CSV for German spreadsheets: UTF-8 with byte order mark, semicolons, decimal commas, WGS84 coordinates."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

from allmende.commons.places.exports.rows import COLUMNS, records
from allmende.commons.places.index import Index, Rows

_FORMULA = re.compile(r"^[=+\-@\t\r\n]")
_HARMLESS = re.compile(r"^[+-]?[\d\s()/.,-]*$")


class _Line:
    """A file whose `write` gives the line back."""

    def write(self, text: str) -> str:
        return text


def lines(index: Index, rows: Rows) -> Iterator[str]:
    """Yield the lines of the file, the head first."""
    writer = csv.writer(_Line(), delimiter=";")
    yield "\ufeff" + writer.writerow([*COLUMNS, "lat", "lon"])
    for place, values in records(index, rows):
        cells = [safe(values[name]) for name in COLUMNS]
        yield writer.writerow([*cells, _decimal(place.geom.y), _decimal(place.geom.x)])


def safe(value: Any) -> str:
    """Return the text of a cell that no spreadsheet takes for a formula: such a text gets an apostrophe in front.

    Numbers and telephone numbers stay as they are. Source: OWASP, CSV Injection.
    """
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.match(text.strip()) else text


def _decimal(number: float) -> str:
    return f"{number:.7f}".replace(".", ",")
