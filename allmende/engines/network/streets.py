# SPDX-License-Identifier: EUPL-1.2
"""A network from streets in memory, such as those of the generated demo county."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import shapely

from .assemble import assemble, lengths
from .model import Network
from .passage import Passage, passage_of, price

HIGHWAY = {
    "main": "secondary",
    "secondary": "tertiary",
    "residential": "residential",
    "pedestrian": "pedestrian",
    "service": "service",
    "track": "track",
    "path": "path",
    "cycleway": "cycleway",
    "steps": "steps",
}
"""Kinds of streets and what they are called in OpenStreetMap, whose rules hold for all."""

Column = npt.NDArray[Any]


class Streets(Protocol):
    """Columns of m streets between n nodes.

    ``line`` runs from the first to the second node; '' and NaN mean unknown; ``incline`` in percent, positive uphill;
    ``maxspeed`` in km/h, 0: not for cars; ``steps`` the number of steps; ``lit`` 1, 0 or -1 (unknown).
    """

    @property
    def node_xy(self) -> npt.NDArray[np.float64]: ...
    @property
    def edge_nodes(self) -> npt.NDArray[np.int32]: ...
    @property
    def line(self) -> Column: ...
    @property
    def kind(self) -> Column: ...
    @property
    def surface(self) -> Column: ...
    @property
    def width(self) -> npt.NDArray[np.float64]: ...
    @property
    def incline(self) -> npt.NDArray[np.float64]: ...
    @property
    def kerb(self) -> Column: ...
    @property
    def sidewalk(self) -> Column: ...
    @property
    def steps(self) -> npt.NDArray[np.int64]: ...
    @property
    def maxspeed(self) -> npt.NDArray[np.int64]: ...
    @property
    def lit(self) -> npt.NDArray[np.int64]: ...


def build_from_streets(streets: Streets, crs: str) -> Network:
    """Make a network of streets. ``source`` of a segment is the index of its street.

    Raises ValueError for a kind of street that is not in `HIGHWAY`, or when there are no streets.
    """
    if not len(streets.line):
        raise ValueError("there are no streets")
    passages: dict[Passage, int] = {}
    which = np.array(
        [passages.setdefault(passage_of(_tags(streets, i)), len(passages)) for i in range(len(streets.line))], np.int64
    )
    start = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(streets.line))]).astype(np.int64)
    shape_xy = shapely.get_coordinates(streets.line)
    priced = price(list(passages), which, lengths(start, shape_xy))
    return assemble(
        crs=crs,
        xy=streets.node_xy,
        ends=streets.edge_nodes,
        shape_start=start,
        shape_xy=shape_xy,
        walk=priced.walk,
        wheel=priced.wheel,
        bike=priced.bike,
        car=priced.car,
        wheel_state=priced.state,
        wheel_reasons=priced.reasons,
        notes={"ways": len(which)},
    )


def _tags(streets: Streets, i: int) -> dict[str, str]:
    """One street in the words of OpenStreetMap."""
    kind = str(streets.kind[i])
    if kind not in HIGHWAY:
        raise ValueError(f"unknown kind of street: {kind!r}")
    tags = {"highway": HIGHWAY[kind]}
    tags |= {key: str(value) for key in ("surface", "kerb", "sidewalk") if (value := getattr(streets, key)[i])}
    if np.isfinite(streets.width[i]):
        tags["width"] = f"{streets.width[i]:.1f}"
    if np.isfinite(streets.incline[i]):
        tags["incline"] = f"{streets.incline[i]:.1f}%"
    if streets.steps[i] > 0:
        tags["step_count"] = str(int(streets.steps[i]))
    if streets.lit[i] >= 0:
        tags["lit"] = "yes" if streets.lit[i] else "no"
    if streets.maxspeed[i] > 0:
        tags["maxspeed"] = str(int(streets.maxspeed[i]))
    else:
        tags["motor_vehicle"] = "no"
    return tags
