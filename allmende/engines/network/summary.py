# SPDX-License-Identifier: EUPL-1.2
"""What a network is made of, in numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from .assemble import parts_of
from .model import PROFILES, REASONS, Mask, Network, WheelState


def summary(network: Network) -> dict[str, Any]:
    """Counts and kilometres, as plain values for JSON.

    ``profiles``: per profile the kilometres open in at least one direction, those among them in the part that counts (see
    `Network.component`), and the number of parts that are not connected with each other. ``wheelchair``: kilometres and
    number of barriers by answer, for unknown and no also by reason (a street may have several).
    """
    barrier = network.length == 0
    return {
        "crs": network.crs,
        "nodes": network.nodes,
        "segments": network.segments,
        "km": _km(network, np.ones(network.segments, bool)),
        "profiles": {profile: _profile(network, profile) for profile in PROFILES},
        "wheelchair": {
            state.name.lower(): {
                "km": _km(network, network.wheel_state == state),
                "barriers": int(((network.wheel_state == state) & barrier).sum()),
                "reasons": _reasons(network, state),
            }
            for state in WheelState
        },
        "notes": dict(network.notes),
    }


def _km(network: Network, chosen: Mask) -> float:
    return round(float(network.length[chosen].sum(dtype=np.float64)) / 1000, 3)


def _profile(network: Network, profile: str) -> dict[str, Any]:
    cost = network.cost[profile]
    parts = parts_of(network.nodes, network.ends, cost)
    inside: Mask = np.asarray((cost >= 0).any(axis=1))
    joined = inside & (parts[network.ends[:, 0]] == parts[network.ends[:, 1]])
    return {
        "km": _km(network, inside),
        "km_connected": _km(network, network.usable(profile)),
        "components": len(np.unique(parts[network.ends[joined, 0]])),
    }


def _reasons(network: Network, state: WheelState) -> dict[str, dict[str, float]]:
    of_state: Mask = np.asarray(network.wheel_state == state)
    found = {}
    for place, name in enumerate(REASONS):
        mask: Mask = np.asarray(of_state & (network.wheel_reasons & 1 << place != 0))
        if mask.any():
            found[name] = {"km": _km(network, mask), "barriers": int((mask & (network.length == 0)).sum())}
    return found
