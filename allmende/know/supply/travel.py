# SPDX-License-Identifier: EUPL-1.2
"""Travel times of a world: on its street network, or reckoned from the straight line where there is none.

Imported only where somebody asks for times; pages that show prepared figures do without.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from allmende.know.supply.crow import DETOUR
from allmende.know.supply.words import MAYBE, PROFILES

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
            from allmende.engines.network import load

            self._network = load(self.folder, verify=False)
        return self._network

    def provider(self, profile: str) -> Any:
        """Return what answers for a profile: a router, or straight lines a little longer at the speed of the profile."""
        if profile not in self._providers:
            if self.folder is None:
                from allmende.engines.network.crowfly import CrowFly

                provider: Any = CrowFly(f"EPSG:{self.epsg}", self.speeds[profile] / DETOUR)
            else:
                from allmende.engines.network.search import Router

                provider = Router.load(self.network, self.folder / f"router-{profile}", verify=False)
            self._providers[profile] = provider
        return self._providers[profile]

    def speed(self, profile: str) -> float:
        """Metres per second by which metres of a standard become minutes."""
        return self.speeds[profile] if self.folder is None else float(self.network.speed(profile))

    def reaches(self, profile: str, xy: Floats) -> npt.NDArray[np.bool_]:
        """Tell for points (k, 2) in metres whether a way leads there."""
        if self.folder is None:
            return np.ones(len(xy), dtype=bool)
        return np.asarray(self.provider(profile).locate(xy).chain >= 0)

    def base(self, profile: str, facilities: Floats, origins: Any, folder: Path) -> Any:
        """Return the times to the nearest of these facilities and how they would change; stored ones where there are."""
        provider = self.provider(profile)
        places = provider.locate(facilities)
        if self.folder is None:
            return provider.whatif(places, origins)
        from allmende.engines.network.whatif import WhatIf

        if (folder / "manifest.json").exists():
            return WhatIf.load(provider, places, origins, folder, verify=False)
        made = WhatIf(provider, places, origins)
        made.save(folder)
        return made


def contract(folder: Path) -> None:
    """Prepare the searches of all profiles beside a network that lies in the folder."""
    from allmende.engines.network import load
    from allmende.engines.network.search import Router

    network = load(folder, verify=False)
    for profile in (*PROFILES, MAYBE):
        Router(network, profile).save(folder / f"router-{profile}")
