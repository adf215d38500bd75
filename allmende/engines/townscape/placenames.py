# SPDX-License-Identifier: EUPL-1.2
"""Names of fictional villages and small towns, and the adjectives that German street names make of them."""

from __future__ import annotations

import numpy as np

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
_TOWN_ENDINGS = "burg stadt münster brück markt".split()
# Combinations that are, or may be, real places.
_REAL = frozenset(
    "Otterstedt Hagendorf Haselbach Haselbrunn Silberbach Weidenbach Weidenhain Weidenhausen Weidental Weidenbrück "
    "Hopfenbach Ellerbach Ellerstadt Ellerhausen Dachsberg Elsterberg Elsterbach Winterbach Winterfeld Winterhagen "
    "Winterhausen Winterstadt Sommerfeld Sommerhausen Moorbach Moordorf Moorburg Moorrode Sonnefeld Sonnborn "
    "Sonnstedt Kranichfeld Kranichborn Taubach Tauberg Tautal Reiherbach Hirsefeld Honigsee Silberhausen Biberbach "
    "Biberfeld Otterbach Ottersee Krähenwinkel Farnroda Lehmrade Igelbach Farnstedt Mohnhausen Morgenroda "
    "Haferfeld Haselhorst Haselhain Ulmenhorst Hummelfeld Hummelshain Lerchenberg Lerchenfeld Lerchenborn Mohndorf "
    "Silberborn Silberfeld Haselfeld Haseldorf Hasenwinkel Hopfensee Marderfeld Winterberga Bibermark Moorhausen"
    .split()
)


def adjective(place: str) -> str:
    """The form that stands before "Straße" or "Weg": Wachtelroda -> Wachtelrodaer, Reiherhausen -> Reiherhäuser."""
    if place.endswith("hausen"):
        return place[:-6] + "häuser"
    if place.endswith("lingen") or place.endswith("ingen"):
        return place[:-2] + "er"
    if place.endswith("e"):
        return place + "r"
    return place + "er"


def make(rng: np.random.Generator, count: int, towns: int) -> list[str]:
    """``count`` different names, of which the first ``towns`` sound like small towns.

    Some villages come in pairs (Groß-/Klein-, Ober-/Unter-) as they do in reality.
    """
    names: list[str] = []
    used_stems: set[str] = set()
    seen: set[str] = set()
    attempt = 0
    while len(names) < count:
        attempt += 1
        stem = _STEMS[int(rng.integers(len(_STEMS)))]
        endings = _TOWN_ENDINGS if len(names) < towns else _ENDINGS
        ending = endings[int(rng.integers(len(endings)))]
        name = stem + ending
        fresh = stem not in used_stems or attempt > 40 * len(_STEMS) // 10 + 6 * count
        if name in _REAL or name in seen or not fresh or stem[-2:] == ending[:2] or stem.endswith(ending[0]):
            continue
        used_stems.add(stem)
        seen.add(name)
        pair = rng.random() < 0.12 and len(names) >= towns and count - len(names) >= 2
        if pair:
            first, second = [("Groß", "Klein"), ("Ober", "Unter"), ("Alt", "Neu")][int(rng.integers(3))]
            names += [first + name.lower(), second + name.lower()]
        else:
            names.append(name)
    return names[:count]
