# SPDX-License-Identifier: EUPL-1.2
"""Houses along streets: detached, semi-detached and terraced houses, villas, farmsteads, with garages and barns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .fabric import Block
from .layout import Way
from .network import Graph
from .noise import Floats

HALF_STREET = {"main": 7.5, "secondary": 7.0, "residential": 5.2, "pedestrian": 5.0}

# One row per building of a plot: (use, along, setback to the front, width, depth, storeys).
Row = tuple[str, float, float, float, float, float]
PLOTS: dict[str, tuple[float, list[Row]]] = {
    "detached": (21.0, [("house", -1.5, 5.0, 10.6, 9.4, 1.5), ("garage", 7.2, 6.5, 3.3, 6.2, 1)]),
    "bungalow": (24.0, [("house", -1.5, 6.0, 14.0, 10.0, 1), ("garage", 9.0, 7.0, 3.3, 6.2, 1)]),
    "new": (19.0, [("house", -1.2, 4.0, 9.8, 9.0, 2), ("garage", 6.6, 4.5, 3.2, 6.0, 1)]),
    "semi": (24.0, [("semi", -4.0, 5.0, 8.0, 10.4, 2), ("semi", 4.0, 5.0, 8.0, 10.4, 2)]),
    "terrace": (33.0, [("terrace", x, 4.5, 6.2, 10.8, 2) for x in (-12.4, -6.2, 0.0, 6.2, 12.4)]),
    "settler": (19.0, [("house", 0.0, 5.5, 8.4, 9.2, 1.5), ("shed", 4.5, 19.0, 4.5, 6.5, 1)]),
    "flats": (27.0, [("flats", 0.0, 6.0, 18.0, 12.0, 3)]),
    "villa": (27.0, [("villa", -1.0, 6.0, 13.0, 12.0, 2.5), ("garage", 10.4, 9.0, 3.3, 6.2, 1)]),
    "townhouse": (15.0, [("townhouse", 0.0, 2.0, 11.5, 11.0, 2.5)]),
    "farm": (31.0, [
        ("farmhouse", -8.2, 2.5, 9.2, 14.5, 2), ("barn", 1.5, 30.0, 23.0, 10.5, 1), ("stable", 10.0, 8.0, 7.0, 18.0, 1),
    ]),
    "hook": (24.0, [("farmhouse", -5.5, 2.5, 8.8, 13.0, 2), ("barn", 2.0, 25.0, 17.0, 9.5, 1)]),
    "cottage": (17.0, [("house", 0.0, 3.0, 9.5, 9.0, 1.5), ("shed", 3.0, 17.0, 5.0, 7.5, 1)]),
}  # fmt: skip
"""Plot kinds: width along the street in metres and the buildings on it."""

MIXES: dict[str, list[tuple[str, float]]] = {
    "houses": [
        ("detached", 0.4),
        ("new", 0.17),
        ("bungalow", 0.08),
        ("semi", 0.15),
        ("terrace", 0.1),
        ("settler", 0.1),
    ],
    "villa": [("villa", 0.42), ("townhouse", 0.2), ("flats", 0.14), ("semi", 0.14), ("detached", 0.1)],
    "village": [("farm", 0.27), ("hook", 0.2), ("cottage", 0.28), ("detached", 0.25)],
}
SMALL = frozenset({"garage", "shed", "barn", "stable"})


@dataclass
class Found:
    """Buildings as columns: corner points (n, 4, 2), use, storeys, block index, front point (n, 2) on the street."""

    corners: Floats
    use: np.ndarray
    levels: np.ndarray
    block: np.ndarray
    front: Floats


def along_streets(
    graph: Graph, ways: list[Way], blocks: list[Block], polygons: np.ndarray, rng: np.random.Generator
) -> Found:
    """Plots on both sides of all streets that border blocks of detached houses, villas or villages."""
    zone = np.array([b.zone if b.zone in MIXES else "" for b in blocks])
    target = np.flatnonzero(zone != "")
    kind = np.array([ways[w].kind for w in graph.way])
    edges = np.flatnonzero(np.isin(kind, list(HALF_STREET)) & (graph.length > 22))
    half = np.array([HALF_STREET[k] for k in kind[edges]])
    middle, tangent = _locate(graph.lines[edges], graph.length[edges] / 2)
    side = np.repeat([1.0, -1.0], len(edges))
    edges, half = np.tile(edges, 2), np.tile(half, 2)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], -1)
    probe = np.tile(middle, (2, 1)) + np.tile(normal, (2, 1)) * (side * (half + 9))[:, None]
    hit, where = shapely.STRtree(polygons[target]).query(shapely.points(probe), predicate="within")
    block = np.full(len(edges), -1)
    block[hit] = target[where]
    keep = block >= 0
    edges, half, side, block = edges[keep], half[keep], side[keep], block[keep]
    variant = _variants(blocks, zone, block, rng)
    return _plots(graph, edges, half, side, block, variant, rng)


def _variants(blocks: list[Block], zone: np.ndarray, block: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The plot kind of each street side: mostly that of its larger piece of land, now and then another."""
    names = np.array(list(PLOTS))
    part = np.array([blocks[b].part for b in block])
    zones = zone[block]
    choice = np.empty(len(block), dtype=names.dtype)
    common: dict[tuple[str, int], str] = {}
    own = rng.random(len(block))
    pick = rng.random(len(block))
    for i in range(len(block)):
        mix = MIXES[zones[i]]
        key = (zones[i], int(part[i]))
        if key not in common or own[i] < 0.35:
            drawn = mix[int(np.searchsorted(np.cumsum([w for _, w in mix]), pick[i] * 0.999999))][0]
            common.setdefault(key, drawn)
        else:
            drawn = common[key]
        choice[i] = drawn
    return choice


def _locate(lines: np.ndarray, at: Floats) -> tuple[Floats, Floats]:
    """Points on lines and unit tangents there."""
    a = shapely.get_coordinates(shapely.line_interpolate_point(lines, np.maximum(at - 4, 0)))
    b = shapely.get_coordinates(shapely.line_interpolate_point(lines, at + 4))
    p = shapely.get_coordinates(shapely.line_interpolate_point(lines, at))
    d = b - a
    return p, d / np.maximum(np.hypot(*d.T), 1e-9)[:, None]


def _plots(
    graph: Graph, edges: np.ndarray, half: Floats, side: Floats, block: np.ndarray, variant: np.ndarray,
    rng: np.random.Generator,
) -> Found:  # fmt: skip
    width = np.array([PLOTS[v][0] for v in variant])
    length = graph.length[edges]
    clear = np.minimum(7.0, 0.12 * length)
    count = np.maximum(np.floor((length - 2 * clear) / (width * 0.94)), 0).astype(int)
    lot = np.repeat(np.arange(len(edges)), count)
    nth = np.arange(len(lot)) - np.repeat(np.cumsum(count) - count, count)
    step = (length - 2 * clear) / np.maximum(count, 1)
    at = clear[lot] + (nth + 0.5) * step[lot] + rng.normal(0, 0.5, len(lot))
    empty = rng.random(len(lot)) < np.where(np.isin(variant, ["farm", "hook", "cottage"])[lot], 0.08, 0.045)
    lot, at = lot[~empty], at[~empty]
    point, tangent = _locate(graph.lines[edges[lot]], at)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], -1) * side[lot][:, None]
    flip = rng.choice([1.0, -1.0], len(lot))
    shift = rng.normal(0, 0.7, len(lot)).clip(-1.2, 2.5)
    grow = rng.uniform(0.9, 1.14, len(lot))
    has_garage = rng.random(len(lot)) < 0.58
    chunks: list[tuple[Floats, np.ndarray, np.ndarray, np.ndarray, Floats, np.ndarray]] = []
    kinds = variant[lot]
    for name, (_, rows) in PLOTS.items():
        mine = np.flatnonzero(kinds == name)
        for n, (use, along, setback, w, d, levels) in enumerate(rows):
            own = mine[has_garage[mine]] if use == "garage" else mine
            if not len(own):
                continue
            attached = use in ("semi", "terrace")
            ww = np.full(len(own), w) if attached else w * grow[own]
            dd = np.full(len(own), d) if attached else d * grow[own]
            dn = half[lot[own]] + setback + shift[own] + dd / 2
            centre = point[own] + tangent[own] * (along * flip[own])[:, None] + normal[own] * dn[:, None]
            box = _boxes(centre, tangent[own], normal[own], ww, dd)
            level = np.full(len(own), levels) + np.where(rng.random(len(own)) < 0.2, 0.5, 0.0)
            front = point[own] + tangent[own] * (along * flip[own])[:, None]
            order = own * 8 + n
            chunks.append((box, np.full(len(own), use, dtype="U12"), level, block[lot[own]], front, order))
    boxes, uses, levels_, blocks_, fronts, order = (np.concatenate(column) for column in zip(*chunks, strict=True))
    rank = np.argsort(order + np.isin(uses, list(SMALL)) * 8 * (len(lot) + 1), kind="stable")
    return Found(boxes[rank], uses[rank], np.floor(levels_[rank]).astype(int), blocks_[rank], fronts[rank])


def _boxes(centre: Floats, t: Floats, n: Floats, w: Floats, d: Floats) -> Floats:
    """Corner points (m, 4, 2) of rectangles with axes t (width) and n (depth)."""
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) / 2
    return np.asarray(
        centre[:, None]
        + signs[None, :, :1] * (w[:, None] * t)[:, None]
        + signs[None, :, 1:] * (d[:, None] * n)[:, None]
    )
