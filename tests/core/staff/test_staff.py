# SPDX-License-Identifier: EUPL-1.2
"""Signing in, accounts, and the staff area's security policy."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.core.audit.models import Entry
from allmende.core.media.models import Picture
from allmende.core.people.models import Person
from tests.access_matrix import member

PASSWORD = "ein-langes-passwort"


@pytest.fixture
def manager(county):
    return member("administrator", county, "chefin", last_name="V")


# --- Sign-in: one place for everybody, tested in tests/core/people ---


@pytest.mark.parametrize("url", ["/_util/login/", "/en/_util/login/", "/verwaltung/login/"])
def test_there_is_no_second_way_to_sign_in(client, manager, county, url):
    response = client.get(url)
    assert response.status_code == 302
    assert response["Location"].endswith("/konto/anmelden/")
    client.post(url, {"username": "chefin@example.org", "login": "chefin@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


# --- Accounts ------------------------------------------------------------------------------------------------------------

NEW = {
    "email": "Neue@Example.org",
    "first_name": "Nora",
    "last_name": "Neu",
}


def test_a_manager_makes_a_colleague_without_any_user_name(client, manager):
    client.force_login(manager)
    assert "username" not in client.get("/verwaltung/users/new/").text
    group = Group.objects.get(name="Redaktion")
    response = client.post("/verwaltung/users/new/", {**NEW, "groups": [group.pk]})
    assert response.status_code == 302, response.context["form"].errors
    person = Person.objects.get(email="neue@example.org")
    # Roles are given under "Personen und Rollen"; a group that somebody slipped into the form changes nothing.
    assert (person.is_staff, person.is_superuser, group.user_set.count()) == (False, False, 0)
    assert not person.has_usable_password(), "the owner sets it, with the link from the mail"


def test_a_second_account_with_the_same_address_in_other_letters_is_refused(client, manager):
    client.force_login(manager)
    response = client.post("/verwaltung/users/new/", {**NEW, "email": "CHEFIN@example.org"})
    assert response.status_code == 200
    assert Person.objects.count() == 1


def test_nobody_hands_out_rights_they_do_not_have(client, manager):
    client.force_login(manager)
    client.post("/verwaltung/users/new/", {**NEW, "is_superuser": "on"})
    assert Person.objects.get(email="neue@example.org").is_superuser is False
    edit = f"/verwaltung/users/edit/{manager.pk}/"
    client.post(
        edit, {"email": manager.email, "first_name": "Vera", "last_name": "W", "is_active": "on", "is_superuser": "on"}
    )
    manager.refresh_from_db()
    assert (manager.last_name, manager.is_superuser) == ("W", False)


def test_a_manager_cannot_change_a_superuser(client, manager):
    boss = Person.objects.create_superuser("admin@example.org", PASSWORD, first_name="Ada")
    client.force_login(manager)
    response = client.post(
        f"/verwaltung/users/edit/{boss.pk}/",
        {
            "email": "chefin2@example.org",
            "first_name": "X",
            "last_name": "X",
            "password1": "x" * 20,
            "password2": "x" * 20,
        },
    )
    boss.refresh_from_db()
    assert response.status_code != 200
    assert (boss.email, boss.check_password(PASSWORD)) == ("admin@example.org", True)


def test_editing_keeps_a_colleague_in_the_administration(client, county, manager):
    colleague = member("editor", county, "kollege")
    client.force_login(manager)
    data = {"email": colleague.email, "first_name": "Kai", "last_name": "K", "is_active": "on"}
    assert client.post(f"/verwaltung/users/edit/{colleague.pk}/", data).status_code == 302
    colleague = Person.objects.get(pk=colleague.pk)
    assert (colleague.first_name, colleague.is_staff) == ("Kai", True)
    assert [group.name for group in colleague.groups.all()] == ["Redaktion"]
    assert Group.objects.get(name="Redaktion").user_set.get() == colleague


def test_opening_an_account_is_noted_as_a_look(client, county, manager):
    colleague = member("editor", county, "kollege")
    looks = Entry.objects.filter(actor=manager, subject=colleague)
    client.force_login(manager)
    client.get("/verwaltung/users/")
    assert not looks.exists()
    assert client.get(f"/verwaltung/users/edit/{colleague.pk}/").status_code == 200
    assert looks.count() == 1


# --- Uploads through the forms ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        ("x.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
    ],
)
def test_a_bad_picture_is_refused_with_a_message(client, manager, settings, tmp_path, name, content, message):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(manager)
    response = client.post(
        "/verwaltung/images/add/", {"title": "X", "alt": "X", "file": SimpleUploadedFile(name, content, "image/png")}
    )
    assert response.status_code == 200
    assert "error-message" in response.text
    assert Picture.objects.count() == 0
    assert not list(tmp_path.rglob("*.*"))


# --- Policy ----------------------------------------------------------------------------------------------------------------

PAGES = [
    "/verwaltung/",
    "/verwaltung/pages/",
    "/verwaltung/images/",
    "/verwaltung/images/add/",
    "/verwaltung/documents/add/",
    "/verwaltung/users/new/",
    "/verwaltung/groups/new/",
    "/verwaltung/workflows/add/",
    "/verwaltung/redirects/add/",
    "/verwaltung/reports/site-history/",
    "/verwaltung/account/",
]


@pytest.mark.parametrize("url", PAGES)
def test_the_staff_area_needs_no_script_inside_the_page(client, county, url):
    client.force_login(Person.objects.create_superuser("admin@example.org", PASSWORD))
    response = client.get(url)
    assert response.status_code == 200
    inline = re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", response.text)
    assert inline == []
    assert re.findall(r"\son(?:click|change|load|submit)=", response.text) == []
    policy = response["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert policy.count("unsafe-inline") == 1
    assert "style-src-elem 'self' 'unsafe-inline'" in policy


def test_no_avatar_can_be_uploaded_past_the_cleaning(client, manager):
    client.force_login(manager)
    assert 'name="avatar' not in client.get("/verwaltung/account/").text
