# SPDX-License-Identifier: EUPL-1.2
"""Rules combine like logic, and as filters give the same answer as asking for each row."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.commons.cases.models import Case
from allmende.core.municipality.models import Municipality
from allmende.core.people.models import Person
from allmende.core.roles.models import Grant, Unit
from allmende.core.roles.rules import has_any_role, has_role
from allmende.core.rules import (
    Rule,
    after,
    anyone,
    before,
    field_is,
    has_any_permission,
    has_permission,
    in_municipality,
    is_staff,
    nobody,
    own,
    rule,
    signed_in,
    within,
)
from tests.access_matrix import elsewhere, hold, member

FACTS = ("a", "b", "c")
_leaf = st.sampled_from(FACTS).map(lambda name: (Rule(name, lambda p, o, n: p[name]), lambda facts: facts[name]))
_trees = st.recursive(
    _leaf,
    lambda below: st.one_of(
        st.tuples(below, below).map(lambda ab: (ab[0][0] & ab[1][0], lambda f: ab[0][1](f) and ab[1][1](f))),
        st.tuples(below, below).map(lambda ab: (ab[0][0] | ab[1][0], lambda f: ab[0][1](f) or ab[1][1](f))),
        below.map(lambda a: (~a[0], lambda f: not a[1](f))),
    ),
    max_leaves=12,
)


@given(_trees, st.fixed_dictionaries({name: st.booleans() for name in FACTS}))
def test_composition_is_logic(tree, facts):
    combined, oracle = tree
    assert combined(facts) == oracle(facts)


@given(_trees)
def test_a_combined_rule_tells_its_parts(tree):
    combined, _ = tree
    assert any(name in combined.name for name in FACTS)
    with pytest.raises(TypeError, match="cannot filter"):
        combined.filter(Case.objects.all(), None)


def test_a_rule_that_fails_says_which():
    with pytest.raises(PermissionDenied, match="signed_in and nobody"):
        (signed_in & nobody).require(None)


# --- Filters --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def world(county, town, people, units, now):
    """Cases, grants and units in three municipalities, and people who see different ones of them."""
    day = datetime.timedelta(days=1)
    for place in (county, town, elsewhere()):
        for state in ("new", "closed"):
            for assignee in (None, people["clerk"]):
                Case.objects.create(
                    municipality=place,
                    kind="place",
                    subject=state,
                    text="-",
                    state=state,
                    assignee=assignee,
                    submission_key=uuid.uuid4(),
                )
    for number, unit in enumerate(units.values()):
        hold(people["citizen"], "planner", county, unit=unit, end=now + (number - 1) * day + day / 2)
    Unit.objects.create(municipality=town, name="Amt")
    people["in office"] = member("", county, "office")
    hold(people["in office"], "clerk", county, unit=units["office"])
    return people


def _rules(county):
    base = [anyone, nobody, signed_in, is_staff, has_role("clerk"), has_role("citizen"), has_role("administrator")]
    base += [has_permission("cases.view_case"), has_any_permission("cases.change_case", "places.add_place")]
    base += [has_any_role("planner", "clerk"), in_municipality(county)]
    return base


_shape = st.recursive(
    st.integers(0, 15),
    lambda below: st.one_of(
        st.tuples(st.just("and"), below, below),
        st.tuples(st.just("or"), below, below),
        st.tuples(st.just("not"), below),
    ),
    max_leaves=6,
)


def _build(shape, leaves):
    if isinstance(shape, int):
        return leaves[shape % len(leaves)]
    if shape[0] == "not":
        return ~_build(shape[1], leaves)
    left, right = _build(shape[1], leaves), _build(shape[2], leaves)
    return left & right if shape[0] == "and" else left | right


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_filtering_is_asking_for_each_row(world, county, now, data):
    model = data.draw(st.sampled_from([Case, Grant, Unit, Municipality]))
    leaves = _rules(county)
    if model is Case:
        leaves += [own("assignee"), field_is("state", "new"), field_is("assignee_id", None), after("created")]
    if model is Grant:
        leaves += [
            own(),
            within("start", "end"),
            before("end"),
            field_is("role", "planner", "clerk"),
            own("granted_by"),
        ]
    if model is Municipality:
        leaves.remove(leaves[10])  # a municipality belongs to none
    combined = _build(data.draw(_shape), leaves)
    name = data.draw(st.sampled_from(sorted(world)))
    moment = now + data.draw(st.integers(-3, 3)) * datetime.timedelta(hours=12)
    rows = list(model.objects.order_by("pk"))
    asked = [row.pk for row in rows if combined(world[name], row, moment)]
    filtered = list(
        combined.filter(model.objects.order_by("pk"), world[name], moment).values_list("pk", flat=True).distinct()
    )
    assert filtered == asked, (combined.name, name)


def test_a_filter_is_one_query(world, county):
    seen = is_staff & has_permission("cases.view_case") & ~field_is("state", "closed")
    person = Person.objects.get(pk=world["clerk"].pk)
    list(seen.filter(Case.objects.all(), person))  # reads what the person holds
    with CaptureQueriesContext(connection) as captured:
        assert len(seen.filter(Case.objects.all(), person)) == 4
    assert len(captured) == 1


def test_own_code_can_bring_its_condition(world):
    from django.db.models import Q

    def short(person, case, now):
        return len(case.subject) < 4

    with_condition = rule(short, lambda person, model, now: Q(subject="new"))
    assert with_condition.filter(Case.objects.all(), None).count() == 6
    with pytest.raises(TypeError, match="short"):
        (rule(short) & anyone).filter(Case.objects.all(), None)
