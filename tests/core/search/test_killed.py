# SPDX-License-Identifier: EUPL-1.2
"""A process that is killed while it writes leaves one whole state of the index behind."""

import sqlite3
import time

from allmende.core.search.registry import Document
from allmende.core.search.store import Store
from tests import nursery


def write_for_ever(path, ready):
    ready.send(True)
    turn = 0
    while True:
        turn += 1
        with Store(path, "de") as store:
            rows = [
                ("set", Document(str(n), "page", f"Titel {turn}", "Personalausweis beantragen " * 20))
                for n in range(200)
            ]
            if turn % 3:
                store.update("set", [str(n) for n in range(200)], lambda rows=rows: rows)
            else:
                store.rebuild(lambda rows=rows: rows)


def test_killed_at_any_moment_the_index_is_whole(tmp_path):
    """A real process, killed hard while it writes: what is there afterwards is one state, not a mixture."""
    path = tmp_path / "index.sqlite3"
    with Store(path, "de") as store:
        store.rebuild(lambda: [("set", Document(str(n), "page", "Titel 0")) for n in range(200)])
    for pause in (0.1, 0.35):
        ready, end = nursery.CONTEXT.Pipe(duplex=False)
        process = nursery.start(write_for_ever, path, end)
        assert ready.recv()
        time.sleep(pause)
        process.kill()
        process.join()
        db = sqlite3.connect(path)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(set(db.execute("SELECT title FROM docs"))) == 1
        assert db.execute("SELECT count(*) FROM docs").fetchone() == (200,)
        db.execute("INSERT INTO stems(stems) VALUES ('integrity-check')")
        db.close()
