# SPDX-License-Identifier: EUPL-1.2
"""Reports that something about a place is wrong: stored once, without an account, not by machines."""

from __future__ import annotations

import threading
import time
import uuid

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse

from allmende.commons.cases.models import Case
from allmende.commons.places.forms import ReportForm
from allmende.commons.places.models import PlaceReport


def answers(**changes):
    values = {
        "topic": "hours",
        "text": "Mittwochs ist zu.",
        "email": "",
        "homepage": "",
        "key": str(uuid.uuid4()),
        "shown": signing.dumps(int(time.time()) - 60, salt=ReportForm.salt),
    }
    return values | changes


@pytest.fixture
def url(make_place):
    return reverse("places:report", args=[make_place().pk])


def test_a_report_becomes_a_case_with_a_number(client, url):
    assert client.get(url).status_code == 200
    response = client.post(url, answers(email="a@example.org"), follow=True)
    case = Case.objects.get()
    assert response.redirect_chain == [(f"/vorgang/{case.reference}/", 302)]
    page = response.content.decode()
    assert case.reference in page
    assert "ist angekommen" in page
    assert "Mittwochs" not in page
    assert "a@example.org" not in page
    assert (case.kind, case.text, case.contact_email) == ("place", "Mittwochs ist zu.", "a@example.org")
    assert PlaceReport.objects.get().case == case


def test_a_report_in_english_is_filed_in_the_language_of_the_house(client, url):
    assert client.post(f"/en{url}", answers()).status_code == 302
    assert Case.objects.get().subject.endswith("Die Öffnungszeiten stimmen nicht")


def test_the_same_form_twice_is_one_case(client, url):
    data = answers()
    first = client.post(url, data)
    second = client.post(url, data | {"text": "anders"})
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == PlaceReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_the_same_time_is_one_case(url):
    data = answers()
    gate = threading.Barrier(6)
    found = []

    def send():
        try:
            gate.wait()
            found.append(Client().post(url, data)["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    assert Case.objects.count() == PlaceReport.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": ""}, "Wie ist es richtig?"),
        ({"topic": "nonsense"}, "Fehler"),
        ({"email": "nobody"}, "E-Mail"),
        ({"homepage": "http://spam"}, "leer bleiben"),
        ({"shown": "forged"}, "zu lange offen"),
        ({"text": "x" * 2001}, "2000"),
    ],
)
def test_what_is_refused_is_explained_and_kept(client, url, change, message):
    response = client.post(url, answers(email="a@example.org") | change)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Case.objects.exists()


def test_too_fast_is_refused_once_and_then_works(client, url):
    data = answers(shown=signing.dumps(int(time.time()), salt=ReportForm.salt))
    response = client.post(url, data)
    assert response.status_code == 422
    shown = response.context["form"]["shown"].value()
    assert client.post(url, data | {"shown": shown}).status_code == 302
    assert Case.objects.count() == 1


def test_an_old_page_keeps_the_text(client, url):
    response = client.post(url, answers(shown=""))
    assert "Mittwochs ist zu." in response.content.decode()


def test_many_reports_from_one_place_are_slowed_down(client, url):
    for _ in range(10):
        assert client.post(url, answers()).status_code == 302
    response = client.post(url, answers())
    assert response.status_code == 422
    assert "viele Hinweise" in response.content.decode()
    assert Case.objects.count() == 10


def test_no_report_on_what_is_not_public(client, url):
    from allmende.commons.places.models import Place

    Place.objects.update(is_published=False)
    assert client.get(url).status_code == 404
    assert client.post(url, answers()).status_code == 404


def test_cross_site_posts_are_refused(url):
    assert Client(enforce_csrf_checks=True).post(url, answers()).status_code == 403
