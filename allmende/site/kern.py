# SPDX-License-Identifier: EUPL-1.2
"""Make KERN's stylesheet lean: only the parts the platform uses, as a cascade layer that our own rules always win over."""

from __future__ import annotations

import re

UNUSED = {"_grid", "_flex-grid-system", "_icon", "_kopfzeile", "_dropdown"}
"""Source files of KERN that are left out: utility classes and components for which the kit has its own."""

PART = re.compile(r"/\*\*?\s*\n\s*\*\s*@file\s+(?P<name>[\w-]+)\.scss.*?\*/", re.DOTALL)


def lean(css: str) -> str:
    """Return KERN's `kern.css` without the unused parts, comments and blanks, wrapped into `@layer kern`."""
    head, *pieces = PART.split(css)  # the text before the first part, then name and text of each part in turn
    names, texts = pieces[0::2], pieces[1::2]
    kept = [head]
    for number, (name, text) in enumerate(zip(names, texts, strict=True)):
        # Two files are called _spacing: the first holds the tokens, the second the utility classes.
        repeated = name in names[:number]
        if name not in UNUSED and not repeated:
            kept.append(text)
    text = re.sub(r"/\*.*?\*/", "", "".join(kept).replace('@charset "UTF-8";', ""), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text).replace(";}", "}").replace(": ", ":")
    return f"@layer kern{{{text.strip()}}}\n"
