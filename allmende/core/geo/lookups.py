# SPDX-License-Identifier: EUPL-1.2
"""Spatial lookups: `bbox`, `intersects`, `dwithin`.

`bbox` is pure SQL on the index. `intersects` and `dwithin` are exact: with PostGIS the database decides; elsewhere the
index gives the candidates, shapely decides on their geometries, and the statement gets the matching keys. So the
answer is the same on every database (a test holds them together), and the price is one query more.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely
from django.db import connections
from django.db.models import Lookup
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from allmende.core.geo import crs
from allmende.core.geo.fields import GeometryField
from allmende.core.geo.index import box_sql, has_postgis, rtree_name

Box = tuple[float, float, float, float]


class _SpatialLookup(Lookup[Any]):
    """Shared parts: the index condition, and the exact decision on candidates."""

    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (value,)

    def _box_condition(self, connection: Any, bounds: Box) -> tuple[str, tuple[Any, ...]]:
        column = self.lhs
        quote = connection.ops.quote_name
        west, south, east, north = (float(edge) for edge in bounds)
        model = column.target.model
        if connection.vendor == "sqlite":
            key = f"{quote(column.alias)}.{quote(model._meta.pk.column)}"
            tree = quote(rtree_name(model, column.target))
            # R*Tree numbers are 32 bit, rounded outwards; the exact columns decide at the edge.
            sql = (
                f"({key} IN (SELECT id FROM {tree} WHERE east >= %s AND west <= %s AND north >= %s AND south <= %s) AND "
                + " AND ".join(
                    f"{quote(column.alias)}.{quote(f'{column.target.column}_{edge}')} {sign} %s"
                    for edge, sign in (("east", ">="), ("west", "<="), ("north", ">="), ("south", "<="))
                )
                + ")"
            )
            return sql, (west, east, south, north) * 2
        sql = f"{box_sql(quote, column.alias, column.target.column)} && box(point(%s, %s), point(%s, %s))"
        return sql, (west, south, east, north)

    def _keys_condition(self, connection: Any, bounds: Box, decide: Any) -> tuple[str, tuple[Any, ...]]:
        """Return `key IN (...)` for the candidates in `bounds` that `decide(array of geometries)` accepts."""
        column = self.lhs
        model = column.target.model
        candidates = (
            model._base_manager.using(connection.alias)
            .filter(**{f"{column.target.name}__bbox": bounds})
            .order_by()
            .values_list("pk", column.target.name)
        )
        rows = list(candidates)
        keys: list[Any] = []
        if rows:
            accepted = decide(np.array([geometry for _, geometry in rows], dtype=object))
            keys = [key for (key, _), good in zip(rows, accepted, strict=True) if good]
        key_sql = f"{connection.ops.quote_name(column.alias)}.{connection.ops.quote_name(model._meta.pk.column)}"
        if connection.vendor == "sqlite":
            return f"{key_sql} IN (SELECT value FROM json_each(%s))", (json.dumps(keys),)
        return f"{key_sql} = ANY(%s)", (keys,)


@GeometryField.register_lookup
class BoxLookup(_SpatialLookup):
    """`geom__bbox=(west, south, east, north)`: the bounding boxes touch or overlap."""

    lookup_name = "bbox"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._box_condition(connection, self.rhs)


@GeometryField.register_lookup
class IntersectsLookup(_SpatialLookup):
    """`geom__intersects=shape`: the geometries share at least one point."""

    lookup_name = "intersects"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        shape: BaseGeometry = self.rhs
        if shape.is_empty:
            return "1 = 0", ()
        if has_postgis(connections[connection.alias]):
            condition, parameters = self._box_condition(connection, shape.bounds)
            column, _ = compiler.compile(self.lhs)
            sql = f"({condition} AND ST_Intersects(ST_GeomFromWKB({column}, 4326), ST_GeomFromWKB(%s, 4326)))"
            return sql, (*parameters, shapely.to_wkb(shape))
        shapely.prepare(shape)
        return self._keys_condition(connection, shape.bounds, lambda found: shapely.intersects(shape, found))


@GeometryField.register_lookup
class DistanceWithinLookup(_SpatialLookup):
    """`geom__dwithin=(shape, metres)`: the distance in UTM metres (zone of `shape`) is at most `metres`."""

    lookup_name = "dwithin"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        shape, metres = self.rhs
        if shape.is_empty:
            return "1 = 0", ()
        west, south, east, north = shape.bounds
        margin_x, margin_y = crs.degrees_around(max(abs(south), abs(north)), metres)
        bounds = box(west - margin_x, south - margin_y, east + margin_x, north + margin_y).bounds
        epsg = crs.metric_epsg((west + east) / 2)
        local = crs.transform(shape, crs.WGS84, epsg)
        if has_postgis(connections[connection.alias]):
            condition, parameters = self._box_condition(connection, bounds)
            column, _ = compiler.compile(self.lhs)
            sql = (
                f"({condition} AND ST_DWithin(ST_Transform(ST_GeomFromWKB({column}, 4326), {epsg}), "
                f"ST_GeomFromWKB(%s, {epsg}), %s))"
            )
            return sql, (*parameters, shapely.to_wkb(local), metres)
        return self._keys_condition(
            connection,
            bounds,
            lambda found: shapely.distance(local, crs.transform(found, crs.WGS84, epsg)) <= metres,
        )
