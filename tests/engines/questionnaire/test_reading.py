# SPDX-License-Identifier: EUPL-1.2
"""Faults of definitions are all found, each with its place."""

import pytest

from allmende.engines.questionnaire import DefinitionError, read, text_in

GOOD = {
    "title": "Befragung",
    "sections": [
        {
            "key": "wohnen",
            "title": "Wohnen",
            "questions": [
                {"path": "wohnen.art", "kind": "one_of", "label": "Wie wohnen Sie?", "options": [
                    {"key": "miete", "label": "zur Miete"}, {"key": "eigentum", "label": "im Eigentum"}]},
                {"path": "wohnen.zimmer", "kind": "number", "label": "Wie viele Zimmer?", "least": 1, "most": 20},
            ],
        }
    ],
}  # fmt: skip


def faults(**changes):
    """Return the faults of `GOOD` with changes: the key is the place, with __ for dots."""
    import copy

    data = copy.deepcopy(GOOD)
    for place, value in changes.items():
        *way, last = [int(part) if part.isdigit() else part for part in place.split("__")]
        at = data
        for part in way:
            at = at[part]
        if value is ...:
            del at[last]
        else:
            at[last] = value
    with pytest.raises(DefinitionError) as caught:
        read(data)
    return {(problem.where, problem.code) for problem in caught.value.problems}


Q = "sections__0__questions__"


def test_a_text_alone_is_german():
    assert read(GOOD).title == {"de": "Befragung"}
    assert text_in({"de": "Ja", "uk": "Так"}, "uk") == "Так"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ...}, ("title", "missing")),
        ({"title": {"en": "Survey"}}, ("title", "no_german")),
        ({"title": {"de": "x", "Deutsch!": "y"}}, ("title", "language")),
        ({"sections": []}, ("sections", "no_questions")),
        ({"sections": "x"}, ("sections", "not_a_list")),
        ({"farbe": "rot"}, ("farbe", "unknown_field")),
        ({Q + "0__path": "Wohnen Art"}, ("sections.0.questions.0.path", "bad_path")),
        ({Q + "0__path": "wohnen.other"}, ("sections.0.questions.0.path", "bad_path")),
        ({Q + "1__path": "wohnen.art"}, ("sections.0.questions.1.path", "duplicate")),
        ({Q + "0__kind": "essay"}, ("sections.0.questions.0.kind", "unknown_kind")),
        ({Q + "0__options": ...}, ("sections.0.questions.0.options", "missing")),
        ({Q + "0__options__1__key": "miete"}, ("sections.0.questions.0.options.1.key", "duplicate")),
        ({Q + "0__options__1__key": "other"}, ("sections.0.questions.0.options.1.key", "bad_key")),
        ({Q + "0__unit": "km"}, ("sections.0.questions.0.unit", "not_for_kind")),
        ({Q + "0__required": "ja"}, ("sections.0.questions.0.required", "not_yes_no")),
        ({Q + "1__least": 30}, ("sections.0.questions.1.least", "limits")),
        ({Q + "1__least": float("nan")}, ("sections.0.questions.1.least", "not_a_number")),
        ({Q + "1__show_if": {"path": "fremd", "is": 1}}, ("sections.0.questions.1.show_if", "condition_path")),
        ({Q + "1__show_if": {"path": "wohnen.zimmer", "is": 1}}, ("sections.0.questions.1.show_if", "condition_later")),
        ({Q + "0__show_if": {"path": "wohnen.zimmer", "is": 1}}, ("sections.0.questions.0.show_if", "condition_later")),
        ({Q + "1__show_if": {"path": "wohnen.art", "at_least": 1}}, ("sections.0.questions.1.show_if", "condition_kind")),
        ({Q + "1__show_if": {"path": "wohnen.art", "is": "schloss"}}, ("sections.0.questions.1.show_if", "condition_option")),
        ({Q + "1__show_if": {"all": []}}, ("sections.0.questions.1.show_if.all", "condition")),
        ({Q + "1__show_if": "wenn Miete"}, ("sections.0.questions.1.show_if", "condition")),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else None,
)  # fmt: skip
def test_each_fault_is_named_with_its_place(changes, expected):
    assert expected in faults(**changes)


def test_all_faults_are_named_at_once():
    assert len(faults(title=..., **{Q + "0__kind": "essay", Q + "1__path": "wohnen.art"})) >= 3


def test_a_deep_condition_is_refused_and_does_not_break_the_reader():
    deep = {"path": "wohnen.art", "is": "miete"}
    for _ in range(500):
        deep = {"not": deep}
    assert ("too_deep") in {code for _, code in faults(**{Q + "1__show_if": deep})}
