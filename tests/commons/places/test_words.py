# SPDX-License-Identifier: EUPL-1.2
"""Folding of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.places.words import fold, fold_query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café Müller, Haupt-Str. 5a", ["cafe", "mueller", "haupt", "strasse", "5a"]),
        ("Bäckerei", ["baeckerei"]),
        ("BAECKEREI", ["baeckerei"]),
        ("Ba\u0308ckerei", ["baeckerei"]),
        ("Hauptstr.", ["hauptstrasse"]),
        ("Œuvre Łódź", ["oeuvre", "łodz"]),
        ("<script>", ["script"]),
        ("  _ -- ", []),
    ],
)
def test_fold(text, words):
    assert fold(text) == words


@given(st.text())
def test_folding_again_changes_nothing(text):
    words = fold(text)
    assert fold(" ".join(words)) == words


@given(st.text(alphabet="abcdäöüßéstr. -"), st.integers(min_value=1, max_value=20))
def test_the_beginning_of_a_word_finds_it(text, length):
    for word in text.split():
        stored = fold(word)
        for part in fold_query(word[:length]):
            assert any(known.startswith(part) for known in stored)
