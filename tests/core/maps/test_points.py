# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
from django.core.cache import cache
from django.test import RequestFactory
from shapely import Point

from allmende.commons.places.models import Place
from allmende.core.maps.points import MAX_ZOOM, Columns, PointLayer, encode_points, point_tile
from allmende.engines.tiles import tile_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_cache() -> None:
    cache.clear()


@pytest.fixture
def places(county: Any) -> list[Place]:
    random = np.random.default_rng(3)
    xy = random.normal([10.3, 51.2], 0.02, (300, 2))
    rows = [
        Place(municipality=county, name=f"Ort <{k}>", category="doctor" if k % 3 else "school", geom=Point(*xy[k]))
        for k in range(300)
    ]
    return Place.objects.bulk_create(rows)


def layer(revision: str = "1", **more: Any) -> PointLayer:
    return PointLayer(Place.objects.all(), {"name": "name", "kind": "category"}, revision, **more)


def around(zoom: int) -> list[tuple[int, int]]:
    x0, y0 = tile_of(10.0, 51.4, zoom)
    x1, y1 = tile_of(10.6, 51.0, zoom)
    return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]


def features(zoom: int, x: int, y: int, **more: Any) -> list[dict[str, Any]]:
    decoded = mapbox_vector_tile.decode(encode_points(layer(**more), zoom, x, y))
    return decoded.get("points", {"features": []})["features"]


@pytest.mark.parametrize("zoom", [9, 11, 13])
def test_all_tiles_together_count_every_place_once(places: list[Place], zoom: int) -> None:
    shown = [feature["properties"] for x, y in around(zoom) for feature in features(zoom, x, y)]
    assert sum(one["count"] for one in shown) == 300
    assert all("name" not in one for one in shown if one["count"] > 1)


def test_at_the_finest_zoom_every_place_stands_alone_with_its_key(places: list[Place]) -> None:
    place = places[0]
    found = features(MAX_ZOOM, *tile_of(place.geom.x, place.geom.y, MAX_ZOOM))
    one = next(feature for feature in found if feature["id"] == place.pk)
    assert one["properties"] == {"name": "Ort <0>", "kind": "school"}


def test_columns_can_be_derived(places: list[Place]) -> None:
    def icons(columns: Columns) -> Columns:
        return {"icon": np.where(columns["kind"] == "school", "book", "cross")}

    place = places[0]
    found = features(MAX_ZOOM, *tile_of(place.geom.x, place.geom.y, MAX_ZOOM), derive=icons)
    assert {"icon": "book"} in [feature["properties"] for feature in found]


def test_one_query_then_the_cache_then_not_even_a_body(places: list[Place], django_assert_num_queries: Any) -> None:
    x, y = tile_of(10.3, 51.2, 12)
    ask = RequestFactory(headers={"accept-encoding": "gzip"})
    with django_assert_num_queries(1):
        first = point_tile(ask.get("/"), layer(), 12, x, y)
    with django_assert_num_queries(0):
        second = point_tile(ask.get("/"), layer(), 12, x, y)
        third = point_tile(ask.get("/", headers={"if-none-match": first["ETag"]}), layer(), 12, x, y)
    assert gzip.decompress(first.content) == gzip.decompress(second.content)
    assert third.status_code == 304
    assert "public" not in first["Cache-Control"]


def test_a_new_revision_is_read_anew(places: list[Place]) -> None:
    x, y = tile_of(10.3, 51.2, 9)
    ask = RequestFactory()
    before = point_tile(ask.get("/"), layer("1"), 9, x, y)
    Place.objects.all().delete()
    assert point_tile(ask.get("/"), layer("1"), 9, x, y).content == before.content
    assert point_tile(ask.get("/"), layer("2"), 9, x, y).status_code == 204


def test_the_browser_keeps_a_tile_whose_address_names_the_revision(places: list[Place]) -> None:
    x, y = tile_of(10.3, 51.2, 12)
    response = point_tile(RequestFactory().get("/", {"v": "1"}), layer("1"), 12, x, y)
    assert response["Cache-Control"] == "private, max-age=86400"
    response = point_tile(RequestFactory().get("/", {"v": "0"}), layer("1"), 12, x, y)
    assert response["Cache-Control"] == "private, no-cache"


def test_no_such_tile(places: list[Place]) -> None:
    for zoom, x, y in ((MAX_ZOOM + 1, 0, 0), (3, 8, 0)):
        assert point_tile(RequestFactory().get("/"), layer(), zoom, x, y).status_code == 404
