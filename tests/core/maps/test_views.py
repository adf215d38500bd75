# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import json
from typing import Any

import mapbox_vector_tile
import pytest
from django.test import Client

from allmende.core.maps import archive, glyphs
from allmende.core.maps.palette import THEMES
from allmende.core.maps.style import style
from allmende.engines.tiles import tile_of

pytestmark = pytest.mark.usefixtures("county")

GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def address(zoom: int = 14) -> str:
    x, y = tile_of(8.7022, 50.0006, zoom)
    return f"/karte/kacheln/{zoom}/{x}/{y}.mvt"


def test_a_tile_is_sent_packed_and_kept(client: Client, built: dict[str, Any], django_assert_num_queries: Any) -> None:
    info = archive.info()
    assert info is not None
    with django_assert_num_queries(0):
        response = client.get(f"{address()}?v={info.revision}", **GZIP)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert response["Content-Encoding"] == "gzip"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response["Vary"]
    assert "building" in mapbox_vector_tile.decode(gzip.decompress(response.content))
    again = client.get(address(), HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304
    assert not again.content


def test_a_client_without_gzip_gets_the_plain_tile(client: Client, built: dict[str, Any]) -> None:
    response = client.get(address())
    assert "Content-Encoding" not in response
    assert "building" in mapbox_vector_tile.decode(response.content)
    assert response["Cache-Control"] == "public, max-age=300"  # the address does not name the state of the map


def test_beyond_the_map_there_is_nothing_and_beyond_the_grid_no_page(client: Client, built: dict[str, Any]) -> None:
    assert client.get("/karte/kacheln/14/0/0.mvt").status_code == 204
    assert client.get("/karte/kacheln/3/8/0.mvt").status_code == 404
    assert client.get("/karte/kacheln/99/0/0.mvt").status_code == 404


def test_a_new_map_has_new_etags(client: Client, built: dict[str, Any], village: Any) -> None:
    from allmende.core.maps import basemap

    before = client.get(address())["ETag"]
    basemap.build(village, lambda label, done, total: None)
    assert client.get(address(), HTTP_IF_NONE_MATCH=before).status_code == 200


@pytest.mark.parametrize("theme", ["hell", "dunkel"])
def test_the_style_names_tiles_and_letters_of_this_installation(
    client: Client, built: dict[str, Any], theme: str
) -> None:
    response = client.get(f"/karte/stil/{theme}.json")
    document = json.loads(response.content)
    info = archive.info()
    assert info is not None
    assert document["sources"]["basemap"]["tiles"] == [f"/karte/kacheln/{{z}}/{{x}}/{{y}}.mvt?v={info.revision}"]
    assert document["glyphs"] == "/karte/schrift/{fontstack}/{range}.pbf"
    assert "http" not in json.dumps([document["glyphs"], document["sources"]["basemap"]["tiles"]])
    assert client.get(f"/karte/stil/{theme}.json", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


def test_without_a_basemap_the_style_is_an_empty_ground(client: Client, home: Any) -> None:
    document = json.loads(client.get("/karte/stil/hell.json").content)
    assert document["sources"] == {}
    assert [layer["type"] for layer in document["layers"]] == ["background"]
    assert client.get(address()).status_code == 404


def test_unknown_themes_and_other_methods_are_refused(client: Client, built: dict[str, Any]) -> None:
    assert client.get("/karte/stil/rosa.json").status_code == 404
    assert client.post("/karte/stil/hell.json").status_code == 405
    assert client.post(address()).status_code == 405


def test_every_layer_of_the_style_draws_something_the_tiles_have() -> None:
    from allmende.core.maps.osm import COLUMNS

    info = archive.Info("r", (8.0, 49.0, 9.0, 50.0), 5, 15, "")
    for palette in THEMES.values():
        document = style(palette, info, "t", "g")
        names = [layer["id"] for layer in document["layers"]]
        assert len(names) == len(set(names))
        fonts = set()
        for layer in document["layers"][1:]:
            assert layer["source-layer"] in COLUMNS
            fonts.update(layer.get("layout", {}).get("text-font", []))
        assert fonts == set(glyphs.FONTS)
        assert {layer["source-layer"] for layer in document["layers"][1:]} == set(COLUMNS)


def test_letters_are_made_once_and_kept(client: Client, home: Any) -> None:
    response = client.get("/karte/schrift/Fira%20Sans%20Regular/0-255.pbf", **GZIP)
    assert response.status_code == 200
    assert b"Fira Sans Regular" in gzip.decompress(response.content)
    assert len(response.content) < 36_000
    (kept,) = (home / "maps" / "glyphs").rglob("0-255.pbf.gz")
    kept.write_bytes(gzip.compress(b"kept"))
    assert client.get("/karte/schrift/Fira%20Sans%20Regular/0-255.pbf").content == b"kept"


@pytest.mark.parametrize(
    "path",
    [
        "Comic%20Sans/0-255.pbf",
        "Fira%20Sans%20Regular/1-256.pbf",
        "Fira%20Sans%20Regular/0-511.pbf",
        "../0-255.pbf",
    ],
)
def test_other_letters_do_not_exist(client: Client, home: Any, path: str) -> None:
    assert client.get(f"/karte/schrift/{path}").status_code == 404
    assert not (home / "maps").exists()


def test_every_script_of_the_typeface_is_there(home: Any) -> None:
    for font in glyphs.FONTS:
        assert len(glyphs.font_files(font)) == len(glyphs.SCRIPTS)
