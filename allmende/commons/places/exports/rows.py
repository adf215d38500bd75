# SPDX-License-Identifier: EUPL-1.2
"""What of a place goes into an export: the same columns for every format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allmende.commons.places.categories import catalogue
from allmende.commons.places.index import Index, Rows
from allmende.commons.places.models import Place

CHUNK = 2000
COLUMNS = (
    "id", "category", "category_name", "name", "description", "street", "house_number", "postcode", "city", "phone",
    "email", "website", "opening_hours", "wheelchair", "step_free", "accessible_toilet", "hearing_support",
    "tactile_guidance", "accessibility_note", "accessibility_source", "accessibility_date", "source", "source_id",
    "licence", "changed",
)  # fmt: skip


def records(index: Index, rows: Rows) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield each place with its columns, in the order of `rows`; one query per 2,000 places."""
    for start in range(0, len(rows), CHUNK):
        keys = index.key[rows[start : start + CHUNK]].tolist()
        places = Place.objects.in_bulk(keys)
        for key in keys:
            if key in places:
                yield places[key], record(places[key])


def record(place: Place) -> dict[str, Any]:
    """Return the columns of one place; unknown answers are empty."""
    category = catalogue().categories.get(place.category)
    values = {name: getattr(place, name, "") for name in COLUMNS}
    values["category_name"] = str(category.one) if category else ""
    values["accessibility_date"] = place.accessibility_date.isoformat() if place.accessibility_date else ""
    values["changed"] = place.changed.isoformat(timespec="seconds")
    return {name: "" if value == Place.Answer.UNKNOWN else value for name, value in values.items()}
