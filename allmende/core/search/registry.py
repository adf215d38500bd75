# SPDX-License-Identifier: EUPL-1.2
"""What apps feed into the search: each has a module `search` with a list `SOURCES`.

    SOURCES = [Source(name="events", kinds={"event": Kind(_("Veranstaltung"), _("Veranstaltungen"))}, documents=documents, shown=shown)]

and says in its actions, inside the transaction, what changed: `search.actions.changed("events", [event.pk])`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from django.apps import apps

from allmende.core.municipality.models import Municipality, Presence
from allmende.core.rules import Rule, anyone

PUBLIC = ""
"""The audience of what everybody may see."""


@dataclass(frozen=True)
class Scope:
    """Whose search, and in which language: there is one index for each."""

    presence: Presence
    language: str

    @property
    def municipality(self) -> Municipality:
        """The municipality of the presence."""
        return self.presence.municipality

    @property
    def name(self) -> str:
        """Short name, as in the file name of the index."""
        return f"{self.presence.slug}-{self.language}"


@dataclass(frozen=True)
class Document:
    """One thing to find, in one language.

    `key` names it within its source, the same in every language. `body` is plain text without markup. `audience` is empty
    for what is public, else a word that the source's `visible` rule understands ("login", "group:7").
    """

    key: str
    kind: str
    title: str
    body: str = ""
    audience: str = PUBLIC


@dataclass(frozen=True)
class Shown:
    """How a document is shown now: read from the database when it is shown, so that the index holds no addresses."""

    url: str
    title: str
    trail: str = ""
    audience: str = PUBLIC


class Kind(NamedTuple):
    """How a kind of document is called: one of them, and many."""

    one: Any
    many: Any


Documents = Callable[[Scope, "Collection[str] | None"], Iterable[Document]]
Present = Callable[[Scope, Collection[str]], Mapping[str, Shown]]


@dataclass(frozen=True)
class Source:
    """Where documents come from.

    Args:
        name: unique among all sources, like the app.
        kinds: the kinds of its documents with their names (lazy), in the order of the filter.
        documents: returns the documents of a scope as they are now; with keys, only those of these that are there.
            The number of queries must not grow with the documents.
        shown: returns address, title, trail and audience of those keys that are still there (one or two queries).
        visible: a rule on (person, audience); asked once for each audience that is not public.
        elsewhere: returns (label, address) of a richer search of the app's own for the same words, as a way on.
    """

    name: str
    kinds: Mapping[str, Kind]
    documents: Documents
    shown: Present
    visible: Rule = anyone
    elsewhere: Callable[[str], tuple[Any, str]] | None = None


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Return all sources by name, in the order of the installed apps. Raises `ValueError` where a name or kind comes twice."""
    found: dict[str, Source] = {}
    kinds: set[str] = set()
    for app in apps.get_app_configs():
        name = f"{app.name}.search"
        if app.name == "allmende.core.search" or not app.name.startswith("allmende.") or find_spec(name) is None:
            continue
        for source in getattr(import_module(name), "SOURCES", ()):
            if source.name in found or kinds & set(source.kinds):
                raise ValueError(
                    f"{name}: source {source.name!r} or one of its kinds {list(source.kinds)} comes twice."
                )
            found[source.name] = source
            kinds.update(source.kinds)
    return found


def all_kinds() -> dict[str, Kind]:
    """Return the names of every kind, in the order of the filter."""
    return {kind: label for source in sources().values() for kind, label in source.kinds.items()}
