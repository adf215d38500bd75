# SPDX-License-Identifier: EUPL-1.2
"""A generator of fictional counties: land, towns, villages, streets, buildings, addresses, people, facilities.

    county = generate(inhabitants=30_000, seed=1)
    county.streets, county.buildings, county.addresses, county.grid, county.facilities, county.towns, ...
    tables(county)   # the same as feature tables of the base map

Nothing in it is a real place. The same size and seed give the same county, byte by byte.
"""

from .basemap import lonlat, tables
from .generate import generate
from .model import AGE_GROUPS, CRS, County

__all__ = ["AGE_GROUPS", "CRS", "County", "generate", "lonlat", "tables"]
