# SPDX-License-Identifier: EUPL-1.2
"""Each request reads the tokens once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from allmende.core.freshness.memory import one_reading


class FreshnessMiddleware:
    """Everything that one answer remembers belongs to one reading of the tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_reading():
            return self.get_response(request)
