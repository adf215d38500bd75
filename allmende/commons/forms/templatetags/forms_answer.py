# SPDX-License-Identifier: EUPL-1.2
"""Parts of questionnaires and results: `{% load forms_answer %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from allmende.commons.forms.fields import Block, in_language

register = template.Library()


@register.inclusion_tag("forms/answer/block.html")
def form_block(block: Block) -> dict[str, Any]:
    """Show one question with its fields."""
    return {"block": block}


@register.simple_tag
def share_bar(number: int, total: int) -> SafeString:
    """Draw a bar; the number stands beside it, so a screen reader does not hear the bar."""
    return format_html(
        '<progress class="form-bar" value="{}" max="{}" aria-hidden="true"></progress>', number, max(total, 1)
    )


@register.simple_tag
def form_text(texts: Any, language: str) -> Any:
    """Show a text of a questionnaire in a language, marked as German where it is not translated."""
    return in_language(texts, language)
