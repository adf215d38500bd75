# SPDX-License-Identifier: EUPL-1.2
"""What somebody looks for: read from the address of the page, written back to it, and applied to the index."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from allmende.commons.places.categories import catalogue
from allmende.commons.places.feed import SOURCES
from allmende.commons.places.index import LIMITED, YES, Index, Mask, Rows
from allmende.commons.places.words import fold_query
from allmende.core.numbers import key_in

__all__ = [
    "BY_DISTANCE",
    "BY_NAME",
    "DEFAULT_RADIUS",
    "FLAG_NAMES",
    "MAX_WORDS",
    "RADII",
    "SOURCES",
    "Found",
    "Scope",
    "Search",
    "find",
    "parse",
    "ways_out",
]

RADII = (500, 1000, 2000, 5000, 10_000, 20_000)
DEFAULT_RADIUS = 2000
BY_NAME, BY_DISTANCE = "name", "entfernung"
MAX_WORDS = 8

FLAG_NAMES = {
    "rollstuhl": ("wheelchair", LIMITED),
    "stufenlos": ("step_free", YES),
    "wc": ("accessible_toilet", YES),
    "hoeren": ("hearing_support", YES),
    "tasten": ("tactile_guidance", YES),
}
"""Name in the address of the page -> (flag of the place, least answer that counts)."""

_POSITION = re.compile(r"(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?)")


@dataclass(frozen=True)
class Search:
    """One search. Every field is optional; the names are those in the address of the page.

    `pos` is (latitude, longitude) of the visitor, rounded to about 100 m before it leaves the browser. It is used for
    this answer only: not stored, not logged, not in the link for sharing.
    """

    q: str = ""
    gruppe: str = ""
    kategorie: tuple[str, ...] = ()
    gebiet: int | None = None
    nahe: str = ""
    pos: tuple[float, float] | None = None
    umkreis: int = 0
    offen: bool = False
    rollstuhl: bool = False
    stufenlos: bool = False
    wc: bool = False
    hoeren: bool = False
    tasten: bool = False
    sortierung: str = ""

    @property
    def radius(self) -> int:
        """Radius in metres around the place named in `nahe` or `pos`; 0 where neither is given."""
        if not self.nahe and self.pos is None:
            return 0
        return self.umkreis or DEFAULT_RADIUS

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the order is asked for."""
        return bool(replace(self, sortierung="").parameters())

    def parameters(self, *, private: bool = True) -> list[tuple[str, str]]:
        """Return the parameters in their one canonical order, without defaults; `private` includes the position."""
        result: list[tuple[str, str]] = []
        for column in fields(self):
            value = getattr(self, column.name)
            if value == column.default or (column.name == "pos" and not private):
                continue
            if column.name == "pos":
                result.append(("pos", f"{value[0]:.3f},{value[1]:.3f}"))
            elif column.name == "kategorie":
                result.extend(("kategorie", key) for key in value)
            else:
                result.append((column.name, "1" if value is True else str(value)))
        return result

    def query(self, *, private: bool = True, **changes: Any) -> str:
        """Return the query part of the address ("?q=..."; empty for no parameters), with `changes` to the search."""
        asked = replace(self, **changes).parameters(private=private)
        return f"?{urlencode(asked)}" if asked else ""


def parse(data: Mapping[str, Any]) -> Search:
    """Read a search from the parameters of an address (a `QueryDict`). What makes no sense is left out, never an error."""
    known = catalogue()
    listed = data.getlist("kategorie") if hasattr(data, "getlist") else [data.get("kategorie", "")]
    categories = tuple(key for key in known.categories if key in set(listed))  # in the order of the catalogue
    group = str(data.get("gruppe", ""))
    radius = key_in(data.get("umkreis"))
    return Search(
        q=_text(data.get("q"), 100),
        gruppe=group if group in known.groups and not categories else "",
        kategorie=categories,
        gebiet=key_in(data.get("gebiet")) or None,
        nahe=_text(data.get("nahe"), 100),
        pos=_position(str(data.get("pos", ""))),
        umkreis=radius if radius in RADII and radius != DEFAULT_RADIUS else 0,
        offen=data.get("offen") == "1",
        **{name: data.get(name) == "1" for name in FLAG_NAMES},
        sortierung=BY_NAME if data.get("sortierung") == BY_NAME else "",
    )


def _text(value: Any, length: int) -> str:
    return " ".join(str(value or "").replace("\x00", " ").split())[:length].strip()


def _position(text: str) -> tuple[float, float] | None:
    found = _POSITION.fullmatch(text.strip())
    if not found:
        return None
    latitude, longitude = round(float(found[1]), 3), round(float(found[2]), 3)
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


@dataclass(frozen=True)
class Found:
    """Rows of the index in the order of the list; metres from the centre for each (or None); counts per category.

    `per_category` counts what there would be without the choice of category and group, one number per category of the
    catalogue.
    """

    rows: Rows
    metres: NDArray[np.float64] | None
    per_category: Rows

    @property
    def total(self) -> int:
        """How many places were found."""
        return len(self.rows)


@dataclass(frozen=True)
class Scope:
    """For whom and when: keys of the municipalities shown, local wall time, Land, and (lon, lat) to search around."""

    municipalities: frozenset[int]
    now: datetime
    land: str
    centre: tuple[float, float] | None = None


def find(index: Index, search: Search, scope: Scope) -> Found:
    """Return what the search finds. Some milliseconds for 100,000 places; no query but for an area not asked before."""
    metres = index.distances(*scope.centre) if scope.centre else None
    mask = _all_but_category(index, search, scope, metres)
    size = len(catalogue().categories)
    per_category = np.bincount(index.category[mask], minlength=size)
    codes = _codes(search)
    if codes is not None:
        mask = mask & np.isin(index.category, codes)
    rows = np.flatnonzero(mask)
    if metres is None:
        return Found(rows, None, per_category)
    of_rows = metres[rows]
    if search.sortierung != BY_NAME:
        order = np.argsort(of_rows, kind="stable")
        rows, of_rows = rows[order], of_rows[order]
    return Found(rows, of_rows, per_category)


def ways_out(index: Index, search: Search, scope: Scope) -> list[tuple[str, Search, int]]:
    """Return, for a search without results, (parameter, search without it, what that finds) where it finds something."""
    result = []
    defaults = {column.name: column.default for column in fields(Search)}
    for name, _ in search.parameters():
        if name in ("sortierung", "umkreis") or any(name == done for done, *_ in result):
            continue
        other = replace(search, **{name: defaults[name]})
        centre = None if name in ("nahe", "pos") else scope.centre
        found = find(index, other, replace(scope, centre=centre)).total
        if found:
            result.append((name, other, found))
    if scope.centre and search.radius < RADII[-1]:
        wider = next(radius for radius in RADII if radius > search.radius)
        for radius in RADII[RADII.index(wider) :]:
            other = replace(search, umkreis=radius)
            if found := find(index, other, scope).total:
                result.insert(0, ("umkreis", other, found))
                break
    return result or _one_alone(index, search, scope)


def _one_alone(index: Index, search: Search, scope: Scope) -> list[tuple[str, Search, int]]:
    """Return ("only:" + parameter, search with that one alone, what it finds), where leaving out one does not help."""
    result: dict[str, tuple[str, Search, int]] = {}
    for name, _ in search.parameters():
        if name in ("sortierung", "umkreis", "nahe", "pos") or name in result:
            continue
        other = Search(**{name: getattr(search, name)})
        if found := find(index, other, replace(scope, centre=None)).total:
            result[name] = (f"only:{name}", other, found)
    return list(result.values())


def _all_but_category(index: Index, search: Search, scope: Scope, metres: NDArray[np.float64] | None) -> Mask:
    mask = index.of_municipalities(scope.municipalities).copy()
    for word in fold_query(search.q)[:MAX_WORDS]:
        mask &= index.with_word(word)
    if search.gebiet is not None:
        mask &= index.in_area(search.gebiet)
    for name, (flag, least) in FLAG_NAMES.items():
        if getattr(search, name):
            mask &= index.flags[flag] >= least
    if search.offen:
        mask &= index.open_at(scope.now, scope.land)
    if metres is not None:
        mask &= metres <= search.radius
    return mask


def _codes(search: Search) -> list[int] | None:
    """Return the positions of the chosen categories in the catalogue; None where all are wanted."""
    if not (search.kategorie or search.gruppe):
        return None
    return [
        code
        for code, category in enumerate(catalogue().categories.values())
        if category.key in search.kategorie or category.group.key == search.gruppe
    ]
