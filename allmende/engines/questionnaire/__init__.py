# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires: a definition as data, conditions that show or hide, answers keyed by path, results.

    questionnaire = read(json.loads(text))            # DefinitionError lists every fault with its path
    checked = check(questionnaire, {"wohnen.art": "miete", "wohnen.zimmer": "3"})
    checked.answers, checked.faults                   # typed values of visible questions; what is wrong with the others
    visible(questionnaire, checked.answers)           # the questions that these answers bring up
    for result in summarise(questionnaire, all_answers): ...

Plain Python values in and out, no texts for people: faults carry a code and parameters, the caller has the words.
"""

from .answering import Checked, Fault, check, visible
from .conditions import All, AnyOf, Condition, Not, Test, holds, paths_in
from .model import KINDS, Kind, Option, Question, Questionnaire, Section, Texts, text_in
from .reading import DefinitionError, Problem, read, write
from .summary import Result, summarise

__all__ = [
    "KINDS",
    "All",
    "AnyOf",
    "Checked",
    "Condition",
    "DefinitionError",
    "Fault",
    "Kind",
    "Not",
    "Option",
    "Problem",
    "Question",
    "Questionnaire",
    "Result",
    "Section",
    "Test",
    "Texts",
    "check",
    "holds",
    "paths_in",
    "read",
    "summarise",
    "text_in",
    "visible",
    "write",
]
