# SPDX-License-Identifier: EUPL-1.2
"""What the basemap shows at which zoom, and how finely."""

from __future__ import annotations

import numpy as np
import shapely

from allmende.engines.tiles import Detail, FeatureTable

MIN_ZOOM, MAX_ZOOM = 5, 15

_NEVER = 99
FIRST_ZOOM: dict[str, dict[str, int]] = {
    "street": {
        "motorway": 5,
        "main": 8,
        "secondary": 10,
        "residential": 12,
        "pedestrian": 13,
        "service": 13,
        "track": 13,
        "cycleway": 13,
        "path": 14,
        "steps": 14,
    },
    "building": {"public": 13, "church": 13, "industrial": 13, "commercial": 13, "": 14},
    "water": {"": 5},
    "waterway": {"river": 8, "canal": 9, "stream": 12, "ditch": 13},
    "green": {"forest": 6, "": 10, "grass": 12, "pitch": 13, "playground": 13},
    "built": {"residential": 8, "": 9},
    "rail": {"rail": 8, "": 11},
    "boundary": {"county": 5, "town": 8, "quarter": 12},
    "label": {"town": 6, "village": 10, "quarter": 12, "locality": 13, "water": 12, "forest": 12, "station": 13},
}
"""First zoom of each kind; '' stands for the kinds not named."""

_JOIN = {
    "street": ("kind", "name", "bridge", "tunnel"),
    "waterway": ("kind", "name"),
    "rail": ("kind",),
    "boundary": ("kind",),
}
_NAMES_FROM = 12
"""Below this zoom streets carry no names: their pieces join to longer lines and the tiles stay small."""


def select(table: FeatureTable, zoom: int) -> FeatureTable:
    """The rows of a basemap layer that this zoom shows, without names where none is printed."""
    first = FIRST_ZOOM[table.layer]
    kinds = table.attributes["kind"].tolist()
    shown = table.take(np.array([first.get(kind, first.get("", _NEVER)) <= zoom for kind in kinds], dtype=bool))
    if zoom >= _NAMES_FROM or "name" not in table.attributes or table.layer == "label":
        return shown
    attributes = {name: column for name, column in shown.attributes.items() if name != "name"}
    return FeatureTable(shown.layer, shown.geometry, attributes)


def detail(table: FeatureTable, zoom: int) -> Detail:
    """How finely a layer is drawn; the finest zoom is drawn as exactly as the grid allows."""
    join = tuple(name for name in _JOIN.get(table.layer, ()) if name in table.attributes)
    if zoom >= MAX_ZOOM:
        return Detail(join=join)
    if table.layer == "building":
        return Detail(tolerance=2, min_area=40)
    return Detail(tolerance=4, min_area=150, min_length=8, join=join)


def large_first(table: FeatureTable) -> FeatureTable:
    """Areas sorted from large to small, so that the meadow lies on the forest and not under it."""
    order = np.argsort(-shapely.area(table.geometry), kind="stable")
    return table.take(order)
