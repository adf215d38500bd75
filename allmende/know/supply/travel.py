# SPDX-License-Identifier: EUPL-1.2
"""Travel times of a world: on its street network, or reckoned from the straight line where there is none.

Imported only where somebody asks for times; pages that show prepared figures do without.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import structlog

from allmende.know.supply.crow import DETOUR
from allmende.know.supply.words import MAYBE, PROFILES

WORLD = 2
"""Layout of the prepared files; count it up with every change of `prepare.py` that older files do not fit."""

log = structlog.get_logger("allmende.supply")

Floats = npt.NDArray[np.float64]


class Travel:
    """The searches of one network, opened when they are first asked for. Without a folder: as the crow flies."""

    def __init__(self, folder: Path | None, epsg: int, speeds: dict[str, float]) -> None:
        self.folder, self.epsg, self.speeds = folder, epsg, speeds
        self._network: Any = None
        self._providers: dict[str, Any] = {}

    @property
    def network(self) -> Any:
        """The street network, mapped."""
        if self._network is None and self.folder is not None:
            from allmende.engines.network import StoreError, load

            try:
                self._network = load(self.folder, verify=False)
            except StoreError:
                # Written by another version: straight lines, until the worker has prepared the data anew.
                log.warning("street network cannot be read", folder=str(self.folder))
                self.folder = None
        return self._network

    def provider(self, profile: str) -> Any:
        """Return what answers for a profile: a router, or straight lines a little longer at the speed of the profile."""
        if profile not in self._providers:
            network = self.network
            if network is None:
                from allmende.engines.network.crowfly import CrowFly

                provider: Any = CrowFly(f"EPSG:{self.epsg}", self.speeds[profile] / DETOUR)
            else:
                provider = _router(network, profile, self.folder / f"router-{profile}")  # type: ignore[operator]
            self._providers[profile] = provider
        return self._providers[profile]

    def speed(self, profile: str) -> float:
        """Metres per second by which metres of a standard become minutes."""
        return self.speeds[profile] if self.network is None else float(self.network.speed(profile))

    def reaches(self, profile: str, xy: Floats) -> npt.NDArray[np.bool_]:
        """Tell for points (k, 2) in metres whether a way leads there."""
        if self.network is None:
            return np.ones(len(xy), dtype=bool)
        return np.asarray(self.provider(profile).locate(xy).chain >= 0)

    def base(self, profile: str, facilities: Floats, origins: Any, folder: Path) -> Any:
        """Return the times to the nearest of these facilities and how they would change; stored ones where there are."""
        provider = self.provider(profile)
        places = provider.locate(facilities)
        if self.network is None:
            return provider.whatif(places, origins)
        from allmende.engines.network import StoreError
        from allmende.engines.network.whatif import WhatIf

        try:
            return WhatIf.load(provider, places, origins, folder, verify=False)
        except StoreError:  # not there yet, or written by another version
            made = WhatIf(provider, places, origins)
            made.save(folder)
            return made


def _router(network: Any, profile: str, folder: Path) -> Any:
    """Open the search of a profile; one that another version wrote is made anew."""
    from allmende.engines.network import StoreError
    from allmende.engines.network.search import Router

    try:
        return Router.load(network, folder, verify=False)
    except StoreError:
        made = Router(network, profile)
        made.save(folder)
        return made


def contract(folder: Path) -> None:
    """Prepare the searches of all profiles beside a network that lies in the folder."""
    from allmende.engines.network import load

    network = load(folder, verify=False)
    for profile in (*PROFILES, MAYBE):
        _router(network, profile, folder / f"router-{profile}")


def formats() -> str:
    """Return what changes when a version of Allmende writes other files: then everything is prepared anew."""
    from allmende.engines.network.search import ROUTER
    from allmende.engines.network.store import NETWORK
    from allmende.engines.network.whatif import BASE

    return f"{WORLD}.{NETWORK.version}.{ROUTER.version}.{BASE.version}"


def is_readable(folder: Path) -> bool:
    """Tell whether a street network in a folder can be used by this version."""
    from allmende.engines.network import StoreError, stamp_of

    try:
        stamp_of(folder)
    except StoreError:
        return False
    return True
