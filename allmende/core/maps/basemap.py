# SPDX-License-Identifier: EUPL-1.2
"""Building the basemap: layers in, one archive of vector tiles out."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from allmende.core.maps import archive, osm
from allmende.core.maps.detail import MAX_ZOOM, MIN_ZOOM, detail, large_first, select
from allmende.engines.tiles import FeatureTable, prepare
from allmende.engines.tiles.level import Level
from allmende.engines.tiles.prepare import repair

Progress = Callable[[str, int, int], None]

_TYPES = {"levels": "Number", "rank": "Number", "bridge": "Number", "tunnel": "Number"}


def build_from_osm(path: Path, progress: Progress) -> dict[str, Any]:
    """Build the basemap from an extract (.osm.pbf). Raises ValueError naming file and remedy where it cannot be read."""
    return build(osm.read(path, progress), progress, attribution=osm.ATTRIBUTION)


def build(
    tables: Sequence[FeatureTable], progress: Progress, attribution: str = "", target: Path | None = None
) -> dict[str, Any]:
    """Build all tiles and replace the installation's basemap (or `target`) in one step.

    tables       layers of `osm.COLUMNS` in longitude/latitude; which ones are missing is the caller's choice
    attribution  HTML of the line below the map; '' for own data that needs none
    Returns {"tiles", "bytes", "features", "bounds"}. Raises ValueError for an unknown or malformed layer, and where
    there is nothing to draw.
    """
    tables = [repair(_checked(table)) for table in tables if len(table)]
    if not any(map(len, tables)):
        raise ValueError("In den Daten ist nichts, was die Karte zeigen könnte: keine Straße, kein Haus, kein Name.")
    bounds = _bounds(tables)
    target = target or archive.path()
    with archive.replacing(target) as writer:
        for zoom in range(MIN_ZOOM, MAX_ZOOM + 1):
            level = Level([_prepared(table, zoom) for table in tables], zoom)
            occupied = list(level.occupied())
            label = f"Karte zeichnen, Stufe {zoom} von {MAX_ZOOM}"
            for done, (x, y) in enumerate(occupied):
                progress(label, done, len(occupied))
                encoded = level.encode(x, y)
                if encoded:
                    writer.add(zoom, x, y, gzip.compress(encoded, 6, mtime=0))
            progress(label, len(occupied), len(occupied))
        writer.describe(_metadata(tables, bounds, attribution))
        tiles = writer.tiles
    return {
        "tiles": tiles,
        "bytes": target.stat().st_size,
        "features": {table.layer: len(table) for table in tables},
        "bounds": bounds,
    }


def _prepared(table: FeatureTable, zoom: int) -> FeatureTable:
    chosen = select(table, zoom)
    prepared = prepare(chosen, zoom, detail(chosen, zoom))
    return large_first(prepared) if table.layer in ("green", "built", "water") else prepared


def _checked(table: FeatureTable) -> FeatureTable:
    expected = osm.COLUMNS.get(table.layer)
    if expected is None:
        raise ValueError(f"unknown basemap layer {table.layer!r}; known: {', '.join(osm.COLUMNS)}")
    missing = set(expected) - set(table.attributes) - osm.OPTIONAL.get(table.layer, set())
    if missing or set(table.attributes) - set(expected):
        raise ValueError(
            f"layer {table.layer!r} has attributes {sorted(table.attributes)}, expected {sorted(expected)}"
        )
    return table


def _bounds(tables: Sequence[FeatureTable]) -> tuple[float, float, float, float]:
    edges = np.concatenate([shapely.bounds(table.geometry) for table in tables])
    west, south = edges[:, :2].min(axis=0).tolist()
    east, north = edges[:, 2:].max(axis=0).tolist()
    return west, south, east, north


def _metadata(
    tables: Sequence[FeatureTable], bounds: tuple[float, float, float, float], attribution: str
) -> dict[str, str]:
    fields = {table.layer: {name: _TYPES.get(name, "String") for name in table.attributes} for table in tables}
    return {
        "name": "Allmende",
        "format": "pbf",
        "type": "baselayer",
        "bounds": ",".join(f"{edge:.6f}" for edge in bounds),
        "minzoom": str(MIN_ZOOM),
        "maxzoom": str(MAX_ZOOM),
        "attribution": attribution,
        "json": archive.vector_layers(fields, MIN_ZOOM, MAX_ZOOM),
    }
