# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from allmende.engines.tiles.fontfile import characters
from allmende.engines.tiles.glyphs import BORDER, RADIUS, STEP, Face, distance_field

pytestmark = pytest.mark.engine


@pytest.fixture(scope="session")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The typeface that is built into Pillow, as a file."""
    default = ImageFont.load_default(20)
    assert isinstance(default, ImageFont.FreeTypeFont)
    path = tmp_path_factory.mktemp("font") / "font.ttf"
    path.write_bytes(default.font_bytes)
    return path


def fields(message: bytes) -> list[tuple[int, int | bytes]]:
    """Fields of a protobuf message, the slow and obvious way."""
    result: list[tuple[int, int | bytes]] = []
    at = 0

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        key = number()
        if key & 7 == 0:
            result.append((key >> 3, number()))
        else:
            assert key & 7 == 2
            length = number()
            result.append((key >> 3, message[at : at + length]))
            at += length
    return result


def test_a_package_has_the_layout_maplibre_reads(font: Path) -> None:
    package = Face([font]).package("Schrift Normal", 0)
    ((one, stack),) = fields(package)
    assert one == 1
    assert isinstance(stack, bytes)
    entries = fields(stack)
    assert entries[:2] == [(1, b"Schrift Normal"), (2, b"0-255")]
    glyphs = [dict(fields(glyph)) for number, glyph in entries[2:] if isinstance(glyph, bytes)]
    by_code = {chr(int(glyph[1])): glyph for glyph in glyphs}
    assert {"A", "z", "g", " ", "7"} <= set(by_code)
    assert 2 not in by_code[" "]
    assert by_code[" "][7] > 0
    for glyph in glyphs:
        if 2 in glyph:
            assert len(glyph[2]) == (glyph[3] + 2 * BORDER) * (glyph[4] + 2 * BORDER)


def test_capital_letters_stand_on_one_line_around_the_middle(font: Path) -> None:
    face = Face([font])
    for letter in "HEXT":
        glyph = face.glyph(ord(letter))
        assert glyph is not None
        below = glyph.height - glyph.top  # from the top of the line; the anchor is 17 above the baseline
        assert abs((-glyph.top + below) / 2 - 17) <= 1.5


def test_letters_the_typeface_lacks_are_left_out(font: Path) -> None:
    face = Face([font])
    assert face.glyph(0x4E2D) is None
    assert Face([]).glyph(65) is None
    ((_, stack),) = fields(face.package("S", 0x4E00))
    assert isinstance(stack, bytes)
    assert [number for number, _ in fields(stack)] == [1, 2]


@pytest.mark.parametrize("start", [-256, 1, 65536])
def test_only_packages_of_the_basic_plane(font: Path, start: int) -> None:
    with pytest.raises(ValueError, match="multiples of 256"):
        Face([font]).package("S", start)


def test_a_woff_file_has_the_same_letters(font: Path, tmp_path: Path) -> None:
    """The same tables, each compressed, in the WOFF 1 frame."""
    data = font.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    directory, body = b"", b""
    for number in range(count):
        tag, checksum, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        packed = zlib.compress(data[offset : offset + length])
        packed = packed if len(packed) < length else data[offset : offset + length]
        directory += struct.pack(">4sIIII", tag, 44 + 20 * count + len(body), len(packed), length, checksum)
        body += packed + b"\0" * (-len(packed) % 4)
    head = struct.pack(
        ">4sIIHHIHHIIIII", b"wOFF", 0x00010000, 44 + len(directory + body), count, 0, len(data), 1, 0, 0, 0, 0, 0, 0
    )
    path = tmp_path / "font.woff"
    path.write_bytes(head + directory + body)
    assert characters(path) == characters(font)
    assert ord("A") in characters(font)
    assert 0x4E2D not in characters(font)


@given(st.binary(max_size=300))
def test_any_other_file_is_refused_by_name(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "junk.woff"
    for start in (b"", b"wOFF", b"\0\1\0\0"):
        path.write_bytes(start + junk)
        with pytest.raises(ValueError, match=r"junk\.woff"):
            characters(path)


def test_distance_field_of_a_disc_is_the_distance_to_its_edge() -> None:
    scale, size, radius = 8, 40, 12.0
    middle = size * scale / 2
    y, x = np.mgrid[: size * scale, : size * scale] + 0.5
    field = distance_field(np.hypot(x - middle, y - middle) < radius * scale, scale).astype(float)
    y, x = np.mgrid[:size, :size] + 0.5
    expected = 255 * (0.75 - (np.hypot(x - size / 2, y - size / 2) - radius) / RADIUS)
    assert np.abs(field - np.clip(expected, 0, 255)).max() <= 3 + STEP / 2


def test_no_ink_is_all_dark() -> None:
    assert distance_field(np.zeros((16, 16), dtype=bool), 8).tolist() == [[0, 0], [0, 0]]
