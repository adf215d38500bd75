# SPDX-License-Identifier: EUPL-1.2
"""Writing many rows: insert what is new, overwrite what differs, in few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import shapely
from django.db import models
from shapely.geometry.base import BaseGeometry

from allmende.core.geo.fields import edge_names, geometry_fields

M = TypeVar("M", bound=models.Model)


def same(a: Any, b: Any) -> bool:
    """Tell whether two field values are equal; geometries by type and coordinates."""
    if isinstance(a, BaseGeometry) and isinstance(b, BaseGeometry):
        return bool(shapely.equals_identical(shapely.force_2d(a), shapely.force_2d(b)))
    return bool(a == b)


def assign(row: models.Model, values: Mapping[str, Any]) -> set[str]:
    """Set the values on the row and return the names of the fields that differed."""
    changed = {name for name, value in values.items() if not same(getattr(row, name), value)}
    for name in changed:
        setattr(row, name, values[name])
    return changed


def overwrite(model: type[M], rows: Sequence[M], fields: Sequence[str]) -> None:
    """Write these fields of stored rows: one upsert per batch instead of a CASE per row and field."""
    if not rows or not fields:
        return
    names = set(fields)
    for geometry in geometry_fields(model):
        if geometry.name in names:
            names.update(edge_names(geometry.name))
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=sorted(names), batch_size=2000
    )
