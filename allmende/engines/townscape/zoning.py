# SPDX-License-Identifier: EUPL-1.2
"""What is built where: zones of a town (by quotas of its inhabitants) and of a village."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .landscape import Land
from .noise import Floats
from .rings import Ring, area

PEOPLE_PER_HECTARE = {
    "old": 95.0, "wilhelm": 125.0, "villa": 34.0, "rows": 88.0, "slab": 135.0, "houses": 34.0, "village": 18.0,
}  # fmt: skip
"""Inhabitants per hectare of block land, by zone; German planning handbooks give the same orders of magnitude."""


@dataclass
class Lot:
    """A larger piece of a settlement that gets one zone. ``part`` is its number in the county."""

    ring: Ring
    zone: str
    part: int

    @property
    def middle(self) -> tuple[float, float]:
        n = len(self.ring)
        return sum(p[0] for p in self.ring) / n, sum(p[1] for p in self.ring) / n


def _take(order: np.ndarray, hectares: Floats, free: np.ndarray, quota: float) -> list[int]:
    """Free lots in the given order until the quota (hectares) is reached; the last one may overshoot by half."""
    taken, got = [], 0.0
    for i in order.tolist():
        if got >= quota:
            break
        if free[i] and got + hectares[i] * 0.5 <= quota:
            taken.append(i)
            got += float(hectares[i])
            free[i] = False
    return taken


def zone_town(land: Land, k: int, lots: list[Lot], rng: np.random.Generator) -> None:
    """Assign zones to the lots of a town: old town first, then by quotas, detached houses on the rest. In place."""
    town = _Town(land, k, lots, rng)
    town.works()
    town.grounds()
    town.estates()
    town.quarters()
    town.fringe()


class _Town:
    """Zoning of one town: distances of its lots, which are still free, and the steps in their order."""

    def __init__(self, land: Land, k: int, lots: list[Lot], rng: np.random.Generator) -> None:
        self.lots, self.rng, self.is_core = lots, rng, k == 0
        self.people, self.radius = land.sites[k].people, land.sites[k].radius
        self.middle = np.array([lot.middle for lot in lots])
        self.hectares = np.array([area(lot.ring) / 10_000 for lot in lots])
        self.total = float(self.hectares.sum())
        uv, home = land.uv(self.middle), land.uv(land.centres[k])
        self.r = np.hypot(*(self.middle - land.centres[k]).T)
        self.rail = uv[:, 1] - land.rail_v(uv[:, 0])
        self.across = (uv[:, 1] - land.river_v(uv[:, 0])) * (home[1] - land.river_v(home[0])) < 0
        open_ = np.array([lot.zone == "" for lot in lots])
        tiny = self.hectares < 0.12
        for i in np.flatnonzero(tiny & open_).tolist():
            lots[i].zone = "park"
        self.free = open_ & ~tiny

    def assign(self, zone: str, wish: Floats, quota: float) -> None:
        """Give the zone to free lots in ascending order of ``wish`` up to the quota (hectares)."""
        for i in _take(np.argsort(wish, kind="stable"), self.hectares, self.free, quota):
            self.lots[i].zone = zone

    def near(self, share: float, play: float) -> Floats:
        """How far lots are from the ring at ``share`` of the radius, with random play (share of the radius)."""
        return np.asarray(
            np.abs(self.r - share * self.radius) + self.rng.uniform(0, play * self.radius, len(self.lots))
        )

    def clusters(self, zone: str, count: int, wish: Floats, quota: float) -> None:
        """Spread the quota over several coherent areas, the first where ``wish`` is lowest."""
        wish = wish.copy()
        for _ in range(count):
            seed = int(np.argmin(np.where(self.free, wish, np.inf)))
            far = np.hypot(*(self.middle - self.middle[seed]).T)
            self.assign(zone, far, quota / count)
            wish += 0.7 * self.radius * (far < 0.7 * self.radius)

    def works(self) -> None:
        """Industry: in the core along the railway, by preference on its far side; elsewhere at the edge."""
        if self.people <= 900:
            return
        along = np.where(np.abs(self.rail) < 420, 0.0, 3000.0) if self.is_core else np.abs(self.r - 0.8 * self.radius)
        far_side = np.where((self.rail > 0) | (not self.is_core), 0.0, 600.0)
        wish = along + far_side + np.abs(self.r - 0.72 * self.radius) + 900 * self.across
        seed = int(np.argmin(np.where(self.free, wish, np.inf)))
        spread = np.hypot(*(self.middle - self.middle[seed]).T) + 0.8 * far_side
        spread += 1.2 * (self.r < 0.35 * self.radius) * self.radius
        self.assign("industry", spread, self.total * (0.1 + 0.06 * min(1.0, self.people / 20_000)))

    def grounds(self) -> None:
        """Cemetery, sports ground, hospital: large sites at the edge."""
        self.assign("cemetery", self.near(0.82, 0.3) + 60 * self.hectares, 0.9 + self.people / 9000)
        self.assign("sports", self.near(0.88, 0.3), 1.4 + self.people / 5000)
        if self.people > 12_000:
            self.assign("hospital", self.near(0.62, 0.2), 3.5 + self.people / 30_000)

    def estates(self) -> None:
        """Prefabricated slabs at the edge, rows of the 1950s half-way, closed blocks next to the old town."""
        people, large = self.people, self.people >= 25_000
        if people > 5000:
            count = 1 if not large else 2 if people < 60_000 else 3
            wish = self.near(0.8, 0.25) + 700 * self.across
            self.clusters("slab", count, wish, 0.19 * people / PEOPLE_PER_HECTARE["slab"])
        if people > 3000:
            wish = self.r + 1.2 * np.where(self.across, self.radius, 0)
            self.assign("wilhelm", wish, 0.2 * people / PEOPLE_PER_HECTARE["wilhelm"])
            self.clusters("rows", 4 if large else 2, self.near(0.5, 0.3), 0.13 * people / PEOPLE_PER_HECTARE["rows"])

    def quarters(self) -> None:
        """Large shops, parks, villas."""
        if self.people > 3000:
            self.assign("commerce", self.near(0.86, 0.2), max(2.0, 0.025 * self.total))
            self.assign("park", self.near(0.45, 0.4) + 90 * self.hectares, 0.02 * self.total)
        self.assign("villa", self.r, (0.1 if self.people > 3000 else 0.3) * self.total)

    def fringe(self) -> None:
        """Allotments, meadows and orchards reach into the outskirts; detached houses take what is left."""
        edge = np.flatnonzero(self.free & (self.r > 0.78 * self.radius) & (self.people > 900))
        for i, chance in zip(edge.tolist(), self.rng.random(len(edge)).tolist(), strict=True):
            if chance < 0.2:
                self.lots[i].zone = "allotments" if chance < 0.07 else "meadow" if chance < 0.15 else "orchard"
                self.free[i] = False
        for i in np.flatnonzero(self.free).tolist():
            self.lots[i].zone = "houses"


def zone_village(land: Land, k: int, lots: list[Lot], rng: np.random.Generator) -> None:
    """A village: farms and old houses along the roads; newer houses on an outer piece of larger villages."""
    site, centre = land.sites[k], land.centres[k]
    reach = 0.45 * site.radius
    for lot in lots:
        x, y = lot.middle
        outer = math.hypot(x - float(centre[0]), y - float(centre[1])) > reach
        lot.zone = "village"
        if site.people > 320 and outer and area(lot.ring) > 15_000 and rng.random() < 0.3:
            lot.zone = "houses"
