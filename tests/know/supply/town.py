# SPDX-License-Identifier: EUPL-1.2
"""A small county whose supply can be analysed: four quarters, some hundred inhabitants in each, three Kitas in the west."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
from shapely import Point, box

WEST, SOUTH, SIZE = 10.2, 51.1, 0.03
QUARTERS = {"Westend": (0, 0), "Nordend": (0, 1), "Ostend": (1, 0), "Waldhof": (1, 1)}
KITAS = ((10.205, 51.105, "Kita Spatzennest"), (10.21, 51.12, "Kita Regenbogen"), (10.215, 51.14, "Kita am Bach"))
IN_OSTEND = (10.245, 51.115)
"""A point in the middle of a quarter that has no Kita."""


def settle(county: Any) -> None:
    """Give a county quarters, inhabitants, Kitas, an empty shop, topics, and prepare its data (without a street network)."""
    from allmende.commons.places.actions import PlaceData, store_places
    from allmende.commons.places.models import Area, Division

    division = Division.objects.create(municipality=county, key="quarters", name="Ortsteile", kind="quarters")
    for name, (column, row) in QUARTERS.items():
        west, south = WEST + column * SIZE, SOUTH + row * SIZE
        Area.objects.create(
            division=division, key=name, name=name, slug=name.lower(), geom=box(west, south, west + SIZE, south + SIZE),
            valid_from=datetime.date(2026, 1, 1),
        )  # fmt: skip
    rows = [
        PlaceData(
            f"kita/{number}", "kindergarten", Point(lon, lat), name=name, street="Ringstraße", house_number=str(number)
        )
        for number, (lon, lat, name) in enumerate(KITAS, start=1)
    ]
    rows.append(
        PlaceData(
            "vacant/1",
            "vacant_shop",
            Point(10.25, 51.12),
            name="Ehemalige Bäckerei",
            street="Ostring",
            house_number="7",
        )
    )
    store_places(county, "supply", rows, licence="CC0")
    populate(county)


def populate(county: Any) -> None:
    """Let people live all over the four quarters, plant three topics, and prepare the data."""
    from allmende.know.supply import actions
    from allmende.know.supply.models import Topic

    actions.plant_topics(county)
    Topic.objects.exclude(key__in=("kita", "apotheke", "haltestelle")).delete()
    steps = np.arange(0.0015, 2 * SIZE, 0.003)
    cells = [
        actions.CellData(
            f"{lon:.4f},{lat:.4f}", WEST + lon, SOUTH + lat,
            {"total": 40, "under3": 10, "from3to5": 10, "pupils": 10, "from65": 10, "from80": 0, "no_car": 10},
        )
        for lon in steps
        for lat in steps
    ]  # fmt: skip
    actions.store_population(
        county, cells, kind="cells", source="Erfundene Zählung", as_of=datetime.date(2026, 1, 1),
        columns=["under3", "from3to5", "pupils", "from65", "from80", "no_car"],
    )  # fmt: skip
    actions.prepare(county)
