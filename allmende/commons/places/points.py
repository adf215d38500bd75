# SPDX-License-Identifier: EUPL-1.2
"""The found places as points for the map: tiles and GeoJSON from the same search as the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from allmende.commons.places.categories import catalogue
from allmende.commons.places.index import Index, Rows
from allmende.core.maps.points import LAYER
from allmende.engines.tiles import FeatureTable

Box = tuple[float, float, float, float]


def within(index: Index, rows: Rows, bounds: Box) -> Rows:
    """Return those of the rows that lie within west, south, east, north, in the order of their keys."""
    west, south, east, north = bounds
    lon, lat = index.lon[rows], index.lat[rows]
    inside = rows[(lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)]
    return inside[np.argsort(index.key[inside])]


@dataclass(frozen=True)
class PlacePoints:
    """Source of tiles (see `core.maps.points.PointSource`): some rows of the index."""

    index: Index
    rows: Rows
    revision: str
    names: Sequence[str] = ("name", "note", "icon", "colour")

    def read(self, bounds: Box) -> FeatureTable:
        """Return the points within bounds; no query."""
        rows = within(self.index, self.rows, bounds)
        categories = list(catalogue().categories.values())
        note, icon, colour = (
            np.array(values, dtype=object)
            for values in (
                [str(category.one) for category in categories],
                [category.icon for category in categories],
                [category.group.colour for category in categories],
            )
        )
        codes = self.index.category[rows]
        return FeatureTable(
            LAYER,
            shapely.points(self.index.lon[rows], self.index.lat[rows]),
            {"name": self.index.name[rows], "note": note[codes], "icon": icon[codes], "colour": colour[codes]},
            self.index.key[rows],
        )


def features(index: Index, rows: Rows) -> dict[str, Any]:
    """Return a GeoJSON FeatureCollection of the rows with name, category and address of the page, for a map."""
    categories = list(catalogue().categories.values())
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": int(index.key[row]),
                "geometry": {"type": "Point", "coordinates": [float(index.lon[row]), float(index.lat[row])]},
                "properties": {
                    "name": index.name[row],
                    "category": categories[index.category[row]].key,
                    "note": str(categories[index.category[row]].one),
                    "icon": categories[index.category[row]].icon,
                    "colour": categories[index.category[row]].group.colour,
                },
            }
            for row in rows.tolist()
        ],
    }
