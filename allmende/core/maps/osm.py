# SPDX-License-Identifier: EUPL-1.2
"""Basemap layers from an OpenStreetMap extract (.osm.pbf): areas assembled, boundaries from administrative relations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import osmium
import osmium.filter
import osmium.geom
import shapely

from allmende.core.maps import osm_tags
from allmende.engines.tiles import FeatureTable
from allmende.engines.tiles.features import object_array

ATTRIBUTION = '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap-Mitwirkende</a>'

COLUMNS = {
    "street": ("kind", "name", "bridge", "tunnel"),
    "building": ("kind", "levels"),
    "water": ("kind", "name"),
    "waterway": ("kind", "name"),
    "green": ("kind", "name"),
    "built": ("kind",),
    "rail": ("kind",),
    "boundary": ("kind",),
    "label": ("kind", "name", "rank"),
}
"""Layers of the basemap and their attributes, as every source of basemap data delivers them."""

OPTIONAL = {"waterway": {"name"}}
"""Attributes that a source may leave out."""

Progress = Callable[[str, int, int], None]


class UnreadableExtract(ValueError):
    """The file is no OpenStreetMap extract, or only a part of one."""


def read(path: Path, progress: Progress) -> list[FeatureTable]:
    """The layers of `COLUMNS` from an extract. Raises `UnreadableExtract` naming the file and the remedy."""
    collector = _Collector()
    try:
        borders = _borders(path)
        objects = (
            osmium.FileProcessor(str(path))
            .with_areas(osmium.filter.KeyFilter(*osm_tags.KEYS))
            .with_filter(osmium.filter.KeyFilter(*osm_tags.KEYS))
        )
        progress("OpenStreetMap lesen", 0, 1)
        for item in objects:
            collector.add(item)
        collector.add_borders(path, borders)
        progress("OpenStreetMap lesen", 1, 1)
    except (RuntimeError, UnicodeDecodeError) as error:
        raise UnreadableExtract(
            f"{path.name}: Die Datei ist kein lesbarer OpenStreetMap-Auszug (.osm.pbf) oder nicht vollständig ({error}). "
            "Bitte neu herunterladen."
        ) from error
    return collector.tables()


def _borders(path: Path) -> dict[int, str]:
    """Ways of administrative boundaries with the highest administration they belong to: way id -> kind."""
    order = ("quarter", "town", "county")
    kinds: dict[int, str] = {}
    relations = osmium.FileProcessor(str(path), osmium.osm.RELATION).with_filter(
        osmium.filter.TagFilter(("boundary", "administrative"))
    )
    for relation in relations:
        kind = osm_tags.BOUNDARY.get(relation.tags.get("admin_level", ""))
        if kind is None:
            continue
        for member in relation.members:
            if member.type == "w":
                kinds[member.ref] = max(kind, kinds.get(member.ref, kind), key=order.index)
    return kinds


class _Collector:
    """Rows of all layers while the file is read."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = {layer: [] for layer in COLUMNS}
        self._wkb = osmium.geom.WKBFactory()

    def add(self, item: Any) -> None:
        """Sort one object into the layers it belongs to."""
        if item.is_area():
            self._area(item)
        elif item.is_way():
            self._line(item)
        elif item.is_node():
            self._point(item)

    def tables(self) -> list[FeatureTable]:
        """What has been collected."""
        result = []
        for layer, columns in COLUMNS.items():
            rows = self._rows[layer]
            geometry = shapely.from_wkb(object_array([row[0] for row in rows]))
            values = {name: [row[1 + place] for row in rows] for place, name in enumerate(columns)}
            result.append(FeatureTable(layer, geometry, {name: _column(column) for name, column in values.items()}))
        return result

    def add_borders(self, path: Path, kinds: dict[int, str]) -> None:
        """Lines of the boundary ways; each once, whichever municipalities share it."""
        if not kinds:
            return
        ways = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        for way in ways.with_filter(osmium.filter.IdFilter(kinds)):
            self._put("boundary", self._wkb.create_linestring, way, kinds[way.id])

    def _put(self, layer: str, geometry: Callable[[Any], str], item: Any, *values: Any) -> None:
        try:
            self._rows[layer].append((bytes.fromhex(geometry(item)), *values))
        except (RuntimeError, osmium.InvalidLocationError):
            return  # cut off at the edge of the extract: fewer than two places known

    def _line(self, way: Any) -> None:
        tags = way.tags
        area = way.is_closed() and tags.get("area") == "yes"
        kind = osm_tags.STREET.get(tags.get("highway", ""))
        if kind and not area:
            bridge, tunnel = osm_tags.flag(tags, "bridge"), osm_tags.flag(tags, "tunnel", "building_passage")
            self._put("street", self._wkb.create_linestring, way, kind, osm_tags.name(tags), bridge, tunnel)
        kind = osm_tags.RAIL.get(tags.get("railway", ""))
        if kind and not osm_tags.flag(tags, "tunnel"):
            self._put("rail", self._wkb.create_linestring, way, kind)
        kind = osm_tags.WATERWAY.get(tags.get("waterway", ""))
        if kind and not osm_tags.flag(tags, "tunnel"):
            self._put("waterway", self._wkb.create_linestring, way, kind, osm_tags.name(tags))

    def _area(self, area: Any) -> None:
        tags = area.tags
        make, text = self._wkb.create_multipolygon, osm_tags.name(tags)
        if kind := osm_tags.building(tags):
            self._put("building", make, area, kind, osm_tags.levels(tags))
        elif kind := osm_tags.water(tags):
            self._put("water", make, area, kind, text)
            self._name_inside(area, "water", text)
        elif kind := osm_tags.lookup(osm_tags.GREEN, tags):
            self._put("green", make, area, kind, text)
            if kind == "forest":
                self._name_inside(area, "forest", text)
        elif (kind := osm_tags.lookup(osm_tags.BUILT, tags)) and not _is_round_trip(area):
            self._put("built", make, area, kind)

    def _name_inside(self, area: Any, kind: str, text: str) -> None:
        """A label for a named lake or wood, at a place inside it."""
        if not text:
            return
        try:
            shape = shapely.from_wkb(self._wkb.create_multipolygon(area))
        except RuntimeError:
            return
        rank = 6 if shape.area > 1e-5 else 7  # about 7 hectares
        self._rows["label"].append((shapely.to_wkb(shapely.point_on_surface(shape)), kind, text, rank))

    def _point(self, node: Any) -> None:
        tags, text = node.tags, osm_tags.name(node.tags)
        if not text:
            return
        place = tags.get("place", "")
        if kind := osm_tags.PLACE.get(place):
            self._put("label", self._wkb.create_point, node, kind, text, osm_tags.RANK.get(place, 6))
        elif tags.get("railway") in ("station", "halt"):
            self._put("label", self._wkb.create_point, node, "station", text, 4)


def _is_round_trip(area: Any) -> bool:
    """Whether a closed pedestrian street is a way around something rather than a square."""
    return area.from_way() and "highway" in area.tags and area.tags.get("area") != "yes"


def _column(values: list[Any]) -> np.ndarray[Any, Any]:
    return np.array(values, dtype=np.int64) if values and isinstance(values[0], int) else object_array(values)
