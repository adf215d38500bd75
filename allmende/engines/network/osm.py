# SPDX-License-Identifier: EUPL-1.2
"""A network from an OpenStreetMap extract (.osm.pbf)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from . import access
from .barriers import Gate, gate_of
from .model import Floats, Network
from .passage import Passage, passage_of
from .ways import Ways, network_of
from .wheelchair import kerb_of

Progress = Callable[[str, int, int], None]

NODE_KEYS = ("barrier", "kerb", "kerb:height", "wheelchair")
FUTURE = frozenset({"construction", "proposed", "planned", "abandoned", "disused", "razed"})
GERMANY = (5.5, 47.0, 15.5, 55.5)
REMEDY = "Bitte neu herunterladen, zum Beispiel bei download.geofabrik.de."


class UnreadableExtract(ValueError):
    """The file is no extract, only a part of one, or holds no streets. The message is German and says what to do."""


def build_from_osm(path: Path, *, progress: Progress | None = None, crs: str | None = None) -> Network:
    """Read the streets and paths of an extract.

    Args:
        path: the file.
        progress: called with (what is being done, steps done, steps in all).
        crs: metres to work in; default EPSG:25832 or, east of 12 degrees, 25833 in Germany, elsewhere the UTM zone.

    Raises:
        UnreadableExtract: missing, broken or cut off; or without any street.
    """
    report = progress or (lambda label, done, total: None)
    if not path.is_file():
        raise UnreadableExtract(f"{path}: Die Datei gibt es nicht.")
    import osmium

    try:
        report("OpenStreetMap lesen", 0, 3)
        reader = _Reader(path)
        report("OpenStreetMap lesen", 1, 3)
    except (RuntimeError, UnicodeDecodeError, osmium.InvalidLocationError) as error:
        raise UnreadableExtract(
            f"{path.name}: Die Datei ist kein lesbarer OpenStreetMap-Auszug (.osm.pbf) oder nicht vollständig ({error}). {REMEDY}"
        ) from error
    if not reader.sizes:
        raise UnreadableExtract(
            f"{path.name}: In der Datei sind keine Straßen und Wege. Bitte einen Auszug wählen, der das ganze Gebiet mit allen "
            "Objekten enthält."
        )
    lonlat = np.array(reader.lonlat).reshape(-1, 2)
    chosen = crs or metric_crs(lonlat)
    xy = _project(lonlat, chosen)
    report("Straßennetz bauen", 2, 3)
    network = network_of(reader.ways(), xy, reader.gates, crs=chosen, notes=dict(reader.notes))
    report("Straßennetz bauen", 3, 3)
    return network


def metric_crs(lonlat: Floats) -> str:
    """The CRS in metres that suits places (n, 2) in degrees: EPSG:25832 or 25833 in Germany, else the UTM zone."""
    west, south, east, north = GERMANY
    lon, lat = (lonlat.min(axis=0) + lonlat.max(axis=0)) / 2
    if west <= lon <= east and south <= lat <= north:
        return "EPSG:25833" if lon >= 12 else "EPSG:25832"
    zone = min(60, int((lon + 180) // 6) + 1)
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def _project(lonlat: Floats, crs: str) -> Floats:
    from pyproj import Transformer

    x, y = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y])


class _Reader:
    """What is kept of a file: ways as runs of node numbers with places, barriers, counts."""

    def __init__(self, path: Path) -> None:
        self.refs: list[int] = []
        self.lonlat: list[tuple[float, float]] = []
        self.sizes: list[int] = []
        self.passage: list[int] = []
        self.source: list[int] = []
        self.minor: list[bool] = []
        self.gates: dict[int, Gate] = {}
        self.notes: Counter[str] = Counter()
        self._kerbs: set[int] = set()
        self._passages: dict[Passage, int] = {}
        self._squares = self._relations(path)
        self._read(path)

    def ways(self) -> Ways:
        """The ways as arrays."""
        start = np.zeros(len(self.sizes) + 1, np.int64)
        np.cumsum(self.sizes, out=start[1:])
        return Ways(
            np.array(self.refs, np.int64), start, np.array(self.passage, np.int64), np.array(self.source, np.int64),
            np.array(self.minor, bool), list(self._passages),
        )  # fmt: skip

    def _relations(self, path: Path) -> dict[int, dict[str, str]]:
        """Outlines of squares that are multipolygons: way -> tags of the square."""
        import osmium
        import osmium.filter

        found: dict[int, dict[str, str]] = {}
        relations = osmium.FileProcessor(str(path), osmium.osm.RELATION)
        for relation in relations.with_filter(osmium.filter.KeyFilter("highway")):
            if relation.tags.get("type") == "multipolygon":
                tags = dict(relation.tags)
                found |= {member.ref: tags for member in relation.members if member.type == "w"}
        return found

    def _read(self, path: Path) -> None:
        import osmium
        import osmium.filter

        kinds = osmium.osm.NODE | osmium.osm.WAY
        items = osmium.FileProcessor(str(path), kinds).with_locations()
        for item in items.with_filter(osmium.filter.KeyFilter("highway", "route", *NODE_KEYS)):
            if item.is_node():
                self._node(item.id, item.tags)
            else:
                self._way(item)
        if self._squares:
            outlines = osmium.FileProcessor(str(path), kinds).with_locations()
            outlines = outlines.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
            for way in outlines.with_filter(osmium.filter.IdFilter(self._squares)):
                if "highway" not in way.tags:
                    self._accept(way, self._squares[way.id])

    def _node(self, number: int, node: Any) -> None:
        if not any(key in node for key in NODE_KEYS):
            return
        tags = dict(node)
        gate = gate_of(tags)
        if gate is not None:
            self.gates[number] = gate
        if kerb_of(tags) is not None or (tags.get("highway") == "crossing" and tags.get("wheelchair") == "yes"):
            self._kerbs.add(number)

    def _way(self, way: Any) -> None:
        kind = way.tags.get("highway")
        if kind in access.KINDS:
            self._accept(way, dict(way.tags))
        elif way.tags.get("route") == "ferry":
            self.notes["ferries"] += 1
        elif kind in FUTURE:
            self.notes["not_built"] += 1
        elif kind is not None:
            self.notes["other_kinds"] += 1

    def _accept(self, way: Any, tags: dict[str, str]) -> None:
        visits = [(node.ref, node.location) for node in way.nodes]
        crossing = "crossing" in (tags.get("footway"), tags.get("path"), tags.get("cycleway"))
        known = crossing and sum(ref in self._kerbs for ref, _ in visits) >= 2
        passage = passage_of(tags, known)
        if not passage.any:
            self.notes["closed"] += 1
            return
        if tags.get("area") == "yes" or "type" in tags:
            self.notes["squares"] += 1
        if "incline" in tags:
            self.notes["with_incline"] += 1
        for run in _runs(visits):
            self.refs += [ref for ref, _, _ in run]
            self.lonlat += [(lon, lat) for _, lon, lat in run]
            self.sizes.append(len(run))
            self.passage.append(self._passages.setdefault(passage, len(self._passages)))
            self.source.append(way.id)
            self.minor.append(tags["highway"] in access.PATHS)
            self.notes["ways"] += 1
            self.notes["cut_at_border"] += len(run) < len(visits)


def _runs(visits: Iterable[tuple[int, Any]]) -> list[list[tuple[int, float, float]]]:
    """Parts of a way whose places are known (ways are cut off at the border of an extract); repeated nodes once."""
    runs: list[list[tuple[int, float, float]]] = [[]]
    for ref, place in visits:
        if not place.valid():
            runs.append([])
        elif not runs[-1] or runs[-1][-1][0] != ref:
            runs[-1].append((ref, place.lon, place.lat))
    return [run for run in runs if len(run) > 1]
