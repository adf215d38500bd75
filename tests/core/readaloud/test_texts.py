# SPDX-License-Identifier: EUPL-1.2
"""From pieces of a page to what is said; whatever the piece holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.readaloud.texts import LONGEST, Piece, plan, sayings, spoken_language


def said(text, language="de"):
    return [one.spoken for one in sayings(Piece(text, language))]


def units(text):
    """As browsers count."""
    return text.encode("utf-16-le")


def test_sentences_with_their_places():
    text = "Das kostet 12,50 €. Kommen Sie am 1.3. um 9 Uhr."
    found = sayings(Piece(text, "de"))
    assert [one.spoken for one in found] == [
        "Das kostet zwölf Euro fünfzig.",
        "Kommen Sie am ersten März um neun Uhr.",
    ]
    assert [text[one.start : one.end] for one in found] == ["Das kostet 12,50 €.", "Kommen Sie am 1.3. um 9 Uhr."]


def test_places_count_as_browsers_do():
    text = "🙂🙂 Hallo. Und 𝕏 tschüss."
    for one in sayings(Piece(text, "de")):
        part = units(text)[2 * one.start : 2 * one.end].decode("utf-16-le")
        assert part in {"🙂🙂 Hallo.", "Und 𝕏 tschüss."}


@pytest.mark.parametrize(
    ("tag", "language"),
    [("de", "de"), ("de-simple", "de"), ("de_AT", "de"), ("EN-gb", "en"), ("uk", "uk"), ("ar-EG", "ar"), ("tr", "tr")],
)
def test_tags_lead_to_voices(tag, language):
    assert spoken_language(tag) == language


@pytest.mark.parametrize("tag", ["", "xx", "fr", "deutsch", "-", "../../etc", "de\n", "\u202ede", "d" * 5000, "🙂"])
def test_unsupported_languages_are_not_spoken(tag):
    assert sayings(Piece("Bonjour.", tag)) == ([] if tag != "de\n" else sayings(Piece("Bonjour.", "de")))


@pytest.mark.parametrize("text", ["", " \n ", "…", "–", "• • •", "\u202e\u202c", "()", "***", "\x00\x01"])
def test_text_without_any_sentence_is_not_said(text):
    assert said(text) == []


def test_marks_that_turn_the_direction_are_not_said():
    text = "Zahlen Sie \u202e001\u202c Euro an \u200fMüller\u2066."
    found = sayings(Piece(text, "de"))
    assert not any(sign in one.spoken for one in found for sign in "\u202e\u202c\u200f\u2066")
    assert (found[0].start, found[-1].end) == (0, len(text))


def test_a_word_of_a_megabyte_is_cut():
    found = sayings(Piece("a" * 1_000_000, "de"))
    assert len(found) > 1_000
    assert max(len(one.spoken) for one in found) <= 2 * LONGEST
    assert [one.end for one in found[:-1]] == [one.start for one in found[1:]]


def test_a_long_sentence_is_cut_at_blanks():
    text = "Bitte beachten Sie " + "auch die Regeln " * 80 + "im Haus."
    found = sayings(Piece(text, "de"))
    assert len(found) > 1
    assert " ".join(one.spoken for one in found).split() == text.split()
    assert all(text[one.end - 1] == " " for one in found[:-1])


def test_half_of_a_pair_of_units_is_no_error():
    assert said("Ja \ud83d nein.")


@given(st.text(max_size=300), st.sampled_from(["de", "en", "uk", "ar", "tr", "xx"]))
def test_whatever_the_text_places_lie_in_it_in_order(text, language):
    position = 0
    for one in plan([Piece(text, language)])[0]:
        assert position <= one.start < one.end <= len(units(text.encode("utf-16", "replace").decode("utf-16"))) // 2
        assert one.spoken.strip()
        position = one.end
