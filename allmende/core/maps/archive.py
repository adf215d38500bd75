# SPDX-License-Identifier: EUPL-1.2
"""All tiles of the basemap in one file (MBTiles 1.3, an SQLite database; QGIS and GDAL open it too).

A new archive is written beside the old one and takes its place in one step when it is complete; web processes notice
the new file and open it.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA page_size = 4096;
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
"""
_INDEX = "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)"

_local = threading.local()


@dataclass(frozen=True)
class Info:
    """What the archive says about itself. `bounds` are west, south, east, north in degrees."""

    revision: str
    bounds: tuple[float, float, float, float]
    min_zoom: int
    max_zoom: int
    attribution: str


class Writer:
    """Takes tiles and metadata of an archive under construction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tiles = 0

    def add(self, zoom: int, x: int, y: int, gzipped: bytes) -> None:
        """Store one tile; MBTiles counts rows from the south."""
        row = (1 << zoom) - 1 - y
        self._connection.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, row, gzipped))
        self.tiles += 1

    def describe(self, values: Mapping[str, str]) -> None:
        """Store metadata."""
        self._connection.executemany("INSERT INTO metadata VALUES (?, ?)", values.items())


def path() -> Path:
    """Where the archive of this installation lies."""
    return Path(settings.HOME) / "maps" / "basemap.mbtiles"


@contextmanager
def replacing(target: Path) -> Iterator[Writer]:
    """Write a new archive and put it in the place of `target` at the end; after an error the old one stays."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(draft)
        try:
            connection.executescript(_SCHEMA)
            writer = Writer(connection)
            yield writer
            writer.describe({"revision": secrets.token_hex(6)})
            connection.execute(_INDEX)
            connection.commit()
        finally:
            connection.close()
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def info() -> Info | None:
    """Metadata of the current archive, None where no basemap has been built."""
    archive = _open()
    return archive.info if archive else None


def tile(zoom: int, x: int, y: int) -> bytes | None:
    """The gzipped tile, None where nothing is."""
    archive = _open()
    if archive is None:
        return None
    row = (1 << zoom) - 1 - y
    found = archive.connection.execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?", (zoom, x, row)
    ).fetchone()
    return bytes(found[0]) if found else None


@dataclass(frozen=True)
class _Open:
    """The archive as this thread has it open."""

    identity: tuple[str, int, int]
    connection: sqlite3.Connection
    info: Info


def _open() -> _Open | None:
    """This thread's connection to the current file; a replaced file is noticed by its inode and time."""
    current: _Open | None = getattr(_local, "archive", None)
    target = path()
    try:
        status = target.stat()
    except FileNotFoundError:
        identity = None
    else:
        identity = (str(target), status.st_ino, status.st_mtime_ns)
    if current is not None and current.identity == identity:
        return current
    if current is not None:
        current.connection.close()
        _local.archive = None
    if identity is None:
        return None
    connection = sqlite3.connect(f"{target.as_uri()}?mode=ro&immutable=1", uri=True)
    _local.archive = _Open(identity, connection, _read_info(connection))
    return _local.archive  # type: ignore[no-any-return]


def _read_info(connection: sqlite3.Connection) -> Info:
    values = dict(connection.execute("SELECT name, value FROM metadata"))
    west, south, east, north = (float(edge) for edge in values["bounds"].split(","))
    return Info(
        revision=values["revision"],
        bounds=(west, south, east, north),
        min_zoom=int(values["minzoom"]),
        max_zoom=int(values["maxzoom"]),
        attribution=values.get("attribution", ""),
    )


def vector_layers(columns: Mapping[str, Mapping[str, str]], min_zoom: int, max_zoom: int) -> str:
    """The `json` entry of the metadata that MBTiles asks for: layers with their fields and types."""
    layers = [
        {"id": layer, "fields": dict(fields), "minzoom": min_zoom, "maxzoom": max_zoom}
        for layer, fields in columns.items()
    ]
    return json.dumps({"vector_layers": layers})
