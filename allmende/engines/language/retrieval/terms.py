# SPDX-License-Identifier: EUPL-1.2
"""From words to the terms of an index: stemmed, folded, compounds also by their parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from allmende.engines.language.tokens import Kind, tokens

from .compounds import Compounds
from .fold import fold, fold_words
from .stem import stem


class Terms:
    """Makes terms in one language; the same object serves texts and queries, so that they meet."""

    def __init__(self, language: str, compounds: Compounds | None = None) -> None:
        """Args: the language of the texts; a compound splitter, for German."""
        self.language = language
        self.compounds = compounds

    def _term(self, word: str) -> str:
        return fold(
            stem(unicodedata.normalize("NFC", word).lower().replace("\u00ad", "").replace("·", ""), self.language)
        )

    def of_word(self, word: str) -> tuple[str, ...]:
        """Return the terms of one word: its own first, then those of the parts of a compound or hyphenated word."""
        own = self._term(word)
        found = dict.fromkeys([own] if own else [])
        pieces = fold_words(word)
        if len(pieces) > 1:
            found.update(dict.fromkeys(self._term(piece) for piece in pieces))
        if self.compounds is not None:
            for piece in pieces:
                parts = self.compounds.parts(piece)
                if len(parts) > 1:
                    found.update(dict.fromkeys(self._term(part) for part in parts))
        return tuple(term for term in found if term)

    def of(self, text: str) -> Iterator[str]:
        """Yield the terms of a text in order, with repetitions. Signs carry none; the parts of an address on the net do."""
        for token in tokens(text, self.language):
            if token.kind is Kind.LINK:
                yield from fold_words(token.text)
            elif token.kind is not Kind.SIGN:
                yield from self.of_word(token.text)
