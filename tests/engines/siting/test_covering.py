# SPDX-License-Identifier: EUPL-1.2
"""Covering: every choice tried by hand, classes of equal points lose nothing, gaps are stated."""

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.siting import Covers, SitingError, collapse, max_cover, set_cover
from allmende.engines.siting import covering as covering_module

from .graphs import choices


@st.composite
def problems(draw):
    """(covered bool (demand, sites), weights, p, fixed); many points are covered by the same sites."""
    sites = draw(st.integers(1, 7))
    kinds = draw(st.lists(st.lists(st.booleans(), min_size=sites, max_size=sites), min_size=1, max_size=6))
    rows = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=14))
    weights = draw(st.lists(st.integers(0, 9), min_size=len(rows), max_size=len(rows)))
    fixed = sorted(draw(st.sets(st.integers(0, sites - 1), max_size=min(2, sites))))
    return np.array(rows), np.array(weights, dtype=float), draw(st.integers(0, min(3, sites - len(fixed)))), fixed


def covers_of(covered):
    return Covers.from_times(np.where(covered, 0, -1), 0)


@given(problems())
def test_classes_keep_the_problem(problem):
    covered, weights, _, _ = problem
    classes, weight, kind = collapse(covers_of(covered), weights)
    assert weight.sum() == weights.sum()
    assert classes.demand == len({tuple(row) for row in covered.tolist()})
    for row, number in zip(covered, kind, strict=True):
        own = classes.index[classes.start[number] : classes.start[number + 1]]
        assert own.tolist() == np.flatnonzero(row).tolist()


@given(problems())
def test_no_choice_covers_more(problem):
    covered, weights, p, fixed = problem
    sites = max_cover(covers_of(covered), weights, p, fixed=fixed)
    best = max(weights[covered[:, chosen].any(axis=1)].sum() for chosen in choices(covered.shape[1], p, fixed))
    assert (sites.objective, sites.bound, sites.proven) == (best, best, True)
    assert len(sites.chosen) == p
    assert weights[covered[:, [*fixed, *sites.chosen]].any(axis=1)].sum() == best
    assert sites.unserved == weights.sum() - best
    got = sites.assignment >= 0
    assert covered[np.flatnonzero(got), sites.assignment[got]].all()


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_capacities_are_kept_and_used_as_far_as_possible(problem, dice):
    covered, weights, p, fixed = problem
    room = np.array([dice.choice([0, 3, 8, np.inf]) for _ in covered[0]])
    sites = max_cover(covers_of(covered), weights, p, fixed=fixed, capacity=room)
    assert (sites.served <= room + 1e-6).all()
    best = max(most_served(covered, weights, chosen, room) for chosen in choices(covered.shape[1], p, fixed))
    assert sites.objective == pytest.approx(best)
    assert sites.proven


def most_served(covered, weights, sites, room):
    """By Hall's theorem: the smallest, over all sets of sites, of their room plus the people who have another site."""
    answer = np.inf
    for some in chain.from_iterable(combinations(sites, size) for size in range(len(sites) + 1)):
        rest = [site for site in sites if site not in some]
        answer = min(answer, sum(room[site] for site in some) + weights[covered[:, rest].any(axis=1)].sum())
    return answer


@given(problems())
def test_no_smaller_set_covers_everybody(problem):
    covered, weights, _, fixed = problem
    sites = set_cover(covers_of(covered), weights, fixed=fixed)
    must = (weights > 0) & covered.any(axis=1)

    def complete(chosen):
        return covered[must][:, chosen].any(axis=1).all()

    assert complete([*fixed, *sites.chosen])
    smallest = next(p for p in range(8) if any(complete(chosen) for chosen in choices(covered.shape[1], p, fixed)))
    assert (sites.objective, sites.proven) == (smallest, True)
    assert sites.unserved == weights[~covered.any(axis=1)].sum()


def test_prices_choose_two_cheap_sites_over_a_dear_one():
    covered = covers_of(np.array([[True, True, False], [True, False, True]]))
    assert set_cover(covered).chosen.tolist() == [0]
    dear = set_cover(covered, price=[5, 1, 1])
    assert (dear.chosen.tolist(), dear.objective) == ([1, 2], 2)


def test_without_time_the_heuristic_answers_and_the_gap_is_true(monkeypatch):
    dice = np.random.default_rng(3)
    covered = covers_of(dice.random((150, 24)) < 0.12)
    weights = dice.integers(1, 50, 150).astype(float)
    proved = max_cover(covered, weights, 5, seconds=60)
    assert proved.proven
    hurried = max_cover(covered, weights, 5, seconds=0)
    assert hurried.objective <= proved.objective <= hurried.bound
    assert hurried.gap == pytest.approx((hurried.bound - hurried.objective) / hurried.objective) or hurried.proven
    monkeypatch.setattr(covering_module, "DENSE", 0)  # as for problems too large for interchange
    greedy = max_cover(covered, weights, 5, seconds=0)
    assert 0.6 * proved.objective <= greedy.objective <= proved.objective <= greedy.bound


def test_nobody_to_cover_and_nothing_to_choose():
    nobody = max_cover(Covers(np.array([0]), np.empty(0, np.int32), 3), [], 2)
    assert (nobody.objective, nobody.proven, len(nobody.chosen)) == (0, True, 2)
    unreachable = set_cover(Covers(np.zeros(3, np.int64), np.empty(0, np.int32), 2), [4, 5])
    assert (unreachable.objective, unreachable.unserved, unreachable.proven) == (0, 9, True)


def test_what_does_not_fit_is_refused():
    covered = covers_of(np.ones((2, 2), bool))
    for change in ({"p": 3}, {"weights": [1]}, {"fixed": [7]}, {"capacity": [1]}):
        with pytest.raises(SitingError):
            max_cover(covered, **({"weights": [1, 1], "p": 1} | change))
    with pytest.raises(SitingError):
        Covers(np.array([0, 2]), np.array([0, 5], np.int32), 2)
    with pytest.raises(SitingError):
        set_cover(covered, price=[-1, 1])


def test_rows_that_only_look_alike_are_refused():
    shuffled = Covers(np.array([0, 2, 4]), np.array([0, 1, 1, 0], np.int32), 2)
    with pytest.raises(SitingError, match="another order"):
        collapse(shuffled, np.ones(2))
