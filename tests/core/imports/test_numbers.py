# SPDX-License-Identifier: EUPL-1.2
"""Numbers as people in Germany write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.imports.numbers import NotANumber, count, decimal, is_german


@pytest.mark.parametrize(
    ("text", "german", "value"),
    [
        ("8,7031", True, 8.7031),
        ("5.543.210,5", True, 5543210.5),
        ("1.234", True, 1234.0),
        ("1.234", False, 1.234),
        ("-0,5", True, -0.5),
        ("\u22120,5", True, -0.5),
        ("1 234,5", True, 1234.5),
        ("1\u00a0234,5", True, 1234.5),
        (",5", True, 0.5),
        ("50.012345", False, 50.012345),
        ("1,234.5", False, 1234.5),
        ("4.75e5", False, 475000.0),
        ("+7", True, 7.0),
    ],
)
def test_reads_what_people_write(text, german, value):
    assert decimal(text, german=german) == value


@pytest.mark.parametrize(
    "text",
    ["", "-", "nan", "NaN", "inf", "1e999", "8,70,31", "8.70.31", "12a", "0x10", "1_000", "٣", "50° 1'", "1.23,4"],
)
@pytest.mark.parametrize("german", [True, False])
def test_refuses_what_is_no_number(text, german):
    with pytest.raises(NotANumber):
        decimal(text, german=german)


def test_a_column_tells_its_style():
    assert is_german(["8,7", "9"])
    assert is_german(["5.543.210"])
    assert not is_german(["8.7", "9"])
    assert not is_german(["1,234.5"])
    assert not is_german([])


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 6)))
def test_german_writing_and_back(value):
    english = f"{value:,.6f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert is_german([german])
    assert decimal(german, german=True) == pytest.approx(value, abs=1e-9)
    assert decimal(f"{value:.6f}", german=False) == pytest.approx(value, abs=1e-9)


@given(st.integers(min_value=0, max_value=10**12))
def test_whole_numbers_with_and_without_groups(value):
    assert count(str(value)) == value
    assert count(f"{value:,}".replace(",", ".")) == value
    assert count(f"{value:,}".replace(",", " ")) == value


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_refused(text):
    for german in (True, False):
        try:
            value = decimal(text, german=german)
        except NotANumber:
            continue
        assert abs(value) < float("inf")


@pytest.mark.parametrize("text", ["", "-1", "1,5", "1.5", "zwölf", "²"])
def test_count_refuses(text):
    with pytest.raises(NotANumber):
        count(text)
