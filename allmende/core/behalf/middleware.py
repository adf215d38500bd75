# SPDX-License-Identifier: EUPL-1.2
"""The end of acting on behalf must not go unnoticed: what is sent afterwards would be in one's own name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from allmende.core.behalf.context import MARKER, current, forget_marker, is_switched_on, switch_off


class BehalfMiddleware:
    """Say it where the thirty minutes, or the right, have run out; take no form then.

    Costs a look at the cookies for everybody who does not act for somebody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "behalf_is_stale", False):
            forget_marker(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let pass (None), or lead back to the page with a warning."""
        if not request.COOKIES.get(MARKER) or current(request) is not None:
            return None
        if not is_switched_on(request):  # somebody else has signed in since, or nobody
            request.behalf_is_stale = True  # type: ignore[attr-defined]
            return None
        response = redirect(request.get_full_path())
        switch_off(request, response)
        messages.warning(
            request, _("Sie handeln nicht mehr für die Person: Die Zeit ist abgelaufen. Es wurde nichts gespeichert.")
        )
        return response
