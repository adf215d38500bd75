# SPDX-License-Identifier: EUPL-1.2
"""House numbers: along each street from the end nearer to the centre, odd on the left, even on the right."""

from __future__ import annotations

import itertools

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from .buildings import Stock
from .landscape import Land
from .model import Addresses, Streets
from .noise import Floats, stream
from .plots import SMALL
from .towns import Municipality

WITHOUT = SMALL | {"yard"}
"""Uses of buildings that have no address of their own."""


def number_houses(
    land: Land, streets: Streets, stock: Stock, towns: list[Municipality], place: list[str]
) -> tuple[Addresses, np.ndarray]:
    """Addresses of all main buildings, and for each building the index of its address (-1: none)."""
    rng = stream(land.seed, "addresses")
    town_of = np.zeros(len(land.sites), dtype=np.int64)
    for town in towns:
        town_of[list(town.sites)] = town.index
    main = np.flatnonzero(~np.isin(stock.use, list(WITHOUT)) & (stock.site >= 0))
    named = np.flatnonzero((streets.name != "") & (streets.settlement >= 0))
    front = shapely.points(stock.front[main])
    edge = named[shapely.STRtree(streets.line[named]).nearest(front)]
    at = shapely.line_locate_point(streets.line[edge], front)
    edge_town = town_of[streets.settlement[edge]]
    text = streets.name[named].astype(str)
    _, word = np.unique(text, return_inverse=True)
    _, street_of = np.unique(np.stack([town_of[streets.settlement[named]], word], -1), axis=0, return_inverse=True)
    edges_of = _grouped(street_of)
    street = street_of[np.searchsorted(named, edge)]
    entrance, side = _entrances(stock, main, streets, edge, at)
    number = np.full(len(main), "", dtype=object)
    for s, rows in enumerate(_grouped(street, len(edges_of))):
        if not len(rows):
            continue
        home = land.centres[int(streets.settlement[edge[rows[0]]])]
        along, flip = _measure(streets, named[edges_of[s]], edge[rows], at[rows], home)
        _count(number, rows, along, side[rows] * flip, rng)
    address_of = np.full(len(stock.use), -1, dtype=np.int64)
    address_of[main] = np.arange(len(main))
    names = np.array(place, dtype=object)
    codes = np.array([t.postcode for t in towns], dtype=object)
    table = Addresses(
        np.round(entrance, 2), streets.name[edge], number, codes[edge_town],
        names[streets.settlement[edge]], edge_town, edge, main,
    )  # fmt: skip
    return table, address_of


def _entrances(
    stock: Stock, main: np.ndarray, streets: Streets, edge: np.ndarray, at: Floats
) -> tuple[Floats, np.ndarray]:
    """The building's point nearest to its street, and the side of the street it lies on (1 left, -1 right)."""
    on_street = shapely.line_interpolate_point(streets.line[edge], at)
    lines = shapely.shortest_line(on_street, stock.polygon[main])
    entrance = shapely.get_coordinates(lines)[1::2]
    a = shapely.get_coordinates(shapely.line_interpolate_point(streets.line[edge], np.maximum(at - 2, 0)))
    b = shapely.get_coordinates(shapely.line_interpolate_point(streets.line[edge], at + 2))
    middle = shapely.get_coordinates(shapely.centroid(stock.polygon[main]))
    cross = (b - a)[:, 0] * (middle - a)[:, 1] - (b - a)[:, 1] * (middle - a)[:, 0]
    return entrance, np.where(cross >= 0, 1, -1)


def _grouped(label: np.ndarray, count: int | None = None) -> list[np.ndarray]:
    """Rows of each label 0, 1, 2 ..."""
    order = np.argsort(label, kind="stable")
    bounds = np.searchsorted(label[order], np.arange((int(label.max()) + 1 if count is None else count) + 1))
    return [order[a:b] for a, b in itertools.pairwise(bounds)]


def _measure(
    streets: Streets, same: np.ndarray, edge: np.ndarray, at: Floats, home: Floats
) -> tuple[Floats, np.ndarray]:
    """Distance along the street (edges ``same``) from the end nearest to ``home``; -1 where an edge runs back to it.

    A street with side arms is walked along its longest line first, then arm by arm.
    """
    nodes, local = np.unique(streets.edge_nodes[same], return_inverse=True)
    local = local.reshape(-1, 2)
    n = len(nodes)
    near = np.hypot(*(streets.node_xy[nodes] - home).T)
    tips = np.bincount(local.ravel(), minlength=n) == 1
    start = int(np.argmin(np.where(tips, near, near + 1e6)))
    graph = coo_matrix((streets.length[same], (local[:, 0], local[:, 1])), shape=(n, n))
    far, before = dijkstra(graph, directed=False, indices=start, return_predecessors=True)
    lost = ~np.isfinite(far)
    far[lost] = float(far[~lost].max()) + 50 if lost.any() else 0
    main: set[tuple[int, int]] = set()
    node = int(np.argmax(np.where(lost, -1.0, far)))
    while before[node] >= 0:
        main.add((min(node, int(before[node])), max(node, int(before[node]))))
        node = int(before[node])
    side = np.array([(min(a, b), max(a, b)) not in main for a, b in local.tolist()])
    arm = np.zeros(len(same))
    if side.any():
        rest = coo_matrix((np.ones(int(side.sum())), (local[side, 0], local[side, 1])), shape=(n, n))
        arm[side] = 1 + connected_components(rest, directed=False)[1][local[side, 0]]
    index = np.searchsorted(same, edge)
    first, last = far[local[index, 0]], far[local[index, 1]]
    forward = first <= last
    along = np.where(forward, first + at, last + streets.length[edge] - at) + 1e5 * arm[index]
    return along, np.where(forward, 1, -1)


def _count(number: np.ndarray, rows: np.ndarray, along: Floats, side: np.ndarray, rng: np.random.Generator) -> None:
    """Number the houses of one street in place; now and then a number is left free or gets a letter."""
    for which, start in ((1, 1), (-1, 2)):
        mine = rows[side == which]
        mine = mine[np.argsort(along[side == which], kind="stable")]
        value, letter = start, ""
        for row, chance in zip(mine.tolist(), rng.random(len(mine)).tolist(), strict=True):
            number[row] = f"{value}{letter}"
            if chance < 0.05 and letter < "c":
                letter = {"": "a", "a": "b", "b": "c"}[letter]
            else:
                value += 4 if chance > 0.965 else 2
                letter = ""
