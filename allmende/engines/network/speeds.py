# SPDX-License-Identifier: EUPL-1.2
"""How fast people get along, in metres per second for both directions of a way; 0 where they must not.

Sources: walking 1.34 m/s and stairs 0.61 up, 0.69 down (horizontal; U. Weidmann, Transporttechnik der Fussgänger, ETH Zürich
1993); wheelchair 0.79 m/s (mean of 52 manual wheelchairs in daily life; Tolerico et al., JRRD 44(4), 2007, 561-572). Riding
15 km/h as in the bicycle profile of OSRM. The other figures are choices of this module, each beside its name.
"""

from __future__ import annotations

from . import access, tags
from .access import Ride
from .tags import Tags

Pair = tuple[float, float]
"""Speed from the first to the last node of a way, and back."""

WALK = 1.34
STAIRS_UP, STAIRS_DOWN = 0.61, 0.69
WHEELCHAIR = 0.79
PUSH = 1.1  # a bicycle beside oneself: four fifths of walking
CARRY = 0.35  # a bicycle on stairs
RIDE = 15 / 3.6
RIDE_AMONG_WALKERS = 2.8  # 10 km/h in pedestrian zones and on footways
WADE = 0.8  # share of the walking speed on ground that gives way
STEEP_RIDE = 0.08  # share of the riding speed lost uphill with each percent of incline, down to PUSH
HEAVY_WHEELS = 0.8  # share of the wheelchair's speed on surfaces that are not smooth
UPHILL_WHEELS = 0.7  # the same uphill from 3 percent on

SURFACE_RIDE = {
    1.0: "asphalt paved concrete paving_stones concrete:plates concrete:lanes paving_stones:lanes metal rubber bricks",
    0.8: "compacted fine_gravel wood sett grass_paver chipseal",
    0.6: "unpaved ground dirt earth gravel cobblestone pebblestone unhewn_cobblestone stone woodchips",
    0.4: "grass sand mud rock stepping_stones snow ice mulch clay",
}
"""Share of the riding speed on each surface; unknown: 1 on roads, 0.8 on paths, 0.6 on tracks."""
_SHARE = {surface: share for share, words in SURFACE_RIDE.items() for surface in words.split()}
_TRACK = {"grade1": 1.0, "grade2": 0.8, "grade3": 0.6, "grade4": 0.6, "grade5": 0.4}

IMPLICIT = {
    "motorway": 130.0, "motorway_link": 80.0, "trunk": 100.0, "trunk_link": 60.0, "primary": 80.0, "primary_link": 50.0,
    "secondary": 80.0, "secondary_link": 50.0, "tertiary": 70.0, "tertiary_link": 50.0, "unclassified": 50.0, "residential": 50.0,
    "living_street": 7.0, "road": 50.0,
}  # fmt: skip
"""Limit in km/h where no sign is mapped: section 3 StVO (50 in built-up places, 100 outside), lowered outside to what such roads
allow, because whether a place is built up is often not mapped either."""
LOWEST_DRIVE, SLOW_DRIVE = 10.0, 15.0  # km/h on parking aisles and in living streets; on other service roads and tracks
ROUGH_DRIVE = 30.0  # km/h at most where the surface is not paved


def walking(way: Tags) -> Pair:
    """Speed on foot."""
    if not access.on_foot(way):
        return 0.0, 0.0
    if way.get("highway") == "steps":
        pair = _stairs(way)
    else:
        soft = way.get("surface") in {"sand", "mud", "snow", "rock"}
        pair = (WALK * WADE,) * 2 if soft else (WALK, WALK)
    return _one_way(pair, access.one_way_on_foot(way))


def _stairs(way: Tags) -> Pair:
    climb = tags.incline(way.get("incline"))[1]
    level = (STAIRS_UP + STAIRS_DOWN) / 2  # where it is not known which way is up
    return {1: (STAIRS_UP, STAIRS_DOWN), -1: (STAIRS_DOWN, STAIRS_UP)}.get(climb, (level, level))


def rolling(way: Tags) -> Pair:
    """Speed of a manual wheelchair where it gets through; whether it does is another question (see `wheelchair`)."""
    if not access.on_foot(way):
        return 0.0, 0.0
    smooth = way.get("smoothness") in {"excellent", "good"} or _SHARE.get(way.get("surface", ""), 0.0) == 1.0
    speed = WHEELCHAIR if smooth or way.get("highway") in access.ROADS else WHEELCHAIR * HEAVY_WHEELS
    steep, climb = tags.incline(way.get("incline"))
    if steep is not None and steep > 3:
        return _one_way(
            (speed * (UPHILL_WHEELS if climb > 0 else 1.0), speed * (UPHILL_WHEELS if climb < 0 else 1.0)),
            access.one_way_on_foot(way),
        )
    return _one_way((speed, speed), access.one_way_on_foot(way))


def cycling(way: Tags) -> Pair:
    """Speed with a bicycle: ridden where allowed, else pushed where one may walk (also against one-way streets)."""
    walk = walking(way)
    if way.get("highway") == "steps":
        pushed: Pair = (CARRY, CARRY)
    else:
        pushed = (PUSH, PUSH)
    pushed = (pushed[0] if walk[0] else 0.0, pushed[1] if walk[1] else 0.0)
    if access.by_bicycle(way) != Ride.RIDE:
        return pushed
    ridden = _one_way(_riding(way), access.one_way_bicycle(way))
    return ridden[0] or pushed[0], ridden[1] or pushed[1]


def _riding(way: Tags) -> Pair:
    kind = way.get("highway", "")
    share = _SHARE.get(way.get("surface", ""))
    if share is None and kind == "track":
        share = _TRACK.get(way.get("tracktype", ""), 0.6)
    if share is None:
        share = 1.0 if kind in access.ROADS or kind == "cycleway" else 0.8
    if way.get("smoothness") in {"very_bad", "horrible", "very_horrible", "impassable"}:
        share = min(share, 0.4)
    speed = RIDE * share
    if kind in {"footway", "pedestrian", "corridor", "platform"}:
        speed = min(speed, RIDE_AMONG_WALKERS)
    steep, climb = tags.incline(way.get("incline"))
    if not steep:
        return speed, speed
    uphill = max(PUSH, speed * (1 - STEEP_RIDE * steep))
    return (uphill, speed) if climb > 0 else (speed, uphill)


def driving(way: Tags) -> Pair:
    """Speed of a car in everyday traffic: a share of the limit that grows with it (see `_real`)."""
    if not access.by_car(way):
        return 0.0, 0.0
    both = tags.limit(way.get("maxspeed"))
    for key in ("maxspeed:type", "source:maxspeed", "zone:traffic", "zone:maxspeed"):
        both = both or tags.limit(way.get(key))
    ahead = tags.limit(way.get("maxspeed:forward")) or both or _implicit(way)
    back = tags.limit(way.get("maxspeed:backward")) or both or _implicit(way)
    return _one_way((_real(way, ahead), _real(way, back)), access.one_way(way))


def _implicit(way: Tags) -> float:
    kind = way.get("highway", "")
    if kind in {"service", "track", "pedestrian"}:
        return SLOW_DRIVE
    limit = IMPLICIT.get(kind, SLOW_DRIVE)
    built_up = access.has_sidewalk(way) or way.get("lit") == "yes" or way.get("sidewalk") == "separate"
    return min(limit, 50.0) if built_up and kind not in access.FAST else limit


def _real(way: Tags, limit: float) -> float:
    """Metres per second where a limit in km/h holds: 0.65 of it up to 50, 0.8 up to 100, 0.85 above.

    Chosen so that a town of 50 and 30 comes to about 25 to 30 km/h with its junctions and lights; not measured.
    """
    kind = way.get("highway", "")
    speed = limit * (0.65 if limit <= 50 else 0.8 if limit <= 100 else 0.85)
    if _SHARE.get(way.get("surface", ""), 1.0) < 0.8:
        speed = min(speed, ROUGH_DRIVE)
    if kind in {"service", "track", "pedestrian"}:
        slow = way.get("service") in {"parking_aisle", "driveway", "drive-through"}
        speed = min(speed, LOWEST_DRIVE if slow else SLOW_DRIVE)
    return max(speed, min(LOWEST_DRIVE, limit)) / 3.6


def _one_way(pair: Pair, only: int) -> Pair:
    return (pair[0] if only >= 0 else 0.0, pair[1] if only <= 0 else 0.0)
