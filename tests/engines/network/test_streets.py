# SPDX-License-Identifier: EUPL-1.2
"""The network of the generated county."""

import dataclasses

import numpy as np
import pytest

from allmende.engines.network import BARRED, WheelState, build_from_streets, reason_bits, snap
from allmende.engines.townscape import CRS, generate


@pytest.fixture(scope="module")
def county():
    return generate(inhabitants=3000, seed=1)


@pytest.fixture(scope="module")
def network(county):
    return build_from_streets(county.streets, CRS)


def test_streets_are_taken_over(county, network):
    streets = county.streets
    assert network.segments == len(streets.line)
    assert network.nodes == len(streets.node_xy)
    assert (network.ends == streets.edge_nodes).all()
    assert np.allclose(network.length, streets.length, atol=0.02)
    assert (network.source == np.arange(network.segments)).all()


def test_every_address_is_on_the_network(county, network):
    for profile in ("walk", "bike", "car"):
        got = snap(network, profile, county.addresses.xy)
        assert got.found.all()
        assert got.off.max() < 100


def test_every_building_is_on_the_network(county, network):
    middle = np.array([polygon.centroid.coords[0] for polygon in county.buildings.polygon])
    assert snap(network, "walk", middle).found.all()


def test_most_addresses_lie_on_their_own_street(county, network):
    got = snap(network, "walk", county.addresses.xy)
    assert (got.segment == county.addresses.edge).mean() > 0.9


def test_everybody_walks_everywhere(network):
    assert (network.cost["walk"] > 0).all()
    assert network.component["walk"].all()


def test_cars_stay_on_streets(county, network):
    streets = county.streets
    barred = (network.cost["car"] == BARRED).all(axis=1)
    assert (barred == (streets.maxspeed == 0)).all()


def test_wheelchairs_never_pass_steps_and_steep_or_unknown_ways_are_not_proved(county, network):
    streets = county.streets
    steps = (streets.kind == "steps") | (streets.steps > 0)
    assert steps.any()
    assert (network.wheel_state[steps] == WheelState.NO).all()
    assert (network.wheel_reasons[steps] & reason_bits("steps") > 0).all()
    assert (network.wheel_state[np.abs(streets.incline) > 6] == WheelState.NO).all()
    assert not (network.wheel_state[streets.surface == ""] == WheelState.YES)[
        streets.sidewalk[streets.surface == ""] == ""
    ].any()
    assert {int(state) for state in np.unique(network.wheel_state)} == {0, 1, 2}


def test_a_kind_nobody_knows_is_refused(county):
    kind = county.streets.kind.copy()
    kind[3] = "canal"
    with pytest.raises(ValueError, match="canal"):
        build_from_streets(dataclasses.replace(county.streets, kind=kind), CRS)
