# SPDX-License-Identifier: EUPL-1.2
"""Links from mails: too old, used, cut short, of somebody else. Each gets a German answer that says what to do."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from allmende.core.people.actions import forget_unconfirmed
from allmende.core.people.models import Person
from tests.core.people.conftest import PASSWORD, link_in, sign_in

pytestmark = pytest.mark.django_db


def later(monkeypatch, **delta):
    """Let the clock of signatures run ahead."""
    import time
    from datetime import datetime as plain

    from django.contrib.auth import tokens

    ahead = datetime.timedelta(**delta)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + ahead.total_seconds())
    monkeypatch.setattr(tokens.PasswordResetTokenGenerator, "_now", lambda self: plain.now() + ahead)  # noqa: DTZ005 (as Django)


@pytest.fixture
def confirmation(client, county, sent):
    client.post("/konto/anlegen/", {"email": "neu@example.test", "password1": PASSWORD})
    return link_in(sent()[-1])


@pytest.fixture
def reset(client, erna, sent):
    client.post("/konto/passwort-vergessen/", {"email": erna.email})
    return link_in(sent()[-1])


def is_refused_kindly(answer):
    return "Dieser Link gilt nicht mehr" in answer.text


def test_confirmation_after_three_days(client, confirmation, monkeypatch):
    later(monkeypatch, days=3, minutes=1)
    for answer in (client.get(confirmation), client.post(confirmation)):
        assert answer.status_code == 410
        assert is_refused_kindly(answer)
        assert "neuen Link" in answer.text
    assert not EmailAddress.objects.get().verified


def test_confirmation_twice(client, confirmation):
    client.post(confirmation)
    again = type(client)()
    for answer in (again.get(confirmation), again.post(confirmation)):
        assert answer.status_code == 410
        assert "schon einmal geöffnet" in answer.text
    assert "_auth_user_id" not in again.session, "a used link signs nobody in"


def test_confirmation_cut_short_or_invented(client, confirmation):
    for link in (confirmation[:-5] + "/", "/konto/e-mail/bestaetigen/erfunden:1:abc/"):
        assert is_refused_kindly(client.get(link))


def test_confirmation_by_somebody_else_signs_nobody_in(client, confirmation, erna):
    other = type(client)()
    sign_in(other)
    assert other.get(confirmation).status_code == 200
    assert "_auth_user_id" in other.session, "opening a link signs nobody out"
    other.post(confirmation)
    assert other.session.get("_auth_user_id") in {None, str(erna.pk)}


def test_somebody_who_missed_the_link_gets_a_new_one_at_sign_in(client, confirmation, sent):
    again = type(client)()
    assert sign_in(again, "neu@example.test").url == "/konto/e-mail/gesendet/"
    assert "_auth_user_id" not in again.session
    again.post(link_in(sent()[-1]))
    assert EmailAddress.objects.get().verified


def test_reset_after_a_day(client, reset, monkeypatch):
    later(monkeypatch, days=1, minutes=1)
    answer = client.get(reset, follow=True)
    assert is_refused_kindly(answer)
    assert "Neuen Link anfordern" in answer.text


def test_reset_twice(client, reset):
    place = client.get(reset, follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": "ein ganz neues Passwort"})
    for answer in (
        client.get(reset, follow=True),
        client.get(place),
        client.post(place, {"password1": "noch ein neues Passwort"}),
    ):
        assert is_refused_kindly(answer)
    assert sign_in(type(client)(), password="ein ganz neues Passwort").url == "/konto/"


def test_reset_with_the_token_of_somebody_else(client, reset, county):
    from allauth.account.utils import user_pk_to_url_str

    other = Person.objects.create_user("paul@example.test", PASSWORD)
    key = reset.split("-", 2)[2]
    foreign = f"/konto/passwort-neu/{user_pk_to_url_str(other)}-{key}"
    assert is_refused_kindly(client.get(foreign, follow=True))


def test_reset_is_worthless_after_signing_in(client, reset):
    sign_in(type(client)())
    assert is_refused_kindly(client.get(reset, follow=True))


def test_invited_colleague_sets_a_password_and_is_in(client, county, sent):
    from allmende.core.people.actions import invite

    person = Person.objects.create_user("kollegin@example.test", first_name="Kim")
    invite(person)
    place = client.get(link_in(sent()[-1]), follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": PASSWORD})
    assert sign_in(client, "kollegin@example.test").url == "/konto/"


def test_accounts_nobody_confirmed_are_forgotten_after_a_week(client, confirmation, erna):
    counter = Person.objects.create_user("schalter@example.test", first_name="Karl")
    Person.objects.update(date_joined=timezone.now() - datetime.timedelta(days=8))
    assert forget_unconfirmed() == 1
    assert set(Person.objects.values_list("pk", flat=True)) == {erna.pk, counter.pk}
    assert forget_unconfirmed() == 0
