# SPDX-License-Identifier: EUPL-1.2
"""What is said about a text, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.plainwords.review import LONGEST, MOST, SHOWN, review, writing_language
from allmende.core.plainwords.text import text_of

HARD = "Die Beantragung der Sperrmüllabholung ist unverzüglich vorzunehmen, sofern seitens der Antragstellenden keine gegenteilige Mitteilung erfolgt."
EASY = "Wir holen Ihren Sperrmüll ab. Rufen Sie uns an. Das kostet nichts."


def test_a_verdict_in_a_word():
    assert review(EASY).verdict == "sehr leicht"
    assert review(HARD).verdict == "sehr schwer"
    assert review(HARD).school_year > 12 > 5 > review(EASY).school_year


def test_the_worst_sentence_comes_first():
    found = review(f"{EASY} Der Antrag wird geprüft. {HARD}")
    assert "".join(text for text, _ in found.worst[0].parts) == HARD
    assert [passage.weight for passage in found.passages] == sorted(
        (passage.weight for passage in found.passages), reverse=True
    )
    assert len(found.passages) == 2  # easy sentences are not listed


def test_a_remark_says_what_why_and_what_instead():
    (passage,) = review("Wir prüfen das unverzüglich.").passages
    assert passage.parts == (("Wir prüfen das ", False), ("unverzüglich", True), (".", False))
    (remark,) = passage.remarks
    assert remark.title == "Amts-Deutsch"
    assert "unverzüglich" in remark.advice
    assert remark.suggestion == "sofort"


def test_words_are_repeated_where_the_advice_does_not_name_them():
    (passage,) = review("Die Tonne wird geleert.").passages
    assert [(remark.title, remark.words) for remark in passage.remarks] == [("Passiv", "wird geleert")]


def test_a_hint_on_the_whole_sentence_marks_nothing():
    sentence = "Wir kommen " + "und kommen " * 12 + "wieder."
    (passage,) = review(sentence).passages
    assert passage.parts == ((sentence, False),)


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        (HARD, EASY, "easier"),
        (EASY, HARD, "harder"),
        (EASY, EASY + " ", "same"),
        (None, EASY, ""),
        ("", EASY, ""),
        (EASY, "", ""),
    ],
)
def test_the_trend_since_the_last_version(before, now, trend):
    assert review(now, "de", before).trend == trend


def test_easy_language_is_held_to_more_rules():
    text = "Das Amt ist nicht offen, weil heute Feiertag ist."
    assert review(text, "de").passages == ()
    found = review(text, "de-simple")
    assert found.easy
    assert found.passages


def test_english():
    found = review("The application must be submitted without delay by the applicant.", "en")
    assert found.school_year is None
    assert [remark.title for passage in found.passages for remark in passage.remarks]


@pytest.mark.parametrize("code", ["uk", "ar", "tr", "", "xx", "\u202ede", "fr-CA"])
def test_other_languages_have_no_hints(code):
    assert writing_language(code) is None
    assert review(HARD, code) is None


@pytest.mark.parametrize("text", ["", " ", "…", "–\n\n–", "12 34", "\u202e\u200f", "https://example.org"])
def test_text_without_any_sentence(text):
    found = review(text)
    assert found.trend == ""
    assert found.worst == found.passages


def test_a_word_of_a_megabyte():
    found = review("ü" * 1_000_000)
    assert found.cut
    assert sum(len(text) for text, _ in found.worst[0].parts) < 500
    assert review("ü " * (LONGEST // 4)).cut is False


def test_marks_that_turn_the_direction_stay_inside_their_sentence():
    text = "Der Antrag wird \u202eträtseb\u202c geprüft."
    assert "".join(part for passage in review(text).passages for part, _ in passage.parts) in {text, ""}


def test_long_lists_are_cut():
    found = review("Ihr Antrag wird geprüft. " * 200)
    assert len(found.passages) == 200
    assert len(found.worst) == SHOWN
    assert len(found.others) == MOST - SHOWN


@given(st.text(max_size=400), st.sampled_from(["de", "de-simple", "en"]))
def test_parts_make_up_sentences_of_the_text(text, language):
    for passage in review(text, language).passages:
        assert "".join(part for part, _ in passage.parts if part != " …") in text


# --- The text of HTML ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>Titel</h2><p>Ein <b>Satz</b>.</p>", "Titel\n\nEin Satz."),
        ("<ul><li>eins</li><li>zwei</li></ul>", "eins\n\nzwei"),
        ("<p>Am Markt 1<br>Auenstadt</p>", "Am Markt 1\nAuenstadt"),
        ('<p>x<script>y</script><img alt="Bild"></p>', "x"),
        ("<table><tr><th>Tag</th><td>Montag</td></tr></table>", "Tag\n\nMontag"),
        ("a &lt; b", "a < b"),
        ("", ""),
    ],
)
def test_blocks_stand_apart(html, text):
    assert text_of(html) == text
