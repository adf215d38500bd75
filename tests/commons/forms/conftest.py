# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires and surveys for the tests."""

import pytest

from allmende.commons.forms import actions
from tests.access_matrix import member

DATA = {
    "title": {"de": "Kurz gefragt", "en": "In short"},
    "sections": [
        {
            "key": "alles",
            "title": {"de": "Alles"},
            "questions": [
                {"path": "art", "kind": "one_of", "label": {"de": "Wie wohnen Sie?"}, "required": True, "other": True,
                 "options": [{"key": "miete", "label": {"de": "zur Miete"}}, {"key": "eigen", "label": {"de": "im Eigentum"}}]},
                {"path": "zimmer", "kind": "number", "label": {"de": "Wie viele Zimmer?"}, "least": 1, "most": 20, "whole": True,
                 "show_if": {"path": "art", "is": "miete"}},
                {"path": "wunsch", "kind": "long_text", "label": {"de": "Was wünschen Sie sich?"}},
                {"path": "teile", "kind": "matrix", "label": {"de": "Wie finden Sie das?"}, "required": True,
                 "rows": [{"key": "bus", "label": {"de": "Bus"}}, {"key": "rad", "label": {"de": "Rad"}}],
                 "options": [{"key": "gut", "label": {"de": "gut"}}, {"key": "schlecht", "label": {"de": "schlecht"}}]},
            ],
        }
    ],
}  # fmt: skip

GOOD = {"art": "miete", "zimmer": "3", "wunsch": "Mehr Bänke", "teile": {"bus": "gut", "rad": "schlecht"}}


@pytest.fixture
def staff(county):
    return member("moderator", county, "prepares")


@pytest.fixture
def clerk(county):
    return member("clerk", county, "types")


@pytest.fixture
def form(county, staff):
    return actions.create_form(staff, municipality=county, title="Kurz gefragt", data=DATA)


@pytest.fixture
def survey(county, staff, form):
    return actions.open_survey(actions.publish(staff, form), municipality=county)
