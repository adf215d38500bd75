# SPDX-License-Identifier: EUPL-1.2
"""Codes on paper: typed as people type, guessed by nobody, opened by those who hold them."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.letters import actions, queries
from allmende.core.letters.codes import READABLE, grouped, new_code, plain
from allmende.core.letters.models import ShortAddress
from allmende.core.throttle.models import Window


@given(st.lists(st.sampled_from(READABLE), min_size=10, max_size=10).map("".join))
def test_a_code_is_read_back_however_it_is_typed(code):
    for typed in (
        code,
        grouped(code),
        grouped(code).lower(),
        f" {code[:3]} {code[3:]} ",
        grouped(code).replace("-", "–"),
    ):
        assert plain(typed) == code


@given(st.text(max_size=80))
def test_anything_else_is_no_code(text):
    assert plain(text) == "" or set(plain(text)) <= set(READABLE)


def test_codes_have_no_signs_that_look_alike():
    assert not set("01IO") & set(READABLE)
    assert len(set(READABLE)) == 32
    assert len({new_code() for _ in range(100)}) == 100


@pytest.fixture
def address(county):
    return actions.make_short_address(county, "places:short", [7])


def test_a_code_leads_to_its_page(client, address):
    response = client.get(f"/k/{address.grouped.lower()}/")
    assert (response.status_code, response["Location"]) == (302, "/orte/7/")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_it_speaks_the_language_of_the_letter(client, county):
    address = actions.make_short_address(county, "places:short", [7], language="en")
    assert client.get(address.path)["Location"] == "/en/orte/7/"


def test_unknown_expired_and_used_codes_look_the_same(client, county):
    now = timezone.now()
    expired = actions.make_short_address(county, "places:search", valid_until=now - timedelta(seconds=1))
    used = actions.make_short_address(county, "places:search", single_use=True)
    assert actions.use(used)
    gone = actions.make_short_address(county, "no:such:route")
    answers = set()
    for code in (expired.grouped, used.grouped, gone.grouped, grouped(new_code())):
        response = client.get(f"/k/{code}/")
        answers.add((response.status_code, response.content.decode().replace(code, "CODE")))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_guessing_is_slowed_down(client, county):
    for _ in range(30):
        assert client.get(f"/k/{grouped(new_code())}/").status_code == 404
    assert client.get(f"/k/{grouped(new_code())}/").status_code == 429


def test_after_too_many_guesses_the_right_code_is_not_told_from_wrong_ones(client, address, county):
    for _ in range(30):
        client.get(f"/k/{grouped(new_code())}/")
    assert client.get(f"/k/{address.grouped}/").status_code == 429
    assert client.get(f"/k/{address.grouped}/", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_what_is_no_code_at_all_is_explained(client, county):
    assert "zehn Zeichen" in client.get("/k/", {"code": "0IO"}).content.decode()
    assert client.get("/k/%3Cscript%3E/").status_code == 404
    assert client.get("/k/", {"code": "k7qf3 m9zta"})["Location"] == "/k/K7QF3-M9ZTA/"


def test_a_code_for_one_use_is_used_by_a_button_not_by_looking(client, county):
    address = actions.make_short_address(county, "places:short", [7], single_use=True)
    for _ in range(2):
        page = client.get(address.path)
        assert page.status_code == 200
        assert "gilt einmal" in page.content.decode()
    assert ShortAddress.objects.get().used is None
    assert client.post(address.path)["Location"] == "/orte/7/"
    assert client.post(address.path).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_it_at_once_one_wins(county):
    address = actions.make_short_address(county, "places:search", single_use=True)
    results, gate = [], threading.Barrier(4)

    def attempt():
        gate.wait()
        results.append(actions.use(address))
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(results) == [False, False, False, True]


def visit(client, path):
    """Return a request to `path` by someone with this client's cookies."""
    request = RequestFactory().get(path)
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return request


def test_who_came_by_the_code_can_prove_it(client, county, address):
    assert queries.came_by(visit(client, "/orte/7/"), "places:short", 7) is None
    client.get(address.path)
    assert queries.came_by(visit(client, "/orte/7/"), "places:short", 7) == address
    assert queries.came_by(visit(client, "/orte/8/"), "places:short", 8) is None
    address.delete()
    assert queries.came_by(visit(client, "/orte/7/"), "places:short", 7) is None


def test_a_forged_or_old_proof_is_none(client, address, monkeypatch):
    client.cookies[queries.COOKIE] = f"{address.pk}:forged"
    assert queries.came_by(visit(client, "/"), "places:short", 7) is None
    client.cookies.clear()
    client.get(address.path)
    monkeypatch.setattr(queries, "PROOF_SECONDS", -1)
    assert queries.came_by(visit(client, "/"), "places:short", 7) is None


def test_reading_changes_nothing_but_the_counter(client, address):
    before = list(ShortAddress.objects.values())
    client.get(address.path)
    assert list(ShortAddress.objects.values()) == before
    assert not Window.objects.exists()


def test_ended_codes_are_forgotten_after_a_month(county):
    now = timezone.now()
    keep = [
        actions.make_short_address(county, "places:search"),
        actions.make_short_address(county, "places:search", valid_until=now - timedelta(days=29)),
    ]
    actions.make_short_address(county, "places:search", valid_until=now - timedelta(days=31))
    used = actions.make_short_address(county, "places:search", single_use=True)
    actions.use(used, now - timedelta(days=31))
    assert actions.forget_expired() == 2
    assert list(ShortAddress.objects.order_by("pk")) == keep
