# SPDX-License-Identifier: EUPL-1.2
"""Geometry from outside: repaired, refused, never guessed."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box

from allmende.core.imports.geometry import (
    BadGeometry,
    Surroundings,
    check_coordinates,
    clean_polygon,
    kilometres,
    named_crs,
    point_of,
    to_wgs84,
)
from allmende.core.imports.report import ImportRefused

with np.errstate(invalid="ignore"):
    NOT_A_NUMBER = shapely.from_wkt("POLYGON ((8 50, 9 NaN, 9 51, 8 50))")
BOWTIE = Polygon([(8, 50), (9, 51), (9, 50), (8, 51)])


def test_a_valid_outline_stays_as_it_is():
    outline = box(8, 50, 9, 51)
    assert clean_polygon(outline) == (outline, False)


def test_a_bowtie_becomes_two_triangles():
    mended, repaired = clean_polygon(BOWTIE)
    assert repaired
    assert mended.is_valid
    assert mended.geom_type == "MultiPolygon"
    assert mended.area == pytest.approx(0.5)


def test_only_the_polygons_of_a_repaired_outline_stay():
    spike = Polygon([(8, 50), (9, 50), (9, 51), (9, 50), (8, 50.5)])
    mended, _ = clean_polygon(spike)
    assert mended.geom_type == "Polygon"
    collection = shapely.GeometryCollection([box(8, 50, 9, 51), Point(8, 50), LineString([(8, 50), (9, 51)])])
    mended, repaired = clean_polygon(collection)
    assert repaired
    assert mended.equals(box(8, 50, 9, 51))


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "fehlt"),
        (Polygon(), "fehlt"),
        (Point(8, 50), "keine Fläche"),
        (LineString([(8, 50), (9, 51)]), "keine Fläche"),
        (Polygon([(8, 50), (9, 50), (8, 50)]), "keine Fläche"),
        (NOT_A_NUMBER, "keine endliche Zahl"),
        (box(476000, 5540000, 477000, 5541000), "keine Längen- und Breitengrade"),
    ],
)
def test_outlines_that_cannot_be_used(geometry, reason):
    with pytest.raises(BadGeometry, match=reason):
        clean_polygon(geometry)


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (Point(0, 0), "0/0"),
        (Point(math.nan, 50), "NaN"),
        (Point(math.inf, 50), "NaN oder unendlich"),
        (Point(8, 91), "Längen- und Breitengrade"),
        (Point(), "fehlt"),
    ],
)
def test_points_that_cannot_be_used(geometry, reason):
    with pytest.raises(BadGeometry, match=reason):
        check_coordinates(geometry)


def test_heights_are_left_out():
    assert not check_coordinates(Point(8, 50, 120)).has_z


rings = st.lists(st.tuples(st.floats(8, 9), st.floats(50, 51)), min_size=3, max_size=9)


@given(rings)
def test_any_ring_is_mended_or_refused(points):
    try:
        mended, _ = clean_polygon(Polygon(points))
    except BadGeometry:
        return
    assert mended.is_valid
    assert mended.geom_type in {"Polygon", "MultiPolygon"}
    assert mended.area > 0


@given(rings)
def test_the_point_of_any_shape_lies_on_it(points):
    for shape in (Polygon(points), LineString(points), MultiPolygon([Polygon(points)])):
        try:
            point = point_of(shape)
        except BadGeometry:
            continue
        assert shape.is_valid is False or shape.distance(point) < 1e-9


def test_the_point_of_a_horseshoe_lies_inside():
    horseshoe = box(0, 0, 3, 3).difference(box(1, 1, 2, 3.5))
    assert not horseshoe.contains(horseshoe.centroid)
    assert horseshoe.contains(point_of(horseshoe))


def test_known_points_of_the_surveying_offices():
    """Control values: EPSG:25832 and EPSG:31467 of a point in Dreieichenhain, by pyproj's definition of WGS84."""
    from pyproj import Transformer

    for epsg in (25832, 31467, 3035):
        x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(8.7131, 50.0003)
        point = to_wgs84(np.array([Point(x, y)]), named_crs(f"EPSG:{epsg}"))[0]
        assert (point.x, point.y) == pytest.approx((8.7131, 50.0003), abs=1e-6)
    assert to_wgs84(np.array([Point(8, 50)]), named_crs("4326"))[0] == Point(8, 50)


def test_a_crs_that_nobody_knows():
    with pytest.raises(ImportRefused, match="EPSG-Nummer"):
        named_crs("EPSG:99999")


def haversine(lon1, lat1, lon2, lat2):
    """Great-circle distance on a sphere of 6,371 km: within half a per cent of the ellipsoid."""
    lon1, lat1, lon2, lat2 = map(math.radians, (lon1, lat1, lon2, lat2))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_000 * math.asin(math.sqrt(a))


def test_distance_outside_is_measured_in_metres():
    around = Surroundings(box(8.6, 49.9, 8.8, 50.1), 2_000)
    inside, near, far = around.distances(np.array([Point(8.7, 50), Point(8.8, 50.11), Point(-24.8, 26.3)]))
    assert inside == 0
    assert near == pytest.approx(1113, abs=5)
    assert far == pytest.approx(haversine(8.7, 50, -24.8, 26.3), rel=0.005)
    around.need_near(Point(8.8, 50.11))
    with pytest.raises(BadGeometry, match="Liegt 3,3 km außerhalb"):
        around.need_near(Point(8.8, 50.13))
    with pytest.raises(BadGeometry, match=r"Liegt 3\.\d{3} km außerhalb der Kommune; erlaubt sind 2,0 km"):
        around.need_near(Point(-24.8, 26.3))


def test_a_point_on_the_other_side_of_the_earth_is_far_away():
    around = Surroundings(box(8.6, 49.9, 8.8, 50.1))
    for point in (Point(-171, -50), Point(98.7, 0), Point(8.7, -90), Point(-81.3, 50)):
        assert around.distances(np.array([point]))[0] > 3_000_000


@pytest.mark.parametrize(("metres", "text"), [(0, "0 m"), (850, "850 m"), (12_345, "12,3 km"), (4_917_000, "4.917 km")])
def test_distances_for_people(metres, text):
    assert kilometres(metres) == text
