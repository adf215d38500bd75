# SPDX-License-Identifier: EUPL-1.2
"""Reporting a barrier: no account, no e-mail, a case with a deadline, stored once, not by machines."""

from __future__ import annotations

import datetime
import time
import uuid

import pytest
from django.core import signing
from django.utils import timezone

from allmende.commons.cases.models import Case
from allmende.core.accessibility.forms import BarrierForm, tidy_page
from allmende.core.accessibility.models import Statement

URL = "/barrierefreiheit/melden/"


def answers(**changes):
    values = {
        "text": "Die Tabelle wird nicht vorgelesen.", "page": "/orte/?q=arzt", "email": "", "homepage": "",
        "key": str(uuid.uuid4()), "shown": signing.dumps(int(time.time()) - 60, salt=BarrierForm.salt),
    }  # fmt: skip
    return values | changes


@pytest.mark.parametrize(
    ("given", "kept"),
    [("/orte/", "/orte/"), ("http://testserver/orte/?q=a", "/orte/?q=a"), ("https://evil.example/", ""), ("//evil.example/", ""),
     ("javascript:alert(1)", ""), ("orte", ""), ("", ""), ("http://[", ""), ("/a\nb", "/ab"), ("ftp://testserver/x", "")],
)  # fmt: skip
def test_only_pages_of_this_site_are_named(given, kept):
    assert tidy_page(given, "testserver") == kept


@pytest.mark.django_db
class TestReport:
    def test_the_page_one_came_from_is_filled_in(self, client, county):
        page = client.get(URL, headers={"referer": "http://testserver/orte/?q=arzt"})
        assert 'value="/orte/?q=arzt"' in page.content.decode()
        assert "max-age=0" in page["Cache-Control"]
        page = client.get(URL, headers={"referer": "http://evil.example/orte/"})
        assert "evil.example" not in page.content.decode()
        assert 'value="/gebiete/"' in client.get(URL, {"seite": "/gebiete/"}).content.decode()

    def test_it_becomes_a_case_with_a_deadline(self, client, county):
        Statement.objects.create(municipality=county, answer_weeks=2)
        response = client.post(URL, answers(), follow=True)
        case = Case.objects.get()
        assert case.kind == "barrier"
        assert case.subject == "Barriere: /orte/?q=arzt"
        assert case.due == timezone.localdate() + datetime.timedelta(weeks=2)
        assert response.redirect_chain == [(f"/vorgang/{case.reference}/", 302)]
        assert case.reference in response.content.decode()

    def test_without_a_statement_the_land_decides(self, client, county):
        client.post(URL, answers())
        assert Case.objects.get().due == timezone.localdate() + datetime.timedelta(weeks=4)

    def test_twice_is_once(self, client, county):
        data = answers()
        first, second = client.post(URL, data), client.post(URL, data | {"text": "anders"})
        assert first["Location"] == second["Location"]
        assert Case.objects.count() == 1

    @pytest.mark.parametrize(
        "changes",
        [{"homepage": "http://spam.example"}, {"shown": "x"}, {"shown": signing.dumps(10**11, salt=BarrierForm.salt)},
         {"text": ""}, {"text": "x" * 2001}, {"page": "https://evil.example/"}, {"email": "nobody"}, {"key": "1"}],
    )  # fmt: skip
    def test_what_no_person_sends_is_refused(self, client, county, changes):
        response = client.post(URL, answers(**changes))
        assert response.status_code == 422
        assert "Fehler:" in response.content.decode()
        assert not Case.objects.exists()

    def test_too_many_are_stopped(self, client, county):
        for _number in range(10):
            assert client.post(URL, answers()).status_code == 302
        assert client.post(URL, answers()).status_code == 422
        assert Case.objects.count() == 10

    def test_the_status_page_says_nothing_of_it(self, client, county):
        client.post(URL, answers(email="erika@example.org"))
        page = client.get(f"/vorgang/{Case.objects.get().reference}/").content.decode()
        assert "vorgelesen" not in page
        assert "erika" not in page

    def test_staff_see_the_deadline_and_what_is_overdue(self, client, county, people):
        client.post(URL, answers())
        client.force_login(people["clerk"])
        case = Case.objects.get()
        assert f"{case.due:%d.%m.%Y}" in client.get("/verwaltung/vorgaenge/").content.decode()
        Case.objects.update(due=timezone.localdate() - datetime.timedelta(days=1))
        for page in ("/verwaltung/vorgaenge/", f"/verwaltung/vorgang/{case.pk}/", "/verwaltung/"):
            assert "überfällig" in client.get(page).content.decode()
        assert 'href="/orte/?q=arzt"' in client.get(f"/verwaltung/vorgang/{case.pk}/").content.decode()
