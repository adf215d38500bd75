# SPDX-License-Identifier: EUPL-1.2
"""The index file: changes lead to the same index as making it anew, and no crash leaves half of one."""

import sqlite3
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.core.search.reader import Reader
from allmende.core.search.registry import Document
from allmende.core.search.store import Store

TEXTS = (
    "Wohngeld beantragen",
    "Hund anmelden",
    "Müll und Abfall",
    "the bus stop",
    "Personalausweis",
    "",
    "Ärger Straße 5a",
)
documents = st.builds(
    Document,
    key=st.sampled_from("abcde"),
    kind=st.sampled_from(("page", "place")),
    title=st.sampled_from(TEXTS[:-2]),
    body=st.sampled_from(TEXTS),
    audience=st.sampled_from(("", "", "login")),
)


def tables(path):
    """Everything in an index, without the numbers of rows."""
    db = sqlite3.connect(path)
    try:
        docs = set(db.execute("SELECT source, key, kind, audience, title, body, digest FROM docs"))
        terms = set(db.execute("SELECT d.key, s.title, s.body FROM stems s JOIN docs d ON d.id = s.rowid"))
        grams = set(db.execute("SELECT d.key, g.folded FROM grams g JOIN docs d ON d.id = g.rowid"))
        counts = [
            set(db.execute(f"SELECT {name}, n FROM {table} WHERE n != 0"))
            for table, name in (("terms", "term"), ("gramcounts", "gram"), ("words", "word"))
        ]
        return docs, terms, grams, *counts
    finally:
        db.close()


@settings(max_examples=40)
@given(before=st.lists(documents, max_size=5), after=st.lists(documents, max_size=5))
def test_changing_leads_to_the_same_index_as_making_it_anew(tmp_path_factory, before, after):
    folder = tmp_path_factory.mktemp("same")
    before, after = ({d.key: d for d in rows} for rows in (before, after))
    with Store(folder / "changed", "en") as store:  # English: parts of compounds depend on when a text came
        store.rebuild(lambda: [("set", d) for d in before.values()])
        store.update("set", "abcde", lambda: [("set", d) for d in after.values()])
    with Store(folder / "anew", "en") as store:
        store.rebuild(lambda: [("set", d) for d in after.values()])
    assert tables(folder / "changed") == tables(folder / "anew")


def test_an_unchanged_document_is_not_written_again(tmp_path):
    rows = [("set", Document("1", "page", "Wohngeld"))]
    with Store(tmp_path / "index", "de") as store:
        store.rebuild(lambda: rows)
        assert store.update("set", ["1"], lambda: rows) == 0
        assert store.update("set", ["1"], lambda: [("set", Document("1", "page", "Wohngeld neu"))]) == 1
        assert store.update("set", ["1"], list) == 1
        assert store.update("set", ["1"], list) == 0


def test_an_error_while_reading_documents_keeps_the_old_index(tmp_path):
    def fail():
        yield "set", Document("2", "page", "Neu")
        raise RuntimeError("the database went away")

    with Store(tmp_path / "index", "de") as store:
        store.rebuild(lambda: [("set", Document("1", "page", "Alt"))])
        with pytest.raises(RuntimeError):
            store.rebuild(fail)
        with pytest.raises(RuntimeError):
            store.update("set", ["1", "2"], fail)
        assert list(store.digests()) == [("set", "1")]


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path, damage):
    path = tmp_path / "index.sqlite3"
    path.write_bytes(damage)
    with Store(path, "de") as store:
        assert not store.is_ready
        store.rebuild(lambda: [("set", Document("1", "page", "Wohngeld"))])
        assert store.is_ready


def test_many_readers_and_writers_at_once_see_whole_indexes(tmp_path):
    path = tmp_path / "index.sqlite3"
    states = [[("set", Document(str(n), "page", f"Satz{state} Wort")) for n in range(30)] for state in range(2)]
    with Store(path, "de") as store:
        store.rebuild(lambda: states[0])
    wrong, stop = [], threading.Event()

    def read():
        reader = Reader(path, "de")
        while not stop.is_set():
            number = len(reader.find(reader.understand("Wort")))
            if number != 30:
                wrong.append(number)
        reader.close()

    def write():
        for turn in range(6):
            with Store(path, "de") as store:
                if turn % 2:
                    store.rebuild(lambda turn=turn: states[turn // 2 % 2])
                else:
                    store.update("set", [str(n) for n in range(30)], lambda turn=turn: states[turn // 2 % 2])

    readers = [threading.Thread(target=read) for _ in range(3)]
    writers = [threading.Thread(target=write) for _ in range(2)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert wrong == []
