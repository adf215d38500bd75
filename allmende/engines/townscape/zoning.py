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
    """Assign zones to the lots of a town: old town first, then by quotas, detached houses on the rest."""
    site, centre = land.sites[k], land.centres[k]
    people, radius = site.people, site.radius
    mid = np.array([lot.middle for lot in lots])
    ha = np.array([area(lot.ring) / 10_000 for lot in lots])
    uv = land.uv(mid)
    home = land.uv(centre)
    r = np.hypot(*(mid - centre).T)
    rail = uv[:, 1] - land.rail_v(uv[:, 0])
    beyond_river = (uv[:, 1] - land.river_v(uv[:, 0])) * (home[1] - land.river_v(home[0])) < 0
    free = np.array([lot.zone == "" for lot in lots])
    tiny = ha < 0.12
    free &= ~tiny
    total = float(ha.sum())

    def assign(zone: str, order: np.ndarray, quota: float) -> list[int]:
        taken = _take(order, ha, free, quota)
        for i in taken:
            lots[i].zone = zone
        return taken

    def cluster(seed: int) -> np.ndarray:
        return np.argsort(np.hypot(*(mid - mid[seed]).T), kind="stable")

    for i in np.flatnonzero(tiny & np.array([lot.zone == "" for lot in lots])):
        lots[i].zone = "park"
    if people > 900:
        along = np.where(np.abs(rail) < 420, 0.0, 3000.0) if k == 0 else np.abs(r - 0.8 * radius)
        far_side = np.where(rail > 0, 0.0, 600.0) if k == 0 else 0.0
        wish = along + far_side + np.abs(r - 0.72 * radius) + 900 * beyond_river
        seed = int(np.argmin(np.where(free, wish, np.inf)))
        order = np.argsort(np.hypot(*(mid - mid[seed]).T) + 0.8 * far_side + 1.2 * (r < 0.35 * radius) * radius)
        assign("industry", order, total * (0.1 + 0.06 * min(1.0, people / 20_000)))
    outer = np.abs(r - 0.82 * radius) + rng.uniform(0, 0.3 * radius, len(lots)) + 60 * ha
    assign("cemetery", np.argsort(outer, kind="stable"), 0.9 + people / 9000)
    outer = np.abs(r - 0.88 * radius) + rng.uniform(0, 0.3 * radius, len(lots))
    assign("sports", np.argsort(outer, kind="stable"), 1.4 + people / 5000)
    if people > 12_000:
        wish = np.abs(r - 0.62 * radius) + rng.uniform(0, 0.2 * radius, len(lots))
        assign("hospital", np.argsort(wish, kind="stable"), 3.5 + people / 30_000)
    if people > 5000:
        wish = np.abs(r - 0.8 * radius) + 700 * beyond_river + rng.uniform(0, 0.25 * radius, len(lots))
        count = 1 if people < 25_000 else 2 if people < 60_000 else 3
        for _ in range(count):
            seed = int(np.argmin(np.where(free, wish, np.inf)))
            assign("slab", cluster(seed), 0.19 * people / PEOPLE_PER_HECTARE["slab"] / count)
            wish += 0.8 * radius * (np.hypot(*(mid - mid[seed]).T) < 0.9 * radius)
    if people > 3000:
        wish = r + 1.2 * np.where(beyond_river, radius, 0)
        assign("wilhelm", np.argsort(wish, kind="stable"), 0.2 * people / PEOPLE_PER_HECTARE["wilhelm"])
        wish = np.abs(r - 0.5 * radius) + rng.uniform(0, 0.3 * radius, len(lots))
        count = 2 if people < 25_000 else 4
        for _ in range(count):
            seed = int(np.argmin(np.where(free, wish, np.inf)))
            assign("rows", cluster(seed), 0.13 * people / PEOPLE_PER_HECTARE["rows"] / count)
            wish += 0.5 * radius * (np.hypot(*(mid - mid[seed]).T) < 0.5 * radius)
        wish = np.abs(r - 0.86 * radius) + rng.uniform(0, 0.2 * radius, len(lots))
        assign("commerce", np.argsort(wish, kind="stable"), max(2.0, 0.025 * total))
        wish = np.abs(r - 0.45 * radius) + rng.uniform(0, 0.4 * radius, len(lots))
        assign("park", np.argsort(wish + 90 * ha, kind="stable"), 0.02 * total)
    assign("villa", np.argsort(r, kind="stable"), (0.1 if people > 3000 else 0.3) * total)
    edge = np.flatnonzero(free & (r > 0.78 * radius))
    loose = rng.random(len(edge))
    for i, chance in zip(edge.tolist(), loose.tolist(), strict=True):
        if chance < 0.2 and people > 900:
            lots[i].zone = "allotments" if chance < 0.07 else "meadow" if chance < 0.15 else "orchard"
            free[i] = False
    for i in np.flatnonzero(free):
        lots[i].zone = "houses"


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
