# SPDX-License-Identifier: EUPL-1.2
"""Floating catchment areas: capacity is conserved, and PySAL says the same."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.supply import LUO_QI, Reach, SupplyError, e2sfca, fca2

ZONES = tuple(zip((10, 20, 30), LUO_QI, strict=True))


@st.composite
def regions(draw):
    """(times, people, capacity) of a small region; some facilities nobody reaches, some origins are empty."""
    origins, facilities = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 40) | st.just(-1), min_size=facilities, max_size=facilities)
    times = draw(st.lists(row, min_size=origins, max_size=origins))
    people = draw(st.lists(st.integers(0, 500), min_size=origins, max_size=origins))
    capacity = draw(st.lists(st.floats(0, 1000), min_size=facilities, max_size=facilities))
    return np.array(times), np.array(people), np.array(capacity)


@given(regions(), st.sampled_from((((25, 1.0),), ZONES, ((5, 1.0), (40, 0.013)))))
def test_all_capacity_that_somebody_reaches_is_handed_out(region, zones):
    times, people, capacity = region
    found = e2sfca(Reach.from_matrix(times), people, capacity, zones)
    assert (people * found.access).sum() == pytest.approx(capacity[found.used].sum(), rel=1e-12, abs=1e-9)
    assert np.isnan(found.ratio[~found.used]).all()
    assert (found.access >= 0).all()


def by_hand(times, people, capacity, zones):
    def weight(time):
        return next((each for limit, each in zones if 0 <= time <= limit), 0.0)

    demand = [sum(weight(times[i, j]) * people[i] for i in range(len(people))) for j in range(len(capacity))]
    return [
        sum(weight(times[i, j]) * capacity[j] / demand[j] for j in range(len(capacity)) if demand[j] > 0)
        for i in range(len(people))
    ]


@given(regions())
def test_equals_the_definition(region):
    times, people, capacity = region
    reach = Reach.from_matrix(times)
    assert e2sfca(reach, people, capacity, ZONES).access == pytest.approx(by_hand(times, people, capacity, ZONES))
    assert fca2(reach, people, capacity, 20).access == pytest.approx(by_hand(times, people, capacity, ((20, 1.0),)))


@pytest.mark.parametrize("zones", [((25, 1.0),), ZONES])
@pytest.mark.parametrize("seed", range(4))
def test_equals_pysal_access(zones, seed):
    fca = pytest.importorskip("access.fca", reason="PySAL access is a development dependency")
    weights = pytest.importorskip("access.weights")
    dice = np.random.default_rng(seed)
    times = dice.integers(0, 45, (400, 25))
    people, capacity = dice.integers(1, 900, 400), dice.integers(1, 60, 25)
    origin, place = np.nonzero(times >= 0)
    costs = pd.DataFrame({"origin": origin, "dest": place, "cost": times[origin, place]})
    theirs = fca.two_stage_fca(
        pd.DataFrame({"geoid": range(400), "demand": people.astype(float)}),
        pd.DataFrame({"supply": capacity.astype(float)}, index=range(25)),
        costs,
        max_cost=zones[-1][0],
        demand_index="geoid",
        weight_fn=weights.step_fn(dict(zones)) if len(zones) > 1 else None,
        supply_name="supply",
    ).reindex(range(400), fill_value=0.0)
    ours = e2sfca(Reach.from_matrix(times), people, capacity, zones).access
    assert ours == pytest.approx(theirs.to_numpy(), rel=1e-12, abs=0)


def test_nobody_there_and_nobody_in_reach():
    reach = Reach.from_matrix(np.array([[5, -1], [-1, -1]]))
    found = fca2(reach, [0, 100], [30, 20], 10)
    assert found.access.tolist() == [0, 0]
    assert not found.used.any()
    assert all(math.isnan(each) for each in found.ratio)


@pytest.mark.parametrize(
    ("people", "capacity", "zones"),
    [
        ([1], [1, 1], ((10, 1.0),)),
        ([1, 1], [1], ((10, 1.0),)),
        ([1, -1], [1, 1], ((10, 1.0),)),
        ([1, 1], [1, math.inf], ((10, 1.0),)),
        ([1, 1], [1, 1], ()),
        ([1, 1], [1, 1], ((10, 1.0), (10, 0.5))),
        ([1, 1], [1, 1], ((10, -1.0),)),
    ],
)
def test_what_does_not_fit_is_refused(people, capacity, zones):
    with pytest.raises(SupplyError):
        e2sfca(Reach.from_matrix(np.zeros((2, 2))), people, capacity, zones)
