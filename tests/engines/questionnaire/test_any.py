# SPDX-License-Identifier: EUPL-1.2
"""What holds of any questionnaire and any answers."""

import json

from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.questionnaire import DefinitionError, check, read, summarise, visible, write
from tests.engines.questionnaire.definitions import answers_to, definitions

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["title", "sections", "key", "questions", "path", "kind", "label", "show_if", "all", "options", "de"]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


def slow_condition(data, given_answers):
    """The same meaning, written down once more from the handbook, over the raw data."""
    if data is None:
        return True
    if "all" in data:
        return False not in [slow_condition(part, given_answers) for part in data["all"]]
    if "any" in data:
        return True in [slow_condition(part, given_answers) for part in data["any"]]
    if "not" in data:
        return not slow_condition(data["not"], given_answers)
    path = data["path"]
    if "answered" in data:
        return (path in given_answers) is data["answered"]
    if path not in given_answers:
        return False
    answer = given_answers[path]
    if "is" in data:
        return answer == data["is"]
    if "has" in data:
        return data["has"] in answer
    return answer >= data["at_least"] if "at_least" in data else answer <= data["at_most"]


@given(definitions())
def test_reading_and_writing_are_each_others_opposite(data):
    questionnaire = read(data)
    assert read(json.loads(json.dumps(write(questionnaire)))) == questionnaire


@given(JSON)
def test_nonsense_is_refused_with_places(data):
    try:
        result = read(data).by_path
    except DefinitionError as error:
        result = [problem.code for problem in error.problems]
    assert result


@given(st.data())
def test_what_is_shown_follows_from_the_conditions_alone(data):
    definition = data.draw(definitions())
    questionnaire = read(definition)
    answers = check(questionnaire, data.draw(answers_to(definition))).answers
    expected, known = [], {}
    for section in definition["sections"]:
        if slow_condition(section.get("show_if"), known):
            for question in section["questions"]:
                if slow_condition(question.get("show_if"), known):
                    expected.append(question["path"])
                    if question["path"] in answers:
                        known[question["path"]] = answers[question["path"]]
    assert [question.path for question in visible(questionnaire, answers)] == expected


@given(st.data())
def test_checked_answers_are_json_of_visible_questions_and_checking_again_changes_nothing(data):
    definition = data.draw(definitions())
    questionnaire = read(definition)
    checked = check(questionnaire, data.draw(answers_to(definition)))
    shown = {question.path for question in visible(questionnaire, checked.answers)}
    assert {path.removesuffix(".other") for path in checked.answers} <= shown
    again = check(questionnaire, json.loads(json.dumps(checked.answers, allow_nan=False)))
    assert again.answers == checked.answers
    # Every visible question that must be answered is answered, or named.
    named = {fault.path for fault in checked.faults}
    for question in visible(questionnaire, checked.answers):
        assert not question.required or question.path in checked.answers or question.path in named
    assert not named & set(checked.answers)


@given(st.data())
def test_results_tell_no_group_smaller_than_allowed(data):
    definition = data.draw(definitions())
    questionnaire = read(definition)
    people = [check(questionnaire, raw).answers for raw in data.draw(st.lists(answers_to(definition), max_size=12))]
    for told, everything in zip(
        summarise(questionnaire, people, smallest=3), summarise(questionnaire, people, smallest=1), strict=True
    ):
        assert told.answered == sum(told.question.path in one for one in people) <= told.asked <= len(people)
        for key, count in told.counts.items():
            assert count is None or count == everything.counts[key]
            assert count is None or count == 0 or count >= 3
        if None in told.counts.values():  # nothing that could be solved for what is hidden
            assert (told.mean, told.median, told.low, told.points) == (None, None, None, {})
        if told.hidden:
            assert not told.counts
            assert told.median is None
        elif told.question.kind in {"one_of", "yes_no", "scale"}:  # these add up: nothing can be found by subtraction
            missing = [key for key, count in told.counts.items() if count is None]
            assert (
                len(missing) != 1
                or everything.counts[missing[0]] >= 3
                or len([c for c in told.counts.values() if c]) == 0
            )
