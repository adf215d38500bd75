# SPDX-License-Identifier: EUPL-1.2
"""The index of one scope: a SQLite file of its own below ALLMENDE_HOME/search, beside whatever database is used.

It is derived: it can be deleted at any time and made anew. Readers (web workers) never wait; writers (background worker,
command line) wait for each other, and read the documents only once they hold the lock, so that the last word is always
the database's. What a file holds:

    docs    the documents: source, key, kind, audience, title, text, digest
    stems   FTS5 over their terms (stems and parts of compounds), ranked by BM25
    grams   FTS5 over their folded text with SQLite's own trigram tokenizer
    terms, gramcounts   in how many documents each term and trigram is
    words   folded words of public documents with their number: what corrections choose from
    forms   which folded words carry a term: what highlights look for
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from django.conf import settings

from allmende.core.search.common_words import COMMON
from allmende.core.search.parts import StoredParts
from allmende.core.search.registry import PUBLIC, Document, Scope
from allmende.core.search.text import Analysed, Analyser, base_language, folded_text, grams_of, splits_compounds
from allmende.engines.language.retrieval import Compounds, Terms, stem

VERSION = 1
BUSY_SECONDS, GAP_SECONDS = 120, 0.5

_SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE docs(id INTEGER PRIMARY KEY, source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, audience TEXT NOT NULL,
                  title TEXT NOT NULL, body TEXT NOT NULL, digest TEXT NOT NULL, UNIQUE(source, key));
CREATE VIRTUAL TABLE stems USING fts5(title, body, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE grams USING fts5(folded, tokenize = "trigram case_sensitive 1");
CREATE TABLE terms(term TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE gramcounts(gram TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE words(word TEXT PRIMARY KEY, mirrored TEXT NOT NULL, stem TEXT NOT NULL, written TEXT NOT NULL, n INTEGER NOT NULL)
                  WITHOUT ROWID;
CREATE INDEX words_mirrored ON words(mirrored);
CREATE INDEX words_stem ON words(stem);
CREATE TABLE forms(term TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY(term, word)) WITHOUT ROWID;
"""
_TABLES = ("meta", "docs", "stems", "grams", "terms", "gramcounts", "words", "forms")

Read = Callable[[], Iterable[tuple[str, Document]]]
"""Returns (name of the source, document) pairs."""


def folder() -> Path:
    """Return the folder of the indexes."""
    return Path(settings.HOME) / "search"


def path_of(scope: Scope) -> Path:
    """Return the file of a scope's index."""
    return folder() / f"{scope.name}.sqlite3"


def digest_of(document: Document) -> str:
    """Return a hash of everything the index holds of a document."""
    parts = f"{document.kind}\0{document.audience}\0{document.title}\0{document.body}"
    return hashlib.blake2b(parts.encode("utf-8", "replace"), digest_size=16).hexdigest()


class Store:
    """Writes one index. Use it in a `with` block."""

    def __init__(self, path: Path, language: str) -> None:
        self.path, self.language = path, language

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self.db.execute("PRAGMA journal_mode=WAL")
            self.db.execute("PRAGMA synchronous=NORMAL")
        except sqlite3.DatabaseError as error:
            self.db.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:  # somebody else is at work with it
                raise
            # No database, or a damaged one: it is only derived.
            remove(self.path)
            self.db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self.db.execute("PRAGMA journal_mode=WAL")
        self.path.chmod(0o600)
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    @property
    def is_ready(self) -> bool:
        """Whether the file holds an index of this version."""
        return bool(self.db.execute("PRAGMA user_version").fetchone()[0] == VERSION)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of this index; everything inside is kept, or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def rebuild(self, read: Read) -> int:
        """Make the index anew from all documents; return how many. Readers see the old one until it is done."""
        with self.writing():
            documents = list(read())
            for table in _TABLES:
                self.db.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in filter(str.strip, _SCHEMA.split(";\n")):
                self.db.execute(statement)
            compounds = None
            if splits_compounds(self.language):
                plain = Analyser(Terms(base_language(self.language)))
                vocabulary: Counter[str] = Counter(COMMON)
                for _, document in documents:
                    vocabulary.update(list(plain.of(f"{document.title}\n{document.body}").words))
                compounds = Compounds(vocabulary)
            batch = _Batch(self.db, Analyser(Terms(base_language(self.language), compounds)))
            for source, document in documents:
                batch.add(source, document)
            batch.finish()
            self.db.execute("INSERT INTO meta VALUES ('built', ?)", [str(time.time())])
            self.db.execute(f"PRAGMA user_version={VERSION}")
        self._shrink()
        return len(documents)

    def _shrink(self) -> None:
        """Give back the room of the journal, if readers leave a gap soon: no writer gets in meanwhile. If not, the next one may."""
        self.db.execute(f"PRAGMA busy_timeout={GAP_SECONDS * 1000:.0f}")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    def update(self, source: str, keys: Collection[str], read: Read) -> int:
        """Bring the documents with these keys to what `read` returns of them; return how many changed."""
        changed = 0
        with self.writing():
            now = {document.key: document for _, document in read()}
            batch = _Batch(self.db, self._analyser())
            for key in dict.fromkeys(keys):
                document = now.get(key)
                row = self.db.execute(
                    "SELECT id, digest FROM docs WHERE source = ? AND key = ?", [source, key]
                ).fetchone()
                if row and document and row[1] == digest_of(document):
                    continue
                if row:
                    batch.remove(row[0])
                if document:
                    batch.add(source, document)
                changed += bool(row or document)
            batch.finish()
        return changed

    def digests(self) -> dict[tuple[str, str], str]:
        """Return {(source, key): digest} of everything in the index."""
        return {(row[0], row[1]): row[2] for row in self.db.execute("SELECT source, key, digest FROM docs")}

    def _analyser(self) -> Analyser:
        parts = StoredParts(self.db) if splits_compounds(self.language) else None
        return Analyser(Terms(base_language(self.language), parts))


class _Batch:
    """Writes and removes documents, and keeps the counts along."""

    def __init__(self, db: sqlite3.Connection, analyser: Analyser) -> None:
        self.db, self.analyser = db, analyser
        self.terms: Counter[str] = Counter()
        self.grams: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.written: dict[str, str] = {}
        self.forms: set[tuple[str, str]] = set()

    def add(self, source: str, document: Document) -> None:
        """Write one document."""
        title, body = self.analyser.of(document.title), self.analyser.of(document.body)
        folded = folded_text(document.title, document.body)
        row = (source, document.key, document.kind, document.audience, document.title, document.body)
        cursor = self.db.execute(
            "INSERT INTO docs(source, key, kind, audience, title, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*row, digest_of(document)],
        )
        number = cursor.lastrowid
        self.db.execute(
            "INSERT INTO stems(rowid, title, body) VALUES (?, ?, ?)",
            [number, " ".join(title.terms), " ".join(body.terms)],
        )
        self.db.execute("INSERT INTO grams(rowid, folded) VALUES (?, ?)", [number, folded])
        self._count((title, body), folded, 1, public=document.audience == PUBLIC)
        self.forms |= title.forms | body.forms

    def remove(self, number: int) -> None:
        """Take one document out."""
        audience, title, body = self.db.execute(
            "SELECT audience, title, body FROM docs WHERE id = ?", [number]
        ).fetchone()
        stored = self.db.execute("SELECT title, body FROM stems WHERE rowid = ?", [number]).fetchone()
        folded = self.db.execute("SELECT folded FROM grams WHERE rowid = ?", [number]).fetchone()[0]
        known = Analyser(Terms(self.analyser.language))
        of_texts = (
            Analysed(stored[0].split(), set(), known.of(title).words),
            Analysed(stored[1].split(), set(), known.of(body).words),
        )
        self._count(of_texts, folded, -1, public=audience == PUBLIC)
        for table, column in (("docs", "id"), ("stems", "rowid"), ("grams", "rowid")):
            self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", [number])  # noqa: S608

    def _count(self, texts: tuple[Analysed, Analysed], folded: str, change: int, *, public: bool) -> None:
        title, body = texts
        for term in {*title.terms, *body.terms}:
            self.terms[term] += change
        for gram in grams_of(folded):
            self.grams[gram] += change
        if public:  # words of restricted documents must not be proposed to everybody
            words = {**body.words, **title.words}
            for word in words:
                self.words[word] += change
            if change > 0:
                self.written.update(words)

    def finish(self) -> None:
        """Write the counts."""
        upsert = "INSERT INTO {0} VALUES (?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
        self.db.executemany(upsert.format("terms"), [pair for pair in self.terms.items() if pair[1]])
        self.db.executemany(upsert.format("gramcounts"), [pair for pair in self.grams.items() if pair[1]])
        self.db.executemany(
            "INSERT INTO words VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            [(word, word[::-1], stem(word), self.written.get(word, word), n) for word, n in self.words.items() if n],
        )
        self.db.executemany("INSERT OR IGNORE INTO forms VALUES (?, ?)", self.forms)


def remove(path: Path) -> None:
    """Delete an index with SQLite's files beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
