# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import numpy as np
import pyogrio
import pytest
import shapely

from allmende.core.maps import archive, basemap
from allmende.core.maps.detail import FIRST_ZOOM, MAX_ZOOM, select
from allmende.engines.tiles import FeatureTable, tile_of
from tests import nursery

from .conftest import table


def quiet(label: str, done: int, total: int) -> None:
    pass


def decoded(zoom: int) -> dict[str, Any]:
    content = archive.tile(zoom, *tile_of(8.7022, 50.0006, zoom))
    assert content is not None
    return mapbox_vector_tile.decode(gzip.decompress(content))


def kinds_at(zoom: int) -> set[str]:
    return set(decoded(zoom))


def test_every_zoom_shows_what_the_table_says(built: dict[str, Any]) -> None:
    assert kinds_at(15) == {"street", "building", "green"}  # the name lies in the next tile
    assert kinds_at(13) == {"street", "green", "label"}
    assert kinds_at(9) == {"street"}
    assert built["features"] == {"street": 2, "building": 1, "green": 1, "label": 1}
    assert built["bytes"] == archive.path().stat().st_size


def test_pieces_of_a_street_join_and_names_come_only_where_they_are_printed(built: dict[str, Any]) -> None:
    street = decoded(15)["street"]["features"]
    assert len(street) == 1
    assert street[0]["properties"] == {"kind": "main", "name": "Dorf<b>straße", "bridge": 0, "tunnel": 0}
    assert "name" not in decoded(10)["street"]["features"][0]["properties"]


def test_the_archive_describes_itself(built: dict[str, Any]) -> None:
    info = archive.info()
    assert info is not None
    assert info.bounds == pytest.approx((8.70, 50.0, 8.71, 50.01))
    assert (info.min_zoom, info.max_zoom) == (5, 15)
    assert info.attribution == "© Probe"


def test_gdal_opens_the_archive(built: dict[str, Any]) -> None:
    layers = {name for name, _ in pyogrio.list_layers(archive.path())}
    assert layers == {"street", "building", "green", "label"}
    meta, _, wkb, columns = pyogrio.raw.read(archive.path(), layer="building")
    values = dict(zip(meta["fields"].tolist(), columns, strict=True))
    assert set(values["kind"].tolist()) == {"farm"}  # twice where it stands in the margin of a neighbour
    centre = shapely.from_wkb(wkb)[0].centroid
    assert centre.x == pytest.approx(8.7022 * 20037508.34 / 180, abs=1)


def test_a_new_build_takes_the_place_of_the_old_one_while_it_is_in_use(
    built: dict[str, Any], village: list[FeatureTable]
) -> None:
    before = archive.info()
    assert "building" in kinds_at(15)
    basemap.build([one for one in village if one.layer != "building"], quiet)
    after = archive.info()
    assert before is not None
    assert after is not None
    assert after.revision != before.revision
    assert "building" not in kinds_at(15)


def test_after_a_failure_the_old_map_stays_and_nothing_is_left_behind(
    built: dict[str, Any], village: list[FeatureTable]
) -> None:
    before = archive.info()

    def stop(label: str, done: int, total: int) -> None:
        if "Stufe 14" in label:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        basemap.build(village[:1], stop)
    assert archive.info() == before
    assert [path.name for path in archive.path().parent.iterdir()] == ["basemap.mbtiles"]


def test_progress_reaches_the_end_of_each_zoom(home: Path, village: list[FeatureTable]) -> None:
    seen: dict[str, tuple[int, int]] = {}
    basemap.build(village, lambda label, done, total: seen.update({label: (done, total)}))
    assert len(seen) == 11
    assert all(done == total for done, total in seen.values())


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ([], "nichts, was die Karte zeigen könnte"),
        ([table("label", [None], kind=["town"], name=["X"], rank=[1])], "nichts, was die Karte zeigen könnte"),
        ([table("wald", [shapely.Point(8, 50)], kind=["forest"])], "unknown basemap layer 'wald'"),
        ([table("label", [shapely.Point(8, 50)], kind=["town"])], "expected"),
    ],
)
def test_what_cannot_be_built_is_refused(home: Path, tables: list[FeatureTable], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        basemap.build(tables, quiet)
    assert archive.info() is None


def test_broken_geometry_does_not_spoil_the_map(home: Path, village: list[FeatureTable]) -> None:
    bow_tie = shapely.Polygon([(8.70, 50.0), (8.71, 50.01), (8.71, 50.0), (8.70, 50.01)])
    nowhere = shapely.Polygon([(np.inf, 50.0), (8.71, 50.01), (8.71, 50.0)])
    broken = table("water", [bow_tie, nowhere, None, shapely.Polygon()], kind=["lake"] * 4, name=[""] * 4)
    basemap.build([*village, broken], quiet)
    assert len(decoded(14)["water"]["features"]) == 1


def test_large_areas_lie_below_small_ones(home: Path) -> None:
    pond, lake = shapely.box(8.702, 50.0004, 8.7026, 50.001), shapely.box(8.70, 50.0, 8.71, 50.01)
    basemap.build([table("green", [pond, lake], kind=["meadow", "forest"], name=["", ""])], quiet)
    drawn = [feature["properties"]["kind"] for feature in decoded(15)["green"]["features"]]
    assert drawn == ["forest", "meadow"]


def test_each_kind_of_street_appears_at_its_zoom() -> None:
    kinds = list(FIRST_ZOOM["street"])
    streets = table(
        "street",
        [shapely.LineString([(8, 50), (9, 50)])] * len(kinds),
        kind=kinds,
        name=[""] * len(kinds),
        bridge=[0] * len(kinds),
        tunnel=[0] * len(kinds),
    )
    shown = [len(select(streets, zoom)) for zoom in range(4, MAX_ZOOM + 1)]
    assert shown == sorted(shown)
    assert shown[0] == 0
    assert shown[-1] == len(kinds)


def test_the_command_builds_from_an_extract(shared_data: Path, tmp_path: Path, db: None) -> None:
    extract = shared_data / "osm/dreieichenhain_2022-10.osm.pbf"
    done = nursery.command("basemap", "build", "--json", "--osm", str(extract), HOME=tmp_path)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["features"]["building"] == 3771
    assert result["tiles"] > 30
    broken = tmp_path / "kaputt.osm.pbf"
    broken.write_bytes(b"nichts")
    failed = nursery.command("basemap", "build", "--json", "--osm", str(broken), HOME=tmp_path)
    assert failed.returncode == 2
    assert "kaputt.osm.pbf" in failed.stderr
    assert "Traceback" not in failed.stderr
