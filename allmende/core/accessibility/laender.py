# SPDX-License-Identifier: EUPL-1.2
"""What each Land adds to the statement, from `laender.toml`: law, enforcement body, time for an answer."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Land:
    """One Land. `sure` says how far our sources reach ("body", "name" or "monitoring"); see `laender.toml`."""

    name: str
    law: str
    body: str
    address: str
    email: str
    phone: str
    url: str
    weeks: int
    weeks_from: str
    sure: str


@cache
def _table() -> dict[str, object]:
    with (Path(__file__).parent / "laender.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def laender() -> dict[str, Land]:
    """Return the 16 Länder by their ISO code ("TH")."""
    return {code: Land(**values) for code, values in _table().items() if isinstance(values, dict)}


def land(code: str) -> Land | None:
    """Return one Land, or None for a code that is none."""
    return laender().get(code)


def directory() -> str:
    """Return the address of a public list with the current addresses of all bodies."""
    return str(_table()["directory"])


def as_of() -> datetime.date:
    """Return the day of our table."""
    day = _table()["as_of"]
    assert isinstance(day, datetime.date)  # noqa: S101 (the table is ours)
    return day
