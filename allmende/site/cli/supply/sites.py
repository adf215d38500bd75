# SPDX-License-Identifier: EUPL-1.2
"""Where should the next ones go? From files to chosen candidates, with before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from allmende.engines import siting, supply
from allmende.site.cli.shared import Refusal

from .answer import Reason, limit_of, minutes_of
from .county import Question
from .provider import ways_of
from .tables import Points


@dataclass(frozen=True)
class Search:
    """What to choose: `goal` is distance, cover or everyone; `count` new sites; `seconds` for the proof."""

    goal: str
    count: int
    seconds: float


def choose(
    network: Any, origins: Points, candidates: Points, facilities: Points, question: Question, search: Search
) -> dict[str, Any]:
    """Return sites, origins (afterwards) and totals (before and after) for JSON. Raises `Refusal`."""
    ways = ways_of(network, question.profile, float(origins.lonlat[:, 0].mean()))
    here, reason = ways.place(ways.metres(origins.lonlat))
    there, lost = ways.place(ways.metres(candidates.lonlat))
    usable = np.flatnonzero(lost == Reason.REACHED)
    if search.goal != "everyone" and search.count > len(usable):
        raise Refusal(
            f"--count {search.count}: Nur {len(usable)} von {len(candidates)} Kandidaten liegen an einer nutzbaren Straße. "
            "Abhilfe: Wählen Sie eine kleinere Zahl oder nennen Sie mehr Kandidaten.",
            2,
        )
    before, before_which = _nearest(ways, here, facilities)
    matrix = ways.provider.matrix(here, there)[:, usable]
    limit = limit_of(question.minutes)
    columns = _columns(ways, here, matrix, before, candidates, usable, facilities)
    sites = _solve(columns, origins.amount, limit, search)
    chosen = usable[sites.chosen]
    after = np.minimum(before, matrix[:, sites.chosen].min(axis=1, initial=supply.FAR))
    nearest = matrix[:, sites.chosen].argmin(axis=1) if len(chosen) else np.zeros(len(after), dtype=int)
    new = after < before
    names = [
        None if time == supply.FAR else candidates.ids[chosen[place]] if is_new else facilities.ids[old]
        for time, place, is_new, old in zip(after, nearest, new, before_which, strict=True)
    ]
    gained = [float(origins.amount[new & (nearest == place)].sum()) for place in range(len(chosen))]
    return {
        "sites": [
            {
                "id": candidates.ids[site],
                "lon": float(candidates.lonlat[site, 0]),
                "lat": float(candidates.lonlat[site, 1]),
                "weight_nearest": _plain(weight),
            }
            | ({} if columns.capacity is None else {"weight_served": _plain(round(float(served), 6))})
            for site, weight, served in zip(chosen, gained, sites.served[sites.chosen], strict=True)
        ],
        "origins": [
            {"id": name, "facility": facility, "minutes": minutes_of(time), "minutes_before": minutes_of(old)}
            | ({} if facility else {"reason": Reason(int(why) or Reason.CUT_OFF).name.lower()})
            for name, facility, time, old, why in zip(origins.ids, names, after, before, reason, strict=True)
        ],
        "totals": {
            "profile": question.profile,
            "way": "street" if network else "crow",
            "minutes": question.minutes,
            "goal": search.goal,
            "origins": len(origins),
            "weight": _plain(float(origins.amount.sum())),
            "candidates": len(candidates),
            "candidates_left_out": [
                {"id": candidates.ids[number], "reason": Reason(int(lost[number])).name.lower()}
                for number in np.flatnonzero(lost)
            ],
            "before": _figures(before, origins.amount, limit),
            "after": _figures(after, origins.amount, limit),
            "proven": sites.proven,
            "gap": None if not np.isfinite(sites.gap) else round(sites.gap, 6),
            "method": sites.method,
        }
        | (
            {}
            if columns.capacity is None
            else {
                "weight_served": _plain(round(float(sites.served.sum()), 6)),
                "weight_unserved": _plain(round(sites.unserved, 6)),
            }
        ),
    }


@dataclass(frozen=True)
class _Columns:
    """Times to the candidates that can be used, then to what exists already; `capacity` where the candidates tell it."""

    times: npt.NDArray[np.int32]
    fixed: range
    capacity: npt.NDArray[np.float64] | None


def _columns(
    ways: Any,
    here: Any,
    matrix: npt.NDArray[np.int32],
    before: npt.NDArray[np.int32],
    candidates: Points,
    usable: npt.NDArray[np.intp],
    facilities: Points,
) -> _Columns:
    """What exists is one more column, the way to the nearest; where places count, each facility is a column of its own."""
    there = before[:, np.newaxis]
    room = np.full(1, np.inf)
    if not len(facilities):
        there, room = there[:, :0], room[:0]
    elif candidates.told and facilities.told:
        there, room = ways.provider.matrix(here, ways.place(ways.metres(facilities.lonlat))[0]), facilities.amount
    capacity = np.concatenate([candidates.amount[usable], room]) if candidates.told else None
    times = np.column_stack([matrix, there])
    return _Columns(times, range(matrix.shape[1], times.shape[1]), capacity)


def _solve(columns: _Columns, weight: npt.NDArray[np.float64], limit: int, search: Search) -> siting.Sites:
    times, rest = columns.times, {"fixed": columns.fixed, "seconds": search.seconds}
    if search.goal == "distance":
        return siting.p_median(times, weight, search.count, capacity=columns.capacity, **rest)
    covers = siting.Covers.from_times(times, limit)
    if search.goal == "cover":
        return siting.max_cover(covers, weight, search.count, capacity=columns.capacity, **rest)
    if columns.capacity is not None:
        raise Refusal(
            "--goal everyone zählt keine Plätze. Abhilfe: Lassen Sie die Spalte capacity der Kandidaten weg, oder wählen "
            "Sie --goal cover.",
            2,
        )
    return siting.set_cover(covers, weight, **rest)


def _nearest(ways: Any, here: Any, facilities: Points) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    there, _ = ways.place(ways.metres(facilities.lonlat))
    near = ways.provider.nearest_at(here, there)
    return near.times, near.which


def _figures(times: npt.NDArray[np.int32], weight: npt.NDArray[np.float64], limit: int) -> dict[str, Any]:
    total = float(weight.sum())
    share, mean = supply.share_within(times, weight, limit)[0], supply.mean(times, weight)[0]
    return {
        "weight_within": _plain(total - float(supply.without(times, weight, limit)[0])),
        "share_within": None if np.isnan(share) else round(float(share), 4),
        "mean_minutes": minutes_of(mean) if np.isfinite(mean) else None,
        "weight_without": _plain(float(supply.without(times, weight)[0])),
    }


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
