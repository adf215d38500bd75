# SPDX-License-Identifier: EUPL-1.2
"""The whole: same bytes for the same seed, other counties for other seeds, linear time, nothing of a real place."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import hashlib
import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import shapely

from allmende.engines.townscape import generate, tables

BASEMAP = {
    "street": {"main", "secondary", "residential", "service", "track", "path", "cycleway", "pedestrian", "steps", "motorway"},
    "building": {"residential", "public", "commercial", "industrial", "farm", "church", "other"},
    "water": {"river", "lake", "pond", "basin"},
    "waterway": {"river", "stream", "canal", "ditch"},
    "green": {"forest", "park", "meadow", "farmland", "cemetery", "pitch", "playground", "orchard", "allotments", "grass"},
    "built": {"residential", "commercial", "industrial", "public"},
    "rail": {"rail", "tram", "light_rail"},
    "boundary": {"county", "town", "quarter"},
    "label": {"town", "village", "quarter", "locality", "water", "forest", "station"},
}  # fmt: skip


def digest(value: Any) -> str:
    """A hash of everything a county holds."""
    hasher = hashlib.sha256()

    def feed(item: Any) -> None:
        if isinstance(item, np.ndarray) and item.dtype != object:
            hasher.update(item.tobytes())
        elif isinstance(item, (list, tuple, np.ndarray)):
            for part in item:
                feed(part)
        elif isinstance(item, shapely.Geometry):
            hasher.update(item.wkb)
        elif dataclasses.is_dataclass(item):
            for column in dataclasses.fields(item):
                feed(getattr(item, column.name))
        elif hasattr(item, "items"):
            for key, part in item.items():
                hasher.update(f"{key}={part}".encode())
        else:
            hasher.update(repr(item).encode())

    feed(value)
    return hasher.hexdigest()


def test_same_seed_same_bytes_in_another_process(small) -> None:
    script = (
        "from tests.engines.townscape.test_generate import digest\n"
        "from allmende.engines.townscape import generate\n"
        "print(digest(generate(9_000, 1)))"
    )
    env = os.environ | {"PYTHONHASHSEED": "4711"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.strip() == digest(small)


def test_other_seed_other_county(small) -> None:
    assert digest(generate(9_000, 2)) != digest(small)


@pytest.mark.parametrize("inhabitants", [0, 1_999, 300_001])
def test_sizes_out_of_range_are_refused(inhabitants) -> None:
    with pytest.raises(ValueError, match="between 2000 and 300000"):
        generate(inhabitants)


def test_base_map_has_the_agreed_layers_and_words(county) -> None:
    layers = {table.layer: table for table in tables(county)}
    assert set(layers) == set(BASEMAP)
    for name, table in layers.items():
        assert len(table)
        assert set(table.attributes["kind"].tolist()) <= BASEMAP[name]
        assert not shapely.is_empty(table.geometry).any()
        west, south, east, north = shapely.total_bounds(table.geometry)
        assert 9 < west < east < 12
        assert 50 < south < north < 52.5


def test_land_cover_leaves_no_hole_in_the_county(county) -> None:
    cover = county.land.geometry[np.isin(county.land.layer.astype(str), ["water", "green", "built"])]
    bare = shapely.difference(county.area.geometry, shapely.union_all(cover, grid_size=0.01))
    assert bare.area < 0.004 * county.area.geometry.area


def test_names_are_not_those_of_real_municipalities(shared_data, county) -> None:
    with gzip.open(shared_data / "admin" / "gemeinden_2023-11-30_derived.csv.gz", "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        real = {row["name"].split(",")[0].strip() for row in rows}
    assert len(real) > 8_000
    assert {s.name for s in county.settlements} & real == set()
