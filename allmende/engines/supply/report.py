# SPDX-License-Identifier: EUPL-1.2
"""The supply report: topics x groups x areas in one pass over the arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from .model import Floats, Numbers, SupplyError, people_of, ratio, reached

_EMPTY = np.inf


class State(IntEnum):
    """Why a figure is there, or why not."""

    KNOWN = 0
    NOBODY_LIVES_HERE = 1
    NOBODY_REACHES_ANY = 2


@dataclass(frozen=True)
class Topic:
    """What one topic contributes.

    `times` (origins): time or distance to the nearest facility, see `model.reached`; `limit`: the standard, in the same
    unit; `choices` (origins), optional: how many facilities lie within the limit.
    """

    times: npt.NDArray[np.generic]
    limit: float
    choices: npt.NDArray[np.generic] | None = None


@dataclass(frozen=True)
class Figures:
    """The figures of one cell of the report; None where a figure does not exist, and `state` says why."""

    state: State
    people: float
    within: float
    share: float | None
    mean: float | None
    percentile: float | None
    without: float
    choices: float | None


@dataclass(frozen=True)
class Report:
    """The figures as arrays (topics, groups, areas + 1); the last area is everybody, also who lives in no area.

    `people` (groups, areas + 1). `within`: people within the standard; `without`: people who reach nothing at all.
    `share`, `mean`, `percentile` and `choices` (mean number of facilities within the standard) are NaN where they do
    not exist; `state` (uint8, `State`) says why. `percentile` may also be NaN in a KNOWN cell: then fewer than `part`
    of the people reach anything.
    """

    topics: tuple[str, ...]
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    part: float
    people: Floats
    within: Floats
    without: Floats
    share: Floats
    mean: Floats
    percentile: Floats
    choices: Floats
    state: npt.NDArray[np.uint8]

    def cell(self, topic: str, group: str, area: str | None = None) -> Figures:
        """Return one cell by names; without an area that of everybody. Raises `KeyError` for an unknown name."""
        at = (_place(self.topics, topic), _place(self.groups, group), -1 if area is None else _place(self.areas, area))
        return Figures(
            State(int(self.state[at])),
            float(self.people[at[1:]]),
            float(self.within[at]),
            _known(self.share[at]),
            _known(self.mean[at]),
            _known(self.percentile[at]),
            float(self.without[at]),
            _known(self.choices[at]),
        )


def report(
    topics: Mapping[str, Topic],
    people: npt.ArrayLike,
    area: npt.ArrayLike,
    *,
    groups: Sequence[str],
    areas: Sequence[str],
    part: float = 0.9,
) -> Report:
    """Return the report.

    `people` (origins, groups), `area` int (origins): number of the area from 0, or -1 where an origin lies in none (it
    then counts only for everybody). `part`: which percentile of the times, see `measures.percentile`. Raises
    `SupplyError` for arrays that do not fit.
    """
    where = np.asarray(area)
    counts = people_of(people, len(where))
    _check(topics, counts, where, groups, areas, part)
    layout = _Layout(counts, where.astype(np.int64), len(areas))
    shape = (len(topics), len(groups), len(areas) + 1)
    within, missing, reaching, total_time, chosen, high = (np.zeros(shape) for _ in range(6))
    for number, topic in enumerate(topics.values()):
        values = np.asarray(topic.times).astype(np.float64)
        some = reached(topic.times)
        within[number] = layout.sums(some & (values <= topic.limit))
        missing[number] = layout.sums(~some)
        reaching[number] = layout.sums(some)
        total_time[number] = layout.sums(some, np.where(some, values, 0.0))
        chosen[number] = np.nan if topic.choices is None else layout.sums(None, topic.choices.astype(np.float64))
        high[number] = layout.percentiles(np.where(some, values, _EMPTY), part)
    whole = np.broadcast_to(layout.people, shape)
    state = np.where(reaching > 0, State.KNOWN, State.NOBODY_REACHES_ANY)
    state = np.where(whole > 0, state, State.NOBODY_LIVES_HERE).astype(np.uint8)
    return Report(
        tuple(topics),
        tuple(groups),
        tuple(areas),
        part,
        layout.people,
        within,
        missing,
        ratio(within, whole),
        ratio(total_time, reaching),
        np.where(np.isfinite(high), high, np.nan),
        ratio(chosen, whole),
        state,
    )


class _Layout:
    """People by group, summed into areas and everybody."""

    def __init__(self, counts: Floats, area: Numbers, areas: int) -> None:
        self.counts, self.areas = counts, areas
        self.area = np.where(area < 0, areas, area)  # one more, for those who live in no area
        self.everybody = np.zeros(len(area), dtype=np.int64)
        self.people = self.sums(None)

    def sums(self, keep: npt.NDArray[np.bool_] | None, amount: Floats | None = None) -> Floats:
        """Return the sums of people (times an amount) of the kept origins, (groups, areas + 1)."""
        answer = np.empty((self.counts.shape[1], self.areas + 1))
        area = self.area if keep is None else self.area[keep]
        factor = None if amount is None else (amount if keep is None else amount[keep])
        for group, weight in enumerate(self.counts.T):
            kept = weight if keep is None else weight[keep]
            by_area = np.bincount(area, kept if factor is None else kept * factor, minlength=self.areas + 1)
            answer[group, :-1] = by_area[:-1]
            answer[group, -1] = by_area.sum()
        return answer

    def percentiles(self, times: Floats, part: float) -> Floats:
        """Return the weighted percentile of each group and area, (groups, areas + 1); infinity where there is none."""
        by_time = np.argsort(times, kind="stable")
        by_area = by_time[np.argsort(self.area[by_time], kind="stable")]
        ends = np.cumsum(np.bincount(self.area, minlength=self.areas + 1))
        answer = np.empty((self.counts.shape[1], self.areas + 1))
        for group, weight in enumerate(self.counts.T):
            least = part * self.people[group] * (1 - 1e-12)  # as in measures.percentile
            answer[group, :-1] = _at_least(times, weight, by_area, ends[:-1], least[:-1])
            answer[group, -1] = _at_least(times, weight, by_time, np.array([len(times)]), least[-1:])[0]
        return answer


def _at_least(times: Floats, weight: Floats, order: Numbers, ends: Numbers, least: Floats) -> Floats:
    """Return for each run of the order (up to its end) the time at which the weights have grown to `least`."""
    grown = np.concatenate([[0.0], np.cumsum(weight[order])])
    answer = np.full(len(least), _EMPTY)
    starts = np.concatenate([[0], ends])[:-1]
    for number, (start, end, needed) in enumerate(zip(starts, ends, least, strict=True)):
        if needed <= 0 or start == end:
            continue
        at = int(np.searchsorted(grown[start + 1 : end + 1], grown[start] + needed))
        answer[number] = times[order[min(start + at, end - 1)]]
    return answer


def _check(
    topics: Mapping[str, Topic],
    counts: Floats,
    where: npt.NDArray[np.generic],
    groups: Sequence[str],
    areas: Sequence[str],
    part: float,
) -> None:
    if where.ndim != 1 or not np.issubdtype(where.dtype, np.integer):
        raise SupplyError("area must be one whole number per origin")
    if len(where) and (where.min() < -1 or where.max() >= len(areas)):
        raise SupplyError(f"an origin lies in an area numbered outside -1 to {len(areas) - 1}")
    if counts.shape[1] != len(groups):
        raise SupplyError(f"people has {counts.shape[1]} columns for {len(groups)} groups")
    if not 0 < part <= 1:
        raise SupplyError(f"the part {part} is not above 0 and at most 1")
    for name, topic in topics.items():
        for values in (topic.times, topic.choices):
            if values is not None and np.shape(values) != where.shape:
                raise SupplyError(f"topic {name!r} has the shape {np.shape(values)} for {len(where)} origins")


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _place(names: tuple[str, ...], name: str) -> int:
    try:
        return names.index(name)
    except ValueError:
        raise KeyError(name) from None
