# SPDX-License-Identifier: EUPL-1.2
"""The fonts of letters: the vendored ones that also serve maps and pages, one file for each script and weight.

WeasyPrint does not know `unicode-range`, so every script is a family of its own and the list of families does the
same: a letter that one font lacks is taken from the next.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

NORMAL, BOLD = 400, 500
FILES = {
    script: {
        NORMAL: f"vendor/map-fonts/fira-sans-{script}-400-normal.woff",
        BOLD: f"vendor/map-fonts/fira-sans-{script}-500-normal.woff",
    }
    for script in ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
} | {
    "arabic": {
        NORMAL: "vendor/letter-fonts/noto-sans-arabic-400-normal.woff",
        BOLD: "vendor/letter-fonts/noto-sans-arabic-600-normal.woff",
    }
}
"""Script to weight to file below /static/. Fira Sans knows no Arabic."""


@cache
def fonts() -> dict[str, Path]:
    """Return {"latin-400": file, ...} of the fonts that are installed. Raises `FileNotFoundError` when there is none."""
    found = {}
    for script, files in FILES.items():
        for weight, name in files.items():
            path = finders.find(name)
            if path:
                found[f"{script}-{weight}"] = Path(str(path))
    if not found:
        raise FileNotFoundError("The fonts for letters are missing. Run `make setup`.")
    return found


def font_faces() -> str:
    """Return the CSS that declares the fonts and the list of families."""
    faces = [
        f'@font-face {{ font-family: "{_family(name)}"; font-weight: {name.rpartition("-")[2]}; src: url("font:{name}"); }}'
        for name in fonts()
    ]
    families = dict.fromkeys(f'"{_family(name)}"' for name in fonts())
    return "\n".join([*faces, f"html {{ font-family: {', '.join(families)}; }}"])


def _family(name: str) -> str:
    return f"Letter {name.rpartition('-')[0]}"
