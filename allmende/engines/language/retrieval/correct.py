# SPDX-License-Identifier: EUPL-1.2
"""Correction of typing errors, one edit away, and only for words that no text knows.

Deletion neighbourhood after T. Bocek, E. Hunt, B. Stiller, "Fast similarity search in large dictionaries" (2007), as made
popular by W. Garbe's SymSpell (2012): two words one edit apart share a form with at most one letter deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .fold import fold

_SHORTEST = 4
_LONGEST = 40


def _deletions(word: str) -> Iterator[str]:
    for index in range(len(word)):
        if index == 0 or word[index] != word[index - 1]:
            yield word[:index] + word[index + 1 :]


def one_edit_apart(left: str, right: str) -> bool:
    """Whether two different words differ by one letter more, less or other, or by two neighbours swapped. Linear time."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    if len(left) > len(right):
        left, right = right, left
    first = 0
    while first < len(left) and left[first] == right[first]:
        first += 1
    if len(left) < len(right):
        return left[first:] == right[first + 1 :]
    swapped = left[first : first + 2] == right[first : first + 2][::-1] and left[first + 2 :] == right[first + 2 :]
    return left[first + 1 :] == right[first + 1 :] or swapped


class Corrector:
    """Knows the words of an index and proposes the nearest for others."""

    def __init__(self, vocabulary: Mapping[str, int] | Iterable[str]) -> None:
        """Build it from words with their frequency, or words alone; words under 4 or over 40 letters take no part."""
        counts: dict[str, int] = {}
        pairs = vocabulary.items() if isinstance(vocabulary, Mapping) else ((word, 1) for word in vocabulary)
        for word, count in pairs:
            folded = fold(word)
            counts[folded] = counts.get(folded, 0) + count
        self._counts = counts
        self._words = [word for word in counts if _SHORTEST <= len(word) <= _LONGEST and word.isalpha()]
        # Most forms lead to one word: then the number stands alone, which halves the memory.
        self._index: dict[str, int | tuple[int, ...]] = {}
        for number, word in enumerate(self._words):
            for form in (word, *_deletions(word)):
                known = self._index.get(form)
                if known is None:
                    self._index[form] = number
                else:
                    self._index[form] = (*known, number) if isinstance(known, tuple) else (known, number)

    def __contains__(self, word: str) -> bool:
        """Whether the folded word is known."""
        return fold(word) in self._counts

    def candidates(self, word: str) -> list[str]:
        """Return the known words one edit away, folded, the likeliest first: same first letter, then frequency."""
        folded = fold(word)
        if not _SHORTEST <= len(folded) <= _LONGEST:
            return []
        numbers: set[int] = set()
        for form in (folded, *_deletions(folded)):
            known = self._index.get(form, ())
            numbers.update(known if isinstance(known, tuple) else (known,))
        near = [self._words[number] for number in numbers]
        near = [other for other in near if one_edit_apart(folded, other)]
        return sorted(near, key=lambda other: (other[0] != folded[0], -self._counts[other], other))

    def correct(self, word: str) -> str:
        """Return the folded word itself where it is known (or nothing is near), else the likeliest neighbour."""
        folded = fold(word)
        if folded in self._counts:
            return folded
        return next(iter(self.candidates(folded)), folded)
