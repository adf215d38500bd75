# SPDX-License-Identifier: EUPL-1.2
"""Small registers for tests, written by hand from the data descriptions of Destatis and BKG."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from shapely import box

from allmende.core.geo import crs


def record(kind, key, name, *, seat="", mark="", hectares=0, inhabitants=0, postcode="", date="20231130"):
    """Return a line of GV100AD. `key` is in the order of that file: Land, RB, Kreis, Gemeinde, Verband."""
    line = f"{kind}{date}{key:<12}{name:<50}{seat:<50}{mark:<2}"
    if kind == "60":
        line += f"    {hectares:011d}{inhabitants:011d}{inhabitants // 2:011d}    {postcode:<5}*****  21151112119010"
    return f"{line:<220}"


def auental(date="20231130", *, towns=("001", "002", "003"), inhabitants=1000):
    """Return the lines of a Land with one county, one association of several towns and one town on its own."""
    lines = [
        record("10", "16", "Thüringen", seat="Erfurt", date=date),
        record("40", "16099", "Auental", seat="Auenstadt", mark="44", date=date),
        record("50", "16099   0001", "Auenstadt, Stadt", mark="50", date=date),
        record("50", "16099   5001", "Oberes Tal", mark="54", date=date),
    ]
    for town in towns:
        association = "0001" if town == "001" else "5001"
        name = "Auenstadt, Stadt" if town == "001" else f"Dorf {town}"
        mark = "63" if town == "001" else "64"
        lines.append(
            record(
                "60",
                f"16099{town}{association}",
                name,
                mark=mark,
                hectares=1234,
                inhabitants=inhabitants,
                postcode="07743",
                date=date,
            )
        )
    return lines


def write_gv100ad(path: Path, lines, encoding="utf-8") -> Path:
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def square(column, row=0):
    """Return a square of a tenth of a degree near Jena."""
    return box(11.0 + column / 10, 50.5 + row / 10, 11.1 + column / 10, 50.6 + row / 10)


def write_shape(path: Path, layers, *, date="01.01.2021", epsg=25832, prefix="VG250_", leave_out=()) -> Path:
    """Write a zip like the BKG's. `layers`: level -> list of (ARS without zeros, GEN, BEZ, GF, WSK, outline in WGS84)."""
    folder = path.parent / f"{path.stem}-parts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for level, rows in layers.items():
        outlines = np.array([crs.transform(row[5], 4326, epsg) for row in rows])
        columns = [np.array([row[number] for row in rows]) for number in range(5)]
        columns[3] = columns[3].astype("int32")
        columns[4] = columns[4].astype("datetime64[D]")
        pyogrio.raw.write(
            folder / f"{prefix}{level}.shp",
            shapely.to_wkb(outlines),
            columns,
            fields=["ARS", "GEN", "BEZ", "GF", "WSK"],
            geometry_type="MultiPolygon",
            promote_to_multi=True,
            crs=f"EPSG:{epsg}",
            driver="ESRI Shapefile",
            encoding="UTF-8",
        )
    with zipfile.ZipFile(path, "w") as out:
        for file in sorted(folder.iterdir()):
            if file.suffix not in leave_out:
                out.write(file, f"vg250/{file.name}")
        if date:
            out.writestr("vg250/aktualitaet.txt", date)
    return path


def shape_of_auental(towns=("001", "002", "003")):
    """Return layers for `write_shape` that fit `auental`."""
    return {
        "LAN": [("16", "Thüringen", "Freistaat", 4, "1990-10-03", box(10, 50, 12, 51))],
        "KRS": [("16099", "Auental", "Landkreis", 4, "1994-07-01", box(11, 50.5, 11.4, 50.7))],
        "VWG": [
            ("160990001", "Auenstadt", "Gemeinschaftsfreie Gemeinde", 4, "1994-07-01", square(0)),
            ("160995001", "Oberes Tal", "Verwaltungsgemeinschaft", 4, "1994-07-01", square(1)),
        ],
        "GEM": [
            (
                f"16099{'0001' if town == '001' else '5001'}{town}",
                "Auenstadt" if town == "001" else f"Dorf {town}",
                "Stadt" if town == "001" else "Gemeinde",
                4,
                "2009-01-01",
                square(number),
            )
            for number, town in enumerate(towns)
        ],
    }
