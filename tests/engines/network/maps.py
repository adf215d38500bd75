# SPDX-License-Identifier: EUPL-1.2
"""Small OpenStreetMap files drawn by hand, for tests."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np

from allmende.engines.network import Network, build_from_osm

LON, LAT = 9.0, 51.0
METRE_LON, METRE_LAT = 1 / 70_197.7, 1 / 111_249.0  # degrees per metre at that place


def draw(
    folder: Path,
    nodes: dict[int, tuple[float, float]],
    ways: dict[int, tuple[list[int], dict[str, str]]],
    tagged: dict[int, dict[str, str]] | None = None,
    squares: dict[int, tuple[list[int], dict[str, str]]] | None = None,
    name: str = "map.osm",
) -> Path:
    """Write a file: nodes in metres east and north of a place near Kassel, ways as (nodes, tags), multipolygons as (ways, tags)."""
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6">']
    for number, (x, y) in sorted(nodes.items()):
        place = f'lat="{LAT + y * METRE_LAT:.7f}" lon="{LON + x * METRE_LON:.7f}"'
        lines.append(f'<node id="{number}" version="1" {place}>{_tags((tagged or {}).get(number, {}))}</node>')
    for number, (refs, tags) in sorted(ways.items()):
        inside = "".join(f'<nd ref="{ref}"/>' for ref in refs) + _tags(tags)
        lines.append(f'<way id="{number}" version="1">{inside}</way>')
    for number, (members, tags) in sorted((squares or {}).items()):
        inside = "".join(f'<member type="way" ref="{ref}" role="outer"/>' for ref in members)
        lines.append(
            f'<relation id="{number}" version="1">{inside}{_tags({"type": "multipolygon", **tags})}</relation>'
        )
    path = folder / name
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path


def _tags(tags: dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


def network(folder: Path, *args, **kwargs) -> Network:
    """The network of a drawn map."""
    return build_from_osm(draw(folder, *args, **kwargs))


def of_way(made: Network, way: int) -> np.ndarray:
    """Segments of a way (>= 0) or of a barrier (-1 - node)."""
    return np.flatnonzero(made.source == way)


def reachable(made: Network, profile: str, way: int, other: int) -> bool:
    """Whether one gets from the first segment of a way to the first of another."""
    table, start, goal = made.cost[profile], of_way(made, way)[0], of_way(made, other)[0]
    seen = {int(made.ends[start, 1])} if table[start, 0] >= 0 else set()
    if table[start, 1] >= 0:
        seen.add(int(made.ends[start, 0]))
    fresh = set(seen)
    while fresh:
        node = fresh.pop()
        for side in (0, 1):
            for segment in np.flatnonzero(made.ends[:, side] == node):
                if table[segment, side] >= 0 and (end := int(made.ends[segment, 1 - side])) not in seen:
                    seen.add(end)
                    fresh.add(end)
    return any(int(made.ends[goal, side]) in seen and table[goal, side] >= 0 for side in (0, 1))
