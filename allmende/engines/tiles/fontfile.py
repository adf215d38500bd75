# SPDX-License-Identifier: EUPL-1.2
"""Which characters a font file can draw, read from its `cmap` table (TrueType, OpenType and WOFF 1 files).

Sources: OpenType 1.9, "cmap" formats 4 and 12; W3C WOFF File Format 1.0, section 4.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np


def characters(path: Path) -> frozenset[int]:
    """Code points that the font maps to a glyph other than "missing".

    Raises ValueError naming the file where it is not a font of a known kind.
    """
    try:
        cmap = _table(path.read_bytes(), b"cmap")
        return frozenset(_unicode(cmap))
    except (struct.error, zlib.error, KeyError, IndexError, ValueError) as error:
        raise ValueError(f"{path.name}: not a readable TrueType, OpenType or WOFF font ({error})") from error


def _table(data: bytes, wanted: bytes) -> bytes:
    if data[:4] == b"wOFF":
        (count,) = struct.unpack_from(">H", data, 12)
        for number in range(count):
            tag, offset, packed, length = struct.unpack_from(">4sIII", data, 44 + 20 * number)
            if tag == wanted:
                raw = data[offset : offset + packed]
                return zlib.decompress(raw) if packed < length else raw
    elif data[:4] in (b"\0\1\0\0", b"OTTO", b"true"):
        (count,) = struct.unpack_from(">H", data, 4)
        for number in range(count):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
            if tag == wanted:
                return data[offset : offset + length]
    raise KeyError(f"no {wanted.decode()} table")


def _unicode(cmap: bytes) -> list[int]:
    """The best of the font's Unicode maps: all planes (format 12) before the basic plane (format 4)."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    best: dict[int, int] = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            (kind,) = struct.unpack_from(">H", cmap, offset)
            best[kind] = offset
    if 12 in best:
        return _format_12(cmap, best[12])
    return _format_4(cmap, best[4])


def _format_12(cmap: bytes, at: int) -> list[int]:
    (groups,) = struct.unpack_from(">I", cmap, at + 12)
    found: list[int] = []
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", cmap, at + 16 + 12 * number)
        found.extend(range(first + (glyph == 0), last + 1))
    return found


def _format_4(cmap: bytes, at: int) -> list[int]:
    length, _, twice = struct.unpack_from(">HHH", cmap, at + 2)
    segments = twice // 2
    words = np.frombuffer(cmap[at : at + length], dtype=">u2").astype(int)
    ends, starts = words[7 : 7 + segments], words[8 + segments : 8 + 2 * segments]
    deltas, ranges = words[8 + 2 * segments : 8 + 3 * segments], 8 + 3 * segments
    found: list[int] = []
    for segment, (first, last) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        offset = int(words[ranges + segment])
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = int(words[ranges + segment + offset // 2 + code - first])
                if glyph == 0:
                    continue
            if (glyph + int(deltas[segment])) & 0xFFFF:
                found.append(code)
    return found
