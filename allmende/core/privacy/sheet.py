# SPDX-License-Identifier: EUPL-1.2
"""What is stored about one person, in words: for the page "Meine Daten", the print of the staff area, and the export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from allmende.core.audit.models import Entry
from allmende.core.audit.queries import about
from allmende.core.audit.words import action_name, object_name
from allmende.core.privacy.models import Consent
from allmende.core.privacy.registry import Declaration, registry

EMPTY = "–"


@dataclass(frozen=True)
class Value:
    """One value: what the field is called, what it says, and why it is there."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Why:
    """Why some fields are stored: the same for all of them."""

    fields: tuple[str, ...]
    purpose: str
    basis: str
    retention: str
    source: str


@dataclass(frozen=True)
class Section:
    """All rows of one kind. `total` counts them all; `rows` may be fewer."""

    key: str
    title: str
    rows: list[list[Value]]
    total: int
    why: list[Why]

    @property
    def filled(self) -> list[tuple[list[Value], list[str]]]:
        """For each row the values that say something, and the labels of those that are empty."""
        return [
            ([value for value in row if value.text != EMPTY], [value.label for value in row if value.text == EMPTY])
            for row in self.rows
        ]

    @property
    def hidden(self) -> int:
        """How many rows are not shown."""
        return self.total - len(self.rows)


def sections(person: Any, limit: int | None = None) -> list[Section]:
    """Return everything that is stored about a person, by kind, without kinds of which there is nothing.

    At most `limit` rows of each kind, the newest. One query for each kind, one more where there are rows.
    """
    found = []
    for declaration in registry().declarations:
        if not declaration.export or declaration.subject is None:
            continue
        rows = declaration.rows(person)
        total = rows.count()
        if total:
            found.append(_section(declaration, rows, total, limit))
    return found


def _section(declaration: Declaration, rows: QuerySet[Any], total: int, limit: int | None) -> Section:
    columns = _columns(declaration)
    links = [column.name for column in columns if isinstance(column, models.ForeignKey)]
    ordered = rows.select_related(*links).order_by("-pk") if links else rows.order_by("-pk")
    return Section(
        key=declaration.model,
        title=str(declaration.heading),
        rows=[[_value(row, column) for column in columns] for row in (ordered[:limit] if limit else ordered)],
        total=total,
        why=_why(declaration),
    )


def _columns(declaration: Declaration) -> list[Any]:
    """Return the fields to show: those that explain the row first; not the link to the person, not what is secret."""
    meta = declaration.model_class._meta
    path = declaration.subject if isinstance(declaration.subject, str) else ""
    names = [
        *declaration.shown.split(),
        *(name for name, personal in declaration.fields.items() if personal.export and name != path),
    ]
    return [meta.get_field(name) for name in dict.fromkeys(names)] or [meta.pk]


def _why(declaration: Declaration) -> list[Why]:
    meta = declaration.model_class._meta
    grouped: dict[tuple[str, str, str, str], list[str]] = {}
    for name, personal in declaration.fields.items():
        key = (str(personal.purpose), str(personal.basis), str(personal.retention.text), str(personal.source))
        grouped.setdefault(key, []).append(label_of(meta.get_field(name)))
    return [Why(tuple(labels), *key) for key, labels in grouped.items()]


def label_of(column: Any) -> str:
    """Return what a field is called, with a capital at the beginning."""
    return capfirst(str(getattr(column, "verbose_name", column.name)))


def _value(row: Any, column: Any) -> Value:
    return Value(column.name, label_of(column), text_of(row, column))


def text_of(row: Any, column: Any) -> str:
    """Return the value of a field as people read it."""
    if column.many_to_many:
        return ", ".join(str(one) for one in getattr(row, column.name).all()) or EMPTY
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")()) or EMPTY
    value = getattr(row, column.name)
    if column.name == "language":
        return dict(settings.LANGUAGES).get(value, str(value))
    match value:
        case None | "":
            return EMPTY
        case bool():
            return _("ja") if value else _("nein")
        case datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case date():
            return date_format(value, "DATE_FORMAT")
        case dict() | list():
            return ", ".join(_flat(value))
    return str(value)


def _flat(value: Any, name: str = "") -> Iterable[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(part, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for part in value:
            yield from _flat(part, name)
    else:
        yield f"{name}: {value}" if name else str(value)


# --- Who looked -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """Somebody looked at a person's data, or changed something: who, what, when and why, in words."""

    at: datetime
    who: str
    what: str
    reason: str
    is_look: bool


def looks_at(person: Any) -> QuerySet[Entry]:
    """Return what others did with the data of a person, newest first; what they did themselves is left out."""
    return about(person.pk).exclude(actor_id=person.pk)


def looks_in_words(entries: Iterable[Entry]) -> list[Look]:
    """Return entries as people read them."""
    return [
        Look(entry.at, _who(entry), _what(entry), entry.reason, entry.action == "privacy.looked") for entry in entries
    ]


def _who(entry: Entry) -> str:
    if entry.actor_id is None:
        return _("das System, ohne Zutun von Menschen")
    name = entry.actor.get_full_name() if entry.actor is not None else ""
    return name or _("jemand aus der Verwaltung")


def _what(entry: Entry) -> str:
    thing, action = object_name(entry.object_label), capfirst(action_name(entry.action))
    return f"{action}: {thing}" if thing else action


# --- Consents -------------------------------------------------------------------------------------------------------


def consents_of(person: Any) -> QuerySet[Consent]:
    """Return all consents of a person with their words, the newest first. One query."""
    return Consent.objects.filter(person=person).select_related("text").order_by("-given", "-pk")
