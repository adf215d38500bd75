# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from allmende.core.maps import osm, osm_tags
from allmende.engines.tiles import FeatureTable

EXTRACT = "osm/dreieichenhain_2022-10.osm.pbf"

SQUARE = """<osm version="0.6">
 <node id="1" lat="50.000" lon="8.700"/><node id="2" lat="50.000" lon="8.701"/>
 <node id="3" lat="50.001" lon="8.701"/><node id="4" lat="50.001" lon="8.700"/>
 <node id="5" lat="50.0003" lon="8.7003"/><node id="6" lat="50.0003" lon="8.7006"/><node id="7" lat="50.0006" lon="8.7006"/>
 <node id="8" lat="50.005" lon="8.705"><tag k="place" v="{place}"/><tag k="name" v="{name}"/></node>
 <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>{tags}</way>
 <way id="11"><nd ref="1"/><nd ref="2"/><nd ref="3"/>{line}</way>
 <way id="12"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="5"/></way>
 <way id="13"><nd ref="1"/><nd ref="99"/><tag k="highway" v="residential"/></way>
 {relations}
</osm>"""


def ignore(label: str, done: int, total: int) -> None:
    pass


def layers(
    tmp_path: Path, relations: str = "", place: str = "village", name: str = "Hain", **ways: str
) -> dict[str, FeatureTable]:
    def tags(text: str) -> str:
        pairs = (pair.split("=") for pair in text.split()) if text else ()
        return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in pairs)

    path = tmp_path / "extract.osm"
    path.write_text(
        SQUARE.format(
            tags=tags(ways.get("area", "")),
            line=tags(ways.get("line", "")),
            relations=relations,
            place=place,
            name=name,
        )
    )
    return {table.layer: table for table in osm.read(path, ignore)}


def row(table: FeatureTable) -> dict[str, object]:
    assert len(table) == 1
    return {name: column[0] for name, column in table.attributes.items()}


@pytest.mark.parametrize(
    ("tags", "layer", "expected"),
    [
        ("building=yes", "building", {"kind": "other", "levels": 0}),
        ("building=yes shop=bakery", "building", {"kind": "commercial", "levels": 0}),
        ("building=yes amenity=school", "building", {"kind": "public", "levels": 0}),
        ("building=apartments building:levels=4", "building", {"kind": "residential", "levels": 4}),
        ("building=house building:levels=viele", "building", {"kind": "residential", "levels": 0}),
        ("natural=water water=pond name=Weiher", "water", {"kind": "pond", "name": "Weiher"}),
        ("natural=wood", "green", {"kind": "forest", "name": ""}),
        ("leisure=playground landuse=grass", "green", {"kind": "playground", "name": ""}),
        ("landuse=retail", "built", {"kind": "commercial"}),
    ],
)
def test_areas_find_their_layer(tmp_path: Path, tags: str, layer: str, expected: dict[str, object]) -> None:
    found = layers(tmp_path, area=tags)
    assert row(found[layer]) == expected
    assert found[layer].geometry[0].geom_type == "MultiPolygon"
    others = set(found) - {layer, "label", "street"}
    assert all(len(found[other]) == 0 for other in others)


@pytest.mark.parametrize("tags", ["building=no", "building=yes location=underground", "leisure=swimming_pool"])
def test_what_is_no_part_of_the_map(tmp_path: Path, tags: str) -> None:
    found = layers(tmp_path, area=tags)
    assert sum(len(found[layer]) for layer in ("building", "water", "green", "built")) == 0


@pytest.mark.parametrize(
    ("tags", "layer", "expected"),
    [
        (
            "highway=secondary name=Landstr bridge=yes",
            "street",
            {"kind": "main", "name": "Landstr", "bridge": 1, "tunnel": 0},
        ),
        ("highway=footway tunnel=yes", "street", {"kind": "path", "name": "", "bridge": 0, "tunnel": 1}),
        (
            "highway=service tunnel=building_passage",
            "street",
            {"kind": "service", "name": "", "bridge": 0, "tunnel": 0},
        ),
        ("waterway=drain", "waterway", {"kind": "ditch", "name": ""}),
        ("railway=tram", "rail", {"kind": "tram"}),
    ],
)
def test_lines_find_their_layer(tmp_path: Path, tags: str, layer: str, expected: dict[str, object]) -> None:
    assert row(layers(tmp_path, line=tags)[layer]) == expected


def test_a_way_with_unknown_nodes_is_left_out(tmp_path: Path) -> None:
    """Way 13 leaves the extract after its first node."""
    assert len(layers(tmp_path)["street"]) == 0


def test_rings_of_a_multipolygon_are_assembled(tmp_path: Path) -> None:
    relation = (
        '<relation id="20"><member type="way" ref="10" role="outer"/><member type="way" ref="12" role="inner"/>'
        '<tag k="type" v="multipolygon"/><tag k="natural" v="wood"/></relation>'
    )
    shape = layers(tmp_path, relation)["green"].geometry[0]
    assert len(shape.geoms[0].interiors) == 1


def test_a_border_shared_by_two_towns_is_drawn_once_and_as_the_highest(tmp_path: Path) -> None:
    relations = "".join(
        f'<relation id="{number}"><member type="way" ref="11" role="outer"/><tag k="type" v="boundary"/>'
        f'<tag k="boundary" v="administrative"/><tag k="admin_level" v="{level}"/></relation>'
        for number, level in ((20, 8), (21, 8), (22, 6), (23, 2))
    )
    assert layers(tmp_path, relations)["boundary"].attributes["kind"].tolist() == ["county"]


def test_names_of_settlements_by_rank(tmp_path: Path) -> None:
    assert row(layers(tmp_path)["label"]) == {"kind": "village", "name": "Hain", "rank": 3}
    assert row(layers(tmp_path, place="suburb")["label"]) == {"kind": "quarter", "name": "Hain", "rank": 4}
    assert len(layers(tmp_path, name="")["label"]) == 0


def test_a_very_long_name_is_cut(tmp_path: Path) -> None:
    assert row(layers(tmp_path, name="X" * 500)["label"])["name"] == "X" * 80


def test_every_kind_a_tag_can_give_is_one_the_map_draws() -> None:
    """The kinds are fixed between the sources of basemap data and the style."""
    kinds = {
        "street": "motorway main secondary residential service track path cycleway pedestrian steps",
        "water": "river lake pond basin",
        "green": "forest park meadow farmland cemetery pitch playground orchard allotments grass",
        "built": "residential commercial industrial public",
        "building": "residential public commercial industrial farm church",
    }
    assert set(osm_tags.STREET.values()) == set(kinds["street"].split())
    for layer, tables in (
        ("water", osm_tags.WATER),
        ("green", osm_tags.GREEN),
        ("built", osm_tags.BUILT),
        ("building", osm_tags.BUILDING),
    ):
        assert {kind for table in tables.values() for kind in table.values()} == set(kinds[layer].split())


@pytest.mark.parametrize("content", [b"", b"hallo", b"PK\x03\x04 ein Zip", None])
def test_an_unreadable_extract_is_named_with_the_remedy(
    tmp_path: Path, content: bytes | None, request: pytest.FixtureRequest
) -> None:
    if content is None:  # cut off in the middle
        content = (request.getfixturevalue("shared_data") / EXTRACT).read_bytes()[:100_000]
    path = tmp_path / "auszug.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(osm.UnreadableExtract, match=r"auszug\.osm\.pbf: .*Bitte neu herunterladen"):
        osm.read(path, ignore)


def test_counts_of_a_real_extract_agree_with_gdal(shared_data: Path) -> None:
    """GDAL has a reader of its own for OpenStreetMap files."""
    path = shared_data / EXTRACT
    found = {table.layer: table for table in osm.read(path, ignore)}
    for layer, gdal_layer, where in (
        ("building", "multipolygons", "building IS NOT NULL AND building <> 'no'"),
        ("street", "lines", f"highway IN {tuple(osm_tags.STREET)}"),
        ("rail", "lines", "railway = 'rail' AND highway IS NULL"),
    ):
        _, _, wkb, _ = pyogrio.raw.read(path, layer=gdal_layer, where=where)
        theirs = shapely.from_wkb(wkb)
        ours = found[layer].geometry
        if layer == "street":  # GDAL sorts closed ways elsewhere by its own rules
            ours = ours[~np.array([line.is_ring for line in ours])]
            theirs = theirs[~np.array([line.is_ring for line in theirs])]
        if layer == "rail":
            theirs = theirs[: len(ours)]
        assert len(ours) == pytest.approx(len(theirs), abs=2), layer
        measure = shapely.area if layer == "building" else shapely.length
        assert measure(ours).sum() == pytest.approx(measure(theirs).sum(), rel=1e-3), layer
