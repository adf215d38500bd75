# SPDX-License-Identifier: EUPL-1.2
"""Straight lines: for standards that are measured so, and for towns without a street network (pages say so)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DETOUR = 1.3
"""How much longer ways are than the straight line in built-up areas, as the walks of commons/places reckon."""


def metres_to_nearest(origins: Floats, facilities: Floats) -> Floats:
    """Return the straight distance of each origin to its nearest facility in metres; infinity without any."""
    if not len(facilities):
        return np.full(len(origins), np.inf)
    from scipy.spatial import cKDTree  # half a second that pages without analysis need not wait for

    metres: Floats = cKDTree(facilities).query(origins)[0]
    return metres
