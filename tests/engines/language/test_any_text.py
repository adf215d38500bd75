# SPDX-License-Identifier: EUPL-1.2
"""Whatever the text: places lie inside it, nothing is lost, nothing crashes, time grows linearly."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from allmende.engines.language import measure, sentences, tokens
from allmende.engines.language.hints import EASY, PLAIN, check, message
from allmende.engines.language.retrieval import Compounds, Corrector, Terms, fold, highlights, snippet, trigrams
from allmende.engines.language.speech import speak, spoken, utterances

pytestmark = pytest.mark.engine

PIECES = [
    " ", "\n", "\n\n", ". ", ".", ", ", ": ", "! ", "? ", " (", ") ", "„", "“ ", "-", " – ", "/", "§ ", "%", " €", "&", "1", "12", "1.", "3,5", "2024", "01.03.2024",
    "14:30", "Uhr", "z. B. ", "Dr. ", "usw. ", "Str. ", "Abs. ", "der ", "die ", "Das ", "wird ", "geprüft", "Antrag", " und ", "nicht ", "unmöglich", "IV ", "März ",
    "info@a.de", "www.a.de", "Tel. ", "ist ", "zu ", "um", "* ", "•", "\u202e", "\u200f", "שלום", "مرحبا", "привіт", "e\u0301", "𝟜", "٣", "ß", "İ", "\u00ad", "·", "\x00", "🙂",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
LANGUAGES = st.sampled_from(["de", "en", "uk", "ar", "tr"])


@given(TEXTS, LANGUAGES)
def test_tokens_hold_every_visible_sign_once(text, language):
    position = 0
    for token in tokens(text, language):
        assert text[position : token.start].strip() == ""
        assert text[token.start : token.end] == token.text
        assert token.text == token.text.strip()
        position = token.end
    assert text[position:].strip() == ""


@given(TEXTS, LANGUAGES)
def test_sentences_hold_every_visible_sign_once(text, language):
    position = 0
    for sentence in sentences(text, language):
        assert position <= sentence.start < sentence.end <= len(text)
        assert text[position : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert all(sentence.start <= token.start and token.end <= sentence.end for token in sentence.tokens)
        position = sentence.end
    assert text[position:].strip() == ""


@given(TEXTS, LANGUAGES)
def test_a_sentence_is_one_sentence_more_or_less(text, language):
    """Splitting a sentence again never finds fewer; its words stay the same."""
    for sentence in sentences(text, language):
        again = sentences(sentence.text, language)
        assert "".join(s.text for s in again).split() == "".join(sentence.text).split() or len(again) > 1


@given(TEXTS, LANGUAGES)
def test_measures(text, language):
    result = measure(text, language)
    if result is not None:
        assert result.words >= result.sentences >= 1
        assert result.syllables >= result.words
        assert 0 <= result.long_words <= 1


@given(TEXTS, LANGUAGES, st.sampled_from([PLAIN, EASY]))
def test_hints_lie_inside_and_can_be_told(text, language, profile):
    found = check(text, language, profile)
    for hint in found:
        assert 0 <= hint.start < hint.end <= len(text)
        assert hint.key in profile.severities
        assert message(hint).advice
    assert check(text, language, profile) == found


@given(TEXTS, LANGUAGES)
@example("1. 2. 3.", "de")
@example("z.B.5%", "de")
def test_segments_cover_the_text_without_gaps(text, language):
    position = 0
    for segment in speak(text, language):
        assert segment.start == position < segment.end
        position = segment.end
    assert position == len(text)


@given(TEXTS, st.sampled_from(["de", "en"]))
def test_no_digit_is_left(text, language):
    assert not any(sign.isdecimal() for sign in spoken(text, language))


@given(
    st.lists(st.sampled_from([piece for piece in PIECES if "www" not in piece]), max_size=30).map(" ".join),
    st.sampled_from(["de", "en"]),
)
def test_speaking_what_is_spoken_changes_nothing(text, language):
    """Pieces stand apart here: what is glued ("1z. B.") may only become an abbreviation or address once the digit is said."""
    once = spoken(text, language)
    assert spoken(once, language) == once


@given(TEXTS, LANGUAGES)
def test_utterances_follow_the_sentences(text, language):
    said = utterances(text, language)
    assert [(u.start, u.end) for u in said] == [(s.start, s.end) for s in sentences(text, language)]


@given(TEXTS, LANGUAGES)
def test_search_parts_never_fail(text, language):
    terms = Terms(language, Compounds(["Antrag", "Haus"]))
    for term in terms.of(text):
        assert term
    found = highlights(text, {"antrag"}, terms)
    start, end = snippet(text, found, 20)
    assert 0 <= start <= end <= len(text)
    Corrector([text[:50]]).correct(text[:60])
    assert all(len(trigram) == 3 for trigram in trigrams(text))


MEGABYTE = 1_000_000
HUGE = {
    "one word": "a" * MEGABYTE,
    "digits": "7" * MEGABYTE,
    "hyphens": "ab-" * (MEGABYTE // 3),
    "no space after stops": "a." * (MEGABYTE // 2),
    "right to left": "ש" * MEGABYTE,
    "umlauts": "äu" * (MEGABYTE // 2),
    "open brackets": "(" * MEGABYTE,
    "grouped digits": "123." * (MEGABYTE // 4),
    "at signs": "a@" * (MEGABYTE // 2),
    "genitives": "des Hauses der Stadt " * (MEGABYTE // 21),
}


def everything(text: str) -> None:
    """All that the engine does with a text, in one go. What grows faster than the text would not come to an end here."""
    measure(text)
    check(text, profile=EASY)
    spoken(text)
    list(Terms("de").of(text))
    fold(text)
    found = sentences(text, "de")
    assert found
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("name", HUGE)
def test_hostile_text_is_worked_through(name):
    everything(HUGE[name][: MEGABYTE // 20])


@pytest.mark.parametrize("name", ["one word", "digits", "right to left"])
def test_a_word_of_a_megabyte(name):
    everything(HUGE[name])
