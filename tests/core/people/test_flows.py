# SPDX-License-Identifier: EUPL-1.2
"""Signing up, in and out, forgotten passwords, other addresses: through real pages and real mails."""

import pytest
from allauth.account.models import EmailAddress

from allmende.core.people.models import Person
from tests.core.people.conftest import PASSWORD, link_in, sign_in

pytestmark = pytest.mark.django_db


def sign_up(client, email="neu@example.test", **more):
    return client.post("/konto/anlegen/", {"email": email, "password1": PASSWORD, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_signing_up_confirming_and_being_inside(client, county, sent):
    answer = sign_up(client, "Neu@Example.test", first_name="Nele")
    assert answer.url == "/konto/e-mail/gesendet/"
    assert not signed_in(client)
    [message] = sent()
    assert message.subject == "Landkreis Auental: Bitte bestätigen Sie Ihre E-Mail-Adresse"
    assert message.body.startswith("Guten Tag Nele,")
    link = link_in(message)
    page = client.get(link)
    assert "neu@example.test" in page.text
    assert not EmailAddress.objects.get().verified, "opening the link changes nothing"
    assert client.post(link).url == "/konto/"
    assert EmailAddress.objects.get().verified
    assert signed_in(client)
    assert "Nele" in client.get("/konto/").text


def test_signing_in_and_out(client, erna):
    before = client.session.session_key
    assert sign_in(client).url == "/konto/"
    assert client.session.session_key != before
    assert client.get("/konto/abmelden/").status_code == 200
    assert signed_in(client), "GET asks, only POST signs out"
    client.post("/konto/abmelden/")
    assert not signed_in(client)
    assert client.get("/konto/").url == "/konto/anmelden/?next=/konto/"


def test_session_is_renewed_at_sign_in(client, erna):
    session = client.session
    session["basket"] = 1
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_forgotten_password(client, erna, sent):
    other = type(client)()
    sign_in(other)
    assert (
        client.post("/konto/passwort-vergessen/", {"email": "ERNA@example.test"}).url
        == "/konto/passwort-vergessen/gesendet/"
    )
    link = link_in(sent()[-1])
    form = client.get(link, follow=True)
    place = form.redirect_chain[-1][0]
    assert "set-password" in place, "the key leaves the address bar"
    assert client.post(place, {"password1": "kurz"}).context["form"].errors
    assert client.post(place, {"password1": "ein ganz neues Passwort"}).url == "/konto/passwort-neu/fertig/"
    assert not signed_in(client)
    assert other.get("/konto/").status_code == 302, "the other device is signed out"
    assert sign_in(client, password=PASSWORD).status_code == 200
    assert sign_in(client, password="ein ganz neues Passwort").url == "/konto/"
    assert "neu gesetzt" in sent()[-1].subject


def test_changing_the_address(client, erna, sent):
    sign_in(client)
    assert "/konto/noch-einmal/" in client.post("/konto/e-mail/", {"email": "neu@example.test", "action_add": ""}).url
    assert client.post("/konto/noch-einmal/?next=/konto/e-mail/", {"password": PASSWORD}).status_code == 302
    client.post("/konto/e-mail/", {"email": "neu@example.test", "action_add": ""})
    erna.refresh_from_db()
    assert erna.email == "erna@example.test", "the old address holds until the new one is confirmed"
    message = sent()[-1]
    assert message.to == ["neu@example.test"]
    client.post(link_in(message))
    erna.refresh_from_db()
    assert erna.email == "neu@example.test"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("neu@example.test", True)]
    notice = next(item for item in sent() if "geändert" in item.subject)
    assert notice.to == ["erna@example.test"]
    assert "neu@example.test" in notice.body


def test_changing_the_password_signs_other_devices_out(client, erna, sent):
    other = type(client)()
    sign_in(other)
    sign_in(client)
    wrong = client.post("/konto/passwort/", {"oldpassword": "falsch", "password1": "ein ganz neues Passwort"})
    assert "jetziges Passwort" in wrong.text
    client.post("/konto/passwort/", {"oldpassword": PASSWORD, "password1": "ein ganz neues Passwort"})
    assert client.get("/konto/").status_code == 200
    assert other.get("/konto/").status_code == 302
    assert [message.to for message in sent()] == [["erna@example.test"]]


def test_profile_is_stored_with_a_line_in_the_audit(client, erna):
    from allmende.core.audit.models import Entry

    sign_in(client)
    data = {
        "first_name": "Erna",
        "last_name": "Vogt",
        "language": "en",
        "street": "Am Markt 1",
        "postcode": "99999",
        "city": "Auenstadt",
        "phone": "",
    }
    assert client.post("/konto/angaben/", data).url == "/konto/"
    erna.refresh_from_db()
    assert erna.address_lines == ["Am Markt 1", "99999 Auenstadt"]
    entry = Entry.objects.get(action="people.change_profile")
    assert entry.details == {"fields": ["language", "street", "postcode", "city"]}
    assert "Markt" not in str(entry.details)


def test_letters_need_an_address(client, erna):
    sign_in(client)
    answer = client.post("/konto/angaben/", {"language": "de", "letters_only": "on"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"street", "postcode", "city"}
    erna.refresh_from_db()
    assert not erna.letters_only


def test_devices_are_listed_and_signed_out_one_by_one(client, erna):
    from allauth.usersessions.models import UserSession

    other = type(client)(HTTP_USER_AGENT="Mozilla/5.0 (Android 14; Mobile) Firefox/140.0", REMOTE_ADDR="203.0.113.77")
    sign_in(other)
    sign_in(client)
    page = client.get("/konto/geraete/").text
    assert "Firefox, Android" in page
    assert "203.0.113.0" in page
    assert "203.0.113.77" not in page, "the network is enough"
    foreign = UserSession.objects.get(ip="203.0.113.0")
    stranger = Person.objects.create_user("x@example.test", PASSWORD)
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=True, primary=True)
    thief = type(client)()
    sign_in(thief, "x@example.test")
    assert thief.post(f"/konto/geraete/{foreign.pk}/abmelden/").status_code == 404
    assert client.get(f"/konto/geraete/{foreign.pk}/abmelden/").status_code == 405
    assert client.post(f"/konto/geraete/{foreign.pk}/abmelden/").url == "/konto/geraete/"
    assert other.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 200


def test_mail_is_written_in_the_persons_language(client, erna, sent):
    Person.objects.filter(pk=erna.pk).update(language="en")
    client.post("/konto/passwort-vergessen/", {"email": erna.email})
    assert sent()[-1].to == ["erna@example.test"]
