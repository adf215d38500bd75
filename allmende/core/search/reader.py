# SPDX-License-Identifier: EUPL-1.2
"""Asks one index: which words it knows, and which documents answer a question best.

Two rankings are fused (RRF): BM25 over stems and parts of compounds, and BM25 over trigrams, both with the words of the
question joined by OR. Words that no document has are corrected by one typing error first. Measured in benchmarks/bench_search.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

from allmende.core.search.common_words import COMMON
from allmende.core.search.parts import StoredParts
from allmende.core.search.store import VERSION
from allmende.core.search.text import (
    LONGEST_WORD,
    STOP_WORDS,
    Analyser,
    base_language,
    grams_of,
    grams_of_word,
    splits_compounds,
)
from allmende.engines.language.retrieval import Terms, fold, fold_words, fuse, one_edit_apart, stemmed_languages

MOST_WORDS = 16
LONGEST_QUERY = 300
CAP = 300
"""So many candidates each ranking gives; nobody reads further."""
TITLE_WEIGHT = 2.0
POSTINGS = 4_000
"""How many entries of trigram lists one question may read: the rarest trigrams, which say most, come first."""
COVERED = 0.5
"""A document belongs to the result when it has this share of what the best one has of the question, by weight of words."""
ALIKE = 0.65
"""Share of an unknown word's trigrams that a document must have to be like it."""
CANDIDATES_BY_GRAMS = 100
_SHORTEST_CORRECTED, _SHORTEST_ALIKE, _SHORTEST_HALF, _LONG = 4, 5, 5, 7


@dataclass(frozen=True)
class Word:
    """A word of a question: folded, as it was typed, with its terms; `meant` is set where it was corrected."""

    text: str
    typed: str
    terms: tuple[str, ...]
    meant: str = ""
    also: tuple[str, ...] = ()
    """Terms of synonyms."""

    @property
    def all_terms(self) -> tuple[str, ...]:
        """Own terms and those of synonyms."""
        return tuple(dict.fromkeys((*self.terms, *self.also)))


@dataclass(frozen=True)
class Found:
    """One document, and its place among all."""

    number: int
    source: str
    key: str
    kind: str


def clean(question: str) -> str:
    """Return a question as far as it is read: one line, at most 300 signs, no invisible or control signs."""
    text = "".join(sign if sign.isprintable() else " " for sign in question[: LONGEST_QUERY * 4])
    return " ".join(text.split())[:LONGEST_QUERY].strip()


class Reader:
    """One connection to one index file, for one thread."""

    def __init__(self, path: Path, language: str) -> None:
        self.language = language
        self.db = sqlite3.connect(path.as_uri() + "?mode=rw", uri=True, timeout=5, isolation_level=None)
        self.db.execute("PRAGMA query_only=1")
        self.db.execute("PRAGMA mmap_size=134217728")
        self._seen: int | None = None

    def close(self) -> None:
        """End the connection."""
        self.db.close()

    @property
    def is_ready(self) -> bool:
        """Whether there is an index of this version."""
        try:
            return bool(self.db.execute("PRAGMA user_version").fetchone()[0] == VERSION)
        except sqlite3.DatabaseError:
            return False

    def _analyser(self) -> Analyser:
        """Return the maker of terms; a new one when the index has changed, since parts of compounds come from it."""
        version = self.db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen:
            self._seen = version
            parts = StoredParts(self.db) if splits_compounds(self.language) else None
            self._made = Analyser(Terms(base_language(self.language), parts))
        return self._made

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See one state of the index inside, whatever is written meanwhile. Numbers of documents hold for one state only."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")

    # --- Words --------------------------------------------------------------------------------------------------------

    def understand(self, question: str, *, correct: bool = True) -> list[Word]:
        """Return the words of a question that say something, corrected where no document has them."""
        analyser = self._analyser()
        stop = STOP_WORDS.get(base_language(self.language), frozenset())
        words: dict[str, Word] = {}
        for piece in clean(question).split():
            typed = piece.strip(".,;:!?„“”\"'()[]«»…")
            for text in _pieces(typed):
                if text not in stop and text not in words and len(words) < MOST_WORDS:
                    written = typed if fold(typed) == text else text
                    words[text] = Word(text, written, analyser.of_word(written))
        found = list(words.values())
        return self._corrected(found, analyser) if correct else found

    def _corrected(self, words: list[Word], analyser: Analyser) -> list[Word]:
        unknown = self._unknown(words)
        result = []
        for word in words:
            near = (self.near(word.text) or self._near_compound(word.text)) if word.text in unknown else None
            if near:
                folded, written = near
                result.append(replace(word, text=folded, meant=written, terms=analyser.of_word(written)))
            else:
                result.append(word)
        return result

    def _unknown(self, words: Sequence[Word]) -> set[str]:
        """Return the words that no document has, neither as they are nor by their stem nor as a compound of known parts."""
        terms = [term for word in words for term in word.terms]
        known = self._numbers("terms", "term", terms)
        return {
            word.text
            for word in words
            if word.text.isalpha() and len(word.text) >= _SHORTEST_CORRECTED
            if not any(known.get(term) for term in word.terms[:1])
            and not (len(word.terms) > 2 and all(known.get(term) for term in word.terms[1:]))
        }

    def near(self, word: str) -> tuple[str, str] | None:
        """Return the likeliest public word one typing error away, (folded, as written), or None.

        One error leaves the beginning or the end of a word as it is, so that two short ranges of the ordered words hold all
        candidates, and no dictionary of misspellings is kept.
        """
        half = len(word) // 2
        head, tail = word[: max(1, half - 1)], word[half + 1 :][::-1] or word[-1]
        rows = self.db.execute(
            "SELECT word, written, n FROM words WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? AND n > 0 UNION "
            "SELECT word, written, n FROM words WHERE mirrored >= ? AND mirrored < ? AND length(word) BETWEEN ? AND ? AND n > 0",
            [*_range(head), len(word) - 1, len(word) + 1, *_range(tail), len(word) - 1, len(word) + 1],
        )
        near = [row for row in rows if one_edit_apart(word, row[0])]
        best = min(near, key=lambda row: (row[0][0] != word[0], -row[2], row[0]), default=None)
        return (best[0], best[1]) if best else None

    def _near_compound(self, word: str) -> tuple[str, str] | None:
        """Return a compound with one typing error in one of its two halves, (folded, as written), or None."""
        if not splits_compounds(self.language) or len(word) < 2 * _SHORTEST_HALF or len(word) > LONGEST_WORD:
            return None
        cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        pieces = {piece for cut in cuts for piece in (word[:cut], word[cut:])}
        known = {piece for piece, n in self._numbers("words", "word", pieces).items() if n > 0} | (pieces & COMMON)
        for cut in sorted(cuts, key=lambda cut: abs(2 * cut - len(word))):
            left, right = word[:cut], word[cut:]
            if left in known and (near := self._near_part(right)):
                return left + near, left + near
            if right in known and (near := self._near_part(left)):
                return near + right, near + right
        return None

    def _near_part(self, piece: str) -> str:
        near = self.near(piece)
        return near[0] if near else next((word for word in sorted(COMMON) if one_edit_apart(piece, word)), "")

    def _numbers(self, table: str, column: str, values: Iterable[str]) -> dict[str, int]:
        wanted = list(dict.fromkeys(values))
        marks = ",".join("?" * len(wanted))
        return dict(self.db.execute(f"SELECT {column}, n FROM {table} WHERE {column} IN ({marks})", wanted))  # noqa: S608

    def terms_of(self, text: str) -> tuple[str, ...]:
        """Return the terms of a phrase (of a synonym)."""
        analyser = self._analyser()
        return tuple(dict.fromkeys(term for word in fold_words(text) for term in analyser.of_word(word)))

    def forms(self, words: Iterable[Word]) -> frozenset[str]:
        """Return the folded words of the texts that answer these words: what to highlight."""
        terms = list(dict.fromkeys(term for word in words for term in word.all_terms))
        marks = ",".join("?" * len(terms))
        rows = self.db.execute(f"SELECT word FROM forms WHERE term IN ({marks})", terms)  # noqa: S608
        return frozenset(row[0] for row in rows)

    # --- Documents ----------------------------------------------------------------------------------------------------

    def audiences(self) -> list[tuple[str, str]]:
        """Return the (source, audience) pairs of documents that are not public."""
        return list(self.db.execute("SELECT DISTINCT source, audience FROM docs WHERE audience != ''"))

    def find(
        self, words: Sequence[Word], *, kind: str = "", audiences: Collection[tuple[str, str]] = (), cap: int = CAP
    ) -> list[Found]:
        """Return the documents that answer best, best first, at most `cap`; only public ones and those of `audiences`."""
        with self.snapshot():
            return self._find(words, kind, audiences, cap) if words else []

    def _find(self, words: Sequence[Word], kind: str, audiences: Collection[tuple[str, str]], cap: int) -> list[Found]:
        filters, values = _filters(kind, audiences)
        stems = self._ranked("stems", [term for word in words for term in word.all_terms], filters, values, cap)
        grams = self._ranked("grams", self._grams(words), filters, values, cap)
        by_stems = base_language(self.language) in stemmed_languages()
        ranked = fuse([stems, grams], [1.0 if by_stems else 0.5, 1.0])
        kept = self._relevant([number for number, _ in ranked], words, set(stems), grams)[:cap]
        marks = ",".join("?" * len(kept))
        rows = {
            row[0]: Found(*row)
            for row in self.db.execute(f"SELECT id, source, key, kind FROM docs WHERE id IN ({marks})", kept)  # noqa: S608
        }
        return [rows[number] for number in kept]

    def _ranked(self, table: str, wanted: Sequence[str], filters: str, values: list[str], cap: int) -> list[int]:
        if not wanted:
            return []
        match = " OR ".join(f'"{term}"' for term in dict.fromkeys(wanted))
        weights = f", {TITLE_WEIGHT}, 1.0" if table == "stems" else ""
        question = (
            f"SELECT {table}.rowid FROM {table} JOIN docs ON docs.id = {table}.rowid "  # noqa: S608
            f"WHERE {table} MATCH ? AND {filters} ORDER BY bm25({table}{weights}) LIMIT ?"
        )
        return [row[0] for row in self.db.execute(question, [match, *values, cap])]

    def _grams(self, words: Sequence[Word]) -> list[str]:
        """Return the trigrams to look for: the rarest, as many as may be read."""
        wanted = {gram for word in words for gram in grams_of_word(word.text)}
        numbers = self._numbers("gramcounts", "gram", wanted)
        chosen, read = [], 0
        for gram, n in sorted(numbers.items(), key=lambda pair: (pair[1], pair[0])):
            if n <= 0 or (read and read + n > POSTINGS):
                continue
            read += n
            chosen.append(gram)
        return chosen

    def _relevant(self, ranked: list[int], words: Sequence[Word], by_stems: set[int], grams: list[int]) -> list[int]:
        """Keep what has at least half of what the best has of the question. Nothing alike: nothing found."""
        weights = self._weights(words)
        by_grams = set(grams[:CANDIDATES_BY_GRAMS]) - by_stems
        folded_too = any(not known for _, known, _ in weights)
        covered = {
            number: sum(weight * _share(word, known, terms, folded) for word, known, weight in weights)
            for number, terms, folded in self._texts_of(by_stems, by_grams, folded_too=folded_too)
        }
        best = max(covered.values(), default=0.0)
        return [number for number in ranked if best and covered.get(number, 0.0) >= COVERED * best]

    def _texts_of(
        self, by_stems: Collection[int], by_grams: Collection[int], *, folded_too: bool
    ) -> Iterator[tuple[int, str, str]]:
        """Yield (number, terms, folded text) of documents; the folded text of those that terms led to only if wanted."""
        marks = ",".join("?" * len(by_stems))
        join, folded = ("JOIN grams ON grams.rowid = stems.rowid", "grams.folded") if folded_too else ("", "''")
        yield from self.db.execute(
            f"SELECT stems.rowid, ' ' || title || ' ' || body || ' ', {folded} FROM stems {join} WHERE stems.rowid IN ({marks})",  # noqa: S608
            list(by_stems),
        )
        marks = ",".join("?" * len(by_grams))
        yield from self.db.execute(f"SELECT rowid, '', folded FROM grams WHERE rowid IN ({marks})", list(by_grams))  # noqa: S608

    def _weights(self, words: Sequence[Word]) -> list[tuple[Word, set[str], float]]:
        """Return the words with those of their terms that are known, and how much they say: the rarer, the more."""
        total = max(1, self.size)
        numbers = self._numbers("terms", "term", [term for word in words for term in word.all_terms])
        result = []
        for word in words:
            known = {term: numbers[term] for term in word.all_terms if numbers.get(term)}
            result.append((word, set(known), log(1 + total / min(known.values(), default=1))))
        return result

    @property
    def size(self) -> int:
        """How many documents there are."""
        return int(self.db.execute("SELECT count(*) FROM docs").fetchone()[0])

    def known(self, names: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return which (source, key) pairs are in this index."""
        asked = "SELECT source, key FROM docs WHERE source = ? AND key = ?"
        return {name for name in names if self.db.execute(asked, name).fetchone()}

    def texts(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        """Return {number: (title, body)}."""
        marks = ",".join("?" * len(numbers))
        rows = self.db.execute(f"SELECT id, title, body FROM docs WHERE id IN ({marks})", list(numbers))  # noqa: S608
        return {row[0]: (row[1], row[2]) for row in rows}


def _share(word: Word, known: set[str], terms: str, folded: str) -> float:
    """Return how much of a word a document has: 1 for all of it or a synonym, half for parts or as a piece of another.

    Where no document has the word itself, all of its parts that are known count as all of it; where none has any of it,
    the share of its trigrams counts, if it is large.
    """
    if not known:
        grams = grams_of(f"{word.text} ")
        share = sum(gram in folded for gram in grams) / max(1, len(grams))
        return share / 2 if share >= ALIKE and len(word.text) >= _SHORTEST_ALIKE else 0.0
    own = word.terms[:1]
    if any(f" {term} " in terms for term in (*own, *word.also)):
        return 1.0
    parts = [f" {term} " in terms for term in word.terms[1:] if term in known]
    if any(parts):
        return 1.0 if all(parts) and (len(parts) == len(word.terms) - 1 or not known.intersection(own)) else 0.5
    inside = f" {word.text}" if len(word.text) < _LONG else word.text
    return 0.5 if len(word.text) >= _SHORTEST_CORRECTED and inside in folded else 0.0


def _pieces(typed: str) -> list[str]:
    """Return the folded words of one piece of a question; "E-Mail" is one word, as in the index."""
    pieces = fold_words(typed)
    if len(pieces) > 1 and "-" in typed and min(len(piece) for piece in pieces) <= 2:
        return ["".join(pieces)]
    return [piece[:60] for piece in pieces]


def _range(beginning: str) -> tuple[str, str]:
    """Return the bounds of all words that begin so."""
    return beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)


def _filters(kind: str, audiences: Collection[tuple[str, str]]) -> tuple[str, list[str]]:
    allowed, values = ["docs.audience = ''"], []
    for source, audience in audiences:
        allowed.append("(docs.source = ? AND docs.audience = ?)")
        values += [source, audience]
    condition = f"({' OR '.join(allowed)})"
    if kind:
        condition += " AND docs.kind = ?"
        values.append(kind)
    return condition, values


_local = threading.local()


def reader(path: Path, language: str) -> Reader | None:
    """Return this thread's reader of an index, or None where there is no index yet. A replaced file is opened anew."""
    held: dict[tuple[int, str], tuple[int, Reader]] = _local.__dict__.setdefault("readers", {})
    place = (os.getpid(), str(path))
    try:
        inode = path.stat().st_ino
    except FileNotFoundError:
        if place in held:
            held.pop(place)[1].close()
        return None
    known = held.get(place)
    if known is None or known[0] != inode:
        if known is not None:
            known[1].close()
        known = held[place] = (inode, Reader(path, language))
    return known[1] if known[1].is_ready else None
