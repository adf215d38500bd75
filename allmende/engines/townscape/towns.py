# SPDX-License-Identifier: EUPL-1.2
"""Municipalities: which settlements belong together, and their official keys and postcodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from .landscape import Land

COUNTY_ARS = "169990000000"
"""Official key of the county: Land 16, Kreis 99 (no such Kreis exists)."""

POSTCODE_REGION = "05"
"""First two digits of all postcodes; the German post has given 05 to nobody."""


@dataclass(frozen=True)
class Municipality:
    """A Gemeinde: its seat (site index), all its settlements, and its keys."""

    index: int
    seat: int
    sites: tuple[int, ...]
    ars: str
    postcode: str

    @property
    def ags(self) -> str:
        """The key of 8 digits: the ARS without positions 6 to 9."""
        return self.ars[:5] + self.ars[9:]


def municipalities(land: Land) -> list[Municipality]:
    """Group the settlements: around the core, each town and the larger villages, by distance over common borders."""
    sites = land.sites
    n = len(sites)
    villages = [k for k in range(n) if sites[k].role == "village"]
    towns = [k for k in range(n) if sites[k].role != "village"]
    wanted = len(villages) // 5
    seats = list(towns)
    apart = 1.15 * np.sqrt(np.pi * land.radius**2 / max(len(towns) + wanted, 1))
    for k in sorted(villages, key=lambda k: (-sites[k].people, k)):
        if len(seats) >= len(towns) + wanted:
            break
        if np.min(np.hypot(*(land.centres[seats] - land.centres[k]).T)) > 0.75 * apart:
            seats.append(k)
    graph = _border_graph(land)
    far = dijkstra(graph, directed=False, indices=seats)
    head_start = np.array([0.0 if sites[s].role == "village" else 900 + 0.5 * sites[s].radius for s in seats])
    owner = np.argmin(far - head_start[:, None], axis=0)
    owner[seats] = np.arange(len(seats))
    groups = [tuple(int(k) for k in np.flatnonzero(owner == m)) for m in range(len(seats))]
    return [
        Municipality(m, seats[m], (seats[m], *(k for k in group if k != seats[m])), _key(m), _postcode(m))
        for m, group in enumerate(groups)
    ]


def _key(m: int) -> str:
    return f"{COUNTY_ARS[:5]}{m + 1:04d}{m + 1:03d}"


def _postcode(m: int) -> str:
    return f"{POSTCODE_REGION}{110 + 7 * m:03d}"


def _border_graph(land: Land) -> coo_matrix:
    """Sites that share a border, weighted by the distance of their centres."""
    inside = np.flatnonzero(land.inside_mask)
    lookup = np.full(len(land.inside_mask), -1)
    lookup[inside] = land.cell_site
    pairs = lookup[land.voronoi.ridge_points]
    pairs = pairs[(pairs >= 0).all(axis=1) & (pairs[:, 0] != pairs[:, 1])]
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    n = len(land.sites)
    if not len(pairs):
        return coo_matrix((n, n))
    length = np.hypot(*(land.centres[pairs[:, 0]] - land.centres[pairs[:, 1]]).T)
    return coo_matrix((length, (pairs[:, 0], pairs[:, 1])), shape=(n, n))
