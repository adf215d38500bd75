# SPDX-License-Identifier: EUPL-1.2
"""The staff area's security policy: one directive looser than the citizens' pages, and only there."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class StaffPolicyMiddleware:
    """Allow style attributes below /verwaltung/.

    Wagtail's editor writes `style="..."` through `innerHTML` (Draft.js, StreamField, dialogues). Attributes are allowed
    (`style-src-attr`), style elements and all inline scripts stay forbidden. Pictures may come from `blob:`, which shows
    an upload before it is sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.prefix = ""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        self.prefix = self.prefix or reverse("wagtailadmin_home")
        if request.path.startswith(self.prefix):
            response._csp_update = {  # type: ignore[attr-defined]  # noqa: SLF001  (django-csp's own decorator sets it)
                "style-src-elem": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
            }
        return response
