# SPDX-License-Identifier: EUPL-1.2
"""Places as GeoJSON (RFC 7946): one FeatureCollection in WGS84, written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterator

from allmende.commons.places.exports.rows import records
from allmende.commons.places.index import Index, Rows


def pieces(index: Index, rows: Rows) -> Iterator[str]:
    """Yield the text of the file; columns without a value are left out."""
    yield '{"type":"FeatureCollection","features":['
    separator = "\n"
    for place, values in records(index, rows):
        feature = {
            "type": "Feature",
            "id": place.pk,
            "geometry": {"type": "Point", "coordinates": [round(place.geom.x, 7), round(place.geom.y, 7)]},
            "properties": {name: value for name, value in values.items() if value not in ("", None) and name != "id"},
        }
        yield separator + json.dumps(feature, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
