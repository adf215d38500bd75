# SPDX-License-Identifier: EUPL-1.2
"""Reading values of OpenStreetMap tags: metres, inclines, speeds. What cannot be read is unknown (None)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

Tags = Mapping[str, str]

_NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*(.*?)\s*")
_FEET = re.compile(r"\s*(\d+)'\s*(?:(\d+)\"?)?\s*")
_METRES = {"": 1.0, "m": 1.0, "meter": 1.0, "metres": 1.0, "cm": 0.01, "mm": 0.001}
_KMH = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344}
_SPEED_WORDS = {"none": 130.0, "signals": 100.0, "walk": 7.0}


def metres(text: str | None) -> float | None:
    """A length as in ``width``: "1.2", "0,9 m", "90 cm", "3'6\\""; None where unreadable or negative."""
    if not text:
        return None
    if feet := _FEET.fullmatch(text):
        return int(feet[1]) * 0.3048 + int(feet[2] or 0) * 0.0254
    number = _NUMBER.fullmatch(text)
    if number is None or number[2].lower() not in _METRES:
        return None
    value = float(number[1].replace(",", ".")) * _METRES[number[2].lower()]
    return value if value >= 0 else None


def incline(text: str | None) -> tuple[float | None, int]:
    """Steepness in percent (None: unknown) and the direction of the climb along the way: 1 up, -1 down, 0 level or unknown.

    Reads "5%", "-3.5 %", "10°", "1:12", "up", "down". A bare number counts as percent.
    """
    if not text:
        return None, 0
    word = text.strip().lower()
    if word in {"up", "down"}:
        return None, 1 if word == "up" else -1
    if ratio := re.fullmatch(r"([+-]?)1\s*:\s*(\d+(?:\.\d+)?)", word):
        value = 100 / float(ratio[2]) * (-1 if ratio[1] == "-" else 1) if float(ratio[2]) else math.inf
    else:
        number = _NUMBER.fullmatch(word)
        if number is None or number[2] not in {"", "%", "°"}:
            return None, 0
        value = float(number[1].replace(",", "."))
        if number[2] == "°":
            value = math.tan(math.radians(value)) * 100 if abs(value) < 90 else math.inf
    return abs(value), (value > 0) - (value < 0)


def limit(text: str | None) -> float | None:
    """A speed limit in km/h; of several the lowest. Knows the German zones ("DE:urban", "DE:zone:30")."""
    values = [_one_limit(part.strip()) for part in (text or "").split(";")]
    known = [value for value in values if value is not None]
    return min(known) if known else None


def _one_limit(text: str) -> float | None:
    if text in _SPEED_WORDS:
        return _SPEED_WORDS[text]
    if text.startswith("DE:"):
        zone = text[3:].lower()
        named = {
            "urban": 50.0,
            "rural": 100.0,
            "motorway": 130.0,
            "living_street": 7.0,
            "walk": 7.0,
            "bicycle_road": 30.0,
        }
        digits = re.sub(r"\D", "", zone)
        return named.get(zone) or (float(digits) if digits else None)
    number = _NUMBER.fullmatch(text)
    if number is None or number[2].lower() not in _KMH:
        return None
    value = float(number[1].replace(",", ".")) * _KMH[number[2].lower()]
    return value if 1 <= value <= 200 else None


def parts(text: str | None) -> frozenset[str]:
    """The values of a tag that may hold several, divided by semicolons."""
    return frozenset(part.strip() for part in (text or "").split(";") if part.strip())
