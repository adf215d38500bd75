# SPDX-License-Identifier: EUPL-1.2
"""What a way is like underfoot: surface, width, kerb, sidewalk, steps, light, speed. Much is unknown, as in real data."""

from __future__ import annotations

import numpy as np
import shapely

from .landscape import Land
from .layout import Way
from .model import Streets
from .network import Graph, over
from .noise import Floats, stream

WIDTHS = {
    "main": 7.0, "secondary": 6.3, "residential": 5.2, "pedestrian": 6.0, "service": 4.5, "track": 3.2, "path": 1.8,
    "cycleway": 2.6, "steps": 2.2,
}  # fmt: skip


def side_zones(graph: Graph, zones: np.ndarray, polygons: np.ndarray) -> np.ndarray:
    """The zone of the block beside each edge (left of its middle, else right); 'land' outside settlements."""
    middle = shapely.line_interpolate_point(graph.lines, 0.5, normalized=True)
    ahead = shapely.line_interpolate_point(graph.lines, np.minimum(graph.length / 2 + 1, graph.length))
    p, q = shapely.get_coordinates(middle), shapely.get_coordinates(ahead)
    d = q - p
    normal = np.stack([-d[:, 1], d[:, 0]], -1) / np.maximum(np.hypot(*d.T), 1e-9)[:, None]
    zone = np.full(len(graph.lines), "land", dtype=object)
    tree = shapely.STRtree(polygons)
    for side in (-6.0, 6.0):  # the left side is looked up last and wins
        hit, which = tree.query(shapely.points(p + side * normal), predicate="within")
        zone[hit] = zones[which]
    return zone


def describe(land: Land, graph: Graph, ways: list[Way], zone: np.ndarray, names: np.ndarray) -> Streets:
    """The finished network with all attributes."""
    rng = stream(land.seed, "ways")
    n = len(graph.lines)
    kind = np.array([ways[w].kind for w in graph.way], dtype=object)
    role = np.array([ways[w].role for w in graph.way])
    site = np.array([ways[w].site for w in graph.way])
    river, rail = over(land, graph)
    height = np.round(land.height(graph.node_xy), 1)
    climb = height[graph.edge_nodes[:, 1]] - height[graph.edge_nodes[:, 0]]
    incline = np.clip(climb / np.maximum(graph.length, 4) * 100, -18, 18)
    tunnel = rail & (kind == "path")
    bridge = (river | rail) & ~tunnel
    incline[bridge | tunnel] = 0
    steps = np.zeros(n, dtype=np.int64)
    short = (
        (kind == "path") & (graph.length < 60) & (site >= 0) & ~tunnel & ~bridge & np.isin(role, ["street", "alley"])
    )
    stairs = short & ((rng.random(n) < 0.16) | (np.abs(incline) > 7))
    kind[stairs] = "steps"
    steps[stairs] = np.maximum(3, np.round(np.abs(climb[stairs]) / 0.16)).astype(int) + rng.integers(0, 4, stairs.sum())
    built = site >= 0
    streetlike = np.isin(kind, ["main", "secondary", "residential", "service"]) & built
    surface = _surface(kind, zone, built, rng)
    width = np.array([WIDTHS[k] for k in kind]) * rng.uniform(0.85, 1.2, n)
    width[(zone == "old") & (kind == "residential")] *= 0.78
    width[rng.random(n) < 0.45] = np.nan
    kerb = np.full(n, "", dtype=object)
    pick = rng.random(n)
    modern = np.isin(zone, ["houses", "commerce", "supermarket", "school", "kita"])
    kerb[streetlike & (pick < 0.34)] = "raised"
    kerb[streetlike & (pick < np.where(modern, 0.26, 0.12))] = "lowered"
    kerb[streetlike & (pick > 0.93)] = "flush"
    sidewalk = np.full(n, "", dtype=object)
    pick = rng.random(n)
    sidewalk[streetlike & (pick < 0.78)] = "both"
    one = streetlike & (kind == "residential") & (pick < np.where(zone == "village", 0.5, 0.2))
    sidewalk[one] = np.where(rng.random(n) < 0.5, "left", "right")[one]
    sidewalk[streetlike & (kind == "residential") & (pick < np.where(zone == "village", 0.28, 0.05))] = "no"
    sidewalk[~built & np.isin(kind, ["main", "secondary"])] = "no"
    lit = np.where(built, 1, 0)
    lit[built & np.isin(kind, ["path", "track", "steps"])] = 0
    lit[(rng.random(n) < 0.2) & built] = -1
    speed = np.select(
        [kind == "main", kind == "secondary", kind == "residential", kind == "pedestrian", kind == "service"],
        [np.where(built, 50, 100), np.where(built, 50, 80), 30, 0, 20],
        default=0,
    )
    calm = (kind == "residential") & (zone == "houses") & (rng.random(n) < 0.12)
    speed[calm] = 10
    return Streets(
        graph.node_xy, height, graph.edge_nodes, graph.lines, np.round(graph.length, 2), kind, names,
        site.astype(np.int64), bridge.astype(np.int64), tunnel.astype(np.int64), lit.astype(np.int64), surface,
        np.round(width, 1), np.round(incline, 1), kerb, sidewalk, steps, speed.astype(np.int64),
    )  # fmt: skip


def _surface(kind: np.ndarray, zone: np.ndarray, built: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    n = len(kind)
    pick = rng.random(n)
    surface = np.full(n, "asphalt", dtype=object)
    old = np.isin(zone, ["old", "square", "church"]) & built
    surface[old & np.isin(kind, ["residential", "pedestrian"])] = "sett"
    surface[old & (pick < 0.3)] = "paving_stones"
    surface[(kind == "pedestrian") & ~old] = "paving_stones"
    surface[(kind == "residential") & (zone == "village") & (pick < 0.22)] = "sett"
    surface[(kind == "residential") & (zone == "houses") & (pick < 0.2)] = "paving_stones"
    surface[kind == "track"] = np.select(
        [pick < 0.3, pick < 0.6, pick < 0.85], ["compacted", "gravel", "ground"], "grass"
    )[kind == "track"]
    surface[kind == "path"] = np.where(pick < 0.6, "compacted", "paving_stones")[kind == "path"]
    surface[kind == "steps"] = "paving_stones"
    surface[(kind == "cycleway") & (pick < 0.25)] = "compacted"
    unknown: Floats = np.where(np.isin(kind, ["main", "secondary", "cycleway"]), 0.03, 0.18)
    surface[rng.random(n) < unknown] = ""
    return surface
