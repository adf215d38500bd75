# SPDX-License-Identifier: EUPL-1.2
"""What moderators are pointed at in a text. Hints decide nothing and hide nothing: a person reads and judges."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from allmende.engines.language.retrieval.fold import fold_words

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|info|biz|ru|cn|xyz|top|shop|online)\b", re.IGNORECASE
)
_PHONE = re.compile(r"(?<!\w)(?:\+\d{2}|0)[\d /()\-]{6,}\d")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
MANY_LINKS = 2


def hints_of(text: str, words: Iterable[str] = (), *, same: int = 0) -> list[str]:
    """Return the hints for a text. `words`: those on the list; `same`: how often the same text stands elsewhere."""
    found = []
    links = len(_LINK.findall(text))
    if links >= MANY_LINKS:
        found.append(_("%s Links") % links)
    elif links:
        found.append(_("ein Link"))
    if _EMAIL.search(text) or _PHONE.search(text):
        found.append(_("Telefonnummer oder E-Mail-Adresse"))
    folded = " " + " ".join(fold_words(text))
    hit = [word for word in words if " " + " ".join(fold_words(word)) in folded]
    if hit:
        found.append(_("Wörter der Liste: %s") % ", ".join(hit[:5]))
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) > 20 and sum(sign.isupper() for sign in letters) > 0.7 * len(letters):
        found.append(_("fast nur Großbuchstaben"))
    if same:
        found.append(_("derselbe Text noch %s-mal") % same)
    return found
