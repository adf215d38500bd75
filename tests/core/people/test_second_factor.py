# SPDX-License-Identifier: EUPL-1.2
"""Code apps, recovery codes, and that staff cannot get around the second factor."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from allmende.core.audit.models import Entry
from allmende.core.people import limits
from allmende.core.people.models import Person
from tests.access_matrix import member
from tests.core.people.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db

APP = "/konto/sicherheit/app/"
SECOND = "/konto/anmelden/zweiter-schritt/"


def code_of(secret, ahead=0):
    """The code a code app shows now, or `ahead` steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def again(client, password=PASSWORD):
    client.post("/konto/noch-einmal/?next=/konto/", {"password": password})


def add_app(client):
    """Set up a code app through the pages; return its secret."""
    again(client)
    secret = client.get(APP).context["form"].secret
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer.url == "/konto/sicherheit/notfall-codes/", answer.text
    return secret


@pytest.fixture
def protected(erna):
    """Erna with a code app: (secret, recovery codes)."""
    client = Client()
    sign_in(client)
    secret = add_app(client)
    return secret, list(client.get("/konto/sicherheit/notfall-codes/").context["unused_codes"])


@pytest.fixture
def clerk(county):
    from allmende.core.people.actions import confirm_email

    person = member("clerk", county, "erna")
    person.set_password(PASSWORD)
    person.save()
    confirm_email(person)
    return person


def test_password_alone_is_not_enough(client, protected):
    secret, _codes = protected
    assert sign_in(client).url == SECOND
    assert "_auth_user_id" not in client.session
    assert client.get("/konto/").status_code == 302
    wrong = client.post(SECOND, {"code": "000000"})
    assert "stimmt nicht" in wrong.text
    assert "_auth_user_id" not in client.session
    assert client.post(SECOND, {"code": code_of(secret, 1)}).url == "/konto/"
    assert client.get("/konto/").status_code == 200


def test_second_step_without_the_first_leads_back(client, protected):
    assert client.get(SECOND).url == "/konto/anmelden/"
    assert client.post(SECOND, {"code": code_of(protected[0])}).url == "/konto/anmelden/"


def test_a_code_opens_once(client, protected):
    secret, _codes = protected
    code = code_of(secret, 1)
    sign_in(client)
    client.post(SECOND, {"code": code})
    other = Client()
    sign_in(other)
    other.post(SECOND, {"code": code})
    assert "_auth_user_id" not in other.session


def test_codes_cannot_be_guessed(client, protected):
    secret, codes = protected
    sign_in(client)
    for number in range(limits.SECOND_STEP.times):
        client.post(SECOND, {"code": f"{number:06}"})
    for right in (code_of(secret, 1), codes[0]):
        assert "Zu viele Versuche" in client.post(SECOND, {"code": right}).text
    assert "_auth_user_id" not in client.session


def test_recovery_codes_open_once_each(client, protected):
    _secret, codes = protected
    assert len(codes) == 10
    sign_in(client)
    assert client.post(SECOND, {"code": codes[0]}).url == "/konto/"
    other = Client()
    sign_in(other)
    assert "stimmt nicht" in other.post(SECOND, {"code": codes[0]}).text
    assert other.post(SECOND, {"code": codes[1]}).url == "/konto/"


def test_new_password_by_mail_does_not_replace_the_second_factor(client, protected, erna, sent):
    from tests.core.people.conftest import link_in

    client.post("/konto/passwort-vergessen/", {"email": erna.email})
    place = client.get(link_in(sent()[-1]), follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": "ein ganz neues Passwort"})
    assert sign_in(client, password="ein ganz neues Passwort").url == SECOND


def test_secrets_are_not_readable_in_the_database(protected):
    secret, codes = protected
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_adding_and_removing_is_noted_and_mailed(client, erna, sent, django_capture_on_commit_callbacks):
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        add_app(client)
    assert client.get("/konto/sicherheit/app/entfernen/").status_code == 200
    client.post("/konto/sicherheit/app/entfernen/")
    assert not Authenticator.objects.exists(), "recovery codes go with the last factor"
    actions = list(Entry.objects.filter(subject_id=erna.pk).values_list("action", flat=True))
    assert actions.count("people.add_factor") == 2  # the app and the recovery codes
    assert actions.count("people.remove_factor") == 2
    subjects = [message.subject for message in sent()]
    assert any("eingeschaltet" in subject for subject in subjects)
    assert any("ausgeschaltet" in subject for subject in subjects)


def test_changing_protection_asks_for_the_password_again(client, erna):
    sign_in(client)
    assert client.get(APP).url.startswith("/konto/noch-einmal/")
    assert client.post(APP, {"code": "123456"}).url.startswith("/konto/noch-einmal/")


# --- Staff -----------------------------------------------------------------------------------------------------------


def test_staff_sign_in_at_the_same_page(client, clerk):
    assert client.get("/verwaltung/").url.startswith("/verwaltung/login/")
    assert client.get("/verwaltung/login/?next=/verwaltung/").url == "/konto/anmelden/?next=%2Fverwaltung%2F"
    assert sign_in(client, clerk.email).url == "/konto/"
    assert client.get("/verwaltung/").status_code == 200
    assert Entry.objects.get(action="people.sign_in").details == {"second_factor": False, "source": "password"}


@pytest.mark.parametrize("path", ["/verwaltung/login/", "/_util/login/", "/verwaltung/password_reset/"])
def test_wagtails_own_sign_in_is_closed(client, clerk, path):
    client.post(path, {"username": clerk.email, "email": clerk.email, "login": clerk.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_session_without_the_second_factor_does_not_open_the_staff_area(client, clerk):
    inside = Client()
    sign_in(inside, clerk.email)
    secret = add_app(inside)
    # However a session came about: without the second factor it opens nothing of the administration.
    client.force_login(clerk, backend="allmende.core.people.backend.SignInBackend")
    answer = client.get("/verwaltung/")
    assert answer.url == "/konto/sicherheit/code/?next=%2Fverwaltung%2F"
    assert client.get("/verwaltung/vorgaenge/").status_code == 302
    assert client.post(answer.url, {"code": code_of(secret, 1)}).url == "/verwaltung/"
    assert client.get("/verwaltung/").status_code == 200


def test_staff_must_have_a_second_factor_where_the_setting_says_so(client, clerk, settings):
    settings.STAFF_SECOND_FACTOR = True
    sign_in(client, clerk.email)
    answer = client.get("/verwaltung/", follow=True)
    assert answer.redirect_chain == [("/konto/sicherheit/", 302)]
    assert "zweiten Faktor" in answer.text
    add_app(client)
    # The code that set it up is used up; the next one opens the staff area.
    secret_page = client.get("/verwaltung/")
    assert secret_page.url.startswith("/konto/sicherheit/code/")


def test_staff_keep_their_last_factor_where_the_setting_says_so(client, clerk, settings):
    settings.STAFF_SECOND_FACTOR = True
    sign_in(client, clerk.email)
    add_app(client)
    client.post("/konto/sicherheit/app/entfernen/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_citizens_are_free_to_do_without(client, erna, settings):
    settings.STAFF_SECOND_FACTOR = True
    sign_in(client)
    assert client.get("/konto/angaben/").status_code == 200


def test_manager_changes_an_address_and_the_old_one_opens_nothing(client, county, clerk):
    manager = member("administrator", county, "chefin")
    inside = Client()
    sign_in(inside, clerk.email)
    client.force_login(manager)
    data = {"email": "anders@example.test", "first_name": "A", "last_name": "B", "is_active": "on"}
    assert client.post(f"/verwaltung/users/edit/{clerk.pk}/", data).status_code == 302
    old = clerk.email
    clerk.refresh_from_db()
    assert clerk.email == "anders@example.test"
    assert inside.get("/verwaltung/").status_code == 302, "sessions have ended"
    assert "_auth_user_id" not in sign_in_and_session(old)
    assert "_auth_user_id" not in sign_in_and_session("anders@example.test"), "not confirmed yet"
    assert Entry.objects.get(action="people.set_email").actor_id == manager.pk


def sign_in_and_session(email):
    visitor = Client()
    sign_in(visitor, email)
    return visitor.session


def test_people_without_address_are_listed_and_edited_in_the_staff_area(client, county):
    manager = member("administrator", county, "chefin")
    person = Person.objects.create_user(first_name="Karl", last_name="Ohne")
    client.force_login(manager)
    assert "Karl" in client.get("/verwaltung/users/").text
    data = {"email": "", "first_name": "Karl", "last_name": "Mit", "is_active": "on"}
    assert client.post(f"/verwaltung/users/edit/{person.pk}/", data).status_code == 302
    person.refresh_from_db()
    assert (person.email, person.last_name) == (None, "Mit")
