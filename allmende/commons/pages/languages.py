# SPDX-License-Identifier: EUPL-1.2
"""Pages in the language of the visitor: what stands in for a page that does not exist in it yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page

from allmende.commons.pages.queries import SOURCE_LANGUAGE, pages_on_way


def route_to_source(home: Any, request: HttpRequest, path_components: Sequence[str]) -> Any:
    """Find the German page that stands in for one missing in another language: `/uk/wohngeld/` shows `/wohngeld/`.

    A page that exists in the language under another name is found by its German name, too. Raises `Http404` where there
    is no German page, either. A few queries, only for addresses that the tree of the language does not know.
    """
    if home.locale.language_code == SOURCE_LANGUAGE:
        raise Http404
    source = home.get_translations().filter(locale__language_code=SOURCE_LANGUAGE, live=True).first()
    if source is None:
        raise Http404
    way = pages_on_way(source, path_components)
    if not way:
        raise Http404
    rest = list(path_components[len(way) :])
    own = Page.objects.filter(translation_key=way[-1].translation_key, locale_id=home.locale_id, live=True).first()
    if own and own.url_path.startswith(home.url_path):
        return own.specific.route(request, rest)
    page = way[-1].specific
    page.pages_above = way[:-1]
    return page.route(request, rest)
