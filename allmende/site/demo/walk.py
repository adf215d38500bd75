# SPDX-License-Identifier: EUPL-1.2
"""Ways on foot through the generated streets: the shortest path over a list of points, and what it is like to walk."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from allmende.engines.townscape import County
from allmende.engines.townscape.model import Floats

_DISLIKE = {"main": 1.8, "secondary": 1.25, "track": 1.1, "steps": 1.6}


@dataclass(frozen=True)
class Walk:
    """A way on foot: line (EPSG:25832), metres, and the edges it takes."""

    line: shapely.LineString
    metres: float
    edges: tuple[int, ...]


class Ways:
    """The network for walkers."""

    def __init__(self, county: County) -> None:
        self.county = county
        s = county.streets
        cost = s.length * np.array([_DISLIKE.get(str(kind), 1.0) for kind in s.kind])
        both = np.concatenate([s.edge_nodes, s.edge_nodes[:, ::-1]])
        n = len(s.node_xy)
        self._graph = csr_matrix((np.tile(cost, 2), (both[:, 0], both[:, 1])), shape=(n, n))
        self._edge = {(int(a), int(b)): i % len(s.edge_nodes) for i, (a, b) in enumerate(both.tolist())}

    def nearest(self, xy: tuple[float, float]) -> int:
        """The junction nearest to a point."""
        return int(np.argmin(np.hypot(*(self.county.streets.node_xy - np.array(xy)).T)))

    def through(self, points: Sequence[tuple[float, float]]) -> Walk:
        """The way past all points in order."""
        nodes = [self.nearest(p) for p in points]
        s = self.county.streets
        edges: list[int] = []
        parts: list[Floats] = []
        for start, goal in itertools.pairwise(nodes):
            _, before = dijkstra(self._graph, indices=start, return_predecessors=True)
            leg, node = [], goal
            while before[node] >= 0:
                prev = int(before[node])
                e = self._edge[prev, node]
                xy = shapely.get_coordinates(s.line[e])
                leg.append((e, xy if int(s.edge_nodes[e, 0]) == prev else xy[::-1]))
                node = prev
            for e, xy in leg[::-1]:
                edges.append(e)
                parts.append(xy if not parts else xy[1:])
        line = shapely.LineString(np.vstack(parts))
        return Walk(line, float(line.length), tuple(edges))

    def step_free(self, walk: Walk) -> tuple[str, str]:
        """(yes, limited or no; a sentence in German) from the steps, slopes and surfaces on the way."""
        s = self.county.streets
        e = np.array(walk.edges)
        length = s.length[e]
        steps = int((s.steps[e] > 0).sum())
        steep = float(length[np.abs(s.incline[e]) > 6].sum())
        sett = float(length[s.surface[e] == "sett"].sum() / length.sum())
        if steps:
            return "no", f"Auf dem Weg liegen Stufen ({steps} {'Stelle' if steps == 1 else 'Stellen'})."
        hints = []
        if sett > 0.25:
            hints.append(f"Kopfsteinpflaster auf etwa {round(sett * 20) * 5} Prozent des Weges")
        if steep > 30:
            hints.append(f"auf {round(steep, -1):.0f} Metern geht es steiler bergauf oder bergab")
        if hints:
            return "limited", "Ohne Stufen, aber: " + " und ".join(hints) + "."
        return "yes", "Der ganze Weg geht ohne Stufen und ist fast eben."
