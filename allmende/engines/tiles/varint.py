# SPDX-License-Identifier: EUPL-1.2
"""Protocol Buffers wire format, as much of it as tiles and glyphs need, written on arrays.

Source: Protocol Buffers encoding, "Base 128 Varints", "ZigZag", "Length-delimited records".
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]


def zigzag(values: npt.NDArray[Any]) -> Words:
    """Signed to unsigned so that small magnitudes stay short: 0, -1, 1, -2 ... become 0, 1, 2, 3 ..."""
    signed = values.astype(np.int64)
    return ((signed << 1) ^ (signed >> 63)).astype(np.uint64)


def sizes(words: Words) -> npt.NDArray[np.int64]:
    """Bytes that each value takes as a varint (1 to 10)."""
    result = np.ones(words.shape, dtype=np.int64)
    limit = 128
    top = int(words.max()) if len(words) else 0
    while limit <= top:
        result += words >= np.uint64(limit)
        limit <<= 7
    return result


def encode(words: Words) -> bytes:
    """All values as varints, one after the other."""
    length = sizes(words)
    ends = np.cumsum(length)
    starts = ends - length
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    longest = int(length.max()) if len(length) else 0
    for byte in range(longest):
        rows = length > byte
        part = (words[rows] >> np.uint64(7 * byte)) & np.uint64(0x7F)
        more = (length[rows] > byte + 1).astype(np.uint64) << np.uint64(7)
        out[starts[rows] + byte] = (part | more).astype(np.uint8)
    return out.tobytes()


def varint(value: int) -> bytes:
    """One whole number >= 0."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value: int) -> int:
    """ZigZag of a single number."""
    return value << 1 if value >= 0 else (-value << 1) - 1


def number(field: int, value: int) -> bytes:
    """A field holding a varint."""
    return varint(field << 3) + varint(value)


def block(field: int, payload: bytes) -> bytes:
    """A field holding bytes, text or a message."""
    return varint(field << 3 | 2) + varint(len(payload)) + payload
