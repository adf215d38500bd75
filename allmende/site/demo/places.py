# SPDX-License-Identifier: EUPL-1.2
"""Addresses and places of the demo county."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np
import shapely

from allmende.commons.places.actions import AddressData, PlaceData, store_addresses, store_places
from allmende.commons.places.models import Address, Place
from allmende.core.municipality.models import Municipality
from allmende.engines.townscape import County, lonlat
from allmende.engines.townscape.model import Facility
from allmende.site.demo import Progress, county


def fill(made: County, progress: Progress) -> int:
    """Store addresses and places where none of the demo source are there; return how many were added."""
    home = county.row()
    added = 0
    if not Address.objects.filter(source=county.SOURCE).exists():
        for town in made.towns:
            row = Municipality.objects.get(ars=town.ars, kind=Municipality.Kind.TOWN, valid_to__isnull=True)
            added += store_addresses(row, county.SOURCE, _addresses(made, made.towns.index(town)))["added"]
    if not Place.objects.filter(source=county.SOURCE).exists():
        added += store_places(home, county.SOURCE, rows(made), licence=county.LICENCE).added
    return added


def _addresses(made: County, town: int) -> Iterator[AddressData]:
    a = made.addresses
    own = np.flatnonzero(a.town == town)
    for i, point in zip(own.tolist(), lonlat(shapely.points(a.xy[own])), strict=True):
        yield AddressData(str(a.street[i]), str(a.number[i]), point, str(a.postcode[i]), str(a.place[i]))


def rows(made: County) -> list[PlaceData]:
    """All facilities as rows of a source of places."""
    points = lonlat(shapely.points(np.array([f.xy for f in made.facilities])))
    lines: dict[int, list[str]] = {}
    for line in made.bus_lines:
        for stop in line.stops:
            lines.setdefault(stop, []).append(line.number)
    return [
        PlaceData(
            source_id=f.key,
            category=f.category,
            geom=point,
            name=f.name,
            description=describe(f, lines.get(n, [])),
            street=f.street,
            house_number=f.number,
            postcode=f.postcode,
            city=f.place,
            phone=f.phone,
            email=f.email,
            opening_hours=f.opening_hours,
            wheelchair=f.access.get("wheelchair", "unknown"),
            step_free=f.access.get("step_free", "unknown"),
            accessible_toilet=f.access.get("toilet", "unknown"),
            hearing_support=f.access.get("hearing", "unknown"),
            tactile_guidance=f.access.get("tactile", "unknown"),
            accessibility_source=f.source,
            accessibility_date=datetime.date.fromisoformat(f.checked) if f.checked else None,
            attributes=dict(f.details) | ({"Betreiber": f.operator} if f.operator else {}),
        )
        for n, (f, point) in enumerate(zip(made.facilities, points, strict=True))
    ]


def describe(facility: Facility, lines: list[str]) -> str:
    """A few plain sentences about a facility; '' where there is nothing to say beyond name and address."""
    sentences = [facility.note] if facility.note else []
    if facility.category == "vacant_shop":
        d = facility.details
        sentences.append(
            f"Dieser Laden sucht neue Mieterinnen und Mieter: {d['Fläche']}, leer seit {d['Leer seit']}, "
            f"früher {d['Frühere Nutzung']}. Fragen beantwortet die Wirtschaftsförderung."
        )
    elif facility.category == "ride_bench":
        sentences.append(
            "Hier Platz nehmen, Schild mit dem Ziel umklappen, mitgenommen werden: Autofahrerinnen und Autofahrer aus "
            "der Nachbarschaft halten gern."
        )
    elif facility.category == "wifi":
        sentences.append("Kostenlos und ohne Anmeldung. Das Netz heißt „auental-frei“.")
    elif lines:
        sentences.append(("Linie " if len(lines) == 1 else "Linien ") + ", ".join(sorted(lines, key=int)) + ".")
    elif facility.details:
        sentences += [f"{name}: {value}." for name, value in facility.details.items()]
    if facility.operator and facility.category not in ("ride_bench", "wifi"):
        sentences.append(f"Träger: {facility.operator}.")
    return " ".join(sentences)
