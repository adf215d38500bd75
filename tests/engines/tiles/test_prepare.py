# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import wkt

from allmende.engines.tiles import Detail, FeatureTable, prepare, tile_bounds, tile_of, to_grid, to_lonlat, valid_tile
from allmende.engines.tiles.features import object_array
from allmende.engines.tiles.level import Level
from allmende.engines.tiles.mercator import EXTENT

pytestmark = pytest.mark.engine


def lonlat(*shapes: str | None, **attributes: list[object]) -> FeatureTable:
    """Shapes in hundredths of a degree around 8.7 degrees east, 50 degrees north."""
    geometry = [
        None if shape is None else shapely.transform(wkt.loads(shape), lambda xy: xy / 100 + [8.7, 50.0])
        for shape in shapes
    ]
    return FeatureTable(
        "f", object_array(geometry), {name: np.array(v, dtype=object) for name, v in attributes.items()}
    )


@given(st.floats(-180, 180), st.floats(-85, 85), st.integers(0, 20))
def test_projection_has_an_inverse(lon: float, lat: float, zoom: int) -> None:
    there = to_grid(np.array([[lon, lat]]), zoom)
    assert to_lonlat(there, zoom)[0] == pytest.approx([lon, lat], abs=1e-9)
    x, y = tile_of(lon, lat, zoom)
    assert valid_tile(zoom, x, y)
    west, south, east, north = tile_bounds(zoom, x, y)
    assert west - 1e-9 <= lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9


def test_projection_equals_that_of_proj() -> None:
    from pyproj import Transformer

    points = np.array([[8.7, 50.0], [-179.9, -80.0], [0.0, 0.0], [10.25, 51.15]])
    metres = np.stack(Transformer.from_crs(4326, 3857, always_xy=True).transform(*points.T), axis=1)
    half, size = 20037508.342789244, EXTENT << 15
    expected = np.stack([(metres[:, 0] + half), (half - metres[:, 1])], axis=1) / (2 * half) * size
    assert to_grid(points, 15) == pytest.approx(expected, abs=1e-3)


def test_rows_without_usable_geometry_disappear_and_the_others_stay() -> None:
    table = lonlat(
        None,
        "POINT EMPTY",
        "POLYGON EMPTY",
        "POINT (1 1)",
        "POINT (1 inf)",
        "LINESTRING (0 0, 99 99, 1 1)",
        "POLYGON ((0 0, 1 0, 2 0, 0 0))",
        "POLYGON ((0 0, 1 0, 1 1, 0 0))",
        row=list(range(8)),
    )
    shapely.set_coordinates(table.geometry[5:6], [[8.7, 50], [np.nan, np.nan], [8.8, 50.1]])
    assert prepare(table, 14).attributes["row"].tolist() == [3, 7]


def test_a_bow_tie_becomes_two_triangles() -> None:
    prepared = prepare(lonlat("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"), 14).geometry[0]
    assert prepared.is_valid
    assert prepared.geom_type == "MultiPolygon"
    assert len(prepared.geoms) == 2


def test_of_a_collection_the_areas_stay() -> None:
    prepared = prepare(lonlat("GEOMETRYCOLLECTION (POINT (0 0), POLYGON ((0 0, 1 0, 1 1, 0 0)))"), 14)
    assert [shape.geom_type for shape in prepared.geometry] == ["Polygon"]


def test_heights_are_dropped() -> None:
    assert not prepare(lonlat("POLYGON Z ((0 0 5, 1 0 5, 1 1 5, 0 0 5))"), 14).geometry[0].has_z


def test_detail_limits_what_a_zoom_shows() -> None:
    table = lonlat(
        "POLYGON ((0 0, 0.001 0, 0.001 0.001, 0 0))",
        "POLYGON ((0 0, 1 0, 1 1, 0 0))",
        "LINESTRING (0 0, 0.001 0)",
        "LINESTRING (0 0, 0.5 0.0001, 1 0)",
        "POINT (0 0)",
    )
    prepared = prepare(table, 12, Detail(tolerance=4, min_area=50, min_length=20))
    assert [shape.geom_type for shape in prepared.geometry] == ["Polygon", "LineString", "Point"]
    assert len(prepared.geometry[1].coords) == 2


def test_street_blocks_join_to_one_line_by_name() -> None:
    table = lonlat(
        "LINESTRING (0 0, 1 0)",
        "LINESTRING (1 0, 2 0)",
        "LINESTRING (2 0, 2 1)",
        "LINESTRING (5 5, 6 6)",
        "POINT (0 0)",
        name=["A", "A", "B", "A", "A"],
        speed=[30, 50, 30, 30, 30],
    )
    joined = prepare(table, 14, Detail(join=("name",)))
    assert list(joined.attributes) == ["name"]
    assert sorted(joined.attributes["name"].tolist()) == ["A", "A", "B"]
    assert max(len(line.coords) for line in joined.geometry) == 3


def test_level_finds_every_tile_with_something_in_it() -> None:
    table = lonlat("LINESTRING (-3 -3, 4 5)", "POINT (20 20)")
    level = Level([prepare(table, 13)], 13)
    occupied = list(level.occupied())
    drawn = {(x, y) for x, y in occupied if level.encode(x, y)}
    assert tile_of(8.7, 50.0, 13) in drawn
    assert tile_of(8.9, 50.2, 13) in drawn
    everything = {
        (x, y)
        for x in range(min(x for x, _ in occupied) - 1, max(x for x, _ in occupied) + 2)
        for y in range(min(y for _, y in occupied) - 1, max(y for _, y in occupied) + 2)
        if len(level.encode(x, y))
    }
    # margins of neighbours may hold a thread of the line; nothing is in a tile that no bounding box touches
    assert {tile for tile in everything if tile in set(occupied)} == drawn
