# SPDX-License-Identifier: EUPL-1.2
"""Change the keys of encrypted fields while the system runs. It can stop anywhere and go on later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Cast

from allmende.core.privacy.crypto import PREFIX, decrypt, encrypt, key_of, keys

BATCH = 200
Progress = Callable[[str, int, int], None]


_containers: dict[tuple[str, str], str] = {}


def register_container(model: str, field: str, context: str) -> None:
    """Say that a JSON field of a library (`app.Model`) holds texts that `crypto.encrypt` made, somewhere inside."""
    _containers[model, field] = context


def encrypted_fields() -> Iterator[tuple[type[models.Model], Any]]:
    """Yield every encrypted field of the installed models, with its model."""
    for model in apps.get_models():
        for column in model._meta.local_fields:
            if getattr(column, "is_encrypted", False):
                yield model, column


def _raw(model: type[models.Model], column: Any) -> models.QuerySet[Any]:
    """Return the rows that have a value, with the ciphertext as `raw`."""
    rows = model._base_manager.annotate(raw=Cast(F(column.attname), models.TextField()))
    return rows.filter(raw__isnull=False).exclude(raw="")


def keys_in_use() -> Counter[str]:
    """Return how many values each key encrypts."""
    used: Counter[str] = Counter()
    for model, column in encrypted_fields():
        for stored in _raw(model, column).values_list("raw", flat=True).iterator(chunk_size=2000):
            used[key_of(stored)] += 1
    for model_name, name in _containers:
        for value in apps.get_model(model_name)._base_manager.values_list(name, flat=True).iterator(chunk_size=2000):
            used.update(key_of(stored) for stored in _sealed_in(value))
    return used


def _sealed_in(value: Any) -> Iterator[str]:
    """Yield the ciphertexts inside a JSON value."""
    if isinstance(value, str):
        if value.startswith(PREFIX):
            yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _sealed_in(part)


def rotate(progress: Progress | None = None) -> int:
    """Encrypt every value that an older key protects with the first key; return how many.

    A value that somebody changes at the same moment is left to them: they write with the first key anyway. Raises
    `KeyTrouble` for a value that no known key opens; what was done until then stays done.
    """
    report = progress or (lambda *_: None)
    current = f"{PREFIX}{next(iter(keys()))}:"
    done = 0
    for model, column in encrypted_fields():
        label = f"{model._meta.label}.{column.name}"
        old = _raw(model, column).filter(~Q(raw__startswith=current))
        total, position, seen = old.count(), None, 0
        report(label, 0, total)
        while batch := list(_after(old, position)[:BATCH].values_list("pk", "raw")):
            for key, stored in batch:
                fresh = encrypt(decrypt(stored, column.context), column.context)
                changed = _raw(model, column).filter(pk=key, raw=stored)
                done += changed.update(**{column.attname: Value(fresh, output_field=models.TextField())})
            position, seen = batch[-1][0], seen + len(batch)
            report(label, min(seen, total), total)
    return done + sum(_rotate_container(*place, context, report) for place, context in _containers.items())


def _rotate_container(model_name: str, name: str, context: str, report: Progress) -> int:
    rows, current, done = apps.get_model(model_name)._base_manager, next(iter(keys())), 0
    pending = list(rows.order_by("pk").values_list("pk", flat=True))
    for number, key in enumerate(pending, 1):
        with transaction.atomic():
            row = rows.select_for_update().filter(pk=key).first()
            old = [one for one in _sealed_in(getattr(row, name, None)) if key_of(one) != current]
            if row is not None and old:
                fresh = {one: encrypt(decrypt(one, context), context) for one in old}
                setattr(row, name, _replaced(getattr(row, name), fresh))
                row.save(update_fields=[name])
                done += len(old)
        report(f"{model_name}.{name}", number, len(pending))
    return done


def _replaced(value: Any, fresh: dict[str, str]) -> Any:
    if isinstance(value, str):
        return fresh.get(value, value)
    if isinstance(value, dict):
        return {key: _replaced(part, fresh) for key, part in value.items()}
    return [_replaced(part, fresh) for part in value] if isinstance(value, list) else value


def _after(rows: models.QuerySet[Any], position: Any) -> models.QuerySet[Any]:
    ordered = rows.order_by("pk")
    return ordered if position is None else ordered.filter(pk__gt=position)
