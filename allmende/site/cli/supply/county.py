# SPDX-License-Identifier: EUPL-1.2
"""The supply of one county from its files: the piece of work that one process, or one worker of a cluster, does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from allmende.core.imports.report import silent
from allmende.engines import supply
from allmende.site.cli.shared import Progress, Refusal, without_installation

from .answer import Answer, Reason, limit_of
from .provider import MAYBE, Ways, open_network, ways_of
from .tables import Points, read_points


@dataclass(frozen=True)
class County:
    """The files of one county; without `osm` as the crow flies."""

    name: str
    osm: Path | None
    origins: Path
    facilities: Path


@dataclass(frozen=True)
class Question:
    """How people get there and what still counts as near."""

    profile: str
    minutes: float


def answer(county: County, question: Question, progress: Progress = silent) -> Answer:
    """Read the files and find for every origin its nearest facility. Raises `Refusal`."""
    without_installation()
    origins = read_points(county.origins, "weight")
    facilities = read_points(county.facilities, "capacity", may_be_empty=True)
    network = open_network(county.osm, progress) if county.osm else None
    return answer_points(county.name, network, origins, facilities, question)


def answer_or_refusal(county: County, question: Question) -> Answer | str:
    """Return the answer, or in words why there is none: what travels back from a worker."""
    try:
        return answer(county, question)
    except Refusal as refusal:
        return f"{county.name}: {refusal.message}"


def answer_points(name: str, network: Any, origins: Points, facilities: Points, question: Question) -> Answer:
    """Find for every origin its nearest facility, and what else is to be known."""
    longitude = float(origins.lonlat[:, 0].mean())
    ways = ways_of(network, question.profile, longitude)
    times, which, reason, choices, reach, lost = _nearest(ways, origins, facilities, limit_of(question.minutes))
    maybe = maybe_which = None
    if network is not None and question.profile in MAYBE:
        wider = ways_of(network, MAYBE[question.profile], longitude)
        maybe, maybe_which, why, _, _, also = _nearest(wider, origins, facilities, limit_of(question.minutes))
        lost = np.where(lost == Reason.REACHED, lost, also)
        better = supply.reached(times) & (times <= maybe)  # what is proved to be passable may also be used
        maybe, maybe_which = np.where(better, times, maybe), np.where(better, which, maybe_which)
        hidden = ~supply.reached(times)
        reason[hidden] = np.where(supply.reached(maybe), Reason.UNKNOWN_WAY, why)[hidden]
    places = capacity = None
    if facilities.told:
        places = supply.fca2(reach, origins.amount, facilities.amount, limit_of(question.minutes)).access
        capacity = float(facilities.amount.sum())
    return Answer(
        name=name,
        ids=origins.ids,
        weight=origins.amount,
        facilities=facilities.ids,
        times=times,
        which=which,
        reason=reason,
        choices=choices,
        maybe=maybe,
        maybe_which=maybe_which,
        places=places,
        capacity=capacity,
        left_out=tuple((facilities.ids[number], Reason(int(lost[number]))) for number in np.flatnonzero(lost)),
        notes=origins.notes + facilities.notes,
    )


def _nearest(ways: Ways, origins: Points, facilities: Points, limit: int) -> Any:
    """Return (times, which, reasons, choices within the limit, reach within the limit, why facilities lie nowhere)."""
    here, reason = ways.place(ways.metres(origins.lonlat))
    there, lost = ways.place(ways.metres(facilities.lonlat))
    near = ways.provider.nearest_at(here, there)
    reach = supply.Reach(*ways.provider.within(here, there, limit), len(facilities))
    stuck = ~supply.reached(near.times) & (reason == Reason.REACHED)
    reason[stuck] = Reason.CUT_OFF if (lost == Reason.REACHED).any() else Reason.NO_FACILITY
    return near.times, near.which, reason, supply.alternatives(reach, limit), reach, lost
