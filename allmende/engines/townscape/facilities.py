# SPDX-License-Identifier: EUPL-1.2
"""Equip the county: institutions in their buildings, shops and practices, things on streets, civic places, buses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from .buses import bus_network
from .civic import civic_places
from .fabric import Fabric
from .facility_kinds import BY_USE, KINDS, Kind
from .facility_names import KITAS, SAINTS, SCHOOLS, SURNAMES
from .landscape import Land
from .model import County
from .noise import stream
from .register import Register
from .spots import Spots


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
    middle = np.array([p.centroid.coords[0] for p in b.polygon[np.isin(b.use.astype(str), list(BY_USE))]])
    rows = np.flatnonzero(np.isin(b.use.astype(str), list(BY_USE)))
    saints: dict[int, Iterator[str]] = {}
    seen: dict[tuple[int, str], list[np.ndarray]] = {}
    rng = stream(land.seed, "institution names")
    kitas, schools = _endless(KITAS, rng), _endless(SCHOOLS, rng)
    counts: dict[tuple[int, str], int] = {}
    for row, xy in zip(rows.tolist(), middle, strict=True):
        use = str(b.use[row])
        k = int(b.settlement[row])
        near = seen.setdefault((k, use), [])
        if k < 0 or any(np.hypot(*(xy - other)) < 160 for other in near):
            spots.claim(row)
            continue
        near.append(xy)
        spots.claim(row)
        site = county.settlements[k]
        category = BY_USE[use]
        spot = spots.of_building(row) if b.address[row] >= 0 else spots.open_air((float(xy[0]), float(xy[1])))
        n = counts[k, use] = counts.get((k, use), 0) + 1
        details: dict[str, str] = {}
        hours, phone, operator = "", True, ""
        if use == "school":
            kind = ("Grundschule", "Regelschule", "Grundschule", "Gymnasium", "Gemeinschaftsschule")[(n - 1) % 5]
            name = f"{kind} „{next(schools)}“" if rng.random() < 0.75 or n > 5 else f"{kind} {site.name}"
            hours, operator = "Mo-Fr 07:00-15:30; PH off", f"Stadt {site.name}"
            details = {"Schulform": kind, "Schülerinnen und Schüler": str(int(rng.integers(120, 520)))}
        elif use == "kita":
            name, hours = f"Kita „{next(kitas)}“", "Mo-Fr 06:00-17:00; PH off"
            operator = str(rng.choice(["Stadt " + site.name, "Diakonie Auental", "Arbeiterhilfe Auental e. V."]))
            details = {"Plätze": str(int(rng.integers(38, 128)))}
        elif use == "supermarket":
            name = register.pick("SHOPS", k) or f"Aumarkt {spot.street}"
            hours = "Mo-Sa 07:00-20:00; PH off" if rng.random() < 0.6 else "Mo-Sa 07:00-21:00; PH off"
        elif use == "fire":
            name = f"Feuerwehr {site.name}" if n == 1 else f"Feuerwache {spot.street}"
        elif use == "care":
            name = f"Seniorenzentrum {spot.street}"
            operator = str(rng.choice(["Diakonie Auental", "Arbeiterhilfe Auental e. V.", "Haus & Pflege gGmbH"]))
        elif use == "hospital":
            name = "Klinikum Auental" if k == 0 else f"Krankenhaus {site.name}"
            hours = "24/7"
        elif use == "church":
            pool = saints.setdefault(site.town, _endless(SAINTS, rng))
            saint = next(pool)
            name = (
                f"Dorfkirche {saint}" if site.role == "village" else f"{'Stadtkirche' if n == 1 else 'Kirche'} {saint}"
            )
            hours = "Mo-Su 09:00-18:00" if rng.random() < 0.4 else ""
            details = {
                "Erbaut": f"um {int(b.year[row]) // 10 * 10}",
                "Konfession": "evangelisch" if rng.random() < 0.8 else "katholisch",
            }
            phone = False
        elif use == "gym":
            name, phone = f"Sporthalle {spot.street}", False
            hours = "Mo-Fr 16:00-22:00"
        elif use == "pool":
            name, hours = f"Freibad {site.name}", "May-Sep: Mo-Su 10:00-19:00"
        else:
            name, hours, phone = f"Wertstoffhof {site.name}", "Tu-Fr 10:00-18:00; Sa 08:00-14:00; PH off", True
        register.add(category, name, spot, k, hours=hours, phone=phone, operator=operator, details=details)


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
