# SPDX-License-Identifier: EUPL-1.2
"""Dwellings, years of construction, inhabitants and their ages, and the population grid of 100 m cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Transformer

from .buildings import Stock
from .fabric import Block
from .landscape import Land
from .model import AGE_GROUPS, CRS, Grid
from .noise import Floats, stream
from .plan import shares

PER_DWELLING = {
    "old": 1.7, "wilhelm": 1.8, "villa": 2.1, "rows": 1.75, "slab": 1.75, "houses": 2.6, "village": 2.5,
}  # fmt: skip

# Shares of the age groups of model.AGE_GROUPS in percent: Germany 2022 (rounded), and factors by zone.
NATIONAL = np.array([2.7, 2.9, 3.8, 7.5, 13.5, 25.6, 22.8, 14.3, 6.9])
FACTORS = {
    "old": [0.9, 0.8, 0.75, 0.75, 1.55, 1.1, 0.9, 0.8, 0.9],
    "wilhelm": [1.1, 1.0, 0.9, 0.8, 1.5, 1.2, 0.8, 0.65, 0.7],
    "rows": [0.8, 0.8, 0.8, 0.8, 1.0, 0.85, 0.95, 1.25, 1.75],
    "slab": [1.0, 1.0, 1.0, 1.0, 1.05, 0.85, 0.9, 1.3, 1.5],
    "houses": [1.2, 1.3, 1.35, 1.3, 0.7, 1.1, 1.1, 0.9, 0.7],
    "villa": [0.9, 0.95, 1.0, 1.1, 0.8, 1.0, 1.15, 1.1, 1.0],
    "village": [0.85, 0.9, 0.95, 1.0, 0.75, 0.9, 1.25, 1.15, 1.1],
    "care": [0, 0, 0, 0, 0.02, 0.05, 0.15, 2.0, 9.0],
}


@dataclass
class Homes:
    """Per building: year of construction, dwellings, inhabitants; and people (n, 9) by age group."""

    year: np.ndarray
    dwellings: np.ndarray
    inhabitants: np.ndarray
    people: np.ndarray


def house(land: Land, stock: Stock, blocks: list[Block]) -> Homes:
    """Give every building a year and dwellings, and every settlement exactly its inhabitants."""
    rng = stream(land.seed, "people")
    year = _years(land, stock, blocks, rng)
    dwellings = _dwellings(stock, rng)
    weight = dwellings * np.array([PER_DWELLING.get(z, 2.0) for z in stock.zone])
    weight = weight * rng.gamma(5.0, 0.2, len(weight))
    vacant = rng.random(len(weight)) < np.where(np.isin(stock.use, ["farmhouse", "townhouse"]), 0.09, 0.045)
    weight[vacant & (dwellings == 1)] = 0
    weight[stock.use == "care"] = stock.area[stock.use == "care"] * stock.levels[stock.use == "care"] / 48
    inhabitants = np.zeros(len(weight), dtype=np.int64)
    for k, site in enumerate(land.sites):
        own = np.flatnonzero((stock.site == k) & (weight > 0))
        if len(own) == 0:
            raise ValueError(f"settlement {k} has no dwellings for its {site.people} inhabitants")
        inhabitants[own] = shares(site.people, weight[own])
    return Homes(year, dwellings, inhabitants, _ages(stock, inhabitants, rng))


def _years(land: Land, stock: Stock, blocks: list[Block], rng: np.random.Generator) -> np.ndarray:
    n = len(stock.use)
    low = np.full(n, 1950)
    high = np.full(n, 2018)
    ranges = {
        "old": (1620, 1890), "wilhelm": (1878, 1914), "villa": (1888, 1938), "rows": (1950, 1964), "slab": (1969, 1988),
        "industry": (1925, 2018), "commerce": (1991, 2020),
    }  # fmt: skip
    for zone, (a, b) in ranges.items():
        low[stock.zone == zone], high[stock.zone == zone] = a, b
    parts = np.array([blocks[b].part if blocks[b].zone == "houses" else -1 for b in stock.block])
    decades = np.array([1926, 1936, 1956, 1964, 1974, 1982, 1993, 1998, 2006, 2015])
    middle = shapely.get_coordinates(shapely.centroid(stock.polygon))
    for part in np.unique(parts[parts >= 0]).tolist():
        own = parts == part
        k = int(stock.site[own][0])
        outer = np.hypot(*(middle[own].mean(0) - land.centres[k])) / max(land.sites[k].radius, 1)
        start = int(np.clip(rng.normal(9 * outer, 2.2), 0, 9))
        low[own], high[own] = decades[start], min(2023, decades[start] + 9)
    farm = (stock.zone == "village") & np.isin(stock.use, ["farmhouse", "barn", "stable"])
    low[farm], high[farm] = 1760, 1935
    plain = (stock.zone == "village") & (stock.use == "house")
    low[plain], high[plain] = np.where(rng.random(plain.sum()) < 0.45, (1890,), (1950,)), 2012
    low[stock.use == "church"], high[stock.use == "church"] = 1180, 1880
    year = low + np.floor(rng.random(n) * (high - low + 1)).astype(int)
    infill = np.isin(stock.zone, ["old", "wilhelm", "villa"]) & (rng.random(n) < 0.14) & (stock.use != "church")
    year[infill] = rng.integers(1948, 2021, infill.sum())
    return np.asarray(year)


def _dwellings(stock: Stock, rng: np.random.Generator) -> np.ndarray:
    floor = stock.area * stock.levels
    flats = np.select(
        [np.isin(stock.use, ["house", "semi", "terrace"]), stock.use == "farmhouse", stock.use == "villa",
         stock.use == "townhouse", stock.use == "flats", stock.use == "slab"],
        [np.where((stock.use == "house") & (rng.random(len(floor)) < 0.13), 2, 1), 1 + (rng.random(len(floor)) < 0.22),
         np.maximum(1, np.round(floor / 150)), np.maximum(1, np.round(floor * 0.72 / 104)),
         np.maximum(2, np.round(floor * 0.85 / 80)), np.maximum(2, np.round(floor * 0.86 / 72))],
        default=0,
    )  # fmt: skip
    return np.asarray(flats, dtype=np.int64)


def _ages(stock: Stock, inhabitants: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ages (buildings, 9): each person's group is drawn from the shares of the zone."""
    people = np.zeros((len(inhabitants), len(AGE_GROUPS)), dtype=np.int64)
    zone = np.where(stock.use == "care", "care", stock.zone)
    for name in sorted(set(zone.tolist())):
        own = np.flatnonzero((zone == name) & (inhabitants > 0))
        if len(own) == 0:
            continue
        share = NATIONAL * np.array(FACTORS.get(str(name), np.ones(len(NATIONAL))))
        who = np.repeat(own, inhabitants[own])
        edges = np.cumsum(share / share.sum())
        group = np.searchsorted(edges, rng.random(len(who)) * edges[-1] * (1 - 1e-12), side="right")
        np.add.at(people, (who, group), 1)
    return people


def grid(xy: Floats, people: np.ndarray) -> Grid:
    """Sum people (n, 9) at points xy (EPSG:25832) in cells of 100 m of EPSG:3035, named as in the census."""
    x, y = Transformer.from_crs(CRS, "EPSG:3035", always_xy=True).transform(xy[:, 0], xy[:, 1])
    corner = np.stack([np.floor(np.asarray(x) / 100), np.floor(np.asarray(y) / 100)], -1).astype(np.int64) * 100
    lived = people.sum(axis=1) > 0
    cells, index = np.unique(corner[lived][:, ::-1], axis=0, return_inverse=True)
    total = np.zeros((len(cells), people.shape[1]), dtype=np.int64)
    np.add.at(total, index, people[lived])
    names = np.array([f"CRS3035RES100mN{north}E{east}" for north, east in cells.tolist()], dtype=object)
    return Grid(names, cells[:, ::-1].copy(), total)
