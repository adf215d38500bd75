# SPDX-License-Identifier: EUPL-1.2
"""The compiled parts one by one: swaps end where no swap helps, the bound is one, and what it rules out is no loss."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.siting import lagrange
from allmende.engines.siting.interchange import greedy, improve
from allmende.engines.siting.model import flags


@st.composite
def problems(draw):
    """(cost (candidates, demand), base (demand), p, one of all choices)."""
    candidates, demand = draw(st.integers(2, 7)), draw(st.integers(1, 8))
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    cost = dice.integers(0, 30, (candidates, demand)).astype(float)
    base = dice.integers(5, 60, demand).astype(float)
    p = draw(st.integers(1, candidates - 1))
    return cost, base, p, dice


def value(cost, base, chosen):
    return np.minimum(base, cost[list(chosen)].min(axis=0)).sum()


@given(problems())
def test_after_swapping_no_single_swap_helps(problem):
    cost, base, p, dice = problem
    for start in (dice.permutation(len(cost))[:p].astype(np.int32), greedy(cost, base, p, np.zeros(len(cost), bool))):
        chosen = start.copy()
        total = improve(cost, base, chosen, flags(chosen, len(cost)))
        assert total == pytest.approx(value(cost, base, chosen))
        assert total <= value(cost, base, start)
        for out, into in product(chosen, set(range(len(cost))) - set(chosen.tolist())):
            assert value(cost, base, [*(set(chosen.tolist()) - {out}), into]) >= total - 1e-6


@given(problems())
def test_the_bound_is_never_above_the_best_choice(problem):
    cost, base, p, dice = problem
    best = min(value(cost, base, chosen) for chosen in combinations(range(len(cost)), p))
    prices = np.minimum(dice.integers(0, 40, len(base)).astype(float), base)
    state = np.array([0.0, 1.5, 0.0])
    for _ in range(5):
        lagrange.steps(cost, base, p, best, prices, prices.copy(), state, 10)
        assert state[0] <= best + 1e-6


@given(problems())
def test_nothing_better_than_the_target_is_ruled_out(problem):
    cost, base, p, dice = problem
    prices = np.minimum(dice.integers(0, 30, len(base)).astype(float), base)
    every = [*combinations(range(len(cost)), p)]
    target = float(np.median([value(cost, base, chosen) for chosen in every])) + 0.5
    site, keep = lagrange.reduced(cost, prices, p, target)
    for chosen in every:
        if value(cost, base, chosen) >= target:
            continue
        assert all(site[j] >= 0 for j in chosen)
        assert set(np.flatnonzero(site == 1)) <= set(chosen)
        nearest = np.array(chosen)[cost[list(chosen)].argmin(axis=0)]
        used = cost[nearest, np.arange(len(base))] < base
        assert keep[nearest, np.arange(len(base))][used].all()
