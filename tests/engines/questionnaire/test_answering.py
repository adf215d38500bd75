# SPDX-License-Identifier: EUPL-1.2
"""Single answers: what fits, what does not, and why."""

import pytest

from allmende.engines.questionnaire import check, read, summarise

OPTIONS = [{"key": key, "label": key} for key in ("bus", "rad", "auto")]
QUESTIONNAIRE = read(
    {
        "title": "Wege",
        "sections": [
            {"key": "eins", "title": "Eins", "questions": [
                {"path": "name", "kind": "text", "label": "?", "most": 5},
                {"path": "zahl", "kind": "number", "label": "?", "least": 0, "most": 2000},
                {"path": "kinder", "kind": "number", "label": "?", "whole": True},
                {"path": "note", "kind": "scale", "label": "?", "least": 1, "most": 5},
                {"path": "tag", "kind": "date", "label": "?"},
                {"path": "ja", "kind": "yes_no", "label": "?"},
                {"path": "weg", "kind": "one_of", "label": "?", "options": OPTIONS, "other": True},
                {"path": "wege", "kind": "several_of", "label": "?", "options": OPTIONS, "least": 1, "most": 2},
                {"path": "rang", "kind": "ranking", "label": "?", "options": OPTIONS},
                {"path": "urteil", "kind": "matrix", "label": "?", "options": OPTIONS, "required": True,
                 "rows": [{"key": "frueh", "label": "?"}, {"key": "spaet", "label": "?"}],
                 "show_if": {"path": "ja", "is": True}},
                {"path": "ort", "kind": "point", "label": "?"},
            ]},
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "raw", "typed"),
    [
        ("name", "  Anna ", "Anna"), ("zahl", "1.234,5", 1234.5), ("zahl", "3,50", 3.5), ("zahl", "3.5", 3.5), ("zahl", "1.000", 1000),
        ("kinder", "2", 2), ("note", "5", 5), ("tag", "2024-02-29", "2024-02-29"), ("ja", "no", False), ("weg", "rad", "rad"),
        ("wege", ["rad", "bus"], ["bus", "rad"]), ("wege", "bus", ["bus"]), ("rang", ["rad", "bus"], ["rad", "bus"]),
        ("ort", "8.67312,49.41022", [8.67312, 49.41022]), ("name", "a\x00b\u0007c", "abc"),
    ],
)  # fmt: skip
def test_what_fits(path, raw, typed):
    checked = check(QUESTIONNAIRE, {path: raw})
    assert checked.faults == ()
    assert checked.answers == {path: typed}
    assert type(checked.answers[path]) is type(typed)


@pytest.mark.parametrize(
    ("path", "raw", "code"),
    [
        ("name", "Annalena", "too_long"), ("name", ["x"], "not_text"), ("zahl", "viele", "not_a_number"), ("zahl", "1e400", "not_a_number"),
        ("kinder", 1e15, "not_a_number"), ("kinder", "1" * 16, "not_a_number"), ("kinder", 10**400, "not_a_number"),
        ("zahl", float("nan"), "not_a_number"),
        ("zahl", float("inf"), "not_a_number"), ("zahl", True, "not_a_number"), ("zahl", "-1", "too_small"), ("zahl", "2.001", "too_large"),
        ("kinder", "1,5", "not_whole"), ("note", "6", "too_large"), ("tag", "2023-02-29", "not_a_date"), ("tag", "22.11.2026", "not_a_date"),
        ("ja", "vielleicht", "not_yes_no"), ("weg", "kutsche", "unknown_option"), ("weg", "other", "other_text"),
        ("wege", ["bus", "rad", "auto"], "too_many"), ("wege", ["bus", "bus"], "twice"), ("rang", ["bus", "schiff"], "unknown_option"),
        ("ort", "8,91", "not_a_point"), ("ort", "nan,49", "not_a_point"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_and_not_stored(path, raw, code):
    checked = check(QUESTIONNAIRE, {path: raw})
    assert [(fault.path, fault.code) for fault in checked.faults] == [(path, code)]
    assert checked.answers == {}


def test_own_words_belong_to_other_only():
    assert check(QUESTIONNAIRE, {"weg": "other", "weg.other": " Kutsche "}).answers == {
        "weg": "other",
        "weg.other": "Kutsche",
    }
    assert check(QUESTIONNAIRE, {"weg": "rad", "weg.other": "Kutsche"}).answers == {"weg": "rad"}


def test_a_hidden_question_is_neither_stored_nor_missed():
    cells = {"frueh": "bus", "spaet": "rad"}
    assert check(QUESTIONNAIRE, {"ja": "no", "urteil": cells}).answers == {"ja": False}
    assert check(QUESTIONNAIRE, {"ja": "yes", "urteil": cells}).answers == {"ja": True, "urteil": cells}
    checked = check(QUESTIONNAIRE, {"ja": "yes", "urteil": {"frueh": "bus"}})
    assert [(fault.code, fault.values) for fault in checked.faults] == [("rows_missing", {"missing": ["spaet"]})]


def test_faults_of_other_pages_wait():
    assert check(QUESTIONNAIRE, {"zahl": "viele"}, sections=frozenset({"zwei"})).faults == ()


def test_results():
    people = [
        {"ja": True, "note": n % 5 + 1, "weg": "bus" if n < 6 else "rad", "rang": ["rad", "bus"]} for n in range(10)
    ]
    results = {result.question.path: result for result in summarise(QUESTIONNAIRE, people, smallest=2)}
    assert results["ja"].counts == {"yes": 10, "no": 0}
    assert results["weg"].counts == {"bus": 6, "rad": 4, "auto": 0, "other": 0}
    assert results["note"].median == 3
    assert results["rang"].points == {"bus": 1.0, "rad": 2.0, "auto": 0.0}
    few = {result.question.path: result for result in summarise(QUESTIONNAIRE, people, smallest=5)}
    assert few["weg"].counts == {
        "bus": None,
        "rad": None,
        "auto": 0,
        "other": 0,
    }  # 4, and the one that would give it away
    assert few["note"].mean is None  # with the mean the hidden counts could be worked out
    assert summarise(QUESTIONNAIRE, people[:3])[5].hidden


@pytest.mark.parametrize("number", [0.00001, 1e-10, 123456.1234567891, 999_999_999_999_999, -0.5, 1e-300])
def test_a_number_is_read_again_as_it_is_shown(number):
    questionnaire = read({"title": "?", "sections": [{"key": "a", "title": "?", "questions": [
        {"path": "zahl", "kind": "number", "label": "?"}]}]})  # fmt: skip
    once = check(questionnaire, {"zahl": number}).answers
    assert once == {"zahl": round(number, 10)}
    assert check(questionnaire, {"zahl": str(once["zahl"])}).answers == once


def test_a_text_without_a_sign_that_is_kept_is_no_answer():
    questionnaire = read({"title": "?", "sections": [{"key": "a", "title": "?", "questions": [
        {"path": "name", "kind": "text", "label": "?"}]}]})  # fmt: skip
    assert check(questionnaire, {"name": " \b\x00 "}).answers == {}
