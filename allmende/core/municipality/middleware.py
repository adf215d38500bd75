# SPDX-License-Identifier: EUPL-1.2
"""Every request belongs to one municipality, chosen by host name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from allmende.core.municipality.models import Municipality, Presence
from allmende.core.municipality.queries import presence_for_host


class NoMunicipality(RuntimeError):
    """This installation serves no municipality yet. Remedy: `allmende demo` or `allmende municipality add`."""


class MunicipalityMiddleware:
    """Set `request.presence` (or None) and `request.municipality`, both looked up when first needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def presence() -> Presence | None:
            return presence_for_host(request.get_host().rsplit(":", 1)[0])

        request.presence = SimpleLazyObject(presence)  # type: ignore[attr-defined]
        request.municipality = SimpleLazyObject(lambda: _municipality(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == 404 and not request.presence:  # type: ignore[attr-defined]
            return empty_house(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Explain what is missing where a page needs a municipality and there is none."""
        return empty_house(request) if isinstance(exception, NoMunicipality) else None


def empty_house(request: HttpRequest) -> HttpResponse:
    """Return the page that says how to set up the first municipality (503: not yet, try again later)."""
    return render(request, "municipality/empty_house.html", status=503)


def _municipality(request: HttpRequest) -> Municipality:
    presence: Presence | None = request.presence  # type: ignore[attr-defined]
    if not presence:
        raise NoMunicipality("No municipality is set up. Run `allmende demo`, or `allmende municipality add --help`.")
    return presence.municipality
