# SPDX-License-Identifier: EUPL-1.2
"""Divisions are partitions: no gap, no overlap; districts cut across quarters; keys have their official form."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from allmende.core.municipality.keys import ags_of, validate_ags, validate_ars


@pytest.mark.parametrize("division", ["towns", "quarters", "districts"])
def test_division_is_a_partition_of_the_county(county, division) -> None:
    areas = [getattr(a, "area", a) for a in getattr(county, division)]
    shapes = np.array([a.geometry for a in areas])
    assert shapely.is_valid(shapes).all()
    whole = county.area.geometry
    assert shapely.area(shapes).sum() == pytest.approx(whole.area, abs=1)
    assert shapely.union_all(shapes).symmetric_difference(whole).area < 1
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[a[a < b]], shapes[b[a < b]]))
    assert shared.sum() < 1


@pytest.mark.parametrize("division", ["towns", "quarters", "districts"])
def test_keys_and_names_are_unique(county, division) -> None:
    areas = [getattr(a, "area", a) for a in getattr(county, division)]
    assert len({a.key for a in areas}) == len(areas)
    if division == "towns":
        assert len({a.name for a in areas}) == len(areas)
    else:
        assert {a.parent for a in areas} <= {t.ags for t in county.towns}
        assert len({(a.parent, a.name) for a in areas}) == len(areas)


def test_quarters_lie_in_their_town_and_districts_too(county) -> None:
    towns = {t.ags: t.area.geometry for t in county.towns}
    for area in [*county.quarters, *county.districts]:
        assert area.geometry.difference(towns[area.parent].buffer(0.05)).area < 1


def test_districts_do_not_nest_in_quarters(county) -> None:
    quarters = [q.geometry for q in county.quarters]
    split = [d for d in county.districts if not any(q.buffer(0.05).contains(d.geometry) for q in quarters)]
    assert split


def test_official_keys(county) -> None:
    for body in (county, *county.towns):
        validate_ars(body.ars)
        validate_ags(body.ags)
        assert ags_of(body.ars) == body.ags
    assert len({t.ars for t in county.towns}) == len(county.towns)
    assert all(len(t.postcode) == 5 and t.postcode.startswith("05") for t in county.towns)


def test_settlements_lie_in_the_quarter_they_name(county) -> None:
    shapes = {q.key: q.geometry for q in county.quarters}
    for place in county.settlements:
        assert shapes[place.quarter].buffer(1).contains(shapely.Point(*place.centre))
