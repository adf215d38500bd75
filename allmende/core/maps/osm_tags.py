# SPDX-License-Identifier: EUPL-1.2
"""What OpenStreetMap tags mean on our basemap: for each layer, tag -> kind. The first layer that knows a tag wins."""

from __future__ import annotations

from collections.abc import Mapping

Tags = Mapping[str, str]
Table = Mapping[str, Mapping[str, str]]


def _kinds(**kinds: str) -> dict[str, str]:
    """`kind="value value"` turned round: value -> kind."""
    return {value: kind for kind, values in kinds.items() for value in values.split()}


STREET = _kinds(
    motorway="motorway motorway_link trunk trunk_link",
    main="primary primary_link secondary secondary_link",
    secondary="tertiary tertiary_link",
    residential="residential unclassified living_street road busway",
    service="service",
    track="track",
    path="path footway bridleway",
    cycleway="cycleway",
    pedestrian="pedestrian",
    steps="steps",
)
RAIL = _kinds(rail="rail narrow_gauge preserved", tram="tram", light_rail="light_rail subway")
WATERWAY = _kinds(river="river", stream="stream", canal="canal", ditch="ditch drain")

WATER: Table = {
    "water": _kinds(
        river="river stream canal oxbow stream_pool",
        lake="lake reservoir lagoon",
        pond="pond fishpond moat fish_pass",
        basin="basin wastewater reflecting_pool harbour lock",
    ),
    "natural": _kinds(pond="water"),
    "waterway": _kinds(river="riverbank", basin="dock"),
    "landuse": _kinds(lake="reservoir", basin="basin"),
}
GREEN: Table = {
    "leisure": _kinds(
        pitch="pitch track",
        playground="playground",
        park="park garden dog_park golf_course sports_centre common miniature_golf",
    ),
    "landuse": _kinds(
        forest="forest",
        park="recreation_ground village_green",
        meadow="meadow",
        farmland="farmland",
        cemetery="cemetery",
        orchard="orchard vineyard plant_nursery",
        allotments="allotments",
        grass="grass greenfield flowerbed",
    ),
    "natural": _kinds(forest="wood", meadow="grassland heath scrub wetland"),
    "amenity": _kinds(cemetery="grave_yard"),
}
BUILT: Table = {
    "amenity": _kinds(public="school kindergarten college university hospital clinic marketplace"),
    "landuse": _kinds(
        residential="residential farmyard",
        commercial="commercial retail",
        industrial="industrial railway quarry landfill construction brownfield garages depot",
        public="education religious institutional",
    ),
    "highway": _kinds(public="pedestrian"),
    "place": _kinds(public="square"),
}
BUILDING: Table = {
    "amenity": _kinds(
        church="place_of_worship",
        public="school kindergarten college university hospital clinic townhall library courthouse police fire_station"
        " community_centre theatre arts_centre nursing_home social_facility public_building",
    ),
    "building": _kinds(
        residential="residential house apartments detached terrace semidetached_house bungalow dormitory"
        " static_caravan houseboat",
        church="church chapel cathedral mosque synagogue temple monastery religious shrine",
        public="public school kindergarten university college hospital civic government fire_station townhall"
        " train_station transportation sports_hall sports_centre stadium museum toilets library",
        commercial="retail commercial office supermarket hotel kiosk mall",
        industrial="industrial warehouse manufacture hangar works",
        farm="farm barn stable farm_auxiliary cowshed sty greenhouse silo",
    ),
    "shop": {},
    "office": {},
}
PLACE = _kinds(
    town="city town",
    village="village",
    quarter="suburb borough quarter neighbourhood city_block",
    locality="hamlet isolated_dwelling farm locality allotments",
)
RANK = {"city": 1, "town": 2, "village": 3, "borough": 3, "suburb": 4, "quarter": 5, "hamlet": 5}
BOUNDARY = {"6": "county", "7": "town", "8": "town", "9": "quarter", "10": "quarter", "11": "quarter"}

KEYS = "highway building railway waterway water natural landuse leisure amenity place boundary".split()
"""An object without any of these keys is of no interest to the basemap."""

NO = (None, "no")


def lookup(table: Table, tags: Tags) -> str | None:
    """The kind that the first matching key of the table gives, or None."""
    for key, kinds in table.items():
        kind = kinds.get(tags.get(key, ""))
        if kind:
            return kind
    return None


def water(tags: Tags) -> str | None:
    """Kind of a water area. Swimming pools and covered water are none; a lake is a lake only where it says so."""
    if tags.get("natural") != "water" and "water" in tags:
        return None
    return lookup(WATER, tags)


def building(tags: Tags) -> str | None:
    """Kind of a building, None where the object is not one."""
    if tags.get("building") in NO or tags.get("location") == "underground":
        return None
    kind = lookup(BUILDING, tags)
    if kind:
        return kind
    return "commercial" if "shop" in tags or "office" in tags else "other"


def levels(tags: Tags) -> int:
    """Storeys above ground, 0 where unknown or unreadable."""
    try:
        count = round(float(tags.get("building:levels", "0").replace(",", ".")))
    except (ValueError, OverflowError):
        return 0
    return count if 0 < count < 100 else 0


def name(tags: Tags) -> str:
    """The name to print, at most 80 characters, '' where there is none."""
    return (tags.get("name:de") or tags.get("name") or "")[:80]


def flag(tags: Tags, key: str, *but: str) -> int:
    """1 where a tag is set to something other than "no" (or one of `but`), else 0."""
    return int(tags.get(key) not in (*NO, *but))
