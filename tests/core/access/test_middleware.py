# SPDX-License-Identifier: EUPL-1.2
"""What the middleware lets through, where it leads, and what it leaves alone."""

import pytest
from django.contrib.auth.models import Permission

from allmende.core.people.models import Person

PASSWORD = "ein-langes-passwort"


@pytest.fixture
def citizen(db):
    return Person.objects.create_user("buerger@example.org", PASSWORD)


@pytest.fixture
def admin(db):
    return Person.objects.create_superuser("admin@example.org", PASSWORD)


@pytest.fixture
def forgotten(settings):
    settings.ROOT_URLCONF = "tests.core.access.open_routes"
    return "/vergessen/"


def test_a_route_without_rule_is_closed_even_to_the_administrator(client, county, admin, forgotten):
    assert client.get(forgotten).status_code == 403
    client.force_login(admin)
    response = client.get(forgotten)
    assert response.status_code == 403
    assert b"secret" not in response.content


def test_the_signed_out_are_led_to_the_staff_sign_in_and_back(client, county):
    response = client.get("/verwaltung/vorgaenge/?state=new")
    assert response.status_code == 302
    assert response["Location"] == "/verwaltung/login/?next=/verwaltung/vorgaenge/%3Fstate%3Dnew"


def test_what_was_sent_signed_out_is_not_the_place_to_come_back_to(client, county):
    assert client.post("/verwaltung/vorgang/1/", {"do": "close"})["Location"] == "/verwaltung/login/?next=/"


def test_scripts_get_403_instead_of_a_sign_in_page(client, county):
    assert client.get("/verwaltung/vorgaenge/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


@pytest.mark.parametrize("url", ["/verwaltung/", "/verwaltung/vorgaenge/", "/verwaltung/orte/", "/verwaltung/pages/"])
def test_a_signed_in_citizen_gets_403_in_the_staff_area(client, county, citizen, url):
    client.force_login(citizen)
    assert client.get(url).status_code == 403


def test_the_page_made_for_developing_wagtail_is_closed(client, county, admin):
    client.force_login(admin)
    assert client.get("/verwaltung/test404/").status_code == 403


def test_open_pages_neither_read_session_nor_person(client, county, django_assert_num_queries):
    client.cookies["sessionid"] = "a-session-that-does-not-exist"
    with django_assert_num_queries(0):
        response = client.get("/darstellung/")
    assert "Cookie" not in response.get("Vary", "")
    assert "sessionid" not in response.cookies


def test_an_inactive_person_is_signed_out(client, county, citizen):
    citizen.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(citizen)
    assert client.get("/verwaltung/").status_code == 200
    Person.objects.filter(pk=citizen.pk).update(is_active=False)
    assert client.get("/verwaltung/").status_code == 302
