# SPDX-License-Identifier: EUPL-1.2
"""Short texts of one line, such as names: what must not be in them, and how to clean them.

Line breaks would let a name write further headers into a mail; characters that turn the direction of writing make a
name look like another one (CVE-2021-42574, "Trojan Source"); a word without end breaks pages and letters.
Forms refuse with `single_line`, so that people can mend what they typed; what comes from machines (a provider of
identities, an import) is cleaned with `tidy_line`.
"""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 60
"""Characters without a space or hyphen. The longest surname ever registered in Germany stays below it."""

# Embeddings, overrides, isolates, marks and the deprecated format characters (Unicode 15, UAX #9).
_DIRECTION = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
)
# Line and paragraph separators belong to Zl and Zp, controls to Cc, lone surrogates to Cs, unassigned ones to Cn.
_FORBIDDEN_KINDS = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
"""Needed to write Persian, Urdu and several Indian names; harmless in a line."""


def _forbidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return (
        character in _DIRECTION or kind in _FORBIDDEN_KINDS or (kind == "Cf" and character not in _JOINERS)
    )  # fmt: skip


def single_line(value: str) -> None:
    """Refuse control characters, line breaks, direction marks and endless words. Raises `ValidationError` in German.

    Arabic and Hebrew names need no marks: their letters carry their direction.
    """
    if any(_forbidden(character) for character in value):
        raise ValidationError(
            _("Hier sind unsichtbare Zeichen oder Zeilenumbrüche enthalten. Bitte tippen Sie den Text neu ein."),
            code="invisible",
        )
    if any(len(word) > LONGEST_WORD for word in value.replace("-", " ").split()):
        raise ValidationError(
            _(
                "Hier steht ein Wort mit mehr als %(limit)s Zeichen. Bitte kürzen Sie es oder fügen Sie Leerzeichen ein."
            ),
            code="endless_word",
            params={"limit": LONGEST_WORD},
        )


def tidy_line(value: str, length: int) -> str:
    """Return `value` as one line of at most `length` characters, without what `single_line` refuses."""
    spaced = "".join(" " if _is_break(character) else character for character in value)
    kept = "".join(character for character in spaced if not _forbidden(character))
    words = (word if len(word) <= LONGEST_WORD else word[:LONGEST_WORD] for word in kept.split())
    return " ".join(words)[:length].strip()


def _is_break(character: str) -> bool:
    return character in "\r\n\t\v\f\x85" or unicodedata.category(character) in {"Zl", "Zp"}
