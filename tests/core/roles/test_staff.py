# SPDX-License-Identifier: EUPL-1.2
"""The screens "Personen und Rollen"."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from allmende.core.audit.models import Entry
from allmende.core.roles.models import Grant, Unit
from tests.access_matrix import elsewhere, hold, member, people_of

LIST = "/verwaltung/rollen/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client


def day(shift=0):
    return (timezone.localdate() + shift * DAY).strftime("%d.%m.%Y")


def rows(response):
    return [(str(one.person), one.role) for one in response.context["object_list"]]


def wanted(citizen, where, **fields):
    return {
        "email": citizen.email,
        "role": "clerk",
        "place": where,
        "start": day(),
        "end": "",
        "reason": "Neu",
    } | fields


def test_only_administrators_get_in(client, county, people):
    for name, person in people.items():
        if not person.pk or not person.is_active:
            continue
        client.force_login(person)
        status = {
            client.get(url).status_code for url in (LIST, "/verwaltung/rollen/neu/", "/verwaltung/rollen/einheiten/")
        }
        assert status == ({200} if name in {"administrator", "superuser"} else {403}), name


def test_the_list_shows_what_holds_today_and_finds(signed_in, county, citizen, admin, now):
    hold(citizen, "clerk", county)
    hold(citizen, "editor", county, start=now + DAY)
    hold(citizen, "planner", county, end=now - DAY)
    assert rows(signed_in.get(LIST)) == [("admin", "administrator"), ("citizen", "clerk")]
    assert rows(signed_in.get(LIST, {"state": "later"})) == [("citizen", "editor")]
    assert rows(signed_in.get(LIST, {"state": "over"})) == [("citizen", "planner")]
    assert len(rows(signed_in.get(LIST, {"state": "all"}))) == 4
    assert rows(signed_in.get(LIST, {"role": "clerk"})) == [("citizen", "clerk")]
    assert rows(signed_in.get(LIST, {"q": "CITIZEN@example"})) == [("citizen", "clerk")]
    sheet = signed_in.get(LIST, {"export": "csv", "state": "all"}).getvalue().decode()
    assert sheet.count("citizen@example.org") == 3


def test_the_list_costs_the_same_for_200(signed_in, county, django_assert_max_num_queries):
    def fill(count, start):
        from allmende.core.people.models import Person

        made = [Person(email=f"p{number}@example.org") for number in range(start, start + count)]
        Person.objects.bulk_create(made)
        Grant.objects.bulk_create(
            Grant(person=person, role="clerk", municipality=county, start=timezone.now() - DAY) for person in made
        )

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    fill(3, 0)
    signed_in.get(LIST)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(LIST)
    fill(200, 3)
    with CaptureQueriesContext(connection) as many:
        page = signed_in.get(LIST)
    assert len(many) == len(few)
    assert len(page.context["object_list"]) == 50


def test_one_sees_what_one_administrates(client, county, town):
    chief = member("administrator", town, "chief")
    hold(member("", county, "a"), "clerk", county)
    hold(member("", county, "b"), "clerk", town)
    stranger = member("clerk", elsewhere(), "c")
    client.force_login(chief)
    assert rows(client.get(LIST)) == [("b", "clerk"), ("chief", "administrator")]
    assert "Sachbearbeitung" not in client.get(reverse("roles_staff:person", args=[stranger.pk])).text
    assert client.get(reverse("roles_staff:end", args=[stranger.grants.get().pk])).status_code == 404
    assert client.post(reverse("roles_staff:end", args=[stranger.grants.get().pk])).status_code == 404


def test_granting_and_ending_by_the_forms(signed_in, county, citizen, admin):
    response = signed_in.post("/verwaltung/rollen/neu/", wanted(citizen, f"{county.pk}-", end=day(2)))
    assert response.status_code == 302, response.context["form"].errors
    grant = citizen.grants.get()
    midnight = timezone.make_aware(datetime.datetime.combine(timezone.localdate() + 3 * DAY, datetime.time.min))
    assert (grant.role, grant.end, grant.granted_by, grant.reason) == ("clerk", midnight, admin, "Neu")
    page = signed_in.get(response["Location"])
    assert f"{timezone.localdate() + 2 * DAY:%d.%m.%Y}" in page.text
    end = reverse("roles_staff:end", args=[grant.pk])
    assert signed_in.get(end).status_code == 200
    assert Grant.objects.active().filter(pk=grant.pk).exists()  # looking ends nothing
    assert signed_in.post(end, {"last_day": day(5)}).status_code == 422  # it ends earlier anyway
    assert signed_in.post(end, {"last_day": day(-1)}).status_code == 422
    assert signed_in.post(end, {"reason": "Umzug"}).status_code == 302
    grant.refresh_from_db()
    assert not grant.holds_at(timezone.now())
    assert grant.revoke_reason == "Umzug"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "niemand@example.org"}, "gibt es kein Konto"),
        ({"email": "kein-at"}, "gültige E-Mail"),
        ({"role": ""}, "Rolle"),
        ({"role": "king"}, "Rolle"),
        ({"place": "999-"}, "Wo"),
        ({"start": "31.02.2026"}, "Gilt ab"),
        ({"start": day(-1)}, "schon vorbei"),
        ({"end": day(-1)}, "nach dem Beginn"),
        ({"start": "", "end": ""}, "Gilt ab"),
    ],
)
def test_wrong_input_is_explained_and_kept(signed_in, county, citizen, fields, words):
    response = signed_in.post("/verwaltung/rollen/neu/", wanted(citizen, f"{county.pk}-", **fields))
    assert response.status_code == 422
    assert words in response.text
    assert 'value="Neu"' in response.text
    assert not citizen.grants.exists()


def test_a_slipped_in_place_or_oneself_is_refused(client, county, town, citizen):
    chief = member("administrator", town, "chief")
    client.force_login(chief)
    response = client.post("/verwaltung/rollen/neu/", wanted(citizen, f"{county.pk}-"))
    assert response.status_code == 422
    assert client.post("/verwaltung/rollen/neu/", wanted(chief, f"{town.pk}-")).status_code in {302, 403}
    assert Grant.objects.count() == 1


def test_looking_at_somebody_is_in_the_log(signed_in, county, citizen, admin):
    signed_in.get(reverse("roles_staff:person", args=[citizen.pk]))
    (entry,) = Entry.objects.filter(subject_id=citizen.pk)
    assert entry.actor_id == admin.pk


def test_stepping_down_leads_out(client, county, people, admin):
    client.force_login(admin)
    response = client.post(reverse("roles_staff:end", args=[admin.grants.get().pk]))
    assert response["Location"] == "/verwaltung/"
    assert client.get(LIST).status_code in {302, 403}


def test_units_by_the_forms(signed_in, county, town, units):
    add = "/verwaltung/rollen/einheiten/neu/"
    data = {"name": " Kasse  und Steuern ", "parent": f"{county.pk}-{units['office'].pk}", "do": "save"}
    assert signed_in.post(add, data).status_code == 302
    made = Unit.objects.get(name="Kasse und Steuern")
    assert made.parent == units["office"]
    again = signed_in.post(add, data)
    assert again.status_code == 422
    edit = reverse("roles_staff:unit", args=[units["office"].pk])
    assert signed_in.post(edit, {"name": "Bürgeramt", "parent": f"{county.pk}-", "do": "save"}).status_code == 302
    assert signed_in.post(edit, {"do": "remove"})["Location"] == edit  # its teams keep it
    assert signed_in.post(reverse("roles_staff:unit", args=[made.pk]), {"do": "remove"}).status_code == 302
    assert not Unit.objects.filter(pk=made.pk).exists()
    own_parts = signed_in.post(edit, {"name": "X", "parent": f"{county.pk}-{units['team'].pk}", "do": "save"})
    assert own_parts.status_code == 422
    page = signed_in.get("/verwaltung/rollen/einheiten/").text
    assert page.index("Bauamt") < page.index("Bürgeramt") < page.index("Bürgerbüro")


def test_accounts_are_not_changed_in_bulk(signed_in, county, citizen):
    url = f"/verwaltung/bulk/people/person/delete/?id={citizen.pk}"
    assert signed_in.post(url)["Location"] == "/verwaltung/users/"
    citizen.refresh_from_db()


def test_the_last_administrator_keeps_an_open_account(client, county, admin):
    boss = people_of(county)["superuser"]
    for grant in Grant.objects.filter(role="administrator").exclude(person=admin):
        grant.delete()
    client.force_login(boss)
    data = {"email": admin.email, "first_name": "A", "last_name": "B"}  # "aktiv" is not ticked
    response = client.post(f"/verwaltung/users/edit/{admin.pk}/", data)
    assert "letzte Administration" in response.text
    client.post(f"/verwaltung/users/delete/{admin.pk}/")
    admin.refresh_from_db()
    assert admin.is_active


def test_administrators_cannot_take_over_accounts(signed_in, county, citizen):
    before = citizen.password
    data = {"email": citizen.email, "first_name": "A", "last_name": "B", "is_active": "on"}
    signed_in.post(f"/verwaltung/users/edit/{citizen.pk}/", data | {"password1": "x" * 20, "password2": "x" * 20})
    citizen.refresh_from_db()
    assert citizen.password == before


def test_accounts_of_colleagues_elsewhere_are_closed(client, county, town):
    """Whoever could change the address of a colleague could ask for a new password in their name."""
    chief, colleague = member("administrator", town, "chief"), member("clerk", county, "colleague")
    client.force_login(chief)
    data = {"email": "mine@example.org", "first_name": "A", "last_name": "B", "is_active": "on"}
    edit, delete = f"/verwaltung/users/edit/{colleague.pk}/", f"/verwaltung/users/delete/{colleague.pk}/"
    assert {client.get(edit).status_code, client.post(edit, data).status_code, client.post(delete).status_code} <= {
        302,
        403,
    }
    colleague.refresh_from_db()
    assert colleague.email == "colleague@example.org"
