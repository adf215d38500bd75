# SPDX-License-Identifier: EUPL-1.2
"""Features from GeoJSON, GeoPackage and Shapefile, also packed as zip or gz, in WGS84.

GeoJSON is read by our own parser, which can name the broken feature; the binary formats by GDAL through pyogrio, and
only after their first bytes were checked, so that no other GDAL driver gets to see the file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from allmende.core.imports import geojson
from allmende.core.imports.files import FileKind, SafeZip, check_file, kind_of, plain, workspace
from allmende.core.imports.geometry import named_crs, to_wgs84
from allmende.core.imports.report import ImportRefused, Report

SHAPE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: how messages name it, its properties, its geometry in WGS84, and what is wrong with that, if so."""

    where: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None
    problem: str = ""


@dataclass(frozen=True)
class Choice:
    """What the operator says about a file: CRS where it names none, member of a zip, layer of a GeoPackage."""

    crs: str = ""
    member: str = ""
    layer: str = ""
    encoding: str = ""


def read_features(path: Path, report: Report, choice: Choice = Choice()) -> list[Feature]:
    """Return the features of one file. Raises `ImportRefused` when it is unreadable or its CRS is not known."""
    return [feature for _member, found in read_members(path, report, choice) for feature in found]


def read_members(path: Path, report: Report, choice: Choice) -> Iterator[tuple[str, list[Feature]]]:
    """Yield (file name, features) of a file, or of each chosen member of a zip. One member may be empty, not all."""
    check_file(path)
    number = 0
    for name, features in _read_members(path, report, choice):
        number += len(features)
        yield name, features
    if not number:
        raise ImportRefused(
            _("Die Datei enthält keine Objekte."), file=path, field="features", remedy=_("Prüfen Sie den Export.")
        )


def _read_members(path: Path, report: Report, choice: Choice) -> Iterator[tuple[str, list[Feature]]]:
    if kind_of(path) is not FileKind.ZIP:
        with plain(path) as inner:
            yield path.name, _read_one(inner, path.name, report, choice)
        return
    with unzipped(path, choice.member) as members:
        for member in members:
            yield member.name, _read_one(member, f"{path.name}/{member.name}", report, choice)


@contextmanager
def unzipped(path: Path, pattern: str) -> Iterator[list[Path]]:
    """Give the readable files of a zip that match `pattern`, unpacked: GeoJSON, GeoPackage, and Shapefiles whole.

    Without a pattern the zip must hold exactly one. Raises `ImportRefused` with the list of what is there.
    """
    with SafeZip(path) as archive, workspace() as folder:
        found = [name for suffix in ("*.geojson", "*.json", "*.gpkg", "*.shp") for name in archive.matching(suffix)]
        chosen = sorted(set(found) & set(archive.matching(pattern))) if pattern else found
        if not chosen or (len(chosen) > 1 and not pattern):
            listed = ", ".join(sorted(found or archive.members)[:8]) + (
                " …" if len(found or archive.members) > 8 else ""
            )
            if not found:
                reason = _("Im Archiv liegt weder GeoJSON noch GeoPackage noch Shapefile, nur: %s.")
            elif pattern:
                reason = _("Keine Datei im Archiv passt zum Muster. Vorhanden: %s.")
            else:
                reason = _("Im Archiv liegen mehrere Dateien: %s.")
            raise ImportRefused(
                reason % listed, file=path, remedy=_("Wählen Sie mit --member aus, zum Beispiel --member '*.geojson'.")
            )
        # A folder each: the same file name may stand in several folders of the archive.
        yield [unpack_with_parts(archive, name, _folder(folder, number)) for number, name in enumerate(chosen)]


def _folder(parent: Path, number: int) -> Path:
    folder = parent / str(number)
    folder.mkdir()
    return folder


def unpack_with_parts(archive: SafeZip, member: str, folder: Path) -> Path:
    """Unpack a member, a Shapefile together with its sister files, and return its path."""
    if not member.lower().endswith(".shp"):
        return archive.extract([member], folder)[0]
    stem = str(PurePosixPath(member).with_suffix("")).lower()
    wanted = {f"{stem}{suffix}" for suffix in SHAPE_PARTS}
    parts = [name for name in archive.members if name.lower() in wanted]
    have = {PurePosixPath(name).suffix.lower() for name in parts}
    for suffix in (".shx", ".dbf"):
        if suffix not in have:
            raise ImportRefused(
                _("Zum Shapefile fehlt die Datei mit der Endung %s.") % suffix,
                file=archive.path,
                where=member,
                remedy=_("Packen Sie .shp, .shx, .dbf und .prj zusammen in das Archiv."),
            )
    return next(target for target in archive.extract(parts, folder) if target.suffix.lower() == ".shp")


def _read_one(path: Path, name: str, report: Report, choice: Choice) -> list[Feature]:
    kind = kind_of(check_file(path))
    if kind is FileKind.JSON:
        return _read_geojson(path, name, report, choice)
    if kind in {FileKind.SQLITE, FileKind.SHAPE}:
        columns, geometries = read_layer(path, name, report, choice)
        return [
            Feature(
                _("Objekt %d") % (number + 1),
                {key: plain_value(values[number]) for key, values in columns.items()},
                geometry,
            )
            for number, geometry in enumerate(geometries)
        ]
    raise ImportRefused(
        _("Das ist weder GeoJSON noch GeoPackage noch Shapefile."),
        file=name,
        remedy=_("Shapefiles als zip mit .shp, .shx, .dbf und .prj; andere Formate vorher umwandeln."),
    )


def _read_geojson(path: Path, name: str, report: Report, choice: Choice) -> list[Feature]:
    document = geojson.load(path, name)
    source, said_by = document.crs, _("laut Datei")
    if choice.crs:
        source, said_by = named_crs(choice.crs), _("laut --crs")
    if source is not None:
        report.note(_("Koordinatensystem: %(crs)s (%(by)s)") % {"crs": crs_name(source), "by": said_by})
    geometries = np.array([feature.geometry for feature in document.features], dtype=object)
    if source is None:
        geojson.refuse_metres(geometries, name)
    else:
        geometries = to_wgs84(geometries, source)
    return [
        Feature(raw.where, raw.properties, geometry, raw.problem)
        for raw, geometry in zip(document.features, geometries, strict=True)
    ]


def read_layer(path: Path, name: str, report: Report, choice: Choice) -> tuple[dict[str, Any], np.ndarray]:
    """Return (columns, geometries in WGS84) of a layer of a Shapefile or GeoPackage. Raises `ImportRefused`."""
    try:
        layer = choice.layer or _only_layer(path, name)
        meta, _fids, wkb, data = pyogrio.raw.read(path, layer=layer, encoding=choice.encoding or None)
    except (DataSourceError, DataLayerError, UnicodeDecodeError, ValueError) as error:
        raise ImportRefused(
            _("Die Datei lässt sich nicht lesen (%s).") % str(error).splitlines()[0],
            file=name,
            remedy=_("Prüfen Sie, ob die Datei vollständig ist, und den Namen der Ebene (--layer)."),
        ) from error
    if wkb is None:
        raise ImportRefused(
            _("Die Ebene enthält keine Geometrien."), file=name, remedy=_("Wählen Sie eine andere (--layer).")
        )
    source = _source_crs(meta["crs"], name, report, choice)
    with np.errstate(invalid="ignore"):  # NaN is found later, and named
        geometries = shapely.from_wkb(wkb, on_invalid="fix")
    return dict(zip(meta["fields"], data, strict=True)), to_wgs84(geometries, source)


def _only_layer(path: Path, name: str) -> str:
    layers = [str(layer) for layer, kind in pyogrio.list_layers(path) if kind is not None]
    if len(layers) != 1:
        raise ImportRefused(
            _("Die Datei hat mehrere Ebenen: %s.") % ", ".join(layers)
            if layers
            else _("Die Datei hat keine Ebene mit Geometrie."),
            file=name,
            remedy=_("Wählen Sie eine mit --layer."),
        )
    return layers[0]


def _source_crs(found: str | None, name: str, report: Report, choice: Choice) -> CRS:
    if choice.crs:
        source, said_by = named_crs(choice.crs), _("laut --crs")
    elif found:
        source, said_by = CRS.from_user_input(found), _("laut Datei")
    else:
        raise ImportRefused(
            _("Das Koordinatensystem ist nicht angegeben (bei Shapefiles fehlt die .prj-Datei)."),
            file=name,
            field="--crs",
            remedy=_("Geben Sie es an, zum Beispiel --crs EPSG:25832."),
        )
    report.note(_("Koordinatensystem: %(crs)s (%(by)s)") % {"crs": crs_name(source), "by": said_by})
    return source


def crs_name(source: CRS) -> str:
    """Return `EPSG:25832` where the CRS has such a name, else its own."""
    authority = source.to_authority()
    return ":".join(authority) if authority else str(source.name)


def plain_value(value: Any) -> Any:
    """Return a value of a GDAL column as JSON knows it: numbers, texts, ISO dates, None for what is missing."""
    if isinstance(value, np.datetime64):
        return (
            None if np.isnat(value) else str(value.astype("datetime64[s]").item().isoformat()).removesuffix("T00:00:00")
        )
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    if isinstance(value, bytes):
        return None
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


def text_of(value: Any) -> str:
    """Return a property as text: 12.0 from a numeric key column becomes `12`; None and booleans become ""."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).replace("\x00", "").split())
