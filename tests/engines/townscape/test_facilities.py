# SPDX-License-Identifier: EUPL-1.2
"""Facilities: in the county, with readable hours and fictitious numbers, plenty in town and scarce in the villages."""

from __future__ import annotations

import re
from collections import Counter

import shapely
from opening_hours import OpeningHours

from allmende.engines.townscape.register import DRAMA_NUMBERS


def test_every_facility_lies_in_its_town(county) -> None:
    towns = [t.area.geometry.buffer(0.1) for t in county.towns]
    for f in county.facilities:
        assert county.area.geometry.contains(shapely.Point(*f.xy)), f.key
        if f.category != "bus_stop":  # a stop may stand in the fields beside the border
            assert towns[f.town].contains(shapely.Point(*f.xy)), f.key


def test_opening_hours_can_be_read(county) -> None:
    for f in county.facilities:
        if f.opening_hours:
            OpeningHours(f.opening_hours)


def test_keys_are_unique_and_names_are_unique_in_a_town(county) -> None:
    assert len({f.key for f in county.facilities}) == len(county.facilities)
    count = Counter((f.town, f.name) for f in county.facilities)
    assert [name for name, n in count.items() if n > 1] == []


def test_phone_numbers_are_those_reserved_for_fiction(county) -> None:
    numbers = [f.phone for f in county.facilities if f.phone]
    assert numbers
    for number in numbers:
        block, last = number.rsplit("-", 1)
        assert block in DRAMA_NUMBERS
        assert re.fullmatch(r"\d{3}", last)
    assert len(set(numbers)) == min(len(numbers), 5000)


def test_knowledge_of_access_has_a_date_and_a_source(county) -> None:
    assert any(f.access for f in county.facilities)
    assert any(not f.access for f in county.facilities)
    for f in county.facilities:
        assert bool(f.access) == bool(f.checked) == bool(f.source)
        assert set(f.access) <= {"wheelchair", "step_free", "toilet", "hearing", "tactile"}


def test_facilities_in_buildings_bear_the_building_s_address(county) -> None:
    a, b = county.addresses, county.buildings
    for f in county.facilities:
        if f.building >= 0:
            row = b.address[f.building]
            assert (f.street, f.number) == (a.street[row], a.number[row])


def test_supply_is_scarce_in_the_villages(county) -> None:
    def per_thousand(category: str, role: str) -> float:
        people = sum(s.inhabitants for s in county.settlements if s.role == role)
        count = sum(f.category == category and county.settlements[f.settlement].role == role for f in county.facilities)
        return count / people * 1000

    if county.inhabitants >= 9_000:
        for category in ("doctor", "pharmacy", "bakery"):
            assert per_thousand(category, "village") < 0.75 * per_thousand(category, "core")
    assert per_thousand("fire_station", "village") > per_thousand("fire_station", "core")


def test_each_town_has_a_hall_and_the_core_what_a_county_seat_has(county) -> None:
    halls = [f.town for f in county.facilities if f.category == "townhall"]
    assert sorted(halls) == list(range(len(county.towns)))
    here = {f.category for f in county.facilities if f.settlement == 0}
    assert {"public_office", "marketplace", "train_station", "bus_station", "toilets", "church"} <= here


def test_every_village_has_a_bus_and_lines_run_through_their_stops(county) -> None:
    served = {county.facilities[stop].settlement for line in county.bus_lines for stop in line.stops}
    assert served >= set(range(1, len(county.settlements)))
    for line in county.bus_lines:
        assert len(line.stops) >= 2
        for stop in line.stops:
            assert line.line.distance(shapely.Point(*county.facilities[stop].xy)) < 450
