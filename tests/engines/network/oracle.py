# SPDX-License-Identifier: EUPL-1.2
"""The slow obvious way: every place is a node of its own, and scipy's Dijkstra runs on the segments as they are."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from allmende.engines.network import Network, Snap
from allmende.engines.network.search import FAR


def times(network: Network, cost: np.ndarray, origins: Snap, destinations: Snap, rate: float) -> np.ndarray:
    """Tenths from every origin to every destination (n, m), FAR where there is no way.

    A place on a segment that is barred in both directions reaches nothing.

    cost: (m, 2) tenths of the segments; rate: tenths per metre off the network.
    """
    arcs: dict[tuple[int, int], int] = {}

    def arc(a: int, b: int, time: int) -> None:
        arcs[a, b] = min(time, arcs.get((a, b), FAR))

    for segment, (a, b) in enumerate(network.ends.tolist()):
        there, back = cost[segment].tolist()
        if there >= 0:
            arc(a, b, there)
        if back >= 0:
            arc(b, a, back)
    opened = (cost >= 0).any(axis=1)
    first_origin, first_goal = network.nodes, network.nodes + len(origins)

    def parts(places: Snap, i: int):
        """Ends of the segment, share, costs both ways, share of the costs, time off the network."""
        segment, share = int(places.segment[i]), float(places.along[i])
        there, back = cost[segment].tolist()
        off = int(np.rint(float(places.off[i]) * rate))
        ends = network.ends[segment].tolist()
        return ends, share, (there, back), (int(np.rint(share * there)), int(np.rint(share * back))), off

    for i in np.flatnonzero(origins.found & opened[origins.segment]).tolist():
        (a, b), share, (there, back), (done, left), off = parts(origins, i)
        if back >= 0 or share == 0:
            arc(first_origin + i, a, off + (left if back >= 0 else 0))
        if there >= 0 or share == 1:
            arc(first_origin + i, b, off + (there - done if there >= 0 else 0))
        for j in np.flatnonzero(destinations.segment == origins.segment[i]).tolist():
            _, other, _, (done_j, left_j), off_j = parts(destinations, j)
            if there >= 0 and share <= other:
                arc(first_origin + i, first_goal + j, off + off_j + done_j - done)
            if back >= 0 and share >= other:
                arc(first_origin + i, first_goal + j, off + off_j + left - left_j)
    for j in np.flatnonzero(destinations.found & opened[destinations.segment]).tolist():
        (a, b), share, (there, back), (done, left), off = parts(destinations, j)
        if there >= 0 or share == 0:
            arc(a, first_goal + j, off + (done if there >= 0 else 0))
        if back >= 0 or share == 1:
            arc(b, first_goal + j, off + (back - left if back >= 0 else 0))
    total = network.nodes + len(origins) + len(destinations)
    if not arcs:
        return np.full((len(origins), len(destinations)), FAR)
    rows, columns = np.array(list(arcs)).T
    # scipy takes a stored zero for no arc in some versions: all times are moved apart by a thousandth of a tenth
    weight = np.array(list(arcs.values()), float) + 1e-4
    graph = csr_matrix((weight, (rows, columns)), shape=(total, total))
    if not len(origins):
        return np.empty((0, len(destinations)))
    far = dijkstra(graph, indices=np.arange(first_origin, first_goal))[:, first_goal:]
    return np.where(np.isinf(far), FAR, np.floor(np.where(np.isinf(far), 0, far))).astype(np.int64)
