# SPDX-License-Identifier: EUPL-1.2
"""Amounts in templates: `{% load budget %}{{ project.cost|euros }}`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import template

from allmende.engines.budgeting import money

register = template.Library()


@register.filter
def euros(amount: Any) -> str:
    """Return an amount for people: `12.000 €`."""
    return money(Fraction(amount))
