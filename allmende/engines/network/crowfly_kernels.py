# SPDX-License-Identifier: EUPL-1.2
"""The compiled loops behind `CrowFly`."""
# mypy: disallow-untyped-defs=False
# ruff: noqa: ANN001, ANN201, ANN202

from __future__ import annotations

import math

import numpy as np

from allmende.engines.compiled import compiled

FAR = np.iinfo(np.int32).max


@compiled
def _far(here, there, rate):
    """Tenths from one place to another, FAR where a coordinate is no number."""
    far = np.rint(math.hypot(here[0] - there[0], here[1] - there[1]) * rate)
    return np.int64(far) if far < FAR else np.int64(FAR)


@compiled
def nearest_k(origins, facilities, rate, k, most):
    """Times (FAR) and facilities (-1) of the k nearest, int32 (n, k); equally near ones in their order."""
    times, which = np.full((len(origins), k), FAR, np.int32), np.full((len(origins), k), -1, np.int32)
    for number in range(len(origins)):
        for facility in range(len(facilities)):
            time = _far(origins[number], facilities[facility], rate)
            if time > most or time >= times[number, k - 1]:
                continue
            place = k - 1
            while place > 0 and times[number, place - 1] > time:
                times[number, place], which[number, place] = times[number, place - 1], which[number, place - 1]
                place -= 1
            times[number, place], which[number, place] = time, facility
    return times, which


@compiled
def changed(origins, facilities, rate, base_times, base_which, bases, gone):
    """Origins whose time changes, their new time and facility; see `WhatIf`."""
    total = len(origins)
    origin, times, which = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.int32)
    found = 0
    for number in range(total):
        best, chosen, begin = np.int64(base_times[number]), base_which[number], bases
        if chosen >= 0 and gone[chosen]:
            best, chosen, begin = np.int64(FAR), np.int32(-1), 0
        for facility in range(begin, len(facilities)):
            if not gone[facility]:
                time = _far(origins[number], facilities[facility], rate)
                if time < best:
                    best, chosen = time, np.int32(facility)
        if best != base_times[number]:
            origin[found], times[found], which[found] = number, best, chosen
            found += 1
    return origin[:found].copy(), times[:found].copy(), which[:found].copy()
