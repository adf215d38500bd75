# SPDX-License-Identifier: EUPL-1.2
"""Numbers that stand in addresses and behind buttons."""

from __future__ import annotations

LONGEST = 18
"""Digits of a key: both databases hold numbers of 64 bits."""


def key_in(text: object) -> int:
    """Return the key of a row that a text names; 0, which no row has, for anything else (also None and huge numbers)."""
    given = str(text or "")
    return int(given) if given.isdecimal() and len(given) <= LONGEST else 0
