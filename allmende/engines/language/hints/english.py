# SPDX-License-Identifier: EUPL-1.2
"""English rules that the general ones do not cover: passive, nested clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Finding, Settings
from .view import View

_BE = frozenset("is are was were be been being".split())
_PARTICIPLE = re.compile(r"[a-z]{2,30}ed")
_IRREGULAR = frozenset(
    "given taken made done sent paid held kept found written shown known chosen brought bought built seen told sold spent drawn driven "
    "broken begun heard laid left led lost met read said set shut spoken stolen taught thrown understood withdrawn worn".split()
)
# States rather than acts: "is closed", "are interested".
_STATES = frozenset(
    "closed interested married retired related limited located based tired worried pleased delighted experienced advanced need speed "
    "indeed needed qualified used supposed allowed left excited bored concerned aged disabled red bed".split()
)
_BETWEEN = frozenset("not also always never being been already only often usually then now".split())
_SUBORDINATORS = frozenset(
    "which who whom whose that because if when unless although while where whereas after before since until".split()
)


def passive(view: View, _: Settings) -> Iterator[Finding]:
    """A form of "be" followed by a participle, with at most two adverbs between."""
    for index, word in enumerate(view.lowers):
        if word not in _BE:
            continue
        at = index + 1
        while (
            at < len(view.lowers)
            and at <= index + 2
            and (view.lowers[at] in _BETWEEN or view.lowers[at].endswith("ly"))
        ):
            at += 1
        if at >= len(view.lowers) or view.lowers[at] in _STATES:
            continue
        if view.lowers[at] in _IRREGULAR or _PARTICIPLE.fullmatch(view.lowers[at]):
            first, last = view.tokens[index], view.tokens[at]
            yield Finding("passive", first.start, last.end, {"found": f"{first.text} {last.text}"})


def nested(view: View, settings: Settings) -> Iterator[Finding]:
    """Several subordinate clauses in one sentence."""
    count = sum(1 for word in view.lowers if word in _SUBORDINATORS)
    if count >= settings.profile.subordinate_clauses:
        yield Finding("nested", view.sentence.start, view.sentence.end, {"clauses": count})
