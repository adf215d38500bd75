# SPDX-License-Identifier: EUPL-1.2
"""The geometry field and shapely agree, whatever is drawn."""

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from shapely import Point, Polygon

from allmende.commons.places.models import Place
from allmende.core.municipality.models import Municipality
from tests.core.geo.test_field import names, new_places


class AnyShape(TestCase):
    """Hypothesis: index and shapely agree on any polygon and any point."""

    @given(
        st.lists(st.tuples(st.floats(9.5, 11), st.floats(50.5, 52)), min_size=1, max_size=12),
        st.lists(st.tuples(st.floats(9.5, 11), st.floats(50.5, 52)), min_size=3, max_size=6),
    )
    @settings(max_examples=40)
    def test_agrees_with_shapely(self, points, corners):
        shape = shapely.make_valid(Polygon(corners))
        county = Municipality.objects.create(
            kind="county", name="K", ars="169990000000", ags="16999000", valid_from="2026-01-01"
        )
        places = new_places(county, [Point(*point) for point in points])
        expected = sorted(p.name for p in places if shape.intersects(p.geom))
        assert names(Place.objects.filter(geom__intersects=shape)) == expected
