# SPDX-License-Identifier: EUPL-1.2
"""The safe table: what it keeps, what it hides, and the bound on what it tells about one household."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.supply.disclosure import BASE, MINIMUM, _Noise, gather, make_safe
from allmende.engines.supply.model import SupplyError

pytestmark = pytest.mark.engine
SECRET = b"a secret of thirty-two bytes ..."


def town(seed=1, side=30, most=30):
    """A town of cells: (xy, people with two groups, areas of two divisions)."""
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    keep = rng.random(side * side) < 0.6
    xy = np.column_stack([x.ravel(), y.ravel()])[keep] * 100.0 + 50
    total = rng.integers(1, most, len(xy))
    people = np.column_stack([total, rng.binomial(total, 0.03), rng.binomial(total, 0.2)])
    area = np.column_stack([xy[:, 0] // 1000, xy[:, 0] // 1000 + 10 * (xy[:, 1] // 1500)]).astype(int)
    return xy, people, area


def secret(number):
    return number.to_bytes(2, "big") * 16


def test_every_number_is_a_multiple_of_ten_and_every_origin_has_enough_people():
    xy, people, area = town()
    safe = make_safe(xy, people, area, SECRET)
    assert (safe.people % BASE == 0).all()
    assert safe.people[:, 0].min() >= MINIMUM
    assert (safe.people[:, 1:] <= safe.people[:, :1]).all()
    regions = np.unique(area, axis=0, return_inverse=True)[1].reshape(-1)
    found = gather(xy, people[:, 0], regions, _Noise(SECRET), minimum=MINIMUM, spread=BASE)
    true = np.bincount(found.origin, weights=people[:, 0])
    assert len(true) == len(safe)
    assert true.min() >= MINIMUM  # true people, not rounded ones
    assert (np.abs(true - safe.people[:, 0]) < BASE).all()


def test_origins_stay_within_their_areas_where_they_can():
    xy, people, area = town()
    safe = make_safe(xy, people, area, SECRET)
    inside = (safe.xy[:, 0] // 1000 == safe.area[:, 0]).mean()
    assert inside > 0.99


def test_the_expectation_is_kept_for_every_group():
    xy, people, area = town(side=20)
    sums = np.array([make_safe(xy, people, area, secret(number)).people.sum(axis=0) for number in range(200)])
    error = sums.std(axis=0) / np.sqrt(len(sums))
    assert (np.abs(sums.mean(axis=0) - people.sum(axis=0)) < 4 * error).all()


def test_totals_of_areas_stay_close():
    xy, people, area = town()
    safe = make_safe(xy, people, area, SECRET)
    for number in np.unique(area[:, 0]):
        true = people[area[:, 0] == number].sum(axis=0)
        told = safe.people[safe.area[:, 0] == number].sum(axis=0)
        assert abs(told[0] - true[0]) <= 0.05 * true[0]
        assert (np.abs(told[1:] - true[1:]) <= 4 * BASE).all()


def test_the_same_people_get_the_same_noise_in_any_order():
    xy, people, area = town(side=15)
    order = np.random.default_rng(3).permutation(len(xy))

    def rows(safe):
        return sorted(map(tuple, np.column_stack([np.round(safe.xy, 6), safe.people, safe.area]).tolist()))

    first = rows(make_safe(xy, people, area, SECRET))
    assert rows(make_safe(xy[order], people[order], area[order], SECRET)) == first
    assert rows(make_safe(xy, people, area, secret(7))) != first


@pytest.mark.parametrize("where", ["town", "village"])
def test_one_household_more_changes_anything_at_all_only_with_the_stated_probability(where):
    """The bound of the module's head, measured over many keys: the tables of both worlds are compared in full."""
    xy, people, area = town(side=14, most=40 if where == "town" else 9)
    household, groups = 2, 1  # two people, one of them in the first group
    at = int(np.argmin(np.abs(people[:, 0] - (20 if where == "town" else 4))))
    other = people.copy()
    other[at] += (household, groups, 0)
    regions = np.unique(area, axis=0, return_inverse=True)[1].reshape(-1)
    differ, bounds, keys = 0, [], 400
    for number in range(keys):
        first, second = (make_safe(xy, one, area, secret(number)) for one in (people, other))
        same = len(first) == len(second) and (first.xy == second.xy).all() and (first.people == second.people).all()
        differ += not same
        tests = gather(xy, people[:, 0], regions, _Noise(secret(number)), minimum=MINIMUM, spread=BASE).tests[at]
        bounds.append(min(1.0, ((tests + 1) * household + groups) / BASE))
    bound = float(np.mean(bounds))
    assert bound < 1  # the bound says something
    assert 0 < differ / keys <= bound + 3 * np.sqrt(bound * (1 - bound) / keys)


def test_whoever_knows_everybody_else_cannot_tell_from_one_table():
    """The two worlds give the same numbers for the cell with nearly the same probabilities: rounding up or down."""
    xy = np.array([[50.0, 50.0]])
    told = {}
    for total in (24, 25):
        tables = [make_safe(xy, [[total]], [[0]], secret(number)).people[0, 0] for number in range(1000)]
        told[total] = np.mean(np.array(tables) == 30)
    assert abs(told[24] - 0.4) < 0.05
    assert abs(told[25] - 0.5) < 0.05


def test_few_people_are_no_table():
    assert len(make_safe([[50, 50], [150, 50]], [[4, 0], [3, 1]], [[0], [0]], SECRET)) == 0
    assert len(make_safe(np.empty((0, 2)), np.empty((0, 3), dtype=int), np.empty((0, 1), dtype=int), SECRET)) == 0


def test_zeros_stay_zeros():
    xy, people, area = town(side=12)
    people[:, 1] = 0
    assert make_safe(xy, people, area, SECRET).people[:, 1].sum() == 0


@pytest.mark.parametrize(
    ("xy", "people", "area", "key"),
    [
        ([[0, 0]], [[5]], [[0]], b"short"),
        ([[0, 0]], [[-1]], [[0]], SECRET),
        ([[0, 0]], [[5, 6]], [[0]], SECRET),
        ([[0, 0]], [[5.5]], [[0]], SECRET),
        ([[0, np.nan]], [[5]], [[0]], SECRET),
        ([[0, 0]], [[5]], [[0], [1]], SECRET),
    ],
)
def test_what_does_not_fit_is_refused(xy, people, area, key):
    with pytest.raises(SupplyError):
        make_safe(xy, people, area, key)


@given(
    cells=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 60), st.integers(0, 3)), max_size=60
    )
)
def test_any_population_gives_a_safe_table(cells):
    xy = np.array([cell[:2] for cell in cells], dtype=float).reshape(-1, 2) * 100
    total = np.array([cell[2] for cell in cells], dtype=int)
    area = np.array([[cell[3]] for cell in cells], dtype=int).reshape(-1, 1)
    safe = make_safe(xy, np.column_stack([total, total // 7]), area, SECRET)
    assert (safe.people % BASE == 0).all()
    assert (safe.people[:, 1] <= safe.people[:, 0]).all()
    assert abs(int(safe.people[:, 0].sum()) - int(total.sum())) < BASE * max(1, len(safe)) or not len(safe)
