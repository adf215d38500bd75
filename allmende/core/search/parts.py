# SPDX-License-Identifier: EUPL-1.2
"""Compounds split with the words of an index, without holding them in memory.

A split is made of pieces of the word itself. So the engine's splitter gives the same answer when it knows only those words
of the index that are pieces of the word in question: two lookups instead of a vocabulary in every web worker.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from allmende.core.search.common_words import COMMON
from allmende.engines.language.retrieval import Compounds, fold, stem

COMMON_BY_STEM: dict[str, list[str]] = {}
for _word in sorted(COMMON):
    COMMON_BY_STEM.setdefault(stem(_word), []).append(_word)

_SHORTEST, _LONGEST, _SHORTEST_ENDING = 7, 60, 4


class StoredParts(Compounds):
    """A splitter that looks words up in the table `words`; remembers what it split."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__({})
        self._db = db
        self._split: dict[str, Compounds] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound, as `Compounds.parts`."""
        folded = fold(word)
        if not _SHORTEST <= len(folded) <= _LONGEST or not folded.isalpha():
            return (folded,)
        known = self._split.get(folded)
        if known is None:
            known = self._split[folded] = Compounds(self._pieces(folded))
        return known.parts(folded)

    def _pieces(self, word: str) -> dict[str, int]:
        pieces = {word[i:j] for i in range(len(word)) for j in range(i + 3, len(word) + 1)}
        pieces |= {piece + "e" for piece in pieces}
        endings = {stem(word[i:]) for i in range(3, len(word) - _SHORTEST_ENDING + 1)}
        return {
            **dict.fromkeys(pieces & COMMON, 1),
            **{word: 1 for ending in endings & COMMON_BY_STEM.keys() for word in COMMON_BY_STEM[ending]},
            **self._ask("SELECT word, n FROM words WHERE n > 0 AND word IN ({})", pieces),
            **self._ask("SELECT word, n FROM words WHERE n > 0 AND stem IN ({})", endings),
        }

    def _ask(self, question: str, values: Collection[str]) -> dict[str, int]:
        return dict(self._db.execute(question.format(",".join("?" * len(values))), list(values)))
