# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import wkt

from allmende.engines.tiles import FeatureTable, encode
from allmende.engines.tiles.features import object_array

from .oracle import read_with_gdal

pytestmark = pytest.mark.engine

# the example of section 4.3.5.6
TWO_SQUARES = (
    "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((11 11, 20 11, 20 20, 11 20, 11 11),"
    " (13 13, 13 17, 17 17, 17 13, 13 13)))"
)
SHAPES = [
    "POINT (25 17)",
    "MULTIPOINT ((5 7), (3 2), (-10 4100))",
    "LINESTRING (2 2, 2 10, 10 10)",
    "MULTILINESTRING ((2 2, 2 10, 10 10), (1 1, 3 5))",
    "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
    "POLYGON ((11 11, 20 11, 20 20, 11 20, 11 11), (13 13, 13 17, 17 17, 17 13, 13 13))",
    TWO_SQUARES,
]


def table(*shapes: str, **attributes: list[object]) -> FeatureTable:
    geometry = object_array([wkt.loads(shape) for shape in shapes])
    return FeatureTable("ebene", geometry, {name: object_array(column) for name, column in attributes.items()})


def test_geometry_commands_are_those_of_the_specification() -> None:
    """Section 4.3.5 of MVT 2.1 gives the numbers for the polygon with three vertices."""
    tile = encode([table("POLYGON ((3 6, 8 12, 20 34, 3 6))")])
    assert bytes([9, 6, 12, 18, 10, 12, 24, 44, 15]) in tile
    tile = encode([table(TWO_SQUARES)])
    expected = [9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15]
    expected += [9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15]
    assert bytes(expected) in tile


def test_gdal_reads_every_kind_of_geometry(tmp_path: Path) -> None:
    geometry, _ = read_with_gdal(encode([table(*SHAPES)]), tmp_path, "ebene")
    for found, shape in zip(geometry, SHAPES, strict=True):
        assert shapely.equals(found, wkt.loads(shape)), shape
        assert found.geom_type == wkt.loads(shape).geom_type


def test_gdal_reads_attributes_with_their_types(tmp_path: Path) -> None:
    features = table(
        *["POINT (1 1)"] * 4,
        name=["Bäcker", "", None, "Bäcker"],
        floors=[1, -3, 2**40, None],
        area=[1.5, float("nan"), -2.25, 1.5],
        open=[True, False, None, True],
    )
    geometry, columns = read_with_gdal(encode([features]), tmp_path, "ebene")
    assert len(geometry) == 4
    assert columns["name"].tolist() == ["Bäcker", None, None, "Bäcker"]
    assert np.nan_to_num(columns["floors"].astype(float), nan=-1).tolist() == [1, -3, 2**40, -1]
    assert np.nan_to_num(columns["area"], nan=-1).tolist() == [1.5, -1, -2.25, 1.5]
    assert columns["open"].tolist()[:2] == [True, False]


def test_one_true_and_one_point_nought_stay_three_values() -> None:
    decoded = mapbox_vector_tile.decode(encode([table(*["POINT (1 1)"] * 3, value=[1, True, 1.0])]))
    values = [feature["properties"]["value"] for feature in decoded["ebene"]["features"]]
    assert [type(value) for value in values] == [int, bool, float]


def test_equal_values_are_stored_once() -> None:
    tile = encode([table(*["POINT (1 1)"] * 50, name=["Hauptstraße"] * 50, alias=["Hauptstraße"] * 50)])
    assert tile.count("Hauptstraße".encode()) == 1


def test_ids_arrive() -> None:
    features = FeatureTable("ebene", shapely.points([[1, 1], [2, 2]]), {}, np.array([7, 2**45]))
    decoded = mapbox_vector_tile.decode(encode([features]))
    assert [feature["id"] for feature in decoded["ebene"]["features"]] == [7, 2**45]


def test_empty_layers_and_an_empty_tile() -> None:
    assert encode([table()]) == b""
    decoded = mapbox_vector_tile.decode(encode([table(), table("POINT (1 1)")]))
    assert list(decoded) == ["ebene"]


@pytest.mark.parametrize(
    ("features", "message"),
    [
        (table("GEOMETRYCOLLECTION (POINT (1 1))"), "geometry collections"),
        (table("LINESTRING (0 0, 1.5 1)"), "whole numbers"),
        (table("POINT EMPTY", "POINT (1 1)"), "empty"),
        (table("POLYGON EMPTY"), "empty"),
        (table("POINT (1 1)", when=[object()]), "text, number or bool"),
    ],
)
def test_what_cannot_be_encoded_is_named(features: FeatureTable, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        encode([features])


def test_a_column_of_another_length_is_named() -> None:
    with pytest.raises(ValueError, match="'name' has shape"):
        FeatureTable("ebene", shapely.points([[1, 1]]), {"name": np.array(["a", "b"])})


whole = st.integers(-200, 5000)
point = st.tuples(whole, whole)


@given(
    st.lists(
        st.one_of(
            point.map(shapely.Point),
            st.lists(point, min_size=2, max_size=5, unique=True).map(shapely.MultiPoint),
            st.lists(point, min_size=2, max_size=30).map(shapely.LineString),
            st.lists(st.lists(point, min_size=2, max_size=5), min_size=2, max_size=4).map(shapely.MultiLineString),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_points_and_lines_survive_the_round_trip(shapes: list[shapely.Geometry]) -> None:
    decoded = mapbox_vector_tile.decode(
        encode([FeatureTable("ebene", object_array(shapes), {"number": np.arange(len(shapes))})]),
        default_options={"y_coord_down": True},
    )
    features = decoded["ebene"]["features"]
    assert [feature["properties"]["number"] for feature in features] == list(range(len(shapes)))
    for feature, shape in zip(features, shapes, strict=True):
        assert shapely.geometry.shape(feature["geometry"]).wkt == shape.wkt
