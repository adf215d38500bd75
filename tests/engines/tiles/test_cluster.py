# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.tiles import EXTENT, FeatureTable, cut
from allmende.engines.tiles.cluster import RADIUS, cluster, window

pytestmark = pytest.mark.engine

X, Y, ZOOM = 135, 86, 8


def points(xy: np.ndarray) -> FeatureTable:
    rows = np.arange(len(xy))
    return FeatureTable("p", shapely.points(xy), {"name": np.array([f"Ort {row}" for row in rows])}, rows)


def summary(table: FeatureTable, x: int, y: int) -> set[tuple[float, float, int]]:
    shown = cut(table, x, y)
    xy = shapely.get_coordinates(shown.geometry) + np.array([x, y]) * EXTENT
    return set(zip(*xy.T.tolist(), shown.attributes["count"].tolist(), strict=True))


@given(st.integers(0, 2**32), st.integers(1, 400), st.sampled_from([200.0, 1500.0, 6000.0]))
def test_tiles_agree_with_the_whole(seed: int, number: int, spread: float) -> None:
    """Clusters computed from a tile's own surroundings are those of all points together: nothing lost or twice."""
    random = np.random.default_rng(seed)
    xy = random.normal(0, spread, (number, 2)) + (np.array([X + 1, Y + 1]) * EXTENT)
    whole = cluster(points(xy), ZOOM)
    for x in (X, X + 1):
        for y in (Y, Y + 1):
            west, north, east, south = window(x, y)
            near = ((xy >= [west, north]) & (xy <= [east, south])).all(axis=1)
            assert summary(cluster(points(xy).take(near), ZOOM), x, y) == summary(whole, x, y)


@given(st.integers(0, 2**32), st.integers(1, 300))
def test_every_point_is_counted_once(seed: int, number: int) -> None:
    xy = np.random.default_rng(seed).uniform(0, 5000, (number, 2))
    result = cluster(points(xy), ZOOM)
    assert result.attributes["count"].sum() == number
    single = result.attributes["count"] == 1
    assert result.ids is not None
    assert [f"Ort {row}" for row in result.ids[single]] == result.attributes["name"][single].tolist()
    assert all(name is None for name in result.attributes["name"][~single])


def test_far_points_stay_single_and_near_points_meet_across_a_cell_border() -> None:
    edge = RADIUS * 10
    xy = np.array([[edge - 5, 50.0], [edge + 5, 50.0], [edge + 9 * RADIUS, 50.0]])
    result = cluster(points(xy), ZOOM)
    assert sorted(result.attributes["count"].tolist()) == [1, 2]
    pair = result.attributes["count"] == 2
    assert shapely.get_coordinates(result.geometry[pair])[0] == pytest.approx([edge, 50.0])


def test_expand_is_the_zoom_at_which_the_members_part() -> None:
    pair = np.array([[10.0, 10.0], [10.0 + RADIUS / 4, 10.0]])
    expand = int(cluster(points(pair), ZOOM).attributes["expand"][0])
    assert expand == ZOOM + 3
    assert len(cluster(points(pair * 2 ** (expand - ZOOM)), expand)) == 2
    same = np.array([[10.0, 10.0], [10.0, 10.0]])
    assert cluster(points(same), ZOOM).attributes["expand"].tolist() == [24]


def test_nothing_in_nothing_out() -> None:
    assert len(cluster(points(np.zeros((0, 2))), ZOOM)) == 0


def test_only_points_can_be_clustered() -> None:
    with pytest.raises(ValueError, match="single points"):
        cluster(FeatureTable("p", np.array([shapely.box(0, 0, 1, 1)])), ZOOM)
