# SPDX-License-Identifier: EUPL-1.2
"""`{% load places %}`: how places are shown."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from allmende.commons.places import opening
from allmende.commons.places.queries import place_url

register = template.Library()
register.filter("place_url", place_url)
register.filter("clock", opening.clock)


@register.simple_tag
@lru_cache(maxsize=500)
def place_icon(name: str) -> SafeString:
    """Return the drawn sign of a category or group, for decoration beside its name."""
    return format_html(
        '<svg class="ui-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("places/icons.svg"),
        name,
    )


@register.filter
def distance(metres: float | None) -> str:
    """Return a distance as one says it: "350 m", "1,2 km"."""
    if metres is None:
        return ""
    if metres < 995:
        return _("%(number)d m") % {"number": max(10, round(metres, -1))}
    digits = 0 if metres >= 9950 or metres % 1000 == 0 else 1
    return _("%(number)s km") % {"number": formats.number_format(metres / 1000, digits)}


@register.filter
def hours_range(span: Any) -> str:
    """Return "8–12 Uhr" for an opening span of one day; the end of the day is 24 o'clock."""
    ends_at_midnight = span.end.hour == 0 and span.end.minute == 0
    if span.start.hour == 0 and span.start.minute == 0 and ends_at_midnight:
        return _("rund um die Uhr")
    return _("%(start)s–%(end)s Uhr") % {
        "start": _bare(span.start),
        "end": _full_hour(24) if ends_at_midnight else _bare(span.end),
    }


@register.filter
def bare_url(address: str) -> str:
    """Return an address without what nobody reads: "www.example.de/kontakt"."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _bare(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else _full_hour(moment.hour)


def _full_hour(hour: int) -> str:
    return pgettext("full hour in a span of time", "%d") % hour
