# SPDX-License-Identifier: EUPL-1.2
"""What the generator returns: a county as plain arrays and small records.

All coordinates are metres in EPSG:25832 unless a name says lonlat. Tables are columns of equal length; a reference to
another table is an index. '' in a text column and NaN in a number column mean "unknown", as they do in real data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Column = npt.NDArray[Any]

CRS = "EPSG:25832"
AGE_GROUPS = ("0-2", "3-5", "6-9", "10-17", "18-29", "30-49", "50-64", "65-79", "80+")


@dataclass(frozen=True)
class Area:
    """One area of a division. ``parent`` is the key of the area above it ('' for none)."""

    key: str
    name: str
    parent: str
    geometry: shapely.Geometry
    inhabitants: int


@dataclass(frozen=True)
class Town:
    """A municipality (Gemeinde) with its official keys (ARS 12 digits, AGS 8 digits)."""

    area: Area
    ars: str
    ags: str
    postcode: str
    is_town: bool
    settlements: tuple[int, ...]


@dataclass(frozen=True)
class Settlement:
    """A built-up place: the core town, a small town or a village (form: town, street, cluster or green)."""

    name: str
    role: str
    form: str
    town: int
    quarter: str
    centre: tuple[float, float]
    inhabitants: int


@dataclass(frozen=True)
class Streets:
    """The network for routing. Planar but for bridges; one connected component.

    nodes     node_xy (n, 2), node_height (n) metres above sea level
    edges     edge_nodes (m, 2) indices; line (m) LineStrings from the first to the second node; length in metres
    kind      main, secondary, residential, pedestrian, service, track, path, cycleway or steps (see the base map)
    name      '' where a way has none; settlement: index or -1 in open land
    bridge, tunnel, lit   0/1 (lit: -1 unknown)
    surface   asphalt, sett, paving_stones, compacted, gravel, ground or '' (unknown)
    width     usable width in metres or NaN; incline in percent, positive uphill from first to second node
    kerb      lowered, raised, flush or '' ; sidewalk: both, left, right, no or ''
    steps     number of steps (0: none); maxspeed in km/h (0: not for cars)
    """

    node_xy: Floats
    node_height: Floats
    edge_nodes: npt.NDArray[np.int32]
    line: Column
    length: Floats
    kind: Column
    name: Column
    settlement: Ints
    bridge: Ints
    tunnel: Ints
    lit: Ints
    surface: Column
    width: Floats
    incline: Floats
    kerb: Column
    sidewalk: Column
    steps: Ints
    maxspeed: Ints


@dataclass(frozen=True)
class Buildings:
    """kind as on the base map; use is finer (townhouse, slab, barn, school ...). area: footprint in square metres.

    roof: gabled, hipped or flat; renovated: year of the last energy renovation (0: none known); heating: gas, oil,
    district, heat_pump, wood, electric or '' (unheated or unknown); people: inhabitants (n, 9) by AGE_GROUPS; address: index into Addresses or -1.
    """

    polygon: Column
    kind: Column
    use: Column
    levels: Ints
    year: Ints
    area: Floats
    roof: Column
    renovated: Ints
    heating: Column
    dwellings: Ints
    inhabitants: Ints
    people: Ints
    settlement: Ints
    zone: Column
    address: Ints


@dataclass(frozen=True)
class Addresses:
    """xy is the entrance on the street side; edge the street edge it belongs to."""

    xy: Floats
    street: Column
    number: Column
    postcode: Column
    place: Column
    town: Ints
    edge: Ints
    building: Ints


@dataclass(frozen=True)
class Grid:
    """Inhabited cells of 100 m in EPSG:3035. ``corner`` is the lower left corner; people (n, 9) by AGE_GROUPS."""

    cell: Column
    corner: Ints
    people: Ints

    @property
    def total(self) -> Ints:
        """Inhabitants of each cell."""
        return np.asarray(self.people.sum(axis=1))

    def polygons(self) -> Column:
        """The squares, in EPSG:3035."""
        x, y = self.corner[:, 0], self.corner[:, 1]
        return np.asarray(shapely.box(x, y, x + 100, y + 100))


@dataclass(frozen=True)
class Facility:
    """A place people go to. ``category`` is a key of facility_kinds.KINDS; texts are German.

    access: wheelchair (yes, limited, no), step_free, toilet, hearing, tactile (yes or no), only what is known; checked and
    source: date (ISO) and origin of that knowledge, '' where nothing is known. details: further facts, German keys.
    building: index or -1 for things that stand in the open (street then names the nearest street, number is '').
    """

    key: str
    category: str
    name: str
    xy: tuple[float, float]
    town: int
    settlement: int
    building: int
    street: str
    number: str
    postcode: str
    place: str
    opening_hours: str
    phone: str
    email: str
    operator: str
    note: str
    details: Mapping[str, str]
    access: Mapping[str, str]
    checked: str
    source: str


@dataclass(frozen=True)
class BusLine:
    """A bus line: its stops (indices of facilities) in order, the way it takes, and how often it runs on workdays."""

    number: str
    name: str
    stops: tuple[int, ...]
    line: shapely.LineString
    every_minutes: int


@dataclass(frozen=True)
class LandUse:
    """Polygons by kind as on the base map: water, waterway (lines), green, built; columns kind and name."""

    layer: Column
    kind: Column
    name: Column
    geometry: Column


@dataclass(frozen=True)
class County:
    """The whole county. ``seed`` and ``inhabitants`` make it again, byte by byte."""

    name: str
    seed: int
    inhabitants: int
    area: Area
    ars: str
    ags: str
    towns: list[Town]
    quarters: list[Area]
    districts: list[Area]
    settlements: list[Settlement]
    streets: Streets
    buildings: Buildings
    addresses: Addresses
    grid: Grid
    facilities: list[Facility]
    bus_lines: list[BusLine]
    land: LandUse
    rail: list[shapely.LineString] = field(default_factory=list)
