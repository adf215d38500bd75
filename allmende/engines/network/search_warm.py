# SPDX-License-Identifier: EUPL-1.2
"""Compiling before the first question: nobody waits some seconds for an answer because a kernel is new to the machine."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any

import numpy as np

from .assemble import assemble
from .crowfly import CrowFly
from .model import Network, WheelState
from .search import Router
from .search_model import frozen
from .snap import snap
from .whatif import WhatIf

_once = threading.Lock()
_done = False


def load_libraries() -> None:
    """Import what the searches stand on, numba and parts of scipy: a third of a second and 60 MB.

    For a server before it forks, so that its workers share the memory. Compiles nothing.
    """
    import scipy.sparse.csgraph
    import scipy.spatial  # noqa: F401

    import allmende.engines.compiled  # noqa: F401


def warm() -> None:
    """Ask every question once on a street with three houses: compiles what is new, loads what is kept on disk.

    Takes about half a minute the first time after an update and under a second from then on (see `allmende.engines.compiled`
    for where the code is kept). Call it when a process starts that will be asked; a second call does nothing.
    """
    global _done  # noqa: PLW0603 - once per process
    with _once:
        if not _done:
            _ask_everything(_street())
            _done = True


def _street() -> Network:
    """A corner of two streets, read-only as networks from files are."""
    shape = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 0.0], [100.0, 100.0]])
    cost = np.full((2, 2), 700, np.int32)
    network = assemble(
        crs="EPSG:25832",
        xy=np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0]]),
        ends=np.array([[0, 1], [1, 2]], np.int32),
        shape_start=np.array([0, 2, 4]),
        shape_xy=shape,
        walk=cost,
        wheel=cost,
        bike=cost,
        car=cost,
        wheel_state=np.full(2, WheelState.YES, np.uint8),
        wheel_reasons=np.zeros(2, np.uint16),
    )
    frozen_network: Network = _read_only(network)
    return frozen_network


def _read_only(thing: Any) -> Any:
    """A dataclass of arrays, however deep, with all of them read-only."""
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        if isinstance(value, np.ndarray):
            changed[field.name] = frozen(value)
        elif dataclasses.is_dataclass(value):
            changed[field.name] = _read_only(value)
        elif isinstance(value, dict) and value and isinstance(next(iter(value.values())), np.ndarray):
            changed[field.name] = {key: frozen(array) for key, array in value.items()}
    return dataclasses.replace(thing, **changed)


def _ask_everything(network: Network) -> None:
    xy = np.array([[10.0, 5.0], [100.0, 50.0], [90.0, 90.0]])
    houses = snap(network, "walk", xy)
    router = Router(network, "walk")
    places = router.place(houses)
    router.nearest_topics([places])
    router.nearest_k(places, places, 2)
    router.matrix(places, places)
    router.within(places, places, 1000)
    router.reach(places.take([0]))
    router.path(houses.take([0]), houses.take([1]))
    WhatIf(router, places, places).change(places.take([0]), [1])
    crow = CrowFly(network.crs)
    crow.whatif(xy, xy).change(xy[:1], [1])
