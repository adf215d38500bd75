# SPDX-License-Identifier: EUPL-1.2
"""A small basemap of its own for each test that asks for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from allmende.core.maps import basemap
from allmende.engines.tiles import FeatureTable
from allmende.engines.tiles.features import object_array


def table(layer: str, shapes: list[Any], **columns: list[Any]) -> FeatureTable:
    return FeatureTable(layer, object_array(shapes), {name: np.array(v, dtype=object) for name, v in columns.items()})


@pytest.fixture
def village() -> list[FeatureTable]:
    """A street of two pieces, a house in a field, a name: around 8.7 east, 50 north."""
    return [
        table(
            "street",
            [shapely.LineString([(8.70, 50.0), (8.705, 50.0)]), shapely.LineString([(8.705, 50.0), (8.71, 50.003)])],
            kind=["main", "main"],
            name=["Dorf<b>straße", "Dorf<b>straße"],
            bridge=[0, 0],
            tunnel=[0, 0],
        ),
        table("building", [shapely.box(8.7020, 50.0005, 8.7024, 50.0008)], kind=["farm"], levels=[2]),
        table("green", [shapely.box(8.70, 50.0, 8.71, 50.01)], kind=["farmland"], name=[""]),
        table("label", [shapely.Point(8.705, 50.001)], kind=["village"], name=["Auendorf"], rank=[3]),
    ]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def built(home: Path, village: list[FeatureTable]) -> dict[str, Any]:
    """The village as the installation's basemap; what `build` returned."""
    return basemap.build(village, lambda label, done, total: None, attribution="© Probe")
