# SPDX-License-Identifier: EUPL-1.2
"""Mapbox Vector Tile 2.1 encoder on arrays.

Everything inside an MVT feature is a varint: field keys, lengths, tags, geometry commands. So a whole layer is laid
out as one array of numbers and turned into bytes in one go; Python loops only over distinct attribute values.
Source: Mapbox Vector Tile Specification 2.1, sections 4.1 to 4.4.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from . import varint
from .features import Array, FeatureTable
from .mercator import EXTENT

Ints = npt.NDArray[np.int64]

POINT, LINE, POLYGON = 1, 2, 3
# shapely's type ids (Point, LineString, LinearRing, Polygon, MultiPoint, MultiLineString, MultiPolygon) to the above
_KIND = np.array([POINT, LINE, LINE, POLYGON, POINT, LINE, POLYGON, 0], dtype=np.int64)

_MOVE_ONE = 1 << 3 | 1
_CLOSE = 1 << 3 | 7
_FEATURE, _ID, _TAGS, _TYPE, _GEOMETRY = 0x12, 0x08, 0x12, 0x18, 0x22


def encode(tables: Iterable[FeatureTable], extent: int = EXTENT) -> bytes:
    """One tile of layers; geometries are in tile units (see `cut.cut`). Layers without features are left out.

    Raises ValueError for a geometry collection, coordinates that are not whole numbers or an attribute that is
    neither text, number nor truth value.
    """
    return b"".join(varint.block(3, encode_layer(table, extent)) for table in tables if len(table))


def encode_layer(table: FeatureTable, extent: int = EXTENT) -> bytes:
    """The message of one layer (without its field key in the tile)."""
    keys, values, tags, tag_counts = _tags(table)
    features = _features(table, tags, tag_counts)
    return b"".join(
        [
            varint.block(1, table.layer.encode()),  # first: GDAL recognises a tile by it
            features,
            *(varint.block(3, key.encode()) for key in keys),
            *(varint.block(4, value) for value in values),
            varint.number(5, extent),
            varint.number(15, 2),
        ]
    )


@dataclass(frozen=True)
class _Paths:
    """Runs of points that are drawn together: the points of a feature, one line, or one ring without its last point."""

    coordinates: Ints  # (points, 2)
    path_of_point: Ints
    feature: Ints  # (paths,)
    kind: Ints  # (paths,) POINT, LINE or POLYGON


def _features(table: FeatureTable, tags: Ints, tag_counts: Ints) -> bytes:
    count = len(table)
    kind = _KIND[shapely.get_type_id(table.geometry)]
    if (kind == 0).any():
        raise ValueError(f"layer {table.layer!r}: geometry collections cannot be encoded")
    if shapely.is_empty(table.geometry).any():
        raise ValueError(f"layer {table.layer!r}: empty geometries cannot be encoded")
    blocks = [
        _block(_TAGS, tags.astype(np.uint64), tag_counts),
        _block(_GEOMETRY, *_commands(_paths(table.geometry, kind), count)),
    ]
    head = [] if table.ids is None else [np.full(count, _ID), table.ids]
    head += [np.full(count, _TYPE), kind]
    sizes = [_bytes_by(*block) for block in blocks] + [varint.sizes(column.astype(np.uint64)) for column in head]
    body_bytes = np.sum(sizes, axis=0)
    head = [np.full(count, _FEATURE), body_bytes, *head]

    # Lay the pieces of every feature side by side: head, tags, geometry commands.
    starts = _starts(np.sum([counts for _, counts in blocks], axis=0) + len(head))
    stream = np.empty(int(starts[-1]), dtype=np.uint64)
    at = starts[:-1]
    for offset, column in enumerate(head):
        stream[at + offset] = column.astype(np.uint64)
    at = at + len(head)
    for words, counts in blocks:
        stream[_places(at, counts)] = words
        at = at + counts
    return varint.encode(stream)


def _block(key: int, words: varint.Words, counts: Ints) -> tuple[varint.Words, Ints]:
    """Field key and length in bytes set before each feature's run of numbers; features without any stay without."""
    filled = counts > 0
    starts = _starts(counts + 2 * filled)
    stream = np.empty(int(starts[-1]), dtype=np.uint64)
    at = starts[:-1][filled]
    stream[at] = key
    stream[at + 1] = _bytes_by(words, counts)[filled]
    stream[_places(at + 2, counts[filled])] = words
    return stream, counts + 2 * filled


def _paths(geometry: Array, kind: Ints) -> _Paths:
    parts: list[Array] = []
    owners: list[Ints] = []
    rows = np.arange(len(geometry))
    lines, line_of = shapely.get_parts(geometry[kind == LINE], return_index=True)
    polygons, polygon_of = shapely.get_parts(geometry[kind == POLYGON], return_index=True)
    rings, ring_of = shapely.get_rings(polygons, return_index=True)
    parts = [geometry[kind == POINT], lines, rings]
    owners = [rows[kind == POINT], rows[kind == LINE][line_of], rows[kind == POLYGON][polygon_of[ring_of]]]
    kinds = np.repeat([POINT, LINE, POLYGON], [len(part) for part in parts])
    feature = np.concatenate(owners)
    order = np.argsort(feature, kind="stable")
    paths, feature, kinds = np.concatenate(parts)[order], feature[order], kinds[order]
    coordinates, path_of_point = shapely.get_coordinates(paths, return_index=True)
    whole = coordinates.astype(np.int64)
    if (whole != coordinates).any():
        raise ValueError("coordinates of a tile must be whole numbers; pass the table through cut() first")
    last = np.append(path_of_point[1:] != path_of_point[:-1], True) if len(path_of_point) else np.zeros(0, dtype=bool)
    keep = ~(last & (kinds[path_of_point] == POLYGON))
    return _Paths(whole[keep], path_of_point[keep], feature, kinds)


def _commands(paths: _Paths, features: int) -> tuple[varint.Words, Ints]:
    """Geometry commands of all features in one array, and how many numbers belong to each feature."""
    points = _sum_by(paths.path_of_point, np.ones(len(paths.path_of_point), dtype=np.int64), len(paths.kind))
    feature_of_point = paths.feature[paths.path_of_point]
    delta = np.diff(paths.coordinates, axis=0, prepend=0)
    first_of_feature = np.append(True, feature_of_point[1:] != feature_of_point[:-1])[: len(delta)]
    delta[first_of_feature] = paths.coordinates[first_of_feature]

    extra = np.array([0, 1, 2, 3])[paths.kind]
    starts = _starts(extra + 2 * points)
    stream = np.empty(int(starts[-1]), dtype=np.uint64)
    begin = starts[:-1]
    is_point = paths.kind == POINT
    stream[begin] = np.where(is_point, points << 3 | 1, _MOVE_ONE)
    stream[begin[~is_point] + 3] = points[~is_point] - 1 << 3 | 2
    ring = paths.kind == POLYGON
    stream[starts[1:][ring] - 1] = _CLOSE
    place_in_path = np.arange(len(delta)) - np.repeat(_starts(points)[:-1], points)
    position = np.repeat(begin, points) + 1 + 2 * place_in_path
    position += (place_in_path > 0) & ~np.repeat(is_point, points)
    words = varint.zigzag(delta)
    stream[position] = words[:, 0]
    stream[position + 1] = words[:, 1]
    return stream, _sum_by(paths.feature, np.diff(starts), features)


def _tags(table: FeatureTable) -> tuple[list[str], list[bytes], Ints, Ints]:
    """Keys, encoded distinct values, the key/value index pairs of all features in one array, and pairs x 2 by feature."""
    index: dict[bytes, int] = {}
    keys: list[str] = []
    columns: list[Ints] = []
    for name, column in table.attributes.items():
        codes, distinct = _factorise(column)
        numbers = [
            -1 if (value := _value(item, table.layer, name)) is None else _put(index, value) for item in distinct
        ]
        codes = np.array(numbers, dtype=np.int64)[codes] if numbers else codes
        if (codes >= 0).any():
            keys.append(name)
            columns.append(codes)
    if not columns:
        return [], [], np.zeros(0, dtype=np.int64), np.zeros(len(table), dtype=np.int64)
    codes = np.stack(columns, axis=1)
    present = codes >= 0
    pairs = np.stack([np.broadcast_to(np.arange(len(keys)), codes.shape)[present], codes[present]], axis=1)
    return keys, list(index), pairs.ravel(), 2 * present.sum(axis=1)


def _put(index: dict[bytes, int], value: bytes) -> int:
    return index.setdefault(value, len(index))


def _factorise(column: Array) -> tuple[Ints, list[Any]]:
    """Codes and the distinct items they stand for."""
    if column.dtype.kind in "iufb":
        distinct, codes = np.unique(column, return_inverse=True)
        return codes.astype(np.int64), distinct.tolist()
    seen: dict[Any, int] = {}
    if column.dtype.kind == "O":  # 1, 1.0 and True are one key to a dict but three values to a tile
        pairs = [(type(item), item) for item in column.tolist()]
        codes = np.fromiter((seen.setdefault(pair, len(seen)) for pair in pairs), dtype=np.int64, count=len(pairs))
        return codes, [item for _, item in seen]
    items = column.tolist()
    codes = np.fromiter((seen.setdefault(item, len(seen)) for item in items), dtype=np.int64, count=len(items))
    return codes, list(seen)


def _value(item: Any, layer: str, name: str) -> bytes | None:
    """The message of one attribute value, None where the feature has no such attribute."""
    if item is None or item == "":
        return None
    if isinstance(item, str):
        return varint.block(1, item.encode())
    if isinstance(item, (bool, np.bool_)):
        return varint.number(7, int(item))
    if isinstance(item, (int, np.integer)):
        return varint.number(5, int(item)) if item >= 0 else varint.number(6, varint.signed(int(item)))
    if isinstance(item, (float, np.floating)):
        return None if math.isnan(item) else struct.pack("<Bd", 3 << 3 | 1, float(item))
    raise ValueError(
        f"layer {layer!r}: attribute {name!r} holds a {type(item).__name__}; text, number or bool expected"
    )


def _starts(counts: Ints) -> Ints:
    """Where each run begins when runs of these lengths lie side by side; one more entry gives the total."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _places(at: Ints, counts: Ints) -> Ints:
    """Positions of runs of these lengths that begin at these places."""
    return np.repeat(at - _starts(counts)[:-1], counts) + np.arange(int(counts.sum()))


def _bytes_by(words: varint.Words, counts: Ints) -> Ints:
    """Bytes that each run of numbers takes as varints."""
    return _sum_by(np.repeat(np.arange(len(counts)), counts), varint.sizes(words), len(counts))


def _sum_by(group: Ints, values: Ints, groups: int) -> Ints:
    return np.bincount(group, weights=values, minlength=groups).astype(np.int64)
