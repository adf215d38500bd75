# SPDX-License-Identifier: EUPL-1.2
"""What people hold: every role at every time and place, to the exact instant, also when clocks are changed."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.cases.models import Case
from allmende.core.people.models import Person
from allmende.core.roles import holding
from allmende.core.roles.backend import people_with
from allmende.core.roles.declared import ROLES, STAFF_ROLES, allow, declared_permissions
from allmende.core.roles.groups import sync_groups
from allmende.core.roles.models import Unit
from allmende.core.roles.rules import has_any_role, has_role
from allmende.core.rules import has_permission, is_staff, staff_area
from tests.access_matrix import elsewhere, expected, hold, matrix, member, who

DAY = datetime.timedelta(days=1)
TICK = datetime.timedelta(microseconds=1)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("role", [*ROLES, "citizen"])
def test_each_role_at_each_place_and_time(county, town, people, now, role):
    places = {"anywhere": None, "county": county, "town": town, "elsewhere": elsewhere()}
    times = {"two days ago": now - 2 * DAY, "now": now, "in two days": now + 2 * DAY}
    holders = {f"{role}, {time}": "xxx." for time in times} if role in ROLES else {}
    if role in STAFF_ROLES:
        holders |= {f"superuser, {time}": "xxxx" for time in times}
    if role == "clerk":
        # Somebody whose grant is in the county alone does not reach its towns.
        holders |= {"former clerk, two days ago": "xx..", "future clerk, in two days": "xx.."}
        holders |= {f"clerk elsewhere, {time}": "x..x" for time in times}
    if role == "citizen":
        active = [name for name, person in people.items() if person.is_active]
        holders = {f"{name}, {time}": "xxxx" for name in active for time in times}
    assert matrix(has_role(role), people, places, times) == expected(people, places, holders, times)


def test_who_belongs_to_the_administration(people, now):
    staff = {name for name in people if name in STAFF_ROLES} | {"clerk elsewhere", "superuser"}
    assert who(is_staff, people) == staff
    assert who(staff_area, people) == staff
    assert who(is_staff, people, now=now - 2 * DAY) == staff | {"former clerk"}
    assert {name for name, person in people.items() if person.is_active and person.is_staff} == staff


def test_a_role_that_does_not_exist_is_an_error():
    for wrong in (lambda: has_role("king"), lambda: allow("king", "cases.view_case")):
        with pytest.raises(KeyError):
            wrong()


def test_every_declared_permission_exists(db):
    known = {".".join(row) for row in Permission.objects.values_list("content_type__app_label", "codename")}
    for role in ROLES:
        assert declared_permissions(role) <= known, role


def test_a_unit_reaches_to_its_teams_and_not_beyond(county, units, people):
    person = people["in office"] = member("", county, "office")
    hold(person, "clerk", county, unit=units["office"])
    places = {**units, "county": county, "anywhere": None}
    rows = matrix(has_role("clerk"), {"in office": person}, places)
    assert rows == {"in office": "xx.xx"}  # a municipality knows no units
    assert not has_role("clerk")(person, Unit(municipality=elsewhere(), name="X", pk=0))


# --- To the instant -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "finish", "hours"),
    [
        # The night in which clocks go back has 25 hours, the one in which they go forward 23.
        ((2026, 10, 25), (2026, 10, 26), 25),
        ((2027, 3, 28), (2027, 3, 29), 23),
        ((2026, 7, 1), (2026, 7, 2), 24),
    ],
)
def test_days_of_local_time_across_both_changes_of_the_clock(county, citizen, begin, finish, hours):
    start = datetime.datetime(*begin, tzinfo=BERLIN).astimezone(datetime.UTC)
    end = datetime.datetime(*finish, tzinfo=BERLIN).astimezone(datetime.UTC)
    assert end - start == datetime.timedelta(hours=hours)
    hold(citizen, "clerk", county, start=start, end=end)
    clerk = has_role("clerk")
    assert [clerk(citizen, county, moment) for moment in (start - TICK, start, end - TICK, end)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_hour_that_happens_twice(county, citizen):
    """On 25 October 2026 the clock shows 2:30 twice; a role that ends at the first one is over at the second."""
    first = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0).astimezone(datetime.UTC)
    second = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1).astimezone(datetime.UTC)
    assert second - first == datetime.timedelta(hours=1)
    hold(citizen, "clerk", county, start=first - DAY, end=first)
    clerk = has_role("clerk")
    assert [clerk(citizen, county, moment) for moment in (first - TICK, first, second)] == [True, False, False]


def test_one_person_object_sees_the_end_come(county, citizen, now, monkeypatch):
    """Nothing that is kept on the person outlives the grant: neither permissions nor groups nor rights on pages."""
    hold(citizen, "approver", county, end=now + DAY)
    assert citizen.has_perm("cases.change_case")
    assert citizen.groups.count() == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + DAY)
    assert not citizen.has_perm("cases.change_case")
    assert not citizen.is_staff
    assert citizen.get_all_permissions() == set()
    assert citizen.groups.count() == 0


# --- Permissions --------------------------------------------------------------------------------------------------------


def test_a_permission_counts_where_the_role_does(county, town, people):
    view = has_permission("cases.view_case")
    cases = {
        "county": Case(municipality=county),
        "town": Case(municipality=town),
        "elsewhere": Case(municipality=elsewhere()),
    }
    assert matrix(view, people, cases) == expected(
        people,
        cases,
        {
            "editor": "xx.",
            "approver": "xx.",
            "clerk": "xx.",
            "administrator": "xx.",
            "clerk elsewhere": "..x",
            "superuser": "xxx",
        },
    )


def test_django_gives_the_same_answers(county, town, people):
    for name, person in people.items():
        for obj in (None, Case(municipality=county), Case(municipality=elsewhere())):
            for codename in ("cases.view_case", "places.add_place", "people.add_person"):
                assert person.has_perm(codename, obj) == has_permission(codename)(person, obj), (name, codename, obj)
    assert people["clerk"].get_all_permissions() == declared_permissions("clerk")
    assert people["clerk"].has_module_perms("cases")
    assert not people["citizen"].has_module_perms("cases")


def test_who_may_is_the_same_question_the_other_way_round(county, town, people, units):
    people["in office"] = member("", county, "office")
    hold(people["in office"], "clerk", county, unit=units["office"])
    known = {name: person for name, person in people.items() if person.pk}
    for codename in ("cases.change_case", "people.add_person", "wagtailadmin.access_admin"):
        for obj in (None, county, town, elsewhere(), units["team"], units["other"], Case(municipality=town)):
            found = set(people_with(codename, obj).values_list("pk", flat=True))
            assert found == {p.pk for p in known.values() if has_permission(codename)(p, obj)}, (codename, obj)


def test_a_group_given_by_hand_counts_while_its_member_is_staff(county, people):
    group = Group.objects.create(name="Nur Nachrichten")
    group.permissions.add(Permission.objects.get(codename="add_tour"))
    for name in ("clerk", "former clerk", "citizen"):
        people[name].groups.add(group)
        holding.forget(people[name])
    add = has_permission("places.add_tour")
    assert who(add, {name: people[name] for name in ("clerk", "former clerk", "citizen")}) == {"clerk"}
    assert set(people_with("places.add_tour").values_list("first_name", flat=True)) >= {"clerk"}
    assert people["citizen"] not in people_with("places.add_tour")
    assert [one.name for one in people["clerk"].groups.all()] == ["Nur Nachrichten"]


def test_membership_of_a_carried_group_without_a_grant_is_worth_nothing(county, citizen):
    Group.objects.get(name="Verwaltung").user_set.add(citizen)
    person = Person.objects.get(pk=citizen.pk)
    assert not person.has_perm("people.add_person")
    assert not person.groups.exists()
    sync_groups()
    assert not Group.objects.get(name="Verwaltung").user_set.exists()


def test_the_copy_of_the_groups_follows_time(county, citizen, now):
    hold(citizen, "editor", county, start=now + DAY, end=now + 2 * DAY)
    group = Group.objects.get(name="Redaktion")
    seen = []
    for days in (0, 1, 1.5, 2, 3):
        changed = sync_groups(now + days * DAY)
        seen.append((group.user_set.count(), changed))
    assert seen == [(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]


# --- Queries ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["clerk", "editor", "administrator", "superuser", "former clerk", "citizen"])
def test_a_list_of_200_costs_no_more_queries_than_one(county, town, people, role):
    rule = is_staff & has_permission("cases.view_case") & has_any_role("clerk", "editor", "administrator")
    places = [county, town, elsewhere()]

    def queries(count):
        person = Person.objects.get(pk=people[role].pk)
        cases = [Case(municipality_id=places[number % 3].pk) for number in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            for case in cases:
                rule(person, case)
        return len(captured)

    assert queries(3) == queries(200) <= 4
