# SPDX-License-Identifier: EUPL-1.2
"""Single figures on how far people have it. Every time is that to the nearest facility; unreached is never a number.

Where a figure does not exist (nobody lives there, nobody reaches anything) it is NaN, never 0. Figures are taken per
group: `people` is (origins,) or (origins, groups), the answer is float64 (groups,).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .model import Flags, Floats, Reach, SupplyError, Times, people_of, ratio, reached


def share_within(times: npt.ArrayLike, people: npt.ArrayLike, limit: float) -> Floats:
    """Return the share (0 to 1) of all people, also those who reach nothing, whose time is at most the limit.

    NaN for a group without people.
    """
    values, counts = _checked(times, people)
    near = reached(values) & (values <= limit)
    return ratio(counts[near].sum(axis=0), counts.sum(axis=0))


def mean(times: npt.ArrayLike, people: npt.ArrayLike) -> Floats:
    """Return the mean time of those people who reach a facility, weighted by people; NaN where nobody does.

    Who reaches nothing has no time that could be averaged; `without` tells how many they are.
    """
    values, counts = _checked(times, people)
    near = reached(values)
    return ratio((counts[near] * values[near, np.newaxis]).sum(axis=0), counts[near].sum(axis=0))


def percentile(times: npt.ArrayLike, people: npt.ArrayLike, part: float = 0.9) -> Floats:
    """Return the shortest time t such that at least `part` of all people reach a facility within t.

    This is the inverse of the weighted distribution function (definition 1 of Hyndman & Fan, The American Statistician
    50(4), 1996), so it is always a time that somebody really has; people of weight 0 do not count. Everybody counts in
    the whole: where fewer than `part` of the people reach anything, there is no such time and the answer is NaN.
    """
    values, counts = _checked(times, people)
    if not 0 < part <= 1:
        raise SupplyError(f"the part {part} is not above 0 and at most 1")
    order = np.argsort(np.where(reached(values), values, np.inf), kind="stable")
    some = order[: int(reached(values).sum())]
    answer = np.full(counts.shape[1], np.nan)
    for group, total in enumerate(counts.sum(axis=0)):
        grown = np.cumsum(counts[some, group])
        if total > 0 and len(grown) and grown[-1] >= _least(part, total):
            answer[group] = values[some[np.searchsorted(grown, _least(part, total))]]
    return answer


def without(times: npt.ArrayLike, people: npt.ArrayLike, limit: float | None = None) -> Floats:
    """Return how many people reach no facility at all, or none within a limit. 0 where nobody lives: that is true."""
    values, counts = _checked(times, people)
    near = reached(values) if limit is None else reached(values) & (values <= limit)
    answer: Floats = counts[~near].sum(axis=0)
    return answer


def alternatives(reach: Reach, limit: float, is_open: Flags | None = None) -> npt.NDArray[np.int32]:
    """Return how many facilities each origin reaches within the limit, int32 (origins).

    With `is_open` (bool, facilities) only those open at the moment asked for.
    """
    near = reach.within(limit)
    if is_open is not None:
        near = near.open_only(is_open)
    return np.diff(near.start).astype(np.int32)


def nearest(reach: Reach, is_open: Flags | None = None) -> tuple[Times, npt.NDArray[np.int32]]:
    """Return (time, facility) of the nearest facility of each origin, int32 (origins) both; none: -1 and -1.

    With `is_open` (bool, facilities) only facilities open at the moment asked for count: the same reach answers every
    hour of the week. Of equally near ones the one with the lowest number is taken.
    """
    some = reach.only(reached(reach.time))
    if is_open is not None:
        some = some.open_only(is_open)
    row = some.row
    order = np.lexsort((some.index, some.time, row))
    first = order[np.searchsorted(row[order], np.flatnonzero(np.diff(some.start)))]
    times = np.full(some.origins, -1, dtype=np.int32)
    which = np.full(some.origins, -1, dtype=np.int32)
    times[row[first]], which[row[first]] = some.time[first], some.index[first]
    return times, which


def _checked(times: npt.ArrayLike, people: npt.ArrayLike) -> tuple[npt.NDArray[Any], Floats]:
    values = np.asarray(times)
    if values.ndim != 1:
        raise SupplyError(f"times has the shape {values.shape}; one time per origin is needed")
    return values, people_of(people, len(values))


def _least(part: float, total: float) -> float:
    """The people needed; a hair less, so that sums of fractions of people do not miss their own whole."""
    return part * total * (1 - 1e-12)
