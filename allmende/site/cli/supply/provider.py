# SPDX-License-Identifier: EUPL-1.2
"""How far it is: along the streets of an OpenStreetMap extract, or as the crow flies where there is no street network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from allmende.core.geo.crs import WGS84, metric_epsg, transformer
from allmende.engines import network as streets
from allmende.engines.network.crowfly import CrowFly
from allmende.engines.network.model import OFF_NETWORK
from allmende.engines.network.search import Router
from allmende.site.cli.shared import Progress, Refusal

from .answer import Reason

Metres = npt.NDArray[np.float64]
MAYBE = {"wheelchair": "wheelchair_maybe"}
"""The profile that also uses ways of which it is not known whether they are passable."""


@dataclass(frozen=True)
class Ways:
    """A provider of times with the places of one county: where points lie, and why some lie nowhere."""

    provider: Any
    network: streets.Network | None
    profile: str

    def metres(self, lonlat: npt.NDArray[np.float64]) -> Metres:
        """Return points (n, 2) in metres."""
        x, y = transformer(WGS84, self.provider_crs).transform(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([x, y]).astype(np.float64)

    @property
    def provider_crs(self) -> str:
        """The coordinate system in metres."""
        return self.network.crs if self.network else str(self.provider.crs)

    def place(self, xy: Metres) -> tuple[Any, npt.NDArray[np.uint8]]:
        """Return (places of the provider, why a point lies nowhere: `Reason`, uint8 (n))."""
        reasons = np.full(len(xy), Reason.REACHED, dtype=np.uint8)
        if self.network is None:
            return self.provider.locate(xy), reasons
        found = streets.snap(self.network, self.profile, xy)
        lost = np.flatnonzero(~found.found)
        if len(lost):
            reasons[lost] = _why(self.network, self.profile, xy[lost])
        return self.provider.place(found), reasons


def _why(network: streets.Network, profile: str, xy: Metres) -> npt.NDArray[np.uint8]:
    """Outside of the extract, beside a street of a part that is cut off, or beside no street at all."""
    limit = streets.SNAP_LIMIT[profile]
    low, high = network.xy.min(axis=0) - limit, network.xy.max(axis=0) + limit
    outside = ~((xy >= low) & (xy <= high)).all(axis=1)
    parts = replace(network, component={profile: np.ones(network.nodes, np.uint8)})
    islands = streets.snap(parts, profile, xy).found
    return np.where(outside, Reason.OUTSIDE, np.where(islands, Reason.CUT_OFF, Reason.FAR_FROM_STREET)).astype(np.uint8)


def open_network(osm: Path, progress: Progress) -> streets.Network:
    """Build the streets of a .pbf, or map a folder that `allmende network build` wrote. Raises `Refusal`."""
    try:
        return streets.load(osm) if osm.is_dir() else streets.build_from_osm(osm, progress=progress)
    except (streets.StoreError, streets.UnreadableExtract) as error:
        raise Refusal(str(error), 2) from error


def ways_of(network: streets.Network | None, profile: str, longitude: float) -> Ways:
    """Return the ways of a profile; without a network as the crow flies, at walking pace."""
    if network is None:
        crs = f"EPSG:{metric_epsg(longitude)}"
        return Ways(CrowFly(crs, OFF_NETWORK[profile]), None, profile)
    return Ways(Router(network, profile), network, profile)
