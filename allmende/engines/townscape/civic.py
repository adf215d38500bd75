# SPDX-License-Identifier: EUPL-1.2
"""Places that a town has once or by its plan: town hall, offices, market, station, sights, parks, graveyards, pitches."""

from __future__ import annotations

import numpy as np
import shapely

from .fabric import Fabric
from .landscape import Land
from .model import County
from .noise import stream
from .register import Register
from .spots import Spot, Spots

_OFFICE_HOURS = "Mo,Fr 08:30-12:00; Tu 08:30-12:00,13:30-18:00; Th 08:30-12:00,13:30-16:00; PH off"
_YES = {"wheelchair": "yes", "step_free": "yes", "toilet": "yes"}
_HOUSES = ("townhouse", "villa", "house", "farmhouse", "flats")


def civic_places(land: Land, fabric: Fabric, county: County, spots: Spots, register: Register) -> None:
    """Add everything that follows from the plan of each place rather than from its number of inhabitants."""
    seats = {town.settlements[0] for town in county.towns}
    for k, site in enumerate(county.settlements):
        rng = stream(land.seed, "civic", k)
        if k in seats:
            _town_hall(k, county, spots, register, rng)
        if site.role == "village":
            _village(k, county, spots, register, rng)
            _village_school(k, county, spots, register, rng)
        else:
            _town(k, county, spots, register, rng)
        if k:
            _halt(land, k, county, spots, register)
    _station(land, county, spots, register)
    _grounds(fabric, county, spots, register)


def _town_hall(k: int, county: County, spots: Spots, register: Register, rng: np.random.Generator) -> None:
    site = county.settlements[k]
    found = spots.buildings(k, _HOUSES, "centre", 1, rng) or spots.buildings(k, (), "centre", 1, rng)
    name = f"Rathaus {site.name}" if site.role != "village" else f"Gemeindeverwaltung {site.name}"
    hours = _OFFICE_HOURS if site.role != "village" else "Tu 09:00-12:00,14:00-18:00; Th 09:00-12:00; PH off"
    spots.claim(found[0].building)
    known = {**_YES, "hearing": "yes", "tactile": "yes"} if k == 0 else None
    register.add(
        "townhall", name, found[0], k, hours=hours, phone=True, email=f"rathaus@{_slug(site.name)}.example",
        operator=f"{'Stadt' if site.role != 'village' else 'Gemeinde'} {site.name}", known=known,
    )  # fmt: skip


_PLAIN = str.maketrans("äöüß ", "aous-")


def _slug(name: str) -> str:
    return name.lower().translate(_PLAIN)


# category, name, smallest town, where, uses, hours, operator, known access (None: drawn)
_ONCE: list[tuple[str, str, int, str, tuple[str, ...], str, str, dict[str, str] | None]] = [
    ("public_office", "Landratsamt Auental", -1, "centre", ("villa", "townhouse", "office"), _OFFICE_HOURS, "Landkreis Auental", {**_YES, "tactile": "yes"}),
    ("public_office", "Bürgerbüro {place}", 8000, "shops", ("townhouse",), "Mo 08:00-16:00; Tu,Th 08:00-18:00; We,Fr 08:00-12:00; Sa 09:00-12:00; PH off", "Stadt {place}", _YES),
    ("public_office", "Zulassungsstelle Auental", -8000, "edge", ("office", "store", "villa"), "Mo-Fr 08:00-12:00; Tu,Th 13:00-17:30; PH off", "Landkreis Auental", None),
    ("public_office", "Jobcenter Auental", -6000, "spread", ("townhouse", "office", "flats"), "Mo-Fr 08:00-12:00; Th 14:00-18:00; PH off", "", None),
    ("public_office", "Finanzamt {place}", -12000, "spread", ("villa", "townhouse"), "Mo,Tu,Fr 08:00-12:00; Th 08:00-18:00; PH off", "", None),
    ("courthouse", "Amtsgericht {place}", 14000, "spread", ("villa", "townhouse"), "Mo-Fr 09:00-12:00; PH off", "", None),
    ("police", "Polizeistation {place}", 7000, "spread", ("villa", "townhouse", "flats"), "24/7", "", None),
    ("rescue_station", "Rettungswache {place}", 7000, "edge", ("store", "villa", "house", "hall"), "24/7", "Rettungszweckverband Auental", None),
    ("tourist_information", "Tourist-Information {place}", 5000, "shops", ("townhouse",), "Mo-Fr 10:00-17:00; Sa 10:00-14:00; PH off", "Stadt {place}", _YES),
]  # fmt: skip


def _town(k: int, county: County, spots: Spots, register: Register, rng: np.random.Generator) -> None:
    site = county.settlements[k]
    people = site.inhabitants
    for category, name, least, where, uses, hours, operator, known in _ONCE:
        if people < abs(least) or (least < 0 and k != 0):
            continue
        for spot in spots.buildings(k, uses, where, 1, rng):
            register.add(
                category, name.format(place=site.name), spot, k, hours=hours, phone=True,
                operator=operator.format(place=site.name), known=known,
            )  # fmt: skip
    market = _role(county, k, "Markt")
    if market is not None:
        edge, middle = market
        square = spots.open_air(middle, edge)
        register.add(
            "marketplace",
            f"Markt {site.name}",
            square,
            k,
            hours="We,Sa 08:00-13:00; PH off",
            known=_YES,
            note="Wochenmarkt mittwochs und samstags.",
        )
        register.add(
            "toilets",
            "Öffentliche Toilette am Markt",
            spots.beside(edge, 0.5, 5),
            k,
            hours="Mo-Su 07:00-21:00",
            operator=f"Stadt {site.name}",
            known={**_YES},
        )
        if people > 2500:
            register.add(
                "wifi", "Freies WLAN am Markt", square, k, hours="24/7", operator="Freies Netz Auental", known={}
            )
            register.add("artwork", "Marktbrunnen", square, k, known=_YES)
    for spot in spots.streets(k, max(0, round(people / 14_000)), rng):
        register.add(
            "toilets",
            f"Öffentliche Toilette {spot.street}",
            spot,
            k,
            hours="Mo-Su 08:00-20:00",
            operator=f"Stadt {site.name}",
            chances=(0.55, 0.2, 0.15),
        )
    if people > 3000:
        for edge, name in _wall(county, k):
            register.add(
                "castle",
                name,
                spots.beside(edge, 0.5, -6),
                k,
                known={"wheelchair": "no", "step_free": "no"},
                hours="Apr-Oct: Su 14:00-17:00",
                note="Teil der alten Stadtbefestigung.",
            )


def _wall(county: County, k: int) -> list[tuple[int, str]]:
    """Edges of the town wall with the names of what is left of it."""
    s = county.streets
    found = []
    for wind, name in (("Nordwall", "Hexenturm"), ("Südwall", "Wassertor"), ("Ostwall", "Pulverturm")):
        edges = np.flatnonzero((s.settlement == k) & (s.name == wind))
        if len(edges):
            found.append((int(edges[len(edges) // 2]), name))
    return found


def _role(county: County, k: int, name: str) -> tuple[int, tuple[float, float]] | None:
    """An edge of the named street and the middle of all its edges."""
    s = county.streets
    edges = np.flatnonzero((s.settlement == k) & np.char.endswith(s.name.astype(str), name))
    if not len(edges):
        return None
    middle = shapely.union_all(s.line[edges]).envelope.centroid
    return int(edges[np.argmax(s.length[edges])]), (float(middle.x), float(middle.y))


def _village(k: int, county: County, spots: Spots, register: Register, rng: np.random.Generator) -> None:
    """Fire brigade, nursery, playground, view: each likely only where enough people live."""
    site = county.settlements[k]
    body = f"Gemeinde {county.towns[site.town].area.name}"
    houses = ("farmhouse", "house", "townhouse")

    def likely(least: int, chance: float) -> bool:
        return site.inhabitants >= least and bool(rng.random() < chance)

    if likely(100, 0.92):
        for spot in spots.buildings(k, houses, "centre", 1, rng):
            register.add(
                "fire_station", f"Freiwillige Feuerwehr {site.name}", spot, k, operator=body, chances=(0.2, 0.3, 0.2)
            )
    if likely(520, 0.72):
        for spot in spots.buildings(k, houses, "spread", 1, rng):
            spots.claim(spot.building)
            name = f"Kita „{register.pick('KITAS', 0) or 'Dorfspatzen'}“"
            places = {"Plätze": str(int(rng.integers(24, 64)))}
            hours = "Mo-Fr 06:30-16:30; PH off"
            register.add("kindergarten", name, spot, k, hours=hours, phone=True, operator=body, details=places)
    if likely(150, 0.8):
        for spot in spots.streets(k, 1, rng):
            name, hours = f"Spielplatz {site.name}", "Mo-Su 08:00-20:00"
            register.add("playground", name, spot, k, hours=hours, chances=(0.15, 0.35, 0.3))
    if likely(0, 0.12):
        for spot in spots.streets(k, 1, rng):
            register.add("viewpoint", f"Aussicht {site.name}", spot, k, chances=(0.2, 0.3, 0.3))


def _village_school(k: int, county: County, spots: Spots, register: Register, rng: np.random.Generator) -> None:
    site = county.settlements[k]
    if site.inhabitants < 780 or rng.random() > 0.6:
        return
    for spot in spots.buildings(k, ("farmhouse", "house", "townhouse"), "spread", 1, rng):
        spots.claim(spot.building)
        register.add(
            "school", f"Grundschule {site.name}", spot, k, hours="Mo-Fr 07:00-14:30; PH off", phone=True,
            operator=f"Gemeinde {county.towns[site.town].area.name}",
            details={"Schulform": "Grundschule", "Schülerinnen und Schüler": str(int(rng.integers(60, 170)))},
        )  # fmt: skip


def _halt(land: Land, k: int, county: County, spots: Spots, register: Register) -> None:
    """A railway halt where the line passes near enough."""
    site = county.settlements[k]
    uv = land.uv(np.array([site.centre]))
    gap = float(np.abs(uv[0, 1] - land.rail_v(uv[:, 0])[0]))
    if site.inhabitants > 300 and gap < 900 + 0.3 * site.inhabitants:
        stop = land.xy(np.array([uv[0, 0], float(land.rail_v(uv[:, 0])[0]) - 9]))
        spot = spots.open_air((float(stop[0]), float(stop[1])))
        if county.area.geometry.contains(shapely.Point(*spot.xy)):
            name = f"{'Haltepunkt' if site.role == 'village' else 'Bahnhof'} {site.name}"
            register.add("train_station", name, spot, k, hours="24/7", chances=(0.4, 0.3, 0.2))


def _station(land: Land, county: County, spots: Spots, register: Register) -> None:
    u = np.array([land.station_u])
    low, _ = land.rail_band(u)
    point = land.xy(np.array([u[0], low[0] + 8]))
    spot = spots.open_air((float(point[0]), float(point[1])))
    access = {"wheelchair": "limited", "step_free": "no", "toilet": "no", "tactile": "yes"}
    name = county.settlements[0].name
    register.add(
        "train_station", f"Bahnhof {name}", spot, 0, hours="24/7", known=access, note="Aufzug zum Bahnsteig 2 im Bau."
    )
    register.add(
        "toilets",
        "Öffentliche Toilette am Bahnhof",
        spot,
        0,
        hours="Mo-Su 06:00-22:00",
        known={"wheelchair": "no", "step_free": "no"},
        operator=f"Stadt {name}",
    )
    register.add(
        "bicycle_parking", "Fahrradständer am Bahnhof", spot, 0, hours="24/7", known={}, details={"Plätze": "120"}
    )


def _grounds(fabric: Fabric, county: County, spots: Spots, register: Register) -> None:
    """Playgrounds, parks, allotments and graveyards in blocks; graveyards and pitches outside the villages."""
    gardens = (
        "Morgensonne",
        "Aueblick",
        "Erholung",
        "Frohe Zukunft",
        "Am Bahndamm",
        "Sonnental",
        "Grüne Insel",
        "Abendfrieden",
    )
    parks = (
        "Stadtpark",
        "Bürgerpark",
        "Lindenpark",
        "Schlosspark",
        "Volkspark",
        "Rosengarten",
        "Park am Wehr",
        "Friedenspark",
    )
    count: dict[tuple[int, str], int] = {}
    seen: dict[tuple[int, str], list[shapely.Point]] = {}
    for block in fabric.blocks:
        k = block.site
        if k < 0 or block.zone not in ("playground", "park", "allotments", "cemetery", "sports"):
            continue
        point = block.polygon.representative_point()
        group = seen.setdefault((k, block.zone), [])
        if any(point.distance(other) < 250 for other in group) or block.polygon.area < 700:
            continue
        group.append(point)
        n = count[k, block.zone] = count.get((k, block.zone), 0) + 1
        spot = spots.open_air((point.x, point.y))
        place = county.settlements[k].name
        if block.zone == "playground":
            register.add(
                "playground",
                f"Spielplatz {spot.street}",
                spot,
                k,
                hours="Mo-Su 08:00-20:00",
                operator=f"Stadt {place}",
                chances=(0.3, 0.35, 0.2),
            )
        elif block.zone == "park":
            name = parks[(n - 1) % len(parks)] if n <= len(parks) else f"Grünanlage {spot.street}"
            register.add("park", name if k == 0 else f"{name} {place}", spot, k, chances=(0.55, 0.3, 0.05))
        elif block.zone == "allotments":
            register.add(
                "allotments", f"Kleingartenanlage „{gardens[(n - 1) % len(gardens)]}“", spot, k, chances=(0.2, 0.4, 0.1)
            )
        elif block.zone == "sports":
            register.add(
                "pitch",
                f"Stadion {place}" if n == 1 else f"Sportplatz {spot.street}",
                spot,
                k,
                hours="Mo-Su 08:00-21:00",
                chances=(0.4, 0.3, 0.1),
            )
        else:
            _graveyard(register, spot, k, place if n == 1 else spot.street)
    _outer_grounds(county, spots, register)


def _outer_grounds(county: County, spots: Spots, register: Register) -> None:
    centres = np.array([s.centre for s in county.settlements])
    for kind in ("cemetery", "pitch"):
        rows = np.flatnonzero(county.land.kind.astype(str) == kind)
        for row in rows.tolist():
            point = county.land.geometry[row].centroid
            k = int(np.argmin(np.hypot(*(centres - (point.x, point.y)).T)))
            if county.settlements[k].role != "village":
                continue
            spot: Spot = spots.open_air((point.x, point.y))
            place = county.settlements[k].name
            if kind == "cemetery":
                _graveyard(register, spot, k, place)
            else:
                register.add("pitch", f"Sportplatz {place}", spot, k, chances=(0.25, 0.35, 0.2))


def _graveyard(register: Register, spot: Spot, k: int, place: str) -> None:
    register.add(
        "cemetery",
        f"Friedhof {place}",
        spot,
        k,
        hours="Apr-Sep: Mo-Su 07:00-20:00; Oct-Mar: Mo-Su 08:00-17:00",
        chances=(0.35, 0.4, 0.1),
    )
