# SPDX-License-Identifier: EUPL-1.2
"""Whether a person in a wheelchair can use a way alone: yes, unknown or no, with reasons.

Limits of DIN 18040-3 (public traffic and open space): passages at least 0.90 m wide (4.2); incline 3 percent, with resting
places up to 6 percent (4.3), above which most people need help; surfaces even and free of jolts (4.4); kerbs at crossings
lowered to 3 cm. ``smoothness``: by its definition in OpenStreetMap "intermediate" is the worst for wheelchairs.

A fact that stands against it makes the answer NO; a fact that is missing makes it UNKNOWN; YES needs all of them, or
``wheelchair=yes`` and no measured fact against that. Steps are never passable, unless they have a ramp for wheelchairs.
"""

from __future__ import annotations

from enum import IntEnum

from . import access, tags
from .model import WheelState, reason_bits
from .tags import Tags

Verdict = tuple[WheelState, int]
"""The answer and the bits of its reasons (see `REASONS`)."""

NARROWEST = 0.9
STEEPEST = 6.0
HIGHEST_KERB = 0.03

FIRM = frozenset(
    "asphalt concrete concrete:plates paved paving_stones paving_stones:lanes bricks metal rubber tiles terrazzo acrylic chipseal"
    " tartan".split()
)
LOOSE = frozenset(
    "sand mud gravel pebblestone grass woodchips rock stone stepping_stones unhewn_cobblestone snow ice mulch clay salt rocks"
    " shells".split()
)
"""Surfaces in neither list (compacted, fine_gravel, sett, ground, wood ...) depend on their smoothness."""
SMOOTH = frozenset("excellent good intermediate".split())
ROUGH = frozenset("bad very_bad horrible very_horrible impassable".split())
CALM = frozenset("living_street service".split())
CALM_LIMIT = 30.0
SIDES = ("both", "left", "right")


class Ground(IntEnum):
    """What a surface means for wheels."""

    GOOD = 0
    UNKNOWN = 1
    BAD = 2


def judge(way: Tags, kerb_known: bool = False) -> Verdict:
    """The answer for a way.

    Args:
        way: its tags.
        kerb_known: kerbs on both sides of a crossing are mapped as nodes (which bar the way themselves where too high).
    """
    if not access.on_foot(way):
        return WheelState.NO, reason_bits("closed")
    steps = way.get("highway") == "steps" or "step_count" in way
    if steps and way.get("ramp:wheelchair") != "yes":
        return WheelState.NO, reason_bits("steps")
    against, missing = _facts(way, kerb_known)
    tagged = way.get("wheelchair")
    if tagged in {"yes", "designated"}:
        if against:
            return WheelState.UNKNOWN, reason_bits("contradiction", *against)
        return WheelState.YES, 0
    if tagged == "no":
        against.add("tagged_no")
    elif tagged == "limited":
        missing.add("tagged_limited")
    if against:
        return WheelState.NO, reason_bits(*against)
    if missing:
        return WheelState.UNKNOWN, reason_bits(*missing)
    return WheelState.YES, 0


def _facts(way: Tags, kerb_known: bool) -> tuple[set[str], set[str]]:
    """Reasons against, and what is missing."""
    against: set[str] = set()
    missing: set[str] = set()
    if way.get("highway") in access.ROADS:
        _road(way, against, missing)
    elif way.get("highway") not in {"elevator", "corridor"}:
        _path(way, against, missing)
    steep, climb = tags.incline(way.get("incline"))
    if steep is not None and steep > STEEPEST:
        against.add("too_steep")
    elif steep is None and (climb or way.get("highway") == "track"):
        # Somebody found the slope worth noting; or nobody looked, off the streets, where slopes are not rare.
        missing.add("incline_unknown")
    crossing = "crossing" in {way.get(key) for key in ("footway", "path", "cycleway")}
    kerb = kerb_of(way)
    if kerb is Ground.BAD:
        against.add("kerb_raised")
    elif kerb is Ground.UNKNOWN or (kerb is None and crossing and not kerb_known):
        missing.add("kerb_unknown")
    return against, missing


def _path(way: Tags, against: set[str], missing: set[str]) -> None:
    width = tags.metres(way.get("width"))
    if width is not None and width < NARROWEST:
        against.add("too_narrow")
    _ground(surface(way), way, against, missing)
    if way.get("sac_scale", "hiking") != "hiking":
        against.add("surface_bad")
    elif "sac_scale" in way or way.get("informal") == "yes":
        missing.add("surface_unknown")


def _ground(ground: Ground, way: Tags, against: set[str], missing: set[str]) -> None:
    if way.get("smoothness") in ROUGH:
        against.add("smoothness_bad")
    if ground is Ground.BAD:
        against.add("surface_bad")
    elif ground is Ground.UNKNOWN and way.get("smoothness") not in ROUGH:
        missing.add("surface_unknown")


def _road(way: Tags, against: set[str], missing: set[str]) -> None:
    """A road is used on its sidewalk, or where it is calm on the carriageway."""
    sidewalk = access.has_sidewalk(way)
    limit = tags.limit(way.get("maxspeed") or way.get("maxspeed:type") or way.get("source:maxspeed"))
    small = way.get("highway") in {"residential", "unclassified", "road"} and limit is not None and limit <= CALM_LIMIT
    calm = way.get("highway") in CALM or small
    if not sidewalk:
        if not calm:
            missing.add("roadway")
        _ground(surface(way), way, against, missing)
        return
    widths = _of_sides(way, "width")
    if widths and all((tags.metres(width) or NARROWEST) < NARROWEST for width in widths):
        (missing if calm else against).add("roadway" if calm else "too_narrow")
    paved = _of_sides(way, "surface")
    if paved:
        own = min(surface({"surface": value}) for value in paved)  # one good side is enough
        _ground(own, {}, against, missing)
    elif surface(way) is not Ground.GOOD and ("surface" in way or way.get("smoothness") in ROUGH):
        missing.add("surface_unknown")  # the carriageway is rough, the sidewalk may be better


def _of_sides(way: Tags, what: str) -> list[str]:
    return [way[key] for side in SIDES if (key := f"sidewalk:{side}:{what}") in way]


def surface(way: Tags) -> Ground:
    """What surface, smoothness and grade of a track say together; where they contradict each other: unknown."""
    values = tags.parts(way.get("surface"))
    smooth = way.get("smoothness") in SMOOTH
    if values & LOOSE:
        return Ground.UNKNOWN if smooth else Ground.BAD
    if values:
        return Ground.GOOD if smooth or values <= FIRM else Ground.UNKNOWN
    return Ground.GOOD if way.get("smoothness") in {"excellent", "good"} else Ground.UNKNOWN


def kerb_of(item: Tags) -> Ground | None:
    """What is known of a kerb, on a way or a node; None where nothing is said of one."""
    height = tags.metres(item.get("kerb:height"))
    if height is not None:
        return Ground.GOOD if height <= HIGHEST_KERB else Ground.BAD
    kerb = item.get("kerb")
    if kerb is None:
        return None
    if kerb in {"lowered", "flush", "no"}:
        return Ground.GOOD
    return Ground.BAD if kerb in {"raised", "regular", "normal"} else Ground.UNKNOWN
