# SPDX-License-Identifier: EUPL-1.2
"""Who may use a way and how fast: the rules for walkers, bicycles and cars."""

import pytest

from allmende.engines.network import speeds
from allmende.engines.network.access import Ride, by_bicycle, by_car, on_foot, one_way, one_way_bicycle


def way(kind="residential", **tags):
    return {"highway": kind, **{key.replace("__", ":"): value for key, value in tags.items()}}


@pytest.mark.parametrize(
    ("tags", "foot", "bike", "car"),
    [
        (way(), True, Ride.RIDE, True),
        (way("motorway"), False, Ride.NO, True),
        (way("trunk"), False, Ride.NO, True),
        (way("trunk", sidewalk="right"), True, Ride.PUSH, True),
        (way("primary", motorroad="yes"), False, Ride.NO, True),
        (way("primary", foot="use_sidepath"), False, Ride.RIDE, True),
        (way("footway"), True, Ride.PUSH, False),
        (way("footway", bicycle="yes"), True, Ride.RIDE, False),
        (way("pedestrian"), True, Ride.PUSH, False),
        (way("pedestrian", motor_vehicle="destination"), True, Ride.PUSH, True),
        (way("cycleway"), True, Ride.RIDE, False),
        (way("cycleway", foot="no"), False, Ride.RIDE, False),
        (way("path", bicycle="no"), True, Ride.PUSH, False),
        (way("path", foot="no", bicycle="no"), False, Ride.NO, False),
        (way("steps"), True, Ride.PUSH, False),
        (way("steps", bicycle="yes"), True, Ride.PUSH, False),
        (way("bridleway"), False, Ride.NO, False),
        (way("bridleway", foot="yes"), True, Ride.PUSH, False),
        (way("track"), True, Ride.RIDE, False),
        (way("track", motor_vehicle="yes"), True, Ride.RIDE, True),
        (way("track", access="agricultural"), True, Ride.RIDE, False),
        (way("service", access="private"), False, Ride.NO, False),
        (way("service", access="private", foot="permissive"), True, Ride.PUSH, False),
        (way("service", access="customers"), True, Ride.RIDE, True),
        (way("service", service="emergency_access"), True, Ride.RIDE, False),
        (way(access="destination"), True, Ride.RIDE, True),
        (way(vehicle="no"), True, Ride.PUSH, False),
        (way(vehicle="no", bicycle="yes"), True, Ride.RIDE, False),
        (way(motor_vehicle="agricultural;forestry"), True, Ride.RIDE, False),
        (way(motor_vehicle="delivery"), True, Ride.RIDE, False),
        (way(access="no"), False, Ride.NO, False),
        (way("busway"), False, Ride.NO, False),
        (way("construction"), False, Ride.NO, False),
    ],
)
def test_who_may(tags, foot, bike, car):
    assert (on_foot(tags), by_bicycle(tags), by_car(tags)) == (foot, bike, car)


@pytest.mark.parametrize(
    ("tags", "car", "bike"),
    [
        (way(), 0, 0),
        (way(oneway="yes"), 1, 1),
        (way(oneway="-1"), -1, -1),
        (way(oneway="yes", oneway__bicycle="no"), 1, 0),
        (way(oneway="-1", oneway__bicycle="no"), -1, 0),
        (way(oneway="yes", cycleway="opposite_lane"), 1, 0),
        (way(oneway="yes", cycleway__left="opposite_track"), 1, 0),
        (way(oneway="yes", cycleway__left__oneway="-1"), 1, 0),
        (way(oneway="yes", bicycle__backward="yes"), 1, 0),
        (way(junction="roundabout"), 1, 1),
        (way(junction="roundabout", oneway="no"), 0, 0),
        (way("motorway"), 1, 1),
        (way(oneway="no", oneway__bicycle="yes"), 0, 1),
    ],
)
def test_one_way(tags, car, bike):
    assert (one_way(tags), one_way_bicycle(tags)) == (car, bike)


def test_walkers_do_not_mind_one_way_streets():
    assert speeds.walking(way(oneway="yes")) == (speeds.WALK, speeds.WALK)
    assert speeds.walking(way("footway", oneway__foot="yes")) == (speeds.WALK, 0)


def test_stairs_are_slower_up_than_down():
    assert speeds.walking(way("steps", incline="up")) == (speeds.STAIRS_UP, speeds.STAIRS_DOWN)
    assert speeds.walking(way("steps", incline="down")) == (speeds.STAIRS_DOWN, speeds.STAIRS_UP)
    level = speeds.walking(way("steps"))
    assert speeds.STAIRS_UP < level[0] == level[1] < speeds.STAIRS_DOWN


def test_a_bicycle_is_pushed_against_a_one_way_street_and_ridden_where_contraflow_is_allowed():
    assert speeds.cycling(way(oneway="yes")) == (speeds.RIDE, speeds.PUSH)
    assert speeds.cycling(way(oneway="-1")) == (speeds.PUSH, speeds.RIDE)
    assert speeds.cycling(way(oneway="yes", oneway__bicycle="no")) == (speeds.RIDE, speeds.RIDE)
    assert speeds.cycling(way("cycleway", oneway="yes", foot="no")) == (speeds.RIDE, 0)
    assert speeds.cycling(way("steps")) == (speeds.CARRY, speeds.CARRY)


def test_a_bicycle_feels_surface_and_slope():
    good, gravel, grass = (speeds.cycling(way("path", surface=s))[0] for s in ("asphalt", "gravel", "grass"))
    assert good > gravel > grass > 0
    up, down = speeds.cycling(way(incline="8%"))
    assert down == speeds.RIDE > up >= speeds.PUSH
    assert speeds.cycling(way(incline="30%"))[0] == speeds.PUSH


def test_a_car_drives_a_share_of_the_limit():
    assert speeds.driving(way(maxspeed="30"))[0] == pytest.approx(30 * 0.65 / 3.6)
    assert speeds.driving(way("primary", maxspeed="100"))[0] == pytest.approx(80 / 3.6)
    assert speeds.driving(way("motorway", maxspeed="none")) == (pytest.approx(130 * 0.85 / 3.6), 0)
    ahead, back = speeds.driving(way(maxspeed__forward="50", maxspeed__backward="30"))
    assert ahead > back > 0
    assert speeds.driving(way("living_street"))[0] == pytest.approx(7 / 3.6)
    assert speeds.driving(way("service", service="driveway"))[0] == pytest.approx(10 / 3.6)


def test_a_road_without_a_sign_is_slower_where_it_is_built_up():
    outside, inside = speeds.driving(way("secondary"))[0], speeds.driving(way("secondary", lit="yes"))[0]
    assert outside == pytest.approx(80 * 0.8 / 3.6)
    assert inside == pytest.approx(50 * 0.65 / 3.6)
    assert speeds.driving(way("secondary", zone__traffic="DE:rural"))[0] == pytest.approx(80 / 3.6)
