# SPDX-License-Identifier: EUPL-1.2
"""The search against scipy's Dijkstra on the same streets, one-way and barred ones, islands and ties among them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.network import BARRED, PROFILES, Network, Snap, StoreError
from allmende.engines.network.search import FAR, Router
from tests.engines.network import oracle
from tests.engines.network.graphs import at_every_vertex, networks, random_network

SOME = settings(max_examples=60)


def places(network: Network, rng: np.random.Generator, count: int) -> Snap:
    """Places on any segment, some on its very ends, some twice, some not found."""
    along = np.round(rng.random(count), int(rng.integers(1, 5))).astype(np.float32)
    segment = rng.integers(0, network.segments, count).astype(np.int32)
    segment[rng.random(count) < 0.1] = -1
    if count > 2:
        segment[1], along[1] = segment[0], along[0]
    off = np.where(segment < 0, np.inf, np.round(rng.exponential(20, count), 1)).astype(np.float32)
    return Snap(segment, along, off)


@st.composite
def cases(draw: st.DrawFn, most: int = 40):
    """A network, a router for a profile and measure, origins, facilities, and their true times."""
    network = draw(networks(most))
    if draw(st.booleans()):
        network = at_every_vertex(network)
    if draw(st.booleans()):  # coarse times, so that there are ties
        coarse = {name: np.where(cost < 0, BARRED, cost // 200).astype(np.int32) for name, cost in network.cost.items()}
        network = dataclasses.replace(network, cost=coarse)
    profile, measure = draw(st.sampled_from(PROFILES)), draw(st.sampled_from(["time", "time", "length"]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    origins, facilities = (places(network, rng, draw(st.integers(0, top))) for top in (25, 12))
    router = Router(network, profile, measure=measure)
    cost, rate = network.cost[profile], 10 / network.speed(profile)
    if measure == "length":
        cost = np.where(cost < 0, BARRED, np.rint(network.length.astype(float) * 10).astype(np.int32)[:, None])
        rate = 10.0
    return router, origins, facilities, oracle.times(network, cost, origins, facilities, rate)


def sorted_by_time(truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Times and facilities from near to far; equal ones in their order."""
    which = np.argsort(truth, axis=1, kind="stable")
    times = np.take_along_axis(truth, which, axis=1)
    return times, np.where(times == FAR, -1, which)


@SOME
@given(cases())
def test_every_pair_takes_what_dijkstra_says(case):
    router, origins, facilities, truth = case
    assert (router.matrix(origins, facilities) == truth).all()


@SOME
@given(cases(), st.integers(0, 20_000))
def test_a_limit_leaves_out_what_is_farther_and_nothing_else(case, limit):
    router, origins, facilities, truth = case
    near = np.where(truth <= limit, truth, FAR)
    assert (router.matrix(origins, facilities, limit) == near).all()
    start, index, time = router.within(origins, facilities, limit)
    row, column = np.nonzero(near != FAR)
    assert (np.diff(start) == (near != FAR).sum(axis=1)).all()
    assert (index == column).all()
    assert (time == near[row, column]).all()


@SOME
@given(cases())
def test_the_nearest_is_the_first_of_the_smallest_times(case):
    router, origins, facilities, truth = case
    near = router.nearest_at(origins, facilities)
    times, which = sorted_by_time(np.column_stack([truth, np.full(len(truth), FAR)]))
    assert (near.times == times[:, 0]).all()
    assert (near.which == which[:, 0]).all()
    assert (np.isinf(near.seconds) == ~near.found).all()


@SOME
@given(cases(), st.integers(1, 14), st.none() | st.integers(0, 20_000))
def test_the_k_nearest_are_the_first_k_of_all_sorted(case, k, limit):
    router, origins, facilities, truth = case
    if limit is not None:
        truth = np.where(truth <= limit, truth, FAR)
    near = router.nearest_k(origins, facilities, k, limit=limit)
    times, which = sorted_by_time(np.pad(truth, ((0, 0), (0, k)), constant_values=FAR))
    assert (near.times == times[:, :k]).all()
    assert (near.which == which[:, :k]).all()


@SOME
@given(cases())
def test_nodes_are_places_like_any_other(case):
    router, _, facilities, _ = case
    network = router.network
    side = np.array([np.flatnonzero(row)[0] if row.any() else 0 for row in router._cost >= 0])
    # every node that some open segment touches, as a place on that segment
    segment = np.full(network.nodes, -1, np.int32)
    along = np.zeros(network.nodes, np.float32)
    for number in np.flatnonzero((router._cost >= 0).any(axis=1)).tolist():
        for end in (0, 1):
            segment[network.ends[number, end]], along[network.ends[number, end]] = number, end
    assert len(side) == network.segments
    nodes = Snap(segment, along, np.zeros(network.nodes, np.float32))
    expected = router.nearest_at(nodes, facilities)
    found = router.nearest(facilities)
    assert (found.times == expected.times).all()
    assert (found.which == expected.which).all()
    for topic, near in enumerate(router.nearest_topics([facilities, facilities.take(slice(0, 1))])):
        assert (near.times == (found if topic == 0 else router.nearest(facilities.take(slice(0, 1)))).times).all()


@SOME
@given(cases())
def test_reach_is_the_way_out(case):
    router, origins, _, _ = case
    if not len(origins):
        return
    node = router.nodes
    for limit in (None, 3000):
        times = router.reach(origins.take([0]), limit)
        assert (times == router.matrix(router.place(origins.take([0])), node, limit)[0]).all()
        assert (times == router.matrix(origins.take([0, 0, *range(len(origins))] * 40), node, limit)[0]).all()


@SOME
@given(cases())
def test_a_path_is_as_long_as_its_time_and_joined(case):
    router, origins, facilities, truth = case
    network = router.network
    for i in range(len(origins)):
        for j in range(len(facilities)):
            path = router.path(origins.take([i]), facilities.take([j]))
            if truth[i, j] == FAR:
                assert path is None
                continue
            assert path.time == truth[i, j]
            spent = int(router.place(origins).off[i] + router.place(facilities).off[j])
            for segment, (begin, end) in zip(path.segments.tolist(), path.taken.tolist(), strict=True):
                cost = router._cost[segment, 0 if end > begin else 1]
                assert cost >= 0  # never against a one-way street
                spent += abs(int(np.rint(end * cost)) - int(np.rint(begin * cost)))
            assert spent == path.time
            metres = (network.length[path.segments] * np.abs(np.diff(path.taken, axis=1)[:, 0])).sum()
            assert path.metres == pytest.approx(metres, abs=0.01)


def test_a_one_way_street_is_not_entered_from_behind():
    network = random_network(5, 40, one_way=1.0, islands=0)
    router = Router(network, "car")
    single = np.flatnonzero((network.cost["car"] < 0).sum(axis=1) == 1)[:20]
    ahead = network.cost["car"][single, 0] >= 0
    early, late = (
        Snap(single.astype(np.int32), np.where(ahead, *shares).astype(np.float32), np.zeros(len(single), np.float32))
        for shares in ((0.25, 0.75), (0.75, 0.25))
    )
    there = router.matrix(early, late).diagonal()
    back = router.matrix(late, early).diagonal()
    whole = network.cost["car"][single].max(axis=1)
    assert (np.abs(there - whole / 2) <= 1).all()
    assert (back > whole / 2).all()


def test_a_stored_router_answers_the_same(tmp_path):
    network = at_every_vertex(random_network(8, 60))
    rng = np.random.default_rng(1)
    origins, facilities = places(network, rng, 50), places(network, rng, 9)
    router = Router(network, "bike", measure="length")
    router.save(tmp_path / "router")
    again = Router.load(network, tmp_path / "router")
    assert not again.graph.arcs.flags.writeable
    assert (again.matrix(origins, facilities) == router.matrix(origins, facilities)).all()
    assert again.measure == "length"
    with pytest.raises(StoreError, match="anderen Straßennetz"):
        Router.load(random_network(9, 30), tmp_path / "router")


def test_wrong_questions_are_refused():
    network = random_network(3, 20)
    router = Router(network, "walk")
    place = Snap(np.zeros(2, np.int32), np.zeros(2, np.float32), np.zeros(2, np.float32))
    with pytest.raises(ValueError, match="unknown profile"):
        Router(network, "fly")
    with pytest.raises(ValueError, match="unknown measure"):
        Router(network, "walk", measure="fun")
    with pytest.raises(ValueError, match="limit"):
        router.matrix(place, place, -1)
    with pytest.raises(ValueError, match="k must"):
        router.nearest_k(place, place, 0)
    with pytest.raises(ValueError, match="one place"):
        router.reach(place)
    with pytest.raises(ValueError, match="one place"):
        router.path(place, place)


def test_a_street_of_a_year_is_refused():
    network = random_network(3, 20)
    slow = {**network.cost, "walk": np.full((network.segments, 2), 1 << 29, np.int32)}
    with pytest.raises(ValueError, match="310 days"):
        Router(dataclasses.replace(network, cost=slow), "walk")
