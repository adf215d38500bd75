# SPDX-License-Identifier: EUPL-1.2
"""Equip the county: institutions in their buildings, shops and practices, things on streets, civic places, buses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from .buses import bus_network
from .civic import civic_places
from .fabric import Fabric
from .facility_kinds import BY_USE, KINDS, Kind
from .facility_names import KITAS, SAINTS, SCHOOLS, SURNAMES
from .landscape import Land
from .model import County, Settlement
from .noise import stream
from .register import Register
from .spots import Spot, Spots


def equip(land: Land, fabric: Fabric, county: County) -> County:
    """The county with facilities and bus lines."""
    register = Register(county, stream(land.seed, "facilities"))
    spots = Spots(county)
    _institutions(land, county, spots, register)
    civic_places(land, fabric, county, spots, register)
    for k in range(len(county.settlements)):
        _ordinary(land, k, county, spots, register)
    lines = bus_network(land, county, spots, register)
    return replace(county, facilities=register.facilities, bus_lines=lines)


def _institutions(land: Land, county: County, spots: Spots, register: Register) -> None:
    """One facility for each group of buildings of a school, hospital, church and so on."""
    b = county.buildings
    rows = np.flatnonzero(np.isin(b.use.astype(str), list(BY_USE)))
    middle = shapely.get_coordinates(shapely.centroid(b.polygon[rows]))
    namer = _Names(land, county, register)
    seen: dict[tuple[int, str], list[np.ndarray]] = {}
    for row, xy in zip(rows.tolist(), middle, strict=True):
        use, k = str(b.use[row]), int(b.settlement[row])
        near = seen.setdefault((k, use), [])
        spots.claim(row)
        if k < 0 or any(np.hypot(*(xy - other)) < 160 for other in near):
            continue
        near.append(xy)
        spot = spots.of_building(row) if b.address[row] >= 0 else spots.open_air((float(xy[0]), float(xy[1])))
        register.add(BY_USE[use], spot=spot, k=k, **namer.about(use, k, len(near), spot, int(b.year[row])))


class _Names:
    """What is said of an institution: name, hours, operator, details (the keywords of Register.add)."""

    def __init__(self, land: Land, county: County, register: Register) -> None:
        self.county, self.register = county, register
        self.rng = stream(land.seed, "institution names")
        self.kitas, self.schools = _endless(KITAS, self.rng), _endless(SCHOOLS, self.rng)
        self.saints: dict[int, Iterator[str]] = {}

    def about(self, use: str, k: int, n: int, spot: Spot, year: int) -> dict[str, Any]:
        """Keywords for the n-th institution of this use in settlement k."""
        site, rng = self.county.settlements[k], self.rng
        plain: dict[str, dict[str, Any]] = {
            "fire": {"name": f"Feuerwehr {site.name}" if n == 1 else f"Feuerwache {spot.street}", "phone": True},
            "gym": {"name": f"Sporthalle {spot.street}", "hours": "Mo-Fr 16:00-22:00"},
            "pool": {"name": f"Freibad {site.name}", "hours": "May-Sep: Mo-Su 10:00-19:00", "phone": True},
            "depot": {"name": f"Wertstoffhof {site.name}", "hours": "Tu-Fr 10:00-18:00; Sa 08:00-14:00; PH off", "phone": True},
            "hospital": {"name": "Klinikum Auental" if k == 0 else f"Krankenhaus {site.name}", "hours": "24/7", "phone": True},
        }  # fmt: skip
        if use in plain:
            return plain[use]
        if use == "school":
            return self._school(site, n)
        if use == "church":
            return self._church(site, n, year)
        if use == "kita":
            operators = [f"Stadt {site.name}", "Diakonie Auental", "Arbeiterhilfe Auental e. V."]
            return {
                "name": f"Kita „{next(self.kitas)}“", "hours": "Mo-Fr 06:00-17:00; PH off", "phone": True,
                "operator": str(rng.choice(operators)), "details": {"Plätze": str(int(rng.integers(38, 128)))},
            }  # fmt: skip
        if use == "supermarket":
            name = self.register.pick("SHOPS", k) or f"Aumarkt {spot.street}"
            return {"name": name, "hours": f"Mo-Sa 07:00-{20 + int(rng.random() < 0.4)}:00; PH off", "phone": True}
        operators = ["Diakonie Auental", "Arbeiterhilfe Auental e. V.", "Haus & Pflege gGmbH"]
        return {"name": f"Seniorenzentrum {spot.street}", "phone": True, "operator": str(rng.choice(operators))}

    def _school(self, site: Settlement, n: int) -> dict[str, Any]:
        kind = ("Grundschule", "Regelschule", "Grundschule", "Gymnasium", "Gemeinschaftsschule")[(n - 1) % 5]
        named = self.rng.random() < 0.75 or n > 5
        return {
            "name": f"{kind} „{next(self.schools)}“" if named else f"{kind} {site.name}",
            "hours": "Mo-Fr 07:00-15:30; PH off", "operator": f"Stadt {site.name}", "phone": True,
            "details": {"Schulform": kind, "Schülerinnen und Schüler": str(int(self.rng.integers(120, 520)))},
        }  # fmt: skip

    def _church(self, site: Settlement, n: int, year: int) -> dict[str, Any]:
        saint = next(self.saints.setdefault(site.town, _endless(SAINTS, self.rng)))
        rank = "Dorfkirche" if site.role == "village" else "Stadtkirche" if n == 1 else "Kirche"
        confession = "evangelisch" if self.rng.random() < 0.8 else "katholisch"
        return {
            "name": f"{rank} {saint}", "hours": "Mo-Su 09:00-18:00" if self.rng.random() < 0.4 else "",
            "details": {"Erbaut": f"um {year // 10 * 10}", "Konfession": confession},
        }  # fmt: skip


def _endless(words: list[str], rng: np.random.Generator) -> Iterator[str]:
    order = [words[i] for i in rng.permutation(len(words)).tolist()]
    turn = 0
    while True:
        for word in order:
            yield (
                word
                if turn == 0
                else f"{word} {['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'][min(turn, 9) - 1]}"
            )
        turn += 1


def _ordinary(land: Land, k: int, county: County, spots: Spots, register: Register) -> None:
    """Shops, practices, clubs, boxes: everything that the catalogue counts by inhabitants."""
    site = county.settlements[k]
    rng = stream(land.seed, "supply", k)
    surnames = _endless(SURNAMES, rng)
    for category, kind in KINDS.items():
        count = _count(category, kind, site.role, site.inhabitants, rng)
        if not count:
            continue
        if kind.where == "street":
            found = spots.streets(k, count, rng)
        else:
            found = spots.buildings(k, kind.uses, kind.where, count, rng)
        for n, spot in enumerate(found):
            name = register.name(kind.names, n, k, spot, surnames, rng)
            hours = str(kind.hours[int(rng.integers(len(kind.hours)))])
            register.add(
                category, name, spot, k, hours=hours, phone=kind.phone and rng.random() < 0.93,
                operator=kind.operator, chances=kind.access,
            )  # fmt: skip


def _count(category: str, kind: Kind, role: str, people: int, rng: np.random.Generator) -> int:
    if role == "village":
        if people < kind.village:
            return 0
        if category == "clubhouse":
            return int(rng.random() < kind.chance) + people // 900
        chance = kind.chance * float(np.clip(0.5 + people / (2.2 * max(kind.village, 1)), 0.7, 1.7))
        return int(rng.random() < chance) * (1 + (category == "post_box") * (people // 1200))
    if people < kind.town or not kind.per:
        return int(0 < kind.village <= people and rng.random() < kind.chance * 0.5)
    return max(1, round(people * 1.18 / kind.per * rng.uniform(0.9, 1.1)))
