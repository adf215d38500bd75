# SPDX-License-Identifier: EUPL-1.2
"""Who may use a way, by OpenStreetMap tags and German defaults.

Defaults follow the table for Germany in the OpenStreetMap wiki ("OSM tags for routing/Access restrictions") with three
departures, named where they are made: cycleways may be walked, forest and field ways too whatever ``access`` says of
agriculture, and trunk roads take nobody on foot or bicycle unless a tag allows it.
"""

from __future__ import annotations

from enum import IntEnum

from .tags import Tags, parts

ROADS = frozenset(
    "motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link unclassified"
    " residential living_street road service busway".split()
)
PATHS = frozenset("footway path pedestrian steps cycleway bridleway track corridor platform elevator".split())
KINDS = ROADS | PATHS
"""Values of ``highway`` that make a way. Everything else (construction, proposed, raceway ...) is left out and counted."""

FAST = frozenset("motorway motorway_link trunk trunk_link".split())
CARS = ROADS - {"busway"}
ONE_WAY = frozenset({"motorway", "motorway_link"})
NOT_BY_BICYCLE = frozenset("footway pedestrian steps corridor platform elevator bridleway busway".split())

CLOSED = frozenset("no private restricted permit residents military emergency use_sidepath".split())
CLOSED_TO_CARS = CLOSED | frozenset("agricultural forestry delivery psv bus taxi hov official".split())
OPEN = frozenset("yes permissive designated official destination customers public".split())
HAS_SIDEWALK = frozenset({"both", "left", "right", "yes"})


class Ride(IntEnum):
    """How a bicycle gets along: not at all, pushed, ridden."""

    NO = 0
    PUSH = 1
    RIDE = 2


def closed(value: str | None, barred: frozenset[str] = CLOSED) -> bool:
    """Whether an access tag keeps people out: all of its values do."""
    values = parts(value)
    return bool(values) and values <= barred


def on_foot(tags: Tags) -> bool:
    """Whether people may walk here."""
    kind = tags.get("highway", "")
    if kind not in KINDS:
        return False
    if "foot" in tags:
        return not closed(tags["foot"])
    if kind in ONE_WAY or tags.get("motorroad") == "yes" or closed(tags.get("access")):
        return False
    if kind in FAST:
        return has_sidewalk(tags)
    return kind not in {"busway", "bridleway"}


def by_bicycle(tags: Tags) -> Ride:
    """Whether one may ride; where not, the bicycle may be pushed if one may walk."""
    kind = tags.get("highway", "")
    push = Ride.PUSH if on_foot(tags) else Ride.NO
    if kind not in KINDS:
        return Ride.NO
    if "bicycle" in tags:
        value = parts(tags["bicycle"])
        ridden = kind != "steps" and (bool(value & OPEN) or value <= {"use_sidepath", "optional_sidepath"})
        return Ride.RIDE if ridden else push
    if kind in FAST or tags.get("motorroad") == "yes" or kind in NOT_BY_BICYCLE:
        return push
    return push if closed(tags.get("vehicle", tags.get("access"))) else Ride.RIDE


def by_car(tags: Tags) -> bool:
    """Whether a private car may drive here; "destination" counts as yes."""
    kind = tags.get("highway", "")
    value = next((tags[key] for key in ("motorcar", "motor_vehicle", "vehicle", "access") if key in tags), None)
    if kind not in CARS:
        explicit = next((tags[key] for key in ("motorcar", "motor_vehicle", "vehicle") if key in tags), None)
        return kind in {"track", "pedestrian"} and bool(parts(explicit) & OPEN)
    if tags.get("service") == "emergency_access" or tags.get("oneway") == "reversible":
        return False
    return not closed(value, CLOSED_TO_CARS)


def has_sidewalk(tags: Tags) -> bool:
    """Whether a road is known to have a sidewalk of its own (not one that is drawn as a way beside it)."""
    if tags.get("sidewalk") in HAS_SIDEWALK or tags.get("footway") in {"both", "left", "right"}:
        return True
    return any(tags.get(f"sidewalk:{side}") == "yes" for side in ("both", "left", "right"))


def one_way(tags: Tags) -> int:
    """The only direction for vehicles: 1 as drawn, -1 against, 0 both."""
    value = tags.get("oneway", "")
    if value in {"yes", "true", "1"}:
        return 1
    if value in {"-1", "reverse"}:
        return -1
    if not value and (tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") in ONE_WAY):
        return 1
    return 0


def one_way_bicycle(tags: Tags) -> int:
    """The only direction for bicycles: like `one_way`, unless they may ride against it."""
    own = {"no": 0, "yes": 1, "1": 1, "-1": -1}.get(tags.get("oneway:bicycle", ""))
    if own is not None:
        return own
    lanes = [tags.get(key, "") for key in ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")]
    if any(lane.startswith("opposite") for lane in lanes):
        return 0
    if any(tags.get(f"cycleway:{side}:oneway") in {"no", "-1"} for side in ("left", "right", "both")):
        return 0
    if closed(tags.get("bicycle:backward"), frozenset({"no"})) or "bicycle:backward" not in tags:
        return one_way(tags)
    return 0


def one_way_on_foot(tags: Tags) -> int:
    """The only direction for walkers; ``oneway`` alone does not concern them."""
    return {"yes": 1, "1": 1, "-1": -1}.get(tags.get("oneway:foot", ""), 0)
