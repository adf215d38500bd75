# SPDX-License-Identifier: EUPL-1.2
"""The search for good sites: candidates, travel times to them, the choice, and what it would bring. Reads, computes, tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext as _

from allmende.commons.places.models import Place
from allmende.core.geo import crs
from allmende.core.municipality.queries import family_keys
from allmende.engines.supply.model import reached
from allmende.know.supply.models import SiteSearch
from allmende.know.supply.words import WAYS
from allmende.know.supply.world import World, serving

MOST_CANDIDATES = 500
SECONDS = 20.0
"""So long the proof may take; then the best choice so far stands, with what is known about better ones."""
NOT_REACHED = 2 * 3600 * 10
"""Deciseconds counted for somebody who reaches nothing: two hours."""


class NoSearch(Exception):
    """The search cannot be done. The message says why."""


@dataclass(frozen=True)
class Candidate:
    """A possible site; `key` is that of a place, 0 for one of the own list."""

    key: int
    name: str
    address: str
    lon: float
    lat: float


def candidates_of(search: SiteSearch) -> list[Candidate]:
    """Return the possible sites: places of the chosen categories, then the own list (two queries)."""
    places = (
        Place.objects.listed()
        .filter(municipality__in=family_keys(search.municipality), category__in=search.categories)
        .order_by("name", "pk")
        .values_list("pk", "name", "street", "house_number", "city", "geom_west", "geom_south")
    )
    found = [
        Candidate(pk, name, ", ".join(filter(None, [f"{street} {number}".strip(), city])), lon, lat)
        for pk, name, street, number, city, lon, lat in places
    ]
    return found + [Candidate(0, one["name"], "", one["lon"], one["lat"]) for one in search.own_sites]


def find_sites(search: SiteSearch, world: World, progress: Callable[[int], None]) -> dict[str, Any]:
    """Return the result of a search as plain values. Raises `NoSearch`."""
    topic = world.topics.get(search.topic.key)
    if topic is None:
        raise NoSearch(
            _("Zu diesem Thema sind die Daten noch nicht aufbereitet. Bitte versuchen Sie es in einigen Minuten.")
        )
    try:
        people = np.asarray(world.people[:, world.group_number(search.group)], dtype=np.float64)
    except KeyError as error:
        raise NoSearch(_("Für diese Gruppe gibt es keine Bevölkerungszahlen.")) from error
    candidates = candidates_of(search)
    if not candidates:
        raise NoSearch(_("Es gibt keine möglichen Standorte. Wählen Sie Kategorien mit Orten oder nennen Sie eigene."))
    if len(candidates) > MOST_CANDIDATES:
        raise NoSearch(
            _("%(many)d mögliche Standorte sind zu viele; höchstens %(most)d. Wählen Sie weniger Kategorien.")
            % {"many": len(candidates), "most": MOST_CANDIDATES}
        )
    profile = WAYS[search.way].profile
    provider = world.travel.provider(profile)
    x, y = crs.transformer(crs.WGS84, world.epsg).transform(
        [one.lon for one in candidates], [one.lat for one in candidates]
    )
    there = world.facilities_xy(topic)[serving(topic, profile)] if search.keep_existing else np.empty((0, 2))
    points = np.concatenate([np.column_stack([x, y]), there])
    usable = np.flatnonzero(world.travel.reaches(profile, points[: len(candidates)]))
    if not len(usable):
        raise NoSearch(_("Zu keinem der möglichen Standorte führt ein Weg, der dafür taugt."))
    unusable = len(candidates) - len(usable)
    points = np.concatenate([points[usable], there])
    candidates = [candidates[number] for number in usable.tolist()]
    progress(15)
    times = np.asarray(provider.times(world.origins(profile), provider.locate(points)))
    progress(60)
    sites = _choose(search, times, people, len(candidates))
    progress(95)
    return {**_told(search, world, times, people, candidates, sites), "unusable": unusable}


def _choose(search: SiteSearch, times: npt.NDArray[np.int32], people: Any, free: int) -> Any:
    """Choose with the engine. Existing facilities are the last columns and stay."""
    from allmende.engines.siting import Covers, SitingError, max_cover, p_median, set_cover

    fixed = range(free, times.shape[1])
    limit = search.minutes * 600
    count = min(search.count, free)
    try:
        if search.goal == SiteSearch.Goal.NEAR:
            return p_median(times, people, count, fixed=fixed, far=NOT_REACHED, seconds=SECONDS)
        covers = Covers.from_times(times, limit)
        if search.goal == SiteSearch.Goal.ALL:
            return set_cover(covers, people, fixed=fixed, seconds=SECONDS)
        return max_cover(covers, people, count, fixed=fixed, seconds=SECONDS)
    except SitingError as error:
        raise NoSearch(_("Die Suche ist mit diesen Angaben nicht möglich.")) from error


def _told(
    search: SiteSearch, world: World, times: Any, people: Any, candidates: list[Candidate], sites: Any
) -> dict[str, Any]:
    existing = times[:, len(candidates) :]
    chosen = np.asarray(sites.chosen, dtype=np.int64)
    before = existing.min(axis=1) if existing.shape[1] else np.full(len(people), np.iinfo(np.int32).max, dtype=np.int32)
    after = np.minimum(before, times[:, chosen].min(axis=1)) if len(chosen) else before
    limit = search.minutes * 600
    listed = []
    nearest = np.argmin(times[:, chosen], axis=1) if len(chosen) else np.zeros(len(people), dtype=int)
    for position, number in enumerate(chosen.tolist()):
        one = candidates[number]
        own = (nearest == position) & (times[:, number] < before) & reached(times[:, number])
        within = reached(times[:, number]) & (times[:, number] <= limit)
        listed.append(
            {
                "key": one.key, "name": one.name, "address": one.address, "lon": one.lon, "lat": one.lat,
                "shorter": round(float(people[own].sum())), "within": round(float(people[within].sum())),
            }
        )  # fmt: skip
    return {
        "sites": sorted(listed, key=lambda row: -row["within"]),
        "candidates": len(candidates),
        "existing": int(existing.shape[1]),
        "people": round(float(people.sum())),
        "before": _state(before, people, limit),
        "after": _state(after, people, limit),
        "proven": bool(sites.proven),
        "gap": round(float(sites.gap), 4) if np.isfinite(sites.gap) else None,
        "method": sites.method,
        "seconds": round(float(sites.seconds), 2),
        "version": world.version,
        "by_street": world.by_street(search.way),
        "made": world.made.isoformat(timespec="minutes"),
    }


def _state(times: Any, people: Any, limit: int) -> dict[str, Any]:
    some = reached(times)
    counted = float(people[some].sum())
    return {
        "within": round(float(people[some & (times <= limit)].sum())),
        "minutes": round(float((people[some] * times[some]).sum()) / counted / 600, 1) if counted else None,
        "without": round(float(people[~some].sum())),
    }
