# SPDX-License-Identifier: EUPL-1.2
"""The street network as plain arrays: nodes, undirected segments with a cost per direction and profile, places on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint16]
Mask = npt.NDArray[np.bool_]

PROFILES = ("walk", "wheelchair", "wheelchair_maybe", "bike", "car")
"""Ways to get about. ``wheelchair`` uses only what is proved to be passable, ``wheelchair_maybe`` also the unknown."""

BARRED = -1
"""Cost of a segment in a direction that a profile must not take."""

OFF_NETWORK = {"walk": 1.34, "wheelchair": 0.79, "wheelchair_maybe": 0.79, "bike": 1.1, "car": 1.34}
"""Metres per second between a door and the street: one walks to the car and pushes the bicycle (see `speeds`)."""

SNAP_LIMIT = {"walk": 300.0, "wheelchair": 50.0, "wheelchair_maybe": 300.0, "bike": 300.0, "car": 300.0}
"""Metres that a place may lie off the network. Short for ``wheelchair``: the way off the network is not proved, and a long
one would jump over streets of which nothing is known."""


class WheelState(IntEnum):
    """Whether a person in a wheelchair can use a segment alone. Unknown is never taken for yes."""

    YES = 0
    UNKNOWN = 1
    NO = 2


REASONS = (
    "steps",
    "kerb_raised",
    "kerb_unknown",
    "surface_bad",
    "surface_unknown",
    "smoothness_bad",
    "too_narrow",
    "too_steep",
    "incline_unknown",
    "tagged_no",
    "tagged_limited",
    "barrier",
    "barrier_unknown",
    "roadway",
    "closed",
    "contradiction",
)
"""Names of the bits of ``wheel_reasons``, lowest first. What each means stands in docs/developer/network.md."""


def reason_bits(*names: str) -> int:
    """The bit set of some reasons. Raises ValueError for a name that is none."""
    return sum(1 << REASONS.index(name) for name in set(names))


def reason_names(bits: int) -> tuple[str, ...]:
    """The reasons in a bit set, in the order of `REASONS`."""
    return tuple(name for place, name in enumerate(REASONS) if int(bits) >> place & 1)


@dataclass(frozen=True, eq=False)
class Grid:
    """Which straight pieces of segments touch which square cell: the index for snapping, for all profiles alike.

    Cell (column, row) has the number row * columns + column; its pieces are ``segment[start[c]:start[c + 1]]`` and
    ``vertex[...]``: a piece runs from ``shape_xy[vertex]`` to ``shape_xy[vertex + 1]``.
    """

    west: float
    south: float
    cell: float
    columns: int
    rows: int
    start: Longs
    segment: Ints
    vertex: Ints


@dataclass(frozen=True, eq=False)
class Network:
    """A street network. Arrays may be memory-mapped and are never written to.

    n nodes, m segments. A segment runs from ``ends[:, 0]`` to ``ends[:, 1]``; both may be the same node (a loop), several
    segments may join the same nodes, and a barrier (gate, kerb) is a segment of length 0 with costs of its own.

    crs            a CRS in metres as "EPSG:25832"
    xy             float64 (n, 2) metres
    ends           int32 (m, 2) indices of nodes
    length         float32 (m) metres along the shape
    shape_start    int64 (m + 1), shape_xy float64 (v, 2): points of segment s are shape_xy[shape_start[s]:shape_start[s + 1]],
                   both ends included
    cost           profile -> int32 (m, 2) deciseconds; [:, 0] from first to second node, [:, 1] back; `BARRED` where not allowed
    component      profile -> uint8 (n), 1 for nodes of the largest part in which everything can reach everything; for
                   ``wheelchair`` also of every other such part with at least 1 km of street, as what is proved lies in islands
    wheel_state    uint8 (m), a `WheelState`
    wheel_reasons  uint16 (m), bits by `REASONS`
    source         int64 (m), where a segment comes from: OSM way (>= 0) or, for barriers, -1 - OSM node; index of a street
    grid           index for snapping
    notes          what was counted and left out when the network was built
    """

    crs: str
    xy: Floats
    ends: Ints
    length: Singles
    shape_start: Longs
    shape_xy: Floats
    cost: Mapping[str, Ints]
    component: Mapping[str, Bytes]
    wheel_state: Bytes
    wheel_reasons: Words
    source: Longs
    grid: Grid
    notes: Mapping[str, int]

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.xy)

    @property
    def segments(self) -> int:
        """Number of segments."""
        return len(self.ends)

    def speed(self, profile: str) -> float:
        """Metres per second on the bit between a place and the network."""
        return OFF_NETWORK[profile]

    def shape(self, segment: int) -> Floats:
        """The points of one segment, (k, 2) metres, k >= 2."""
        return self.shape_xy[self.shape_start[segment] : self.shape_start[segment + 1]]

    def usable(self, profile: str) -> Mask:
        """Segments (m) that a place may be snapped to: in the largest component, open in a direction, longer than 0."""
        inside = self.component[profile][self.ends].all(axis=1)
        return np.asarray(inside & (self.cost[profile] >= 0).any(axis=1) & (self.length > 0))


@dataclass(frozen=True, eq=False)
class Snap:
    """Places on a network, k of them, in arrays of equal length.

    segment  int32: the segment, -1 for a place that is too far from the network
    along    float32: share of the segment's length from its first node, 0 to 1
    off      float32: metres between the place and the segment (inf where there is none)

    From a place with ``along`` a, the way to the segment's second node costs (1 - a) * cost[segment, 0], to the first
    a * cost[segment, 1]; coming from the first node a * cost[segment, 0], from the second (1 - a) * cost[segment, 1];
    plus ``off / speed``. A barred direction cannot be used, unless the place lies on that very node (a = 0 or a = 1).
    """

    segment: Ints
    along: Singles
    off: Singles

    def __len__(self) -> int:
        return len(self.segment)

    @property
    def found(self) -> Mask:
        """Which places (k) lie near enough to the network."""
        return np.asarray(self.segment >= 0)

    def take(self, index: Any) -> Snap:
        """Some of the places: an index array, a mask or a slice."""
        return Snap(self.segment[index], self.along[index], self.off[index])

    def append(self, other: Snap) -> Snap:
        """These places, then the others."""
        return Snap(
            np.concatenate([self.segment, other.segment]),
            np.concatenate([self.along, other.along]),
            np.concatenate([self.off, other.off]),
        )

    @classmethod
    def none(cls) -> Snap:
        """No place at all."""
        return cls(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.float32))
