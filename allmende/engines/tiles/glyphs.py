# SPDX-License-Identifier: EUPL-1.2
"""Glyphs for map labels: signed distance fields in the packages of 256 characters that MapLibre asks for.

A glyph is drawn large, the distance of every pixel to the outline is measured there (exact Euclidean distance
transform), and the field is sampled at the small size. The browser then draws text sharp at any size and with a halo.
Sources: C. Green, "Improved Alpha-Tested Magnification for Vector Textures and Special Effects", SIGGRAPH 2007;
message layout: MapLibre Style Specification, "Glyphs" (fontstack and glyph messages).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import distance_transform_edt

from . import varint
from .fontfile import characters

SIZE = 24  # pixels per em in the packages
BORDER = 3  # pixels of field around each glyph
RADIUS = 8  # distance in pixels that the 256 grey levels span
CUTOFF = 0.25  # share of the levels that lies inside the outline
BASELINE = 25  # pixels from the top of the line to the baseline: centres capital letters on the label's anchor
STEP = 4  # grey levels are multiples of this: an eighth of a pixel, and a third less to load
_SCALE = 8  # how many times larger glyphs are drawn to measure distances

RANGE = 256


@dataclass(frozen=True)
class Glyph:
    """Size and place in pixels at 24 pixels per em; `field` is (height + 6, width + 6) grey levels, empty for blanks."""

    code: int
    width: int
    height: int
    left: int
    top: int
    advance: int
    field: npt.NDArray[np.uint8]


class Face:
    """A typeface made of one or more font files (web fonts come split by script); the first that has a letter draws it."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Raises ValueError for a file that is not a font, FileNotFoundError for one that is not there."""
        self._fonts = [
            (characters(path), ImageFont.truetype(path, SIZE * _SCALE, layout_engine=ImageFont.Layout.BASIC))
            for path in files
        ]

    def glyph(self, code: int) -> Glyph | None:
        """The distance field of one code point, None where the typeface has no such letter."""
        for known, font in self._fonts:
            if code in known:
                return _glyph(font, code)
        return None

    def package(self, name: str, start: int) -> bytes:
        """The package of the 256 code points from `start` (a multiple of 256) as MapLibre wants it.

        Letters the typeface lacks are left out. Raises ValueError for another start or one beyond the basic plane.
        """
        if start % RANGE or not 0 <= start <= 0xFF00:
            raise ValueError(f"glyph packages begin at multiples of {RANGE} up to 65280, not at {start}")
        stack = varint.block(1, name.encode()) + varint.block(2, f"{start}-{start + RANGE - 1}".encode())
        drawn = (self.glyph(code) for code in range(start, start + RANGE))
        return varint.block(1, stack + b"".join(varint.block(3, _message(glyph)) for glyph in drawn if glyph))


def _glyph(font: ImageFont.FreeTypeFont, code: int) -> Glyph:
    letter = chr(code)
    advance = round(font.getlength(letter) / _SCALE)
    mask, (shift_x, shift_y) = font.getmask2(letter, mode="L", anchor="ls")
    ink = mask.getbbox()  # the mask itself is as wide as the advance
    if ink is None:
        return Glyph(code, 0, 0, 0, 0, advance, np.zeros((0, 0), dtype=np.uint8))
    left, top = math.floor((ink[0] + shift_x) / _SCALE), math.floor((ink[1] + shift_y) / _SCALE)
    width = math.ceil((ink[2] + shift_x) / _SCALE) - left
    height = math.ceil((ink[3] + shift_y) / _SCALE) - top
    image = Image.new("L", ((width + 2 * BORDER) * _SCALE, (height + 2 * BORDER) * _SCALE))
    origin = ((BORDER - left) * _SCALE, (BORDER - top) * _SCALE)
    ImageDraw.Draw(image).text(origin, letter, fill=255, font=font, anchor="ls")
    return Glyph(code, width, height, left, -top - BASELINE, advance, distance_field(np.asarray(image) >= 128, _SCALE))


def distance_field(ink: npt.NDArray[np.bool_], scale: int) -> npt.NDArray[np.uint8]:
    """Grey levels of the distance to the edge of `ink` (shape (h * scale, w * scale), scale even), shape (h, w).

    191 is the edge (to the nearest step), brighter is inside; one level is RADIUS / 255 small pixels.
    """
    outside = distance_transform_edt(~ink) if ink.any() else np.full(ink.shape, np.inf)
    inside = distance_transform_edt(ink)
    distance = np.where(ink, 0.5 - inside, outside - 0.5) / scale
    rows, columns = ink.shape[0] // scale, ink.shape[1] // scale
    middle = slice(scale // 2 - 1, scale // 2 + 1)  # the centre of a small pixel lies between four large ones
    centre = distance.reshape(rows, scale, columns, scale)[:, middle, :, middle].mean(axis=(1, 3))
    levels = np.rint(255 * (1 - CUTOFF - centre / RADIUS) / STEP) * STEP
    field: npt.NDArray[np.uint8] = np.clip(levels, 0, 255).astype(np.uint8)
    return field


def _message(glyph: Glyph) -> bytes:
    message = varint.number(1, glyph.code)
    if glyph.field.size:
        message += varint.block(2, glyph.field.tobytes())
    return message + b"".join(
        varint.number(field, value)
        for field, value in (
            (3, glyph.width),
            (4, glyph.height),
            (5, varint.signed(glyph.left)),
            (6, varint.signed(glyph.top)),
            (7, glyph.advance),
        )
    )
