# SPDX-License-Identifier: EUPL-1.2
"""Conditions for the page at hand: what earlier pages decided is put in, what this page asks is left open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from allmende.engines.questionnaire import All, AnyOf, Condition, Not, Test, holds


def reduced(condition: Condition | None, answers: Mapping[str, Any], here: Collection[str]) -> Any:
    """Return True or False where `answers` to questions outside `here` decide it; else what is left, as JSON data.

    The data have the shape of definitions: {"path", "is"|...}, {"all"}, {"any"}, {"not"}. static/forms/form.js reads them.
    """
    if condition is None:
        return True
    if isinstance(condition, Test):
        if condition.path not in here:
            return holds(condition, answers)
        return {"path": condition.path, condition.comparison: condition.value}
    if isinstance(condition, Not):
        part = reduced(condition.part, answers, here)
        return not part if isinstance(part, bool) else {"not": part}
    parts = [reduced(part, answers, here) for part in condition.parts]
    deciding = isinstance(condition, AnyOf)
    if deciding in [part for part in parts if isinstance(part, bool)]:
        return deciding
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return not deciding
    return {"all" if isinstance(condition, All) else "any": left}
