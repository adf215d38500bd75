# SPDX-License-Identifier: EUPL-1.2
"""The p-median with capacities: no site serves more than it can, people of one point may go to several sites."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt

from .model import Floats, Indices, flags, sums
from .solver import Model

MOST_LINKS = 400_000
"""Pairs of demand and site up to which each is tied to its site: a larger model with a far better bound."""


def with_capacities(
    matrix: npt.NDArray[np.generic],
    near: npt.NDArray[np.bool_],
    amounts: Floats,
    p: int,
    there: Indices,
    room: Floats,
    charge: float,
    until: float,
) -> tuple[Indices, Indices, Floats, float, float, bool]:
    """Return (new sites, site serving most of each point, weight per site, value, bound, proven).

    `near` bool (demand, candidates): pairs that may be used; `charge`: cost of a person whom no site serves. Where
    places are too few, somebody stays unserved: the answer always exists.
    """
    demand, sites = matrix.shape
    rows = np.flatnonzero((amounts > 0) & near.any(axis=1))
    i, j = np.nonzero(near[rows])
    weight, seats = amounts[rows], np.minimum(room, amounts.sum())
    most = np.minimum(weight[i], seats[j])
    model = Model()
    seat = model.columns(sites, least=flags(there, sites), whole=True)
    flow = model.columns(len(i), matrix[rows[i], j].astype(np.float64), most=most)
    left = model.columns(len(rows), charge, most=weight)
    model.rows(len(rows), (i, flow, 1), (np.arange(len(rows)), left, 1), lower=weight, upper=weight)
    model.rows(sites, (j, flow, 1), (np.arange(sites), seat, -seats), upper=0)
    if len(i) <= MOST_LINKS:
        model.rows(len(i), (np.arange(len(i)), flow, 1), (np.arange(len(i)), seat[j], -most), upper=0)
    model.rows(1, (0, seat, 1), lower=p + len(there), upper=p + len(there))
    largest = np.argsort(np.where(flags(there, sites), np.inf, -room), kind="stable")[:p]
    chosen = np.concatenate([there, largest])
    nobody = np.concatenate([flags(chosen, sites), np.zeros(len(i)), weight]).astype(np.float64)
    answer = model.solve(until - time.perf_counter(), nobody)
    values = nobody if answer.values is None else answer.values
    carried = np.maximum(values[flow], 0.0)
    assignment = np.full(demand, -1, dtype=np.int32)
    order = np.argsort(carried, kind="stable")
    order = order[carried[order] > 1e-9]
    assignment[rows[i[order]]] = j[order]
    picked = np.setdiff1d(np.flatnonzero(values[seat] > 0.5), there).astype(np.int32)
    value = float(carried @ matrix[rows[i], j] + charge * np.maximum(values[left], 0.0).sum())
    bound = answer.bound if np.isfinite(answer.bound) else 0.0
    return picked, assignment, sums(j, carried, sites), value, bound, answer.proven
