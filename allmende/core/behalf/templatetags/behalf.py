# SPDX-License-Identifier: EUPL-1.2
"""The banner that says for whom one is acting."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string

from allmende.core.behalf.context import MARKER, current

register = template.Library()


@register.simple_tag(takes_context=True)
def behalf_banner(context: Any, place: str = "page") -> str:
    """Return the banner while acting for somebody, else nothing (and no query). place: `page` or `staff`."""
    request = context.get("request")
    if request is None or not request.COOKIES.get(MARKER):
        return ""
    behalf = current(request)
    if behalf is None:
        return ""
    return render_to_string("behalf/banner.html", {"behalf": behalf, "place": place}, request=request)
