# SPDX-License-Identifier: EUPL-1.2
"""The text of letters and what a letter must have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.letters.letter import Sender, blocks, sender_of


def shape(text):
    return [(block.kind, len(block.lines)) for block in blocks(text)]


def test_paragraphs_headings_and_lists():
    text = "eins\nzwei\n\n## Titel\n- a\n- b\nund dann\n\n\n\n• c"
    assert shape(text) == [("p", 2), ("h2", 1), ("ul", 2), ("p", 1), ("ul", 1)]


def test_bold_and_lonely_stars():
    (block,) = blocks("Die **Nummer** steht **oben**.")
    assert block.lines == [[("Die ", False), ("Nummer", True), (" steht ", False), ("oben", True), (".", False)]]
    assert blocks("2 ** 3")[0].lines == [[("2 ** 3", False)]]


@given(st.text(max_size=200))
def test_no_word_is_lost(text):
    shown = "".join(words for block in blocks(text) for line in block.lines for words, _ in line)
    kept = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in shown if sign.isalnum()] == kept


@pytest.mark.parametrize("changes", [{"recipient": ("", " ")}, {"recipient": tuple("abcdefg")}, {"subject": "  "}])
def test_a_letter_needs_a_recipient_who_fits_and_a_subject(make_letter, changes):
    with pytest.raises(ValueError):
        make_letter(**changes)


def test_empty_address_lines_are_left_out(make_letter):
    assert make_letter(recipient=("Erika Muster", "", "Weg 1", "")).recipient == ("Erika Muster", "Weg 1")


def test_a_town_without_presence_writes_with_that_of_its_county(town):
    assert sender_of(town).name == "Landkreis Auental"


def test_the_return_line_leaves_out_what_is_unknown():
    assert Sender("Amt", city="Ort").return_line == "Amt · Ort"
