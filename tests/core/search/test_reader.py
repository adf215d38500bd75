# SPDX-License-Identifier: EUPL-1.2
"""Questions: what is understood, corrected, found; and whatever people type."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.search.common_words import COMMON
from allmende.core.search.parts import StoredParts
from allmende.core.search.reader import LONGEST_QUERY, MOST_WORDS, clean
from allmende.engines.language.retrieval import Compounds, fold_words

PAGES = (
    ("Personalausweis beantragen", "Kommen Sie mit einem Passfoto in das Bürgerbüro."),
    ("Wohngeld", "Zuschuss zur Miete. Den Antrag bearbeitet das Wohnungsamt in der Hauptstraße."),
    ("Kirchenaustritt", "Erklären Sie ihn beim Standesamt."),
    ("Hundesteuer", "Wer einen Hund hält, meldet ihn an."),
    ("E-Mail an die Stadt", "Schreiben Sie uns."),
)


def titles(reader, question, **options):
    rows = reader.find(reader.understand(question, **options))
    texts = reader.texts([row.number for row in rows])
    return [texts[row.number][0] for row in rows]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Wie beantrage ich einen Personalausweis?", "Personalausweis beantragen"),
        ("Ausweis", "Personalausweis beantragen"),
        ("PERSONALAUSWEISE", "Personalausweis beantragen"),
        ("Buergerbuero", "Personalausweis beantragen"),
        ("Burgerburo", "Personalausweis beantragen"),
        ("Bürgerbüros", "Personalausweis beantragen"),
        ("Amt für Wohnungen", "Wohngeld"),
        ("Mietzuschuss", "Wohngeld"),
        ("aus der Kirche austreten", "Kirchenaustritt"),
        ("muss ich meine Hunde anmelden", "Hundesteuer"),
        ("email", "E-Mail an die Stadt"),
        ("E-Mail", "E-Mail an die Stadt"),
        ("Perrsonalausweis", "Personalausweis beantragen"),
        ("Wonhgeld", "Wohngeld"),
        ("Personnalauswis", "Personalausweis beantragen"),
    ],
)
def test_what_people_type_leads_to_the_page_they_mean(make_index, question, first):
    assert titles(make_index(*PAGES), question)[0] == first


def test_only_words_that_no_document_has_are_corrected(make_index):
    reader = make_index(("Hand", "Die Hand."), ("Hund", "Der Hund. Ein Hund."))
    assert [word.meant for word in reader.understand("Hand")] == [""]
    assert [word.meant for word in reader.understand("Hunt")] == ["Hund"]
    assert [word.meant for word in reader.understand("Hunt", correct=False)] == [""]


def test_nothing_alike_means_nothing_found(make_index):
    assert titles(make_index(*PAGES), "Quantenzirkus") == []


def test_words_of_restricted_documents_are_not_proposed(make_index):
    reader = make_index(("Geheimrezept", "", "page", "login"), ("Kuchen", "Backen"))
    assert [word.meant for word in reader.understand("Geheimrezpt")] == [""]
    assert titles(reader, "Geheimrezept") == []
    assert [row.key for row in reader.find(reader.understand("Geheimrezept"), audiences=[("set", "login")])] == ["0"]
    assert reader.find(reader.understand("Geheimrezept"), audiences=[("other", "login")]) == []


@pytest.mark.parametrize(
    "question",
    ['"', '""" OR *', "NEAR(a b)", "title:hund", "a AND b OR NOT c", "-hund", "^hund", "hund*", "hund'; DROP TABLE docs; --",
     "{}[]()", "%", "_", "\\", "hund\0steuer", "\u202ehund\u202c", "\u200fhund", "hund\ud800", "🐕", "ﷺ", "ⅷ", "…", "  ", "-", "e-", "٣٤"],
)  # fmt: skip
def test_signs_with_a_meaning_elsewhere_have_none_here(make_index, question):
    reader = make_index(*PAGES)
    reader.find(reader.understand(question))
    assert reader.size == len(PAGES)
    if "hund" in question and "steuer" not in question:
        assert "Hundesteuer" in titles(reader, question)


def test_a_word_of_a_million_letters_is_cut_and_takes_no_time(make_index):
    reader = make_index(*PAGES)
    began = time.process_time()
    for question in ("x" * 1_000_000, "hund " * 200_000, "\u202e" * 1_000_000, "ä" * 1_000_000):
        assert len(clean(question)) <= LONGEST_QUERY
        assert len(reader.understand(question)) <= MOST_WORDS
        titles(reader, question)
    assert time.process_time() - began < 20  # seconds; linear work takes a fraction of one


def test_only_words_that_every_page_has_say_nothing(make_index):
    assert make_index(*PAGES).understand("wo ist was und wie kann ich das") == []


@given(st.text(max_size=60))
def test_any_text_is_a_question(make_index_once, question):
    reader = make_index_once
    for row in reader.find(reader.understand(question)):
        assert row.source == "set"


@pytest.fixture(scope="module")
def make_index_once(tmp_path_factory):
    from allmende.core.search.reader import Reader
    from allmende.core.search.store import Store
    from tests.core.search.conftest import document

    path = tmp_path_factory.mktemp("once") / "index.sqlite3"
    with Store(path, "de") as store:
        store.rebuild(lambda: [("set", document(number, *row)) for number, row in enumerate(PAGES)])
    reader = Reader(path, "de")
    yield reader
    reader.close()


def test_looking_parts_up_splits_as_the_whole_vocabulary_does(make_index):
    """The oracle: the engine's splitter with all words in memory."""
    text = "Das Wohnungsamt hilft bei Wohnung und Miete, die Straßenbahn fährt durch Hauptstraße und Bahnstraße zum Amt am Tor."
    reader = make_index(("Eins", text))
    whole = Compounds(Counter({**dict.fromkeys(COMMON, 1), **Counter(fold_words("Eins " + text))}))
    words = [
        "Wohnungsamt",
        "Straßenbahnhaltestelle",
        "Mietwohnung",
        "Amtstor",
        "Bahnhofstraße",
        "Torstraße",
        "Kirchenaustritt",
        "Haus",
    ]
    assert [StoredParts(reader.db).parts(word) for word in words] == [whole.parts(word) for word in words]


def test_a_language_without_stemmer_is_found_by_trigrams(make_index):
    reader = make_index(("Паспорт громадянина", "Подайте заяву особисто."), ("Школа", "Перший клас"), language="uk")
    assert titles(reader, "паспорта") == ["Паспорт громадянина"]
    assert titles(reader, "школи")[0] == "Школа"


def test_arabic_is_found_with_and_without_vowel_signs(make_index):
    reader = make_index(("طلب السكن", "مساعدة في الإيجار"), ("المدرسة", "الصف الأول"), language="ar")
    assert titles(reader, "مدرسة") == ["المدرسة"]
    assert titles(reader, "سَكَن")[:1] == ["طلب السكن"]


def test_kinds_filter_and_the_number_of_results_is_capped(make_index):
    rows = [(f"Spielplatz {n}", "Rutsche", "place") for n in range(320)] + [("Spielplatz-Regeln", "", "page")]
    reader = make_index(*rows)
    words = reader.understand("Spielplatz")
    assert len(reader.find(words)) == 300
    assert [row.key for row in reader.find(words, kind="page")] == ["320"]
