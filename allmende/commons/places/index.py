# SPDX-License-Identifier: EUPL-1.2
"""All listed places of this installation as arrays, so that a search over 100,000 of them takes milliseconds.

Each process holds one `Index` and reads it anew when the token of the topic "places" has changed, which every write of
places does (see `models.py` and `core/freshness`). So a search costs one small query for the token and one for the rows it shows; counts, facets,
distances and "open now" come from the arrays, and are the same on every database. 100,000 places take 0.6 to 2 s to
read and 30 MB to hold. Why not SQL: docs/decisions/0009.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import override
from numpy.typing import NDArray

from allmende.commons.places import opening
from allmende.commons.places.categories import catalogue
from allmende.commons.places.models import Place, PlaceArea
from allmende.commons.places.words import fold
from allmende.core.freshness.memory import token
from allmende.core.geo import crs

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

FLAGS = ("wheelchair", "step_free", "accessible_toilet", "hearing_support", "tactile_guidance")
_ANSWERS = {Place.Answer.UNKNOWN: 0, Place.Answer.NO: 1, Place.Answer.LIMITED: 2, Place.Answer.YES: 3}
YES, LIMITED = _ANSWERS[Place.Answer.YES], _ANSWERS[Place.Answer.LIMITED]


@dataclass
class Index:
    """N places in the order of their folded names. Row numbers 0..N-1 are what the methods take and return.

    Arrays of length N: `key` (primary key), `name`, `category` (position in the catalogue), `municipality` (key), `lon`, `lat`
    (degrees), `x`, `y` (UTM metres in zone `epsg`), `hours` (position in `hours_texts`, -1 for none), and one per flag
    (0 unknown, 1 no, 2 limited, 3 yes).
    """

    token: str | None
    key: Rows
    name: NDArray[np.object_]
    category: Rows
    municipality: Rows
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    epsg: int
    hours: Rows
    hours_texts: list[str]
    flags: dict[str, NDArray[np.int8]]
    vocabulary: list[str]
    postings: list[Rows]
    _known: dict[Any, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.key)

    def of_municipalities(self, keys: frozenset[int]) -> Mask:
        """Return which places belong to one of the municipalities."""
        return self.remember(("municipalities", keys), lambda: np.isin(self.municipality, list(keys)))

    def in_area(self, area: int) -> Mask:
        """Return which places lie in the area (one query the first time)."""

        def ask() -> Mask:
            members = PlaceArea.objects.filter(area=area).values_list("place", flat=True)
            return np.isin(self.key, np.fromiter(members, dtype=np.int64))

        return self.remember(("area", area), ask)

    def with_exact_word(self, word: str) -> Mask:
        """Return which places have exactly this word in name or address (folded)."""
        mask = np.zeros(len(self), dtype=bool)
        position = bisect_left(self.vocabulary, word)
        if position < len(self.vocabulary) and self.vocabulary[position] == word:
            mask[self.postings[position]] = True
        return mask

    def with_word(self, beginning: str) -> Mask:
        """Return which places have a word in name, address or category that begins so (folded)."""
        mask = np.zeros(len(self), dtype=bool)
        for position in range(bisect_left(self.vocabulary, beginning), len(self.vocabulary)):
            if not self.vocabulary[position].startswith(beginning):
                break
            mask[self.postings[position]] = True
        codes = [code for code, words in enumerate(_category_words()) if any(w.startswith(beginning) for w in words)]
        if codes:
            mask |= np.isin(self.category, codes)
        return mask

    def open_at(self, now: datetime, land: str) -> Mask:
        """Return which places are surely open at a local wall time; remembered for the minute."""
        minute = now.replace(second=0, microsecond=0)
        key = ("open", land)
        known_minute, mask = self._known.get(key, (None, None))
        if known_minute != minute:
            states = np.array([*opening.open_now(self.hours_texts, land, minute), False])  # the last one: no hours
            mask = states[self.hours]
            self._known[key] = (minute, mask)
        return mask

    def distances(self, lon: float, lat: float) -> NDArray[np.float64]:
        """Return the distance of every place from a point in metres."""
        x, y = crs.transformer(crs.WGS84, self.epsg).transform(lon, lat)
        return np.hypot(self.x - x, self.y - y)

    def by_key(self) -> dict[int, int]:
        """Return {primary key: row}."""
        return self.remember("rows", lambda: {key: row for row, key in enumerate(self.key.tolist())})

    def remember(self, name: Any, make: Callable[[], Any]) -> Any:
        """Return what `make` returned the first time it was asked under this name, as long as no place changes."""
        if name not in self._known:
            if len(self._known) > 500:
                self._known.clear()
            self._known[name] = make()
        return self._known[name]


_lock = threading.Lock()
_held: Index | None = None


def current() -> Index:
    """Return the index of the places as they are now. One query, or two when places changed since the last call."""
    global _held  # noqa: PLW0603  (one index per process is the point)
    now = token("places")
    held = _held
    if held is not None and held.token == now:
        return held
    with _lock:
        if _held is None or _held.token != now:
            _held = read(now)
        return _held


def read(token: str | None) -> Index:
    """Read all listed places (one query)."""
    codes = {key: code for code, key in enumerate(catalogue().categories)}
    columns = ("pk", "category", "municipality_id", "geom_west", "geom_south", "words", "name", "opening_hours", *FLAGS)
    rows = list(Place.objects.listed().order_by().values_list(*columns).iterator(chunk_size=10_000))
    rows = [row for row in rows if row[1] in codes]
    rows.sort(key=lambda row: (row[5], row[0]))
    key, category, municipality, lon, lat, words, name, hours, *flags = (
        zip(*rows, strict=True) if rows else [()] * len(columns)
    )
    longitudes, latitudes = np.array(lon, dtype=float), np.array(lat, dtype=float)
    epsg = crs.metric_epsg(float(np.median(longitudes))) if rows else 25832
    x, y = crs.transformer(crs.WGS84, epsg).transform(longitudes, latitudes)
    texts = {text: position for position, text in enumerate(dict.fromkeys(text for text in hours if text))}
    vocabulary, postings = _postings(words)
    return Index(
        token=token,
        key=np.array(key, dtype=np.int64),
        name=np.array(name, dtype=object),
        category=np.array([codes[name] for name in category], dtype=np.int64),
        municipality=np.array(municipality, dtype=np.int64),
        lon=longitudes,
        lat=latitudes,
        x=np.asarray(x, dtype=float),
        y=np.asarray(y, dtype=float),
        epsg=epsg,
        hours=np.array([texts.get(text, -1) for text in hours], dtype=np.int64),
        hours_texts=list(texts),
        flags={
            name: np.array([_ANSWERS[answer] for answer in column], dtype=np.int8)
            for name, column in zip(FLAGS, flags, strict=True)
        },
        vocabulary=vocabulary,
        postings=postings,
    )


def _postings(words: tuple[str, ...]) -> tuple[list[str], list[Rows]]:
    """Return all words in order, and for each the rows that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(words):
        for word in text.split(" "):
            found[word].append(row)
    found.pop("", None)
    vocabulary = sorted(found)
    return vocabulary, [np.array(found[word], dtype=np.int64) for word in vocabulary]


@lru_cache(maxsize=1)
def _category_words() -> list[list[str]]:
    """Return for each category the folded words people search it by, in all languages of the site."""
    words: list[dict[str, None]] = [{} for _category in catalogue().categories]
    for language, _name in settings.LANGUAGES:
        with override(language):
            for known, category in zip(words, catalogue().categories.values(), strict=True):
                for text in (category.one, category.many, category.group.name, *category.words):
                    known.update(dict.fromkeys(fold(str(text))))
    return [list(known) for known in words]
