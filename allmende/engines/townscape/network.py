# SPDX-License-Identifier: EUPL-1.2
"""The street network: ways cut at every junction, as a connected planar graph in arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .landscape import Land
from .layout import Way
from .noise import Floats

TOUCH = 0.03
"""Metres within which the end of a street lies on another street."""


@dataclass
class Graph:
    """Edges between junctions. ``way`` is the index of the way an edge is a piece of."""

    node_xy: Floats
    edge_nodes: np.ndarray
    lines: np.ndarray
    length: Floats
    way: np.ndarray


def connect(ways: list[Way]) -> Graph:
    """Cut the ways (those with a street kind) where others end on them; keep the largest connected part."""
    index = np.array([w for w, way in enumerate(ways) if way.kind])
    coords = [np.round(ways[w].line, 2) for w in index]
    sizes = np.array([len(c) for c in coords])
    flat = np.concatenate(coords)
    lines = shapely.linestrings(flat, indices=np.repeat(np.arange(len(coords)), sizes))
    stops = np.cumsum(sizes)
    ends = np.unique(np.concatenate([flat[stops - sizes], flat[stops - 1]]), axis=0)
    points = shapely.points(ends)
    p, w = shapely.STRtree(lines).query(points, predicate="dwithin", distance=TOUCH)
    at = shapely.line_locate_point(lines[w], points[p])
    inner = (at > TOUCH) & (at < shapely.length(lines)[w] - TOUCH)
    p, w, at = p[inner], w[inner], at[inner]
    order = np.lexsort((at, w))
    p, w, at = p[order], w[order], at[order]
    first = np.searchsorted(w, np.arange(len(coords)), side="left")
    last = np.searchsorted(w, np.arange(len(coords)), side="right")
    pieces: list[Floats] = []
    source: list[int] = []
    for k, line in enumerate(coords):
        if first[k] == last[k]:
            pieces.append(line)
            source.append(int(index[k]))
            continue
        cuts = slice(first[k], last[k])
        for piece in _cut(line, ends[p[cuts]], at[cuts]):
            pieces.append(piece)
            source.append(int(index[k]))
    return _graph(pieces, np.array(source))


def _cut(line: Floats, points: Floats, at: Floats) -> list[Floats]:
    """The line (n, 2) cut at points that lie on it, ``at`` metres from its start (ascending)."""
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    parts, begin, start = [], 0, line[:1]
    for point, pos in zip(points, at, strict=True):
        stop = int(np.searchsorted(run, pos - TOUCH))
        parts.append(np.vstack([start, line[begin + 1 : stop] if begin + 1 < stop else line[:0], point[None]]))
        begin = int(np.searchsorted(run, pos + TOUCH)) - 1
        start = point[None]
    parts.append(np.vstack([start, line[begin + 1 :]]))
    return [part for part in parts if len(part) > 1]


def _graph(pieces: list[Floats], way: np.ndarray) -> Graph:
    heads = np.array([piece[0] for piece in pieces])
    tails = np.array([piece[-1] for piece in pieces])
    keys = np.round(np.concatenate([heads, tails]) * 100).astype(np.int64)
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    xy = np.concatenate([heads, tails])[first]
    edges = inverse.reshape(2, -1).T
    sizes = np.array([len(piece) for piece in pieces])
    lines = shapely.linestrings(np.concatenate(pieces), indices=np.repeat(np.arange(len(pieces)), sizes))
    length = shapely.length(lines)
    keep = edges[:, 0] != edges[:, 1]
    n = len(xy)
    net = coo_matrix((np.ones(keep.sum()), (edges[keep, 0], edges[keep, 1])), shape=(n, n))
    label = connected_components(net, directed=False)[1]
    keep &= label[edges[:, 0]] == np.argmax(np.bincount(label))
    edges, lines, length, way = edges[keep], lines[keep], length[keep], way[keep]
    nodes, renumbered = np.unique(edges, return_inverse=True)
    return Graph(xy[nodes], renumbered.reshape(-1, 2).astype(np.int32), lines, length, way)


def over(land: Land, graph: Graph) -> tuple[np.ndarray, np.ndarray]:
    """Edges that cross the river, and edges that cross the railway (boolean arrays)."""
    middle = land.uv(shapely.get_coordinates(shapely.line_interpolate_point(graph.lines, 0.5, normalized=True)))
    u, v = middle[:, 0], middle[:, 1]
    low, high = land.rail_band(u)
    return np.abs(v - land.river_v(u)) < land.river_width / 2, (v > low + 0.5) & (v < high - 0.5)
