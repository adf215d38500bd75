# SPDX-License-Identifier: EUPL-1.2
"""Letters of the map's labels: made once from Fira Sans when first asked for, kept in ALLMENDE_HOME/maps/glyphs."""

from __future__ import annotations

import gzip
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from allmende.engines.tiles.glyphs import RANGE, Face

FONTS = {"Fira Sans Regular": "400-normal", "Fira Sans Medium": "500-normal", "Fira Sans Italic": "400-italic"}
"""Names that styles use -> part of the file name in the npm package @fontsource/fira-sans."""

SCRIPTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext")
FOLDER = "vendor/map-fonts"

_VERSION = 2  # another number when the drawing of glyphs changes


class FontsMissing(RuntimeError):
    """The font files are not there. Remedy: `make setup`, which fetches and copies them."""


def font_files(font: str) -> list[Path]:
    """Files of one typeface, one per script. Raises `KeyError` for an unknown font, `FontsMissing` where none is there."""
    variant = FONTS[font]
    found = [finders.find(f"{FOLDER}/fira-sans-{script}-{variant}.woff") for script in SCRIPTS]
    files = [Path(path) for path in found if path]
    if not files:
        raise FontsMissing(f"{FOLDER}/fira-sans-*-{variant}.woff is missing. Run `make setup`.")
    return files


def package(font: str, start: int) -> bytes:
    """The gzipped glyph package of 256 code points from `start`. Raises `KeyError` or `ValueError` for unknown ones."""
    if font not in FONTS:
        raise KeyError(font)
    folder = Path(settings.HOME) / "maps" / "glyphs" / str(_VERSION) / font
    path = folder / f"{start}-{start + RANGE - 1}.pbf.gz"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    data = gzip.compress(_face(font).package(font, start), 9, mtime=0)
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)
    return data


@lru_cache(maxsize=len(FONTS))
def _face(font: str) -> Face:
    return Face(font_files(font))
