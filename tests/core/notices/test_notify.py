# SPDX-License-Identifier: EUPL-1.2
"""Notices are stored with what causes them, once, and go the way the person wants."""

from __future__ import annotations

import threading
from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from allmende.core.notices import actions
from allmende.core.notices.actions import Address, notify
from allmende.core.notices.models import Delivery, Notice, Wish
from allmende.core.notices.planning import stop_key

ERIKA = Address("Erika Muster", "Weg 2", "09999", "Auenstadt")
MAIL_ONLY = Address("Max", email="max@example.org")


def ways(notice):
    return {delivery.channel: delivery.state for delivery in notice.deliveries.all()}


def test_the_same_key_is_the_same_notice(tell, person):
    first, second = tell(person, key="a"), tell(person, key="a", subject="Anders")
    assert first == second
    assert Notice.objects.get().subject == "Betreff"
    assert Delivery.objects.count() == 2


def test_what_is_rolled_back_was_never_told(tell, person):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(person)
        raise RuntimeError
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_one_key_are_one(person, county):
    gate = threading.Barrier(5)

    def tell_once():
        gate.wait()
        notify(to=person, kind="test.answer", subject="s", text="t", municipality=county, key="same")
        connection.close()

    threads = [threading.Thread(target=tell_once) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert Notice.objects.count() == 1
    assert Delivery.objects.count() == 2


def test_ways(tell, person, db):
    from allmende.core.people.models import Person

    assert ways(tell(person)) == {"inbox": "sent", "email": "waiting"}
    assert ways(tell(person, kind="test.quiet")) == {"inbox": "sent"}
    assert ways(tell(ERIKA)) == {"letter": "waiting"}
    assert ways(tell(MAIL_ONLY)) == {"email": "waiting"}
    person.letters_only = True
    person.save()
    assert ways(tell(person)) == {"inbox": "sent", "letter": "waiting"}
    without_mail = Person.objects.create_user(
        None, first_name="Karl", last_name="Uhlig", street="Weg 3", postcode="09999", city="Ort"
    )
    assert ways(tell(without_mail)) == {"letter": "waiting"}
    nowhere = Person.objects.create_user(None, first_name="Ohne", last_name="Anschrift")
    assert ways(tell(nowhere)) == {"letter": "failed"}


@pytest.mark.parametrize(
    ("channel", "expected"), [("inbox", {"inbox"}), ("email", {"inbox", "email"}), ("letter", {"inbox", "letter"})]
)
def test_wishes(tell, person, channel, expected):
    actions.set_wish(person, "test.answer", channel)
    assert set(ways(tell(person))) == expected
    assert set(ways(tell(person, kind="test.duty"))) == {"inbox", "email"}


def test_letters_need_an_address(person):
    person.city = ""
    with pytest.raises(ValidationError, match="Anschrift"):
        actions.set_wish(person, "test.answer", "letter")
    with pytest.raises(ValidationError):
        actions.set_wish(person, "test.answer", "pigeon")
    with pytest.raises(KeyError):
        actions.set_wish(person, "test.unknown", "email")


def mail_time(notice):
    return notice.deliveries.get(channel="email").next_try


def test_digests_and_quiet_hours_wait_but_urgent_ones_do_not(tell, person):
    actions.set_wish(person, "test.answer", "email", Wish.Rhythm.DAILY)
    waits = tell(person)
    assert waits.deliveries.get(channel="email").digest
    assert timezone.localtime(mail_time(waits)).time() == time(7, 0)
    now = timezone.localtime()
    actions.set_quiet_hours(person, (now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())
    actions.set_wish(person, "test.answer", "email")
    assert mail_time(tell(person)) > timezone.now() + timedelta(minutes=50)
    actions.set_wish(person, "test.urgent", "email", Wish.Rhythm.WEEKLY)
    assert mail_time(tell(person, kind="test.urgent")) <= timezone.now()
    actions.set_quiet_hours(person, None, None)
    assert mail_time(tell(person)) <= timezone.now()


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"kind": "test.unknown"}, KeyError),
        ({"key": ""}, ValueError),
        ({"key": "x" * 201}, ValueError),
        ({"url": "https://elsewhere.example/"}, ValueError),
        ({"url": "//elsewhere.example/"}, ValueError),
    ],
)
def test_mistakes_of_callers_are_named(tell, person, values, error):
    with pytest.raises(error):
        tell(person, **values)


@pytest.mark.parametrize("to", [Address(""), Address("Erika", "Weg 1"), Address("Erika", city="Ort")])
def test_a_recipient_needs_an_address(tell, to):
    with pytest.raises(ValueError):
        tell(to)


EVIL = "Hallo\r\nBcc: all@example.org\r\n\r\n<b>x</b>\u202egnp.exe\x00\u2028Z"


def test_no_headers_through_subject_name_or_address(tell, county):
    notice = tell(Address(EVIL, EVIL, EVIL, EVIL), subject=EVIL)
    for value in (notice.subject, notice.name, notice.street, notice.postcode, notice.city):
        assert not set(value) & set("\r\n\x00\u2028\u202e")
    for email in ("a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "x", "a@exa mple.org"):
        with pytest.raises(ValidationError):
            tell(Address("A", email=email))


def test_an_endless_word_is_cut(tell):
    notice = tell(Address("x" * 1_000_000, "Weg 1", "1", "Ort"), subject="y" * 1_000_000)
    assert len(notice.name) <= 160
    assert len(notice.subject) <= 200


def test_stopping_withdraws_what_waits(tell, person):
    notice, duty = tell(person), tell(person, kind="test.duty")
    actions.stop_mails(person, "test.answer")
    actions.stop_mails(person, "test.answer")
    assert ways(notice) == {"inbox": "sent", "email": "withdrawn"}
    assert ways(duty)["email"] == "waiting"
    assert set(ways(tell(person))) == {"inbox"}
    with pytest.raises(ValidationError, match="Pflicht"):
        actions.stop_mails(person, "test.duty")


def test_stopping_without_account(tell):
    waiting = tell(MAIL_ONLY)
    actions.stop_mails(stop_key("MAX@example.org"), "test.answer")
    assert ways(waiting) == {"email": "withdrawn"}
    assert ways(tell(MAIL_ONLY)) == {}
    assert ways(tell(MAIL_ONLY, kind="test.duty")) == {"email": "waiting"}
    assert ways(tell(Address("Anna", email="anna@example.org"))) == {"email": "waiting"}
