# SPDX-License-Identifier: EUPL-1.2
"""Inhabitants: exact sums everywhere, believable households, cells named and placed like the census grid."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Transformer

from allmende.engines.townscape import AGE_GROUPS


def test_inhabitants_sum_exactly_in_every_table(county) -> None:
    assert county.grid.people.sum() == county.inhabitants
    assert county.buildings.inhabitants.sum() == county.inhabitants
    assert county.buildings.people.sum() == county.inhabitants
    assert sum(s.inhabitants for s in county.settlements) == county.inhabitants
    assert county.area.inhabitants == county.inhabitants
    for areas in ([t.area for t in county.towns], county.quarters, county.districts):
        assert sum(a.inhabitants for a in areas) == county.inhabitants


def test_ages_of_a_building_sum_to_its_inhabitants(county) -> None:
    assert (county.buildings.people.sum(axis=1) == county.buildings.inhabitants).all()
    assert county.buildings.people.shape[1] == len(AGE_GROUPS)


def test_every_settlement_has_its_people_in_its_own_buildings(county) -> None:
    lived = np.bincount(
        county.buildings.settlement[county.buildings.settlement >= 0],
        weights=county.buildings.inhabitants[county.buildings.settlement >= 0],
    )
    assert lived.tolist() == [s.inhabitants for s in county.settlements]


def test_households_are_believable(county) -> None:
    per_dwelling = county.inhabitants / county.buildings.dwellings.sum()
    assert 1.5 < per_dwelling < 2.6


def test_old_and_young_have_their_usual_share(county) -> None:
    share = county.grid.people.sum(axis=0) / county.inhabitants
    assert 0.13 < share[:4].sum() < 0.24  # under 18
    assert 0.15 < share[7:].sum() < 0.32  # 65 and older


def test_cells_lie_on_the_european_grid_and_hold_their_buildings(small) -> None:
    assert (small.grid.corner % 100 == 0).all()
    assert len(set(small.grid.cell.tolist())) == len(small.grid.cell)
    east, north = small.grid.corner[0]
    assert small.grid.cell[0] == f"CRS3035RES100mN{north}E{east}"
    assert (small.grid.total > 0).all()
    b = small.buildings
    lived = b.inhabitants > 0
    xy = shapely.get_coordinates(shapely.point_on_surface(b.polygon[lived]))
    x, y = Transformer.from_crs("EPSG:25832", "EPSG:3035", always_xy=True).transform(xy[:, 0], xy[:, 1])
    wanted: dict[str, int] = {}
    for e, n, people in zip(x // 100 * 100, y // 100 * 100, b.inhabitants[lived], strict=True):
        key = f"CRS3035RES100mN{int(n)}E{int(e)}"
        wanted[key] = wanted.get(key, 0) + int(people)
    assert dict(zip(small.grid.cell.tolist(), small.grid.total.tolist(), strict=True)) == wanted
