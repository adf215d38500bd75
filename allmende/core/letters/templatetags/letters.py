# SPDX-License-Identifier: EUPL-1.2
"""Tags for pages that are printed: `{% load letters %}`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import mark_safe

from allmende.core.letters.letter import blocks, plain_text
from allmende.core.letters.qr import qr_svg

register = template.Library()


@register.inclusion_tag("letters/print_foot.html", takes_context=True)
def print_foot(context: Context, url: str = "", date: datetime | None = None) -> dict[str, Any]:
    """Show the address of the page and its QR code; both appear on paper only.

    `url` is a shorter address where there is one (`/s/12/`), or an absolute one; without it the page's own. `date` is the
    state of the content. Nothing is stored: the address is the code.
    """
    request = context.get("request")
    if request is None:
        return {}
    address = url if url.startswith("http") else request.build_absolute_uri(url or request.path)
    shown = address.removeprefix("https://").removeprefix("http://")
    return {"shown": shown, "qr": mark_safe(qr_svg(address, quick=True)), "date": date}  # noqa: S308


@register.inclusion_tag("letters/blocks.html")
def letter_text(text: str, level: int = 2) -> dict[str, Any]:
    """Show a text written for a letter (headings, lists, bold words) on a page or in a mail; headings get this level."""
    return {"blocks": blocks(text), "level": level}


@register.filter
def without_marks(text: str) -> str:
    """Return such a text for a mail that is only text, or for the start of it in a list."""
    return plain_text(text)
