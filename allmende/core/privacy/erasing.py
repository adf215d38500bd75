# SPDX-License-Identifier: EUPL-1.2
"""Erase a person: what each declaration says about it, in one place.

The row of the person stays, emptied and closed: what others answered keeps its place, links from rows that have to stay
lead to nobody in particular, and no number is ever given twice. Nothing that says who it was remains in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from allmende.core.privacy.registry import Blank, Custom, Declaration, Delete, Keep, empty_value, registry


@dataclass(frozen=True)
class Part:
    """What erasing does to one kind of rows: how many there are, and what happens, in words."""

    declaration: Declaration
    rows: int
    text: Any
    stays: bool


def plan(person: Any) -> list[Part]:
    """Return what erasing this person would do, for the person to read. One query for each kind of rows."""
    from django.utils.translation import gettext as _

    parts = []
    for declaration in registry().declarations:
        count = declaration.rows(person).count()
        if not count or declaration.erase is None:
            continue
        match declaration.erase:
            case Delete():
                text: Any = _("wird gelöscht")
            case Keep(reason=reason):
                text = reason
            case Blank():
                text = _("bleibt ohne Ihre Angaben stehen")
            case Custom(text=text):
                pass
        parts.append(Part(declaration, count, text, isinstance(declaration.erase, Keep)))
    return parts


def erase(person: Any) -> dict[str, int]:
    """Erase a person inside the caller's transaction; return {model: rows changed}.

    Rows of the person go first, the person's own row last: a condition over it has to find them until then.
    """
    changed: dict[str, int] = {}
    for declaration in sorted(registry().declarations, key=lambda one: one.subject == "self"):
        count = _apply(declaration, declaration.rows(person), person)
        if count:
            changed[declaration.model] = changed.get(declaration.model, 0) + count
    return changed


def _apply(declaration: Declaration, rows: QuerySet[Any], person: Any) -> int:
    match declaration.erase:
        case None | Keep():
            return 0
        case Delete():
            return sum(
                count for label, count in rows.delete()[1].items() if label == declaration.model_class._meta.label
            )
        case Blank(fields=names):
            return blank(rows, names or tuple(declaration.fields))
        case Custom(do=do):
            return do(rows, person)


def blank(rows: QuerySet[Any], names: tuple[str, ...]) -> int:
    """Empty these fields of all rows (links become NULL, relations to many lose their members); return how many rows."""
    meta = rows.model._meta
    # The keys first: an emptied link no longer leads to the rows.
    keys = list(rows.values_list("pk", flat=True))
    columns = [meta.get_field(name) for name in names]
    values = {column.name: empty_value(column) for column in columns if not column.many_to_many}
    for chunk in _chunks(keys):
        of_chunk = rows.model._base_manager.filter(pk__in=chunk)
        if values:
            of_chunk.update(**values)
        for column in columns:
            if column.many_to_many:
                through = column.remote_field.through
                through._base_manager.filter(**{f"{column.m2m_field_name()}__in": chunk}).delete()
    return len(keys)


def _chunks(keys: list[Any], size: int = 500) -> Iterator[list[Any]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
