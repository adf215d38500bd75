# SPDX-License-Identifier: EUPL-1.2
"""Colours of the basemap, in daylight and at night.

The map is a quiet ground: paper, meadow and water in pale tones of one family, streets white with a thin edge, so that
the coloured points that people look for stand out. At night the same order of brightness is turned round.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One colour for each thing the map draws."""

    ground: str
    settled: str
    residential: str
    commercial: str
    industrial: str
    public: str
    forest: str
    park: str
    meadow: str
    farmland: str
    grass: str
    garden: str
    cemetery: str
    pitch: str
    pitch_line: str
    playground: str
    water: str
    building: str
    building_edge: str
    building_public: str
    building_church: str
    motorway: str
    motorway_edge: str
    main: str
    main_edge: str
    secondary: str
    street: str
    street_edge: str
    service: str
    pedestrian: str
    tunnel: str
    path: str
    track: str
    cycleway: str
    rail: str
    rail_dash: str
    boundary: str
    county: str
    text: str
    text_soft: str
    text_street: str
    text_water: str
    text_green: str
    halo: str


LIGHT = Palette(
    ground="#f6f3ec",
    settled="#ddd3c8",
    residential="#efebe4",
    commercial="#f3e9e4",
    industrial="#eae8ec",
    public="#f4ecd9",
    forest="#c5dcbb",
    park="#d3e9c6",
    meadow="#e2eed2",
    farmland="#f3efdc",
    grass="#dcecce",
    garden="#dbe7c6",
    cemetery="#d2e1cb",
    pitch="#bfe0bd",
    pitch_line="#a3cda3",
    playground="#e3efb9",
    water="#a8d0ea",
    building="#ddd5ca",
    building_edge="#c6bcae",
    building_public="#e6cfa9",
    building_church="#d3c0b4",
    motorway="#f0a868",
    motorway_edge="#cf8440",
    main="#fbdc8f",
    main_edge="#d9b354",
    secondary="#fff3c4",
    street="#ffffff",
    street_edge="#d3cabd",
    service="#ffffff",
    pedestrian="#f6eef4",
    tunnel="#e9e4da",
    path="#b1875d",
    track="#b79a6c",
    cycleway="#6a8fc4",
    rail="#8a8790",
    rail_dash="#f6f3ec",
    boundary="#a58bb5",
    county="#8b6ba1",
    text="#2d2a33",
    text_soft="#5b5560",
    text_street="#4c4648",
    text_water="#2f6b99",
    text_green="#3c6b3c",
    halo="#fdfcf9",
)

DARK = Palette(
    ground="#1a1e20",
    settled="#33393e",
    residential="#1f2427",
    commercial="#27262a",
    industrial="#24272c",
    public="#2b2925",
    forest="#1b2c25",
    park="#1f3429",
    meadow="#1e2a26",
    farmland="#20201d",
    grass="#1e2d27",
    garden="#202d25",
    cemetery="#212e2c",
    pitch="#21402f",
    pitch_line="#2c543e",
    playground="#2c3a27",
    water="#17344f",
    building="#2e3438",
    building_edge="#3b4247",
    building_public="#423c33",
    building_church="#3e3838",
    motorway="#94663f",
    motorway_edge="#5d4029",
    main="#7a6437",
    main_edge="#4c4028",
    secondary="#545043",
    street="#454c51",
    street_edge="#131618",
    service="#3b4146",
    pedestrian="#433f4b",
    tunnel="#2b3034",
    path="#7d664c",
    track="#6b5d47",
    cycleway="#5577a6",
    rail="#737680",
    rail_dash="#1a1e20",
    boundary="#80699b",
    county="#9a7fb8",
    text="#edebf2",
    text_soft="#b9b6c3",
    text_street="#c9c6cf",
    text_water="#86b8e0",
    text_green="#93c297",
    halo="#131618",
)

THEMES = {"hell": LIGHT, "dunkel": DARK}
"""Name of a theme in the address of its style -> its colours."""
