# SPDX-License-Identifier: EUPL-1.2
"""Barriers at nodes: gates, bollards, stiles, kerbs. Who gets through, and how long that takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import access, tags
from .model import WheelState, reason_bits
from .tags import Tags
from .wheelchair import NARROWEST, Ground, kerb_of

CLOSED = -1.0


@dataclass(frozen=True)
class Gate:
    """Seconds that passing takes (`CLOSED`: nobody of that kind gets through), and the answer for wheelchairs."""

    walk: float
    bike: float
    car: float
    state: WheelState
    reasons: int

    @property
    def matters(self) -> bool:
        """Whether it stops or delays anybody."""
        return (self.walk, self.bike, self.car, self.state) != (0, 0, 0, WheelState.YES)


GET_OFF = 8.0
"""Seconds for a cyclist to get off, push through and get on again (a choice of this module)."""

_YES, _UNKNOWN, _NO = WheelState.YES, WheelState.UNKNOWN, WheelState.NO
_KINDS: dict[str, tuple[float, float, float, WheelState]] = {
    "bollard": (0, 0, CLOSED, _YES),
    "entrance": (0, 0, 0, _YES),
    "height_restrictor": (0, 0, 0, _YES),
    "toll_booth": (0, 0, 0, _YES),
    "border_control": (0, 0, 0, _YES),
    "no": (0, 0, 0, _YES),
    "gate": (0, 0, 0, _UNKNOWN),
    "swing_gate": (0, 0, 0, _UNKNOWN),
    "lift_gate": (0, 0, 0, _UNKNOWN),
    "sliding_gate": (0, 0, 0, _UNKNOWN),
    "hampshire_gate": (0, GET_OFF, 0, _UNKNOWN),
    "sally_port": (0, 0, 0, _UNKNOWN),
    "cattle_grid": (0, 0, 0, _UNKNOWN),
    "sump_buster": (0, 0, CLOSED, _UNKNOWN),
    "bus_trap": (0, 0, CLOSED, _UNKNOWN),
    "block": (0, 0, CLOSED, _UNKNOWN),
    "planter": (0, 0, CLOSED, _UNKNOWN),
    "jersey_barrier": (0, 0, CLOSED, _UNKNOWN),
    "chain": (0, GET_OFF, CLOSED, _UNKNOWN),
    "rope": (0, GET_OFF, CLOSED, _UNKNOWN),
    "cycle_barrier": (0, GET_OFF, CLOSED, _UNKNOWN),
    "motorcycle_barrier": (0, GET_OFF, CLOSED, _UNKNOWN),
    "chicane": (0, GET_OFF, CLOSED, _UNKNOWN),
    "log": (0, GET_OFF, CLOSED, _NO),
    "debris": (0, GET_OFF, CLOSED, _NO),
    "step": (0, GET_OFF, CLOSED, _NO),
    "stile": (0, CLOSED, CLOSED, _NO),
    "kissing_gate": (0, CLOSED, CLOSED, _NO),
    "horse_stile": (0, CLOSED, CLOSED, _NO),
    "turnstile": (0, CLOSED, CLOSED, _NO),
    "full-height_turnstile": (0, CLOSED, CLOSED, _NO),
    "fence": (CLOSED, CLOSED, CLOSED, _NO),
    "wall": (CLOSED, CLOSED, CLOSED, _NO),
    "hedge": (CLOSED, CLOSED, CLOSED, _NO),
    "retaining_wall": (CLOSED, CLOSED, CLOSED, _NO),
    "city_wall": (CLOSED, CLOSED, CLOSED, _NO),
    "guard_rail": (CLOSED, CLOSED, CLOSED, _NO),
}
"""Seconds on foot, by bicycle, by car, and the answer for wheelchairs, where the node says nothing else."""
_OTHER = (0.0, GET_OFF, CLOSED, _UNKNOWN)


def gate_of(node: Tags) -> Gate | None:
    """What stands at a node; None where that stops and delays nobody."""
    kind = node.get("barrier", "")
    gate = _kerb(node) if kind in {"", "kerb"} else _barrier(node, kind)
    return gate if gate is not None and gate.matters else None


def _kerb(node: Tags) -> Gate | None:
    """A kerb stops wheelchairs only."""
    ground = kerb_of({"kerb": "yes", **node} if "barrier" in node else node)
    if node.get("highway") == "elevator":
        return _tagged(node, Gate(0, 0, 0, _YES, 0))
    if ground is None:
        return None
    states = {Ground.GOOD: (_YES, 0), Ground.UNKNOWN: (_UNKNOWN, reason_bits("kerb_unknown"))}
    state, reasons = states.get(ground, (_NO, reason_bits("kerb_raised")))
    return _tagged(node, Gate(0, 0, 0, state, reasons))


def _barrier(node: Tags, kind: str) -> Gate:
    walk, bike, car, state = min(
        (_KINDS.get(part, _OTHER) for part in tags.parts(kind)), key=lambda row: row[3], default=_OTHER
    )
    if node.get("locked") == "yes":
        walk = bike = car = CLOSED
    walk = _by_access(walk, node, ("foot",), access.CLOSED)
    car = _by_access(car, node, ("motorcar", "motor_vehicle", "vehicle"), access.CLOSED_TO_CARS)
    ridden = _by_access(bike, node, ("bicycle", "vehicle"), access.CLOSED)
    if ridden == CLOSED and CLOSED not in {bike, walk}:
        ridden = GET_OFF  # no riding, but it can be pushed through
    bike = ridden
    width = tags.metres(node.get("maxwidth:physical") or node.get("maxwidth") or node.get("width"))
    if walk == CLOSED:
        return Gate(walk, bike, car, _NO, reason_bits("closed"))
    if width is not None and kind in {"bollard", "cycle_barrier", "motorcycle_barrier", "chicane", "block"}:
        state = _YES if width >= NARROWEST else _NO
    reasons = {_UNKNOWN: "barrier_unknown", _NO: "barrier"}
    return _tagged(node, Gate(walk, bike, car, state, reason_bits(reasons[state]) if state in reasons else 0))


def _by_access(seconds: float, node: Tags, keys: tuple[str, ...], barred: frozenset[str]) -> float:
    """Access tags of the node come before what its kind lets through."""
    own = next((node[key] for key in keys if key in node), None)
    if own is not None:
        return CLOSED if access.closed(own, barred) else max(seconds, 0.0)
    return CLOSED if access.closed(node.get("access")) else seconds


def _tagged(node: Tags, gate: Gate) -> Gate:
    """``wheelchair`` on the node itself comes before the rest, but a kerb known to be high stays one."""
    tagged = node.get("wheelchair")
    if tagged == "no":
        return replace(gate, state=_NO, reasons=reason_bits("tagged_no"))
    if tagged == "limited" and gate.state is _YES:
        return replace(gate, state=_UNKNOWN, reasons=reason_bits("tagged_limited"))
    if tagged in {"yes", "designated"} and gate.state is _UNKNOWN:
        return replace(gate, state=_YES, reasons=0)
    return gate
