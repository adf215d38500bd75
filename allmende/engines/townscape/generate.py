# SPDX-License-Identifier: EUPL-1.2
"""The whole county, step by step."""

from __future__ import annotations

import numpy as np
import shapely

from . import placenames
from .addresses import number_houses
from .areas import divide_county
from .buildings import BASEMAP_KIND, Stock, build
from .fabric import weave
from .facilities import equip
from .institutions import choose
from .landscape import Land
from .landuse import cover
from .layout import draw
from .model import Buildings, County, Settlement, Town
from .network import connect
from .noise import stream
from .people import Homes, grid, house
from .plan import settle
from .roads import plan_roads
from .streets import name_streets
from .towns import COUNTY_ARS, municipalities
from .ways import describe, side_zones

SMALLEST, LARGEST = 2_000, 300_000


def generate(inhabitants: int = 30_000, seed: int = 1) -> County:
    """Make the fictional Landkreis Auental.

    The same numbers give the same county, byte by byte. Raises ValueError for sizes out of 2,000 to 300,000.
    """
    if not SMALLEST <= inhabitants <= LARGEST:
        raise ValueError(f"inhabitants must be between {SMALLEST} and {LARGEST}, not {inhabitants}")
    sites = settle(inhabitants, seed)
    land = Land(seed, sites)
    roads = plan_roads(land)
    plan = draw(land, roads)
    fabric = weave(land, plan)
    graph = connect(fabric.ways)
    choose(land, fabric.blocks, stream(seed, "institutions"))
    cover_of = cover(land, fabric, plan)
    stock = build(land, graph, fabric.ways, fabric.blocks)
    homes = house(land, stock, fabric.blocks)
    towns = municipalities(land)
    villages = sum(site.role == "town" for site in sites)
    place = [placenames.CORE, *placenames.make(stream(seed, "names"), land.centres[1:], villages)]
    zones = np.array([b.zone for b in fabric.blocks], dtype=object)
    polygons = np.array([b.polygon for b in fabric.blocks])
    beside = side_zones(graph, zones, polygons)
    names = name_streets(land, roads, graph, fabric.ways, beside, towns, place)
    streets = describe(land, graph, fabric.ways, beside, names)
    addresses, address_of = number_houses(land, streets, stock, towns, place)
    areas = divide_county(land, fabric, towns, place, stock, homes, streets)
    town_records = [
        Town(areas.towns[t.index], t.ars, t.ags, t.postcode, sites[t.seat].role != "village", t.sites) for t in towns
    ]
    town_of = {k: t.index for t in towns for k in t.sites}
    settlements = [
        Settlement(
            place[k], site.role, site.form, town_of[k], areas.home_quarter[k],
            (float(land.centres[k][0]), float(land.centres[k][1])), site.people,
        )
        for k, site in enumerate(sites)
    ]  # fmt: skip
    buildings = _buildings(land, stock, homes, address_of)
    county = County(
        placenames.COUNTY, seed, inhabitants, areas.county, COUNTY_ARS, COUNTY_ARS[:5] + COUNTY_ARS[9:], town_records,
        areas.quarters, areas.districts, settlements, streets, buildings, addresses,
        grid(shapely.get_coordinates(shapely.point_on_surface(stock.polygon)), homes.people), [], [], cover_of.finish(stock),
        cover_of.rail,
    )  # fmt: skip
    return equip(land, fabric, county)


def _buildings(land: Land, stock: Stock, homes: Homes, address_of: np.ndarray) -> Buildings:
    rng = stream(land.seed, "energy")
    n = len(stock.use)
    kind = np.array([BASEMAP_KIND.get(u, "public") for u in stock.use.tolist()], dtype=object)
    flat = np.isin(stock.use, ["slab", "hall", "supermarket", "store", "garage", "gym", "office", "hospital"])
    roof = np.where(flat, "flat", np.where(rng.random(n) < 0.16, "hipped", "gabled")).astype(object)
    old = homes.year < 1995
    renovated = np.where(old & (rng.random(n) < 0.42) & (homes.dwellings > 0), rng.integers(1992, 2025, n), 0)
    pick = rng.random(n)
    dense = np.isin(stock.zone, ["slab", "rows", "wilhelm"])
    heating = np.select(
        [dense & (pick < np.where(stock.zone == "slab", 0.95, 0.35)), (homes.year >= 2010) & (pick < 0.6),
         (stock.zone == "village") & (pick < 0.42), (stock.zone == "village") & (pick < 0.6), pick < 0.68, pick < 0.84,
         pick < 0.9, pick < 0.95],
        ["district", "heat_pump", "oil", "wood", "gas", "oil", "wood", "electric"],
        default="",
    ).astype(object)  # fmt: skip
    heating[np.isin(stock.use, ["garage", "shed", "barn", "stable", "yard", "chapel"])] = ""
    return Buildings(
        stock.polygon, kind, stock.use.astype(object), stock.levels.astype(np.int64), homes.year.astype(np.int64),
        np.round(stock.area, 1), roof, renovated.astype(np.int64), heating, homes.dwellings, homes.inhabitants, homes.people,
        stock.site.astype(np.int64), stock.zone.astype(object), address_of,
    )  # fmt: skip
