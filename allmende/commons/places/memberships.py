# SPDX-License-Identifier: EUPL-1.2
"""In which area of each division a place lies: computed once, when places or areas change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from allmende.commons.places.models import Area, Place, PlaceArea
from allmende.core.freshness.memory import renew
from allmende.core.municipality.models import Municipality
from allmende.core.search.actions import changed as search_changed

BATCH = 2000


def current_areas(municipality: Municipality) -> list[Area]:
    """Return today's areas of all divisions in the county that the municipality is, or lies in (one query)."""
    today = timezone.localdate()
    return list(
        Area.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            division__municipality__ars__startswith=municipality.ars[:5],
            valid_from__lte=today,
        ).order_by("division_id", "key")
    )


def locate(areas: Sequence[Area], points: np.ndarray) -> list[dict[int, int]]:
    """Return {division id: area id} for each of N points (an array of shapely points).

    A point on a border, or where areas overlap, belongs to the area whose key comes first.
    """
    found: list[dict[int, int]] = [{} for _ in points]
    if not areas or not len(points):
        return found
    tree = shapely.STRtree([area.geom for area in areas])
    point_index, area_index = tree.query(points, predicate="intersects")
    for point, number in sorted(zip(point_index.tolist(), area_index.tolist(), strict=True)):
        found[point].setdefault(areas[number].division_id, areas[number].pk)
    return found


@transaction.atomic
def refresh_memberships(municipality: Municipality, places: Iterable[Place] | None = None) -> int:
    """Compute the areas of `places`, or of all places in the municipality's county, and store what changed.

    Call it after areas were added, changed or ended; `store_places` and `save_place` call it themselves. Writes only
    differences. Returns the number of memberships written or removed.
    """
    areas = current_areas(municipality)
    if places is None:
        rows = Place.objects.filter(municipality__ars__startswith=municipality.ars[:5]).order_by("pk")
        places = rows.only("pk", "geom").iterator(chunk_size=BATCH)
    changed: list[int] = []
    changes, batch = 0, []
    for place in places:
        batch.append(place)
        if len(batch) == BATCH:
            changes += _refresh(areas, batch, changed)
            batch = []
    changes += _refresh(areas, batch, changed)
    if changes:
        renew("places")
        search_changed("places", (f"place-{key}" for key in changed))
    return changes


def _refresh(areas: Sequence[Area], places: Sequence[Place], changed: list[int]) -> int:
    if not places:
        return 0
    wanted = {
        (place.pk, division): area
        for place, lies_in in zip(
            places, locate(areas, np.array([place.geom for place in places], dtype=object)), strict=True
        )
        for division, area in lies_in.items()
    }
    present = PlaceArea.objects.filter(place__in=[place.pk for place in places])
    gone, removed = [], set()
    for row in present:
        if wanted.get((row.place_id, row.division_id)) == row.area_id:
            del wanted[row.place_id, row.division_id]
        else:
            gone.append(row.pk)
            removed.add(row.place_id)
    PlaceArea.objects.filter(pk__in=gone).delete()
    PlaceArea.objects.bulk_create(
        [PlaceArea(place_id=place, division_id=division, area_id=area) for (place, division), area in wanted.items()],
        batch_size=BATCH,
    )
    changed += {key for key, _ in wanted} | removed
    return len(gone) + len(wanted)
