# SPDX-License-Identifier: EUPL-1.2
"""Where facilities go: buildings with an address, chosen by closeness to the centre or spread, and spots on streets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .model import County, Floats


@dataclass(frozen=True)
class Spot:
    """A place for a facility: coordinates, building (-1: none) and address parts."""

    xy: tuple[float, float]
    building: int
    street: str
    number: str
    postcode: str
    place: str


class Spots:
    """All addressed buildings and streets of the county, by settlement."""

    def __init__(self, county: County) -> None:
        self.county = county
        b = county.buildings
        self.row = np.flatnonzero(b.address >= 0)
        address = b.address[self.row]
        self.xy: Floats = county.addresses.xy[address]
        self.use = b.use[self.row].astype(str)
        self.site = b.settlement[self.row]
        self.busy = np.zeros(len(self.row), dtype=np.int64)
        kind = county.streets.kind[county.addresses.edge[address]].astype(str)
        self.front = np.select([kind == "pedestrian", kind == "main", kind == "secondary"], [1.0, 0.7, 0.6], 0.0)
        self.front += (b.zone[self.row].astype(str) == "old") * 0.8
        s = county.streets
        usable = (s.name != "") & (s.settlement >= 0) & (s.length > 24)
        self.edges = np.flatnonzero(
            usable & np.isin(s.kind.astype(str), ["main", "secondary", "residential", "pedestrian"])
        )
        self.edge_middle = shapely.get_coordinates(
            shapely.line_interpolate_point(s.line[self.edges], 0.5, normalized=True)
        )
        self.edge_used = np.zeros(len(self.edges), dtype=np.int64)
        self._edge_tree = shapely.STRtree(s.line[self.edges])
        self._sites = {k: np.flatnonzero(self.site == k) for k in range(len(county.settlements))}
        self._edge_sites = {k: np.flatnonzero(s.settlement[self.edges] == k) for k in range(len(county.settlements))}
        self._lookup = np.full(len(b.use), -1, dtype=np.int64)
        self._lookup[self.row] = np.arange(len(self.row))

    def buildings(self, k: int, uses: tuple[str, ...], where: str, count: int, rng: np.random.Generator) -> list[Spot]:
        """Up to ``count`` spots in buildings of settlement k; a building takes two facilities at most."""
        own = self._sites[k]
        if not len(own):
            return []
        fit = own[np.isin(self.use[own], uses)] if uses else own
        fit = fit[self.busy[fit] < (2 if where in ("shops", "centre") else 1)]
        if not len(fit):
            return []
        centre = np.array(self.county.settlements[k].centre)
        far = np.hypot(*(self.xy[fit] - centre).T)
        scale = float(np.median(np.hypot(*(self.xy[own] - centre).T))) + 1
        noise = rng.gumbel(0, 0.7, len(fit)) - 2.5 * self.busy[fit]
        if where == "shops":
            score = 1.3 * self.front[fit] - 0.6 * far / scale + noise
        elif where == "centre":
            score = -0.9 * far / scale + 0.3 * self.front[fit] + noise
        elif where == "edge":
            score = far / scale + 1.5 * self.front[fit] + noise
        else:
            return self._spread(fit, count, scale, rng)
        chosen = fit[np.argsort(-score, kind="stable")[:count]]
        return [self._take(i) for i in chosen.tolist()]

    def _spread(self, fit: np.ndarray, count: int, scale: float, rng: np.random.Generator) -> list[Spot]:
        chosen: list[Spot] = []
        gap = np.full(len(fit), 1.5 * scale)
        free = np.ones(len(fit), bool)
        for _ in range(min(count, len(fit))):
            i = int(np.argmax(np.where(free, np.minimum(gap, scale) + rng.uniform(0, 0.6 * scale, len(fit)), -1)))
            free[i] = False
            gap = np.minimum(gap, np.hypot(*(self.xy[fit] - self.xy[fit[i]]).T))
            chosen.append(self._take(int(fit[i])))
        return chosen

    def _take(self, i: int) -> Spot:
        self.busy[i] += 1
        return self.of_building(int(self.row[i]))

    def of_building(self, building: int) -> Spot:
        """The spot of a building that has an address."""
        a = self.county.addresses
        j = int(self.county.buildings.address[building])
        x, y = a.xy[j].tolist()
        return Spot((x, y), building, str(a.street[j]), str(a.number[j]), str(a.postcode[j]), str(a.place[j]))

    def claim(self, building: int) -> None:
        """Mark a building as taken, so that no shop moves into a school."""
        if self._lookup[building] >= 0:
            self.busy[self._lookup[building]] += 9

    def streets(self, k: int, count: int, rng: np.random.Generator) -> list[Spot]:
        """Up to ``count`` spots beside streets of settlement k, spread over it."""
        own = self._edge_sites[k]
        if not len(own):
            return []
        centre = np.array(self.county.settlements[k].centre)
        far = np.hypot(*(self.edge_middle[own] - centre).T)
        scale = float(np.median(far)) + 1
        gap = np.full(len(own), scale)
        spots = []
        for _ in range(min(count, len(own))):
            score = np.minimum(gap, scale) - 0.25 * far - 0.5 * scale * self.edge_used[own]
            i = int(np.argmax(score + rng.uniform(0, 0.5 * scale, len(own))))
            gap = np.minimum(gap, np.hypot(*(self.edge_middle[own] - self.edge_middle[own[i]]).T))
            self.edge_used[own[i]] += 1
            spots.append(self.beside(int(self.edges[own[i]]), float(rng.uniform(0.3, 0.7)), 4.0))
        return spots

    def beside(self, edge: int, share: float, offset: float) -> Spot:
        """A spot on the left of an edge, ``share`` of its length along, ``offset`` metres from its middle."""
        line = self.county.streets.line[edge]
        p = np.array(line.interpolate(share, normalized=True).coords[0])
        q = np.array(line.interpolate(min(share + 0.02, 1.0), normalized=True).coords[0])
        d = (q - p) / max(float(np.hypot(*(q - p))), 1e-9)
        return self.open_air((float(p[0] - d[1] * offset), float(p[1] + d[0] * offset)), edge)

    def open_air(self, xy: tuple[float, float], edge: int = -1) -> Spot:
        """A spot outside buildings; its street is the given or the nearest named one."""
        s = self.county.streets
        if edge < 0:
            edge = int(self.edges[int(self._edge_tree.nearest(shapely.Point(*xy)))])
        home = self.county.settlements[int(s.settlement[edge])]
        postcode = self.county.towns[home.town].postcode
        return Spot((round(xy[0], 2), round(xy[1], 2)), -1, str(s.name[edge]), "", postcode, home.name)
