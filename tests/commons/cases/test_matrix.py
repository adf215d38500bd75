# SPDX-License-Identifier: EUPL-1.2
"""Every role on every case: by municipality, by state, by step."""

from __future__ import annotations

import pytest

from allmende.commons.cases import rules
from allmende.commons.cases.models import Case
from allmende.commons.cases.states import STEPS
from tests.access_matrix import elsewhere, expected, hold, matrix, member, people_of

READERS = ("editor", "approver", "clerk", "administrator")
HANDLERS = ("approver", "clerk", "administrator")


@pytest.fixture
def everybody(county, town):
    people = people_of(county)
    people["town clerk"] = member("clerk", town, "town-clerk")
    people["county clerk without towns"] = member("", county, "county-clerk")
    hold(people["county clerk without towns"], "clerk", county)
    return people


@pytest.fixture
def places(county, town):
    return {"county": Case(municipality=county), "town": Case(municipality=town), "far": Case(municipality=elsewhere())}


@pytest.mark.parametrize(("rule", "roles"), [("may_see", READERS), ("may_handle", HANDLERS), ("may_enter", ("clerk",))])
def test_where(everybody, places, rule, roles):
    asked = getattr(rules, rule)
    rows = dict.fromkeys(roles, "xx.") | {"superuser": "xxx", "town clerk": ".x.", "clerk elsewhere": "..x"}
    rows["county clerk without towns"] = "x.."
    if rule == "may_enter":  # managers may, too, where the group says so
        rows |= {
            name: row
            for name, row in matrix(asked, everybody, places).items()
            if name == "administrator" and "x" in row
        }
    assert matrix(asked, everybody, places) == expected(everybody, places, rows)


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_step_in_every_state(county, everybody, step):
    cases = {state: Case(municipality=county, state=state) for state in Case.State.values}
    row = "".join("x" if state in STEPS[step].sources else "." for state in cases)
    handlers = dict.fromkeys((*HANDLERS, "superuser", "county clerk without towns"), row)
    assert matrix(rules.may_take(step), everybody, cases) == expected(everybody, cases, handlers)


def test_ones_own_case(county, everybody):
    cases = {"citizen's": Case(municipality=county, person=everybody["citizen"]), "nobody's": Case(municipality=county)}
    assert matrix(rules.is_own, everybody, cases) == expected(everybody, cases, {"citizen": "x."})


def test_the_queue_is_filtered_by_the_same_rule(county, town, everybody, make_case):
    make_case()
    Case.objects.create(
        municipality=town, kind="place", subject="S", text="T", submission_key="00000000-0000-0000-0000-000000000007"
    )
    for name, person in everybody.items():
        kept = set(rules.may_see.filter(Case.objects.all(), person))
        assert kept == {case for case in Case.objects.all() if rules.may_see(person, case)}, name
