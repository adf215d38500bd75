# SPDX-License-Identifier: EUPL-1.2
"""Each rule notices what it should and is silent otherwise."""

from __future__ import annotations

import string

import pytest

from allmende.engines.language.hints import EASY, MESSAGES, PLAIN, Severity, check, message
from allmende.engines.language.hints.officialese import OFFICIALESE
from allmende.engines.language.retrieval import Compounds

from .hint_sentences import CASES, ENGLISH, PLAIN_CASES

pytestmark = pytest.mark.engine


def rows(cases, which):
    return [(key, sentence) for key, pair in cases.items() for sentence in pair[which]]


def keys(text, language="de", profile=EASY):
    return {hint.key for hint in check(text, language, profile)}


@pytest.mark.parametrize(("key", "sentence"), rows(CASES, 0))
def test_noticed(key, sentence):
    assert key in keys(sentence)


@pytest.mark.parametrize(("key", "sentence"), rows(CASES, 1))
def test_left_alone(key, sentence):
    assert key not in keys(sentence)


@pytest.mark.parametrize(("key", "sentence"), rows(PLAIN_CASES, 0))
def test_noticed_in_plain_language(key, sentence):
    assert key in keys(sentence, profile=PLAIN)


@pytest.mark.parametrize(("key", "sentence"), rows(PLAIN_CASES, 1))
def test_left_alone_in_plain_language(key, sentence):
    assert key not in keys(sentence, profile=PLAIN)


@pytest.mark.parametrize(("key", "sentence"), rows(ENGLISH, 0))
def test_noticed_in_english(key, sentence):
    assert key in keys(sentence, "en")


@pytest.mark.parametrize(("key", "sentence"), rows(ENGLISH, 1))
def test_left_alone_in_english(key, sentence):
    assert key not in keys(sentence, "en")


def test_every_rule_has_five_sentences_of_both_kinds():
    known = CASES | PLAIN_CASES
    assert set(known) == set(MESSAGES)
    assert all(len(pair[0]) >= 5 and len(pair[1]) >= 5 for pair in (*known.values(), *ENGLISH.values()))


def test_every_key_of_a_profile_has_a_message():
    assert set(EASY.severities) | set(PLAIN.severities) == set(MESSAGES)


def test_messages_are_filled():
    text = " ".join(sentence for pair in CASES.values() for sentence in pair[0])
    for hint in check(text, profile=EASY):
        title, advice = message(hint)
        wanted = {name for _, name, _, _ in string.Formatter().parse(MESSAGES[hint.key].advice) if name}
        assert wanted <= set(hint.params)
        assert title
        assert "{" not in advice


def test_places_and_replacements():
    text = "Danach: Bitte antworten Sie unverzüglich, ggf. am 01.03.2025."
    found = {hint.key: hint for hint in check(text, profile=EASY)}
    assert text[found["officialese"].start : found["officialese"].end] == "unverzüglich"
    assert found["officialese"].replacement == "sofort"
    assert found["abbreviation"].replacement == "gegebenenfalls"
    assert found["date-short"].replacement == "1. März 2025"


def test_replacements_take_the_capital_of_the_sentence():
    (hint,) = [h for h in check("Unverzüglich kommen.") if h.key == "officialese"]
    assert hint.replacement == "Sofort"


def test_safe_replacements_leave_nothing_to_say():
    text = "Sie brauchen zwölf Fotos, z. B. von unten, unverzüglich. Siehe Kapitel IV."
    for hint in reversed([h for h in check(text, profile=EASY) if h.replacement is not None]):
        text = text[: hint.start] + hint.replacement + text[hint.end :]
    assert text == "Sie brauchen 12 Fotos, zum Beispiel von unten, sofort. Siehe Kapitel 4."


def test_easy_language_is_stricter():
    text = "Der Antrag wird geprüft, wenn Sie ihn unterschrieben und mit allen Unterlagen bei uns im Rathaus abgegeben haben."
    plain, easy = check(text), check(text, profile=EASY)
    assert len(easy) > len(plain)
    by_key = {hint.key: hint.severity for hint in easy}
    assert by_key["officialese"] is Severity.WARNING


def test_long_words_are_split_where_the_splitter_knows_them():
    splitter = Compounds(["Einwohner", "Meldung", "Melde", "Amt"])
    (hint,) = [
        h for h in check("Das Einwohnermeldeamt hilft.", profile=EASY, splitter=splitter.split) if h.key == "word-long"
    ]
    assert hint.suggestion == "Einwohner-Melde-Amt"


def test_good_easy_language_has_no_hint():
    text = (
        "Wohn-Geld\n\nSie haben wenig Geld?\nDann hilft Ihnen das Amt.\nDas Amt zahlt einen Teil von Ihrer Miete.\n"
        "So bekommen Sie das Geld:\n- Holen Sie das Formular.\n- Füllen Sie das Formular aus.\n- Geben Sie das Formular im Rathaus ab.\n"
        "Frau Weber hilft Ihnen gern.\nSie können Frau Weber anrufen."
    )
    assert check(text, profile=EASY) == []


def test_headings_need_no_verbs_or_short_words_lists():
    assert keys("Was wird gebaut\n\nWir bauen ein Haus.") == set()


def test_very_long_sentences_are_only_told_to_be_long():
    assert keys("wird geprüft und " * 400) == {"sentence-very-long"}


def test_word_list_is_large():
    known = OFFICIALESE["de"]
    assert len(known.forms) + sum(map(len, known.stems.values())) + sum(map(len, known.phrases.values())) >= 200
