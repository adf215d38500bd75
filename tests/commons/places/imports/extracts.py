# SPDX-License-Identifier: EUPL-1.2
"""Small OpenStreetMap extracts, written with libosmium."""

from __future__ import annotations

from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way


class Extract:
    """Collects objects and writes them as .osm.pbf; positions are (lon, lat)."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self.ways: list[Way] = []
        self.relations: list[Relation] = []

    def node(self, lon, lat, number=None, **tags):
        number = number or 1000 + len(self.nodes)
        self.nodes[number] = Node(id=number, location=(lon, lat), tags=tags, version=1)
        return number

    def way(self, number, positions, *, missing=(), **tags):
        refs = [self.node(*position) for position in positions]
        if positions[0] == positions[-1] and len(refs) > 2:
            del self.nodes[refs[-1]]
            refs[-1] = refs[0]
        for index in missing:
            self.nodes.pop(refs[index], None)
        self.ways.append(Way(id=number, nodes=refs, tags=tags, version=1))
        return number

    def relation(self, number, members, **tags):
        self.relations.append(Relation(id=number, members=members, tags=tags, version=1))
        return number

    def write(self, path: Path) -> Path:
        path.unlink(missing_ok=True)
        with osmium.SimpleWriter(str(path)) as out:
            for number in sorted(self.nodes):
                out.add_node(self.nodes[number])
            for way in sorted(self.ways, key=lambda way: way.id):
                out.add_way(way)
            for relation in self.relations:
                out.add_relation(relation)
        return path


def ring(lon, lat, size=0.001):
    """Return the corners of a closed square."""
    return [(lon, lat), (lon + size, lat), (lon + size, lat + size), (lon, lat + size), (lon, lat)]
