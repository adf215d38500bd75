# SPDX-License-Identifier: EUPL-1.2
"""Words about grants in templates."""

from __future__ import annotations

from django import template

from allmende.core.roles.models import Grant

register = template.Library()


@register.filter
def last_day(grant: Grant) -> str:
    """Return the last day on which a grant holds, or an empty text."""
    from allmende.core.roles.staff import last_day_of

    return last_day_of(grant)
