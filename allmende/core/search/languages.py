# SPDX-License-Identifier: EUPL-1.2
"""In which languages there is a search."""

from __future__ import annotations

from django.conf import settings

SOURCE_LANGUAGE = "de"
"""The language in which everything exists; what is missing in another one is looked up here."""


def codes() -> list[str]:
    """Return the codes of all languages of the site."""
    return [code for code, _name in settings.LANGUAGES]


def choices() -> list[tuple[str, str]]:
    """Return (code, name) of all languages."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]
