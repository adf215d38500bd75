# SPDX-License-Identifier: EUPL-1.2
"""The land before the people: outline of the county, height, the river and its meadows, sites of the settlements.

Coordinates are metres in EPSG:25832. Along the valley runs the axis u, across it the axis v (v > 0 is the side of
the core town); the core town lies at u = 0, v = 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Voronoi, cKDTree

from .noise import Floats, Waves, stream
from .plan import PEOPLE_PER_KM2, Site

ORIGIN = (590_826.0, 5_672_869.0)
"""Where the core town stands: 10.3 E, 51.2 N."""

SEED_SPACING = 400.0


@dataclass
class Land:
    """The terrain. Functions of u, v or x, y are vectorised."""

    seed: int
    sites: list[Site]
    axis: float = field(init=False)
    radius: float = field(init=False)
    bank: float = field(init=False)
    centres: Floats = field(init=False)
    outline: shapely.Polygon = field(init=False)
    cells: Floats = field(init=False)
    cell_site: np.ndarray = field(init=False)
    cell_polygons: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        rng = stream(self.seed, "land")
        people = sum(site.people for site in self.sites)
        self.radius = math.sqrt(people / PEOPLE_PER_KM2 / math.pi) * 1000
        self.axis = float(rng.uniform(-0.45, 0.45))
        core = self.sites[0]
        self.bank = core.old_radius * 0.8 + 75
        self._hills = Waves(rng, 4200)
        self._knolls = Waves(rng, 1100)
        self._woods = Waves(rng, 1600)
        self._shape = Waves(rng, max(5000.0, 1.3 * self.radius), 12)
        self._warp = Waves(rng, 1500), Waves(rng, 1500)
        self._bends = [
            (w, a, float(p))
            for w, a, p in zip(
                (max(9000.0, 2.3 * self.radius), 3300.0, 1250.0),
                (0.045, 0.052, 0.068),
                rng.uniform(0, 6.28, 3),
                strict=True,
            )
        ]
        self._outline_cells()
        self.centres = self._choose_sites(stream(self.seed, "sites"))
        self._divide()

    # --- frame of the valley

    def uv(self, xy: Floats) -> Floats:
        """Valley coordinates of points (n, 2)."""
        c, s = math.cos(self.axis), math.sin(self.axis)
        d = np.asarray(xy, float) - ORIGIN
        return np.stack([c * d[..., 0] + s * d[..., 1], -s * d[..., 0] + c * d[..., 1]], axis=-1)

    def xy(self, uv: Floats) -> Floats:
        """Map coordinates of points (n, 2) given along and across the valley."""
        c, s = math.cos(self.axis), math.sin(self.axis)
        d = np.asarray(uv, float)
        return np.asarray(np.stack([c * d[..., 0] - s * d[..., 1], s * d[..., 0] + c * d[..., 1]], axis=-1) + ORIGIN)

    def _calm(self, u: Floats) -> Floats:
        """0 in the core town (river trained into a gentle bend) to 1 in the open valley."""
        reach = self.sites[0].radius
        t = np.clip((np.abs(u) - 0.8 * reach) / (0.9 * reach + 500), 0, 1)
        return np.asarray(t * t * (3 - 2 * t))

    def _bend(self, k: int, u: Floats) -> Floats:
        length, amplitude, phase = self._bends[k]
        u = np.asarray(u, float)
        wave = np.sin(2 * np.pi * u / length + phase + 0.5 * np.sin(2 * np.pi * u / (length * 1.7) + 2 * phase))
        return np.asarray(amplitude * length * wave)

    def valley_v(self, u: Floats) -> Floats:
        """The slow line of the valley floor, 0 at the core town's river bank."""
        return self._bend(0, u) - self._bend(0, np.zeros(1))

    def river_v(self, u: Floats) -> Floats:
        """Position of the river's centre line across the valley."""
        calm = self._calm(u)
        quick = self._bend(1, u) * (0.16 + 0.84 * calm) + self._bend(2, u) * calm
        start = self._bend(1, np.zeros(1)) * 0.16
        return -self.bank + self.valley_v(u) + quick - start

    def rail_v(self, u: Floats) -> Floats:
        """Position of the railway across the valley, always on the core town's side of the river."""
        core = self.sites[0]
        near = core.old_radius + float(np.clip(0.32 * core.radius, 90, 620))
        calm = self._calm(u)
        drift = calm * (430 + 160 * np.sin(2 * np.pi * np.asarray(u, float) / 7800 + self._bends[1][2]))
        return np.asarray(near + self.valley_v(u) + drift)

    def meadow(self, u: Floats) -> Floats:
        """Half width of the band of flood meadows along the river, metres."""
        u = np.asarray(u, float)
        calm = self._calm(u)
        wide = 150 + 62 * np.sin(2 * np.pi * u / 2900 + self._bends[2][2]) + 28 * np.sin(2 * np.pi * u / 1130)
        return np.asarray((1 - calm) * (self.river_width / 2 + 26) + calm * wide)

    @property
    def river_width(self) -> float:
        """Width of the river in metres; larger counties lie on larger rivers."""
        return float(np.clip(9 + 2.1 * math.sqrt(self.radius / 100), 12, 42))

    @property
    def station_u(self) -> float:
        """Where along the valley the core town's station stands."""
        return self.station_angle_tan * float(self.rail_v(np.zeros(1))[0])

    @property
    def station_angle_tan(self) -> float:
        """The station lies between two of the streets that leave the town (see roads.gate_angles)."""
        people = self.sites[0].people
        return 0.62 if people < 2500 else 0.0 if people < 9000 else 0.5 if people < 30_000 else 0.42

    def rail_band(self, u: Floats) -> tuple[Floats, Floats]:
        """Lower and upper edge (v) of the railway land; it widens on the town side at the station."""
        u = np.asarray(u, float)
        t = np.clip((np.abs(u - self.station_u) - 95) / 120, 0, 1)
        yard = 30 * (1 - t * t * (3 - 2 * t))
        rail = self.rail_v(u)
        return rail - 12 - yard, rail + 12

    def height(self, xy: Floats) -> Floats:
        """Height in metres above sea level: low and flat in the valley, hilly away from it."""
        uv = self.uv(xy)
        away = np.abs(uv[..., 1] - self.river_v(uv[..., 0]) * 0.8)
        rise = 1 - np.exp(-away / 2600)
        hills = 34 * self._hills(xy[..., 0], xy[..., 1]) + 9 * self._knolls(xy[..., 0], xy[..., 1])
        return np.asarray(168 - 0.0011 * uv[..., 0] + 118 * rise + hills * (0.06 + 0.94 * rise))

    def woods(self, xy: Floats) -> Floats:
        """Noise that frays the edges of the forests; mean 0, variance 1."""
        return self._woods(xy[..., 0], xy[..., 1])

    # --- county and settlements

    def _outline_cells(self) -> None:
        """Voronoi cells of a shaken grid; the county is a connected set of them, hence its angular border."""
        rng = stream(self.seed, "cells")
        reach = self.radius * 1.45 + 2 * SEED_SPACING
        steps = np.arange(-reach, reach, SEED_SPACING)
        grid = np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 2)
        grid[:, 0] += (np.round(grid[:, 1] / SEED_SPACING) % 2) * SEED_SPACING / 2
        uv = grid + rng.uniform(-0.34, 0.34, grid.shape) * SEED_SPACING
        angle = np.arctan2(uv[:, 1], uv[:, 0])
        rim = self.radius * (
            1 + 0.1 * self._shape(np.cos(angle) * 1.6 * self.radius, np.sin(angle) * 1.6 * self.radius)
        )
        norm = np.hypot(uv[:, 0] / 1.16, uv[:, 1] * 1.16)
        self.inside_mask = norm < rim
        self.cells = self.xy(uv)
        self.voronoi = Voronoi(self.cells)

    def _choose_sites(self, rng: np.random.Generator) -> Floats:
        """Positions (n, 2) of all settlements: the core at the origin, towns along the river, villages between."""
        sites = self.sites
        placed = [np.zeros(2)]
        keep_clear = [sites[0].radius * 1.35 + 350]
        border = cKDTree(self.uv(self.cells[~self.inside_mask]))
        inside = self.uv(self.cells[self.inside_mask])
        spread = math.sqrt(math.pi * self.radius**2 / len(sites))
        for site in sites[1:]:
            along_river = site.role == "town"
            need = site.radius * 1.3 + 150
            best, best_score = None, -math.inf
            for relax in (1.0, 0.85, 0.7, 0.5, 0.3):
                pick = inside[rng.integers(len(inside), size=90)] + rng.uniform(-150, 150, (90, 2))
                if along_river:
                    u = rng.uniform(-0.92, 0.92, 90) * self.radius
                    pick = np.stack([u, self.river_v(u) + site.old_radius * 0.8 + 75], -1)
                water = np.abs(pick[:, 1] - self.river_v(pick[:, 0]))
                rail = np.abs(pick[:, 1] - self.rail_v(pick[:, 0]))
                gap = np.min(
                    [np.hypot(*(pick - p).T) - c - need for p, c in zip(placed, keep_clear, strict=True)], axis=0
                )
                edge = border.query(pick)[0] - need
                wanted = spread * (1.3 if along_river else 0.62) * relax - need
                fit = (gap > min(wanted, spread * 2)) & (edge > 150 * relax)
                if not along_river:
                    fit &= (water > site.radius + 220) & (rail > site.radius * 0.7 + 90)
                score = np.where(fit, rng.random(90) - 0.25 * np.minimum(water / spread, 3), -math.inf)
                k = int(np.argmax(score))
                if score[k] > best_score:
                    best, best_score = pick[k], float(score[k])
                    break
            if best is None:  # crowded: the candidate that keeps the largest distance
                best = pick[int(np.argmax(np.minimum(gap, edge)))]
            placed.append(best)
            keep_clear.append(need)
        return self.xy(np.array(placed))

    def _divide(self) -> None:
        """Give each cell to a settlement (power diagram with a wavy metric), drop cells cut off from their own."""
        inside = np.flatnonzero(self.inside_mask)
        pts = self.cells[inside]
        wavy = pts + 170 * np.stack([w(pts[:, 0], pts[:, 1]) for w in self._warp], -1)
        weight = np.array([(s.radius * (1.5 if s.role != "village" else 1.1)) ** 2 for s in self.sites])
        best = np.full(len(pts), np.inf)
        owner = np.zeros(len(pts), dtype=int)
        for k, centre in enumerate(self.centres):
            power = np.sum((wavy - centre) ** 2, axis=1) - weight[k]
            near = np.hypot(*(pts - centre).T) < self.sites[k].radius + 260
            power[near] -= 1e12
            closer = power < best
            best[closer], owner[closer] = power[closer], k
        lookup = np.full(len(self.cells), -1)
        lookup[inside] = np.arange(len(inside))
        pairs = lookup[self.voronoi.ridge_points]
        pairs = pairs[(pairs >= 0).all(axis=1)]
        home = cKDTree(pts).query(self.centres)[1]
        owner = _reconnect(owner, pairs, home)
        owner[home] = np.arange(len(self.sites))
        vertices = np.round(self.voronoi.vertices, 2)
        regions = [vertices[self.voronoi.regions[self.voronoi.point_region[i]]] for i in inside]
        sizes = np.array([len(r) for r in regions])
        rings = shapely.linearrings(np.concatenate(regions), indices=np.repeat(np.arange(len(regions)), sizes))
        self.cell_polygons = shapely.polygons(rings)
        self.cells = pts
        self.cell_site = owner
        outline = shapely.coverage_union_all(self.cell_polygons)
        if outline.geom_type != "Polygon":
            outline = max(outline.geoms, key=lambda part: part.area)
        self.outline = shapely.Polygon(outline.exterior)

    def districts(self) -> np.ndarray:
        """The land (Gemarkung) of each settlement, one polygon per site, a partition of the county."""
        return np.array(
            [shapely.coverage_union_all(self.cell_polygons[self.cell_site == k]) for k in range(len(self.sites))]
        )


def _reconnect(owner: np.ndarray, pairs: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Hand over cells that are not connected with their settlement's home cell to a neighbour."""
    n = len(owner)
    owner = owner.copy()
    for _ in range(30):
        same = pairs[owner[pairs[:, 0]] == owner[pairs[:, 1]]]
        graph = coo_matrix((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(n, n))
        label = connected_components(graph, directed=False)[1]
        lost = label != label[home[owner]]
        if not lost.any():
            break
        a, b = np.vstack([pairs, pairs[:, ::-1]]).T
        move = lost[a] & ~lost[b]
        owner[a[move]] = owner[b[move]]
    return owner
