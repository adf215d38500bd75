# SPDX-License-Identifier: EUPL-1.2
"""GeoJSON (RFC 7946, and the older form with a `crs` member), read so that each fault can be named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from pyproj import CRS
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from allmende.core.geo import crs as geo_crs
from allmende.core.imports.report import ImportRefused
from allmende.core.imports.text import MAX_TEXT


@dataclass(frozen=True, slots=True)
class RawFeature:
    """One feature before its coordinates are looked at."""

    where: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The features of a file, and the CRS it names itself (None: WGS84 by RFC 7946)."""

    features: list[RawFeature]
    crs: CRS | None


def load(path: Path, name: str) -> Document:
    """Read a FeatureCollection or a single Feature. Raises `ImportRefused` when it is none."""
    if path.stat().st_size > MAX_TEXT:
        raise ImportRefused(
            _("Die Datei ist größer als %d MB.") % (MAX_TEXT >> 20), file=name, remedy=_("Teilen Sie die Datei auf.")
        )
    try:
        data = json.loads(path.read_bytes())
    except RecursionError as error:
        raise ImportRefused(
            _("Die Datei ist zu tief verschachtelt."), file=name, remedy=_("Prüfen Sie die Herkunft.")
        ) from error
    except UnicodeDecodeError as error:
        raise ImportRefused(
            _("Die Datei ist nicht in UTF-8 geschrieben (Byte %(at)d; es sieht aus wie %(found)s).")
            % {"at": error.start, "found": "cp1252"},
            file=name,
            remedy=_("Speichern Sie sie als UTF-8; GeoJSON kennt keinen anderen Zeichensatz."),
        ) from error
    except json.JSONDecodeError as error:
        raise ImportRefused(
            _("Das ist kein gültiges JSON (%s).") % error.msg,
            file=name,
            where=_("Zeile %(line)d, Zeichen %(column)d") % {"line": error.lineno, "column": error.colno},
            remedy=_("Laden Sie die Datei noch einmal herunter; vielleicht ist sie abgeschnitten."),
        ) from error
    return Document(_features(data, name), _crs(data, name))


def _features(data: Any, name: str) -> list[RawFeature]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "Feature":
        found = [data]
    elif kind == "FeatureCollection" and isinstance(data.get("features"), list):
        found = data["features"]
    else:
        raise ImportRefused(
            _("Das ist kein GeoJSON mit Objekten (FeatureCollection)."),
            file=name,
            field="type",
            remedy=_("Exportieren Sie die Ebene als GeoJSON FeatureCollection."),
        )
    return [_feature(raw, number, name) for number, raw in enumerate(found, 1)]


def _feature(raw: Any, number: int, name: str) -> RawFeature:
    where = _("Objekt %d") % number
    if not isinstance(raw, dict):
        return RawFeature(where, {}, None, _("Das ist kein GeoJSON-Objekt."))
    properties = raw.get("properties")
    properties = dict(properties) if isinstance(properties, dict) else {}
    if isinstance(raw.get("id"), (str, int)):
        properties.setdefault("id", raw["id"])
        where += f" (id {str(raw['id'])[:40]})"
    if raw.get("geometry") is None:
        return RawFeature(where, properties, None, _("Die Geometrie fehlt."))
    try:
        with np.errstate(invalid="ignore"):  # NaN is found later, and named
            return RawFeature(where, properties, shape(raw["geometry"]))
    except (ShapelyError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return RawFeature(where, properties, None, _("Die Geometrie ist nicht lesbar."))


def _crs(data: Mapping[str, Any], name: str) -> CRS | None:
    """Return the CRS of the old `crs` member, or None where there is none. An unreadable one is never skipped."""
    member = data.get("crs")
    if member is None:
        return None
    text = ""
    if isinstance(member, dict) and isinstance(member.get("properties"), dict):
        text = str(member["properties"].get("name", ""))
    try:
        return geo_crs.parse_crs(text)
    except geo_crs.UnknownCrs as error:
        raise ImportRefused(
            _("Das angegebene Koordinatensystem „%s“ ist unbekannt.") % text,
            file=name,
            field="crs",
            remedy=_("Berichtigen oder entfernen Sie „crs“ in der Datei, oder geben Sie es mit --crs EPSG:… an."),
        ) from error


def refuse_metres(geometries: np.ndarray, name: str) -> None:
    """Raise `ImportRefused` when most coordinates of a GeoJSON without `crs` are no degrees (but metres)."""
    there = geometries[~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)]
    if not len(there):
        return
    west, south, east, north = shapely.bounds(there).T
    with np.errstate(invalid="ignore"):
        outside = (west < -180) | (east > 180) | (south < -90) | (north > 90)
    if outside.sum() * 2 > len(there):
        first = int(np.argmax(outside))
        raise ImportRefused(
            _(
                "Koordinaten wie %(x).0f / %(y).0f sind keine Längen- und Breitengrade, und die Datei nennt kein Koordinatensystem."
            )
            % {"x": west[first], "y": south[first]},
            file=name,
            field="crs",
            remedy=_("Geben Sie es an, zum Beispiel --crs EPSG:25832."),
        )
