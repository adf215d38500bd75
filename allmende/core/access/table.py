# SPDX-License-Identifier: EUPL-1.2
"""The table of all routes with their rule.

An app declares its routes in `rules.py` (or in `routes.py`, where rules would import in a circle):

    ROUTES = {"places:search": anyone, "places:report": anyone, "places_staff:*": may_look_up}

The key is the name that `reverse` takes; `namespace:*` stands for all routes of a namespace. Route rules are asked before
the view runs and know no object (it is None); rules on the object are asked by the view's action or query.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, get_resolver

from allmende.core.access.third_party import BEFORE_ROUTING, THIRD_PARTY
from allmende.core.rules import Rule, anyone

MODULES = ("routes", "rules")


@dataclass(frozen=True)
class Route:
    """One line of the table. `rule` is None for a route that nobody declared; then nobody gets in."""

    address: str
    name: str
    rule: Rule | None
    source: str


@dataclass(frozen=True)
class Declared:
    """A rule and where it stands."""

    rule: Rule
    source: str


@cache
def declared() -> Mapping[str, Declared]:
    """Return what the installed apps declare, by name. Raises `ImproperlyConfigured` where two apps name the same route."""
    found: dict[str, Declared] = {}
    for app in apps.get_app_configs():
        for module in (f"{app.name}.{part}" for part in MODULES):
            if importlib.util.find_spec(module) is None:
                continue
            for name, rule in getattr(importlib.import_module(module), "ROUTES", {}).items():
                if name in found:
                    raise ImproperlyConfigured(f"Route {name!r} is declared by {found[name].source} and by {module}.")
                found[name] = Declared(rule, module)
    return found


@cache
def find(key: str) -> Declared | None:
    """Return the rule for a route: by its name, by its namespace, or as a library's route."""
    own = declared()
    if key in own:
        return own[key]
    namespace = key
    while ":" in namespace:
        namespace = namespace.rpartition(":")[0]
        if f"{namespace}:*" in own:
            return own[f"{namespace}:*"]
    for foreign in THIRD_PARTY:
        if any(fnmatchcase(key, pattern) for pattern in foreign.patterns):
            return Declared(foreign.rule, foreign.why)
    return None


def key_of(name: str | None, namespaces: list[str], pattern: str) -> str:
    """Return the key of a route in the table: its name with namespaces, or its address pattern where it has no name."""
    return ":".join([*namespaces, name]) if name else pattern


def routes() -> list[Route]:
    """Return all routes of this installation, in the order in which they are tried."""
    lines = [Route(address, "", anyone, why) for address, why in BEFORE_ROUTING]
    for pattern, name in walk(get_resolver()):
        known = find(name)
        lines.append(
            Route("/" + pattern.replace("^", ""), name, known.rule if known else None, known.source if known else "")
        )
    return lines


def walk(resolver: Any, prefix: str = "", namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield (address pattern, key) of every route below a resolver."""
    for entry in resolver.url_patterns:
        part = str(entry.pattern)
        pattern = prefix + (part.removeprefix("^") if prefix else part)  # as `ResolverMatch.route` joins them
        if isinstance(entry, URLPattern):
            yield pattern, key_of(entry.name, list(namespaces), pattern)
        else:
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from walk(entry, pattern, inside)
