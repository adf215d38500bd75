# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of the supply analysis: ways of moving, target groups, and the topics and standards to begin with.

Keys stand in addresses and in the database, so they stay. Names are shown in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A way of moving. `profile` is that of the network; `speed` is used where there is no network (metres per second)."""

    key: str
    name: Any
    profile: str
    icon: str
    speed: float


WAYS: Mapping[str, Way] = {
    way.key: way
    for way in (
        Way("zu-fuss", _("zu Fuß"), "walk", "person", 1.25),
        Way("rollstuhl", _("mit dem Rollstuhl"), "wheelchair", "wheelchair", 1.0),
        Way("rad", _("mit dem Fahrrad"), "bike", "route", 4.2),
        Way("auto", _("mit dem Auto"), "car", "bus", 8.3),
    )
}
WALK, WHEELCHAIR = "zu-fuss", "rollstuhl"
PROFILES = tuple(way.profile for way in WAYS.values())
MAYBE = "wheelchair_maybe"
"""Profile of the network with everything that is not known to be barred: proved and unknown ways together."""


@dataclass(frozen=True)
class Group:
    """A target group: the people it means, in the plural, and the column of the population that counts them."""

    key: str
    name: Any
    column: str


GROUPS: Mapping[str, Group] = {
    group.key: group
    for group in (
        Group("alle", _("alle Menschen"), "total"),
        Group("u3", _("Kinder unter 3"), "under3"),
        Group("3-5", _("Kinder von 3 bis 5"), "from3to5"),
        Group("schulkinder", _("Schulkinder (6 bis 17)"), "pupils"),
        Group("65plus", _("Menschen ab 65"), "from65"),
        Group("80plus", _("Menschen ab 80"), "from80"),
        Group("ohne-auto", _("Menschen ohne Auto"), "no_car"),
    )
}
EVERYBODY = "alle"
COLUMNS = tuple(group.column for group in GROUPS.values())

MINUTES, METRES = "minutes", "metres"
STREET, CROW = "street", "crow"


@dataclass(frozen=True)
class Aim:
    """A standard to begin with: within how many minutes or metres, and who says so."""

    group: str
    way: str
    limit: int
    unit: str = MINUTES
    measure: str = STREET
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Known:
    """A topic to begin with: what it is called, the question people ask, and which kinds of places answer it."""

    key: str
    name: Any
    question: Any
    categories: tuple[str, ...]
    icon: str
    group: str
    aims: tuple[Aim, ...]


OWN = "Voreinstellung. Bitte durch einen eigenen Beschluss ersetzen."
_GBA = "Gemeinsamer Bundesausschuss, Bedarfsplanungs-Richtlinie (2019): Hausarztpraxis in weniger als 20 Minuten für 95 Prozent der Menschen"
_DIN = "DIN 18034-1:2020-10, Erreichbarkeit von Spielplätzen: %s"

TOPICS: Mapping[str, Known] = {
    topic.key: topic
    for topic in (
        Known("kita", _("Kita"), _("Wie weit ist es zur nächsten Kita?"), ("kindergarten",), "family", "3-5",
              (Aim("alle", "zu-fuss", 15, source=OWN), Aim("u3", "zu-fuss", 15, source=OWN), Aim("3-5", "zu-fuss", 15, source=OWN))),
        Known("schule", _("Schule"), _("Wie weit ist es zur nächsten Schule?"), ("school",), "education", "schulkinder",
              (Aim("alle", "zu-fuss", 20, source=OWN), Aim("schulkinder", "rad", 15, source=OWN))),
        Known("arztpraxis", _("Arztpraxis"), _("Wie weit ist es zur nächsten Arztpraxis?"), ("doctor", "clinic"), "health", "alle",
              (Aim("alle", "zu-fuss", 20, source=OWN), Aim("alle", "auto", 20, source=_GBA,
                   source_url="https://www.g-ba.de/themen/bedarfsplanung/bedarfsplanungsrichtlinie/"),
               Aim("80plus", "zu-fuss", 15, source=OWN))),
        Known("apotheke", _("Apotheke"), _("Wie weit ist es zur nächsten Apotheke?"), ("pharmacy",), "health", "65plus",
              (Aim("alle", "zu-fuss", 20, source=OWN),)),
        Known("einkaufen", _("Supermarkt oder Dorfladen"), _("Wie weit ist es zum nächsten Supermarkt oder Dorfladen?"),
              ("supermarket", "village_shop"), "shopping", "alle", (Aim("alle", "zu-fuss", 1000, METRES, source=OWN),)),
        Known("spielplatz", _("Spielplatz"), _("Wie weit ist es zum nächsten Spielplatz?"), ("playground",), "leisure", "3-5",
              (Aim("alle", "zu-fuss", 400, METRES, source=OWN),
               Aim("u3", "zu-fuss", 200, METRES, source=_DIN % "unter 6 Jahren 200 m Fußweg"),
               Aim("3-5", "zu-fuss", 200, METRES, source=_DIN % "unter 6 Jahren 200 m Fußweg"),
               Aim("schulkinder", "zu-fuss", 400, METRES, source=_DIN % "6 bis 11 Jahre 400 m Fußweg, ab 12 Jahren 1.000 m"))),
        Known("haltestelle", _("Haltestelle"), _("Wie weit ist es zur nächsten Haltestelle?"),
              ("bus_stop", "bus_station", "tram_stop", "train_station"), "transit", "alle",
              (Aim("alle", "zu-fuss", 500, METRES, CROW, source=OWN),
               Aim("80plus", "zu-fuss", 500, METRES, STREET, source=OWN))),
        Known("pflegeheim", _("Pflegeheim"), _("Wie weit ist es zum nächsten Pflegeheim?"), ("nursing_home",), "care", "80plus",
              (Aim("alle", "auto", 15, source=OWN), Aim("alle", "zu-fuss", 30, source=OWN))),
        Known("tagespflege", _("Tagespflege"), _("Wie weit ist es zur nächsten Tagespflege?"), ("day_care",), "care", "80plus",
              (Aim("alle", "auto", 15, source=OWN), Aim("alle", "zu-fuss", 30, source=OWN))),
        Known("bibliothek", _("Bibliothek"), _("Wie weit ist es zur nächsten Bibliothek?"), ("library",), "culture", "schulkinder",
              (Aim("alle", "rad", 15, source=OWN), Aim("alle", "zu-fuss", 30, source=OWN))),
        Known("jugendtreff", _("Jugendtreff"), _("Wie weit ist es zum nächsten Jugendtreff?"), ("youth_centre",), "family", "schulkinder",
              (Aim("alle", "rad", 15, source=OWN), Aim("alle", "zu-fuss", 30, source=OWN))),
        Known("sport", _("Sportanlage"), _("Wie weit ist es zur nächsten Sportanlage?"), ("sports_centre", "pitch", "swimming"), "sport",
              "alle", (Aim("alle", "zu-fuss", 20, source=OWN),)),
    )
}  # fmt: skip

USUAL_LIMIT = {"zu-fuss": 15, "rollstuhl": 20, "rad": 15, "auto": 15}
"""Minutes that count where a topic has no standard for a way of moving."""
