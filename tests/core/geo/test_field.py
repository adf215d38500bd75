# SPDX-License-Identifier: EUPL-1.2
"""The geometry field against an oracle that looks at every row with shapely."""

import numpy as np
import pytest
import shapely
from django.core.exceptions import ValidationError
from django.db import connection
from shapely import LineString, MultiPolygon, Point, Polygon, box

from allmende.commons.places.models import Area, Division, Place
from allmende.core.geo import crs
from allmende.core.geo.fields import GeometryField
from allmende.core.geo.index import ensure_indexes, has_postgis, rtree_name
from allmende.core.municipality.models import Municipality

pytestmark = pytest.mark.django_db

WAYS = ["plain", "postgis"] if connection.vendor == "postgresql" else ["plain"]


@pytest.fixture(autouse=True, params=WAYS)
def way(request):
    """Each test once as it is and, on PostgreSQL, once more with PostGIS, which is gone again with the transaction."""
    if request.instance is None and request.param == "postgis":
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'")
            if not cursor.fetchone()[0]:
                pytest.skip("PostGIS is not installed beside this PostgreSQL: apt-get install postgresql-15-postgis-3")
            cursor.execute("CREATE EXTENSION postgis")
        connection._allmende_postgis = None
        assert has_postgis(connection)
    yield request.param
    if connection.vendor == "postgresql":
        connection._allmende_postgis = None


def new_places(county, points):
    return Place.objects.bulk_create(
        [Place(municipality=county, category="library", name=f"P{i}", geom=point) for i, point in enumerate(points)]
    )


def names(queryset):
    return sorted(queryset.values_list("name", flat=True))


@pytest.fixture
def scattered(county):
    numbers = np.random.default_rng(7).random((400, 2)) * (0.6, 0.4) + (10.0, 51.0)
    return new_places(county, [Point(*row) for row in numbers])


def test_bbox_finds_what_shapely_finds(scattered):
    window = (10.1, 51.1, 10.25, 51.2)
    expected = sorted(p.name for p in scattered if box(*window).intersects(p.geom))
    assert expected
    assert names(Place.objects.filter(geom__bbox=window)) == expected


def test_intersects_decides_on_the_geometry_not_on_its_box(scattered):
    triangle = Polygon([(10.1, 51.1), (10.4, 51.1), (10.1, 51.35)])
    expected = sorted(p.name for p in scattered if triangle.intersects(p.geom))
    in_box = names(Place.objects.filter(geom__bbox=triangle.bounds))
    assert 0 < len(expected) < len(in_box)
    assert names(Place.objects.filter(geom__intersects=triangle)) == expected


def test_a_hole_is_outside(county):
    ring = Polygon(box(10.1, 51.1, 10.3, 51.3).exterior, [box(10.15, 51.15, 10.25, 51.25).exterior.coords])
    new_places(county, [Point(10.2, 51.2), Point(10.12, 51.2)])
    assert names(Place.objects.filter(geom__intersects=ring)) == ["P1"]


def test_dwithin_measures_metres_in_utm(scattered):
    centre = Point(10.3, 51.2)
    local = crs.to_metric(centre, 25832)
    expected = sorted(p.name for p in scattered if crs.to_metric(p.geom, 25832).distance(local) <= 4000)
    assert expected
    assert names(Place.objects.filter(geom__dwithin=(centre, 4000))) == expected


@pytest.mark.parametrize("longitude", [11.9, 12.1])
def test_dwithin_on_both_sides_of_the_zone_border(county, longitude):
    new_places(county, [Point(longitude, 51.0), Point(longitude + 0.01, 51.0)])
    # 0.01 degrees of longitude at 51 degrees north are 702 m.
    assert names(Place.objects.filter(geom__dwithin=(Point(longitude, 51.0), 690))) == ["P0"]
    assert names(Place.objects.filter(geom__dwithin=(Point(longitude, 51.0), 710))) == ["P0", "P1"]


def test_lookups_combine_negate_and_join(scattered, county):
    half = box(10.0, 51.0, 10.3, 51.4)
    inside = Place.objects.filter(geom__intersects=half).count()
    assert Place.objects.exclude(geom__intersects=half).count() == 400 - inside
    assert (
        Municipality.objects.filter(places__geom__bbox=(10.0, 51.0, 10.6, 51.4), pk=county.pk).distinct().count() == 1
    )


def test_nothing_is_found_with_an_empty_shape_or_after_deletion(scattered):
    assert not Place.objects.filter(geom__intersects=Polygon()).exists()
    assert not Place.objects.filter(geom__dwithin=(Point(), 10)).exists()
    Place.objects.all().delete()
    assert not Place.objects.filter(geom__bbox=(-180, -90, 180, 90)).exists()


@pytest.mark.parametrize("how", ["save", "update", "bulk_update", "save_update_fields"])
def test_the_index_follows_every_way_of_writing(county, how):
    (place,) = new_places(county, [Point(10.1, 51.1)])
    place.geom = Point(10.5, 51.3)
    match how:
        case "save":
            place.save()
        case "update":
            Place.objects.filter(pk=place.pk).update(geom=place.geom)
        case "bulk_update":
            Place.objects.bulk_update([place], ["geom"])
        case "save_update_fields":
            place.save(update_fields=["geom"])
    assert names(Place.objects.filter(geom__bbox=(10.49, 51.29, 10.51, 51.31))) == ["P0"]
    assert not Place.objects.filter(geom__bbox=(10.09, 51.09, 10.11, 51.11)).exists()


def test_null_geometry_is_never_found_and_leaves_the_index(county):
    Municipality.objects.filter(pk=county.pk).update(geom=None)
    assert not Municipality.objects.filter(pk=county.pk, geom__bbox=(-180, -90, 180, 90)).exists()


def test_a_lost_index_is_made_anew(scattered):
    if connection.vendor != "sqlite":
        pytest.skip("the R*Tree is SQLite's")
    field = Place._meta.get_field("geom")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{rtree_name(Place, field)}_ai"')
        cursor.execute(f'DELETE FROM "{rtree_name(Place, field)}"')
    assert not Place.objects.filter(geom__bbox=(10, 51, 11, 52)).exists()
    ensure_indexes()
    assert Place.objects.filter(geom__bbox=(10, 51, 11, 52)).count() == 400


def test_the_database_uses_its_index(scattered):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Place.objects.filter(geom__bbox=(10.1, 51.1, 10.2, 51.2)).order_by().explain()
    assert ("VIRTUAL TABLE INDEX" if connection.vendor == "sqlite" else "places_place_geom_box") in plan


def test_what_is_not_a_geometry_is_refused():
    field = GeometryField(types=("Point",))
    for bad in ("POINT(", b"\x00\x01", {"type": "Point"}):
        with pytest.raises(ValidationError):
            field.to_python(bad)
    for bad in (LineString([(0, 0), (1, 1)]), Point(200, 10), Point(10, -91)):
        with pytest.raises(ValidationError):
            field.validate(bad, None)
    assert field.to_python("POINT(10 51)") == Point(10, 51)
    assert field.to_python({"type": "Point", "coordinates": [10, 51]}) == Point(10, 51)


def test_height_is_dropped_and_multipolygons_survive(county):
    division = Division.objects.create(municipality=county, key="q", name="Q", kind="quarters")
    shape = MultiPolygon([box(10, 51, 10.1, 51.1), box(10.2, 51, 10.3, 51.1)])
    area = Area.objects.create(
        division=division, key="1", name="A", slug="a", geom=shapely.force_3d(shape, 5), valid_from="2026-01-01"
    )
    area.refresh_from_db()
    assert area.geom == shape
    assert not area.geom.has_z
