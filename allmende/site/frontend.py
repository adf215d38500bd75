# SPDX-License-Identifier: EUPL-1.2
"""Copy what the browser needs out of node_modules into `site/vendor`, from where it is served by ourselves.

`python -m allmende.site.frontend` runs in `make setup`, after `npm ci`. The table below is the complete list.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from allmende.site.kern import lean

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "node_modules"
VENDOR = Path(__file__).resolve().parent / "vendor"

FILES = {
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/fonts/fira-sans-latin-400-normal.woff2": "@fontsource/fira-sans/files/fira-sans-latin-400-normal.woff2",
    "vendor/fonts/fira-sans-latin-600-normal.woff2": "@fontsource/fira-sans/files/fira-sans-latin-600-normal.woff2",
    "vendor/fonts/fira-sans-cyrillic-400-normal.woff2": "@fontsource/fira-sans/files/fira-sans-cyrillic-400-normal.woff2",
    "vendor/fonts/fira-sans-cyrillic-600-normal.woff2": "@fontsource/fira-sans/files/fira-sans-cyrillic-600-normal.woff2",
    "vendor/maplibre/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "vendor/maplibre/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "vendor/maplibre/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    # Never sent to a visitor: the check of other sites puts them into the pages it opens.
    "vendor/axe/axe.min.js": "axe-core/axe.min.js",
    "vendor/axe/de.json": "axe-core/locales/de.json",
}
"""Path below /static/ to path in node_modules."""

# Fira Sans again, in a format whose letters the glyph maker can list; never sent to a browser.
FILES |= {
    f"vendor/map-fonts/fira-sans-{script}-{variant}.woff": f"@fontsource/fira-sans/files/fira-sans-{script}-{variant}.woff"
    for script in ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext")
    for variant in ("400-normal", "500-normal", "400-italic")
}

# Arabic for letters on paper: with its own space, which the subset for browsers leaves to Fira Sans.
FILES |= {
    f"vendor/letter-fonts/noto-sans-arabic-{weight}-normal.woff": (
        f"@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-{weight}-normal.woff"
    )
    for weight in (400, 600)
}

TURKISH = range(0x100, 0x180)
"""Latin Extended-A: Turkish, Polish, Romanian, Czech and more; a ninth of the letters of the whole file."""

ARABIC = (
    *(0x060C, 0x061B, 0x061F, 0x0670, 0x0671, 0x06D4, 0x200C, 0x200D, 0x200E),
    *(*range(0x0621, 0x063B), *range(0x0640, 0x0653), *range(0x0660, 0x066D)),
)
"""Letters, vowel signs, digits and punctuation of Arabic, without those of other languages in its script."""

SUBSETS = {
    f"vendor/fonts/{name}-{weight}-normal.woff2": (f"@fontsource/{source}-{weight}-normal.woff2", letters)
    for name, source, letters in (
        ("fira-sans-latin-ext", "fira-sans/files/fira-sans-latin-ext", TURKISH),
        ("noto-sans-arabic", "noto-sans-arabic/files/noto-sans-arabic-arabic", ARABIC),
    )
    for weight in (400, 600)
}
"""Path below /static/ to a font in node_modules and the code points of it that are sent to browsers."""

BUILT: dict[str, tuple[str, Callable[[str], str]]] = {
    "vendor/kern.css": ("@kern-ux/native/dist/kern.css", lean),
}
"""Path below /static/ to a text file in node_modules and the function that makes ours out of it."""


def copy() -> int:
    """Copy every file of the table; return how many changed. Raises `FileNotFoundError` with the remedy."""
    contents = {name: _read(source) for name, source in FILES.items()}
    contents |= {name: build(_read(source).decode()).encode() for name, (source, build) in BUILT.items()}
    contents |= {name: subset(_read(source), letters) for name, (source, letters) in SUBSETS.items()}
    changed = 0
    for name, content in contents.items():
        target = VENDOR / name
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            changed += 1
    return changed


def subset(font: bytes, letters: Iterable[int]) -> bytes:
    """Return a WOFF2 font with only these code points; the shapes that letters take in a word stay with them."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = ["*"], False, True
    cutter = Subsetter(options)
    cutter.populate(unicodes=letters)
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cutter.subset(opened)
    out = io.BytesIO()
    opened.flavor = "woff2"
    opened.save(out)
    return out.getvalue()


def _read(name: str) -> bytes:
    source = NODE_MODULES / name
    if not source.is_file():
        raise FileNotFoundError(f"{source} is missing. Run `make setup`, which calls `npm ci`.")
    return source.read_bytes()


if __name__ == "__main__":
    print(f"front end: {copy()} of {len(FILES) + len(BUILT) + len(SUBSETS)} files copied", file=sys.stderr)  # noqa: T201
