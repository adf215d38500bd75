# SPDX-License-Identifier: EUPL-1.2
"""Areas: municipalities, quarters, statistical districts. Each division is made of the same faces, hence without gaps.

Quarters follow what people call the parts of their town; villages are quarters of their own. Statistical districts
follow numbers of inhabitants: they cut across quarters in towns and take several villages together elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from .buildings import Stock
from .fabric import Fabric
from .landscape import Land
from .model import Area, Streets
from .noise import Floats, stream
from .people import Homes
from .placenames import COUNTY
from .towns import COUNTY_ARS, Municipality

_LINES = frozenset({"wall", "spoke", "ring", "station", "shore", "meadow", "railside", "road", "collector"})


@dataclass
class Division:
    """All areas; ``home_quarter`` is the key of the quarter in which each settlement's centre lies."""

    county: Area
    towns: list[Area]
    quarters: list[Area]
    districts: list[Area]
    home_quarter: list[str]


@dataclass
class _Faces:
    """Atomic faces: polygon, settlement, inhabitants, middle, zone of most of their buildings."""

    shape: np.ndarray
    site: np.ndarray
    people: np.ndarray
    middle: Floats
    zone: np.ndarray
    graph: coo_matrix


def divide_county(
    land: Land, fabric: Fabric, towns: list[Municipality], place: list[str], stock: Stock, homes: Homes,
    streets: Streets,
) -> Division:  # fmt: skip
    """Towns, quarters and statistical districts of the county."""
    faces = _atoms(land, fabric, stock, homes)
    quarter = np.full(len(faces.shape), -1)
    names: list[str] = []
    district = np.full(len(faces.shape), -1)
    district_names: list[str] = []
    for k, site in enumerate(land.sites):
        own = np.flatnonzero(faces.site == k)
        if site.role == "village" or site.people < 2500:
            quarter[own] = len(names)
            names.append(place[k])
            continue
        part = _parts(land, k, faces, own, max(3, round(site.people / 2700)), "quarter")
        quarter[own] = len(names) + part
        names += _quarter_names(land, k, faces, own, part, place[k], streets)
    for town in towns:
        loose = []
        for k in town.sites:
            own = np.flatnonzero(faces.site == k)
            if land.sites[k].role != "village" and land.sites[k].people >= 2500:
                part = _parts(land, k, faces, own, max(2, round(land.sites[k].people / 1900)), "district")
                district[own] = len(district_names) + part
                district_names += [f"{place[k]} {i + 1:02d}" for i in range(int(part.max()) + 1)]
            else:
                loose.append(k)
        _merge_villages(land, faces, loose, place, district, district_names)
    seat = {k: t for t in towns for k in t.sites}
    quarter_areas = _areas(faces, quarter, names, seat, "")
    district_areas = _areas(faces, district, district_names, seat, "B")
    town_index = np.array([seat[k].index for k in range(len(land.sites))])[faces.site]
    town_areas = [
        _area(faces, np.flatnonzero(town_index == t.index), t.ags, place[t.seat], COUNTY_ARS[:5] + "000") for t in towns
    ]
    county = _area(faces, np.arange(len(faces.shape)), COUNTY_ARS[:5] + "000", COUNTY, "")
    home = [
        quarter_areas[quarter[int(_at(faces, land.centres[k], np.flatnonzero(faces.site == k)))]].key
        for k in range(len(land.sites))
    ]
    return Division(county, town_areas, quarter_areas, district_areas, home)


def _at(faces: _Faces, point: Floats, among: np.ndarray) -> int:
    return int(among[np.argmin(shapely.distance(faces.shape[among], shapely.Point(*point)))])


def _atoms(land: Land, fabric: Fabric, stock: Stock, homes: Homes) -> _Faces:
    """Cut the settlements' land along the main lines of the towns; one global noding keeps all borders identical."""
    fields = land.districts()
    lines = [shapely.boundary(fields)]
    ways = [w for w in fabric.ways if w.role in _LINES and w.kind != "path"]
    shapes = np.array([shapely.LineString(w.line) for w in ways])
    tree = shapely.STRtree(shapes)
    for k, site in enumerate(land.sites):
        if site.role != "village" and site.people >= 2500:
            near = np.sort(tree.query(fields[k], predicate="intersects")).tolist()
            mine = [i for i in near if ways[i].role != "collector" or ways[i].site == k]
            lines.append(shapely.intersection(shapes[mine], fields[k]))
    noded = shapely.union_all(np.concatenate(lines), grid_size=0.01)
    shape = np.array(shapely.polygonize(shapely.get_parts(noded)).geoms)
    inner = shapely.point_on_surface(shape)
    hit, which = shapely.STRtree(fields).query(inner, predicate="within")
    owner = np.full(len(shape), -1)
    owner[hit] = which
    shape, inner, owner = shape[owner >= 0], inner[owner >= 0], owner[owner >= 0]
    spot = shapely.point_on_surface(stock.polygon)
    b, f = shapely.STRtree(shape).query(spot, predicate="intersects")
    people = np.zeros(len(shape), dtype=np.int64)
    np.add.at(people, f[np.unique(b, return_index=True)[1]], homes.inhabitants[np.unique(b)])
    zones, code = np.unique(stock.zone, return_inverse=True)
    votes = np.zeros((len(shape), len(zones)))
    np.add.at(votes, (f, code[b]), stock.area[b])
    zone = np.where(votes.sum(axis=1) > 0, zones[np.argmax(votes, axis=1)], "land")
    return _Faces(shape, owner, people, shapely.get_coordinates(inner), zone, _neighbours(land, shape, inner))


def _neighbours(land: Land, shape: np.ndarray, inner: np.ndarray) -> coo_matrix:
    """Faces with a common border; crossing the river or the railway counts as 500 m more."""
    a, b = shapely.STRtree(shape).query(shape, predicate="touches")
    keep = a < b
    a, b = a[keep], b[keep]
    shared = shapely.length(shapely.intersection(shape[a], shape[b]))
    a, b = a[shared > 8], b[shared > 8]
    xy = shapely.get_coordinates(inner)
    uv = land.uv(xy)
    river = uv[:, 1] > land.river_v(uv[:, 0])
    rail = uv[:, 1] > land.rail_v(uv[:, 0])
    far = np.hypot(*(xy[a] - xy[b]).T) + 500.0 * ((river[a] != river[b]) | (rail[a] != rail[b]))
    return coo_matrix((far, (a, b)), shape=(len(shape), len(shape)))


def _parts(land: Land, k: int, faces: _Faces, own: np.ndarray, count: int, what: str) -> np.ndarray:
    """Group faces to connected parts around seeds. Part 0 of the quarters is the old town."""
    rng = stream(land.seed, what, k)
    graph = faces.graph.tocsr()[own][:, own]
    middle = faces.middle[own]
    lived = faces.people[own].astype(float)
    centre = land.centres[k]
    old = faces.zone[own] == "old"
    seeds: list[int] = []
    if what == "quarter" and old.any():
        seeds.append(int(np.argmin(np.where(old, np.hypot(*(middle - centre).T), np.inf))))
    weight = np.sqrt(lived + 30) * (np.hypot(*(middle - centre).T) < 1.15 * land.sites[k].radius)
    nearest = np.full(len(own), land.sites[k].radius)
    for s in seeds:
        nearest = np.minimum(nearest, np.hypot(*(middle - middle[s]).T))
    while len(seeds) < count:
        score = nearest * weight * (0.7 + 0.3 * rng.random(len(own)))
        s = int(np.argmax(score))
        if score[s] <= 0:
            break
        seeds.append(s)
        nearest = np.minimum(nearest, np.hypot(*(middle - middle[s]).T))
    far = dijkstra(graph, directed=False, indices=seeds)
    if what == "quarter" and old.any():
        far[0, old] = -1.0
        far[0, ~old] = np.inf
    part = np.argmin(far, axis=0)
    lost = ~np.isfinite(far.min(axis=0))
    part[lost] = np.argmin(np.hypot(*(middle[lost][:, None] - middle[seeds][None]).transpose(2, 0, 1)), axis=1)
    return np.unique(part, return_inverse=True)[1]


def _quarter_names(
    land: Land, k: int, faces: _Faces, own: np.ndarray, part: np.ndarray, place: str, streets: Streets
) -> list[str]:
    """Names by what is typical of a part: slabs, industry, its side of the river, else its direction."""
    names: list[str] = []
    uv = land.uv(faces.middle[own])
    home = land.uv(land.centres[k])
    across = (uv[:, 1] - land.river_v(uv[:, 0])) * (home[1] - land.river_v(home[0])) < 0
    estates = iter(("Sonnenhang", "Lindenpark", "Am Wiesengrund", "Nordhang", "Lerchenfeld", "Am Stadtwald"))
    for p in range(int(part.max()) + 1):
        mine = part == p
        area = shapely.area(faces.shape[own[mine]])
        zone = faces.zone[own[mine]]
        lived = faces.people[own[mine]].astype(float) + 1e-3 * area / area.sum()
        share = {z: float(lived[zone == z].sum() / lived.sum()) for z in ("old", "slab", "wilhelm")}
        works = float(area[zone == "industry"].sum() / area[zone != "land"].sum()) if (zone != "land").any() else 0.0
        d = np.average(faces.middle[own[mine]], axis=0, weights=lived) - land.centres[k]
        wind = ("Ost", "Nordost", "Nord", "Nordwest", "West", "Südwest", "Süd", "Südost")[
            int(((math.atan2(d[1], d[0]) + math.pi / 8) % (2 * math.pi)) // (math.pi / 4))
        ]
        if share["old"] > 0.5:
            name = "Altstadt"
        elif share["slab"] > 0.5:
            name = next(estates, f"Siedlung {wind}")
        elif works > 0.45 and faces.people[own[mine]].sum() < 450:
            name = f"Gewerbegebiet {wind}"
        elif np.average(across[mine], weights=lived) > 0.5:
            name = {"Süd": "Brückenvorstadt", "Nord": "Brückenvorstadt"}.get(wind, f"Auenvorstadt {wind}")
        elif share["wilhelm"] > 0.5:
            name = "Bahnhofsvorstadt" if "Bahnhofsvorstadt" not in names else f"{wind}vorstadt"
        else:
            name = f"{wind}stadt"
        while name in names:
            name = f"Äußere {name}" if not name.startswith(("Äußere", "Am ")) else name + " II"
        names.append(name)
    return [f"{name}" if k == 0 else f"{place}-{name}" for name in names]


def _merge_villages(
    land: Land, faces: _Faces, loose: list[int], place: list[str], district: np.ndarray, names: list[str]
) -> None:
    """Villages of a municipality form districts of at least about 900 people with neighbours they border on."""
    fields = {k: shapely.union_all(faces.shape[faces.site == k], grid_size=0.01) for k in loose}
    left = sorted(loose, key=lambda k: (-land.sites[k].people, k))
    while left:
        first = left.pop(0)
        group, people = [first], land.sites[first].people
        while people < 900:
            near = [k for k in left if any(fields[k].distance(fields[g]) < 0.1 for g in group)]
            if not near:
                break
            nearest = min(near, key=lambda k: (math.dist(land.centres[k], land.centres[first]), k))
            left.remove(nearest)
            group.append(nearest)
            people += land.sites[nearest].people
        district[np.isin(faces.site, group)] = len(names)
        names.append(place[first] if len(group) == 1 else f"Umland {place[first]}")


def _areas(faces: _Faces, label: np.ndarray, names: list[str], seat: dict[int, Municipality], mark: str) -> list[Area]:
    areas = []
    count: dict[str, int] = {}
    for i, name in enumerate(names):
        own = np.flatnonzero(label == i)
        ags = seat[int(faces.site[own[0]])].ags
        count[ags] = count.get(ags, 0) + 1
        areas.append(_area(faces, own, f"{ags}{mark}{count[ags]:02d}", name, ags))
    return areas


def _area(faces: _Faces, own: np.ndarray, key: str, name: str, parent: str) -> Area:
    return Area(key, name, parent, shapely.union_all(faces.shape[own], grid_size=0.01), int(faces.people[own].sum()))
