# SPDX-License-Identifier: EUPL-1.2
"""Granting and ending roles: who may, what is refused, what the database itself refuses, who is left."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from allmende.core.audit.models import Entry
from allmende.core.people.models import Person
from allmende.core.roles import rules
from allmende.core.roles.actions import check_administrators_without, end_grant, grant_role, remove_unit, save_unit
from allmende.core.roles.models import Grant, Unit
from tests.access_matrix import elsewhere, expected, hold, matrix, member, who

DAY = datetime.timedelta(days=1)


def test_a_role_opens_the_staff_area_at_once_and_its_end_closes_it(county, admin, citizen):
    assert not citizen.is_staff
    grant = grant_role(admin, person=citizen, role="clerk", municipality=county, reason="Vertretung")
    assert citizen.is_staff
    assert citizen.has_perm("wagtailadmin.access_admin")
    assert citizen.has_perm("cases.change_case")
    end_grant(admin, grant, reason="Vertretung vorbei")
    assert not citizen.is_staff
    assert not citizen.has_perm("cases.change_case")
    grant.refresh_from_db()
    assert (grant.granted_by, grant.revoked_by, grant.reason, grant.revoke_reason) == (
        admin,
        admin,
        "Vertretung",
        "Vertretung vorbei",
    )


def test_both_leave_a_line_in_the_log(county, admin, citizen):
    end_grant(admin, grant_role(admin, person=citizen, role="clerk", municipality=county))
    lines = Entry.objects.filter(action__startswith="roles.").order_by("pk")
    assert [(line.action, line.actor_id, line.subject_id) for line in lines] == [
        ("roles.grant", admin.pk, citizen.pk),
        ("roles.end", admin.pk, citizen.pk),
    ]


# --- Who may grant ----------------------------------------------------------------------------------------------------


def test_only_administrators_of_the_place_may_grant(county, town, people, units):
    target = member("", county, "target")
    wanted = {
        "county": Grant(person=target, role="clerk", municipality=county),
        "county with towns": Grant(person=target, role="clerk", municipality=county, with_towns=True),
        "town": Grant(person=target, role="clerk", municipality=town),
        "unit": Grant(person=target, role="clerk", municipality=county, unit=units["team"]),
        "elsewhere": Grant(person=target, role="clerk", municipality=elsewhere()),
    }
    people["town administrator"] = member("administrator", town, "town-admin")
    people["unit administrator"] = member("", county, "unit-admin")
    hold(people["unit administrator"], "administrator", county, unit=units["office"])
    people["county only"] = member("", county, "county-only")
    hold(people["county only"], "administrator", county)
    people["former administrator"] = member("", county, "former-admin")
    hold(people["former administrator"], "administrator", county, end=datetime.datetime.now(datetime.UTC) - DAY)
    assert matrix(rules.may_grant, people, wanted) == expected(
        people,
        wanted,
        {
            "administrator": "xxxx.",
            "superuser": "xxxxx",
            "town administrator": "..x..",
            "unit administrator": "...x.",
            "county only": "x..x.",
        },
    )


def test_nobody_grants_to_themselves(county, admin, people):
    with pytest.raises(PermissionDenied):
        grant_role(admin, person=admin, role="clerk", municipality=county)
    with pytest.raises(PermissionDenied):
        grant_role(people["superuser"], person=people["superuser"], role="clerk", municipality=county)


def test_nobody_makes_an_administrator_who_outlasts_them(county, citizen, now):
    chief = member("", county, "chief")
    hold(chief, "administrator", county, end=now + 10 * DAY)
    for end in (None, now + 11 * DAY):
        with pytest.raises(PermissionDenied):
            grant_role(chief, person=citizen, role="administrator", municipality=county, end=end)
    grant_role(chief, person=citizen, role="administrator", municipality=county, end=now + 10 * DAY)
    grant_role(chief, person=citizen, role="clerk", municipality=county)  # other roles may outlast


def test_who_may_end_a_grant(county, people, now):
    grant = hold(people["citizen"], "clerk", county)
    assert who(rules.may_end, people, grant) == {"administrator", "superuser"}


# --- What makes no sense ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"end": -1}, "end"),
        ({"start": 5, "end": 5}, "end"),
        ({"start": 5, "end": 4}, "end"),
        ({"role": "king"}, "role"),
        ({"role": "citizen"}, "role"),
        ({"unit": "foreign"}, "unit"),
        ({"unit": "own", "with_towns": True}, "with_towns"),
        ({"town": True, "with_towns": True}, "with_towns"),
        ({"inactive": True}, "person"),
        ({"email": None}, "person"),
    ],
)
def test_senseless_grants_are_explained_at_their_field(county, town, units, citizen, now, fields, field):
    citizen.is_active = not fields.pop("inactive", False)
    citizen.email = fields.pop("email", citizen.email)
    citizen.save()
    for name in ("start", "end"):
        if name in fields:
            fields[name] = now + fields[name] * DAY
    if "unit" in fields:
        fields["unit"] = (
            units["team"] if fields["unit"] == "own" else Unit.objects.create(municipality=town, name="Fremd")
        )
    municipality = town if fields.pop("town", False) else county
    with pytest.raises(ValidationError) as problem:
        grant_role(None, person=citizen, municipality=municipality, **({"role": "clerk"} | fields))
    assert list(problem.value.message_dict) == [field]
    assert not Grant.objects.exists()
    assert not Entry.objects.filter(action="roles.grant").exists()


def test_a_start_in_the_past_means_now(county, citizen, now):
    grant = grant_role(None, person=citizen, role="clerk", municipality=county, start=now - 9 * DAY)
    assert grant.start >= now


def test_the_same_role_twice_is_explained(county, citizen, now):
    grant_role(None, person=citizen, role="clerk", municipality=county, end=now + 3 * DAY)
    with pytest.raises(ValidationError, match="hat diese Rolle dort schon, bis"):
        grant_role(None, person=citizen, role="clerk", municipality=county)
    assert Grant.objects.count() == 1
    # What follows without a gap, what comes in another role, and what comes in a unit are no overlap.
    grant_role(None, person=citizen, role="clerk", municipality=county, start=now + 3 * DAY)
    grant_role(None, person=citizen, role="planner", municipality=county)
    assert Grant.objects.count() == 3


def test_after_an_early_end_the_role_can_be_given_again(county, citizen):
    for _ in range(3):
        end_grant(None, grant_role(None, person=citizen, role="clerk", municipality=county))
    assert Grant.objects.count() == 3


def test_a_role_that_has_not_begun_can_be_taken_back(county, citizen, now):
    later = grant_role(None, person=citizen, role="clerk", municipality=county, start=now + 5 * DAY)
    end_grant(None, later)
    assert not any(later.holds_at(now + days * DAY) for days in range(10))
    grant_role(None, person=citizen, role="clerk", municipality=county)


def test_an_end_only_ever_comes_earlier(county, citizen, now):
    grant = grant_role(None, person=citizen, role="clerk", municipality=county, end=now + 5 * DAY)
    with pytest.raises(ValidationError, match="endet schon früher"):
        end_grant(None, grant, at=now + 6 * DAY)
    end_grant(None, grant, at=now + 4 * DAY)
    end_grant(None, grant, at=now + 3 * DAY)
    with pytest.raises(ValidationError):
        end_grant(None, grant, at=now + 4 * DAY)


# --- What the database refuses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (0, 5, True),
        (9, 20, True),
        (12, 13, True),
        (0, None, True),
        (0, 30, True),
        (10, 15, True),
        (0, 9, True),
        (15, 20, False),
        (15, None, False),
        (-5, 2, False),
    ],
)
def test_overlap_in_the_database(county, citizen, now, start, end, overlaps):
    """Present: days 2 to 15 with an early end at 15, planned until 30; and one taken back before it began."""
    grants = Grant.objects
    fields = {"person": citizen, "role": "clerk", "municipality": county}
    grants.create(**fields, start=now + 2 * DAY, end=now + 30 * DAY, revoked_from=now + 15 * DAY)
    grants.create(**fields, start=now + 40 * DAY, revoked_from=now)

    def add():
        with transaction.atomic():
            grants.create(**fields, start=now + start * DAY, end=None if end is None else now + end * DAY)

    if overlaps:
        with pytest.raises(IntegrityError, match="grant_overlaps"):
            add()
    else:
        add()
        with pytest.raises(IntegrityError, match="grant_overlaps"), transaction.atomic():
            grants.filter(pk=grants.latest("pk").pk).update(start=now + 3 * DAY, end=now + 4 * DAY)


@pytest.mark.parametrize(
    "fields",
    [{"end": 0}, {"end": -1}, {"role": "king"}, {"revoke_reason": "x"}, {"with_towns": True, "unit": True}],
)
def test_impossible_rows(county, citizen, units, now, fields):
    fields = {"person": citizen, "role": "clerk", "municipality": county, "start": now} | fields
    if isinstance(fields.get("end"), int):
        fields["end"] = now + fields["end"] * DAY
    if fields.get("unit"):
        fields["unit"] = units["team"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(**fields)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_grant(county, citizen):
    start, results = threading.Barrier(2), []

    def run():
        try:
            start.wait(10)
            grant_role(None, person=citizen, role="clerk", municipality=county)
            results.append("granted")
        except ValidationError:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == ["granted", "refused"]
    assert Grant.objects.count() == 1


# --- The last administrator ---------------------------------------------------------------------------------------------


def test_the_last_administrator_stays(county, admin, people):
    (grant,) = admin.grants.all()
    end_grant(people["superuser"], grant)  # `people` has another one
    other = people["administrator"].grants.get()
    for actor in (people["administrator"], people["superuser"], None):
        with pytest.raises(ValidationError, match="letzte Administration"):
            end_grant(actor, other)
    with pytest.raises(ValidationError, match="letzte Administration"):
        check_administrators_without(people["administrator"])
    grant_role(None, person=people["citizen"], role="administrator", municipality=county)
    check_administrators_without(people["administrator"])
    end_grant(people["administrator"], other)  # stepping down


def test_inactive_future_and_unit_administrators_do_not_count(county, admin, units, now):
    hold(member("", county, "a"), "administrator", county, start=now + DAY)
    hold(member("", county, "b"), "administrator", county, unit=units["office"])
    hold(member("", county, "c", is_active=False), "administrator", county)
    with pytest.raises(ValidationError, match="letzte Administration"):
        end_grant(None, admin.grants.get())


def test_the_county_looks_after_its_towns(county, town, admin):
    mayor = member("administrator", town, "mayor")
    end_grant(None, mayor.grants.get())  # the county's administrator is responsible for the town too


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_end_each_other(county):
    pair = [member("administrator", county, name) for name in ("a", "b")]
    start, results = threading.Barrier(2), []

    def run(actor, other):
        try:
            start.wait(10)
            end_grant(actor, other.grants.get())
            results.append("ended")
        except (ValidationError, PermissionDenied):
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=both) for both in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == ["ended", "refused"]


def test_a_right_that_ended_since_the_request_began_ends_nobody(county):
    first, second, _third = (member("administrator", county, name) for name in ("a", "b", "c"))
    assert first.is_staff  # asked at the beginning of the request, and remembered
    end_grant(second, Grant.objects.get(person=first))
    with pytest.raises(PermissionDenied):
        end_grant(first, Grant.objects.get(person=second))


def test_an_account_closed_since_the_request_began_ends_nobody(county):
    first, second, _third = (member("administrator", county, name) for name in ("a", "b", "c"))
    assert first.is_staff
    Person.objects.filter(pk=first.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        end_grant(first, second.grants.get())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["close", "delete", "end"])
def test_two_administrators_do_not_both_go_at_once(county, way):
    pair = [member("administrator", county, name) for name in ("a", "b")]
    boss = Person.objects.create_superuser("boss@example.org")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(boss)
    start = threading.Barrier(2)

    def close(client, person, first):
        start.wait(10)
        try:
            if way == "end" and first:
                end_grant(None, person.grants.get())
            elif way == "delete" and first:
                client.post(f"/verwaltung/users/delete/{person.pk}/")
            else:  # "aktiv" is not ticked
                data = {"email": person.email, "first_name": "A", "last_name": "B"}
                client.post(f"/verwaltung/users/edit/{person.pk}/", data)
        except ValidationError:
            pass
        finally:
            connection.close()

    jobs = [(clients[0], pair[0], True), (clients[1], pair[1], False)]
    threads = [threading.Thread(target=close, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Grant.objects.active().filter(role="administrator", person__is_active=True).count() == 1


# --- Groups and units ---------------------------------------------------------------------------------------------------


def test_the_groups_of_wagtail_follow(county, citizen, now):
    approvers = Group.objects.get(name="Freigabe")
    grant = grant_role(None, person=citizen, role="approver", municipality=county)
    assert list(approvers.user_set.all()) == [citizen]
    assert [group.name for group in citizen.groups.all()] == ["Freigabe"]
    end_grant(None, grant)
    assert not approvers.user_set.exists()
    assert not citizen.groups.exists()


def test_units_form_a_tree_within_their_municipality(county, town, admin, units):
    office, team, other = units["office"], units["team"], units["other"]
    assert team.path == f"/{office.pk}/{team.pk}/"
    with pytest.raises(ValidationError):
        save_unit(admin, Unit(municipality=town, parent=office, name="Quer"))
    office.parent = team
    with pytest.raises(ValidationError, match="zu sich selbst"):
        save_unit(admin, office)
    office.refresh_from_db()
    office.parent = other
    save_unit(admin, office)
    team.refresh_from_db()
    assert team.path == f"/{other.pk}/{office.pk}/{team.pk}/"
    with pytest.raises(ValidationError):
        save_unit(admin, Unit(municipality=county, parent=None, name=" Bauamt "))


def test_units_in_use_stay(county, admin, citizen, units):
    with pytest.raises(ValidationError, match="gehören noch"):
        remove_unit(admin, units["office"])
    hold(citizen, "clerk", county, unit=units["team"])
    with pytest.raises(ValidationError, match="gehören noch"):
        remove_unit(admin, units["team"])
    remove_unit(admin, units["other"])
    assert Unit.objects.count() == 2


def test_who_may_keep_units(county, people, units):
    assert who(rules.may_manage_units, people, units["team"]) == {"administrator", "superuser"}
    with pytest.raises(PermissionDenied):
        save_unit(people["clerk"], Unit(municipality=county, name="Neu"))
