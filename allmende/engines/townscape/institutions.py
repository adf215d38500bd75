# SPDX-License-Identifier: EUPL-1.2
"""Which blocks get a school, a nursery, a supermarket, a church: chosen so that each is near those who need it."""

from __future__ import annotations

import numpy as np
import shapely

from .fabric import Block
from .landscape import Land
from .noise import Floats

# kind -> (one per so many people, from how many people on, smallest and largest block in hectares, zones)
NEEDS: dict[str, tuple[float, int, float, float, tuple[str, ...]]] = {
    "school": (3600, 900, 0.55, 2.6, ("villa", "rows", "wilhelm", "slab", "houses")),
    "kita": (2000, 900, 0.16, 0.9, ("villa", "rows", "houses", "slab", "wilhelm")),
    "supermarket": (2900, 800, 0.45, 2.4, ("rows", "villa", "houses", "slab", "commerce", "wilhelm")),
    "church": (9000, 2500, 0.2, 1.2, ("wilhelm", "villa", "rows")),
    "fire": (22_000, 1500, 0.2, 1.6, ("villa", "houses", "commerce", "industry")),
    "care": (7000, 2500, 0.35, 1.9, ("villa", "rows", "houses")),
    "playground": (2600, 1200, 0.08, 0.7, ("houses", "rows", "villa", "wilhelm", "slab")),
    "park": (9000, 2500, 0.25, 1.5, ("wilhelm", "villa", "rows", "slab")),
    "pool": (60_000, 6000, 0.8, 2.6, ("houses", "villa", "meadow")),
    "depot": (60_000, 3000, 0.4, 3.0, ("industry",)),
}


def choose(land: Land, blocks: list[Block], rng: np.random.Generator) -> None:
    """Change the zone of the chosen blocks to the kind of institution. Deterministic; in place."""
    by_site: dict[int, list[int]] = {}
    for i, block in enumerate(blocks):
        if block.site >= 0:
            by_site.setdefault(block.site, []).append(i)
    for k in sorted(by_site):
        site = land.sites[k]
        if site.role == "village":
            continue
        own = np.array(by_site[k])
        shapes = np.array([blocks[i].polygon for i in own])
        hectares = shapely.area(shapes) / 10_000
        compact = shapely.area(shapes) / shapely.length(shapes) ** 2
        middle = shapely.get_coordinates(shapely.point_on_surface(shapes))
        _old_church(land, k, blocks, own, hectares, middle)
        for kind, (each, start, small, large, zones) in NEEDS.items():
            if site.people < start:
                continue
            fit = (hectares > small) & (hectares < large) & (compact > 0.035)
            fit &= np.array([blocks[i].zone in zones for i in own])
            preference = np.array([zones.index(blocks[i].zone) if blocks[i].zone in zones else 99 for i in own])
            for i in _spread(middle, fit, preference, max(1, round(site.people / each)), land.centres[k], rng):
                blocks[own[i]].zone = kind


def _old_church(land: Land, k: int, blocks: list[Block], own: np.ndarray, hectares: Floats, middle: Floats) -> None:
    """The town church stands on the old-town block nearest to the market that is large enough."""
    old = np.array([blocks[i].zone == "old" for i in own])
    if not old.any():
        return
    far = np.hypot(*(middle - land.centres[k]).T) + 400 * np.abs(hectares - 0.24)
    blocks[own[int(np.argmin(np.where(old, far, np.inf)))]].zone = "church"


def _spread(
    middle: Floats, fit: np.ndarray, preference: np.ndarray, count: int, centre: Floats, rng: np.random.Generator
) -> list[int]:
    """Up to ``count`` of the fitting blocks, each far from those chosen before (greedy k-centre, with play)."""
    chosen: list[int] = []
    free = fit.copy()
    scale = float(np.median(np.hypot(*(middle - centre).T))) + 1
    nearest = np.full(len(middle), 2.0 * scale)
    for _ in range(count):
        if not free.any():
            break
        score = np.minimum(nearest, 1.2 * scale) / scale - 0.07 * preference + rng.uniform(0, 0.25, len(middle))
        i = int(np.argmax(np.where(free, score, -np.inf)))
        chosen.append(i)
        free[i] = False
        nearest = np.minimum(nearest, np.hypot(*(middle - middle[i]).T))
    return chosen
