# SPDX-License-Identifier: EUPL-1.2
"""One host matching for the whole platform: the page tree follows the presence of the request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from allmende.commons.pages.queries import site_for


class PageTreeMiddleware:
    """Tell Wagtail which site a request belongs to, looked up when first needed.

    Wagtail would match host names by itself; then two matchings could disagree (a second host name, the default chosen
    by ALLMENDE_MUNICIPALITY). `Site.find_for_request` keeps its answer on the request, and this puts ours there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request._wagtail_site = SimpleLazyObject(lambda: site_for(request.presence))  # type: ignore[attr-defined]  # noqa: SLF001
        return self.get_response(request)
