# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import os
import time

import pytest

from allmende.core.readaloud import store
from allmende.core.readaloud.speaker import SPEAKER


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def files(home):
    return sorted(path for path in home.glob("readaloud/??/*") if path.is_file())


def test_a_script_is_found_under_its_key():
    script = [("de", "Guten Tag."), ("ar", "مرحبا")]
    assert store.script(store.keep(script)) == script


def test_the_same_script_has_the_same_key_and_another_installation_another(settings):
    script = [("de", "Guten Tag.")]
    key = store.keep(script)
    assert store.keep(script) == key
    assert store.keep([("de", "Guten Tag!")]) != key
    settings.SECRET_KEY = "another"
    assert store.keep(script) != key


def test_nothing_is_under_a_key_that_nobody_was_given():
    assert store.script("0" * 40) is None


def test_a_sentence_is_spoken_once(home):
    first = store.sound("de", "Guten Tag.")
    SPEAKER.close()
    assert store.sound("de", "Guten Tag.") == first
    assert SPEAKER.pid is None  # from disk
    assert store.sound("en", "Guten Tag.") != first


def test_only_the_service_can_read_what_was_said(home):
    store.keep([("de", "Ihr Bescheid liegt vor.")])
    assert (home / "readaloud").stat().st_mode & 0o077 == 0


def test_what_was_not_used_for_an_hour_is_forgotten(home):
    old, new = store.keep([("de", "Alt.")]), store.keep([("de", "Neu.")])
    used = store.keep([("de", "Oft.")])
    past = time.time() - store.LIFETIME - 60
    for path in files(home):
        if new not in path.name:
            os.utime(path, (past, past))
    store.script(used)  # using it keeps it
    assert store.forget() == 1
    assert store.script(old) is None
    assert store.script(new)
    assert store.script(used)


def test_the_longest_unused_goes_where_space_is_short(home):
    keys = [store.keep([("de", f"Satz {number}.")]) for number in range(10)]
    for age, path in enumerate(sorted(files(home), key=lambda path: keys.index(path.stem))):
        os.utime(path, (time.time() - 100 + age,) * 2)
    size = files(home)[0].stat().st_size
    assert store.forget(largest=3 * size + 1) == 7
    assert [bool(store.script(key)) for key in keys] == [False] * 7 + [True] * 3


def test_no_half_written_files_are_left(home):
    store.keep([("de", "Guten Tag.")])
    assert [path.suffix for path in files(home)] == [".json"]
