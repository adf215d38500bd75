# SPDX-License-Identifier: EUPL-1.2
"""Cutting of polygons: nothing gets lost, parts are valid, boxes hold what they should."""

from __future__ import annotations

import math

import numpy as np
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from allmende.engines.townscape.noise import Waves, stream
from allmende.engines.townscape.plan import settle, shares
from allmende.engines.townscape.rings import area, chaikin, contains, corners, crossings, cut, frame
from allmende.engines.townscape.subdivide import STYLES, Junctions, divide


@st.composite
def rings(draw) -> list[tuple[float, float]]:
    """Star-shaped counter-clockwise rings of 40 to 400 m."""
    count = draw(st.integers(4, 16))
    radii = draw(st.lists(st.floats(40, 400), min_size=count, max_size=count))
    turn = draw(st.floats(0, 6))
    return [
        (round(r * math.cos(turn + 2 * math.pi * k / count), 2), round(r * math.sin(turn + 2 * math.pi * k / count), 2))
        for k, r in enumerate(radii)
    ]


@given(rings())
def test_area_agrees_with_shapely(ring) -> None:
    assert math.isclose(area(ring), shapely.Polygon(ring).area, rel_tol=1e-9)


@given(rings(), st.floats(-400, 400), st.floats(-400, 400))
def test_contains_agrees_with_shapely(ring, x, y) -> None:
    polygon = shapely.Polygon(ring)
    assume(polygon.boundary.distance(shapely.Point(x, y)) > 1e-6)
    assert contains(ring, x, y) == polygon.contains(shapely.Point(x, y))


@given(rings(), st.floats(0, math.pi))
def test_a_cut_keeps_the_whole(ring, angle) -> None:
    hits = crossings(ring, (0.0, 0.0), angle)
    assume(len(hits) == 2 and hits[0][1] != hits[1][1])
    left, right = cut(ring, hits[0][1:], hits[1][1:], [])
    assume(len(left) > 2 and len(right) > 2)
    assert math.isclose(area(left) + area(right), area(ring), rel_tol=1e-3)  # points within a centimetre are merged
    assert area(left) > 0
    assert area(right) > 0


@given(rings())
def test_frame_holds_the_ring(ring) -> None:
    angle, long, deep, centre = frame(ring)
    d = np.array(ring) - centre
    along = d @ [math.cos(angle), math.sin(angle)]
    across = d @ [-math.sin(angle), math.cos(angle)]
    assert np.abs(along).max() <= long / 2 + 1e-6
    assert np.abs(across).max() <= deep / 2 + 1e-6
    assert long >= deep


@given(rings(), st.sampled_from(sorted(STYLES)), st.integers(0, 10_000))
def test_division_keeps_the_land_and_makes_valid_parts(ring, style, seed) -> None:
    assume(shapely.Polygon(ring).is_valid)
    parts, chords = divide(ring, STYLES[style], stream(seed, "test"), Junctions(40.0), 0)
    shapes = np.array([shapely.Polygon(part) for part in parts])
    assert shapely.is_valid(shapes).all()
    assert math.isclose(shapely.area(shapes).sum(), area(ring), rel_tol=2e-3)
    whole = shapely.Polygon(ring).buffer(0.1)
    assert all(whole.covers(shapely.LineString(chord.line)) for chord in chords)


@given(rings())
def test_corners_are_points_of_the_ring(ring) -> None:
    assert set(corners(ring)) <= set(ring)
    assert len(corners(ring)) >= 3


@given(st.integers(0, 5000), st.lists(st.floats(0.01, 1000), min_size=1, max_size=60))
def test_shares_are_whole_and_sum_exactly(total, weights) -> None:
    parts = shares(total, np.array(weights))
    assert sum(parts) == total
    exact = np.array(weights) / sum(weights) * total
    assert np.abs(np.array(parts) - exact).max() < 1


@given(st.integers(2_000, 300_000), st.integers(0, 1000))
def test_settlements_hold_exactly_the_inhabitants(inhabitants, seed) -> None:
    sites = settle(inhabitants, seed)
    assert sum(site.people for site in sites) == inhabitants
    assert sites[0].role == "core"
    assert all(site.people > 0 for site in sites)


def test_smoothing_keeps_the_ends() -> None:
    line = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]])
    smooth = chaikin(line)
    assert (smooth[0] == line[0]).all()
    assert (smooth[-1] == line[-1]).all()
    assert len(smooth) > 8


def test_noise_is_seeded_and_has_unit_variance() -> None:
    x = np.random.default_rng(0).uniform(0, 1e6, 40_000)
    y = np.random.default_rng(1).uniform(0, 1e6, 40_000)
    values = Waves(stream(1, "a"), 1000)(x, y)
    assert abs(values.mean()) < 0.05
    assert abs(values.std() - 1) < 0.05
    assert (Waves(stream(1, "a"), 1000)(x, y) == values).all()
    assert (Waves(stream(1, "b"), 1000)(x, y) != values).any()
