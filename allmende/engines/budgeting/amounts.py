# SPDX-License-Identifier: EUPL-1.2
"""Exact amounts: read them from text, write them to text. Nothing here passes through binary floating point."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from .model import BudgetError

_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_LONGEST = 30


def parse_number(text: str) -> Fraction:
    """Read 12000, 12000.50, 12000,50 or 1.200.000,50. Raises `BudgetError` where it could mean two things or nothing."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise BudgetError("ist zu lang für eine Zahl")
    if _EITHER.fullmatch(text):
        whole = re.sub("[.,]", "", text)
        raise BudgetError(
            f"„{text}“ kann {whole} oder ein Bruchteil sein; schreiben Sie {whole} oder mit zwei Nachkommastellen"
        )
    if _GROUPED.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text) and text.isascii():
        return Fraction(text.replace(",", "."))
    raise BudgetError(f"„{text}“ ist keine Zahl; schreiben Sie zum Beispiel 12000 oder 12000.50")


def format_number(value: Fraction) -> str:
    """Write an amount so that `parse_number` reads the same: 12000 or 12000.50.

    Raises:
        BudgetError: for a number without a finite decimal form.
    """
    if value.denominator == 1:
        return str(value.numerator)
    for digits in range(2, 20):
        scaled = value * 10**digits
        if scaled.denominator == 1 and digits != 3:  # three digits would look like thousands
            sign, number = "-" if value < 0 else "", str(abs(scaled.numerator)).rjust(digits + 1, "0")
            return f"{sign}{number[:-digits]}.{number[-digits:]}"
    raise BudgetError(f"{value} lässt sich nicht als Dezimalzahl schreiben.")


def german_number(value: Fraction, digits: int = 2, *, up: bool = False) -> str:
    """Write a number for people: 12.000 or 4.914,76. Cut to `digits` (rounded up with `up`); whole numbers without."""
    scaled = value * 10**digits
    cut = Decimal(-(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator)
    number = (cut / 10**digits).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_CEILING if up else ROUND_FLOOR)
    text = f"{number:,f}"
    if number == number.to_integral_value():
        text = f"{number:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))
