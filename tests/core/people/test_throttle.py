# SPDX-License-Identifier: EUPL-1.2
"""Guessing passwords leads nowhere, and the owner of an account still gets in."""

import random

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from allmende.core.people import limits
from allmende.core.people.forms import LoginForm
from allmende.core.throttle.models import Window
from tests.core.people.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


def at(address, **more):
    return Client(REMOTE_ADDR=address, **more)


def test_ten_thousand_attempts_from_many_addresses(erna, rf, monkeypatch):
    """40 machines, 10,000 tries at 30 names: passwords are looked at a few hundred times only."""
    from allmende.core.people.adapter import DefaultAccountAdapter

    looked_at = []
    plain = DefaultAccountAdapter.authenticate
    monkeypatch.setattr(
        DefaultAccountAdapter,
        "authenticate",
        lambda self, request, **given: looked_at.append(given["email"]) or plain(self, request, **given),
    )
    dice = random.Random(4)
    names = ["erna@example.test", *(f"p{number}@example.test" for number in range(29))]
    answers = set()
    for number in range(10_000):
        request = rf.post("/konto/anmelden/", REMOTE_ADDR=f"198.51.100.{number % 40}")
        request.session = SessionStore()
        form = LoginForm({"login": dice.choice(names), "password": f"falsch {number}"}, request=request)
        assert not form.is_valid()
        answers.update(str(error) for errors in form.errors.values() for error in errors)
    assert len(looked_at) <= 40 * limits.BY_VISITOR.times
    assert looked_at.count("erna@example.test") <= limits.BY_ACCOUNT.times
    assert len(answers) == 2, "wrong, or too many: no third answer tells more"
    assert sign_in(at("203.0.113.5")).url == "/konto/", "the owner gets in from elsewhere"


def test_one_machine_is_stopped_and_its_guess_of_the_right_password_too(erna):
    visitor = at("198.51.100.7")
    for _ in range(limits.BY_VISITOR_AND_ACCOUNT.times):
        assert "passen nicht zusammen" in sign_in(visitor, password="falsch").text
    refused = sign_in(visitor)
    assert "Zu viele Versuche" in refused.text
    assert "_auth_user_id" not in visitor.session
    assert sign_in(at("203.0.113.5")).url == "/konto/"


def test_known_and_unknown_accounts_get_the_same_answers(erna):
    def answers(email, address):
        visitor = at(address)
        pages = [sign_in(visitor, email, "falsch") for _ in range(limits.BY_VISITOR_AND_ACCOUNT.times + 2)]
        return [(page.status_code, list(page.context["form"].non_field_errors())) for page in pages]

    assert answers("erna@example.test", "198.51.100.1") == answers("niemand@example.test", "198.51.100.2")


def test_right_passwords_do_not_use_up_tries(erna):
    for _ in range(limits.BY_VISITOR.times + 5):
        visitor = at("198.51.100.9")
        assert sign_in(visitor).url == "/konto/"
    assert not Window.objects.filter(scope__startswith="login.", count__gt=0).exists()


def attack(count):
    """Many machines, one wrong password each, at one account."""
    for number in range(count):
        sign_in(at(f"198.51.{number // 250}.{number % 250}"), password="falsch")


def test_many_machines_close_the_account_to_strangers_but_not_to_known_browsers(erna, sent):
    known = at("203.0.113.5")
    sign_in(known)
    known.post("/konto/abmelden/")
    attack(limits.BY_ACCOUNT.times)
    stranger = at("203.0.113.6")
    assert "Passwort vergessen" in sign_in(stranger).text, "the way in is named"
    assert sign_in(known).url == "/konto/"
    # The way by e-mail opens the account for everybody again.
    from tests.core.people.conftest import link_in

    stranger.post("/konto/passwort-vergessen/", {"email": erna.email})
    place = stranger.get(link_in(sent()[-1]), follow=True).redirect_chain[-1][0]
    stranger.post(place, {"password1": "ein ganz neues Passwort"})
    assert sign_in(at("203.0.113.8"), password="ein ganz neues Passwort").url == "/konto/"


def test_a_stolen_or_forged_mark_of_a_browser_gives_ten_tries_only(erna):
    known = at("203.0.113.5")
    sign_in(known)
    mark = known.cookies[limits.DEVICE_COOKIE].value
    attack(limits.BY_ACCOUNT.times)
    thief = at("192.0.2.1")
    tries = 0
    for number in range(limits.BY_DEVICE.times + 3):
        thief = at(f"192.0.2.{number}")
        thief.cookies[limits.DEVICE_COOKIE] = mark
        tries += "passen nicht" in sign_in(thief, password="falsch").text
    assert tries == limits.BY_DEVICE.times
    forger = at("192.0.2.200")
    forger.cookies[limits.DEVICE_COOKIE] = mark[:-2] + "xx"
    assert "Zu viele Versuche" in sign_in(forger).text


def test_mark_names_no_account(erna):
    visitor = at("203.0.113.5")
    sign_in(visitor)
    cookie = visitor.cookies[limits.DEVICE_COOKIE]
    assert cookie["httponly"]
    from django.core import signing

    assert "erna" not in str(signing.loads(cookie.value, salt="allmende.device"))


def test_forgotten_password_answers_the_same_and_mails_at_most_four_times_an_hour(erna, sent):
    visitor = at("203.0.113.5")
    answers = {
        (answer.status_code, answer.url)
        for email in ("erna@example.test", "niemand@example.test")
        for answer in [visitor.post("/konto/passwort-vergessen/", {"email": email}) for _ in range(6)]
    }
    assert len(answers) == 1
    assert sorted(message.to[0] for message in sent()) == ["erna@example.test"] * 4 + ["niemand@example.test"] * 4
    assert all("Konto mit dieser Adresse" in m.body for m in sent() if m.to == ["niemand@example.test"])


def test_signing_up_with_a_known_address_answers_the_same(erna, sent):
    answers = []
    for email in ("erna@example.test", "neu@example.test"):
        answer = at("203.0.113.5").post("/konto/anlegen/", {"email": email, "password1": PASSWORD})
        answers.append((answer.status_code, answer.url))
    assert answers[0] == answers[1]
    subjects = {message.to[0]: message.subject for message in sent()}
    assert "schon ein Konto" in subjects["erna@example.test"]
    assert "bestätigen" in subjects["neu@example.test"]


def test_one_visitor_makes_ten_accounts_an_hour(erna):
    visitor = at("203.0.113.5")
    codes = [
        visitor.post("/konto/anlegen/", {"email": f"n{number}@example.test", "password1": PASSWORD}).status_code
        for number in range(limits.SIGN_UP.times + 1)
    ]
    assert codes == [302] * limits.SIGN_UP.times + [429]


@pytest.mark.parametrize("field", ["login", "password"])
def test_a_word_of_one_megabyte_gets_a_clear_answer(client, erna, field):
    data = {"login": "erna@example.test", "password": PASSWORD, field: "x" * 2**20}
    answer = client.post("/konto/anmelden/", data)
    assert answer.status_code == 200
    assert "Zeichen" in str(answer.context["form"].errors[field])
