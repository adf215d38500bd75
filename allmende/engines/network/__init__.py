# SPDX-License-Identifier: EUPL-1.2
"""Street networks: built from OpenStreetMap or streets in memory, stored as mapped arrays, places snapped onto them.

    network = build_from_osm(path)                     # or build_from_streets(streets, crs)
    save(network, folder); network = load(folder)      # memory-mapped, checked
    places = snap(network, "walk", xy)                 # segment, share along it, metres off it
    router = Router(network, "walk")                   # contracted once; nearest, matrix, within, reach, path: see `search`
    base = WhatIf(router, facilities, people)          # base.change(add=..., remove=...): see `whatif`
    CrowFly("EPSG:25832")                              # the same questions as the crow flies
    warm()                                             # load all compiled code, before the first question

Arrays in, arrays out; see `Network` and `Snap` for shapes and units. What each profile may use, how fast, and how the three
answers of the wheelchair profile come about stands in docs/developer/network.md.
"""

from .assemble import assemble
from .crowfly import CrowFly
from .model import (
    BARRED,
    PROFILES,
    REASONS,
    SNAP_LIMIT,
    Network,
    Snap,
    WheelState,
    reason_bits,
    reason_names,
)
from .osm import UnreadableExtract, build_from_osm
from .provider import TimeProvider
from .search import Nearest, Router
from .search_model import FAR, Points
from .search_path import Path
from .search_warm import load_libraries, warm
from .snap import place_of, snap
from .store import StoreError, load, save, stamp_of
from .streets import build_from_streets
from .summary import summary
from .whatif import Change, WhatIf

__all__ = [
    "BARRED",
    "FAR",
    "PROFILES",
    "REASONS",
    "SNAP_LIMIT",
    "Change",
    "CrowFly",
    "Nearest",
    "Network",
    "Path",
    "Points",
    "Router",
    "Snap",
    "StoreError",
    "TimeProvider",
    "UnreadableExtract",
    "WhatIf",
    "WheelState",
    "assemble",
    "build_from_osm",
    "build_from_streets",
    "load",
    "load_libraries",
    "place_of",
    "reason_bits",
    "reason_names",
    "save",
    "snap",
    "stamp_of",
    "summary",
    "warm",
]
