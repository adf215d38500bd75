# SPDX-License-Identifier: EUPL-1.2
"""Keep machines away from what is no language: attributes of tags, placeholders, addresses, phone numbers.

`shield` takes them out and leaves short marks; `unshield` puts them back and refuses a result in which one is missing,
doubled or invented. So a link can be lost, but never be changed.
"""

from __future__ import annotations

import re
from collections import Counter

from django.utils.translation import gettext as _

from allmende.core.languages.machine.base import MachineError, Text

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s[^<>]*?)?)(/?)>")
_FIXED = re.compile(
    r"\[\[\s*\d+\s*\]\]|%\(\w+\)[sd]|\{\w+\}|https?://[^\s<>\"]+|[\w.+-]+@[\w-]+\.[\w.-]+\w|(?<!\w)(?:\+49|0)[\d /()-]{5,}\d"
)
_MARK = re.compile(r"\[\[\s*(\d+)\s*\]\]")


def shield(text: Text) -> tuple[str, list[str]]:
    """Return the text with marks and what they stand for."""
    kept: list[str] = []

    def mark(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"[[{len(kept) - 1}]]"

    def bare(match: re.Match[str]) -> str:
        if match[1] or not match[3].strip():
            return match[0]
        kept.append(match[3])
        return f'<{match[2]} id="k{len(kept) - 1}"{match[4]}>'

    if not text.html:
        return _FIXED.sub(mark, text.text), kept
    parts = re.split(r"(<[^<>]+>)", text.text)
    return "".join(_TAG.sub(bare, p) if p.startswith("<") else _FIXED.sub(mark, p) for p in parts), kept


def unshield(source: Text, sent: str, result: str, kept: list[str]) -> str:
    """Return the result with everything put back. Raises `MachineError` where marks or tags do not fit the source."""
    if not result.strip():
        raise MachineError(
            _("Der Dienst hat einen leeren Text geliefert. Bitte übersetzen Sie diesen Abschnitt selbst."), final=False
        )
    if _found(sent, html=source.html) != _found(result, html=source.html):
        raise MachineError(
            _(
                "Der Dienst hat Links, Platzhalter oder Auszeichnungen verändert. Bitte übersetzen Sie diesen Abschnitt selbst."
            ),
            final=False,
        )
    if source.html:
        result = re.sub(r'<([a-zA-Z][\w-]*) id="k(\d+)"(/?)>', lambda m: f"<{m[1]}{kept[int(m[2])]}{m[3]}>", result)
    result = _MARK.sub(lambda m: kept[int(m[1])], result)
    inner = source.text.strip()
    before, after = source.text.split(inner, 1) if inner else ("", "")
    return f"{before}{result.strip()}{after}"


def _found(text: str, *, html: bool) -> Counter[str]:
    found = Counter(f"[[{number}]]" for number in _MARK.findall(text))
    if html:
        found += Counter(re.sub(r"\s+", " ", match[0]) for match in _TAG.finditer(text))
    return found
