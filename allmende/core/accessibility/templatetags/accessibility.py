# SPDX-License-Identifier: EUPL-1.2
"""Tags about accessibility: `{% load accessibility %}`."""

from __future__ import annotations

from typing import Any

from django import template

from allmende.core.accessibility.queries import HomeHelp
from allmende.core.accessibility.queries import home_help as read_home_help

register = template.Library()


@register.simple_tag(takes_context=True)
def home_help(context: template.Context) -> HomeHelp | None:
    """Return what the home page offers in sign language and easy language. No query where the answer is remembered."""
    request: Any = context.get("request")
    municipality = getattr(request, "municipality", None)
    return read_home_help(municipality) if municipality else None
