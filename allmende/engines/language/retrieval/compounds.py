# SPDX-License-Identifier: EUPL-1.2
"""Splitting German compounds with nothing but the words of one's own texts.

After P. Koehn and K. Knight, "Empirical methods for compound splitting" (EACL 2003): parts are words that occur on their own,
linking letters are allowed between them, and among several splits the one with the fewest parts and then the most frequent
parts (geometric mean) wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

from .fold import fold
from .stem import stem

_LINKS = ("s", "es", "n", "en", "er", "ens", "e", "nen")
_SHORTEST_PART = 4
_SHORT_PARTS = frozenset(
    "amt rat weg bus tag hof tor bad rad ort zug tal see uhr gas oel typ art tee eis zoo kur mut".split()
)
_LONGEST_WORD = 60
_NO_PART = frozenset(
    "schaft schaften lich liche lichen keit heit heiten ungen isch ische igen ende enden ander stens barer unter ueber nach gegen durch wieder "
    "ausser eine einer einem einen eines diese dieser aber oder auch noch sind sein seine werden worden ihre ihrer mein wenn dann denn dort hier "
    "erst erste ersten sehr mehr viel nicht kein keine alle allen aller steht stehen setzen gehen ling linge innen inne bare baren".split()
)


class Compounds:
    """A splitter that knows the words of a corpus."""

    def __init__(self, vocabulary: Mapping[str, int] | Iterable[str]) -> None:
        """Build it.

        Args:
            vocabulary: words with their frequency, or words alone; they are folded here.
        """
        counts: dict[str, int] = {}
        pairs = vocabulary.items() if isinstance(vocabulary, Mapping) else ((word, 1) for word in vocabulary)
        for word, count in pairs:
            folded = fold(word)
            if (
                (len(folded) >= _SHORTEST_PART or folded in _SHORT_PARTS)
                and folded.isalpha()
                and folded not in _NO_PART
            ):
                counts[folded] = counts.get(folded, 0) + count
        self._counts = counts
        self._stems = {stem(word): word for word in sorted(counts, key=lambda known: (counts[known], known))}
        self._parts = lru_cache(maxsize=65536)(self._best)

    def _part(self, piece: str, *, last: bool) -> str | None:
        """The word behind a piece of a compound, or None."""
        if piece in self._counts:
            return piece
        if last:  # other endings of a known word: Verkehrs-ämter
            return self._stems.get(stem(piece)) if len(piece) >= _SHORTEST_PART and piece not in _NO_PART else None
        for link in _LINKS:
            base = piece[: -len(link)]
            if piece.endswith(link) and len(base) >= _SHORTEST_PART and base in self._counts:
                return base
        if len(piece) >= _SHORTEST_PART and piece + "e" in self._counts:  # Schul-bus, Sprach-kurs
            return piece + "e"
        return None

    def _best(self, word: str) -> tuple[tuple[int, str], ...]:
        """Pairs (end of the piece, word behind it) of the best split of a folded word; one pair means: no split."""
        whole = ((len(word), word),)
        if not 2 * 3 < len(word) <= _LONGEST_WORD or not word.isalpha():
            return whole
        best: list[tuple[int, float, tuple[tuple[int, str], ...]] | None] = [None] * (len(word) + 1)
        best[0] = (0, 0.0, ())
        for end in range(3, len(word) + 1):
            for start in range(end - 2):
                before = best[start]
                if before is None or end - start == len(word):
                    continue
                base = self._part(word[start:end], last=end == len(word))
                if base is None:
                    continue
                candidate = (before[0] + 1, before[1] - log(self._counts[base] + 1), (*before[2], (end, base)))
                known = best[end]
                if known is None or candidate[:2] < known[:2]:
                    best[end] = candidate
        found = best[len(word)]
        return found[2] if found is not None and found[0] > 1 else whole

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the folded words a compound is made of, without linking letters; a single one where it is no known compound.

        >>> Compounds(["Wohnung", "Amt"]).parts("Wohnungsamt")
        ('wohnung', 'amt')
        """
        return tuple(base for _, base in self._parts(fold(word)))

    def split(self, word: str) -> tuple[str, ...]:
        """Return a word cut at the joints, in its own spelling; linking letters stay with the part before.

        >>> Compounds(["Wohnung", "Amt"]).split("Wohnungsamt")
        ('Wohnungs', 'amt')
        """
        if len(word) > _LONGEST_WORD:
            return (word,)
        pieces = [fold(sign) for sign in word]
        found = self._parts("".join(pieces))
        if len(found) < 2:
            return (word,)
        cuts = {end for end, _ in found}
        result: list[str] = []
        first = folded = 0
        for index, piece in enumerate(pieces):
            folded += len(piece)
            if folded in cuts and piece:
                result.append(word[first : index + 1])
                first = index + 1
        if first < len(word):  # signs at the end that folding drops
            result[-1] += word[first:]
        return tuple(result)
