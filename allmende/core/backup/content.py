# SPDX-License-Identifier: EUPL-1.2
"""The content of a database as plain values that are the same on SQLite and PostgreSQL, and its hash."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import shapely
from django.apps.registry import Apps
from django.db import models
from django.db.models import F
from django.db.models.functions import Cast
from django.db.models.query import QuerySet
from shapely.geometry.base import BaseGeometry

from allmende.core.backup import LEFT_OUT
from allmende.core.privacy.fields import Ciphertext

BATCH = 2000


def tables(apps: Apps) -> list[type[models.Model]]:
    """Return one model per table of content, ordered by table name; many-to-many tables included."""
    found: dict[str, type[models.Model]] = {}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and not options.swapped and options.app_label not in LEFT_OUT:
            found[options.db_table] = model
    return [found[name] for name in sorted(found)]


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the fields that are columns of the model's own table."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def is_encrypted(field: models.Field[Any, Any]) -> bool:
    """Tell whether the values of a field are encrypted in the database."""
    return getattr(field, "is_encrypted", False)


def encode(value: Any) -> Any:
    """Return a JSON value for a value of a column. Raises `TypeError` for a type that no model of ours uses."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 2**53 else value
        case datetime():
            return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
        case date() | time() | Decimal() | UUID():
            return str(value)
        case timedelta():
            return value.total_seconds()
        case BaseGeometry():
            return shapely.to_wkb(value, hex=True, output_dimension=2)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case dict():
            return {str(key): encode(part) for key, part in value.items()}
        case list() | tuple():
            return [encode(part) for part in value]
    raise TypeError(f"{type(value).__name__} cannot be written to a backup")


def decode(field: models.Field[Any, Any], value: Any) -> Any:
    """Return the value of a column from its JSON value; the inverse of `encode` for this field."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return value
    if is_encrypted(field):
        return Ciphertext(value)
    if isinstance(field, models.DurationField):
        return timedelta(seconds=value)
    if field.get_internal_type() == "BinaryField":
        # A geometry is hex WKB; plain bytes are base64.
        return shapely.from_wkb(value) if hasattr(field, "types") else base64.b64decode(value)
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    return target.to_python(value)


def plain(field: models.Field[Any, Any], value: Any) -> Any:
    """Return the JSON value of a column; a field with a type of its own (a page's body) says what it stores."""
    try:
        return encode(value)
    except TypeError:
        return encode(field.get_prep_value(value))


def _about_left_out(model: type[models.Model]) -> list[str]:
    """Return lookups for content types and permissions of tables that are left out: these differ between databases."""
    if model._meta.label_lower == "contenttypes.contenttype":
        return ["app_label__in"]
    paths = {"contenttypes.contenttype": "app_label__in", "auth.permission": "content_type__app_label__in"}
    return [
        f"{field.name}__{paths[field.related_model._meta.label_lower]}"
        for field in columns(model)
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label_lower in paths
    ]


def rows(model: type[models.Model]) -> Iterator[str]:
    """Yield each row of the table as one line of canonical JSON, ordered by key."""
    fields = columns(model)
    queryset: QuerySet[Any, Any] = QuerySet(model).order_by(model._meta.pk.name)
    for condition in _about_left_out(model):
        queryset = queryset.exclude(**{condition: LEFT_OUT})
    # Encrypted values stay encrypted: the backup is readable only with the keys, which are kept apart.
    stored = [Cast(F(field.attname), models.TextField()) if is_encrypted(field) else field.attname for field in fields]
    for row in queryset.values_list(*stored).iterator(chunk_size=BATCH):
        record = {field.attname: plain(field, value) for field, value in zip(fields, row, strict=True)}
        yield json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class ContentHash:
    """A hash over tables and files that does not depend on the order in which a database returns its rows."""

    def __init__(self) -> None:
        self._parts: dict[str, list[bytes]] = {}

    def add(self, part: str, content: bytes) -> None:
        """Add one row or file to a part (a table, or "files")."""
        self._parts.setdefault(part, []).append(hashlib.sha256(content).digest())

    def hexdigest(self) -> str:
        """Return the hash over all parts that hold anything."""
        whole = hashlib.sha256()
        for name in sorted(self._parts):
            whole.update(name.encode() + b"\0" + b"".join(sorted(self._parts[name])))
        return whole.hexdigest()
