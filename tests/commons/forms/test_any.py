# SPDX-License-Identifier: EUPL-1.2
"""Any definition that can be read can be shown, answered, stored, printed and told as results."""

import json

from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.commons.forms import results
from allmende.commons.forms.fields import SectionForm, is_asked, raw_of
from allmende.commons.forms.paper import sheet_of
from allmende.commons.forms.show import reduced
from allmende.commons.forms.spoken import spoken
from allmende.commons.forms.words import fault_words
from allmende.engines.questionnaire import check, holds, read, summarise, visible
from tests.engines.questionnaire.definitions import answers_to, definitions

WITH_ANSWERS = definitions().flatmap(lambda data: st.tuples(st.just(data), answers_to(data)))


def controls(form):
    """What a browser would send for a form as it is shown: names and values of its controls."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form.initial.get(name)
        if hasattr(field.widget, "widgets"):
            for number, part in enumerate(value or []):
                data[f"{name}_{number}"] = part
        elif isinstance(value, list | tuple):
            data.setlist(name, [str(one) for one in value])
        elif value is not None:
            data[name] = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return data


@settings(max_examples=80)
@given(WITH_ANSWERS)
def test_any_definition_with_any_answers(pair):
    """To think of a definition takes longer than to look at it: each is looked at in every way."""
    data, raw = pair
    questionnaire = read(data)
    checked = check(questionnaire, raw)
    typed_answers_survive_the_form(questionnaire, checked.answers)
    everything_can_be_shown(questionnaire, checked)
    what_a_page_shows_is_what_the_whole_decides(questionnaire, checked.answers)


def typed_answers_survive_the_form(questionnaire, answers):
    again = {}
    for section in questionnaire.sections:
        form = SectionForm(questionnaire, section, answers, language="de", everything=True)
        again |= raw_of(section, controls(form))
    points = {path for path, question in questionnaire.by_path.items() if question.kind == "point"}
    again |= {path: answers[path] for path in points & set(answers)}  # places are found by their address, not here
    assert check(questionnaire, again).answers == answers


def everything_can_be_shown(questionnaire, checked):
    for fault in checked.faults:
        assert "%(" not in fault_words(fault, questionnaire, "de")
    for section in questionnaire.sections:
        form = SectionForm(questionnaire, section, checked.answers, language="en")
        for block in form.blocks(checked.answers):
            assert block.question.path in render_to_string("forms/answer/block.html", {"block": block})
    for question in visible(questionnaire, checked.answers):
        assert all(isinstance(line, str) for line in spoken(question, checked.answers, "ar"))
    assert [line.path for part in sheet_of(questionnaire, "de") for line in part.questions] == list(
        questionnaire.by_path
    )


def what_a_page_shows_is_what_the_whole_decides(questionnaire, answers):
    """The reduced condition with the answers of the page says the same as the whole condition with all answers."""
    shown = {question.path for question in visible(questionnaire, answers)}
    for section in questionnaire.sections:
        here = {question.path for question in section.questions}
        section_holds = holds(section.show_if, answers)
        for question in section.questions:
            left = reduced(question.show_if, answers, here)
            found = left if isinstance(left, bool) else slow(left, answers)
            assert (section_holds and found) == (question.path in shown)
        if not section_holds:
            assert not is_asked(section, answers)


def slow(condition, answers):
    """The obvious reference for conditions as data: what static/forms/form.js does in the browser."""
    if "all" in condition:
        return all(slow(part, answers) for part in condition["all"])
    if "any" in condition:
        return any(slow(part, answers) for part in condition["any"])
    if "not" in condition:
        return not slow(condition["not"], answers)
    given = answers.get(condition["path"])
    if "answered" in condition:
        return (given is not None) is condition["answered"]
    if given is None:
        return False
    return {
        "is": lambda: given == condition["is"],
        "has": lambda: condition["has"] in given,
        "at_least": lambda: given >= condition["at_least"],
        "at_most": lambda: given <= condition["at_most"],
    }[next(name for name in condition if name != "path")]()


@settings(max_examples=40)
@given(
    definitions().flatmap(lambda data: st.tuples(st.just(data), st.lists(answers_to(data), min_size=5, max_size=14)))
)
def test_results_tell_no_small_group(pair):
    data, many = pair
    questionnaire = read(data)
    answers = [json.loads(json.dumps(check(questionnaire, raw).answers)) for raw in many]
    found = results.guarded(questionnaire, summarise(questionnaire, answers, smallest=results.SMALLEST))
    for result in found:
        if result.hidden:
            continue
        asked = sum(result.question in visible(questionnaire, one) for one in answers)
        assert result.asked == asked
        if result.question.show_if or any(
            result.question in section.questions and section.show_if for section in questionnaire.sections
        ):
            assert asked >= results.SMALLEST
            assert asked == len(answers) or len(answers) - asked >= results.SMALLEST
        assert all(number is None or number == 0 or number >= results.SMALLEST for number in result.counts.values())
