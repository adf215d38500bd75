# SPDX-License-Identifier: EUPL-1.2
"""How many people live where: the core town, small towns and villages of a county of a given size."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .noise import Floats, stream

PEOPLE_PER_KM2 = 150.0
"""Density of the whole county; a usual value for rural counties in central Germany (100 to 200)."""

FORMS = ("street", "cluster", "green")
"""Forms of villages: Straßendorf, Haufendorf, Angerdorf."""


@dataclass(frozen=True)
class Site:
    """A settlement to be built. ``role`` is core, town or village; lengths in metres."""

    index: int
    role: str
    form: str
    people: int

    @property
    def radius(self) -> float:
        """Radius of a circle that holds the built-up land, from usual gross densities."""
        if self.role == "village":
            per_hectare = 25.0 + min(8.0, self.people / 250)
        else:
            per_hectare = 34.0 + 16.0 * min(1.0, max(0.0, math.log(self.people / 1000) / math.log(16)))
        return math.sqrt(self.people / per_hectare * 10_000 / math.pi)

    @property
    def old_radius(self) -> float:
        """Radius of the walled old town (core and towns only)."""
        return 62 + 1.15 * math.sqrt(self.people)


def shares(total: int, weights: Floats) -> list[int]:
    """Integers in proportion to the weights that sum exactly to ``total`` (largest remainders)."""
    exact = np.asarray(weights, float) / np.sum(weights) * total
    whole = np.floor(exact).astype(int)
    rest = np.argsort(-(exact - whole), kind="stable")[: total - int(whole.sum())]
    whole[rest] += 1
    return [int(n) for n in whole]


def settle(inhabitants: int, seed: int) -> list[Site]:
    """The settlements of a county with ``inhabitants`` people; site 0 is the core town.

    The core town holds 55 % of a small county and 32 % of a large one; from 45,000 people on there are further
    small towns; the rest lives in villages whose sizes follow a log-normal distribution (median about 420).
    """
    rng = stream(seed, "plan")
    large = float(np.clip(math.log(inhabitants / 30_000) / math.log(250 / 30), 0, 1))
    core = round(inhabitants * (0.55 - 0.23 * large))
    towns: list[int] = []
    if inhabitants >= 45_000:
        count = max(1, round((inhabitants - 20_000) / 46_000))
        towns = [int(inhabitants * part) for part in np.sort(rng.uniform(0.032, 0.062, count))[::-1]]
    rest = inhabitants - core - sum(towns)
    sizes: list[float] = []
    top = min(2600.0, 0.35 * core)
    while sum(sizes) < rest:
        limit = max(80.0, top * rng.uniform(0.6, 1))
        sizes.append(float(np.clip(rng.lognormal(math.log(min(420, rest / 4)), 0.75), 70, limit)))
    villages = sorted(shares(rest, np.array(sizes)), reverse=True)
    sites = [Site(0, "core", "town", core)]
    sites += [Site(1 + k, "town", "town", people) for k, people in enumerate(towns)]
    for k, people in enumerate(villages):
        weights = [0.35, 0.5, 0.15] if people > 260 else [0.55, 0.4, 0.05]
        sites.append(Site(len(towns) + 1 + k, "village", FORMS[int(rng.choice(3, p=weights))], people))
    return sites
