# SPDX-License-Identifier: EUPL-1.2
"""The parts of a search."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.language import retrieval
from allmende.engines.language.retrieval import (
    Compounds,
    Corrector,
    Highlight,
    Terms,
    fold,
    fold_words,
    fuse,
    highlights,
    one_edit_apart,
    similarity,
    snippet,
    stem,
    stemmed_languages,
    trigrams,
)

pytestmark = pytest.mark.engine

VOCABULARY = [
    "Wohnung",
    "Amt",
    "Straße",
    "Verkehr",
    "Bürger",
    "Meister",
    "Kinder",
    "Garten",
    "Schule",
    "Bus",
    "Wohngeld",
    "Antrag",
    "Geburt",
    "Urkunde",
    "Behörde",
    "Stadt",
    "Rat",
    "Haus",
    "Unter",
    "Lage",
    "Feuer",
    "Wehr",
    "Platz",
    "Leben",
    "Mittel",
    "Zeit",
    "Öffnung",
    "Führer",
    "Schein",
]
COMPOUNDS = Compounds(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Bäckerei", "baeckerei"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("Ba\u0308ckerei", "baeckerei"), ("Café", "cafe"), ("İstanbul ılık", "istanbul ilik"),
     ("Wohn\u00adgeld", "wohngeld"), ("ﬁt", "fit"), ("\u202eabc", "abc"), ("مُحَمَّد", "محمد"), ("Їжак", "іжак")],
)  # fmt: skip
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_words_have_no_signs(text):
    assert all(word and " " not in word for word in fold_words(text))


@pytest.mark.parametrize(
    "pair",
    [
        ("Bäckereien", "Baeckerei"),
        ("Häuser", "Haus"),
        ("Anträge", "Antrag"),
        ("Kindergärten", "Kindergarten"),
        ("Wohnungen", "wohnung"),
    ],
)
def test_stems_meet(pair):
    terms = Terms("de")
    assert terms.of_word(pair[0]) == terms.of_word(pair[1])


def test_stems_of_other_languages():
    assert stem("libraries", "en") == stem("library", "en")
    assert stem("бібліотеки", "uk") == "бібліотеки"
    assert stemmed_languages() >= {"de", "en", "ar", "tr"}
    assert stem("a" * 100) == "a" * 100


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Wohnungsamt", ("Wohnungs", "amt")),
        ("Straßenverkehrsbehörde", ("Straßen", "verkehrs", "behörde")),
        ("Straßenverkehrsämter", ("Straßen", "verkehrs", "ämter")),
        ("BÜRGERMEISTER", ("BÜRGER", "MEISTER")),
        ("Kindergarten", ("Kinder", "garten")),
        ("Schulbus", ("Schul", "bus")),
        ("Wohngeldantrag", ("Wohngeld", "antrag")),
        ("Geburtsurkunde", ("Geburts", "urkunde")),
        ("Lebensmittel", ("Lebens", "mittel")),
        ("Führerschein", ("Führer", "schein")),
    ],
)
def test_compounds(word, pieces):
    assert COMPOUNDS.split(word) == pieces


@pytest.mark.parametrize(
    "word",
    ["Haus", "Unterlagen", "Wohnung", "Gartenzwerg", "", "a" * 10000, "12345678", "Straßen-Amt", "wohnungwohnungx"],
)
def test_no_compounds(word):
    assert COMPOUNDS.split(word) == (word,)


def test_frequent_parts_win():
    counts = {"staub": 50, "ecken": 40, "staube": 1, "becken": 60, "stau": 70}
    assert Compounds(counts).parts("Staubecken") == ("stau", "becken")
    counts["becken"] = counts["stau"] = 2
    assert Compounds(counts).parts("Staubecken") == ("staub", "ecken")


@given(
    st.lists(
        st.sampled_from(["Haus", "Straße", "Öl", "amt", "tür", "Garten", "bürger", "ß", "e\u0301"]),
        min_size=1,
        max_size=8,
    )
)
def test_pieces_of_a_compound_make_the_word(pieces):
    word = "".join(pieces)
    assert "".join(Compounds(["Haus", "Straße", "Amt", "Garten", "Bürger", "Türe"]).split(word)) == word


def test_terms_of_compounds_and_hyphens():
    terms = Terms("de", COMPOUNDS)
    assert set(terms.of("Straßenverkehrsämter")) >= {"strass", "verkehr", "amt"}
    assert set(terms.of("Wohngeld-Antrag")) >= {"wohngeld", "antrag"}
    assert list(terms.of("Wohn·geld")) == ["wohngeld", "wohn", "geld"]
    assert list(Terms("en").of("Libraries, opened!")) == ["librari", "open"]
    assert list(Terms("uk").of("Бібліотеки!")) == ["бібліотеки"]
    assert list(terms.of("?! ...")) == []


def slow_distance(left, right):
    """Damerau's distance (optimal string alignment) by the full table: the oracle."""
    table = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            same = left[i - 1] == right[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_edit_apart_agrees_with_the_full_table(left, right):
    assert one_edit_apart(left, right) == (slow_distance(left, right) == 1)


@given(st.lists(st.text("abcd", min_size=4, max_size=7), max_size=25), st.text("abcd", min_size=4, max_size=7))
def test_candidates_are_all_words_one_edit_away(vocabulary, word):
    assert set(Corrector(vocabulary).candidates(word)) == {
        other for other in vocabulary if slow_distance(word, other) == 1
    }


def test_only_unknown_words_are_corrected():
    corrector = Corrector({"wohnung": 9, "wohnungen": 3, "antrag": 5, "anträge": 4, "auftrag": 2, "bus": 1})
    assert corrector.correct("Wonung") == "wohnung"
    assert corrector.correct("Wohnugn") == "wohnung"
    assert corrector.correct("Wohnungen") == "wohnungen"
    assert corrector.correct("Antrga") == "antrag"
    assert corrector.correct("Antraege") == "antraege"
    assert corrector.correct("bsu") == "bsu"
    assert corrector.correct("völlig anders") == "voellig anders"
    assert "Wohnung" in corrector
    assert "Wonung" not in corrector


def test_the_more_frequent_word_with_the_same_beginning_wins():
    assert Corrector({"haltestelle": 2, "haltestellen": 9}).correct("haltestelln") == "haltestellen"
    assert Corrector({"kaus": 99, "hauss": 1}).correct("haus") == "hauss"


def test_trigrams():
    assert trigrams("Amt") == {"  a", " am", "amt", "mt "}
    assert similarity("Bäckerei", "BAECKEREI") == 1
    assert similarity("Bäckerei", "Bäckerrei") > 0.6 > similarity("Bäckerei", "Rathaus")
    assert similarity("", "x") == 0


@given(st.text(), st.text())
def test_similarity_is_symmetric_and_bounded(left, right):
    assert 0 <= similarity(left, right) == similarity(right, left) <= 1


def test_fusion():
    fused = fuse([["a", "b", "c"], ["b", "d"]])
    assert [item for item, _ in fused] == ["b", "a", "d", "c"]
    assert dict(fused)["b"] == pytest.approx(1 / 62 + 1 / 61)
    assert [item for item, _ in fuse([["a"], ["b"]], weights=[1, 2])] == ["b", "a"]
    assert fuse([]) == []
    assert fuse([["a", "a"]]) == fuse([["a"]])
    with pytest.raises(ValueError, match="2 rankings, but 1 weights"):
        fuse([["a"], ["b"]], weights=[1.0])


@given(st.lists(st.lists(st.integers(0, 20), unique=True), max_size=4))
def test_fusion_keeps_every_item_once(rankings):
    items = [item for item, _ in fuse(rankings)]
    assert len(items) == len(set(items))
    assert set(items) == {item for ranking in rankings for item in ranking}


def test_highlights():
    terms = Terms("de", COMPOUNDS)
    text = "Das Straßenverkehrsamt und die Ämter: ein Amt."
    found = highlights(text, set(terms.of("amt")), terms)
    assert [text[h.start : h.end] for h in found] == ["Straßenverkehrsamt", "Ämter", "Amt"]
    assert highlights(text, set(), terms) == []


def test_snippet_shows_the_place_with_most_terms():
    terms = Terms("de")
    text = (
        "Hier steht Wohngeld. "
        + "Nichts davon ist wichtig. " * 30
        + "Den Antrag auf Wohngeld gibt es im Rathaus. "
        + "Ende gut. " * 30
    )
    found = highlights(text, set(terms.of("Wohngeld Antrag")), terms)
    start, end = snippet(text, found, 80)
    assert "Antrag auf Wohngeld" in text[start:end]
    assert end - start <= 80
    assert not text[start - 1].strip()
    assert snippet("kurz", []) == (0, 4)
    assert text[slice(*snippet(text, [], 30))] == "Hier steht Wohngeld. Nichts"


@given(st.text(max_size=300), st.integers(10, 80))
def test_snippets_lie_inside_the_text(text, length):
    terms = Terms("de")
    found = highlights(text, frozenset(list(terms.of(text))[3:6]), terms)
    start, end = snippet(text, found, length)
    assert 0 <= start <= end <= len(text)
    assert end - start <= length
    assert all(isinstance(h, Highlight) and 0 <= h.start < h.end <= len(text) for h in found)


def test_everything_public_is_there():
    assert all(hasattr(retrieval, name) for name in retrieval.__all__)


def test_corrector_finds_planted_errors():
    """Typing errors planted into words of a made-up vocabulary are mended."""
    chance = random.Random(3)
    vocabulary = ["".join(chance.choice("aeioubdfgklmnrst") for _ in range(chance.randint(8, 14))) for _ in range(2000)]
    corrector = Corrector(vocabulary)
    right = 0
    for word in vocabulary[:300]:
        at = chance.randrange(1, len(word))
        right += corrector.correct(word[:at] + word[at + 1 :]) == word
    assert right >= 297
