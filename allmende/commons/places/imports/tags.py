# SPDX-License-Identifier: EUPL-1.2
"""From OpenStreetMap tags to what we say about a place.

Source of the meanings: wiki.openstreetmap.org, pages Key:addr, Key:contact, Key:wheelchair, Key:opening_hours,
Key:tactile_paving, Key:hearing_loop, Key:check_date. What a tag does not say stays unknown.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from shapely import Point

from allmende.commons.places.actions import PlaceData
from allmende.commons.places.models import Place

Answer = Place.Answer

KEPT = frozenset(
    {
        "operator", "brand", "ref", "level", "cuisine", "diet:vegetarian", "diet:vegan", "religion", "denomination",
        "capacity", "capacity:disabled", "fee", "charge", "access", "internet_access", "internet_access:fee",
        "healthcare:speciality", "dispensing", "shelter", "bench", "lit", "bin", "covered", "surface", "sport",
        "min_age", "max_age", "isced:level", "school:type", "start_date", "wikidata", "wikipedia", "network", "line",
        "changing_table", "unisex", "male", "female", "outdoor_seating", "takeaway", "delivery", "drive_through",
        "payment:cash", "payment:cards", "currency:EUR", "stars", "rooms", "self_service", "fuel:diesel",
        "recycling_type", "social_facility:for", "socket:type2", "maxstay", "park_ride", "information", "artist_name",
        "inscription", "vending", "collection_times", "service_times", "addr:suburb",
    }
)  # fmt: skip
"""Tags worth showing that have no field of their own; they go into `attributes` as they are."""

_YES = {"yes", "designated", "official", "permissive", "true", "1"}
_LIMITED = {"limited", "partial", "incorrect", "bad", "half"}
_NO = {"no", "none", "false", "0"}
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(/.*)?", re.UNICODE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """Return one line of text without control characters (PostgreSQL stores no NUL); signs like < stay text."""
    return " ".join(_CONTROL.sub("", text).split())


def place_from_tags(tags: Mapping[str, str], category: str, source_id: str, point: Point, *, source: str) -> PlaceData:
    """Return the row for an object of OpenStreetMap. Texts longer than our fields are cut at a word."""

    def first(*keys: str) -> str:
        return next((text for key in keys if (text := clean(tags.get(key, "")))), "")

    accessibility = {
        "wheelchair": answer(first("wheelchair")),
        "step_free": _step_free(tags),
        "accessible_toilet": answer(
            first("toilets:wheelchair", "wheelchair" if category == "toilets" else "toilets:wheelchair")
        ),
        "hearing_support": answer(first("hearing_loop", "audio_loop", "deaf")),
        "tactile_guidance": answer(first("tactile_paving", "blind")),
    }
    note = first("wheelchair:description:de", "wheelchair:description", "blind:description:de", "deaf:description:de")
    known = note or any(value != Answer.UNKNOWN for value in accessibility.values())
    return PlaceData(
        source_id=source_id,
        category=category,
        geom=point,
        name=short(first("name", "name:de", "official_name", "brand"), 200),
        description=first("description:de", "description"),
        street=short(first("addr:street", "addr:place"), 120),
        house_number=short(first("addr:housenumber"), 20),
        postcode=short(first("addr:postcode"), 10),
        city=short(first("addr:city"), 80),
        phone=short(first("phone", "contact:phone", "contact:mobile", "mobile").replace(";", ", "), 80),
        email=first("email", "contact:email").split(";")[0].strip(),
        website=web_address(first("website", "contact:website", "url")),
        opening_hours=first("opening_hours"),
        **accessibility,
        accessibility_note=note,
        accessibility_source=source if known else "",
        accessibility_date=iso_date(first("check_date:wheelchair", "check_date")) if known else None,
        attributes={key: clean(tags[key])[:500] for key in sorted(KEPT & tags.keys()) if clean(tags[key])},
    )


def answer(text: str) -> str:
    """Return yes, limited, no or unknown for the value of a yes/no tag, also in German."""
    value = text.strip().lower()
    if value in _YES or value in {"ja", "j", "x", "vorhanden", "barrierefrei"}:
        return Answer.YES
    if value in _LIMITED or value in {"teilweise", "eingeschränkt", "bedingt"}:
        return Answer.LIMITED
    if value in _NO or value in {"nein", "n", "nicht barrierefrei"}:
        return Answer.NO
    return Answer.UNKNOWN


def _step_free(tags: Mapping[str, str]) -> str:
    """Steps at the entrance: a count says it plainly; a ramp for wheelchairs replaces the steps."""
    if answer(tags.get("ramp:wheelchair", "")) == Answer.YES:
        return Answer.YES
    if "step_free" in tags:  # lists of the offices say it directly
        return answer(tags["step_free"])
    count = tags.get("step_count", tags.get("entrance:step_count", "")).strip()
    if not count.isdigit():
        return Answer.UNKNOWN
    return Answer.YES if int(count) == 0 else Answer.NO


def web_address(text: str) -> str:
    """Return the first address, with https:// where only a domain was written."""
    address = text.split(";", maxsplit=1)[0].strip()
    if address and not _SCHEME.match(address) and _DOMAIN.fullmatch(address):
        return f"https://{address}"
    return address


def iso_date(text: str) -> datetime.date | None:
    """Return the date of `2024-05-17`, or None for anything else (also for months and years alone)."""
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def short(text: str, length: int) -> str:
    """Return at most `length` signs, cut at a word where one ends in the last third, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > length * 2 // 3 else cut) + "…"


def plain_tags(properties: Mapping[str, Any]) -> dict[str, str]:
    """Return the properties of a GeoJSON feature as tags: texts and numbers; true and false become yes and no."""
    tags = {}
    for key, value in properties.items():
        if isinstance(value, bool):
            tags[str(key)] = "yes" if value else "no"
        elif isinstance(value, (str, int, float)):
            tags[str(key)] = f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
    return tags


def osm_id(text: str) -> str:
    """Return `n123` for `node/123`, and so on for ways and relations; other texts stay as they are."""
    kind, slash, number = text.partition("/")
    if slash and kind in {"node", "way", "relation"} and number.isdigit():
        return kind[0] + number
    return text
