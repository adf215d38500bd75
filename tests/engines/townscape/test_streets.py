# SPDX-License-Identifier: EUPL-1.2
"""The street network: connected, planar, bridged; addresses on the streets whose names they bear."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

KINDS = {"main", "secondary", "residential", "pedestrian", "service", "track", "path", "cycleway", "steps"}


def test_network_is_connected(county) -> None:
    s = county.streets
    n = len(s.node_xy)
    graph = coo_matrix((np.ones(len(s.line)), (s.edge_nodes[:, 0], s.edge_nodes[:, 1])), shape=(n, n))
    assert connected_components(graph, directed=False)[0] == 1


def test_edges_begin_and_end_at_their_nodes(county) -> None:
    s = county.streets
    for end, position in ((0, 0), (1, -1)):
        tips = shapely.get_coordinates(shapely.get_point(s.line, position))
        assert np.abs(tips - s.node_xy[s.edge_nodes[:, end]]).max() < 0.011
    assert np.allclose(s.length, shapely.length(s.line), atol=0.01)


def test_streets_meet_only_at_junctions(county) -> None:
    s = county.streets
    a, b = shapely.STRtree(s.line).query(s.line, predicate="crosses")
    crossing = s.line[a[a < b]], s.line[b[a < b]]
    points = shapely.intersection(*crossing)
    nodes = shapely.STRtree(shapely.points(s.node_xy))
    assert all(len(nodes.query(p, predicate="dwithin", distance=0.05)) for p in points)


def test_water_and_rails_are_crossed_by_bridges_and_tunnels_only(county) -> None:
    s = county.streets
    river = shapely.union_all(county.land.geometry[(county.land.layer == "waterway") & (county.land.kind == "river")])
    for barrier in (river, shapely.union_all(np.array(county.rail))):
        over = shapely.crosses(s.line, barrier)
        assert ((s.bridge[over] == 1) | (s.tunnel[over] == 1)).all()
    assert s.bridge.sum() >= 1
    assert (s.length[s.bridge == 1] < 160).all()


def test_main_roads_lead_into_the_core_town_and_out_of_the_county(county) -> None:
    s = county.streets
    main = np.isin(s.kind.astype(str), ["main", "secondary"])
    centre = shapely.Point(*county.settlements[0].centre)
    rim = county.area.geometry.exterior
    roads = shapely.union_all(s.line[main])
    assert roads.distance(centre) < 450
    assert roads.distance(rim) < 1
    into = main & (s.settlement == 0) & (s.kind == "main")
    assert s.length[into].sum() > 300


def test_attributes_keep_to_their_words(county) -> None:
    s = county.streets
    assert set(s.kind.tolist()) <= KINDS
    assert set(s.surface.tolist()) <= {"asphalt", "sett", "paving_stones", "compacted", "gravel", "ground", "grass", ""}
    assert set(s.kerb.tolist()) <= {"lowered", "raised", "flush", ""}
    assert set(s.sidewalk.tolist()) <= {"both", "left", "right", "no", ""}
    assert ((s.steps > 0) == (s.kind == "steps")).all()
    assert np.nanmin(s.width) > 0.8
    assert np.abs(s.incline).max() <= 18
    assert (s.surface == "").mean() > 0.03
    assert np.isnan(s.width).mean() > 0.2


def test_a_street_name_stands_for_one_settlement_of_a_town(county) -> None:
    s = county.streets
    where: dict[tuple[int, str], set[int]] = defaultdict(set)
    for name, k in zip(s.name.tolist(), s.settlement.tolist(), strict=True):
        if name:
            where[county.settlements[k].town, name].add(k)
    assert all(len(places) == 1 for places in where.values())
    built = (s.settlement >= 0) & np.isin(s.kind.astype(str), ["main", "secondary", "residential", "pedestrian"])
    assert (s.name[built] != "").all()


def test_addresses_stand_on_their_street(county) -> None:
    a, s = county.addresses, county.streets
    assert (s.name[a.edge] == a.street).all()
    far = shapely.distance(shapely.points(a.xy), s.line[a.edge])
    assert far.max() < 130
    assert np.quantile(far, 0.95) < 25
    assert (a.number != "").all()


def test_no_address_twice(county) -> None:
    a = county.addresses
    count = Counter(zip(a.town.tolist(), a.street.tolist(), a.number.tolist(), strict=True))
    assert max(count.values()) == 1


def test_numbers_rise_along_the_street_and_sides_are_odd_and_even(small) -> None:
    a = small.addresses
    here = a.town == 0
    names, count = np.unique(a.street[here].astype(str), return_counts=True)
    rows = np.flatnonzero(here & (a.street == names[int(np.argmax(count))]))
    assert len(rows) > 12
    number = np.array([int("".join(c for c in str(a.number[i]) if c.isdigit())) for i in rows])
    for parity in (0, 1):
        side = rows[number % 2 == parity]
        values = number[number % 2 == parity]
        gaps = np.hypot(*np.diff(a.xy[side[np.argsort(values, kind="stable")]], axis=0).T)
        assert np.median(gaps) < 45  # neighbours in number are neighbours in space


def test_buildings_do_not_overlap_and_stand_beside_the_streets(county) -> None:
    b, s = county.buildings, county.streets
    assert shapely.is_valid(b.polygon).all()
    first, second = shapely.STRtree(b.polygon).query(b.polygon, predicate="overlaps")
    pair = first < second
    shared = shapely.area(shapely.intersection(b.polygon[first[pair]], b.polygon[second[pair]]))
    smaller = np.minimum(b.area[first[pair]], b.area[second[pair]])
    assert (shared / smaller < 0.2).all()
    car = np.isin(s.kind.astype(str), ["main", "secondary", "residential"]) & (s.bridge == 0)
    on_road = shapely.STRtree(b.polygon).query(s.line[car], predicate="crosses")[1]
    assert len(np.unique(on_road)) <= 0.001 * len(b.polygon)
