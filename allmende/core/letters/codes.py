# SPDX-License-Identifier: EUPL-1.2
"""Codes that people read off paper and type: only signs that are not mistaken for one another."""

from __future__ import annotations

import re
import secrets

READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and letters without 0, 1, I and O: 32 signs, 5 bits each."""

LENGTH = 10
"""Signs of a code: 50 bits. With 30 guesses in ten minutes nobody finds one in a lifetime."""


def new_code(length: int = LENGTH) -> str:
    """Return `length` random readable signs."""
    return "".join(secrets.choice(READABLE) for _ in range(length))


def plain(text: str, length: int = LENGTH) -> str:
    """Return a code as it is stored, however it was typed (case, blanks, dashes); empty when it cannot be one."""
    signs = re.sub(r"[\s\-\u2010-\u2015]", "", text[:60]).upper()
    return signs if len(signs) == length and set(signs) <= set(READABLE) else ""


def grouped(code: str) -> str:
    """Return a code as it stands on paper, in two halves: `K7QF3-M9ZTA`."""
    half = (len(code) + 1) // 2
    return f"{code[:half]}-{code[half:]}"
