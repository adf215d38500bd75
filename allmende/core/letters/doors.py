# SPDX-License-Identifier: EUPL-1.2
"""Codes that are not short addresses: apps above name a function that knows theirs.

    register(open_door)      # (request, code in plain) -> response, or None where the code is not theirs

The page for codes (`/k/...`) asks each door after the short addresses, and counts wrong guesses for all of them together.
A door changes nothing in the database: `/k/...` is opened by GET, also by programs that preview links.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Door = Callable[[HttpRequest, str], HttpResponse | None]
_doors: list[Door] = []


def register(door: Door) -> None:
    """Ask this door too. Registering twice changes nothing."""
    if door not in _doors:
        _doors.append(door)


def try_doors(request: HttpRequest, code: str) -> HttpResponse | None:
    """Return the answer of the first door that knows a code, None where nobody does."""
    for door in _doors:
        response = door(request, code)
        if response is not None:
            return response
    return None
