# SPDX-License-Identifier: EUPL-1.2
"""City tours: a walk through the old town (German and English) and a walk along the river."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import shapely

from allmende.commons.places.models import Place, Tour, TourStop
from allmende.core.municipality.models import Municipality
from allmende.engines.townscape import County, lonlat
from allmende.site.demo import Progress, county, pictures
from allmende.site.demo.tour_texts import OLD_TOWN, OLD_TOWN_EN, RIVER, StopText, TourText
from allmende.site.demo.walk import Ways


@dataclass(frozen=True)
class _Stop:
    """A stop with its text, where it is (EPSG:25832), and the key of the facility there ('' for none)."""

    text: StopText
    xy: tuple[float, float]
    key: str


def fill(made: County, progress: Progress) -> int:
    """Add the tours where the county has none; return how many stops and tours were added."""
    home = county.row()
    if Tour.objects.filter(municipality=home).exists():
        return 0
    ways = Ways(made)
    added = 0
    for text, stops_of in ((OLD_TOWN, _old_town), (OLD_TOWN_EN, _old_town), (RIVER, _river)):
        stops = stops_of(made, text)
        if len(stops) >= 3:
            added += _store(home, made, ways, text, stops)
    return added


def _store(home: Municipality, made: County, ways: Ways, text: TourText, stops: list[_Stop]) -> int:
    walk = ways.through([stop.xy for stop in stops])
    free, note = ways.step_free(walk)
    if text.language == "en":
        note = {"yes": "No steps on the way, almost level.", "limited": "No steps, but cobbles or slopes on parts of the way.",
                "no": "There are steps on the way."}[free]  # fmt: skip
    places = {p.source_id: p for p in Place.objects.filter(source=county.SOURCE, source_id__in=[s.key for s in stops])}
    shown = pictures.by_name()
    points = lonlat(shapely.points(np.array([stop.xy for stop in stops])))
    tour = Tour.objects.create(
        municipality=home, slug=text.slug, title=text.title, summary=text.summary, text=text.text, language=text.language,
        is_published=True, step_free=free, step_free_note=note, path=lonlat(np.array([walk.line], dtype=object))[0],
    )  # fmt: skip
    for n, (stop, point) in enumerate(zip(stops, points, strict=True), start=1):
        TourStop.objects.create(
            tour=tour, position=n, place=places.get(stop.key), geom=point, title=stop.text.title, text=stop.text.text,
            way_hint=stop.text.way, picture=shown.get(stop.text.scene),
        )  # fmt: skip
    return 1 + len(stops)


def _old_town(made: County, text: TourText) -> list[_Stop]:
    """Stops at facilities of the core town, in the order of a short round trip that begins at the market."""
    found: list[_Stop] = []
    for stop in text.stops:
        fits = [f for f in made.facilities if f.settlement == 0 and stop.finds(f.category, f.name)]
        if fits:
            centre = made.settlements[0].centre
            best = min(fits, key=lambda f: (np.hypot(f.xy[0] - centre[0], f.xy[1] - centre[1]), f.key))
            if all(best.key != other.key for other in found):
                found.append(_Stop(stop, best.xy, best.key))
    return _round_trip(found)


def _round_trip(stops: list[_Stop]) -> list[_Stop]:
    """Order the stops after the first so that the walk is short (nearest next, then 2-opt)."""
    if len(stops) < 4:
        return stops
    xy = np.array([s.xy for s in stops])
    far = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    order = [0]
    while len(order) < len(stops):
        order.append(min((j for j in range(len(stops)) if j not in order), key=lambda j: (far[order[-1], j], j)))

    def length(way: list[int]) -> float:
        return float(sum(far[a, b] for a, b in itertools.pairwise(way)))

    better = True
    while better:
        better = False
        for i in range(1, len(order) - 1):
            for j in range(i + 1, len(order)):
                swapped = order[:i] + order[i : j + 1][::-1] + order[j + 1 :]
                if length(swapped) < length(order) - 1:
                    order, better = swapped, True
    return [stops[i] for i in order]


def _river(made: County, text: TourText) -> list[_Stop]:
    """Stops along the path on the river bank, downstream from the bridge nearest to the market."""
    s = made.streets
    centre = np.array(made.settlements[0].centre)
    middle = shapely.get_coordinates(shapely.line_interpolate_point(s.line, 0.5, normalized=True))
    bridges = np.flatnonzero((s.bridge == 1) & (s.settlement == 0) & (s.name != ""))
    water = made.land.geometry[(made.land.kind == "river") & (made.land.layer == "waterway")]
    if not len(bridges) or not len(water):
        return []
    river = max(water, key=lambda line: line.length)
    near_water = bridges[shapely.distance(s.line[bridges], river) < 30]
    start = int(min(near_water, key=lambda e: float(np.hypot(*(middle[e] - centre))), default=bridges[0]))
    begin = river.project(shapely.Point(*middle[start]))
    step = 330.0 if made.settlements[0].inhabitants > 8000 else 180.0
    banks = s.node_xy[
        np.unique(s.edge_nodes[np.isin(s.kind.astype(str), ["path", "cycleway", "residential", "track"])])
    ]
    stops: list[_Stop] = []
    for n, stop in enumerate(text.stops):
        place = river.interpolate(min(begin + n * step, river.length - 5))
        off = np.hypot(*(banks - (place.x, place.y)).T)
        spot = banks[int(np.argmin(off))]
        if off.min() < 400 and all(np.hypot(spot[0] - o.xy[0], spot[1] - o.xy[1]) > 60 for o in stops):
            stops.append(_Stop(stop, (float(spot[0]), float(spot[1])), ""))
    return stops
