# SPDX-License-Identifier: EUPL-1.2
"""Every role on the places of every municipality."""

from __future__ import annotations

import pytest

from allmende.commons.places import rules
from allmende.commons.places.models import Place
from tests.access_matrix import elsewhere, expected, matrix, member, people_of


@pytest.mark.parametrize(
    ("rule", "roles"),
    [
        (rules.may_add, ("editor", "approver", "administrator")),
        (rules.may_change, ("editor", "approver", "administrator", "clerk")),
        (
            rules.may_look_up("place"),
            ("editor", "approver", "administrator", "clerk", "planner", "statistician"),
        ),
    ],
    ids=["add", "change", "look up"],
)
def test_where(county, town, rule, roles):
    people = people_of(county)
    people["town editor"] = member("editor", town, "town-editor")
    places = {
        "county": Place(municipality=county),
        "town": Place(municipality=town),
        "far": Place(municipality=elsewhere()),
        "anywhere": None,
    }
    rows = dict.fromkeys(roles, "xx.x") | {"superuser": "xxxx", "town editor": ".x.x"}
    if "clerk" in roles:
        rows["clerk elsewhere"] = "..xx"
    assert matrix(rule, people, places) == expected(people, places, rows)
