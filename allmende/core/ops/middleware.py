# SPDX-License-Identifier: EUPL-1.2
"""Health answers, the request log, and the address of the visitor behind a proxy."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from allmende.core.ops import health

Handler = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("allmende.request")

SECRET_PART = re.compile(
    r"(/(?:k|postfach/abmelden|vorgang|meldung/stand|einspruch|nachrichten|versorgung/szenario/[^/]+/verwalten)/)[^/]+"
)
"""Parts of addresses that open something to whoever knows them (codes on letters, tokens in mails, numbers of reports, appeals
and cases, the owner's link of a scenario): not for the log."""


class HealthMiddleware:
    """Answer `/healthz` (the process lives) and `/readyz` (it can serve) before host and session checks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return _never_cached(JsonResponse({"status": "ok"}))
        if request.path == "/readyz":
            checks = health.readiness()
            ready = all(check == "ok" for check in checks.values())
            body = {"status": "ok" if ready else "unavailable", "checks": checks}
            return _never_cached(JsonResponse(body, status=200 if ready else 503))
        return self.get_response(request)


def _never_cached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


class RequestLogMiddleware:
    """Write one line per request: method, path, status, milliseconds, request id. No address, no query, no person."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex[:12]
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        log.info(
            "request",
            method=request.method,
            path=SECRET_PART.sub(r"\1…", request.path),
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
            request_id=request_id,
        )
        response["X-Request-ID"] = request_id
        return response


class ProxyMiddleware:
    """Take the visitor's address from the last entry of X-Forwarded-For, only where a proxy of ours is declared."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if settings.TRUST_PROXY and forwarded:
            request.META["REMOTE_ADDR"] = forwarded.rsplit(",", 1)[-1].strip()
        return self.get_response(request)
