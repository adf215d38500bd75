# SPDX-License-Identifier: EUPL-1.2
"""Opening hours in the syntax of OpenStreetMap."""

from __future__ import annotations

from opening_hours import OpeningHours, ParserError


def problem(text: str) -> str:
    """Return why the opening hours cannot be read, or an empty text when they can (or when there are none)."""
    if not text.strip():
        return ""
    try:
        OpeningHours(text)
    except (ParserError, ValueError) as error:
        return str(error)
    return ""
