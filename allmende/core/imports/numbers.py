# SPDX-License-Identifier: EUPL-1.2
"""Numbers as people in Germany write them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

_BLANKS = str.maketrans("", "", " \u00a0\u2009\u202f'\u2019")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_GERMAN = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?|[+-]?,\d+")
_PLAIN = re.compile(r"[+-]?(\d{1,3}(,\d{3})+(?=\.)|\d+)(\.\d*)?([eE][+-]?\d{1,3})?|[+-]?\.\d+([eE][+-]?\d{1,3})?")


class NotANumber(ValueError):
    """The text is no finite number."""


def is_german(column: Iterable[str]) -> bool:
    """Tell whether the numbers of a column are written with a decimal comma.

    True if any value has a comma as its last separator ("8,71", "5.543.210,5") or groups its digits with several dots.
    """
    return any("," in value.rpartition(".")[2] or value.count(".") > 1 for value in column)


def decimal(text: str, *, german: bool) -> float:
    """Return the number of a text; with `german`, the comma is the decimal sign and the dot groups thousands.

    Blanks and apostrophes between digits, and typographic minus signs, are understood. Raises `NotANumber` for
    anything else, also for NaN and infinity.
    """
    cleaned = text.strip().translate(_BLANKS).translate(_MINUS)
    if not cleaned.isascii() or not (_GERMAN if german else _PLAIN).fullmatch(cleaned):
        raise NotANumber(text)
    if german:
        cleaned = cleaned.replace(".", "").replace(",", ".")
    value = float(cleaned.replace(",", ""))
    if not math.isfinite(value):
        raise NotANumber(text)
    return value


def count(text: str) -> int:
    """Return a whole number of at least 0 that may group its thousands by dots or blanks. Raises `NotANumber`."""
    cleaned = text.strip().translate(_BLANKS)
    if not re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,15}", cleaned, re.ASCII):
        raise NotANumber(text)
    return int(cleaned.replace(".", ""))
