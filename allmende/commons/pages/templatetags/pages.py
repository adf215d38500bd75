# SPDX-License-Identifier: EUPL-1.2
"""Template tags of the page types: `{% load pages %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from allmende.core.freshness.memory import remember
from allmende.core.media.models import Picture

register = template.Library()


@register.simple_tag
def show_picture(
    picture: Picture | None,
    *specs: str,
    sizes: str = "",
    css: str = "",
    decorative: bool = False,
    eager: bool = False,
) -> SafeString:
    """Return a picture in one or more sizes (`"width-640" "width-1280"`), lazy unless `eager`, with its description.

    All sizes are fetched with one query; with pictures that were prefetched or shown before, with none.
    """
    if not picture:
        return mark_safe("")
    shown = ("picture", picture.pk, specs, sizes, css, decorative, eager)
    return remember("pages", shown, lambda: _img(picture, specs, sizes, css, decorative=decorative, eager=eager))


def _img(
    picture: Picture, specs: tuple[str, ...], sizes: str, css: str, *, decorative: bool, eager: bool
) -> SafeString:
    renditions = list(picture.get_renditions(*specs).values())
    srcset = ", ".join(f"{r.url} {r.width}w" for r in renditions) if len(renditions) > 1 else ""
    first = renditions[0]
    return format_html(
        '<img src="{}"{}{} width="{}" height="{}" alt="{}"{} decoding="async">',
        first.url,
        format_html(' srcset="{}" sizes="{}"', srcset, sizes or "100vw") if srcset else "",
        format_html(' class="{}"', css) if css else "",
        first.width,
        first.height,
        "" if decorative else picture.alt,
        mark_safe(' fetchpriority="high"' if eager else ' loading="lazy"'),  # noqa: S308
    )


@register.simple_tag(takes_context=True)
def page_address(context: Context, page: Any) -> str:
    """Return the address of a page, relative on its own site, in the frame of the reader's language."""
    url = str(page.get_url(context.get("request")) or "") if page else ""
    shown = context.get("page")
    if context.get("shown_in_other_language") and url.startswith("/") and page.locale_id == shown.locale_id:
        # A page that stands in leads to others that stand in, so that readers stay in the frame of their language.
        return f"/{context['request'].LANGUAGE_CODE}{url}"
    return url


@register.filter
def link_href(link: Any) -> str:
    """Return the address of a link block."""
    return str(link.href)
