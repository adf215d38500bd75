# SPDX-License-Identifier: EUPL-1.2
"""A sentence as the rules look at it: its words, small letters, clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from allmende.engines.language.sentences import Form, Sentence
from allmende.engines.language.tokens import Kind, Token

_CLAUSE_SIGNS = frozenset(',;:()–—[]/!?.„“"»«')


@dataclass(frozen=True)
class View:
    """A sentence and what rules ask of it again and again; places stay those of the whole text."""

    sentence: Sentence
    language: str

    @property
    def tokens(self) -> Sequence[Token]:
        """All tokens."""
        return self.sentence.tokens

    @property
    def running(self) -> bool:
        """Whether this is running text, not a heading (headings need no verb, and may be terse)."""
        return self.sentence.form is not Form.HEADING

    @cached_property
    def words(self) -> list[Token]:
        """Words, abbreviations and numbers: what counts for the length of a sentence."""
        return [t for t in self.tokens if t.kind is not Kind.SIGN]

    @cached_property
    def lowers(self) -> list[str]:
        """The tokens in small letters, soft hyphens left out."""
        return [token.text.lower().replace("\u00ad", "") for token in self.tokens]

    @cached_property
    def clauses(self) -> list[range]:
        """Ranges of token indices between commas, brackets, quotes, colons and dashes."""
        found: list[range] = []
        first = 0
        for index, token in enumerate(self.tokens):
            if token.kind is Kind.SIGN and token.text[0] in _CLAUSE_SIGNS:
                if index > first:
                    found.append(range(first, index))
                first = index + 1
        if first < len(self.tokens):
            found.append(range(first, len(self.tokens)))
        return found

    def is_noun_like(self, index: int) -> bool:
        """Whether a token has a capital letter inside the sentence, as German nouns and names do."""
        return index > 0 and self.tokens[index].kind is Kind.WORD and self.tokens[index].text[0].isupper()
