# SPDX-License-Identifier: EUPL-1.2
"""A town of three streets for the command `allmende supply`: one proved passable, one unknown, stairs, and an island."""

from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

STREETS = {
    # number: (node numbers, tags)
    1: (range(1, 7), {"highway": "footway", "wheelchair": "yes", "surface": "asphalt"}),
    2: (range(6, 12), {"highway": "residential"}),
    3: ((6, 20), {"highway": "steps", "incline": "up"}),
    4: ((20, 21), {"highway": "footway", "wheelchair": "yes", "surface": "asphalt"}),
    5: ((30, 31), {"highway": "residential"}),
}
PROVED_ISLAND = {
    6: ((40, 41), {"highway": "footway", "wheelchair": "yes", "surface": "asphalt"}),
    7: ((11, 50), {"highway": "residential"}),
}
"""More streets: 1.2 km that are proved but join nothing, and so many unknown ones that they are not the largest part."""
NODES = (
    {number: (8.600 + 0.001 * (number - 1), 49.400) for number in range(1, 12)}
    | {20: (8.605, 49.404), 21: (8.605, 49.405)}
    | {30: (8.600, 49.420), 31: (8.602, 49.420)}
    | {40: (8.640, 49.400), 41: (8.656, 49.400), 50: (8.636, 49.410)}
)

ORIGINS = """id,lon,lat,weight
west,8.6001,49.4001,30
north,8.605,49.4048,5
east,8.6070,49.4000,10
nobody,8.6020,49.4000,0
field,8.605,49.4100,2
island,8.601,49.4201,3
outside,9.9,49.4,1
"""
FACILITIES = """id,lon,lat,capacity
F1,8.6080,49.4001,40
F2,8.605,49.4050,10
"""
PROVED = """id,lon,lat
F1,8.6080,49.4001
F3,8.6045,49.4000
"""


def write_town(path: Path, streets=STREETS) -> Path:
    """Write the streets as .osm.pbf."""
    with osmium.SimpleWriter(str(path)) as out:
        for number, place in sorted(NODES.items()):
            out.add_node(Node(id=number, location=place, tags={}, version=1))
        for number, (nodes, tags) in streets.items():
            out.add_way(Way(id=number, nodes=list(nodes), tags=tags, version=1))
    return path
