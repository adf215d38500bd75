# SPDX-License-Identifier: EUPL-1.2
"""The p-median: the published optimum, every choice tried by hand, HiGHS alone, and a gap that is true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.siting import SitingError, p_median
from allmende.engines.siting.solver import Model

from .graphs import choices, or_library


@st.composite
def problems(draw):
    """(cost, weights, p, fixed) with unreachable pairs, empty points and fixed sites."""
    demand, sites = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    whole = draw(st.booleans())
    number = st.integers(0, 40) if whole else st.floats(0, 40, width=16)
    cell = number | st.just(-1)
    cost = draw(st.lists(st.lists(cell, min_size=sites, max_size=sites), min_size=demand, max_size=demand))
    weights = draw(st.lists(st.integers(0, 9), min_size=demand, max_size=demand))
    fixed = draw(st.sets(st.integers(0, sites - 1), max_size=min(2, sites)))
    p = draw(st.integers(0, min(3, sites - len(fixed))))
    return np.array(cost, dtype=float), np.array(weights), p, sorted(fixed)


def value(cost, weights, sites):
    """What a choice costs by definition: nobody goes farther than twice the greatest cost; the unreachable are out."""
    near = cost >= 0
    far = 2 * cost.max(where=near, initial=0)
    counted = (weights > 0) & near.any(axis=1)
    best = np.where(near, cost, np.inf)[:, sites].min(axis=1, initial=np.inf)
    return (np.minimum(best, far) * weights)[counted].sum()


@given(problems())
def test_no_choice_is_better(problem):
    cost, weights, p, fixed = problem
    sites = p_median(cost, weights, p, fixed=fixed)
    best = min(value(cost, weights, chosen) for chosen in choices(cost.shape[1], p, fixed))
    assert sites.objective == pytest.approx(best, abs=1e-6)
    assert sites.proven
    assert sites.gap == 0
    assert len(sites.chosen) == p
    assert not set(sites.chosen) & set(fixed)
    assert value(cost, weights, [*fixed, *sites.chosen]) == pytest.approx(sites.objective, abs=1e-6)
    served = sites.assignment >= 0
    there = {*fixed, *sites.chosen.tolist()}
    assert set(sites.assignment[served].tolist()) <= there
    assert sites.served.sum() == weights[served].sum()
    assert sites.unserved == weights[~served].sum()


@given(problems())
@settings(max_examples=40)
def test_capacities_without_limit_change_nothing(problem):
    cost, weights, p, fixed = problem
    free, roomy = (
        p_median(cost, weights, p, fixed=fixed),
        p_median(cost, weights, p, fixed=fixed, capacity=np.full(cost.shape[1], np.inf)),
    )
    assert roomy.objective == pytest.approx(free.objective, abs=1e-6)
    assert roomy.proven


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_no_site_serves_more_than_it_can(problem, dice):
    cost, weights, p, fixed = problem
    room = np.array([dice.randrange(0, 15) for _ in range(cost.shape[1])])
    sites = p_median(cost, weights, p, fixed=fixed, capacity=room)
    assert (sites.served <= room + 1e-6).all()
    assert sites.served.sum() + sites.unserved == pytest.approx(weights.sum())
    best = min(transport(cost, weights, chosen, room) for chosen in choices(cost.shape[1], p, fixed))
    assert sites.objective == pytest.approx(best, abs=1e-5)


def transport(cost, weights, sites, room):
    """The cheapest way to spread people over open sites with capacities: a plain transport problem."""
    near = cost >= 0
    far = 2 * cost.max(where=near, initial=0)
    rows = np.flatnonzero((weights > 0) & near.any(axis=1))
    model = Model()
    left = model.columns(len(rows), far, most=np.inf)
    model.rows(len(rows), (np.arange(len(rows)), left, 1), lower=0)
    flows = [[model.columns(1, cost[i, j], most=np.inf if near[i, j] else 0)[0] for j in sites] for i in rows]
    for place, i in enumerate(rows):
        model.rows(1, (0, [*flows[place], left[place]], 1), lower=weights[i], upper=weights[i])
    for k, j in enumerate(sites):
        if len(rows):
            model.rows(1, (0, [flow[k] for flow in flows], 1), upper=room[j])
    return model.solve(5).objective if len(rows) else 0.0


def test_the_published_optimum_of_pmed1(shared_data):
    distances, p = or_library(shared_data / "siting" / "pmed1.txt")
    sites = p_median(distances, np.ones(100), p, seconds=20)
    assert (p, sites.objective, sites.bound, sites.proven) == (5, 5819, 5819, True)
    print(f"pmed1: {sites.method}, {sites.seconds:.2f} s")


@pytest.mark.parametrize("p", [3, 8])
def test_equals_highs_alone(p):
    dice = np.random.default_rng(p)
    people, places = dice.random((60, 2)), dice.random((25, 2))
    cost = np.hypot(*(people[:, None] - places[None]).transpose(2, 0, 1)) * 1000
    weights = dice.integers(1, 90, 60)
    model = Model()
    seat = model.columns(25, whole=True)
    goes = [model.columns(25, cost[i] * weights[i]) for i in range(60)]
    for columns in goes:
        model.rows(1, (0, columns, 1), lower=1, upper=1)
        model.rows(25, (np.arange(25), columns, 1), (np.arange(25), seat, -1), upper=0)
    model.rows(1, (0, seat, 1), upper=p)
    theirs = model.solve(30)
    ours = p_median(cost, weights, p, seconds=20)
    assert theirs.proven
    assert ours.proven
    assert ours.objective == pytest.approx(theirs.objective, rel=1e-9)


def test_a_heuristic_answer_states_a_true_gap(monkeypatch):
    from allmende.engines.siting import medians

    dice = np.random.default_rng(7)
    cost, weights = dice.random((40, 20)), np.ones(40)  # no geometry at all: the bound is weak, the proof hard
    best = p_median(cost, weights, 4, seconds=60)
    assert best.proven
    monkeypatch.setattr(medians, "MOST_PAIRS", 0)  # as for a county too large for HiGHS
    sites = p_median(cost, weights, 4, seconds=10)
    assert not sites.proven
    assert sites.method == "interchange+lagrange"
    assert sites.bound <= best.objective <= sites.objective
    assert sites.gap == pytest.approx((sites.objective - sites.bound) / sites.objective)
    assert 0 < sites.gap < 0.3
    print(f"gap {sites.gap:.2%}, in truth {sites.objective / best.objective - 1:.2%}")


def test_unreachable_has_many_forms():
    far = np.iinfo(np.int32).max
    sites = p_median(np.array([[-1, 4.0], [np.inf, np.nan], [far, 2]]), [1, 5, 1], 1)
    assert sites.chosen.tolist() == [1]
    assert sites.assignment.tolist() == [1, -1, 1]
    assert (sites.objective, sites.unserved) == (6, 5)


def test_nobody_is_sent_farther_than_far():
    sites = p_median(np.array([[1.0], [50.0]]), [1, 1], 1, far=10)
    assert sites.assignment.tolist() == [0, -1]
    assert sites.unserved == 1


@pytest.mark.parametrize(
    "change",
    [
        {"p": 3}, {"p": -1}, {"fixed": [2]}, {"fixed": [0, 1], "p": 1}, {"weights": [1]}, {"weights": [1, -1]},
        {"cost": np.zeros(2)}, {"capacity": [1]}, {"capacity": [1, -1]}, {"far": np.nan},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(change):
    asked = {"cost": np.zeros((2, 2)), "weights": [1, 1], "p": 1} | change
    with pytest.raises(SitingError):
        p_median(**asked)


def test_capacities_of_a_large_problem_are_settled_by_swaps_with_a_true_bound(monkeypatch):
    from allmende.engines.siting import capacities

    dice = np.random.default_rng(11)
    people, places = dice.random((40, 2)), dice.random((9, 2))
    cost = np.hypot(*(people[:, None] - places[None]).transpose(2, 0, 1)) * 100
    weights, room = dice.integers(1, 9, 40), np.full(9, 70.0)
    proved = p_median(cost, weights, 3, capacity=room, seconds=30)
    assert proved.proven
    assert proved.method == "highs"
    monkeypatch.setattr(capacities, "MOST_LINKS", 0)
    sites = p_median(cost, weights, 3, capacity=room, seconds=10)
    assert (sites.served <= room + 1e-6).all()
    assert sites.bound <= proved.objective <= sites.objective * (1 + 1e-9)
    assert sites.objective <= 1.02 * proved.objective, "no single swap is better"
    hopeless = p_median(cost, weights, 1, capacity=np.full(9, 10.0), seconds=5)
    assert hopeless.served.sum() == pytest.approx(10)
    assert hopeless.unserved == pytest.approx(weights.sum() - 10)
