# SPDX-License-Identifier: EUPL-1.2
"""Networks from small maps drawn by hand."""

import numpy as np
import pytest

from allmende.engines.network import BARRED, UnreadableExtract, WheelState, build_from_osm, reason_names
from allmende.engines.network.osm import metric_crs
from allmende.engines.network.speeds import PUSH, RIDE, WALK
from tests.engines.network.maps import draw, network, of_way, reachable

CROSS = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, 100), 5: (50, 20)}
STREET = {"highway": "residential"}


def test_ways_are_cut_where_they_meet(tmp_path):
    made = network(tmp_path, CROSS, {10: ([1, 5, 2, 3], STREET), 11: ([2, 4], {"highway": "footway"})})
    assert (made.nodes, made.segments, made.crs) == (4, 3, "EPSG:25832")
    first, second = of_way(made, 10)
    assert made.length[first] == pytest.approx(2 * np.hypot(50, 20), rel=1e-3)
    assert made.length[second] == pytest.approx(100, rel=1e-3)
    assert len(made.shape(first)) == 3
    assert np.allclose(made.shape(first)[0], made.xy[made.ends[first, 0]])
    assert np.allclose(made.shape(first)[-1], made.xy[made.ends[first, 1]])
    assert made.cost["walk"][second].tolist() == [round(100 / WALK * 10)] * 2
    assert made.cost["car"][of_way(made, 11)[0]].tolist() == [BARRED, BARRED]


STAR = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, 100), 6: (100, -100)}


def test_ways_are_cut_where_they_cross(tmp_path):
    made = network(tmp_path, STAR, {10: ([1, 2, 3], STREET), 11: ([4, 2, 6], {"highway": "path"})})
    assert (made.nodes, made.segments) == (5, 4)
    assert reachable(made, "walk", 10, 11)


def test_a_barrier_where_a_path_crosses_a_road_stands_on_the_path_on_both_sides(tmp_path):
    ways = {10: ([1, 2, 3], STREET), 11: ([4, 2, 6], {"highway": "path"})}
    made = network(tmp_path, STAR, ways, {2: {"barrier": "fence"}})
    left, right = of_way(made, 10)
    assert set(made.ends[left]) & set(made.ends[right])
    one, other = of_way(made, 11)
    assert not set(made.ends[one]) & set(made.ends[other])
    assert not reachable(made, "walk", 10, 11)


def test_contraflow_is_for_bicycles_only(tmp_path):
    oneway = {**STREET, "oneway": "yes"}
    made = network(tmp_path, CROSS, {10: ([1, 2], oneway), 11: ([2, 3], {**oneway, "oneway:bicycle": "no"})})
    strict, open_ = of_way(made, 10)[0], of_way(made, 11)[0]
    assert made.cost["car"][strict, 0] > 0
    assert made.cost["car"][[strict, open_], 1].tolist() == [BARRED, BARRED]
    ride, push = round(100 / RIDE * 10), round(100 / PUSH * 10)
    assert made.cost["bike"][strict] == pytest.approx([ride, push], abs=1)
    assert made.cost["bike"][open_] == pytest.approx([ride, ride], abs=1)
    assert (made.cost["walk"][:, 0] == made.cost["walk"][:, 1]).all()
    assert not made.component["car"].any()  # nobody comes back


def test_a_bollard_stops_cars_but_leaves_both_sides_of_the_street(tmp_path):
    made = network(tmp_path, CROSS, {10: ([1, 2, 3], STREET)}, {2: {"barrier": "bollard"}})
    assert made.segments == 3
    gate = of_way(made, -1 - 2)[0]
    assert made.length[gate] == 0
    assert made.cost["car"][gate].tolist() == [BARRED, BARRED]
    assert made.cost["walk"][gate].tolist() == [1, 1]
    assert (made.cost["car"][of_way(made, 10)] > 0).all()
    assert not made.usable("walk")[gate]


def test_a_barrier_where_a_path_meets_a_road_stands_on_the_path(tmp_path):
    ways = {10: ([1, 2, 3], STREET), 11: ([2, 4], {"highway": "path"})}
    made = network(tmp_path, CROSS, ways, {2: {"barrier": "fence"}})
    assert not reachable(made, "walk", 10, 11)
    left, right = of_way(made, 10)
    assert set(made.ends[left]) & set(made.ends[right])  # the road goes on
    assert made.cost["car"][[left, right]].min() > 0


def test_a_barrier_where_a_drive_meets_a_road_stands_on_the_drive(tmp_path):
    ways = {10: ([1, 2, 3], STREET), 11: ([2, 4], {"highway": "service"})}
    made = network(tmp_path, CROSS, ways, {2: {"barrier": "gate", "access": "private"}})
    assert not reachable(made, "car", 10, 11)
    left, right = of_way(made, 10)
    assert set(made.ends[left]) & set(made.ends[right])


def test_a_barrier_where_ways_end_parts_them_all(tmp_path):
    ways = {10: ([1, 2], STREET), 11: ([2, 3], STREET), 12: ([2, 4], STREET)}
    made = network(tmp_path, CROSS, ways, {2: {"barrier": "wall"}})
    for one, other in ((10, 11), (11, 12), (10, 12)):
        assert not reachable(made, "walk", one, other)


def test_a_barrier_at_a_dead_end_changes_nothing(tmp_path):
    made = network(tmp_path, CROSS, {10: ([1, 2], STREET)}, {2: {"barrier": "gate", "access": "no"}})
    assert made.segments == 1
    assert made.notes["barriers"] == 0


def test_a_raised_kerb_stops_wheelchairs_only(tmp_path):
    path = {"highway": "footway", "surface": "asphalt"}
    made = network(tmp_path, CROSS, {10: ([1, 2, 3], path)}, {2: {"kerb": "raised"}})
    gate = of_way(made, -1 - 2)[0]
    assert reason_names(made.wheel_reasons[gate]) == ("kerb_raised",)
    assert reachable(made, "walk", 10, 10)
    assert made.cost["wheelchair"][gate].tolist() == made.cost["wheelchair_maybe"][gate].tolist() == [BARRED, BARRED]
    assert (made.cost["wheelchair"][of_way(made, 10)] > 0).all()


@pytest.mark.parametrize(
    ("tagged", "state"),
    [
        ({}, WheelState.UNKNOWN),
        ({1: {"kerb": "lowered"}}, WheelState.UNKNOWN),
        ({1: {"kerb": "lowered"}, 3: {"kerb": "flush"}}, WheelState.YES),
        ({2: {"highway": "crossing", "wheelchair": "yes"}, 1: {"kerb": "lowered"}}, WheelState.YES),
    ],
)
def test_a_crossing_is_proved_by_its_kerbs(tmp_path, tagged, state):
    made = network(
        tmp_path, CROSS, {10: ([1, 2, 3], {"highway": "footway", "footway": "crossing", "surface": "asphalt"})}, tagged
    )
    assert made.wheel_state[of_way(made, 10)[0]] == state


SQUARE = {1: (0, 0), 2: (80, 0), 3: (80, 80), 4: (0, 80), 5: (-50, 0)}


def test_squares_are_walked_along_their_outline(tmp_path):
    ways = {10: ([1, 2, 3, 4, 1], {"highway": "pedestrian", "area": "yes"}), 11: ([5, 1], {"highway": "footway"})}
    made = network(tmp_path, SQUARE, ways)
    ring = of_way(made, 10)[0]
    assert made.ends[ring, 0] == made.ends[ring, 1]
    assert made.length[ring] == pytest.approx(320, rel=1e-3)
    assert made.component["walk"].all()
    assert made.notes["squares"] == 1


def test_squares_of_several_ways_too(tmp_path):
    ways = {10: ([1, 2, 3], {"barrier": "hedge"}), 11: ([3, 4, 1], {}), 12: ([5, 1], {"highway": "footway"})}
    made = network(tmp_path, SQUARE, ways, squares={20: ([10, 11], {"highway": "pedestrian"})})
    assert sorted(set(made.source.tolist())) == [10, 11, 12]
    assert made.component["walk"].all()


def test_what_is_left_out_is_counted(tmp_path):
    ways = {
        10: ([1, 2], STREET),
        11: ([2, 3], {"route": "ferry", "foot": "yes"}),
        12: ([2, 4], {"highway": "construction", "construction": "residential"}),
        13: ([3, 4], {"highway": "raceway"}),
        14: ([1, 4], {"highway": "service", "access": "no"}),
    }
    made = network(tmp_path, CROSS, ways)
    assert made.source.tolist() == [10]
    expected = {"ways": 1, "ferries": 1, "not_built": 1, "other_kinds": 1, "closed": 1}
    assert {key: made.notes[key] for key in expected} == expected


def test_ways_cut_off_at_the_border_keep_what_is_inside(tmp_path):
    made = network(tmp_path, CROSS, {10: ([99, 1, 2, 98, 3, 4], STREET), 11: ([1, 97], STREET)})
    assert [len(made.shape(segment)) for segment in of_way(made, 10)] == [2, 2]
    assert len(of_way(made, 11)) == 0
    assert made.notes["cut_at_border"] == 2


def test_loops_and_parallel_ways(tmp_path):
    ways = {
        10: ([1, 5, 2], STREET),
        11: ([1, 2], STREET),
        12: ([2, 3, 4, 2], STREET),
        13: ([2, 2, 3], {"highway": "path"}),
    }
    made = network(tmp_path, CROSS, ways)
    assert sorted(made.ends[of_way(made, 10)[0]]) == sorted(made.ends[of_way(made, 11)[0]])
    assert len(of_way(made, 12)) == 2  # cut where the path joins
    assert made.component["walk"].all()


def test_the_largest_part_counts(tmp_path):
    nodes = {**CROSS, 20: (5000, 0), 21: (5030, 0)}
    made = network(tmp_path, nodes, {10: ([1, 2, 3], STREET), 11: ([20, 21], STREET)})
    assert made.component["walk"][made.ends[of_way(made, 10)]].all()
    assert not made.component["walk"][made.ends[of_way(made, 11)]].any()


def test_what_is_proved_for_wheelchairs_may_lie_in_islands(tmp_path):
    nodes = {1: (0, 0), 2: (3000, 0), 3: (4000, 0), 4: (5100, 0), 5: (6000, 0), 6: (6900, 0)}
    good, unknown = {"highway": "footway", "surface": "asphalt"}, {"highway": "footway"}
    ways = {10: ([1, 2], good), 11: ([2, 3], unknown), 12: ([3, 4], good), 13: ([4, 5], unknown), 14: ([5, 6], good)}
    made = network(tmp_path, nodes, ways)
    large, enough, small = (made.component["wheelchair"][made.ends[of_way(made, way)]].all() for way in (10, 12, 14))
    assert (large, enough, small) == (True, True, False)  # 3 km, 1.1 km, 0.9 km
    assert made.component["wheelchair_maybe"].all()


def test_crs_follows_the_place():
    assert metric_crs(np.array([[9.0, 51.0], [10.0, 52.0]])) == "EPSG:25832"
    assert metric_crs(np.array([[12.9, 51.0]])) == "EPSG:25833"
    assert metric_crs(np.array([[-51.2, -30.0]])) == "EPSG:32722"  # Porto Alegre
    assert metric_crs(np.array([[179.9, 65.0]])) == "EPSG:32660"


def test_a_file_without_streets_says_so(tmp_path):
    path = draw(tmp_path, {1: (0, 0), 2: (10, 0)}, {10: ([1, 2], {"building": "yes"})})
    with pytest.raises(UnreadableExtract, match=r"map\.osm.*keine Straßen"):
        build_from_osm(path)


def test_missing_and_broken_files_say_so(tmp_path):
    with pytest.raises(UnreadableExtract, match="gibt es nicht"):
        build_from_osm(tmp_path / "nowhere.osm.pbf")
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18" + b"x" * 200)
    with pytest.raises(UnreadableExtract, match="nicht vollständig"):
        build_from_osm(broken)


def test_a_cut_off_extract_says_so(tmp_path, shared_data):
    whole = (shared_data / "osm" / "osr_karlsruhe-kirchfeld.osm.pbf").read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    for share in (0.05, 0.5, 0.99):
        cut.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(UnreadableExtract, match=r"cut\.osm\.pbf.*neu herunterladen"):
            build_from_osm(cut)
