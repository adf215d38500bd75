# SPDX-License-Identifier: EUPL-1.2
"""The county as feature tables of the base map (layers and attributes as in engines/tiles), in longitude and latitude."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Transformer

from allmende.engines.tiles.features import FeatureTable, object_array

from .model import CRS, Column, County, Floats


def lonlat(geometry: Column) -> Column:
    """Geometries (EPSG:25832) as longitude and latitude (EPSG:4326), rounded to 1e-7 degrees (about a centimetre)."""
    to_degrees = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)

    def turn(xy: Floats) -> Floats:
        return np.round(np.stack(to_degrees.transform(xy[:, 0], xy[:, 1]), -1), 7)

    return np.asarray(shapely.transform(geometry, turn))


def tables(county: County) -> list[FeatureTable]:
    """All layers of the base map."""
    s, b, use = county.streets, county.buildings, county.land
    public = s.kind.astype(str)
    layers = [
        FeatureTable(
            "street",
            lonlat(s.line),
            {"kind": _text(public), "name": _text(s.name), "bridge": s.bridge, "tunnel": s.tunnel},
        ),
        FeatureTable("building", lonlat(b.polygon), {"kind": _text(b.kind), "levels": b.levels}),
    ]
    for layer in ("water", "waterway", "green", "built"):
        rows = use.layer == layer
        columns = {"kind": _text(use.kind[rows])}
        if layer != "built":
            columns["name"] = _text(use.name[rows])
        if layer == "waterway":
            columns.pop("name")
        layers.append(FeatureTable(layer, lonlat(use.geometry[rows]), columns))
    rail = object_array(list(county.rail))
    layers.append(FeatureTable("rail", lonlat(rail), {"kind": _text(np.full(len(rail), "rail"))}))
    layers += [_boundaries(county), _labels(county)]
    return layers


def _text(column: Column) -> Column:
    return object_array([str(value) for value in column])


def _boundaries(county: County) -> FeatureTable:
    """Each border once, with the highest rank it has."""
    shapes: list[shapely.Geometry] = []
    kinds: list[str] = []
    drawn: shapely.Geometry = shapely.MultiLineString()
    for kind, areas in (
        ("county", [county.area]), ("town", [t.area for t in county.towns]), ("quarter", county.quarters),
    ):  # fmt: skip
        border = shapely.union_all(shapely.boundary(object_array([a.geometry for a in areas])), grid_size=0.01)
        fresh = shapely.line_merge(shapely.difference(border, drawn, grid_size=0.01))
        drawn = shapely.union_all([drawn, border], grid_size=0.01)
        for part in shapely.get_parts(fresh):
            if part.geom_type == "LineString" and part.length > 1:
                shapes.append(part)
                kinds.append(kind)
    return FeatureTable("boundary", lonlat(object_array(shapes)), {"kind": object_array(kinds)})


Label = tuple[str, str, int, shapely.Point]


def _labels(county: County) -> FeatureTable:
    rows = [*_place_labels(county), *_land_labels(county)]
    rows += [
        ("station", f.name, 4 if f.settlement == 0 else 5, shapely.Point(*f.xy))
        for f in county.facilities
        if f.category == "train_station"
    ]
    kinds, names, ranks, points = zip(*rows, strict=True)
    return FeatureTable(
        "label", lonlat(object_array(list(points))),
        {"kind": object_array(list(kinds)), "name": object_array(list(names)), "rank": np.array(ranks, dtype=np.int64)},
    )  # fmt: skip


def _place_labels(county: County) -> list[Label]:
    rows: list[Label] = []
    for place in county.settlements:
        size = 3 if place.inhabitants > 700 else 4 if place.inhabitants > 250 else 5
        rank = {"core": 1, "town": 2}.get(place.role, size)
        rows.append(("village" if place.role == "village" else "town", place.name, rank, shapely.Point(*place.centre)))
    known = {s.name for s in county.settlements}
    rows += [
        ("quarter", q.name.split("-")[-1], 5, q.geometry.representative_point())
        for q in county.quarters
        if q.name not in known and q.inhabitants > 0
    ]
    return rows


def _land_labels(county: County) -> list[Label]:
    """Names of river, brooks, lakes and woods; the river's stands on its line, not in its area."""
    ranks = {
        ("waterway", "river"): 3,
        ("water", "lake"): 4,
        ("green", "forest"): 5,
        ("waterway", "stream"): 6,
        ("water", "pond"): 7,
    }
    rows: list[Label] = []
    land = county.land
    for row in np.flatnonzero(land.name != "").tolist():
        rank = ranks.get((str(land.layer[row]), str(land.kind[row])))
        if rank is None:
            continue
        shape = land.geometry[row]
        point = (
            shape.interpolate(0.5, normalized=True) if land.layer[row] == "waterway" else shape.representative_point()
        )
        rows.append(("forest" if land.kind[row] == "forest" else "water", str(land.name[row]), rank, point))
    return rows
