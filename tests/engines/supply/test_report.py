# SPDX-License-Identifier: EUPL-1.2
"""The report equals the single measures, cell by cell; gaps are named, never a 0 that lies."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.supply import (
    FAR,
    State,
    SupplyError,
    Topic,
    mean,
    percentile,
    rank_under_supply,
    report,
    share_within,
    without,
)


@st.composite
def counties(draw):
    origins, groups, areas = draw(st.integers(0, 25)), draw(st.integers(1, 3)), draw(st.integers(0, 4))
    number = st.lists(st.integers(0, 60) | st.just(FAR), min_size=origins, max_size=origins)
    topics = {name: (np.array(draw(number), dtype=np.int32), draw(st.integers(0, 60))) for name in ("kita", "stop")}
    people = np.array(draw(st.lists(st.integers(0, 5), min_size=origins * groups, max_size=origins * groups)))
    area = np.array(draw(st.lists(st.integers(-1, areas - 1), min_size=origins, max_size=origins)), dtype=np.int64)
    return topics, people.reshape(origins, groups), area, areas


def same(value, figure):
    return math.isnan(value) if figure is None else value == pytest.approx(figure)


@given(counties())
def test_each_cell_equals_the_measures_of_its_origins(county):
    topics, people, area, areas = county
    names = [f"g{number}" for number in range(people.shape[1])]
    table = report(
        {name: Topic(times, limit, times % 3) for name, (times, limit) in topics.items()},
        people,
        area,
        groups=names,
        areas=[f"a{number}" for number in range(areas)],
    )
    for name, (times, limit) in topics.items():
        for group, label in enumerate(names):
            for where in [*range(areas), None]:
                some = np.ones(len(area), bool) if where is None else area == where
                cell = table.cell(name, label, None if where is None else f"a{where}")
                own_times, own_people = times[some], people[some, group]
                assert cell.people == own_people.sum()
                assert cell.without == without(own_times, own_people)[0]
                assert same(share_within(own_times, own_people, limit)[0], cell.share)
                assert same(mean(own_times, own_people)[0], cell.mean)
                assert same(percentile(own_times, own_people)[0], cell.percentile)
                assert (cell.share is None) == (own_people.sum() == 0) == (cell.state is State.NOBODY_LIVES_HERE)
                if cell.choices is not None:
                    assert cell.choices == pytest.approx(np.average(own_times % 3, weights=own_people))


def test_gaps_are_named():
    times = np.array([100, FAR, 50])
    table = report(
        {"kita": Topic(times, 80)},
        [[0], [7], [3]],
        [0, 1, 2],
        groups=["all"],
        areas=["empty", "cut off", "fine", "none"],
    )
    empty, cut, fine, none = (table.cell("kita", "all", area) for area in table.areas)
    assert (empty.state, empty.share, empty.mean, empty.percentile) == (State.NOBODY_LIVES_HERE, None, None, None)
    assert none.state is State.NOBODY_LIVES_HERE
    assert (cut.state, cut.share, cut.mean, cut.without) == (State.NOBODY_REACHES_ANY, 0.0, None, 7)
    assert (fine.state, fine.share, fine.mean, fine.percentile, fine.choices) == (State.KNOWN, 1.0, 50, 50, None)
    everybody = table.cell("kita", "all")
    assert (everybody.people, everybody.within, everybody.without) == (10, 3, 7)
    assert everybody.percentile is None, "nine of ten do not reach anything"
    with pytest.raises(KeyError):
        table.cell("kita", "all", "nowhere")


def test_a_county_without_anybody_is_a_report_of_gaps():
    table = report(
        {"kita": Topic(np.array([], np.int32), 80)}, np.empty((0, 2)), np.array([], int), groups=["a", "b"], areas=["x"]
    )
    assert (table.state == State.NOBODY_LIVES_HERE).all()
    assert not rank_under_supply(table)


@pytest.mark.parametrize(
    "change",
    [
        {"area": [0, 5, 0]},
        {"area": [0, -2, 0]},
        {"area": [0.5, 0, 0]},
        {"groups": ["a", "b"]},
        {"part": 0.0},
        {"area": [0, 0]},
    ],
)
def test_what_does_not_fit_is_refused(change):
    asked = {"area": [0, 0, 0], "groups": ["all"], "areas": ["x"]} | change
    with pytest.raises(SupplyError):
        report({"kita": Topic(np.array([1, 2, 3]), 80)}, [[1], [1], [1]], **asked)


def test_the_worst_come_first():
    times = np.array([10, 90, 90, 95, FAR])
    people = np.array([[50, 5], [10, 0], [30, 1], [2, 8], [1, 0]])
    table = report({"kita": Topic(times, 80)}, people, [0, 0, 1, 2, 2], groups=["all", "u3"], areas=["A", "B", "C"])
    by_people = [(lack.area, lack.group, lack.lacking) for lack in rank_under_supply(table)]
    assert by_people == [("B", "all", 30), ("A", "all", 10), ("C", "u3", 8), ("C", "all", 3), ("B", "u3", 1)]
    by_share = [(lack.area, lack.group) for lack in rank_under_supply(table, by="share", least_people=3)]
    assert by_share == [("B", "all"), ("C", "u3"), ("C", "all"), ("A", "all")]
    worst = rank_under_supply(table)[-2]
    assert (worst.area, worst.without, worst.share) == ("C", 1, 1.0)


def test_among_equal_numbers_the_greater_share_comes_first():
    table = report(
        {"kita": Topic(np.array([90, 10, 90]), 80)}, [[5], [5], [5]], [0, 0, 1], groups=["all"], areas=["half", "whole"]
    )
    assert [lack.area for lack in rank_under_supply(table)] == ["whole", "half"]
