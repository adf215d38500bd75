# SPDX-License-Identifier: EUPL-1.2
"""How a visitor wants pages to look: colour scheme, contrast, text size.

The choice is kept in one cookie without any identifier and written into the `<html>` tag by the server, so that it works
without JavaScript and the first paint is already right.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.http import HttpRequest, HttpResponse

COOKIE = "darstellung"
YEAR = 365 * 24 * 3600
CHOICES = {"theme": ("auto", "light", "dark"), "contrast": ("normal", "high"), "text": ("normal", "large", "larger")}


@dataclass(frozen=True)
class Display:
    """The display settings of one visitor; every value is one of `CHOICES`, the first being the default."""

    theme: str = "auto"
    contrast: str = "normal"
    text: str = "normal"

    @classmethod
    def of(cls, request: HttpRequest) -> Display:
        """Read the settings from the cookie, and `?theme=` from the address (for links to one appearance).

        Unknown values fall back to the default, never to an error.
        """
        stored = dict(part.split(":", 1) for part in request.COOKIES.get(COOKIE, "").split("|") if ":" in part)
        if "theme" in request.GET:
            stored["theme"] = request.GET["theme"]
        return cls.from_values(stored)

    @classmethod
    def from_values(cls, values: dict[str, str]) -> Display:
        """Build settings from text values; what is missing or unknown becomes the default."""
        known = {
            field.name: values[field.name] for field in fields(cls) if values.get(field.name) in CHOICES[field.name]
        }
        return cls(**known)

    def store(self, response: HttpResponse, *, secure: bool) -> None:
        """Write the settings into the cookie; the defaults need none."""
        if self == Display():
            response.delete_cookie(COOKIE, samesite="Lax")
            return
        value = "|".join(f"{field.name}:{getattr(self, field.name)}" for field in fields(self))
        response.set_cookie(COOKIE, value, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
