# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of facilities: how many there are, where they stand, how they are called, when they are open.

Densities follow what rural counties in Germany have in order of magnitude. Most kinds need a town of some size; in
villages they are rare: `village` is the size from which a village may have one, `chance` how often it then does.
"""

from __future__ import annotations

from dataclasses import dataclass

WORK = (
    "Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH off",
    "Mo-Fr 09:30-18:00; Sa 09:30-12:30; PH off",
    "Mo-Fr 09:00-12:30,14:00-18:00; PH off",
)
PRACTICE = (
    "Mo-Fr 08:00-12:00; Mo,Tu,Th 15:00-18:00; PH off", "Mo-Fr 08:00-11:30; Tu,Th 14:00-18:00; PH off",
    "Mo,Tu,Th 07:30-12:00,15:00-18:00; We,Fr 07:30-12:00; PH off", "Mo-Fr 07:30-12:30; Mo 15:00-19:00; PH off",
)  # fmt: skip
DINNER = (
    "Tu-Sa 17:00-22:00; Su 11:30-14:30,17:00-21:00", "We-Mo 11:30-14:00,17:30-22:00; Tu off",
    "Th-Su 11:00-21:00; PH 11:00-21:00", "Mo-Sa 11:00-22:00; Su,PH 11:00-21:00",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One category.

    per       one per so many people of a town's surroundings (0: not by number)
    town      from how many people on a town has at least one
    village   from how many people on a village may have one; chance: how likely (0..1)
    where     shops (main streets and old town), centre, spread, edge of the place by use of building, or street
    uses      uses of buildings it may take (empty: any main building)
    names     fixed names or templates: {surname} {place} {street} {saint} {n}
    hours     opening hours to choose from ('' sometimes means unknown)
    phone     whether it has a telephone
    access    chances of wheelchair yes, limited, no (the rest: not known)
    """

    per: float = 0
    town: int = 10**9
    village: int = 10**9
    chance: float = 0.0
    where: str = "spread"
    uses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hours: tuple[str, ...] = ("",)
    phone: bool = False
    access: tuple[float, float, float] = (0.3, 0.2, 0.2)
    operator: str = ""


_HOUSE = ("townhouse", "villa", "flats", "house", "semi", "farmhouse")
_SHOP = ("townhouse", "store", "villa", "house")

KINDS: dict[str, Kind] = {
    "doctor": Kind(950, 900, 800, 0.5, "centre", _HOUSE, ("Hausarztpraxis {surname}", "Praxis Dr. {surname}", "Hausarztpraxis Dr. {surname}", "Facharztpraxis Dr. {surname}"), PRACTICE, True, (0.35, 0.2, 0.25)),
    "dentist": Kind(1700, 1500, 1200, 0.4, "centre", _HOUSE, ("Zahnarztpraxis {surname}", "Zahnärzte Dr. {surname}"), PRACTICE, True, (0.25, 0.25, 0.3)),
    "pharmacy": Kind(4200, 2000, 1600, 0.5, "shops", _SHOP, ("PHARMACIES",), ("Mo-Fr 08:00-18:30; Sa 08:30-12:30; PH off", "Mo-Fr 08:00-13:00,14:30-18:30; Sa 09:00-12:00; PH off"), True, (0.5, 0.25, 0.1)),
    "physiotherapist": Kind(2600, 1800, 900, 0.2, "spread", _HOUSE, ("Physiotherapie {surname}",), ("Mo-Th 07:30-19:00; Fr 07:30-15:00; PH off",), True, (0.4, 0.25, 0.15)),
    "psychotherapist": Kind(6500, 6000, where="spread", uses=_HOUSE, names=("Psychotherapeutische Praxis {surname}",), hours=('Mo-Fr 09:00-17:00 "nach Vereinbarung"; PH off',), phone=True),
    "midwife": Kind(14000, 6000, 700, 0.05, "spread", _HOUSE, ("Hebammenpraxis {surname}",), ('Mo-Fr 09:00-15:00 "nach Vereinbarung"; PH off',), True),
    "optician": Kind(6500, 4500, where="shops", uses=_SHOP, names=("Augenoptik {surname}", "Brillen {surname}"), hours=WORK, phone=True, access=(0.55, 0.2, 0.1)),
    "hearing_aids": Kind(14000, 7000, where="shops", uses=_SHOP, names=("Hörakustik {surname}",), hours=WORK, phone=True, access=(0.65, 0.15, 0.05)),
    "medical_supply": Kind(17000, 8000, where="shops", uses=_SHOP, names=("Sanitätshaus {surname}",), hours=WORK, phone=True, access=(0.8, 0.1, 0.0)),
    "veterinary": Kind(12000, 3500, 900, 0.1, "spread", _HOUSE, ("Tierarztpraxis {surname}",), PRACTICE, True, (0.3, 0.3, 0.1)),
    "nursing_service": Kind(8000, 3500, 900, 0.15, "spread", _HOUSE, ("Pflegedienst {surname}", "Sozialstation {place}"), ("Mo-Fr 08:00-15:00; PH off",), True),
    "day_care": Kind(13000, 5000, 900, 0.1, "spread", ("villa", "flats", "house"), ("Tagespflege {street}",), ("Mo-Fr 08:00-16:00; PH off",), True, (0.9, 0.05, 0.0)),
    "assisted_living": Kind(16000, 6000, where="spread", uses=("flats", "slab", "villa"), names=("Betreutes Wohnen {street}",), phone=True, access=(0.8, 0.2, 0.0)),
    "counselling": Kind(9000, 6000, where="centre", uses=_HOUSE, names=("Pflegestützpunkt Auental", "Familienberatung {place}", "Schuldnerberatung {place}", "Suchtberatung {place}"), hours=("Mo,Tu,Th 09:00-12:00,13:00-16:00; PH off", "Tu 09:00-12:00; Th 14:00-18:00; PH off"), phone=True, access=(0.5, 0.2, 0.2)),
    "youth_centre": Kind(11000, 3500, 700, 0.2, "spread", ("villa", "townhouse", "house", "farmhouse"), ("Jugendhaus {street}", "Jugendclub {place}"), ("Tu-Fr 14:00-20:00; Sa 15:00-21:00", "We-Fr 15:00-20:00"), True, (0.35, 0.3, 0.3), "Jugendpflege Auental"),
    "family_centre": Kind(26000, 7000, where="spread", uses=("villa", "flats"), names=("Familienzentrum {street}", "Mehrgenerationenhaus {place}"), hours=("Mo-Th 09:00-17:00; Fr 09:00-13:00; PH off",), phone=True, access=(0.9, 0.1, 0.0)),
    "music_school": Kind(40000, 8000, where="centre", uses=("villa", "townhouse"), names=("Musikschule Auental",), hours=("Mo-Fr 13:00-19:00; PH off",), phone=True, access=(0.1, 0.3, 0.5), operator="Landkreis Auental"),
    "adult_education": Kind(60000, 8000, where="centre", uses=("villa", "townhouse"), names=("Volkshochschule Auental",), hours=("Mo-Th 09:00-12:00,13:00-18:00; Fr 09:00-12:00; PH off",), phone=True, access=(0.7, 0.3, 0.0), operator="Landkreis Auental"),
    "driving_school": Kind(11000, 4000, where="shops", uses=_SHOP, names=("Fahrschule {surname}",), hours=("Mo,We 16:00-18:00", "Tu,Th 15:30-18:30"), phone=True, access=(0.2, 0.3, 0.3)),
    "library": Kind(34000, 4000, 900, 0.14, "centre", ("townhouse", "villa", "farmhouse", "house"), ("Stadtbibliothek {place}", "Gemeindebücherei {place}"), ("Tu,Th,Fr 10:00-18:00; We 13:00-18:00; Sa 10:00-13:00; PH off", "Tu 15:00-18:00; Th 16:00-19:00; PH off"), True, (0.6, 0.3, 0.05)),
    "museum": Kind(45000, 6000, 700, 0.04, "centre", ("townhouse", "farmhouse"), ("Stadtmuseum {place}", "Heimatstube {place}", "Flößermuseum {place}"), ("Tu-Su 10:00-17:00; Mo off", "Su 14:00-17:00"), True, (0.3, 0.5, 0.15)),
    "cinema": Kind(60000, 9000, where="shops", uses=("townhouse",), names=("Lichtspiele {place}", "Kino Capitol"), hours=("Mo-Fr 16:00-22:30; Sa,Su,PH 14:00-23:00",), phone=True, access=(0.6, 0.3, 0.0)),
    "theatre": Kind(90000, 14000, where="centre", uses=("townhouse", "villa"), names=("Theater am Wall", "Kleine Bühne {place}"), hours=('Th-Sa 18:30-22:00 "bei Vorstellungen"',), phone=True, access=(0.6, 0.4, 0.0)),
    "hotel": Kind(6500, 3000, 350, 0.1, "centre", ("townhouse", "villa", "farmhouse"), ("Hotel {inn}", "Pension {surname}"), ("24/7", "Mo-Su 07:00-21:00"), True, (0.2, 0.4, 0.2)),
    "restaurant": Kind(1500, 900, 240, 0.34, "shops", ("townhouse", "villa", "farmhouse"), ("INNS", "INNS", "ABROAD"), DINNER, True, (0.25, 0.35, 0.25)),
    "cafe": Kind(2500, 1800, 900, 0.12, "shops", ("townhouse", "villa", "farmhouse"), ("CAFES",), ("Tu-Su 10:00-18:00", "Mo-Sa 08:00-18:00; Su,PH 13:00-18:00"), True, (0.4, 0.35, 0.1)),
    "fast_food": Kind(2800, 1500, 1100, 0.2, "shops", ("townhouse", "store"), ("SNACKS",), ("Mo-Sa 10:30-21:00; Su,PH 12:00-20:00",), True, (0.35, 0.3, 0.2)),
    "pub": Kind(7000, 4000, where="shops", uses=("townhouse",), names=("PUBS",), hours=("We-Sa 18:00-24:00", "Tu-Su 17:00-23:00"), phone=True, access=(0.15, 0.35, 0.4)),
    "village_shop": Kind(0, 10**9, 420, 0.2, "centre", ("farmhouse", "house"), ("Dorfladen {place}",), ("Mo-Fr 07:00-12:30,15:00-18:00; Sa 07:00-12:00; PH off",), True, (0.7, 0.2, 0.05), "Dorfladen-Genossenschaft"),
    "bakery": Kind(2300, 900, 650, 0.28, "shops", (*_SHOP, "farmhouse"), ("Bäckerei {surname}", "Backstube {surname}"), ("Mo-Fr 06:00-18:00; Sa 06:00-12:00; PH off", "Mo-Sa 06:30-17:30; Su,PH 08:00-11:00", "Tu-Fr 06:00-12:30,14:30-17:30; Sa 06:00-11:00; PH off"), True, (0.4, 0.35, 0.15)),
    "butcher": Kind(6500, 1800, 700, 0.16, "shops", (*_SHOP, "farmhouse"), ("Fleischerei {surname}",), ("Tu-Fr 07:30-18:00; Sa 07:30-12:00; PH off",), True, (0.35, 0.35, 0.2)),
    "farm_shop": Kind(0, 10**9, 120, 0.13, "spread", ("farmhouse",), ("Hofladen {surname}", "Milchtankstelle {surname}", "Eierhof {surname}"), ("Mo-Su 07:00-20:00", "Th-Sa 09:00-17:00; PH off"), True, (0.5, 0.3, 0.05)),
    "food_shop": Kind(9000, 5000, where="shops", uses=_SHOP, names=("Obst & Gemüse {surname}", "Bioladen Löwenzahn", "Weinhandlung {surname}"), hours=WORK, phone=True, access=(0.4, 0.3, 0.1)),
    "beverages": Kind(12000, 3000, where="spread", uses=("store", "townhouse", "house"), names=("Getränkemarkt {surname}",), hours=("Mo-Fr 09:00-19:00; Sa 08:00-16:00; PH off",), phone=True, access=(0.7, 0.1, 0.0)),
    "drugstore": Kind(11000, 5000, where="shops", uses=("townhouse", "store"), names=("Drogerie Kamille", "Drogerie {surname}"), hours=("Mo-Sa 08:30-19:00; PH off",), phone=True, access=(0.8, 0.1, 0.0)),
    "kiosk": Kind(8000, 3500, where="shops", uses=("townhouse",), names=("Lotto & Presse {surname}",), hours=("Mo-Fr 06:00-18:00; Sa 07:00-12:00",), phone=True, access=(0.4, 0.3, 0.2)),
    "clothes": Kind(3300, 3000, where="shops", uses=("townhouse", "store"), names=("FASHION",), hours=WORK, phone=True, access=(0.4, 0.3, 0.2)),
    "books": Kind(11000, 4500, where="shops", uses=("townhouse",), names=("Buchhandlung {surname}", "Papier & Feder"), hours=WORK, phone=True, access=(0.5, 0.3, 0.1)),
    "florist": Kind(7500, 2500, 1300, 0.15, "shops", (*_SHOP,), ("Blumen {surname}", "Gärtnerei {surname}"), WORK, True, (0.45, 0.3, 0.1)),
    "hairdresser": Kind(2200, 900, 480, 0.34, "shops", (*_SHOP, "farmhouse"), ("Friseur {surname}", "Haarstudio {surname}", "Salon Kammspiel"), ("Tu-Fr 08:30-18:00; Sa 08:00-13:00; PH off", "Tu-Fr 09:00-18:00"), True, (0.3, 0.35, 0.25)),
    "craft": Kind(2600, 1200, 260, 0.4, "spread", ("townhouse", "house", "farmhouse", "hall"), ("Tischlerei {surname}", "Elektro {surname}", "Heizung & Bad {surname}", "Dachdeckerei {surname}", "Malerbetrieb {surname}"), ("Mo-Fr 07:00-16:00; PH off",), True, (0.15, 0.2, 0.1)),
    "funeral": Kind(15000, 3500, 1500, 0.15, "spread", _HOUSE, ("Bestattungen {surname}",), ("Mo-Fr 08:00-16:00; PH off",), True, (0.4, 0.3, 0.1)),
    "office": Kind(5200, 3000, where="spread", uses=("townhouse", "office", "villa"), names=("Steuerberatung {surname}", "Kanzlei {surname}", "Versicherungsbüro {surname}", "Planungsbüro {surname}"), hours=("Mo-Th 08:00-17:00; Fr 08:00-14:00; PH off",), phone=True, access=(0.25, 0.25, 0.2)),
    "bank": Kind(8500, 2500, 1700, 0.5, "shops", ("townhouse", "villa", "house", "farmhouse"), ("Sparkasse Auental", "Volksbank Auental"), ("Mo,Tu,Th 09:00-12:30,14:00-18:00; We,Fr 09:00-13:00; PH off",), True, (0.7, 0.2, 0.05)),
    "atm": Kind(9000, 2500, 1000, 0.3, "shops", ("townhouse", "store", "house", "farmhouse"), ("Geldautomat Sparkasse Auental",), ("24/7", "Mo-Su 06:00-23:00"), False, (0.6, 0.25, 0.05)),
    "post_office": Kind(13000, 2500, 1400, 0.3, "shops", (*_SHOP, "farmhouse"), ("Postfiliale im {surname}", "Postfiliale {place}"), ("Mo-Fr 09:00-18:00; Sa 09:00-12:00; PH off",), False, (0.6, 0.2, 0.1)),
    "vehicle_rental": Kind(14000, 8000, where="street", names=("Carsharing {street}",), hours=("24/7",), access=(0.1, 0.2, 0.2)),
    "food_bank": Kind(40000, 7000, where="spread", uses=("townhouse", "flats", "villa"), names=("Tafel {place}",), hours=("Tu,Th 11:00-14:00; PH off",), phone=True, access=(0.6, 0.3, 0.0)),
    "clothing_bank": Kind(50000, 9000, where="spread", uses=("townhouse", "flats", "villa"), names=("Kleiderkammer {place}",), hours=("Mo,We 10:00-15:00; PH off",), phone=True, access=(0.5, 0.3, 0.0)),
    "social_facility": Kind(16000, 5000, where="spread", uses=("townhouse", "flats", "villa"), names=("Nachbarschaftstreff {street}", "Sozialkaufhaus {place}", "Migrationsberatung {place}"), hours=("Mo-Th 09:00-15:00; Fr 09:00-12:00; PH off",), phone=True, access=(0.6, 0.2, 0.1)),
    "community_centre": Kind(14000, 1500, 190, 0.52, "centre", ("townhouse", "villa", "farmhouse", "house"), ("Bürgerhaus {place}", "Begegnungsstätte {street}"), ("", "Mo-Th 09:00-16:00; PH off"), True, (0.45, 0.3, 0.2)),
    "clubhouse": Kind(1900, 1200, 160, 0.62, "spread", ("townhouse", "villa", "house", "farmhouse", "cottage"), ("CLUBS",), ("", 'We 18:00-21:00 "Vereinsabend"', 'Fr 19:00-22:00 "Vereinsabend"', 'Sa 14:00-18:00 "Treff"'), False, (0.2, 0.3, 0.25)),
    "makerspace": Kind(45000, 9000, where="spread", uses=("townhouse", "office", "villa"), names=("Offene Werkstatt {place}", "Repair-Café {street}"), hours=("Th 16:00-20:00; Sa 10:00-14:00",), phone=True, access=(0.5, 0.3, 0.1)),
    "events_venue": Kind(60000, 5000, where="centre", uses=("villa", "townhouse"), names=("Stadthalle {place}",), hours=("",), phone=True, access=(0.9, 0.1, 0.0)),
    "fitness": Kind(12000, 5000, where="spread", uses=("store", "townhouse", "villa"), names=("Fitness {surname}", "Studio Kraftwerk"), hours=("Mo-Fr 07:00-22:00; Sa,Su 09:00-18:00",), phone=True, access=(0.3, 0.3, 0.2)),
    "vacant_shop": Kind(620, 1100, 280, 0.3, "shops", ("townhouse", "farmhouse", "store"), ("Ehemaliger Laden {street} {number}",), ("",), False, (0.2, 0.2, 0.4)),
    "wifi": Kind(4200, 2500, 260, 0.24, "centre", ("townhouse", "villa", "farmhouse"), ("Freies WLAN {street}",), ("24/7",), False, (0.0, 0.0, 0.0), "Freies Netz Auental"),
    "charging_station": Kind(3400, 2200, 620, 0.3, "street", (), ("Ladestation {street}",), ("24/7",), False, (0.25, 0.3, 0.2), "Stadtwerke Auental"),
    "post_box": Kind(1300, 900, 110, 0.92, "street", (), ("Briefkasten {street}",), ('Mo-Fr 16:00-16:15 "Leerung"; Sa 10:00-10:15 "Leerung"',), False, (0.1, 0.1, 0.1)),
    "parcel_locker": Kind(4200, 2500, 650, 0.3, "street", (), ("Paketstation {street}",), ("24/7",), False, (0.4, 0.3, 0.1)),
    "recycling_container": Kind(1500, 800, 130, 0.85, "street", (), ("Wertstoffcontainer {street}",), ("Mo-Sa 07:00-20:00; PH off",), False, (0.2, 0.3, 0.1)),
    "bicycle_parking": Kind(3000, 2500, where="street", names=("Fahrradständer {street}",), hours=("24/7",), access=(0.0, 0.0, 0.0)),
    "disabled_parking": Kind(3600, 2500, where="street", names=("Behindertenparkplatz {street}",), hours=("24/7",), access=(0.95, 0.0, 0.0)),
    "parking": Kind(3400, 2200, where="street", names=("Parkplatz {street}",), hours=("24/7", "Mo-Sa 07:00-19:00"), access=(0.5, 0.2, 0.05)),
    "defibrillator": Kind(6000, 2500, 240, 0.3, "centre", (), ("Defibrillator {street}",), ("24/7",), False, (0.0, 0.0, 0.0)),
    "public_bookcase": Kind(16000, 4000, 300, 0.16, "street", (), ("Bücherschrank {street}", "Bücherzelle {place}"), ("24/7",), False, (0.5, 0.2, 0.0)),
    "ride_bench": Kind(0, 10**9, 110, 0.46, "street", (), ("Mitfahrbank {place}",), ("24/7",), False, (0.3, 0.3, 0.2), "Mitfahrverein Auental"),
    "fuel": Kind(8500, 2500, 1500, 0.25, "edge", ("store", "hall", "house"), ("Tankstelle {surname}", "Freie Tankstelle {place}"), ("Mo-Su 06:00-22:00", "24/7"), True, (0.4, 0.3, 0.0)),
    "artwork": Kind(6500, 3000, where="street", names=("ART",), access=(0.4, 0.2, 0.1)),
    "drinking_water": Kind(20000, 6000, where="street", names=("Trinkbrunnen {street}",), hours=("Apr-Oct: 00:00-24:00",), access=(0.6, 0.2, 0.0)),
    "taxi": Kind(50000, 7000, where="street", names=("Taxistand {street}",), hours=("Mo-Su 06:00-22:00",), phone=True, access=(0.2, 0.2, 0.0)),
}  # fmt: skip

# Facilities that follow from a building's use (see estates.py): use of the building -> category.
BY_USE = {
    "school": "school", "kita": "kindergarten", "supermarket": "supermarket", "fire": "fire_station", "care": "nursing_home",
    "hospital": "hospital", "church": "church", "gym": "sports_centre", "pool": "swimming", "depot": "recycling_centre",
}  # fmt: skip
