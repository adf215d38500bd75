# SPDX-License-Identifier: EUPL-1.2
"""What is known of the origins of a county, and what it adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from allmende.engines import supply


class Reason(IntEnum):
    """Why an origin has no time."""

    REACHED = 0
    OUTSIDE = 1
    FAR_FROM_STREET = 2
    CUT_OFF = 3
    NO_FACILITY = 4
    UNKNOWN_WAY = 5


WORDS = {
    Reason.OUTSIDE: "liegt außerhalb des Kartenausschnitts",
    Reason.FAR_FROM_STREET: "liegt zu weit von einer nutzbaren Straße",
    Reason.CUT_OFF: "liegt an einem abgeschnittenen Teil des Wegenetzes",
    Reason.NO_FACILITY: "erreicht keine Einrichtung",
    Reason.UNKNOWN_WAY: "nur über Wege, deren Rollstuhltauglichkeit unbekannt ist",
}


@dataclass(frozen=True)
class Answer:
    """One county: arrays over its origins. Times are deciseconds, `supply.FAR` where there is none.

    `which` int32: index into `facilities`, -1 for none; `maybe`, `maybe_which`: times that also use ways of which it is
    not known whether a wheelchair passes (None for other profiles); `choices` int32: facilities within the limit;
    `places`: places per person (None unless the facilities tell capacities); `left_out`: facilities that lie nowhere.
    """

    name: str
    ids: tuple[str, ...]
    weight: npt.NDArray[np.float64]
    facilities: tuple[str, ...]
    times: npt.NDArray[np.int32]
    which: npt.NDArray[np.int32]
    reason: npt.NDArray[np.uint8]
    choices: npt.NDArray[np.int32]
    maybe: npt.NDArray[np.int32] | None
    maybe_which: npt.NDArray[np.int32] | None
    places: npt.NDArray[np.float64] | None
    capacity: float | None
    left_out: tuple[tuple[str, Reason], ...]
    notes: tuple[str, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return the origins for JSON: id, facility, minutes; a reason where there are none."""
        return [self._row(number) for number in range(len(self.ids))]

    def _row(self, number: int) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": self.ids[number],
            "facility": _name(self.facilities, self.which[number]),
            "minutes": minutes_of(self.times[number]),
        }
        if self.maybe is not None and self.maybe_which is not None:
            row["facility_if_passable"] = _name(self.facilities, self.maybe_which[number])
            row["minutes_if_passable"] = minutes_of(self.maybe[number])
        if self.places is not None:
            row["places_per_person"] = round(float(self.places[number]), 6)
        if row["minutes"] is None:
            row["reason"] = Reason(int(self.reason[number])).name.lower()
        return row


def minutes_of(deciseconds: float) -> float | None:
    """Return minutes, rounded to hundredths; None where there is no time."""
    return round(float(deciseconds) / 600, 2) if bool(supply.reached(deciseconds)) else None


def totals(answers: Sequence[Answer], *, minutes: float, profile: str, crow: bool) -> dict[str, Any]:
    """Return what the origins of one or more counties add up to; None where a figure does not exist."""
    times, weight = _joined(answers, "times"), _joined(answers, "weight")
    limit = limit_of(minutes)
    share, average = supply.share_within(times, weight, limit)[0], supply.mean(times, weight)[0]
    total = float(weight.sum())
    result: dict[str, Any] = {
        "profile": profile,
        "way": "crow" if crow else "street",
        "minutes": minutes,
        "origins": len(times),
        "weight": _number(total),
        "facilities": sum(len(answer.facilities) for answer in answers),
        "facilities_left_out": [
            {"id": name, "reason": reason.name.lower()} for answer in answers for name, reason in answer.left_out
        ],
        "weight_within": _number(total - supply.without(times, weight, limit)[0]),
        "share_within": _number(share, 4),
        "mean_minutes": _number(average / 600, 2),
        "p90_minutes": _number(supply.percentile(times, weight)[0] / 600, 2),
        "mean_choices": _number((_joined(answers, "choices") * weight).sum() / total, 2) if total else None,
        "weight_without": _number(supply.without(times, weight)[0]),
        "without": _by_reason(_joined(answers, "reason"), times, weight),
    }
    if all(answer.maybe is not None for answer in answers):
        proved, maybe = times <= limit, _joined(answers, "maybe") <= limit
        result["weight_within_if_passable"] = _number(float(weight[maybe].sum()))
        result["weight_unknown"] = _number(float(weight[maybe & ~proved].sum()))
    capacities = [answer.capacity for answer in answers if answer.capacity is not None]
    if capacities:
        served = sum(float((answer.places * answer.weight).sum()) for answer in answers if answer.places is not None)
        result["capacity"] = _number(sum(capacities))
        result["capacity_in_reach"] = _number(round(served, 6))
        result["places_per_person"] = _number(served / total, 6) if total else None
    return result


def limit_of(minutes: float) -> int:
    """Return the limit in deciseconds."""
    return int(minutes * 600 + 1e-6)


def _by_reason(
    reason: npt.NDArray[np.uint8], times: npt.NDArray[np.int32], weight: npt.NDArray[np.float64]
) -> dict[str, Any]:
    lost = ~supply.reached(times)
    return {
        each.name.lower(): {"origins": int(some.sum()), "weight": _number(float(weight[some].sum()))}
        for each in Reason
        if (some := lost & (reason == each)).any()
    }


def _joined(answers: Sequence[Answer], name: str) -> Any:
    return np.concatenate([getattr(answer, name) for answer in answers])


def _number(value: float, digits: int | None = None) -> float | int | None:
    """Return a number for JSON: whole ones without a point, NaN as None."""
    if not np.isfinite(value):
        return None
    rounded = float(value) if digits is None else round(float(value), digits)
    return int(rounded) if rounded == int(rounded) and digits is None else rounded


def _name(facilities: tuple[str, ...], which: int) -> str | None:
    return facilities[int(which)] if which >= 0 else None
