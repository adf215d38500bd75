# SPDX-License-Identifier: EUPL-1.2
"""Features from GeoJSON, GeoPackage and Shapefile."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
from shapely import Point, box

from allmende.core.imports.report import ImportRefused, Report
from allmende.core.imports.vector import Choice, read_features, read_members, text_of


@pytest.fixture
def geojson(tmp_path):
    def make(*features, name="daten.geojson", **members):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": list(features)}))
        return path

    return make


def feature(coordinates=(8.7, 50.0), kind="Point", **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def layer(path, driver, *, crs="EPSG:25832", **options):
    """Write two squares near Dreieichenhain in UTM metres with GDAL."""
    squares = shapely.to_wkb(np.array([box(478000, 5538000, 479000, 5539000), box(479000, 5538000, 480000, 5539000)]))
    names = np.array(["Östlich", "Westlich"], dtype=object)
    pyogrio.raw.write(
        path,
        squares,
        [names, np.array([1, 2])],
        fields=["name", "nr"],
        geometry_type="Polygon",
        crs=crs,
        driver=driver,
        **options,
    )
    return path


def zipped(folder, name="karte.zip", leave_out=()):
    path = folder.parent / name
    with zipfile.ZipFile(path, "w") as out:
        for file in sorted(folder.iterdir()):
            if file.suffix not in leave_out:
                out.write(file, f"ordner/{file.name}")
    return path


@pytest.fixture
def shapefile(tmp_path):
    folder = tmp_path / "shp"
    folder.mkdir()
    layer(folder / "gebiete.shp", "ESRI Shapefile", encoding="UTF-8")
    return folder


def test_geojson_is_wgs84(geojson):
    report = Report()
    found = read_features(geojson(feature(name="A"), feature((8.8, 50.1), name="<b>B</b>")), report)
    assert [(f.where, f.properties["name"], f.geometry) for f in found] == [
        ("Objekt 1", "A", Point(8.7, 50.0)),
        ("Objekt 2", "<b>B</b>", Point(8.8, 50.1)),
    ]
    assert report.notes == []


def test_a_named_crs_in_the_file_is_used_and_said(geojson):
    report = Report()
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    (found,) = read_features(geojson(feature((479000, 5539000)), crs=crs), report)
    assert found.geometry.x == pytest.approx(8.7074, abs=1e-3)
    assert report.notes == ["Koordinatensystem: EPSG:25832 (laut Datei)"]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"])
def test_old_names_of_wgs84_keep_longitude_first(geojson, name):
    (found,) = read_features(geojson(feature(), crs={"type": "name", "properties": {"name": name}}), Report())
    assert found.geometry == Point(8.7, 50.0)


@pytest.mark.parametrize(
    "crs", [{"type": "name", "properties": {"name": "Gauß-Krüger"}}, {"type": "link"}, "EPSG:25832", {}]
)
def test_a_crs_that_cannot_be_read_is_never_skipped(geojson, crs):
    with pytest.raises(ImportRefused) as refusal:
        read_features(geojson(feature(), crs=crs), Report())
    assert refusal.value.field == "crs"
    assert "--crs" in refusal.value.remedy


def test_metres_without_a_crs_are_refused_not_guessed(geojson):
    path = geojson(feature((479000, 5539000)), feature((479100, 5539000)))
    with pytest.raises(ImportRefused) as refusal:
        read_features(path, Report())
    assert "479000 / 5539000" in refusal.value.reason
    assert "--crs EPSG:25832" in refusal.value.remedy
    report = Report()
    assert read_features(path, report, Choice(crs="EPSG:25832"))[0].geometry.y == pytest.approx(50.0, abs=0.01)
    assert report.notes == ["Koordinatensystem: EPSG:25832 (laut --crs)"]


def test_one_broken_feature_is_named_and_the_others_stay(geojson):
    broken = [
        {"type": "Feature", "id": "x7", "properties": {}, "geometry": None},
        {"type": "Feature", "properties": None, "geometry": {"type": "Punkt", "coordinates": [8, 50]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[8, 50]]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": ["8", None]}},
        "kein Objekt",
        None,
    ]
    found = read_features(geojson(feature(), *broken), Report())
    assert found[0].problem == ""
    assert found[1].where == "Objekt 2 (id x7)"
    assert all(f.problem for f in found[1:])
    assert all(f.geometry is None for f in found[1:])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"type": "FeatureCollection", "features": [{"type"', "kein gültiges JSON"),
        ('{"type": "FeatureCollection", "features": []}', "keine Objekte"),
        ('{"type": "FeatureCollection"}', "FeatureCollection"),
        ('{"type": "Topology", "objects": {}}', "FeatureCollection"),
        ("[1, 2]", "FeatureCollection"),
        ("[" * 200_000, "zu tief verschachtelt|kein gültiges JSON"),
        ("name;ort", "weder GeoJSON noch"),
        ("<html>Anmeldung</html>", "weder GeoJSON noch"),
    ],
)
def test_files_that_are_no_geojson(tmp_path, content, reason):
    path = tmp_path / "daten.geojson"
    path.write_text(content)
    with pytest.raises(ImportRefused, match=reason) as refusal:
        read_features(path, Report())
    assert refusal.value.file == "daten.geojson"
    assert refusal.value.remedy


def test_geojson_in_another_encoding_says_so(tmp_path):
    path = tmp_path / "daten.geojson"
    path.write_bytes('{"type": "FeatureCollection", "features": [], "name": "Köln"}'.encode("cp1252"))
    with pytest.raises(ImportRefused, match="nicht in UTF-8"):
        read_features(path, Report())


def test_not_a_number_in_coordinates(tmp_path):
    path = tmp_path / "daten.geojson"
    path.write_text('{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[NaN,50]}}')
    (found,) = read_features(path, Report())
    assert not np.isfinite(found.geometry.x)


@pytest.mark.parametrize(("driver", "name"), [("GPKG", "gebiete.gpkg"), ("ESRI Shapefile", "gebiete.shp")])
def test_layers_of_gdal_come_in_wgs84(tmp_path, driver, name):
    report = Report()
    if driver == "ESRI Shapefile":
        folder = tmp_path / "shp"
        folder.mkdir()
        layer(folder / name, driver, encoding="UTF-8")
        path = zipped(folder)
    else:
        path = layer(tmp_path / name, driver)
    found = read_features(path, report)
    assert [(f.properties["name"], text_of(f.properties["nr"])) for f in found] == [("Östlich", "1"), ("Westlich", "2")]
    west, south, east, north = found[0].geometry.bounds
    assert (west, south, east, north) == pytest.approx((8.692, 49.994, 8.707, 50.004), abs=0.003)
    assert "Koordinatensystem: EPSG:25832 (laut Datei)" in report.notes


def test_a_shapefile_without_prj_needs_a_crs(shapefile):
    path = zipped(shapefile, leave_out={".prj"})
    with pytest.raises(ImportRefused) as refusal:
        read_features(path, Report())
    assert refusal.value.field == "--crs"
    assert ".prj" in refusal.value.reason
    assert read_features(path, Report(), Choice(crs="EPSG:25832"))[0].geometry.bounds[0] == pytest.approx(
        8.69, abs=0.01
    )


@pytest.mark.parametrize("missing", [".dbf", ".shx"])
def test_a_shapefile_without_its_sisters(shapefile, missing):
    with pytest.raises(ImportRefused, match=rf"fehlt die Datei mit der Endung \{missing}"):
        read_features(zipped(shapefile, leave_out={missing}), Report())


def test_a_zip_with_the_wrong_content_lists_it(tmp_path):
    path = tmp_path / "falsch.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("brief.docx", b"x")
    with pytest.raises(ImportRefused, match=r"nur: brief\.docx"):
        read_features(path, Report())


def test_several_files_in_a_zip_need_a_choice(tmp_path):
    path = tmp_path / "viele.zip"
    one = json.dumps({"type": "FeatureCollection", "features": [feature()]})
    empty = json.dumps({"type": "FeatureCollection", "features": []})
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("a/schule.geojson", one)
        out.writestr("b/schule.geojson", one)
        out.writestr("leer.geojson", empty)
    with pytest.raises(ImportRefused, match="mehrere Dateien"):
        read_features(path, Report())
    with pytest.raises(ImportRefused, match="passt zum Muster"):
        read_features(path, Report(), Choice(member="*.gpkg"))
    members = list(read_members(path, Report(), Choice(member="*.geojson")))
    assert [(name, len(features)) for name, features in members] == [
        ("schule.geojson", 1),
        ("schule.geojson", 1),
        ("leer.geojson", 0),
    ]
    with pytest.raises(ImportRefused, match="keine Objekte"):
        read_features(path, Report(), Choice(member="leer*"))


def test_a_geopackage_with_several_layers_needs_a_choice(tmp_path):
    path = tmp_path / "zwei.gpkg"
    layer(path, "GPKG", layer="a")
    layer(path, "GPKG", layer="b", append=True)
    with pytest.raises(ImportRefused, match="mehrere Ebenen: a, b"):
        read_features(path, Report())
    assert len(read_features(path, Report(), Choice(layer="b"))) == 2
    with pytest.raises(ImportRefused, match="lässt sich nicht lesen"):
        read_features(path, Report(), Choice(layer="c"))


def test_a_damaged_geopackage(tmp_path):
    path = layer(tmp_path / "a.gpkg", "GPKG")
    path.write_bytes(path.read_bytes()[:6000])
    with pytest.raises(ImportRefused) as refusal:
        read_features(path, Report())
    assert refusal.value.file == "a.gpkg"


def test_gdal_never_sees_a_file_by_its_name(tmp_path):
    """A virtual layer that names another file: its bytes are neither SQLite nor a shape, so it goes nowhere."""
    path = tmp_path / "harmlos.gpkg"
    path.write_text(
        "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    with pytest.raises(ImportRefused, match="weder GeoJSON noch"):
        read_features(path, Report())


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (12.5, "12.5"), (None, ""), (True, ""), (" a\x00  b ", "a b"), (7, "7")]
)
def test_keys_as_text(value, text):
    assert text_of(value) == text
