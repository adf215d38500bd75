# SPDX-License-Identifier: EUPL-1.2
"""Places from an OpenStreetMap extract (.osm.pbf): nodes, ways and multipolygon relations, through libosmium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium
import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from allmende.commons.places.categories import catalogue, category_of
from allmende.commons.places.imports.intake import Candidate
from allmende.commons.places.imports.tags import place_from_tags
from allmende.core.imports.files import FileKind, check_file, kind_of
from allmende.core.imports.geometry import BadGeometry, check_coordinates, point_of
from allmende.core.imports.report import ImportRefused, Progress, Report

SOURCE = "osm"
LICENCE = "ODbL-1.0, © OpenStreetMap-Mitwirkende"
_STEP = 500


@dataclass(frozen=True, slots=True)
class _Found:
    """An object that is a place by its tags."""

    source_id: str
    tags: dict[str, str]
    category: str


def read(path: Path, report: Report, progress: Progress) -> list[Candidate]:
    """Return all places of an extract. Raises `ImportRefused` for a file that is no pbf, or is cut off or damaged."""
    if kind_of(check_file(path)) is not FileKind.PBF:
        raise ImportRefused(
            _("Das ist keine OpenStreetMap-Datei im Format .osm.pbf."),
            file=path,
            remedy=_("Laden Sie einen Auszug als .osm.pbf herunter, zum Beispiel von download.geofabrik.de."),
        )
    try:
        return list(_candidates(path, report, progress))
    except RuntimeError as error:
        raise ImportRefused(
            _("Die Datei ist beschädigt oder abgeschnitten (%s).") % str(error).removeprefix("PBF error: "),
            file=path,
            remedy=_("Laden Sie die Datei noch einmal herunter."),
        ) from error


def _candidates(path: Path, report: Report, progress: Progress) -> Iterator[Candidate]:
    keys = osmium.filter.KeyFilter(*sorted(tag_keys()))
    objects = osmium.FileProcessor(str(path)).with_locations().with_areas(keys).with_filter(keys)
    unfinished: dict[str, _Found] = {}
    finished: set[str] = set()
    for number, thing in enumerate(objects, 1):
        if number % _STEP == 0:
            progress(_("Objekte lesen"), number, 0)
        found = _place(thing)
        if found is None:
            continue
        if thing.is_relation():
            unfinished[found.source_id] = found
            continue
        finished.add(found.source_id)
        try:
            point = point_of(check_coordinates(_geometry(thing)))
        except (BadGeometry, ShapelyError) as error:
            _reject(report, found, str(error))
            continue
        yield _candidate(found, point)
    yield from _rest(path, {key: found for key, found in unfinished.items() if key not in finished}, report)


def _place(thing: Any) -> _Found | None:
    """Return what an object is, or None where it is no place, or comes again in another form.

    Areas of ways are read as ways, which is quicker and forgives more; of relations only multipolygons have an area.
    """
    if thing.is_area() and thing.from_way():
        return None
    if thing.is_relation() and thing.tags.get("type") != "multipolygon":
        return None
    tags = dict(thing.tags)
    category = category_of(tags)
    return _Found(_identity(thing), tags, category) if category else None


def _rest(path: Path, unfinished: dict[str, _Found], report: Report) -> Iterator[Candidate]:
    """Yield the relations without an area, because the extract holds only some of their ways; reject those without any."""
    parts = _parts(path, unfinished)
    for found in unfinished.values():
        if found.source_id not in parts:
            _reject(report, found, _("Von der Fläche liegt nichts im Auszug."))
            continue
        report.note_some(_("Flächen, die der Auszug nur zum Teil enthält; ihre Lage ist genähert"), _where(found))
        yield _candidate(found, parts[found.source_id])


def _parts(path: Path, unfinished: dict[str, _Found]) -> dict[str, BaseGeometry]:
    """Return a point amid those ways of each unfinished relation that the extract holds."""
    if not unfinished:
        return {}
    relations: dict[int, list[str]] = {}
    for thing in osmium.FileProcessor(str(path), osmium.osm.RELATION):
        if (identity := _identity(thing)) in unfinished:
            for member in thing.members:
                if member.type == "w":
                    relations.setdefault(member.ref, []).append(identity)
    points: dict[str, list[tuple[float, float]]] = {}
    ways = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    for way in ways.with_filter(osmium.filter.IdFilter(relations)):
        there = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        for identity in relations[way.id]:
            points.setdefault(identity, []).extend(there)
    return {identity: shapely.MultiPoint(there).convex_hull.centroid for identity, there in points.items() if there}


def _candidate(found: _Found, point: BaseGeometry) -> Candidate:
    row = place_from_tags(found.tags, found.category, found.source_id, point, source="OpenStreetMap")
    return Candidate(_where(found), row)


def _reject(report: Report, found: _Found, reason: str) -> None:
    remedy = _("Nehmen Sie einen größeren Auszug oder berichtigen Sie das Objekt in OpenStreetMap.")
    report.reject(_where(found), "Geometrie", reason, remedy, found.category)
    report.seen.add(found.source_id)


def _where(found: _Found) -> str:
    kinds = {"n": "node", "w": "way", "r": "relation"}
    name = found.tags.get("name", "")[:60]
    return f"{kinds[found.source_id[0]]}/{found.source_id[1:]}" + (f" ({name})" if name else "")


def _identity(thing: Any) -> str:
    if thing.is_area():
        return f"r{thing.orig_id()}"
    return f"{thing.type_str()}{thing.id}"


def _geometry(thing: Any) -> BaseGeometry:
    """Return the shape of an object; of a way only the nodes that the extract holds."""
    if thing.is_node():
        return shapely.Point(thing.lon, thing.lat)
    if thing.is_way():
        points = [(node.lon, node.lat) for node in thing.nodes if node.location.valid()]
        if not points:
            raise BadGeometry(_("Die Punkte des Wegs fehlen im Auszug."))
        if len(points) > 3 and points[0] == points[-1]:
            return shapely.Polygon(points)
        return shapely.Point(points[0]) if len(points) == 1 else shapely.LineString(points)
    polygons = []
    for outer in thing.outer_rings():
        holes = [[(node.lon, node.lat) for node in inner] for inner in thing.inner_rings(outer)]
        polygons.append(shapely.Polygon([(node.lon, node.lat) for node in outer], holes))
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def tag_keys() -> set[str]:
    """Return the keys of which every place has at least one."""
    keys: set[str] = set()
    for rule, _category in catalogue().rules:
        keys |= {condition.key for condition in rule.conditions if not condition.negated}
    return keys
