# SPDX-License-Identifier: EUPL-1.2
"""Deny by default: a route without a rule is closed, a route with one is open to those whom the rule admits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from allmende.core.access.table import find, key_of
from allmende.core.rules import anyone

log = structlog.get_logger("allmende.access")


class AccessMiddleware:
    """Ask the route table before any view runs.

    Signed-out visitors are led to the sign-in page, others get 403. For routes that are open to everybody, neither the
    session nor the person is looked at: such pages stay free of cookies and queries.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let the request pass (None), lead to the sign-in page, or raise `PermissionDenied`."""
        match = request.resolver_match
        assert match is not None  # a view was found  # noqa: S101
        key = key_of(match.url_name, match.namespaces, match.route)
        known = find(key)
        if known is None:
            log.error("route without rule", route=key)
            raise PermissionDenied(f"no rule for {key}")
        if known.rule is anyone or known.rule(request.user):
            return None
        if request.user.is_authenticated or request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied(known.rule.name)
        return to_sign_in(request)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, and back afterwards; staff to theirs. What was sent with the request is gone then."""
    staff = request.path.startswith(reverse("wagtailadmin_home"))
    sign_in = reverse("wagtailadmin_login") if staff else resolve_url(settings.LOGIN_URL)
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/", sign_in)
