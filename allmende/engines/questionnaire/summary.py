# SPDX-License-Identifier: EUPL-1.2
"""Results of a questionnaire, question by question, with care for small groups."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .answering import visible
from .model import Question, Questionnaire
from .reading import OTHER

FREE = frozenset({"text", "long_text", "date", "point"})
"""Kinds whose answers are not counted here: single answers could be recognised."""


@dataclass(frozen=True)
class Result:
    """What was answered to one question.

    Attributes:
        question: the question.
        asked: how many people saw it; answered: how many of them answered.
        hidden: too few answered; nothing else is told.
        counts: answers by key ("yes"/"no" for yes_no, the number as text for scales); of a matrix by "row/column"; of a
            ranking how often a key came first. An entry with fewer than the smallest group is None, and then the next
            smallest too, so that it cannot be found by taking the others from the sum.
        points: of a ranking the mean Borda points (last place 0, unranked 0); left out where a count is
            hidden, or the hidden one could be worked out.
        median, mean, low, high: of numbers and scales; low and high are the quartiles, for the extremes belong to single people;
            left out likewise.
    """

    question: Question
    asked: int
    answered: int
    hidden: bool = False
    counts: Mapping[str, int | None] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    median: float | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None


def summarise(
    questionnaire: Questionnaire, answers: Iterable[Mapping[str, Any]], *, smallest: int = 5
) -> tuple[Result, ...]:
    """Return a result for each question, in order.

    Args:
        questionnaire: what was asked.
        answers: typed answers of each person (`check(...).answers`).
        smallest: groups with fewer people are not told; 1 tells all.
    """
    asked: Counter[str] = Counter()
    given: dict[str, list[Any]] = {path: [] for path in questionnaire.by_path}
    for one in answers:
        for question in visible(questionnaire, one):
            asked[question.path] += 1
            if one.get(question.path) is not None:
                given[question.path].append(one[question.path])
    return tuple(
        _result(question, asked[path], given[path], smallest) for path, question in questionnaire.by_path.items()
    )


def _result(question: Question, asked: int, values: list[Any], smallest: int) -> Result:
    if len(values) < smallest:
        return Result(question, asked, len(values), hidden=bool(values))
    if question.kind in FREE:
        return Result(question, asked, len(values))
    if question.kind in {"number", "scale"}:
        return _numbers(question, asked, values, smallest)
    keys = [option.key for option in question.options] + [OTHER] * question.other
    if question.kind == "yes_no":
        return Result(
            question,
            asked,
            len(values),
            counts=_guarded(Counter("yes" if v else "no" for v in values), ["yes", "no"], smallest),
        )
    if question.kind == "matrix":
        cells: dict[str, int | None] = {}
        for row in question.rows:
            counted = Counter(f"{row.key}/{v[row.key]}" for v in values if row.key in v)
            cells |= _guarded(counted, [f"{row.key}/{key}" for key in keys], smallest)
        return Result(question, asked, len(values), counts=cells)
    if question.kind == "ranking":
        return _ranking(question, asked, values, keys, smallest)
    several = question.kind == "several_of"
    counted = Counter(key for value in values for key in (value if several else [value]))
    # Of several answers the counts need not add up to anything: there one hidden count stays hidden by itself.
    return Result(question, asked, len(values), counts=_guarded(counted, keys, smallest, adds_up=not several))


def _numbers(question: Question, asked: int, values: list[float], smallest: int) -> Result:
    counts = Counter(map(str, values)) if question.kind == "scale" else Counter()
    steps = [str(n) for n in range(int(question.least or 0), int(question.most or 0) + 1)] if counts else []
    told = _guarded(counts, steps, smallest)
    if None in told.values():  # the mean and the other counts would give the hidden ones away
        return Result(question, asked, len(values), counts=told)
    quartiles = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return Result(
        question, asked, len(values), counts=told, median=float(statistics.median(values)), mean=statistics.fmean(values),
        low=quartiles[0], high=quartiles[2],
    )  # fmt: skip


def _ranking(question: Question, asked: int, values: list[list[str]], keys: list[str], smallest: int) -> Result:
    first = _guarded(Counter(ranking[0] for ranking in values), keys, smallest)
    if None in first.values():  # of few options the points say how often each came first
        return Result(question, asked, len(values), counts=first)
    points: Counter[str] = Counter()
    for ranking in values:
        for place, key in enumerate(ranking):
            points[key] += len(keys) - 1 - place
    means = {key: points[key] / len(values) for key in keys}
    return Result(question, asked, len(values), counts=first, points=means)


def _guarded(counted: Counter[str], keys: list[str], smallest: int, *, adds_up: bool = True) -> dict[str, int | None]:
    """Return the counts in the order of `keys`; small ones, and where they add up the next one too, as None."""
    small = {key for key in keys if 0 < counted[key] < smallest}
    if adds_up and small and sum(counted[key] for key in small) < smallest:
        others = [key for key in keys if key not in small and counted[key]]
        if others:
            small.add(min(others, key=lambda key: counted[key]))
    return {key: None if key in small else counted[key] for key in keys}
