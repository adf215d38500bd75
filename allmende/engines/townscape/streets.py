# SPDX-License-Identifier: EUPL-1.2
"""Names of the streets: edges that continue each other form one street, each name occurs once per municipality."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .landscape import Land
from .layout import Way
from .network import Graph
from .noise import Floats, stream
from .placenames import adjective
from .roads import RoadPlan
from .streetwords import FOR_ZONE, MAIN_VILLAGE, RINGS, words
from .towns import Municipality

NAMED = frozenset({"main", "secondary", "residential", "pedestrian", "service"})


def name_streets(
    land: Land, roads: RoadPlan, graph: Graph, ways: list[Way], zone: np.ndarray, towns: list[Municipality],
    place: list[str],
) -> np.ndarray:  # fmt: skip
    """The name of each edge ('' for ways without one). ``zone`` is the zone beside each edge, ``place`` site names."""
    role = np.array([ways[w].role for w in graph.way])
    kind = np.array([ways[w].kind for w in graph.way])
    site = np.array([ways[w].site for w in graph.way])
    target = np.array([ways[w].target for w in graph.way])
    names = np.full(len(graph.lines), "", dtype=object)
    wanted = np.isin(kind, list(NAMED)) & (site >= 0)
    middle = shapely.get_coordinates(shapely.line_interpolate_point(graph.lines, 0.5, normalized=True))
    leads = _destinations(land, roads)
    for town in towns:
        taken: set[str] = set()
        for k in town.sites:
            own = np.flatnonzero(wanted & (site == k))
            if not len(own):
                continue
            rng = stream(land.seed, "streets", k)
            fixed = _fixed(land, k, own, role, target, middle, leads, place, taken)
            for e, name in fixed.items():
                names[e] = name
                taken.add(name)
            free = np.array([e for e in own.tolist() if e not in fixed], dtype=int)
            for e, name in _themed(land, k, graph, free, role, zone, middle, taken, rng, place, leads, target).items():
                names[e] = name
    return names


def _destinations(land: Land, roads: RoadPlan) -> dict[tuple[str, int, int], int]:
    """Where roads lead: ("gate", site, gate) or ("road", site, road index) -> the next settlement (or -1)."""
    around: dict[int, list[tuple[int, float, int]]] = {}
    for r, road in enumerate(roads.roads):
        length = float(np.hypot(*np.diff(road.line, axis=0).T).sum())
        around.setdefault(road.ends[0], []).append((road.ends[1], length, r))
        around.setdefault(road.ends[1], []).append((road.ends[0], length, r))
    found: dict[tuple[str, int, int], int] = {}
    for r, road in enumerate(roads.roads):
        for here, there in (road.ends, road.ends[::-1]):
            if here not in roads.node_site:
                continue
            k = roads.node_site[here]
            goal = _next_site(around, roads.node_site, there, r, k)
            found["road", k, r] = goal
            if len(roads.gates[k]):
                point = road.line[0] if here == road.ends[0] else road.line[-1]
                gate = int(np.argmin(np.hypot(*(roads.gates[k] - point).T)))
                found["gate", k, gate] = goal
    return found


def _next_site(
    around: dict[int, list[tuple[int, float, int]]], node_site: dict[int, int], start: int, used: int, home: int
) -> int:
    queue: list[tuple[float, int, int]] = [(0.0, start, used)]
    seen: set[int] = set()
    while queue:
        far, node, came = heapq.heappop(queue)
        if node_site.get(node, home) != home:
            return node_site[node]
        if node in seen or node_site.get(node) == home:
            continue
        seen.add(node)
        for other, length, r in around.get(node, ()):
            if r != came:
                heapq.heappush(queue, (far + length, other, r))
    return -1


def _bearing(dx: float, dy: float) -> str:
    return ["Ost", "Nord", "West", "Süd"][int(((math.atan2(dy, dx) + math.pi / 4) % (2 * math.pi)) // (math.pi / 2))]


def _fixed(
    land: Land, k: int, own: np.ndarray, role: np.ndarray, target: np.ndarray, middle: Floats,
    leads: dict[tuple[str, int, int], int], place: list[str], taken: set[str],
) -> dict[int, str]:  # fmt: skip
    """Names that follow from what the street is: market, walls, station street, streets to other places."""
    names: dict[int, str] = {}
    gate_name: dict[int, str] = {}
    centre = land.centres[k]
    for e in own.tolist():
        what, g = role[e], int(target[e])
        if what == "market":
            names[e] = _unused("Markt", taken, place[k])
        elif what == "wall":
            names[e] = _unused(_bearing(*(middle[e] - centre)) + "wall", taken, place[k])
        elif what == "station":
            names[e] = "Bahnhofstraße"
        elif what == "railside":
            names[e] = _unused("An der Bahn", taken, place[k])
        elif what == "shore":
            names[e] = _unused("Uferstraße", taken, place[k])
        elif what == "spoke":
            if g not in gate_name:
                goal = leads.get(("gate", k, g), -1)
                name = f"{adjective(place[goal])} Straße" if goal >= 0 else ""
                gate_name[g] = "" if name in gate_name.values() or name in taken else name
            if gate_name[g]:
                names[e] = gate_name[g]
    return names


def _unused(name: str, taken: set[str], place: str) -> str:
    """The name, unless another settlement of the municipality has it."""
    return f"{adjective(place)} {name}" if name in taken else name


class _Namer:
    """Draws names for the streets of one settlement; every name is used once in the municipality."""

    def __init__(self, village: bool, taken: set[str], rng: np.random.Generator) -> None:
        self.village, self.taken, self.rng = village, taken, rng
        self._pools: dict[str, Iterator[str]] = {}
        self._themes: dict[tuple[int, str], str] = {}
        self._used: list[str] = []

    def first(self, options: Iterable[str]) -> str:
        """The first option that is free, else a field name."""
        return next((name for name in options if name not in self.taken), "") or self.field()

    def field(self) -> str:
        """A name made of field names; there is always one more."""
        while True:
            for name in words("fields", self.rng):
                if name not in self.taken:
                    return name

    def themed(self, zone: str, seed: int) -> str:
        """A name that suits the zone; streets around the same seed share a theme as long as it has names."""
        theme = self._theme(zone, seed)
        while theme:
            if theme not in self._pools:
                self._pools[theme] = iter(words(theme, self.rng))
            for name in self._pools[theme]:
                if name not in self.taken:
                    return name
            theme = {"crafts": "lanes", "works": "inventors"}.get(theme, "")
        return self.field()

    def _theme(self, zone: str, seed: int) -> str:
        if self.village:
            return "village" if zone != "houses" or self.rng.random() < 0.5 else "fields"
        if zone in ("old", "square"):
            return "crafts"
        if zone in ("industry", "commerce"):
            return "works" if self.rng.random() < 0.5 else "inventors"
        group = zone if zone in FOR_ZONE else "houses"
        if (seed, group) not in self._themes:
            options = FOR_ZONE[group]
            least = min(self._used.count(o) for o in options)
            fresh = [t for t in options if self._used.count(t) == least]
            self._themes[seed, group] = fresh[int(self.rng.integers(len(fresh)))]
            self._used.append(self._themes[seed, group])
        return self._themes[seed, group]


def _themed(
    land: Land, k: int, graph: Graph, edges: np.ndarray, role: np.ndarray, zone: np.ndarray, middle: Floats,
    taken: set[str], rng: np.random.Generator, place: list[str], leads: dict[tuple[str, int, int], int],
    target: np.ndarray,
) -> dict[int, str]:  # fmt: skip
    """Names for all other streets, by the theme of their surroundings."""
    site = land.sites[k]
    strokes = sorted(_strokes(graph, edges), key=lambda s: (-sum(graph.length[e] for e in s), s[0]))
    spot = np.array([middle[s[len(s) // 2]] for s in strokes]).reshape(-1, 2)
    seeds = rng.permutation(len(strokes))[: max(1, len(strokes) // 15)]
    nearest = np.argmin(np.hypot(*(spot[:, None] - spot[seeds][None]).transpose(2, 0, 1)), axis=1)
    namer = _Namer(site.role == "village", taken, rng)
    names: dict[int, str] = {}
    for n, stroke in enumerate(strokes):
        what = _common([str(role[e]) for e in stroke])
        goal = leads.get(("road", k, int(target[stroke[0]])), -1) if what == "road" else -1
        if namer.village and n == 0:
            name = namer.first(MAIN_VILLAGE)
        elif what == "ring":
            name = namer.first(RINGS[int(rng.integers(8)) :])
        elif what == "green":
            name = namer.first(
                ("Am Anger" if site.form == "green" else "Kirchplatz", "Kirchring", "An der Kirche", "Am Plan")
            )
        elif namer.village and goal >= 0:
            name = namer.first([f"{adjective(place[goal])} {'Straße' if rng.random() < 0.75 else 'Weg'}"])
        else:
            name = namer.themed(_common([str(zone[e]) for e in stroke]), int(nearest[n]))
        taken.add(name)
        names |= dict.fromkeys(stroke, name)
    return names


def _common(items: list[str]) -> str:
    return max(sorted(set(items)), key=items.count)


def _strokes(graph: Graph, edges: np.ndarray) -> list[list[int]]:
    """Groups of edges that run on into each other with the least turn (natural streets; Thomson 2003)."""
    at: dict[int, list[tuple[int, float]]] = {}
    lines = graph.lines[edges]
    reach = np.minimum(12.0, shapely.length(lines) / 2)
    for end, sign in ((0, 1.0), (1, -1.0)):
        tip = shapely.get_coordinates(shapely.get_point(lines, -end))
        inner = shapely.get_coordinates(shapely.line_interpolate_point(lines, sign * reach))
        angle = np.arctan2(*(inner - tip).T[::-1])
        for e, node, a in zip(edges.tolist(), graph.edge_nodes[edges, end].tolist(), angle.tolist(), strict=True):
            at.setdefault(node, []).append((e, a))
    joined = [pair for node in sorted(at) for pair in _continuations(at[node])]
    place = {e: i for i, e in enumerate(edges.tolist())}
    rows = np.array([(place[a], place[b]) for a, b in joined], dtype=int).reshape(-1, 2)
    n = len(edges)
    label = connected_components(
        coo_matrix((np.ones(len(rows)), (rows[:, 0], rows[:, 1])), shape=(n, n)), directed=False
    )[1]
    groups: dict[int, list[int]] = {}
    for e, group in zip(edges.tolist(), label.tolist(), strict=True):
        groups.setdefault(group, []).append(e)
    return [groups[group] for group in sorted(groups)]


def _continuations(arms: list[tuple[int, float]]) -> list[tuple[int, int]]:
    """Which edges at a junction run on into each other: pairs by least turn, each edge once."""
    limit = math.pi * 0.6 if len(arms) == 2 else math.radians(38)
    pairs = []
    for (e, a), (f, b) in itertools.combinations(arms, 2):
        turn = abs(math.pi - abs((a - b + math.pi) % (2 * math.pi) - math.pi))
        if turn < limit and e != f:
            pairs.append((turn, e, f))
    busy: set[int] = set()
    found = []
    for _, e, f in sorted(pairs):
        if e not in busy and f not in busy:
            busy |= {e, f}
            found.append((e, f))
    return found
