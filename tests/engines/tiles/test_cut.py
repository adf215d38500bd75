# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.tiles import EXTENT, MARGIN, FeatureTable, cut, encode, prepare
from allmende.engines.tiles.features import object_array
from allmende.engines.tiles.mercator import to_lonlat
from allmende.engines.tiles.prepare import polygonal

from .oracle import read_with_gdal

pytestmark = pytest.mark.engine

X, Y, ZOOM = 8500, 5500, 14
ORIGIN = np.array([X, Y]) * EXTENT

# Coordinates around and in the tile, dense enough near its edges and with fractions, so that rings collapse,
# touch themselves and run along the border.
near = st.one_of(
    st.floats(-300, EXTENT + 300, allow_nan=False),
    st.integers(-70, 70).map(lambda value: value / 4),
    st.sampled_from([-64.5, -64.0, -63.5, 0.0, 0.49, 0.5, EXTENT - 0.5, EXTENT, EXTENT + MARGIN, EXTENT + 64.5]),
)
corner = st.tuples(near, near)


@st.composite
def polygons(draw: st.DrawFn) -> shapely.Geometry:
    """Any ring of three to twelve points, made valid the way `prepare` does: bow ties, spikes and slivers included."""
    ring = draw(st.lists(corner, min_size=3, max_size=12, unique=True))
    return polygonal(object_array([shapely.Polygon(np.array(ring) + ORIGIN)]))[0]


def local(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda units: units - ORIGIN)


def one(shape: shapely.Geometry) -> FeatureTable:
    return FeatureTable("f", object_array([shape]))


@given(st.lists(polygons(), min_size=1, max_size=5))
def test_every_ring_is_valid_closed_wound_and_inside(shapes: list[shapely.Geometry]) -> None:
    shapes = [shape for shape in shapes if not shape.is_empty]
    result = cut(FeatureTable("f", object_array(shapes), {"row": np.arange(len(shapes))}), X, Y)
    for shape in result.geometry:
        assert shape.is_valid
        assert shape.geom_type in ("Polygon", "MultiPolygon")
        west, north, east, south = shape.bounds
        assert min(west, north) >= -MARGIN
        assert max(east, south) <= EXTENT + MARGIN
        for part in shapely.get_parts(shape):
            assert part.area >= 1
            assert part.exterior.is_ccw  # y grows downwards: clockwise on the screen
            assert not any(hole.is_ccw for hole in part.interiors)
            for ring in shapely.get_rings(part):
                xy = shapely.get_coordinates(ring)
                assert (xy == np.rint(xy)).all()
                assert (xy[0] == xy[-1]).all()
                assert (xy[1:] != xy[:-1]).any(axis=1).all()
                assert len(xy) >= 4


@given(polygons())
def test_area_is_kept_but_for_rounding(shape: shapely.Geometry) -> None:
    if shape.is_empty:
        return
    low, high = -MARGIN, EXTENT + MARGIN
    exact = shapely.intersection(local(shape), shapely.box(low, low, high, high))
    found = cut(one(shape), X, Y).geometry
    area = found[0].area if len(found) else 0.0
    # every point moves by at most the diagonal of half a unit; parts below one square unit are left out
    assert abs(area - exact.area) <= exact.length * 0.75 + 2 * len(shapely.get_parts(exact)) + 2


@given(polygons())
def test_gdal_sees_the_same_polygons(tmp_path_factory: pytest.TempPathFactory, shape: shapely.Geometry) -> None:
    result = cut(one(shape), X, Y) if not shape.is_empty else None
    if result is None or not len(result):
        return
    found, _ = read_with_gdal(encode([result]), tmp_path_factory.getbasetemp(), "f", ZOOM, X, Y)
    assert found[0].is_valid
    assert shapely.equals(found[0], result.geometry[0])


@given(st.lists(corner, min_size=2, max_size=30))
def test_lines_have_two_different_points_and_stay_inside(points: list[tuple[float, float]]) -> None:
    result = cut(one(shapely.LineString(np.array(points) + ORIGIN)), X, Y)
    for line in shapely.get_parts(result.geometry):
        xy = shapely.get_coordinates(line)
        assert len(xy) >= 2
        assert (xy[1:] != xy[:-1]).any(axis=1).all()
        assert xy.min() >= -MARGIN
        assert xy.max() <= EXTENT + MARGIN
        outline = shapely.LineString(np.array(points)).buffer(1.0)
        assert outline.covers(line)


@given(st.lists(st.tuples(st.floats(-5000, 9000), st.floats(-5000, 9000)), min_size=1, max_size=40))
def test_each_point_is_in_exactly_one_tile(points: list[tuple[float, float]]) -> None:
    table = FeatureTable("p", shapely.points(np.array(points) + ORIGIN), {"row": np.arange(len(points))})
    rows: list[int] = []
    for x in range(X - 2, X + 4):
        for y in range(Y - 2, Y + 4):
            rows += cut(table, x, y).attributes["row"].tolist()
    assert sorted(rows) == list(range(len(points)))


def test_neighbouring_tiles_meet() -> None:
    """What two tiles draw of one area covers it without a gap, and the shared edge has the same points."""
    shape = shapely.Point(EXTENT, EXTENT / 2).buffer(1500)
    table = one(shapely.transform(shape, lambda units: units + ORIGIN))
    left, right = cut(table, X, Y).geometry[0], cut(table, X + 1, Y).geometry[0]
    right = shapely.transform(right, lambda units: units + np.array([EXTENT, 0]))
    assert shapely.union(left, right).area == pytest.approx(shape.area, rel=1e-3)
    band = shapely.box(EXTENT - MARGIN + 1, 0, EXTENT + MARGIN - 1, EXTENT)
    assert shapely.intersection(left, band).hausdorff_distance(shapely.intersection(right, band)) < 1.5


def test_the_smallest_house_is_kept_and_a_speck_is_not() -> None:
    house, speck = shapely.box(10.2, 10.2, 11.6, 12.4), shapely.box(20.1, 20.1, 20.4, 20.4)
    found = cut(
        FeatureTable("f", object_array([shapely.transform(s, lambda u: u + ORIGIN) for s in (house, speck)])), X, Y
    )
    assert [shape.area for shape in found.geometry] == [4.0]


def test_multi_points_keep_their_points_of_the_tile() -> None:
    points = shapely.MultiPoint(np.array([[1, 1], [5000, 1], [7, 8]]) + ORIGIN)
    assert cut(one(points), X, Y).geometry[0].wkt == "MULTIPOINT ((1 1), (7 8))"
    assert cut(one(points), X + 1, Y).geometry[0].wkt == "POINT (904 1)"


def test_a_tile_far_away_is_empty(tmp_path: Path) -> None:
    west, north = to_lonlat(np.array([ORIGIN], dtype=float), ZOOM)[0]
    table = prepare(one(shapely.box(west, north - 0.01, west + 0.01, north)), ZOOM)
    assert len(cut(table, X, Y)) == 1
    assert len(cut(table, X + 500, Y)) == 0
