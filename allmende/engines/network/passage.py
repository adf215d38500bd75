# SPDX-License-Identifier: EUPL-1.2
"""What the tags of one way mean for all profiles together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from . import speeds, wheelchair
from .model import BARRED, Bytes, Ints, Longs, Singles, WheelState, Words
from .speeds import Pair
from .tags import Tags

KEYS = frozenset(
    "highway access foot bicycle vehicle motor_vehicle motorcar motorroad service oneway oneway:bicycle oneway:foot"
    " bicycle:backward junction cycleway cycleway:left cycleway:right cycleway:both cycleway:left:oneway"
    " cycleway:right:oneway cycleway:both:oneway footway path sidewalk sidewalk:both sidewalk:left sidewalk:right"
    " sidewalk:both:width sidewalk:left:width sidewalk:right:width sidewalk:both:surface sidewalk:left:surface"
    " sidewalk:right:surface surface smoothness tracktype width incline kerb kerb:height step_count ramp:wheelchair wheelchair"
    " sac_scale informal lit maxspeed maxspeed:forward maxspeed:backward maxspeed:type source:maxspeed zone:traffic"
    " zone:maxspeed".split()
)
"""Every tag of a way that any rule reads; ways that agree in these are judged once."""


class Passage(NamedTuple):
    """Speeds in metres per second by direction (0: not allowed), and the answer for wheelchairs with its reasons."""

    walk: Pair
    wheel: Pair
    bike: Pair
    car: Pair
    state: WheelState
    reasons: int

    @property
    def any(self) -> bool:
        """Whether anybody may use the way at all."""
        return any((*self.walk, *self.bike, *self.car))


def passage_of(way: Tags, kerb_known: bool = False) -> Passage:
    """Judge a way by its tags; see `wheelchair.judge` for ``kerb_known``."""
    return _passage(frozenset((key, value) for key, value in way.items() if key in KEYS), kerb_known)


@lru_cache(maxsize=20_000)
def _passage(items: frozenset[tuple[str, str]], kerb_known: bool) -> Passage:
    way = dict(items)
    state, reasons = wheelchair.judge(way, kerb_known)
    return Passage(speeds.walking(way), speeds.rolling(way), speeds.cycling(way), speeds.driving(way), state, reasons)


@dataclass(frozen=True, eq=False)
class Priced:
    """Columns of m segments as `assemble` takes them: deciseconds (m, 2) by direction, answers and reasons (m)."""

    walk: Ints
    wheel: Ints
    bike: Ints
    car: Ints
    state: Bytes
    reasons: Words


def price(passages: Sequence[Passage], which: Longs, length: Singles) -> Priced:
    """Costs of segments of some length (m) in metres whose passages are ``passages[which]``. At least 1 where allowed."""

    def cost(speed: list[Pair]) -> Ints:
        table = np.array(speed, np.float64).reshape(-1, 2)[which]
        with np.errstate(divide="ignore"):
            time = np.where(table > 0, np.maximum(1, np.rint(length[:, None] / table * 10)), BARRED)
        return time.astype(np.int32)

    return Priced(
        cost([one.walk for one in passages]),
        cost([one.wheel for one in passages]),
        cost([one.bike for one in passages]),
        cost([one.car for one in passages]),
        np.array([one.state for one in passages], np.uint8)[which],
        np.array([one.reasons for one in passages], np.uint16)[which],
    )
