# SPDX-License-Identifier: EUPL-1.2
"""Search on a street network: who is near, how far is it, which way.

    router = Router(network, "walk")                       # contracts once; `save` and `Router.load` map it
    near = router.nearest_at(people, doctors)              # near.times, near.which
    many = router.nearest_topics([doctors, shops], people)  # two threads
    start, index, time = router.within(people, shops, limit=15 * 600)

**Units.** Every time is a whole number of tenths of a second (deciseconds, int32), limits too; `FAR` where there is no way or
none within the limit, -1 for "which". ``Router(network, profile, measure="length")`` counts tenths of a metre along the streets
that the profile may use instead, for standards in metres.

**Direction.** Times lead from people (origins) to facilities (destinations); one-way streets count.

**Places** are `Snap`s, or `Points` (`router.place(snap)`) where the same places are asked for often.

**Exact.** Where a place lies within a segment its share of the time is rounded to a tenth, the bit off the network too; all
else is whole numbers. Of facilities equally near the first one is taken. Same-segment ways are found.

Nothing here keeps state, so a router may be used by many threads at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from .contraction import contract
from .model import BARRED, PROFILES, Ints, Longs, Mask, Network, Singles, Snap
from .search_model import FAR, Chains, Contracted, Graph, Points, frozen
from .search_path import Path, trace
from .snap import snap
from .store import Kind, StoreError, load_arrays, save_arrays

if TYPE_CHECKING:
    from .whatif import WhatIf

THREADS = 2
Measure = Literal["time", "length"]
Places = Snap | Points
ROUTER = Kind("router", "Suchnetz", "Bitte mit „allmende supply prepare“ neu erzeugen.", 2)


@dataclass(frozen=True, eq=False)
class Nearest:
    """For each point the nearest facility: `times` int32 (FAR) and `which` int32 (-1), (n,) or (n, k)."""

    times: Ints
    which: Ints

    @property
    def seconds(self) -> Singles:
        """Times in seconds, float32; infinite where there is no way."""
        return np.where(self.times == FAR, np.float32(np.inf), self.times / np.float32(10)).astype(np.float32)

    @property
    def found(self) -> Mask:
        """Where there is a facility."""
        return np.asarray(self.times != FAR)


class Router:
    """A network contracted for one profile, ready to search.

    Args:
        network: the network; kept, for shapes and for snapping.
        profile: one of `PROFILES`.
        measure: "time" (tenths of a second) or "length" (tenths of a metre).
        contracted: what `contract` makes of it, where that is known already (see `load`).

    Raises:
        ValueError: unknown profile or measure.
    """

    def __init__(
        self, network: Network, profile: str, *, measure: Measure = "time", contracted: Contracted | None = None
    ) -> None:
        self.network, self.profile, self.measure = network, profile, measure
        self._cost = _cost(network, profile, measure)
        self.graph, self.chains, self.junction = contracted or contract(network.xy, network.ends, self._cost)

    # --- places ------------------------------------------------------------------------------------------------------

    def locate(self, xy: npt.ArrayLike) -> Points:
        """Places (k, 2) in metres of the network's CRS, snapped (see `snap`) and ready to search."""
        return self.place(snap(self.network, self.profile, xy))

    def place(self, places: Places) -> Points:
        """Snapped places as points on chains, for repeated searches; 48 bytes each.

        A place on a segment that the profile may use in neither direction reaches nothing.
        """
        if isinstance(places, Points):
            return places
        on = np.flatnonzero(np.asarray(places.segment) >= 0)
        on = on[self.chains.of[places.segment[on]] >= 0]
        segment, share = places.segment[on], places.along[on].astype(np.float64)
        chain, flip = self.chains.of[segment], self.chains.flip[segment].astype(np.int64)
        turned = flip == 1
        forth, back = (np.maximum(self._cost[segment, side], 0) for side in (flip, 1 - flip))
        # the same rounding from either end, so that the parts of a segment always add up to it
        parts = [np.where(turned, whole - np.rint(share * whole), np.rint(share * whole)) for whole in (forth, back)]
        spot = self.chains.before[segment] + np.column_stack(parts).astype(np.int32)
        rate = 10 / self.network.speed(self.profile) if self.measure == "time" else 10.0
        off = np.rint(places.off[on].astype(np.float64) * rate).astype(np.int32)
        ways = self.graph.ways[chain]
        leave = np.column_stack([spot[:, 1], ways[:, 0] - spot[:, 0]]) + off[:, None]
        arrive = np.column_stack([spot[:, 0], ways[:, 1] - spot[:, 1]]) + off[:, None]
        leave[ways[:, ::-1] < 0] = BARRED
        arrive[ways < 0] = BARRED
        # what lies on a junction may use all streets there, whatever is barred on this one
        place = self.chains.rank[segment] + np.where(turned, 1 - share, share)
        for side, edge in enumerate((0, np.diff(self.chains.start)[chain])):
            there = place == edge
            leave[there, side] = arrive[there, side] = off[there]

        def whole(values: npt.NDArray[Any], empty: int) -> npt.NDArray[Any]:
            full = np.full((len(places), *values.shape[1:]), empty, values.dtype)
            full[on] = values
            return frozen(full)

        return Points(
            whole(chain, -1),
            whole(leave, BARRED),
            whole(arrive, BARRED),
            whole(spot, 0),
            whole(place, 0),
            whole(off, 0),
        )

    @cached_property
    def nodes(self) -> Points:
        """All nodes of the network as points; those that the profile does not reach lie nowhere."""
        used = np.flatnonzero(self.chains.of >= 0).astype(np.int32)
        segment = np.full(self.network.nodes, -1, np.int32)
        along = np.zeros(self.network.nodes, np.float32)
        for side in (1, 0):
            node = self.network.ends[used, side]
            segment[node], along[node] = used, side
        return self.place(Snap(segment, along, np.zeros(self.network.nodes, np.float32)))

    # --- nearest -----------------------------------------------------------------------------------------------------

    def nearest(self, facilities: Places, *, limit: int | None = None) -> Nearest:
        """The nearest facility of every node of the network: times and which, (nodes,)."""
        return self.nearest_at(self.nodes, facilities, limit=limit)

    def nearest_at(self, origins: Places, facilities: Places, *, limit: int | None = None) -> Nearest:
        """The nearest facility of every origin: times and which, (n,)."""
        from .search_kernels import nearest_labels, read_points

        sources, most = self.place(facilities), _limit(limit)
        label = nearest_labels(self.graph, sources, most)
        return Nearest(*read_points(self.graph, label, self.place(origins), sources, most))

    def nearest_topics(
        self,
        topics: Sequence[Places],
        origins: Places | None = None,
        *,
        limit: int | None = None,
        threads: int = THREADS,
    ) -> list[Nearest]:
        """`nearest_at` (without origins: `nearest`) for several sets of facilities at once, on several threads."""
        points = self.nodes if origins is None else self.place(origins)
        if min(threads, len(topics)) <= 1:
            return [self.nearest_at(points, facilities, limit=limit) for facilities in topics]
        with ThreadPoolExecutor(min(threads, len(topics))) as pool:
            return list(pool.map(lambda facilities: self.nearest_at(points, facilities, limit=limit), topics))

    def nearest_k(self, origins: Places, facilities: Places, k: int, *, limit: int | None = None) -> Nearest:
        """The k nearest different facilities of every origin, nearest first: times and which, (n, k), padded with FAR and -1."""
        from .search_heap import k_labels, read_k

        if k < 1:
            raise ValueError("k must be 1 or more")
        sources, most = self.place(facilities), _limit(limit)
        labels = k_labels(self.graph, sources, min(k, max(1, sources.total)), most)
        times, which = read_k(self.graph, labels, self.place(origins), sources, most)
        missing = ((0, 0), (0, k - times.shape[1]))
        return Nearest(np.pad(times, missing, constant_values=FAR), np.pad(which, missing, constant_values=-1))

    # --- many to many ------------------------------------------------------------------------------------------------

    def matrix(
        self, origins: Places, destinations: Places, limit: int | None = None, *, threads: int = THREADS
    ) -> Ints:
        """Times from every origin to every destination, int32 (n, m); searched from whichever are fewer."""
        from .search_kernels import table

        graph, points, sources, swapped = self._sides(origins, destinations)
        times = np.empty((sources.total, points.total), np.int32)
        _share(sources.total, threads, lambda low, high: table(graph, points, sources, _limit(limit), low, high, times))
        return times if swapped else times.T

    times = matrix

    def within(
        self, origins: Places, destinations: Places, limit: int, *, threads: int = THREADS
    ) -> tuple[Longs, Ints, Ints]:
        """All pairs within a limit as CSR by origin: start int64 (n + 1), index of the destination (ascending), time.

        The destinations of origin i are ``index[start[i]:start[i + 1]]``. Work and memory grow with the pairs found.
        """
        from scipy.sparse import csc_matrix, csr_matrix

        from .search_kernels import within

        graph, points, sources, swapped = self._sides(origins, destinations)
        order = np.argsort(points.chain, kind="stable").astype(np.int32)
        begin = np.searchsorted(points.chain[order], np.arange(len(graph.ends) + 1)).astype(np.int64)
        on_chain = (frozen(begin), frozen(order))
        parts = _share(
            sources.total,
            threads,
            lambda low, high: within(graph, points, on_chain, sources, _limit(limit), low, high),
        )
        pairs, point, time = (np.concatenate(part) for part in zip(*parts, strict=True))
        start = np.zeros(sources.total + 1, np.int64)
        np.cumsum(pairs, out=start[1:])
        if swapped:
            by_origin = csr_matrix((time, point, start), shape=(sources.total, points.total))
        else:
            by_origin = csc_matrix((time, point, start), shape=(points.total, sources.total)).tocsr()
        by_origin.sort_indices()
        return by_origin.indptr.astype(np.int64), by_origin.indices.astype(np.int32), by_origin.data

    def _sides(self, origins: Places, destinations: Places) -> tuple[Graph, Points, Points, bool]:
        """Graph, points and sources of a search between both; True if it runs from the origins, in a mirrored world."""
        here, there = self.place(origins), self.place(destinations)
        if here.total < there.total:
            return self._mirrored, there.mirror(), here.mirror(), True
        return self.graph, here, there, False

    @cached_property
    def _mirrored(self) -> Graph:
        return self.graph.mirror()

    # --- one to all, one to one --------------------------------------------------------------------------------------

    def reach(self, origin: Places, limit: int | None = None) -> Ints:
        """Times from one place to every node of the network, int32 (nodes,), FAR beyond the limit."""
        from .search_kernels import table

        source = self.place(origin).mirror()
        if source.total != 1:
            raise ValueError("reach takes one place")
        times: Ints = np.empty((1, self.network.nodes), np.int32)
        table(self._mirrored, self._nodes_mirrored, source, _limit(limit), 0, 1, times)
        return times.reshape(-1)

    @cached_property
    def _nodes_mirrored(self) -> Points:
        return self.nodes.mirror()

    def path(self, origin: Snap, destination: Snap) -> Path | None:
        """The quickest way between two snapped places, with its shape; None where there is none.

        The shape starts and ends on the network: the bits to the doors are in the time, not in the line.
        """
        from .search_heap import way

        if len(origin) != 1 or len(destination) != 1:
            raise ValueError("path takes one place at either end")
        start, goal = self.place(origin), self.place(destination)
        time, junctions, codes = way(self.graph, start, goal)
        if time >= FAR:
            return None
        return trace(
            self.network, self.graph, self.chains, (origin, start), (destination, goal), int(time), junctions, codes
        )

    def whatif(self, facilities: Places, origins: Places) -> WhatIf:
        """A base for changes, see `WhatIf`."""
        from .whatif import WhatIf

        return WhatIf(self, facilities, origins)

    # --- storage -----------------------------------------------------------------------------------------------------

    def save(self, folder: FilePath) -> str:
        """Write the contracted graph into a folder of its own; returns the stamp of its content."""
        arrays = {
            f"graph.{name}": value for name, value in self.graph._asdict().items() if isinstance(value, np.ndarray)
        }
        arrays |= {f"chains.{name}": value for name, value in self.chains._asdict().items()}
        arrays["junction"] = self.junction
        meta = {
            "profile": self.profile,
            "measure": self.measure,
            "longest": self.graph.longest,
            "shift": self.graph.shift,
            "segments": self.network.segments,
        }
        return save_arrays(folder, ROUTER, arrays, meta)

    @classmethod
    def load(cls, network: Network, folder: FilePath, *, verify: bool = True) -> Router:
        """Map what `save` wrote, for the same network. Raises `StoreError`."""
        arrays, meta = load_arrays(folder, ROUTER, verify=verify)
        if meta["segments"] != network.segments:
            raise StoreError(f"{folder}: Dieses Suchnetz gehört zu einem anderen Straßennetz. {ROUTER.remedy}")
        graph = Graph(
            **{name: frozen(arrays[f"graph.{name}"]) for name in Graph._fields if f"graph.{name}" in arrays},
            longest=int(meta["longest"]),
            shift=int(meta["shift"]),
        )
        chains = Chains(*(frozen(arrays[f"chains.{name}"]) for name in Chains._fields))
        contracted = Contracted(graph, chains, frozen(arrays["junction"]))
        return cls(network, meta["profile"], measure=meta["measure"], contracted=contracted)


def _cost(network: Network, profile: str, measure: Measure) -> Ints:
    """Costs of the segments (m, 2) in tenths of a second or of a metre."""
    if profile not in PROFILES:
        raise ValueError(f"unknown profile {profile!r}; there are {', '.join(PROFILES)}")
    if measure == "time":
        return network.cost[profile]
    if measure != "length":
        raise ValueError(f"unknown measure {measure!r}; there are time, length")
    tenths = np.rint(network.length.astype(np.float64) * 10).astype(np.int32)
    return np.where(network.cost[profile] >= 0, tenths[:, None], np.int32(BARRED))


def _limit(limit: float | None) -> int:
    """A limit as the compiled functions take it: -1 for none. Raises ValueError below zero."""
    if limit is None:
        return -1
    if not limit >= 0:
        raise ValueError("limit must be 0 or more tenths")
    return int(min(limit, FAR - 1))


def _share(total: int, threads: int, work: Callable[[int, int], Any]) -> list[Any]:
    """Call `work(low, high)` for parts of a range, on several threads; the results in order."""
    parts = max(1, min(threads, total))
    bounds = [total * part // parts for part in range(parts + 1)]
    if parts == 1:
        return [work(0, total)]
    with ThreadPoolExecutor(parts) as pool:
        return list(pool.map(work, bounds[:-1], bounds[1:]))
