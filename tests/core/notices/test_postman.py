# SPDX-License-Identifier: EUPL-1.2
"""Mails against a real SMTP server: once each, also when it is away, says no, or hangs up in the middle."""

from __future__ import annotations

import mailbox
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from allmende.core.notices import actions
from allmende.core.notices.actions import Address
from allmende.core.notices.models import Delivery, Notice, Wish
from allmende.core.notices.postman import Postman, claim

MAX = Address("Max", email="max@example.org")
BOTH = Address("Erika Muster", "Weg 2", "09999", "Auenstadt", "erika@example.org")
DOUBT = timedelta(seconds=601 + 300)


def states(channel="email"):
    return sorted(Delivery.objects.filter(channel=channel).values_list("state", flat=True))


def test_a_mail_says_what_it_must(mail_server, tell, person):
    notice = tell(
        person, subject="Ihr Hinweis: „Laterne“", text="Danke.\n\nDie Lampe <b>brennt</b>.", url="/vorgang/X/"
    )
    assert Postman().round() == {"sent": 1}
    ((to, mail),) = mail_server.box.mails
    assert to == ["oksana@example.org"]
    assert mail["Subject"] == "Ihr Hinweis: „Laterne“"
    assert mail["From"].addresses[0].display_name == "Landkreis Auental"
    assert mail["Message-ID"] == notice.deliveries.get(channel="email").message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<http")
    text, html = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    assert "Die Lampe <b>brennt</b>." in text
    assert "/vorgang/X/" in text
    assert "Die Lampe &lt;b&gt;brennt&lt;/b&gt;." in html
    assert '<html lang="de" dir="ltr">' in html
    for remote in ("<img", "src=", "url(", "@import", "<link", "<script"):
        assert remote not in html


def test_a_duty_cannot_be_stopped_and_says_so_by_silence(mail_server, tell, person):
    tell(person, kind="test.duty")
    Postman().round()
    assert mail_server.box.mails[0][1]["List-Unsubscribe"] is None


def test_arabic_mails_run_from_right_to_left(mail_server, tell, person):
    tell(person, language="ar", subject="مرحبا", text="نص")
    Postman().round()
    assert '<html lang="ar" dir="rtl">' in mail_server.box.mails[0][1].get_body(("html",)).get_content()


def test_twice_round_is_once_sent(mail_server, tell, person):
    tell(person)
    postman = Postman()
    postman.round()
    postman.round()
    Postman().round(timezone.now() + timedelta(days=3))
    assert len(mail_server.box.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_share_the_work(mail_server, tell, person):
    for _ in range(20):
        tell(person)
    threads = [threading.Thread(target=lambda: (Postman().round(), connection.close())) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len({mail["Message-ID"] for _, mail in mail_server.box.mails}) == len(mail_server.box.mails) == 20


def test_server_away_for_an_hour(mail_server, tell, person):
    mail_server.stop()
    for _ in range(30):
        tell(person)
    now, postman, knocks = timezone.now(), Postman(), 0
    for second in range(0, 3600, 2):
        knocks += postman.round(now + timedelta(seconds=second))["server unreachable"]
    assert 10 <= knocks <= 25, "it knocks with growing pauses"
    assert states() == ["waiting"] * 30
    mail_server.start()
    for second in range(3600, 4200, 2):
        postman.round(now + timedelta(seconds=second))
    ids = [mail["Message-ID"] for _, mail in mail_server.box.mails]
    assert len(ids) == len(set(ids)) == 30
    assert states() == ["sent"] * 30


def test_not_now_is_tried_again_with_pauses(mail_server, tell):
    tell(MAX)
    mail_server.box.answers = ["451 greylisted"] * 3
    now = timezone.now()
    for minutes, state in ((0, "waiting"), (0.5, "waiting"), (1.1, "waiting"), (3.2, "waiting"), (7.3, "sent")):
        Postman().round(now + timedelta(minutes=minutes))
        assert states() == [state]
    assert len(mail_server.box.mails) == 1
    assert Delivery.objects.get().attempts == 4


def test_after_four_days_of_not_now_it_is_given_up(mail_server, tell):
    tell(MAX)
    mail_server.box.answers = ["451 later"] * 200
    now = timezone.now()
    for hours in range(98):
        Postman().round(now + timedelta(hours=hours, minutes=hours))
    assert states() == ["failed"]


def test_never_becomes_a_letter_where_the_address_is_known(mail_server, tell):
    tell(BOTH)
    mail_server.box.refuse["erika@example.org"] = "550 no such user"
    Postman().round()
    delivery = Delivery.objects.get(channel="email")
    assert (delivery.state, delivery.problem) == ("failed", "550 no such user")
    assert states("letter") == ["waiting"]
    Postman().round(timezone.now() + timedelta(days=1))
    assert states("letter") == ["waiting"]


def test_never_without_an_address_is_shown_to_staff(mail_server, tell):
    tell(MAX)
    mail_server.box.refuse["max@example.org"] = "550 no such user"
    Postman().round()
    assert states("letter") == []
    assert Delivery.objects.get(channel="email").settled is None


def test_refusing_the_sender_is_our_fault_not_the_recipients(mail_server, tell, settings):
    tell(MAX)
    mail_server.box.answers = []

    async def refuse(self, server, session, envelope, address, options):
        return "553 sender not allowed"

    type(mail_server.box).handle_MAIL = refuse
    try:
        Postman().round()
    finally:
        del type(mail_server.box).handle_MAIL
    assert states() == ["waiting"]


# --- In doubt: the server took the mail and the connection broke before it could say so -------------------------------


@pytest.fixture
def journal(settings, tmp_path):
    box = mailbox.Maildir(tmp_path / "journal")
    settings.MAIL_JOURNAL = str(tmp_path / "journal")
    return box


def test_in_doubt_the_journal_knows_that_it_arrived(mail_server, tell, journal):
    tell(MAX)
    mail_server.box.answers = ["drop"]
    now = timezone.now()
    assert Postman().round(now) == {"lost connection": 1}
    assert states() == ["sending"]
    assert Postman().round(now + timedelta(seconds=601)) == {"doubtful": 1}
    journal.add(mail_server.box.mails[0][1].as_bytes())
    assert Postman().round(now + DOUBT) == {"had arrived": 1}
    assert states() == ["sent"]
    assert len(mail_server.box.mails) == 1


def test_in_doubt_the_journal_knows_that_it_did_not_arrive(mail_server, tell, journal):
    tell(MAX)
    (taken,) = claim(Delivery.objects.get().pk, timezone.now())  # and here the worker dies
    counts = Postman().round(timezone.now() + DOUBT)
    assert counts == {"doubtful": 1, "sent again": 1, "sent": 1}
    assert [mail["Message-ID"] for _, mail in mail_server.box.mails] == [taken.message_id]


def test_in_doubt_without_a_journal_it_is_sent_again_under_the_same_id(mail_server, tell):
    tell(MAX)
    mail_server.box.answers = ["drop"]
    now = timezone.now()
    Postman().round(now)
    Postman().round(now + timedelta(seconds=800))
    assert len(mail_server.box.mails) == 1, "it rests first"
    Postman().round(now + DOUBT)
    assert len(mail_server.box.mails) == 2
    assert len({mail["Message-ID"] for _, mail in mail_server.box.mails}) == 1
    assert states() == ["sent"]


def test_an_unreadable_journal_says_nothing(mail_server, tell, settings):
    tell(MAX)
    settings.MAIL_JOURNAL = "/nowhere"
    claim(Delivery.objects.get().pk, timezone.now())
    Postman().round(timezone.now() + DOUBT)
    assert states() == ["doubtful"]
    assert mail_server.box.mails == []


# --- Digests ----------------------------------------------------------------------------------------------------------


def test_a_digest_is_one_mail(mail_server, tell, person):
    actions.set_wish(person, "test.answer", "email", Wish.Rhythm.DAILY)
    for number in range(3):
        tell(person, subject=f"Nachricht {number}")
    now = timezone.now()
    assert Postman().round(now) == {}
    mail_server.box.answers = ["451 later"]
    Postman().round(now + timedelta(days=1))
    tell(person, subject="Nachzügler")
    Postman().round(now + timedelta(days=1, minutes=2))
    mail = next(mail for _, mail in mail_server.box.mails if "3 Nachrichten" in mail["Subject"])
    text = mail.get_body(("plain",)).get_content()
    assert all(f"Nachricht {number}" in text for number in range(3))
    assert "Nachzügler" not in text, "a mail that is tried again says the same again"
    Postman().round(now + timedelta(days=3))
    assert len(mail_server.box.mails) == 2
    assert states() == ["sent"] * 4


def test_one_that_cannot_be_written_does_not_stop_the_others(mail_server, tell):
    broken, fine = tell(MAX), tell(MAX)
    Notice.objects.filter(pk=broken.pk).update(kind="kind.of.a.removed.app")
    Postman().round()
    assert len(mail_server.box.mails) == 1
    assert fine.deliveries.get().state == "sent"
    assert broken.deliveries.get().state == "waiting"


def test_a_person_without_address_by_now(mail_server, tell, person):
    tell(person)
    person.email = None
    person.save()
    Postman().round()
    assert states() == ["failed"]
    assert states("letter") == ["waiting"]


def test_the_worker_delivers():
    from allmende.core.ops.worker import chores

    assert [chore.seconds for chore in chores() if chore.name == "deliver-notices"] == [2]
