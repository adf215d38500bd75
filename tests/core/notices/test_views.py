# SPDX-License-Identifier: EUPL-1.2
"""The inbox, the wishes and the address that stops mails, as people meet them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from allmende.core.notices.actions import Address
from allmende.core.notices.mails import stop_token
from allmende.core.notices.models import Delivery, Notice, QuietHours, Stop, Wish


@pytest.fixture
def reader(client, person):
    client.force_login(person)
    return client


def test_an_empty_inbox_says_so(reader, county):
    assert "Noch keine Nachrichten" in reader.get("/postfach/").content.decode()


def test_nobody_reads_without_signing_in(client, tell, person):
    notice = tell(person)
    for path in ("/postfach/", f"/postfach/{notice.pk}/", "/postfach/einstellungen/"):
        assert client.get(path).status_code == 302


def test_nobody_reads_the_mail_of_others(client, tell, person, django_user_model):
    notice = tell(person, subject="Geheim")
    client.force_login(django_user_model.objects.create_user("b@example.org", "pass-word-1234"))
    assert "Geheim" not in client.get("/postfach/").content.decode()
    assert client.get(f"/postfach/{notice.pk}/").status_code == 404
    assert client.post(f"/postfach/{notice.pk}/", {"do": "read"}).status_code == 404
    assert Notice.objects.get().read is None


def test_reading_is_noted_by_a_button_not_by_looking(reader, tell, person):
    notice = tell(person)
    url = f"/postfach/{notice.pk}/"
    assert (
        "1 ungelesene" in reader.get("/postfach/").content.decode()
        or "eine ungelesene" in reader.get("/postfach/").content.decode()
    )
    reader.get(url)
    assert Notice.objects.get().read is None
    assert reader.post(url, {"do": "read"}, headers={"HX-Request": "true"}).status_code == 204
    assert Notice.objects.get().read is not None
    assert reader.post(url, {"do": "unread"})["Location"] == "/postfach/"
    assert Notice.objects.get().read is None
    assert reader.post(url, {"do": "what"}).status_code == 400


def test_putting_away_and_back(reader, tell, person):
    notice = tell(person, subject="Weg damit")
    reader.post(f"/postfach/{notice.pk}/", {"do": "archive"})
    assert "Weg damit" not in reader.get("/postfach/").content.decode()
    assert "Weg damit" in reader.get("/postfach/?ordner=abgelegt").content.decode()
    reader.post(f"/postfach/{notice.pk}/", {"do": "restore"})
    assert "Weg damit" in reader.get("/postfach/").content.decode()


def test_searching_and_leafing(reader, tell, person):
    for number in range(30):
        tell(person, subject=f"Nachricht {number:02}", text="Laterne" if number == 7 else "Text")
    assert "Nachricht 07" in (page := reader.get("/postfach/?q=laterne+nachricht").content.decode())
    assert "Nachricht 08" not in page
    assert "Dazu gibt es keine Nachricht" in reader.get("/postfach/?q=xyzzy").content.decode()
    first, second = (reader.get(f"/postfach/?seite={n}").content.decode() for n in (1, 2))
    assert "Nachricht 29" in first
    assert "Nachricht 00" in second
    assert "Nachricht 29" not in second


def test_the_inbox_asks_the_same_for_1_and_30(reader, tell, person, django_assert_max_num_queries):
    tell(person)
    reader.get("/postfach/")
    for _ in range(24):
        tell(person)
    with django_assert_max_num_queries(12):
        reader.get("/postfach/")


def test_text_is_text(reader, tell, person):
    notice = tell(person, subject="<script>x</script>", text="<img src=x onerror=y>")
    for path in ("/postfach/", f"/postfach/{notice.pk}/"):
        page = reader.get(path).content.decode()
        assert "<script>x" not in page
        assert "<img src=x" not in page


# --- Wishes -----------------------------------------------------------------------------------------------------------


def wishes(**changes):
    kinds = {
        "test.answer": "email:now",
        "test.urgent": "email:now",
        "test.duty": "email:now",
        "test.quiet": "inbox:now",
    }
    return kinds | {"begin": "", "end": ""} | changes


def test_wishes_are_stored_and_shown(reader, person):
    sent = wishes(**{"test.answer": "email:weekly", "begin": "21:00", "end": "7:00"})
    assert reader.post("/postfach/einstellungen/", sent).status_code == 302
    assert list(Wish.objects.values_list("kind", "channel", "rhythm")) == [("test.answer", "email", "weekly")]
    assert str(QuietHours.objects.get()) == "21:00-07:00"
    page = reader.get("/postfach/einstellungen/").content.decode()
    assert '<option value="email:weekly" selected>' in page
    assert 'value="21:00"' in page
    reader.post("/postfach/einstellungen/", wishes(**{"test.answer": "email:weekly"}))
    assert not QuietHours.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"test.answer": "pigeon:now"}, "Antworten"),
        ({"begin": "21:00"}, "beide Uhrzeiten"),
        ({"begin": "25:00", "end": "7:00"}, "Keine E-Mails ab"),
        ({"test.answer": "letter:now"}, "Anschrift"),
    ],
)
def test_wrong_wishes_are_explained_and_nothing_is_stored(reader, person, changes, words):
    person.city = ""
    person.save()
    response = reader.post("/postfach/einstellungen/", wishes(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Wish.objects.exists()


# --- Stopping ---------------------------------------------------------------------------------------------------------


def test_one_click_from_the_mail_program(client, tell, person):
    """RFC 8058: a POST without cookie or CSRF token."""
    from django.test import Client

    notice = tell(person)
    url = reverse("notices:stop", args=[stop_token(notice)])
    assert "oksana" not in url
    robot = Client(enforce_csrf_checks=True)
    assert robot.get(url).status_code == 200
    assert not Wish.objects.exists(), "looking stops nothing"
    assert robot.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Wish.objects.get().channel == "inbox"
    assert Delivery.objects.get(channel="email").state == "withdrawn"


def test_stopping_without_account(client, tell):
    notice = tell(Address("Max", email="max@example.org"))
    url = reverse("notices:stop", args=[stop_token(notice)])
    page = client.post(url).content.decode()
    assert "keine E-Mails mehr" in page
    assert "Postfach" not in page.partition("<main")[2].partition("</main>")[0]
    assert "max" not in Stop.objects.get().address


def test_duties_and_broken_addresses(client, tell, person):
    duty = tell(person, kind="test.duty")
    assert client.post(reverse("notices:stop", args=[stop_token(duty)])).status_code == 409
    for token in ("x", "W10:abc:def", stop_token(duty)[:-1]):
        assert client.get(reverse("notices:stop", args=[token])).status_code == 404
