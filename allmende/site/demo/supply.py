# SPDX-License-Identifier: EUPL-1.2
"""Supply in the demo county: where its people live, what counts as near, and travel times on its streets."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np
from pyproj import Transformer

from allmende.core.municipality.models import Municipality
from allmende.engines.townscape import County
from allmende.engines.townscape.model import CRS
from allmende.know.supply.actions import CellData, plant_topics, prepare, store_population
from allmende.know.supply.folders import home_of
from allmende.know.supply.models import Population, Preparation
from allmende.know.supply.network_actions import build_from_streets
from allmende.site.demo import Progress, county

AS_OF = datetime.date(2026, 1, 1)
COLUMNS = ("under3", "from3to5", "pupils", "from65", "from80")
"""The county knows no cars."""


def fill(made: County, progress: Progress) -> int:
    """Store topics, standards and the population in cells of 100 m where none is there; return how many were added."""
    home = county.row()
    if Population.objects.filter(municipality=home).exists():
        return 0
    stored = store_population(
        home,
        _cells(made),
        kind=Population.Kind.CELLS,
        source="Demogenerator, Rasterzellen von 100 m",
        as_of=AS_OF,
        columns=COLUMNS,
        licence=county.LICENCE,
    )
    return plant_topics(home) + stored.added


def _cells(made: County) -> Iterator[CellData]:
    middle = made.grid.corner + 50
    lon, lat = Transformer.from_crs("EPSG:3035", "EPSG:4326", always_xy=True).transform(middle[:, 0], middle[:, 1])
    ages = made.grid.people
    groups = np.column_stack(
        [ages.sum(axis=1), ages[:, 0], ages[:, 1], ages[:, 2:4].sum(axis=1), ages[:, 7:].sum(axis=1), ages[:, 8]]
    )
    for key, x, y, people in zip(made.grid.cell, lon, lat, groups.tolist(), strict=True):
        yield CellData(str(key), round(x, 7), round(y, 7), dict(zip(("total", *COLUMNS), people, strict=True)))


def prepare_files(made: County, progress: Progress) -> int:
    """Build the street network and compute travel times where that was not done yet; return the number of origins."""
    home: Municipality = county.row()
    done = Preparation.objects.filter(municipality=home, state=Preparation.State.READY).exists()
    if done and (home_of(home) / "current").exists():
        return 0
    build_from_streets(home, made.streets, CRS, "Demogenerator", progress)
    prepare(home, progress)
    return 1
