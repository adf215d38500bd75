# SPDX-License-Identifier: EUPL-1.2
"""Places onto the network: the nearest segment that a profile may use and that lies in its largest component."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .model import PROFILES, SNAP_LIMIT, Floats, Network, Snap


def snap(network: Network, profile: str, xy: npt.ArrayLike, *, limit: float | None = None) -> Snap:
    """Find for each place the nearest point of the network.

    Segments, not nodes, and only such of the largest component: a place on an island of the network is joined to the
    mainland if that is near enough. Of two segments equally near the one with the lower number is taken.

    Args:
        network: the network.
        profile: one of `PROFILES`.
        xy: places, (k, 2) metres in ``network.crs``. A place without finite coordinates is not found.
        limit: greatest distance in metres; default by profile, see `SNAP_LIMIT`.

    Raises:
        ValueError: unknown profile, negative or infinite limit, or places that are not (k, 2).
    """
    if profile not in PROFILES:
        raise ValueError(f"unknown profile {profile!r}; there are {', '.join(PROFILES)}")
    farthest = SNAP_LIMIT[profile] if limit is None else float(limit)
    if not 0 <= farthest < np.inf:
        raise ValueError("limit must be 0 or more metres")
    points: Floats = np.ascontiguousarray(xy, np.float64)
    if points.ndim != 2 or points.shape[1] != 2:
        if points.size:
            raise ValueError("places must be an array of (k, 2)")
        points = points.reshape(0, 2)
    result = Snap(
        np.full(len(points), -1, np.int32), np.zeros(len(points), np.float32), np.full(len(points), np.inf, np.float32)
    )
    grid = network.grid
    if not len(points) or not len(grid.segment):
        return result
    from .snap_kernel import nearest_pieces

    nearest_pieces(
        points,
        farthest,
        (grid.west, grid.south, grid.cell, grid.columns, grid.rows),
        (grid.start, grid.segment, grid.vertex),
        (network.shape_start, network.shape_xy, network.ends, network.cost[profile], network.component[profile]),
        result.segment,
        result.along,
        result.off,
    )
    return result


def place_of(network: Network, places: Snap) -> Floats:
    """Where on the network the places lie, (k, 2) metres; NaN for those not found."""
    result: Floats = np.full((len(places), 2), np.nan)
    shapes: dict[int, tuple[Any, Any]] = {}
    for k in np.flatnonzero(places.found).tolist():
        segment = int(places.segment[k])
        if segment not in shapes:
            shape = network.shape(segment)
            shapes[segment] = shape, np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(shape, axis=0).T))])
        shape, run = shapes[segment]
        at = float(places.along[k]) * run[-1]
        result[k] = np.interp(at, run, shape[:, 0]), np.interp(at, run, shape[:, 1])
    return result
