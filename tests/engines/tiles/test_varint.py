# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.tiles import varint

pytestmark = pytest.mark.engine


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_array_of_varints_equals_one_after_the_other(values: list[int]) -> None:
    words = np.array(values, dtype=np.uint64)
    assert varint.encode(words) == b"".join(varint.varint(value) for value in values)
    assert varint.sizes(words).tolist() == [len(varint.varint(value)) for value in values]


def test_examples_of_the_protobuf_documentation() -> None:
    assert varint.varint(150) == bytes([0x96, 0x01])
    assert varint.block(2, b"testing") == bytes.fromhex("120774657374696e67")
    assert varint.zigzag(np.array([0, -1, 1, -2, 2147483647, -2147483648])).tolist() == [
        0,
        1,
        2,
        3,
        4294967294,
        4294967295,
    ]


@given(st.integers(-(2**62), 2**62))
def test_zigzag_of_one_number_equals_that_of_an_array(value: int) -> None:
    assert varint.signed(value) == int(varint.zigzag(np.array([value]))[0])
