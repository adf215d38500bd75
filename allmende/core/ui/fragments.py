# SPDX-License-Identifier: EUPL-1.2
"""Parts of pages that are rendered once for the values they show, however often they are shown.

    class Card(NamedTuple):
        title: str
        support: int

    html = fragment("ideas/card.html", Card("Bank am Brunnen", 4))    # in the template: {{ it.title }}

The template gets the values, under the name `it`, and nothing else: no request, no object that could read more. So what
is kept can never be out of date, and nothing has to be thrown away when something changes.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 1500
"""So many parts are kept in each process, of a few kilobytes each."""


def fragment(template: str, it: Hashable) -> SafeString:
    """Render a template for values that can be told apart by comparing them, in the current language."""
    make = _kept.__wrapped__ if settings.DEBUG else _kept
    return make(template, it, get_language())


@lru_cache(maxsize=KEPT)
def _kept(template: str, it: Hashable, language: str | None) -> SafeString:
    return render_to_string(template, {"it": it})
