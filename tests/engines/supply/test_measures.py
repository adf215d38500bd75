# SPDX-License-Identifier: EUPL-1.2
"""Measures against their plain definitions, person by person."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.supply import (
    FAR,
    Reach,
    SupplyError,
    alternatives,
    mean,
    nearest,
    percentile,
    reached,
    share_within,
    without,
)

UNREACHED = (-1, FAR)


@st.composite
def towns(draw):
    """(times, people): a few origins, some unreached, some empty."""
    times = draw(st.lists(st.integers(0, 50) | st.sampled_from(UNREACHED), max_size=30))
    people = draw(st.lists(st.integers(0, 6), min_size=len(times), max_size=len(times)))
    return np.array(times, dtype=np.int32), np.array(people)


def persons(times, people):
    """One entry per person: their time, or None."""
    return [
        None if time in UNREACHED else int(time)
        for time, count in zip(times, people, strict=True)
        for _ in range(count)
    ]


@given(towns(), st.integers(0, 60))
def test_share_mean_and_without_count_persons(town, limit):
    times, people = town
    everybody = persons(times, people)
    some = [time for time in everybody if time is not None]
    near = [time for time in some if time <= limit]
    share, average = share_within(times, people, limit)[0], mean(times, people)[0]
    assert math.isnan(share) if not everybody else share == pytest.approx(len(near) / len(everybody))
    assert math.isnan(average) if not some else average == pytest.approx(sum(some) / len(some))
    assert without(times, people)[0] == len(everybody) - len(some)
    assert without(times, people, limit)[0] == len(everybody) - len(near)


@given(towns(), st.sampled_from((0.1, 0.5, 0.9, 1.0)))
def test_the_percentile_is_the_time_within_which_so_many_persons_arrive(town, part):
    times, people = town
    everybody = persons(times, people)
    needed = math.ceil(part * len(everybody) - 1e-9)
    some = sorted(time for time in everybody if time is not None)
    answer = percentile(times, people, part)[0]
    if not everybody or len(some) < needed:
        assert math.isnan(answer)
    else:
        assert answer == some[needed - 1]


def test_groups_are_measured_side_by_side():
    times, people = np.array([10, 20, FAR]), np.array([[1, 0], [1, 2], [2, 0]])
    assert share_within(times, people, 10).tolist() == [0.25, 0]
    assert mean(times, people).tolist() == [15, 20]
    assert without(times, people).tolist() == [2, 0]
    assert math.isnan(percentile(times, people)[0])
    assert percentile(times, people)[1] == 20


def test_fractions_of_people_reach_their_own_whole():
    people = np.full(7, 0.1)
    assert percentile(np.arange(7), people, 1.0)[0] == 6
    assert share_within(np.arange(7), people, 6)[0] == 1


def test_unreached_has_many_forms():
    assert reached([0, 5, -1, FAR]).tolist() == [True, True, False, False]
    assert reached([0.0, math.nan, math.inf, -0.5]).tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    ("times", "people"),
    [([1, 2], [1]), ([[1, 2]], [1]), ([1], [-1]), ([1], [math.nan]), ([1], [math.inf])],
)
def test_what_does_not_fit_is_refused(times, people):
    with pytest.raises(SupplyError):
        share_within(np.array(times), np.array(people), 10)


matrices = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 30) | st.just(-1), min_size=width, max_size=width), min_size=1, max_size=8
    )
)


@given(matrices, st.integers(0, 30), st.randoms(use_true_random=False))
def test_alternatives_and_nearest_open_equal_the_full_matrix(matrix, limit, dice):
    times = np.array(matrix)
    reach = Reach.from_matrix(times)
    is_open = np.array([dice.random() < 0.6 for _ in times[0]])
    assert alternatives(reach, limit).tolist() == [sum(0 <= time <= limit for time in row) for row in matrix]
    answer, which = nearest(reach, is_open)
    for row, time, place in zip(matrix, answer, which, strict=True):
        choices = [(each, j) for j, each in enumerate(row) if each >= 0 and is_open[j]]
        assert (time, place) == (min(choices) if choices else (-1, -1))
    assert alternatives(reach, limit, is_open).sum() == ((times >= 0) & (times <= limit) & is_open).sum()


def test_a_reach_that_is_none_is_refused():
    with pytest.raises(SupplyError, match="end with"):
        Reach(np.array([0, 1]), np.array([], np.int32), np.array([], np.int32), 1)
    with pytest.raises(SupplyError, match="numbered outside"):
        Reach(np.array([0, 1]), np.array([3], np.int32), np.array([5], np.int32), 2)
    with pytest.raises(SupplyError, match="opening states"):
        Reach.from_matrix(np.zeros((2, 2))).open_only(np.array([True]))
