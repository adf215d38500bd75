# SPDX-License-Identifier: EUPL-1.2
"""The kinds of places, read from `categories.toml`: names, groups, icons, and which OpenStreetMap tags mean them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import pgettext_lazy

FILE = Path(__file__).with_name("categories.toml")
CONTEXT = "place"
"""Of the names in the translation catalogue."""


class CategoryError(ValueError):
    """The category file holds something that cannot be used. The message names file, entry and remedy."""


@dataclass(frozen=True)
class Condition:
    """`key=a|b`, `key=*` (no values listed) or the opposite, `key!=a|b`."""

    key: str
    values: frozenset[str]
    negated: bool = False

    def holds(self, tags: Mapping[str, str]) -> bool:
        """Tell whether the tags of one object fulfil the condition."""
        value = tags.get(self.key)
        if value is None:
            return self.negated
        found = not self.values or value in self.values or not self.values.isdisjoint(_parts(value))
        return found is not self.negated


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold."""

    conditions: tuple[Condition, ...]

    def holds(self, tags: Mapping[str, str]) -> bool:
        """Tell whether all conditions are fulfilled."""
        return all(condition.holds(tags) for condition in self.conditions)


@dataclass(frozen=True)
class Group:
    """Categories that people look for together. The name speaks the reader's language; the key alone tells them apart."""

    key: str
    name: str = field(compare=False)
    icon: str
    colour: str


@dataclass(frozen=True)
class Category:
    """One kind of place. The names speak the reader's language; they take no part in comparing."""

    key: str
    one: str = field(compare=False)
    many: str = field(compare=False)
    group: Group
    icon: str
    words: tuple[str, ...]
    tags: tuple[Rule, ...]
    unless: tuple[Rule, ...]

    def __str__(self) -> str:
        return str(self.one)


@dataclass(frozen=True)
class Catalogue:
    """All groups and categories in the order of the file."""

    groups: Mapping[str, Group]
    categories: Mapping[str, Category]
    rules: tuple[tuple[Rule, Category], ...]
    """Every rule with its category, the most specific first."""

    def of_group(self, group: str) -> list[Category]:
        """Return the categories of a group in the order of the file."""
        return [category for category in self.categories.values() if category.group.key == group]

    @cached_property
    def _by_key(self) -> Mapping[str, list[int]]:
        """The positions of the rules that want a key, by that key; a large extract has many tags that no rule wants."""
        positions: dict[str, list[int]] = {}
        for position, (rule, _) in enumerate(self.rules):
            wanted = next((condition.key for condition in rule.conditions if not condition.negated), "")
            positions.setdefault(wanted, []).append(position)
        return positions

    def match(self, tags: Mapping[str, str]) -> Category | None:
        """Return the category whose most specific rule the tags fulfil, or None."""
        by_key = self._by_key
        for position in sorted(chain.from_iterable(by_key[key] for key in ("", *tags) if key in by_key)):
            rule, category = self.rules[position]
            if rule.holds(tags) and not any(exception.holds(tags) for exception in category.unless):
                return category
        return None


def category_of(tags: Mapping[str, str]) -> str | None:
    """Return the key of the category that OpenStreetMap tags mean, or None where they mean no place we list."""
    found = catalogue().match(tags)
    return found.key if found else None


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the catalogue of `categories.toml`. Raises `CategoryError`."""
    return read(FILE.read_text(encoding="utf-8"), FILE.name)


def choices() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (group name, [(category key, name)]) for selects, each group and its categories in the order of the file."""
    known = catalogue()
    for group in known.groups.values():
        yield group.name, [(category.key, category.one) for category in known.of_group(group.key)]


def read(text: str, name: str) -> Catalogue:
    """Parse a category file. Raises `CategoryError` naming `name`, the entry and what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CategoryError(f"{name}: {error}") from error
    groups: dict[str, Group] = {}
    for number, entry in enumerate(data.get("group", []), 1):
        where = f"{name}: group {entry.get('key', number)}"
        _only(entry, {"key", "name", "icon", "colour"}, set(), where)
        if entry["key"] in groups:
            raise CategoryError(f"{where}: this key stands twice.")
        groups[entry["key"]] = Group(**entry | {"name": _shown(entry["name"])})
    categories: dict[str, Category] = {}
    for number, entry in enumerate(data.get("category", []), 1):
        where = f"{name}: category {entry.get('key', number)}"
        category = _category(entry, groups, where)
        if category.key in categories:
            raise CategoryError(f"{where}: this key stands twice.")
        categories[category.key] = category
    if not categories:
        raise CategoryError(f"{name}: there is no category in it.")
    rules = [(rule, category) for category in categories.values() for rule in category.tags]
    rules.sort(key=lambda pair: _weight(pair[0]), reverse=True)  # stable: the order of the file decides among equals
    return Catalogue(groups, categories, tuple(rules))


def _category(entry: dict[str, Any], groups: Mapping[str, Group], where: str) -> Category:
    _only(entry, {"key", "one", "many", "group", "tags"}, {"icon", "words", "unless"}, where)
    if len(entry["key"]) > 40:
        raise CategoryError(f"{where}: a key has at most 40 signs.")
    group = groups.get(entry["group"])
    if group is None:
        raise CategoryError(f"{where}: there is no group {entry['group']!r}. Groups: {', '.join(groups)}.")
    return Category(
        key=entry["key"],
        one=_shown(entry["one"]),
        many=_shown(entry["many"]),
        group=group,
        icon=entry.get("icon", group.icon),
        words=tuple(entry.get("words", ())),
        tags=tuple(_rule(text, where) for text in entry["tags"]),
        unless=tuple(_rule(text, where) for text in entry.get("unless", ())),
    )


def _shown(text: str) -> str:
    """Return a name that is translated each time it is shown; `site.messages` collects the names."""
    return pgettext_lazy(CONTEXT, text)


def _only(entry: Mapping[str, Any], required: set[str], optional: set[str], where: str) -> None:
    for key in sorted(required - entry.keys()):
        raise CategoryError(f"{where}: {key} is missing.")
    for key in sorted(entry.keys() - required - optional):
        raise CategoryError(f"{where}: {key} is unknown. Allowed: {', '.join(sorted(required | optional))}.")
    for key, value in entry.items():
        is_list = key in {"tags", "words", "unless"}
        values = value if is_list and isinstance(value, list) else [value]
        if is_list is not isinstance(value, list) or not all(isinstance(item, str) and item for item in values):
            raise CategoryError(f"{where}: {key} must be {'a list of texts' if is_list else 'a text'}, not empty.")


def _rule(text: str, where: str) -> Rule:
    conditions = []
    for part in text.split(" & "):
        key, sign, values = part.partition("=")
        negated = key.endswith("!")
        key = key.removesuffix("!")
        if not sign or not key or not values or " " in part:
            raise CategoryError(f"{where}: rule {text!r}: expected `key=value`, `key=a|b`, `key=*` or `key!=a`.")
        listed = frozenset() if values == "*" else frozenset(values.split("|"))
        conditions.append(Condition(key, listed, negated))
    return Rule(tuple(conditions))


def _weight(rule: Rule) -> tuple[int, int]:
    """Return (conditions that want certain values, all conditions): more is more specific."""
    wanted = [condition for condition in rule.conditions if condition.values and not condition.negated]
    return len(wanted), len(rule.conditions)


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";")] if ";" in value else []
