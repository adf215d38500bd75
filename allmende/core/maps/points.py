# SPDX-License-Identifier: EUPL-1.2
"""Tiles of points straight from the database, clustered while they stand close, kept until the data change.

    from allmende.core.maps.points import PointLayer, point_tile

    def tile(request, zoom, x, y):
        layer = PointLayer(places, columns={"name": "name", "kind": "category"}, revision=revision_of_places())
        return point_tile(request, layer, zoom, x, y)

The JavaScript of the map component draws them: attributes `name`, `icon`, `colour`, `count`, `expand` have a meaning
there, the feature id is the primary key.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import shapely
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from allmende.core.geo.fields import edge_names
from allmende.core.maps.responses import TILE, etag_of, not_modified, nothing_here, packed
from allmende.engines.tiles import EXTENT, FeatureTable, cut, encode, prepare, tile_bounds, valid_tile
from allmende.engines.tiles.cluster import RADIUS, REACH, cluster

MAX_ZOOM = 16
"""The finest zoom served; the browser enlarges it further. There every point stands alone."""

LAYER = "points"

Columns = dict[str, np.ndarray[Any, Any]]


class PointSource(Protocol):
    """What a tile of points is made of: `PointLayer` reads it from the database; an app with arrays brings its own."""

    @property
    def revision(self) -> str: ...
    @property
    def names(self) -> Sequence[str]: ...
    def read(self, bounds: tuple[float, float, float, float]) -> FeatureTable: ...


@dataclass(frozen=True)
class PointLayer:
    """Which points a tile shows.

    queryset   rows of a model with a point `GeometryField`, filtered as the page filters its list
    columns    attribute in the tile -> field of the model (or annotation)
    revision   text that names the content: state of the data, the filter, and who asks where that matters. It is the
               cache key and the ETag, and may stand as `?v=` in the address of the tiles
    geometry   name of the geometry field
    derive     optional: columns as read (arrays) -> columns as sent, for instance category -> icon and colour
    """

    queryset: QuerySet[Any]
    columns: Mapping[str, str]
    revision: str
    geometry: str = "geom"
    derive: Callable[[Columns], Columns] | None = None

    @property
    def names(self) -> Sequence[str]:
        """What the attributes are, for the cache key."""
        return [f"{name}={column}" for name, column in sorted(self.columns.items())]

    def read(self, bounds: tuple[float, float, float, float]) -> FeatureTable:
        """Return the points within bounds (one query)."""
        return read_points(self, bounds)


def point_tile(request: HttpRequest, layer: PointSource, zoom: int, x: int, y: int) -> HttpResponse:
    """The answer for one tile: 304, from the cache, or computed with one query; 404 beyond the grid."""
    if not valid_tile(zoom, x, y, MAX_ZOOM):
        return nothing_here()
    etag = etag_of("points", layer.revision, layer.names, zoom, x, y)
    current = request.GET.get("v") == layer.revision
    cache_control = "private, max-age=86400" if current else "private, no-cache"
    unchanged = not_modified(request, etag)
    if unchanged is not None:
        return unchanged
    key = "maps:points:" + hashlib.sha256(etag.encode()).hexdigest()
    gzipped = cache.get(key)
    if gzipped is None:
        content = encode_points(layer, zoom, x, y)
        gzipped = gzip.compress(content, 6, mtime=0) if content else b""
        cache.set(key, gzipped, timeout=24 * 3600)
    return packed(request, gzipped, TILE, etag, cache_control)


def encode_points(layer: PointSource, zoom: int, x: int, y: int) -> bytes:
    """The tile itself, uncompressed; one query."""
    clustered = zoom < MAX_ZOOM
    margin = REACH * RADIUS / EXTENT if clustered else 0.0
    table = layer.read(tile_bounds(zoom, x, y, margin))
    table = prepare(table, zoom)
    if clustered:
        table = cluster(table, zoom)
    return encode([cut(table, x, y)])


def read_points(layer: PointLayer, bounds: tuple[float, float, float, float]) -> FeatureTable:
    """Points of the layer within bounds (west, south, east, north), in the order of their keys.

    The bounding box of a point is the point, so its geometry need not be read.
    """
    west, south, *_ = edge_names(layer.geometry)
    rows = list(
        layer.queryset.filter(**{f"{layer.geometry}__bbox": bounds})
        .order_by("pk")
        .values_list("pk", west, south, *layer.columns.values())
    )
    keys, longitudes, latitudes, *values = zip(*rows, strict=True) if rows else [()] * (3 + len(layer.columns))
    geometry = shapely.points(np.array(longitudes, dtype=float), np.array(latitudes, dtype=float))
    columns: Columns = {}
    for name, column in zip(layer.columns, values, strict=True):
        columns[name] = np.empty(len(rows), dtype=object)
        columns[name][:] = column
    if layer.derive:
        columns = layer.derive(columns)
    return FeatureTable(LAYER, geometry, columns, np.array(keys, dtype=np.int64))
