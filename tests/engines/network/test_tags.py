# SPDX-License-Identifier: EUPL-1.2
"""Values of tags as mappers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.network import tags


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.2", 1.2), ("0,9 m", 0.9), ("90 cm", 0.9), ("30mm", 0.03), ("3'6\"", 1.0668), ("breit", None), ("", None), ("-1", None),
     ("1 yd", None), (None, None)],
)  # fmt: skip
def test_metres(text, value):
    assert tags.metres(text) == (pytest.approx(value) if value is not None else None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5%", (5, 1)), ("-3.5 %", (3.5, -1)), ("6", (6, 1)), ("0%", (0, 0)), ("up", (None, 1)), ("down", (None, -1)),
     ("1:10", (10, 1)), ("-1:20", (5, -1)), ("steep", (None, 0)), ("", (None, 0)), ("5 m", (None, 0))],
)  # fmt: skip
def test_incline(text, value):
    assert tags.incline(text) == value


def test_incline_in_degrees_is_steeper_than_the_number_says():
    assert tags.incline("10°")[0] == pytest.approx(17.63, abs=0.01)
    assert tags.incline("90°")[0] > 1000


@pytest.mark.parametrize(
    ("text", "value"),
    [("30", 30), ("50 km/h", 50), ("30 mph", 48.28032), ("none", 130), ("walk", 7), ("DE:urban", 50), ("DE:rural", 100),
     ("DE:zone:30", 30), ("DE:zone30", 30), ("DE:30", 30), ("DE:bicycle_road", 30), ("50;30", 30), ("sign", None),
     ("DE:sign", None), ("0", None), ("", None), (None, None)],
)  # fmt: skip
def test_limit(text, value):
    assert tags.limit(text) == (pytest.approx(value) if value is not None else None)


@given(st.text(max_size=20) | st.from_regex(r"-?[0-9]{1,3}[.,:]?[0-9]{0,3} ?[%°m']?", fullmatch=True))
def test_no_text_is_too_odd(text):
    width, (steep, climb), limit = tags.metres(text), tags.incline(text), tags.limit(text)
    assert width is None or width >= 0
    assert steep is None or steep >= 0
    assert climb in {-1, 0, 1}
    assert limit is None or 1 <= limit <= 200
