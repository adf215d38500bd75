# SPDX-License-Identifier: EUPL-1.2
"""Delete what has been kept long enough, as the declarations say. Once a day by the worker, or by command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from allmende.core.audit.actions import record
from allmende.core.privacy.erasing import blank
from allmende.core.privacy.registry import Declaration, Retention, empty_value, registry

log = structlog.get_logger("allmende.privacy")


@dataclass(frozen=True)
class Step:
    """One thing the job does: rows of a model whose time is over, to be deleted or emptied of some fields."""

    declaration: Declaration
    retention: Retention
    fields: tuple[str, ...]
    rows: int


def run(*, dry_run: bool = False, now: datetime | None = None) -> list[Step]:
    """Do what is due and return it; with `dry_run` nothing is changed and the figures are the same.

    Each step is a transaction of its own with an entry in the log: trouble with one table leaves the others done.
    """
    moment = now or timezone.now()
    done = []
    for declaration in registry().declarations:
        for retention, names in _timed(declaration):
            try:
                with transaction.atomic():
                    due = _due(declaration, retention, names, moment)
                    count = due.count() if dry_run else _carry_out(declaration, retention, names, due)
            except Exception:  # one table in trouble must not keep the others' data for ever
                log.exception("retention failed", model=declaration.model)
                continue
            done.append(Step(declaration, retention, names, count))
    return done


def _carry_out(
    declaration: Declaration, retention: Retention, names: tuple[str, ...], due: QuerySet[models.Model]
) -> int:
    label = declaration.model_class._meta.label
    count = due.delete()[1].get(label, 0) if retention.delete else blank(due, names)
    if count:
        record(
            "privacy.retention",
            actor=None,
            details={"model": declaration.model, "rows": count, "fields": list(names)},
        )
    return count


def _timed(declaration: Declaration) -> list[tuple[Retention, tuple[str, ...]]]:
    """Return the retentions with a number of days, each with the fields that bear it."""
    found: list[tuple[Retention, list[str]]] = []
    for name, personal in declaration.fields.items():
        if personal.retention.days is None:
            continue
        for retention, names in found:
            if retention == personal.retention:
                names.append(name)
                break
        else:
            found.append((personal.retention, [name]))
    return [(retention, tuple(names)) for retention, names in found]


def _due(
    declaration: Declaration, retention: Retention, names: tuple[str, ...], now: datetime
) -> QuerySet[models.Model]:
    model = declaration.model_class
    limit = now - timedelta(days=retention.days or 0)
    column = model._meta.get_field(retention.since)
    before = limit if isinstance(column, models.DateTimeField) else timezone.localdate(limit)
    rows = model._base_manager.filter(**{f"{retention.since}__lt": before}, **retention.when)
    if retention.delete:
        return rows
    filled = Q()
    for name in names:
        value = empty_value(model._meta.get_field(name))
        filled |= Q(**{f"{name}__isnull": False}) if value is None else ~Q(**{name: value})
    return rows.filter(filled)
