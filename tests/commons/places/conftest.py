# SPDX-License-Identifier: EUPL-1.2
"""Areas and places of the county in `tests/conftest.py`."""

from __future__ import annotations

import datetime
import itertools

import pytest
from shapely import Point, box

_numbers = itertools.count(1)


@pytest.fixture
def make_area(county):
    """Return a function that stores an area (a box by default) in a division, which it makes when needed."""
    from allmende.commons.places.models import Area, Division

    def make(key, geom=None, *, division="quarters", kind="quarters", name="", **fields):
        division, _ = Division.objects.get_or_create(
            municipality=fields.pop("municipality", county), key=division, defaults={"name": "Ortsteile", "kind": kind}
        )
        return Area.objects.create(
            division=division,
            key=key,
            name=name or key.title(),
            slug=key,
            geom=geom or box(10.2, 51.1, 10.3, 51.2),
            valid_from=fields.pop("valid_from", datetime.date(2020, 1, 1)),
            **fields,
        )

    return make


@pytest.fixture
def make_place(county):
    """Return a function that stores a place in the town of the county."""
    from allmende.commons.places.models import Place

    def make(name="Stadtapotheke", category="pharmacy", lon=10.25, lat=51.15, **fields):
        fields.setdefault("municipality", county.members.first())
        return Place.objects.create(name=name, category=category, geom=Point(lon, lat), **fields)

    return make


@pytest.fixture
def row():
    """Return a function that makes what an importer hands over."""
    from allmende.commons.places.actions import PlaceData

    def make(source_id=None, category="pharmacy", lon=10.25, lat=51.15, **fields):
        return PlaceData(source_id or f"node/{next(_numbers)}", category, Point(lon, lat), **fields)

    return make
