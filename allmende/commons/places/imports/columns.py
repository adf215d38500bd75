# SPDX-License-Identifier: EUPL-1.2
"""Which column of a table, or property of a feature, says what; and which category its words mean."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from shapely import Point

from allmende.commons.places.actions import PlaceData
from allmende.commons.places.categories import catalogue, category_of
from allmende.commons.places.imports.tags import clean, osm_id, place_from_tags
from allmende.core.imports.report import ImportRefused

TAG_OF_FIELD = {
    "name": "name",
    "description": "description",
    "street": "addr:street",
    "house_number": "addr:housenumber",
    "postcode": "addr:postcode",
    "city": "addr:city",
    "phone": "phone",
    "email": "email",
    "website": "website",
    "opening_hours": "opening_hours",
    "wheelchair": "wheelchair",
    "step_free": "step_free",
    "accessible_toilet": "toilets:wheelchair",
    "hearing_support": "hearing_loop",
    "tactile_guidance": "tactile_paving",
    "accessibility_note": "wheelchair:description",
}
"""What a place can be told, and the tag of OpenStreetMap that says the same: from there on all sources are alike."""

FIELDS = ("key", "category", *TAG_OF_FIELD)

ALIASES: Mapping[str, tuple[str, ...]] = {
    "key": ("@id", "id", "schluessel", "schlüssel", "kennung", "source_id"),
    "category": ("kategorie",),
    "name": ("bezeichnung", "titel", "einrichtung"),
    "description": ("beschreibung",),
    "street": ("strasse", "straße", "addr:street"),
    "house_number": ("hausnummer", "hausnr", "hnr", "addr:housenumber"),
    "postcode": ("plz", "postleitzahl", "addr:postcode"),
    "city": ("ort", "stadt", "addr:city"),
    "phone": ("telefon", "tel", "telefonnummer"),
    "email": ("e-mail", "mail"),
    "website": ("internet", "homepage", "webseite", "url", "web"),
    "opening_hours": ("oeffnungszeiten", "öffnungszeiten"),
    "wheelchair": ("rollstuhl", "rollstuhlgerecht", "barrierefrei"),
    "step_free": ("stufenlos",),
    "accessible_toilet": ("behinderten-wc", "barrierefreies wc", "toilets:wheelchair"),
    "hearing_support": ("hoerhilfe", "hörhilfe", "induktionsschleife"),
    "tactile_guidance": ("leitsystem",),
    "accessibility_note": ("hinweis barrierefreiheit",),
}


class UnknownCategory(ValueError):
    """The words for a category mean none we have. The message is for people; `remedy` names close ones."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


@dataclass(frozen=True)
class Columns:
    """What the operator says about the columns of one file."""

    source: str
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field of ours to column of the file, for columns that are not found by their names."""
    category: str = ""
    """Category of every place in the file."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Word of the category column to category."""
    keep: tuple[str, ...] = ()
    """Columns to keep as further attributes. The others are dropped: they may not be meant for the public."""

    def check(self) -> None:
        """Raise `ImportRefused` for fields and categories that do not exist."""
        for name in self.columns:
            if name not in FIELDS:
                raise ImportRefused(
                    _("Das Feld „%s“ gibt es nicht.") % name,
                    field="--column",
                    remedy=_("Zuordnen lassen sich: %s.") % ", ".join(FIELDS),
                )
        for key in filter(None, (self.category, *self.values.values())):
            if key not in catalogue().categories:
                raise ImportRefused(
                    _("Die Kategorie „%s“ gibt es nicht.") % key,
                    field="--category",
                    remedy=_("Ähnlich: %s.") % (", ".join(close_categories(key)) or "allmende import places --help"),
                )

    def find(self, available: Iterable[str]) -> dict[str, str]:
        """Return field to column for the columns there are, by what the operator said, else by their usual names."""
        lowered = {name.lower().strip(): name for name in available}
        found = dict(self.columns)
        for name in FIELDS:
            for candidate in (name, *ALIASES.get(name, ())):
                if name not in found and candidate in lowered:
                    found[name] = lowered[candidate]
        return found


def place_of(
    properties: Mapping[str, str], found: Mapping[str, str], mapping: Columns, point: Point, key: str = ""
) -> PlaceData | None:
    """Return the place that properties tell of, or None where they name no category and their tags mean none.

    Raises `UnknownCategory` for words of a category column that mean nothing to us.
    """
    tags = dict(properties)
    for name, column in found.items():
        if name in TAG_OF_FIELD and properties.get(column):
            tags[TAG_OF_FIELD[name]] = properties[column]
    word = properties.get(found.get("category", ""), "")
    category: str | None = mapping.category
    if not category and word:
        category = mapping.values.get(word) or category_named(word)
    category = category or category_of(tags)
    if category is None:
        return None
    key = key or osm_id(clean(properties.get(found.get("key", ""), "")))
    row = place_from_tags(tags, category, key, point, source=mapping.source)
    attributes = {name: clean(properties[name])[:500] for name in mapping.keep if clean(properties.get(name, ""))}
    if attributes:
        row = _with(row, attributes={**row.attributes, **attributes})
    return row if key else _with(row, source_id=made_up_key(row))


def _with(row: PlaceData, **values: object) -> PlaceData:
    return replace(row, **values)  # type: ignore[arg-type]


def made_up_key(row: PlaceData) -> str:
    """Return a key for a place whose source gives none: from its name and address, or its position where it has neither."""
    parts = [row.category, row.name, row.street, row.house_number]
    if not (row.name or row.street):
        parts.append(f"{row.geom.x:.5f} {row.geom.y:.5f}")
    digest = hashlib.sha256("\x1f".join(part.casefold() for part in parts).encode()).hexdigest()
    return f"auto-{digest[:20]}"


def category_named(word: str) -> str:
    """Return the category that a German word, an English key or a synonym names. Raises `UnknownCategory`."""
    found = _words().get(word.casefold().strip())
    if found:
        return found
    close = ", ".join(close_categories(word))
    raise UnknownCategory(
        _("Die Kategorie „%s“ ist unbekannt.") % word[:60],
        (_("Ähnlich: %s.") % close + " " if close else "")
        + _("Ordnen Sie sie zu: --category-value '%s=SCHLÜSSEL'.") % word[:60],
    )


def close_categories(word: str) -> list[str]:
    """Return up to three categories whose names look like the word, as `key (name)`."""
    names = difflib.get_close_matches(word.casefold().strip(), _words(), n=6, cutoff=0.6)
    keys = dict.fromkeys(_words()[name] for name in names)
    return [f"{key} ({catalogue().categories[key].one})" for key in list(keys)[:3]]


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    words: dict[str, str] = {}
    for category in catalogue().categories.values():
        for word in (category.key, category.one, category.many, *category.words):
            words.setdefault(str(word).casefold(), category.key)
    return words
