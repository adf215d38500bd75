# SPDX-License-Identifier: EUPL-1.2
"""Travel times without a street network: the straight line, a little longer, at the speed of the way. Pages say so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from allmende.engines.supply.model import FAR

Floats = npt.NDArray[np.float64]
Times = npt.NDArray[np.int32]

DETOUR = 1.3
"""How much longer ways are than the straight line in built-up areas, as the walks of commons/places reckon."""


@dataclass(frozen=True)
class Shift:
    """What changes for whom, c origins: their numbers, deciseconds before and after (`FAR`: nothing reached)."""

    origin: npt.NDArray[np.int64]
    before: Times
    after: Times


def metres_to_nearest(origins: Floats, facilities: Floats) -> Floats:
    """Return the straight distance of each origin to its nearest facility in metres; infinity without any."""
    if not len(facilities):
        return np.full(len(origins), np.inf)
    metres: Floats = cKDTree(facilities).query(origins)[0]
    return metres


@dataclass(frozen=True)
class CrowBase:
    """The nearest facility of each origin as the crow flies. Small and quick enough to need no preparation."""

    origins: Floats
    facilities: Floats
    speed: float

    def deciseconds(self, metres: npt.NDArray[np.floating]) -> Times:
        """Return times for straight distances; infinity becomes `FAR`."""
        far = ~np.isfinite(metres)
        return np.where(far, FAR, np.where(far, 0, metres) * DETOUR / self.speed * 10).astype(np.int32)

    @property
    def times(self) -> Times:
        """Deciseconds of each origin to its nearest facility."""
        return self.deciseconds(metres_to_nearest(self.origins, self.facilities))

    def choices(self, limit: int) -> npt.NDArray[np.int32]:
        """Return how many facilities each origin reaches within the limit (deciseconds)."""
        if not len(self.facilities):
            return np.zeros(len(self.origins), dtype=np.int32)
        radius = limit / 10 * self.speed / DETOUR
        counts = cKDTree(self.facilities).query_ball_point(self.origins, radius, return_length=True)
        return np.asarray(counts, dtype=np.int32)

    def change(self, add: Floats, remove: list[int]) -> Shift:
        """Return for whom the time changes when facilities are added at points (metres) and others removed."""
        keep = np.ones(len(self.facilities), dtype=bool)
        keep[remove] = False
        before = self.times
        after = self.deciseconds(metres_to_nearest(self.origins, np.concatenate([self.facilities[keep], add])))
        changed = np.flatnonzero(before != after)
        return Shift(changed, before[changed], after[changed])
