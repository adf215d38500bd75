# SPDX-License-Identifier: EUPL-1.2
"""Places onto streets, against shapely on every segment."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.network import PROFILES, SNAP_LIMIT, Network, Snap, place_of, snap
from allmende.engines.network.snap_kernel import TIE
from tests.engines.network.graphs import networks, random_network, random_points
from tests.engines.network.maps import network as drawn
from tests.engines.network.maps import of_way

STREET = {"highway": "residential"}


def slowly(network: Network, profile: str, points: np.ndarray, limit: float) -> np.ndarray:
    """Distances (points, segments), inf for segments that do not count or lie too far."""
    far = np.full((len(points), network.segments), np.inf)
    usable = np.flatnonzero(network.usable(profile))
    lines = [shapely.LineString(network.shape(segment)) for segment in usable]
    if lines:
        far[:, usable] = shapely.distance(shapely.points(points)[:, None], np.array(lines)[None])
    far[far > limit] = np.inf
    return far


@settings(max_examples=40)
@given(networks(60), st.sampled_from(PROFILES), st.integers(0, 1000), st.sampled_from([0.0, 15.0, 120.0, 3000.0]))
def test_the_nearest_usable_segment_is_found(network, profile, seed, limit):
    points = random_points(network, seed, 25)
    got = snap(network, profile, points, limit=limit)
    far = slowly(network, profile, points, limit)
    best = far.min(axis=1)
    clear = np.abs(best - limit) > 1e-6  # not just on the limit
    assert (got.found == np.isfinite(best))[clear].all()
    found = got.found & clear
    assert np.allclose(got.off[found], best[found], atol=1e-3)
    chosen = far[found, got.segment[found]]
    assert (chosen <= best[found] + 2 * TIE).all()
    assert (got.segment[found] <= far[found].argmin(axis=1)).all()  # of equals the one with the lower number
    place = place_of(network, got)[found]
    assert np.allclose(np.hypot(*(place - points[found]).T), got.off[found], atol=0.05)
    assert ((got.along >= 0) & (got.along <= 1)).all()
    assert np.isinf(got.off[~got.found]).all()


def test_a_place_on_a_node_is_on_the_end_of_a_segment(tmp_path):
    made = drawn(tmp_path, {1: (0, 0), 2: (100, 0), 3: (200, 0)}, {10: ([1, 2], STREET), 11: ([2, 3], STREET)})
    got = snap(made, "walk", made.xy)
    assert got.found.all()
    assert np.isin(got.along, [0, 1]).all()
    assert (got.off < 1e-3).all()
    ends = made.ends[got.segment, got.along.astype(int)]
    assert ends.tolist() == list(range(made.nodes))


def test_parallel_streets_keep_apart_and_equals_go_to_the_lower_number(tmp_path):
    nodes = {1: (0, 0), 2: (100, 0), 3: (0, 10), 4: (100, 10), 5: (-50, 5), 6: (150, 5)}
    ways = {10: ([1, 2], STREET), 11: ([3, 4], STREET), 12: ([1, 5, 3], STREET), 13: ([2, 6, 4], STREET)}
    made = drawn(tmp_path, nodes, ways)
    low, high = of_way(made, 10)[0], of_way(made, 11)[0]
    at = (made.shape(low) + made.shape(high)).mean(axis=0) / 2
    shift = (made.shape(high)[0] - made.shape(low)[0]) / 10
    got = snap(made, "walk", [at, at - shift, at + shift])
    assert got.segment.tolist() == [min(low, high), low, high]
    assert got.off == pytest.approx([5, 4, 6 - 2], abs=0.02)
    assert got.along == pytest.approx([0.5] * 3, abs=0.02)


def test_a_place_on_an_island_goes_to_the_mainland_if_that_is_near(tmp_path):
    nodes = {1: (0, 0), 2: (500, 0), 3: (100, 100), 4: (140, 100), 5: (100, 900), 6: (140, 900)}
    made = drawn(tmp_path, nodes, {10: ([1, 2], STREET), 11: ([3, 4], STREET), 12: ([5, 6], STREET)})
    near, far = (made.shape(of_way(made, way)[0]).mean(axis=0) for way in (11, 12))
    got = snap(made, "walk", [near, far])
    assert got.segment.tolist() == [of_way(made, 10)[0], -1]
    assert got.off[0] == pytest.approx(100, rel=1e-2)


def test_barriers_and_streets_barred_for_a_profile_are_no_place_to_be(tmp_path):
    nodes = {1: (0, 0), 2: (300, 0), 3: (0, 40), 4: (300, 40), 5: (600, 0)}
    ways = {10: ([1, 2, 5], STREET), 11: ([3, 4], {"highway": "footway"}), 12: ([1, 3], {"highway": "footway"})}
    made = drawn(tmp_path, nodes, ways, {2: {"barrier": "bollard"}})
    on_path = made.shape(of_way(made, 11)[0]).mean(axis=0)
    assert snap(made, "walk", [on_path]).segment[0] == of_way(made, 11)[0]
    assert snap(made, "car", [on_path]).segment[0] in of_way(made, 10)
    gate = of_way(made, -1 - 2)[0]
    at_gate = snap(made, "walk", made.shape(gate)[:1])
    assert at_gate.segment[0] in of_way(made, 10)


def test_outside_and_no_numbers_are_not_found():
    network = random_network(1, 30)
    points = [[0, 0], [1e300, -1e300], [np.nan, 5.5e6], [np.inf, 5.5e6], [-np.inf, np.nan]]
    got = snap(network, "walk", points)
    assert not got.found.any()
    assert len(snap(network, "walk", [])) == 0
    assert len(snap(network, "walk", np.empty((0, 2)))) == 0


def test_limits_by_profile():
    assert SNAP_LIMIT["wheelchair"] < SNAP_LIMIT["walk"]
    network = random_network(5, 40)
    points = random_points(network, 5, 200)
    got = snap(network, "wheelchair", points)
    assert (got.off[got.found] <= SNAP_LIMIT["wheelchair"]).all()
    assert (snap(network, "wheelchair", points, limit=1000).found >= got.found).all()


@pytest.mark.parametrize(
    ("profile", "xy", "limit"),
    [("fly", [[0, 0]], None), ("walk", [[0, 0, 0]], None), ("walk", [1, 2, 3], None), ("walk", [[0, 0]], -1),
     ("walk", [[0, 0]], np.inf), ("walk", [[0, 0]], np.nan)],
)  # fmt: skip
def test_nonsense_is_refused(profile, xy, limit):
    with pytest.raises(ValueError):
        snap(random_network(1, 5), profile, xy, limit=limit)


def test_taking_and_appending():
    network = random_network(2, 30)
    got = snap(network, "walk", random_points(network, 2, 10), limit=1000)
    again = got.take(slice(0, 4)).append(got.take(np.arange(4, 10)))
    for name in ("segment", "along", "off"):
        assert (getattr(again, name) == getattr(got, name)).all()
    assert len(got.append(Snap.none())) == len(got) == 10
    assert len(got.take(got.found)) == got.found.sum()


def test_a_hundred_thousand_places_at_once():
    network = random_network(3, 5000, side=10_000)
    points = random_points(network, 3, 100_000)
    got = snap(network, "walk", points)
    some = np.random.default_rng(1).integers(0, len(points), 60)
    assert np.allclose(got.off[some], slowly(network, "walk", points[some], 300).min(axis=1), atol=1e-3)
