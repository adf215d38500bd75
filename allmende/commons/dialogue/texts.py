# SPDX-License-Identifier: EUPL-1.2
"""What people write, made safe to store and to show: plain text, nothing in it is markup.

Kept: every script, emoji with their joiners, line breaks, single direction marks. Removed: control characters, signs that
turn the direction of whole lines (CVE-2021-42574), invisible signs that hide words, floods of accents and of blank lines.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f]")
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\u00ad\u180e\u115f\u1160\u3164\uffa0\u034f\ufff9-\ufffb]")
_JOINER_FLOOD = re.compile("[\u200c\u200d]{2,}")
_MARK_FLOOD = re.compile("([\u200e\u200f\u061c]){2,}")
_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+\n*")
MOST_ACCENTS = 4
"""Combining signs on one letter. Vietnamese, Hebrew with points and Arabic with vowels need at most three."""


def tidy_text(text: str) -> str:
    """Return text as it is stored. Line breaks become one sign, at most one line stays blank."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _INVISIBLE.sub("", _TURNING.sub("", text))
    text = _MARK_FLOOD.sub(r"\1", _JOINER_FLOOD.sub("\u200d", text))
    kept, accents = [], 0
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        if kind in {"Mn", "Me"} and not "\ufe00" <= sign <= "\ufe0f":
            accents += 1
            if accents > MOST_ACCENTS:
                continue
        else:
            accents = 0
        if sign in "\n\t" or kind not in {"Cc", "Cs", "Co", "Cn"}:
            kept.append(sign)
    text = "\n".join(line.rstrip() for line in "".join(kept).split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def digest_of(text: str) -> str:
    """Return what tells whether a text is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()
