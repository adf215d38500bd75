# SPDX-License-Identifier: EUPL-1.2
"""Files as an operator brings them, around the town of `tests/conftest.py` (10.2 to 10.4 E, 51.1 to 51.3 N)."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def write(tmp_path):
    """Return a function that writes bytes or text to a file and returns its path."""

    def make(content, name="orte.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


@pytest.fixture
def geojson(write):
    """Return a function that writes features given as (lon, lat, properties) or as GeoJSON objects."""

    def make(*features, name="orte.geojson", **members):
        found = [
            feature
            if isinstance(feature, dict)
            else {
                "type": "Feature",
                "properties": feature[2],
                "geometry": {"type": "Point", "coordinates": [feature[0], feature[1]]},
            }
            for feature in features
        ]
        return write(json.dumps({"type": "FeatureCollection", **members, "features": found}), name)

    return make


@pytest.fixture
def places(db):
    """Return a function that lists what is stored about the present places, by key."""
    from allmende.commons.places.models import Place

    def stored(*fields):
        rows = Place.objects.filter(vanished__isnull=True).order_by("source", "source_id")
        return list(rows.values_list(*fields, flat=len(fields) == 1))

    return stored
