# SPDX-License-Identifier: EUPL-1.2
"""Text files and tables: encoding found and said, lines of bounded length, delimiter found, columns by name."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from allmende.core.imports.files import CHUNK
from allmende.core.imports.report import ImportRefused, Report

MAX_LINE = 1 << 20
"""Bytes of one line; a longer one is no table."""
MAX_TEXT = 1 << 29
"""Bytes of a text file."""
DELIMITERS = ";,\t|"
_UNDEFINED_IN_CP1252 = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})


def line(number: int) -> str:
    """Return how a line is named in messages."""
    return _("Zeile %d") % number


def detect_encoding(path: Path) -> str:
    """Return the encoding of a text: from its byte order mark, else UTF-8 where that fits, else cp1252 or latin1.

    Reads in pieces and stops at the first line that is too long, so that memory stays bounded. Raises `ImportRefused`
    for NUL bytes (no text), lines over `MAX_LINE` and texts over `MAX_TEXT`.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, seen = True, set[int]()
    for chunk in _checked_chunks(path):
        try:
            if is_utf8:
                decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            is_utf8 = False
        seen.update(chunk)
    if is_utf8:
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    return "latin1" if seen & _UNDEFINED_IN_CP1252 else "cp1252"


def _checked_chunks(path: Path) -> Iterator[bytes]:
    """Yield the bytes piece by piece, an empty piece at the end; raise `ImportRefused` for what no table contains."""
    size, number, length = 0, 1, 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b"\x00" in chunk:
                raise ImportRefused(
                    _("Die Datei enthält NUL-Bytes, ist also kein Text."),
                    file=path,
                    where=line(number + chunk[: chunk.index(b"\x00")].count(b"\n")),
                    remedy=_("Speichern Sie die Tabelle als CSV mit dem Zeichensatz UTF-8."),
                )
            size += len(chunk)
            number, length = _check_lengths(chunk, number, length, path)
            if size > MAX_TEXT:
                raise ImportRefused(
                    _("Die Datei ist größer als %d MB.") % (MAX_TEXT >> 20),
                    file=path,
                    remedy=_("Teilen Sie die Datei auf."),
                )
            yield chunk
    yield b""


def _check_lengths(chunk: bytes, number: int, length: int, path: Path) -> tuple[int, int]:
    """Return (number of the line the chunk ends in, its length so far); raise `ImportRefused` for one too long."""
    start = 0
    while (end := chunk.find(b"\n", start)) >= 0:
        if length + end - start > MAX_LINE:
            break
        number, length, start = number + 1, 0, end + 1
    length += (len(chunk) if end < 0 else end) - start
    if length > MAX_LINE:
        raise ImportRefused(
            _("Die Zeile ist länger als %d MB.") % (MAX_LINE >> 20),
            file=path,
            where=line(number),
            remedy=_("Prüfen Sie, ob das wirklich eine Tabelle mit Zeilenumbrüchen ist."),
        )
    return number, length


def read_lines(path: Path, report: Report, encoding: str = "") -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, text without line end). The encoding is found unless given, and noted either way.

    Raises `ImportRefused` where the text does not fit a given encoding.
    """
    found = detect_encoding(path)
    used = encoding or found
    try:
        codecs.lookup(used)
    except LookupError as error:
        raise ImportRefused(
            _("Den Zeichensatz „%s“ gibt es nicht.") % used,
            file=path,
            remedy=_("Üblich sind utf-8, cp1252 und latin1."),
        ) from error
    report.note(_("Zeichensatz: %s") % used + ("" if encoding else f" ({_('erkannt')})"))
    number = 0
    with path.open(encoding=used, newline="") as file:
        try:
            for number, text in enumerate(file, 1):
                yield number, text.rstrip("\r\n")
        except UnicodeError as error:
            raise ImportRefused(
                _("Diese Zeile lässt sich mit dem Zeichensatz %s nicht lesen.") % used,
                file=path,
                where=line(number + 1),
                remedy=_("Lassen Sie --encoding weg (erkannt wird %s) oder speichern Sie die Datei als UTF-8.") % found,
            ) from error


@dataclass(frozen=True)
class Row:
    """One row of a table: the line it ends in, and its cells by column name."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def where(self) -> str:
        """How messages name this row."""
        return line(self.number)


@dataclass
class Table:
    """A table with a header line."""

    path: Path
    columns: list[str]
    rows: list[Row] = field(default_factory=list)

    def need(self, *columns: str) -> None:
        """Raise `ImportRefused` unless all columns are there; the message lists the ones that are."""
        for column in columns:
            if column not in self.columns:
                raise ImportRefused(
                    _("Die Spalte fehlt. Vorhanden sind: %s.") % ", ".join(self.columns),
                    file=self.path,
                    where=line(1),
                    field=column,
                    remedy=_("Benennen Sie die Spalte in der Datei um oder ordnen Sie sie im Befehl zu."),
                )


def sniff_delimiter(header: str) -> str:
    """Return the delimiter that cuts the header line into most columns outside quotation marks; `;` when undecided."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for sign in header:
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in counts:
            counts[sign] += 1
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


def read_table(path: Path, report: Report, *, encoding: str = "", delimiter: str = "") -> Table:
    """Read a CSV with a header line. Rows that do not fit the header are rejected; empty rows are skipped.

    Raises `ImportRefused` for an unreadable file, doubled or missing column names and an unclosed quotation mark.
    """
    lines = read_lines(path, report, encoding)
    header_number, header = next(((number, text) for number, text in lines if text.strip()), (0, ""))
    if not header:
        raise ImportRefused(_("Die Tabelle ist leer."), file=path, remedy=_("Prüfen Sie die Datei."))
    used = delimiter or sniff_delimiter(header)
    report.note(_("Trennzeichen: %s") % {"\t": "Tab"}.get(used, used) + ("" if delimiter else f" ({_('erkannt')})"))
    ends = [header_number]

    def feed() -> Iterator[str]:
        yield header + "\n"
        for number, text in lines:
            ends[0] = number
            yield text + "\n"

    reader = csv.reader(feed(), delimiter=used)
    try:
        columns = [name.strip() for name in next(reader)]
        _check_header(columns, path)
        table = Table(path, columns)
        for raw in reader:
            number = ends[0]
            cells = [cell.strip() for cell in raw]
            if not any(cells):
                continue
            while len(cells) > len(columns) and not cells[-1]:  # delimiters at the end of the line
                cells.pop()
            if len(cells) != len(columns):
                reason = _("Die Zeile hat %(found)d Felder, die Kopfzeile %(expected)d.")
                report.reject(
                    line(number),
                    "",
                    reason % {"found": len(cells), "expected": len(columns)},
                    _("Setzen Sie Texte mit Trennzeichen in Anführungszeichen."),
                )
                continue
            table.rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    except csv.Error as error:
        raise ImportRefused(
            _("Ein Feld ist zu lang; vermutlich wird ein Anführungszeichen nicht geschlossen."),
            file=path,
            where=line(ends[0]),
            remedy=_("Prüfen Sie die Anführungszeichen davor."),
        ) from error
    return table


def _check_header(columns: Sequence[str], path: Path) -> None:
    for column in columns:
        if columns.count(column) > 1:
            reason = _("Diese Spalte gibt es mehrfach.") if column else _("Mehrere Spalten haben keinen Namen.")
            raise ImportRefused(
                reason, file=path, where=line(1), field=column, remedy=_("Geben Sie jeder Spalte einen eigenen Namen.")
            )
