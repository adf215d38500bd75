# SPDX-License-Identifier: EUPL-1.2
"""The list of facilities while it grows: keys, unique names, fictitious telephone numbers, what is known of access."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np

from . import facility_names
from .model import County, Facility
from .noise import stream
from .spots import Spot

DRAMA_NUMBERS = ("030 23125", "069 90009", "040 66969", "0221 4710", "089 99998")
"""Blocks of 1,000 numbers that the Bundesnetzagentur keeps free for fiction (Mitteilung 148/2021)."""

SURVEYED = (date(2023, 3, 1), date(2026, 9, 30))
"""First and last day of the surveys of accessibility."""

SOURCES = (
    "Begehung durch den Behindertenbeirat Auental", "Angabe der Einrichtung", "Rundgang der Digitallotsen",
    "Begehung mit dem Seniorenbüro",
)  # fmt: skip

_TOILET = frozenset(
    [
        "townhall",
        "public_office",
        "library",
        "museum",
        "restaurant",
        "cafe",
        "hospital",
        "community_centre",
        "train_station",
        "supermarket",
        "theatre",
        "events_venue",
        "family_centre",
        "adult_education",
    ]
)
_HEARING = frozenset(["church", "townhall", "theatre", "cinema", "events_venue", "adult_education", "counselling"])
_TACTILE = frozenset(["bus_stop", "train_station", "townhall", "bus_station", "public_office"])


class Register:
    """Collects facilities; each add() returns the index of the new one."""

    def __init__(self, county: County, rng: np.random.Generator) -> None:
        self.county = county
        self.facilities: list[Facility] = []
        self._rng = rng
        self._numbers = 0
        self._counts: dict[tuple[str, int], int] = {}
        self._taken: dict[int, set[str]] = {}
        self._pools: dict[tuple[str, int], Iterator[str]] = {}

    def pick(self, pool: str, k: int) -> str:
        """The next word of a pool of names, each once per settlement; '' when all are used."""
        if (pool, k) not in self._pools:
            words: list[str] = list(getattr(facility_names, pool))
            order = stream(self.county.seed, "pool", pool, k).permutation(len(words))
            self._pools[pool, k] = iter([words[i] for i in order.tolist()])
        return next(self._pools[pool, k], "")

    def name(
        self, templates: Sequence[str], n: int, k: int, spot: Spot, surnames: Iterator[str], rng: np.random.Generator
    ) -> str:
        """A name from one of the templates: pools in capitals, {surname}, {place}, {street}, {number}, {inn}."""
        site = self.county.settlements[k]
        template = templates[int(rng.integers(len(templates)))] if n or len(templates) > 2 else templates[0]
        if site.role == "village" and len(templates) > 1 and "{place}" in templates[-1] and "Gemeinde" in templates[-1]:
            template = templates[-1]
        if template.isupper():
            pool = template if not (template == "CLUBS" and site.role != "village") else "TOWN_CLUBS"
            word = self.pick(pool, k) or f"{_KIND_OF_POOL.get(pool, 'Treff')} {next(surnames)}"
            if pool in ("CLUBS", "TOWN_CLUBS"):
                word = f"{word} {site.name}"
            elif pool == "INNS" and site.role == "village":
                word = f"Gasthaus „{word}“"
            return word
        inn = f"„{self.pick('INNS', k) or next(surnames)}“" if "{inn}" in template else ""
        surname = next(surnames) if "{surname}" in template else ""
        return template.format(
            surname=surname, place=site.name, street=spot.street, number=spot.number, inn=inn
        ).strip()

    def add(
        self, category: str, name: str, spot: Spot, k: int, *, hours: str = "", phone: bool = False, email: str = "",
        operator: str = "", note: str = "", details: Mapping[str, str] | None = None,
        chances: tuple[float, float, float] = (0.4, 0.3, 0.15), known: Mapping[str, str] | None = None,
    ) -> int:  # fmt: skip
        """Add one facility. ``known`` fixes what is known of access; else it is drawn with ``chances``."""
        site = self.county.settlements[k]
        count = self._counts[category, k] = self._counts.get((category, k), 0) + 1
        unique = self._unique(name, site.town, spot)
        access = dict(known) if known is not None else self._access(category, chances)
        checked, source = "", ""
        if access:
            span = (SURVEYED[1] - SURVEYED[0]).days
            checked = (SURVEYED[0] + timedelta(days=int(self._rng.integers(span + 1)))).isoformat()
            source = SOURCES[int(self._rng.choice(4, p=[0.35, 0.4, 0.15, 0.1]))]
        self.facilities.append(Facility(
            f"{category}-{k:03d}-{count:03d}", category, unique, spot.xy, site.town, k, spot.building, spot.street,
            spot.number, spot.postcode, spot.place, hours, self._phone() if phone else "", email, operator, note,
            MappingProxyType(dict(details or self._details(category))), MappingProxyType(access), checked, source,
        ))  # fmt: skip
        return len(self.facilities) - 1

    def _unique(self, name: str, town: int, spot: Spot) -> str:
        taken = self._taken.setdefault(town, set())
        options = [name]
        if spot.place not in name and spot.place != self.county.towns[town].area.name:
            options.append(f"{name} {spot.place}")
        if spot.street not in name:
            options += [f"{name}, {spot.street}", f"{name}, {spot.street} {spot.number}".rstrip()]
        elif spot.number and not name.endswith(spot.number):
            options.append(f"{name} {spot.number}")
        options += [f"{name} ({n})" for n in range(2, 60)]
        chosen = next((option for option in options if option not in taken), f"{name} ({len(self.facilities)})")
        taken.add(chosen)
        return chosen

    def _phone(self) -> str:
        block, last = divmod(self._numbers, 1000)
        self._numbers += 1
        return f"{DRAMA_NUMBERS[block % len(DRAMA_NUMBERS)]}-{(last * 7 + 13) % 1000:03d}"

    def _access(self, category: str, chances: tuple[float, float, float]) -> dict[str, str]:
        rng = self._rng
        pick = rng.random()
        yes, limited, no = chances
        if pick >= yes + limited + no:
            return {}
        wheelchair = "yes" if pick < yes else "limited" if pick < yes + limited else "no"
        access = {"wheelchair": wheelchair}
        if rng.random() < 0.8:
            access["step_free"] = (
                "yes" if wheelchair == "yes" or (wheelchair == "limited" and rng.random() < 0.3) else "no"
            )
        if category in _TOILET and rng.random() < 0.75:
            access["toilet"] = "yes" if wheelchair == "yes" and rng.random() < 0.65 else "no"
        if category in _HEARING and rng.random() < 0.5:
            access["hearing"] = "yes" if rng.random() < 0.35 else "no"
        if category in _TACTILE and rng.random() < 0.6:
            access["tactile"] = "yes" if wheelchair == "yes" and rng.random() < 0.7 else "no"
        return access

    def _details(self, category: str) -> dict[str, str]:
        rng = self._rng
        if category == "vacant_shop":
            return {
                "Fläche": f"{int(rng.integers(4, 22)) * 10} m²",
                "Leer seit": str(int(rng.integers(2017, 2026))),
                "Frühere Nutzung": str(rng.choice(_FORMER)),
            }
        if category == "charging_station":
            return {"Ladepunkte": str(int(rng.choice([2, 2, 2, 4]))), "Leistung": f"{int(rng.choice([11, 22, 50]))} kW"}
        if category == "parking":
            return {
                "Stellplätze": str(int(rng.integers(2, 14)) * 6),
                "Gebühr": str(rng.choice(["keine", "mit Parkschein"])),
            }
        if category == "doctor" and rng.random() < 0.6:
            return {"Neue Patientinnen und Patienten": str(rng.choice(["ja", "nein", "auf Warteliste"]))}
        return {}


_FORMER = (
    "Bekleidung", "Bäckerei", "Fleischerei", "Schreibwaren", "Drogerie", "Gaststätte", "Bankfiliale", "Schuhgeschäft",
    "Dorfladen", "Blumenladen",
)  # fmt: skip
_KIND_OF_POOL = {
    "PHARMACIES": "Apotheke", "INNS": "Gasthaus", "ABROAD": "Restaurant", "CAFES": "Café", "SNACKS": "Imbiss",
    "PUBS": "Kneipe", "FASHION": "Mode", "SHOPS": "Markt", "CLUBS": "Verein", "TOWN_CLUBS": "Verein", "ART": "Skulptur",
}  # fmt: skip
