# SPDX-License-Identifier: EUPL-1.2
"""Who gets through a gate, between bollards, over a kerb."""

import pytest

from allmende.engines.network import WheelState, reason_names
from allmende.engines.network.barriers import CLOSED, GET_OFF, gate_of

YES, UNKNOWN, NO = WheelState.YES, WheelState.UNKNOWN, WheelState.NO


@pytest.mark.parametrize(
    ("tags", "walk", "bike", "car", "state", "reasons"),
    [
        ({"barrier": "bollard"}, 0, 0, CLOSED, YES, ()),
        ({"barrier": "bollard", "maxwidth:physical": "0.7"}, 0, 0, CLOSED, NO, ("barrier",)),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, None, None, None, None, None),
        ({"barrier": "gate"}, 0, 0, 0, UNKNOWN, ("barrier_unknown",)),
        ({"barrier": "gate", "wheelchair": "yes"}, None, None, None, None, None),
        ({"barrier": "gate", "access": "private"}, CLOSED, CLOSED, CLOSED, NO, ("closed",)),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, 0, GET_OFF, CLOSED, UNKNOWN, ("barrier_unknown",)),
        ({"barrier": "gate", "locked": "yes"}, CLOSED, CLOSED, CLOSED, NO, ("closed",)),
        ({"barrier": "gate", "bicycle": "dismount"}, 0, 0, 0, UNKNOWN, ("barrier_unknown",)),
        ({"barrier": "gate", "bicycle": "no"}, 0, GET_OFF, 0, UNKNOWN, ("barrier_unknown",)),
        ({"barrier": "cycle_barrier"}, 0, GET_OFF, CLOSED, UNKNOWN, ("barrier_unknown",)),
        ({"barrier": "cycle_barrier", "width": "1.2"}, 0, GET_OFF, CLOSED, YES, ()),
        ({"barrier": "stile"}, 0, CLOSED, CLOSED, NO, ("barrier",)),
        ({"barrier": "kissing_gate", "wheelchair": "yes"}, 0, CLOSED, CLOSED, NO, ("barrier",)),
        ({"barrier": "wall"}, CLOSED, CLOSED, CLOSED, NO, ("closed",)),
        ({"barrier": "something new"}, 0, GET_OFF, CLOSED, UNKNOWN, ("barrier_unknown",)),
        ({"barrier": "entrance"}, None, None, None, None, None),
        ({"barrier": "kerb", "kerb": "raised"}, 0, 0, 0, NO, ("kerb_raised",)),
        ({"barrier": "kerb"}, 0, 0, 0, UNKNOWN, ("kerb_unknown",)),
        ({"kerb": "lowered"}, None, None, None, None, None),
        ({"kerb": "rolled"}, 0, 0, 0, UNKNOWN, ("kerb_unknown",)),
        ({"kerb": "raised", "wheelchair": "yes"}, 0, 0, 0, NO, ("kerb_raised",)),
        ({"kerb:height": "0.1"}, 0, 0, 0, NO, ("kerb_raised",)),
        ({"highway": "elevator", "wheelchair": "no"}, 0, 0, 0, NO, ("tagged_no",)),
        ({"highway": "crossing", "wheelchair": "yes"}, None, None, None, None, None),
    ],
)
def test_gates(tags, walk, bike, car, state, reasons):
    gate = gate_of(tags)
    if walk is None:
        assert gate is None  # stops and delays nobody
        return
    assert (gate.walk, gate.bike, gate.car, gate.state) == (walk, bike, car, state)
    assert reason_names(gate.reasons) == reasons
