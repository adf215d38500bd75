# SPDX-License-Identifier: EUPL-1.2
"""Names of fictional villages and small towns, and the adjectives that German street names make of them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

COUNTY = "Landkreis Auental"
CORE = "Auenstadt"
RIVER = "Aue"

_STEMS = (
    "Quitten Kiebitz Wachtel Schlehen Holunder Mispel Binsen Reiher Otter Dachs Sperber Lerchen Ginster Hummel "
    "Haubitz Zeisig Wiesel Hasel Eller Ulmen Silber Quendel Farn Schachtel Moor Nebel Honig Hafer Dinkel Mohn "
    "Distel Brombeer Hagebutten Weiden Eiben Elster Dohlen Krähen Kranich Unken Igel Biber Iltis Luchs Marder "
    "Pirol Rohrdommel Salbei Thymian Kümmel Wermut Lauch Mangold Flachs Hopfen Hirse Buchweizen Tau Reif Abend "
    "Morgen Sommer Winter Sonn Schatten Glimmer Kiesel Schiefer Tuff Lehm Mergel Torf"
).split()
_ENDINGS = (
    "roda leben stedt hausen dorf bach feld tal born ried winkel grund berga hain furt bruch rode ingen wende "
    "hagen see brunn lar mark horst"
).split()
_TOWN_ENDINGS = ["burg", "stadt", "münster", "brück", "markt"]
# Combinations that are, or may be, real places.
_REAL = frozenset(
    (
        "Otterstedt Hagendorf Haselbach Haselbrunn Silberbach Weidenbach Weidenhain Weidenhausen Weidental "
        "Weidenbrück Hopfenbach Ellerbach Ellerstadt Ellerhausen Dachsberg Elsterberg Elsterbach Winterbach "
        "Winterfeld Winterhagen Winterhausen Winterstadt Sommerfeld Sommerhausen Moorbach Moordorf Moorburg Moorrode "
        "Sonnefeld Sonnborn Sonnstedt Kranichfeld Kranichborn Taubach Tauberg Tautal Reiherbach Hirsefeld Honigsee "
        "Silberhausen Biberbach Biberfeld Otterbach Ottersee Krähenwinkel Farnroda Lehmrade Igelbach Farnstedt "
        "Mohnhausen Morgenroda Haferfeld Haselhorst Haselhain Ulmenhorst Hummelfeld Hummelshain Lerchenberg "
        "Lerchenfeld Lerchenborn Mohndorf Silberborn Silberfeld Haselfeld Haseldorf Hasenwinkel Hopfensee Marderfeld "
        "Winterberga Bibermark Moorhausen"
    ).split()
)


def adjective(place: str) -> str:
    """The form that stands before "Straße" or "Weg": Wachtelroda -> Wachtelrodaer, Reiherhausen -> Reiherhäuser."""
    if place.endswith("hausen"):
        return place[:-6] + "häuser"
    if place.endswith("ingen"):
        return place[:-2] + "er"
    if place.endswith("e"):
        return place + "r"
    return place + "er"


def make(rng: np.random.Generator, places: npt.NDArray[np.float64], towns: int) -> list[str]:
    """A name for each place (n, 2 coordinates), all different; the first ``towns`` sound like small towns.

    Some villages share a name with their nearest neighbour (Groß-/Klein-, Ober-/Unter-), as they do in reality.
    """
    names = [""] * len(places)
    used_stems: set[str] = set()
    seen: set[str] = set()
    for k in range(len(places)):
        if names[k]:
            continue
        name = _fresh(rng, _TOWN_ENDINGS if k < towns else _ENDINGS, used_stems, seen)
        names[k] = name
        free = [j for j in range(max(k + 1, towns), len(places)) if not names[j]]
        if k >= towns and free and rng.random() < 0.13:
            twin = min(free, key=lambda j: (math.dist(places[j], places[k]), j))
            first, second = [("Groß", "Klein"), ("Ober", "Unter"), ("Alt", "Neu")][int(rng.integers(3))]
            names[k], names[twin] = first + name.lower(), second + name.lower()
    return names


def _fresh(rng: np.random.Generator, endings: list[str], used_stems: set[str], seen: set[str]) -> str:
    attempt = 0
    while True:
        attempt += 1
        stem = _STEMS[int(rng.integers(len(_STEMS)))]
        ending = endings[int(rng.integers(len(endings)))]
        name = stem + ending
        awkward = stem[-2:] == ending[:2] or stem.endswith(ending[0])
        if name in _REAL or name in seen or awkward or (stem in used_stems and attempt < 300):
            continue
        used_stems.add(stem)
        seen.add(name)
        return name
