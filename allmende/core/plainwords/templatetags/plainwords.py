# SPDX-License-Identifier: EUPL-1.2
"""The text box with hints for templates that write their forms by hand: `{% plain_textarea "text" text id="answer" rows=6 %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms.renderers import get_default_renderer
from django.utils.safestring import SafeString

from allmende.core.plainwords.widgets import PlainTextarea

register = template.Library()


@register.simple_tag
def plain_textarea(name: str, value: str = "", language: str = "de", **attrs: Any) -> SafeString:
    """Return the text box; further arguments become attributes of the `<textarea>`."""
    return PlainTextarea(attrs, language).render(name, value, None, get_default_renderer())
