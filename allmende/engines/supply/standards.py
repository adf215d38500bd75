# SPDX-License-Identifier: EUPL-1.2
"""Standards as data: how far is still good, for whom, on which way, and who says so."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .model import SupplyError

DEFAULT = Path(__file__).with_name("standards.toml")
CHOICES: dict[str, tuple[str, ...]] = {
    "unit": ("min", "m"),
    "way": ("street", "crow"),
    "profile": ("walk", "wheelchair", "bike", "car"),
    "status": ("norm", "study", "proposal"),
}
_TEXTS = ("topic", "group", "source")


@dataclass(frozen=True)
class Standard:
    """One standard. `threshold` still counts as good; `source` is a German sentence for citizens.

    `status`: "norm" (a standard or statute), "study" (official studies count by it), "proposal" (ours, to be adapted).
    """

    key: str
    topic: str
    threshold: float
    unit: Literal["min", "m"]
    way: Literal["street", "crow"]
    profile: Literal["walk", "wheelchair", "bike", "car"]
    group: str
    status: Literal["norm", "study", "proposal"]
    source: str

    def deciseconds(self, metres_per_second: float) -> int:
        """Return the threshold as a travel time; metres are walked or driven at the given speed."""
        if not metres_per_second > 0:
            raise SupplyError("a speed must be above 0")
        seconds = self.threshold * 60 if self.unit == "min" else self.threshold / metres_per_second
        return math.floor(seconds * 10 + 1e-6)

    def metres(self, metres_per_second: float) -> float:
        """Return the threshold as a distance; minutes are walked or driven at the given speed."""
        if not metres_per_second > 0:
            raise SupplyError("a speed must be above 0")
        return self.threshold if self.unit == "m" else self.threshold * 60 * metres_per_second


def load_standards(path: Path = DEFAULT) -> dict[str, Standard]:
    """Read standards from a TOML file. Raises `SupplyError` naming the file, the table, the field and the remedy."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SupplyError(f"{path.name}: Die Datei lässt sich nicht als TOML lesen ({error}).") from error
    return {key: _standard(path.name, key, table) for key, table in tables.items()}


def _standard(file: str, key: str, table: Any) -> Standard:
    def wrong(name: str, remedy: str) -> SupplyError:
        return SupplyError(f"{file}, Abschnitt [{key}], Feld „{name}“: {remedy}")

    if not isinstance(table, dict):
        raise wrong(key, "Jeder Standard braucht einen eigenen Abschnitt in eckigen Klammern.")
    wanted = {"threshold", *_TEXTS, *CHOICES}
    for name in sorted(set(table) ^ wanted):
        raise wrong(name, "Das Feld ist unbekannt." if name in table else "Das Feld fehlt.")
    for name in _TEXTS:
        if not isinstance(table[name], str) or not table[name].strip():
            raise wrong(name, "Hier wird ein Text gebraucht.")
    for name, choices in CHOICES.items():
        if table[name] not in choices:
            raise wrong(name, f"Möglich sind: {', '.join(choices)}.")
    threshold = table["threshold"]
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 < threshold < 1e6:
        raise wrong("threshold", "Hier wird eine Zahl über 0 gebraucht.")
    return Standard(key=key, **{**table, "threshold": float(threshold)})
