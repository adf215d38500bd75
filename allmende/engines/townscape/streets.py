# SPDX-License-Identifier: EUPL-1.2
"""Names of the streets: edges that continue each other form one street, each name occurs once per municipality."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator

import numpy as np
import shapely

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


def _themed(
    land: Land, k: int, graph: Graph, edges: np.ndarray, role: np.ndarray, zone: np.ndarray, middle: Floats,
    taken: set[str], rng: np.random.Generator, place: list[str], leads: dict[tuple[str, int, int], int],
    target: np.ndarray,
) -> dict[int, str]:  # fmt: skip
    """Names for all other streets, by the theme of their surroundings."""
    village = land.sites[k].role == "village"
    strokes = sorted(_strokes(graph, edges), key=lambda s: (-sum(graph.length[e] for e in s), s[0]))
    spot = np.array([middle[s[len(s) // 2]] for s in strokes]).reshape(-1, 2)
    zones = [_common([str(zone[e]) for e in s]) for s in strokes]
    seeds = rng.permutation(len(strokes))[: max(1, len(strokes) // 15)]
    nearest = np.argmin(np.hypot(*(spot[:, None] - spot[seeds][None]).transpose(2, 0, 1)), axis=1)
    theme_of: dict[tuple[int, str], str] = {}
    pools: dict[str, Iterator[str]] = {}
    names: dict[int, str] = {}
    used_here: list[str] = []

    def draw(theme: str) -> str:
        if theme not in pools:
            pools[theme] = iter(words(theme, rng))
        for name in pools[theme]:
            if name not in taken:
                return name
        return draw({"crafts": "lanes", "works": "inventors"}.get(theme, "more")) if theme != "more" else _more()

    def _more() -> str:
        while True:
            for name in words("fields", rng):
                if name not in taken:
                    return name

    pools["more"] = iter(())
    for n, stroke in enumerate(strokes):
        what = _common([str(role[e]) for e in stroke])
        if village and n == 0:
            name = next((m for m in MAIN_VILLAGE if m not in taken), "") or _more()
        elif what == "ring":
            name = next((r for r in RINGS[int(rng.integers(8)) :] if r not in taken), "") or _more()
        elif what == "green":
            green = "Am Anger" if land.sites[k].form == "green" else "Kirchplatz"
            name = next((m for m in (green, "Kirchring", "An der Kirche", "Am Plan") if m not in taken), "") or _more()
        elif village and what == "road" and (goal := leads.get(("road", k, int(target[stroke[0]])), -1)) >= 0:
            name = f"{adjective(place[goal])} {'Straße' if rng.random() < 0.75 else 'Weg'}"
            name = _more() if name in taken else name
        else:
            theme = _theme(village, zones[n], int(nearest[n]), theme_of, rng, used_here)
            name = draw(theme)
        taken.add(name)
        for e in stroke:
            names[e] = name
    return names


def _theme(
    village: bool, zone: str, seed: int, known: dict[tuple[int, str], str], rng: np.random.Generator, used: list[str]
) -> str:
    if village:
        return "village" if zone != "houses" or rng.random() < 0.5 else "fields"
    if zone in ("old", "square"):
        return "crafts"
    if zone in ("industry", "commerce"):
        return "works" if rng.random() < 0.5 else "inventors"
    group = zone if zone in FOR_ZONE else "houses"
    key = (seed, group)
    if key not in known:
        options = FOR_ZONE[group]
        fresh = [t for t in options if used.count(t) == min(used.count(o) for o in options)]
        known[key] = fresh[int(rng.integers(len(fresh)))]
        used.append(known[key])
    return known[key]


def _common(items: list[str]) -> str:
    return max(sorted(set(items)), key=items.count)


def _strokes(graph: Graph, edges: np.ndarray) -> list[list[int]]:
    """Groups of edges that run on into each other with the least turn (natural streets; Thomson 2003)."""
    parent = {int(e): int(e) for e in edges}

    def find(e: int) -> int:
        while parent[e] != e:
            parent[e] = parent[parent[e]]
            e = parent[e]
        return e

    at: dict[int, list[tuple[int, float]]] = {}
    lines = graph.lines[edges]
    reach = np.minimum(12.0, shapely.length(lines) / 2)
    for end, sign in ((0, 1.0), (1, -1.0)):
        tip = shapely.get_coordinates(shapely.get_point(lines, 0 if end == 0 else -1))
        inner = shapely.get_coordinates(shapely.line_interpolate_point(lines, sign * reach))
        angle = np.arctan2(*(inner - tip).T[::-1])
        for e, node, a in zip(edges.tolist(), graph.edge_nodes[edges, end].tolist(), angle.tolist(), strict=True):
            at.setdefault(node, []).append((e, a))
    for node in sorted(at):
        arms = at[node]
        pairs = []
        for i in range(len(arms)):
            for j in range(i + 1, len(arms)):
                turn = abs(math.pi - abs((arms[i][1] - arms[j][1] + math.pi) % (2 * math.pi) - math.pi))
                limit = math.pi * 0.6 if len(arms) == 2 else math.radians(38)
                if turn < limit:
                    pairs.append((turn, arms[i][0], arms[j][0]))
        busy: set[int] = set()
        for _, a, b in sorted(pairs):
            if a not in busy and b not in busy and a != b:
                busy |= {a, b}
                parent[find(a)] = find(b)
    groups: dict[int, list[int]] = {}
    for e in edges.tolist():
        groups.setdefault(find(e), []).append(e)
    return [groups[g] for g in sorted(groups)]
