# SPDX-License-Identifier: EUPL-1.2
"""Accessibility that knows capacities: two-step floating catchment areas.

2SFCA: Luo & Wang, Environment and Planning B 30(6), 2003, 865-884 (doi:10.1068/b29120). E2SFCA: Luo & Qi, Health &
Place 15(4), 2009, 1100-1107 (doi:10.1016/j.healthplace.2009.06.002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .model import Flags, Floats, Reach, SupplyError, sums

LUO_QI = (1.0, 0.68, 0.22)
"""Weights of the three zones in Luo & Qi 2009 (there 0 to 10, 10 to 20 and 20 to 30 minutes by car)."""


@dataclass(frozen=True)
class Catchments:
    """Places per person, seen from both sides.

    `access` float64 (origins): places per person that an origin finds, summed over its facilities; 0 where none is in
    reach. `ratio` float64 (facilities): capacity per person in the (weighted) catchment; NaN where nobody is in it.
    `demand` float64 (facilities): weighted people in the catchment.

    Conservation: the sum of people x access equals the sum of the capacities of facilities that somebody reaches.
    """

    access: Floats
    ratio: Floats
    demand: Floats

    @property
    def used(self) -> Flags:
        """Which facilities have anybody in their catchment, bool (facilities)."""
        answer: Flags = self.demand > 0
        return answer


def fca2(reach: Reach, people: npt.ArrayLike, capacity: npt.ArrayLike, limit: float) -> Catchments:
    """Return the two-step floating catchment areas: everybody within the limit counts fully, everybody else not.

    `people` (origins), `capacity` (facilities): Kita places, consulting hours, beds. Raises `SupplyError`.
    """
    return e2sfca(reach, people, capacity, ((limit, 1.0),))


def e2sfca(
    reach: Reach, people: npt.ArrayLike, capacity: npt.ArrayLike, zones: Sequence[tuple[float, float]]
) -> Catchments:
    """Return the enhanced catchments: weights fall from zone to zone.

    `zones` are (limit, weight) with rising limits in the unit of the times; a limit belongs to its own zone, beyond the
    last one nothing counts. For example `((6000, 1.0), (12000, 0.68), (18000, 0.22))`. Raises `SupplyError`.
    """
    limits = np.array([limit for limit, _ in zones], dtype=np.float64)
    weights = np.array([weight for _, weight in zones], dtype=np.float64)
    if not len(zones) or (np.diff(limits) <= 0).any() or (limits < 0).any():
        raise SupplyError("zones need rising limits")
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise SupplyError("the weights of zones must be finite and not negative")
    demand_at, places = _amounts(people, reach.origins, "people"), _amounts(capacity, reach.facilities, "capacity")
    near = reach.within(float(limits[-1]))
    weight, row = weights[np.searchsorted(limits, near.time)], near.row
    demand = sums(near.index, weight * demand_at[row], reach.facilities)
    ratio = np.divide(places, demand, out=np.full(reach.facilities, np.nan), where=demand > 0)
    found = np.where(demand > 0, ratio, 0.0)
    access = sums(row, weight * found[near.index], reach.origins)
    return Catchments(access, ratio, demand)


def _amounts(values: npt.ArrayLike, length: int, name: str) -> Floats:
    amounts = np.asarray(values, dtype=np.float64)
    if amounts.shape != (length,):
        raise SupplyError(f"{name} has the shape {amounts.shape}; ({length},) is needed")
    if not np.isfinite(amounts).all() or (amounts < 0).any():
        raise SupplyError(f"{name} must be finite and not negative")
    return amounts
