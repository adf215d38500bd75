# SPDX-License-Identifier: EUPL-1.2
"""Conditions on earlier answers.

As data they are nested dictionaries:

    {"path": "wohnen.art", "is": "miete"}            {"path": "wege", "has": "bus"}      (one of several)
    {"path": "haushalt.kinder", "at_least": 1}       {"path": "auto", "answered": true}
    {"all": [...]}    {"any": [...]}    {"not": {...}}

A test of a question that was not answered, or not shown, does not hold (`answered: false` does). There are no cycles to
look for: a condition may only ask about questions that come before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Comparison = Literal["is", "has", "at_least", "at_most", "answered"]
COMPARISONS: tuple[Comparison, ...] = ("is", "has", "at_least", "at_most", "answered")


@dataclass(frozen=True, slots=True)
class Test:
    """One answer compared with a value."""

    __test__ = False  # pytest: not a test case

    path: str
    comparison: Comparison
    value: Any


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Test | All | AnyOf | Not


def holds(condition: Condition | None, answers: Mapping[str, Any]) -> bool:
    """Tell whether `condition` holds of the typed `answers` (path -> value); None always holds."""
    if condition is None:
        return True
    if isinstance(condition, Not):
        return not holds(condition.part, answers)
    if isinstance(condition, All):
        return all(holds(part, answers) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(holds(part, answers) for part in condition.parts)
    return _test(condition, answers.get(condition.path))


def paths_in(condition: Condition | None) -> Iterator[str]:
    """Yield the paths that a condition asks about."""
    if isinstance(condition, Test):
        yield condition.path
    elif isinstance(condition, Not):
        yield from paths_in(condition.part)
    elif condition is not None:
        for part in condition.parts:
            yield from paths_in(part)


def tests_in(condition: Condition | None) -> Iterator[Test]:
    """Yield the single tests of a condition."""
    if isinstance(condition, Test):
        yield condition
    elif isinstance(condition, Not):
        yield from tests_in(condition.part)
    elif condition is not None:
        for part in condition.parts:
            yield from tests_in(part)


def _test(test: Test, answer: Any) -> bool:
    if test.comparison == "answered":
        return bool((answer is not None) == test.value)
    if answer is None:
        return False
    if test.comparison == "is":
        return bool(answer == test.value)
    if test.comparison == "has":
        return bool(test.value in answer)
    if test.comparison == "at_least":
        return bool(answer >= test.value)
    return bool(answer <= test.value)
