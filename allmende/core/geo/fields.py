# SPDX-License-Identifier: EUPL-1.2
"""`GeometryField`: a shapely geometry in EPSG:4326, stored as WKB beside the four numbers of its bounding box.

The box is stored in columns of its own, because both databases can index it with what they ship: SQLite in an R*Tree
kept by triggers, PostgreSQL in a GiST index over `box` (see `index.py`). `GeoModel` and `GeoQuerySet` keep geometry and
box together in every way of writing, so a stale index is impossible through the ORM; a system check asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

EDGES = ("west", "south", "east", "north")


def edge_names(field: str) -> tuple[str, str, str, str]:
    """Return the names of the four box columns of a geometry field."""
    return (f"{field}_west", f"{field}_south", f"{field}_east", f"{field}_north")


def edge_values(geometry: BaseGeometry | None) -> Sequence[float | None]:
    """Return (west, south, east, north), or four times None where there is nothing to index."""
    if geometry is None or geometry.is_empty:
        return (None, None, None, None)
    bounds: Sequence[float | None] = geometry.bounds
    return bounds


class EdgeField(models.FloatField[float | None, float | None]):
    """One side of the bounding box. Its value always comes from the geometry, never from outside."""

    def __init__(self, *args: Any, of: str = "", edge: int = 0, **kwargs: Any) -> None:
        self.of, self.edge = of, edge
        kwargs.update(null=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "edge": self.edge}

    def pre_save(self, model_instance: models.Model, add: bool) -> float | None:
        value = edge_values(getattr(model_instance, self.of))[self.edge]
        setattr(model_instance, self.attname, value)
        return value


class GeometryField(models.Field[Any, Any]):
    """A shapely geometry in EPSG:4326. `types` limits what may be stored, for instance `("Point",)`."""

    description = _("Geometrie (WGS84)")
    empty_strings_allowed = False

    def __init__(self, *args: Any, types: Sequence[str] = (), **kwargs: Any) -> None:
        self.types = tuple(types)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        if self.types:
            kwargs["types"] = self.types
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if cls.__module__ == "__fake__":  # a model of a migration: its state lists the box columns already
            return
        for position, edge in enumerate(edge_names(name)):
            EdgeField(of=name, edge=position).contribute_to_class(cls, edge)

    def to_python(self, value: Any) -> BaseGeometry | None:
        """Return a geometry from a geometry, WKB, WKT or GeoJSON mapping. Raises `ValidationError`."""
        if value is None or isinstance(value, BaseGeometry):
            return value
        try:
            if isinstance(value, (bytes, memoryview)):
                return shapely.from_wkb(bytes(value))
            if isinstance(value, dict):
                return shape(value)
            return shapely.from_wkt(str(value))
        except (ShapelyError, ValueError, KeyError, TypeError) as error:
            raise ValidationError(_("Das ist keine lesbare Geometrie."), code="invalid") from error

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value is None:
            return
        if self.types and value.geom_type not in self.types:
            raise ValidationError(_("Erwartet: %(types)s."), code="type", params={"types": ", ".join(self.types)})
        west, south, east, north = value.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValidationError(_("Die Koordinaten liegen nicht auf der Erde (Länge, Breite in Grad)."), code="range")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> BaseGeometry | None:
        return None if value is None else shapely.from_wkb(bytes(value))

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, BaseGeometry):
            return shapely.to_wkb(shapely.force_2d(value), output_dimension=2)
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(bytes(value))

    def value_to_string(self, obj: models.Model) -> str:
        """Return hex WKB, for serialised exports."""
        geometry = self.value_from_object(obj)
        return "" if geometry is None else shapely.to_wkb(geometry, hex=True)


class GeoQuerySet(models.QuerySet[Any]):
    """A queryset whose bulk writes carry the bounding box along with the geometry."""

    def update(self, **values: Any) -> int:
        for field in geometry_fields(self.model):
            if field.name in values and edge_names(field.name)[0] not in values:
                geometry = field.to_python(values[field.name])
                values.update(zip(edge_names(field.name), edge_values(geometry), strict=True))
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        rows, names = list(objs), list(fields)
        for field in geometry_fields(self.model):
            if field.name in names:
                edges = edge_names(field.name)
                names.extend(edges)
                for row in rows:
                    for name, value in zip(edges, edge_values(getattr(row, field.name)), strict=True):
                        setattr(row, name, value)
        return super().bulk_update(rows, names, batch_size)

    bulk_update.alters_data = True  # type: ignore[attr-defined]


class GeoModel(models.Model):
    """Base of every model with a geometry field: all ways of writing carry the bounding box along."""

    objects = GeoQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None:
            names = list(update_fields)
            for field in geometry_fields(type(self)):
                if field.name in names:
                    names.extend(edge_names(field.name))
            update_fields = names
        super().save(*args, update_fields=update_fields, **kwargs)


def geometry_fields(model: type[models.Model]) -> list[GeometryField]:
    """Return the geometry fields a model's own table holds."""
    return [field for field in model._meta.local_fields if isinstance(field, GeometryField)]
