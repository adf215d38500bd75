# SPDX-License-Identifier: EUPL-1.2
"""Mails about an idea go to an address only once its owner has said yes."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from allmende.core.notices.models import Notice
from allmende.decide.participation import contact, ideas
from allmende.decide.participation.models import Idea
from tests.decide.participation.conftest import send_idea

pytestmark = pytest.mark.django_db
EMAIL = "erika@example.org"


def _answer(moderator):
    idea = Idea.objects.get()
    ideas.answer(moderator, idea, stage="checking", text="Wir sehen es uns an.", key=uuid.uuid4())


@pytest.fixture
def asked(client, phase):
    """The question that came to the address of an idea."""
    page = client.get(send_idea(client, phase, email=EMAIL)["Location"]).content.decode()
    assert "bestätigen Sie darin Ihre Adresse" in page
    return Notice.objects.get(email=EMAIL)


def test_nobody_writes_to_an_address_that_was_not_confirmed(asked, moderator, drain):
    _answer(moderator)
    drain()
    assert Notice.objects.filter(email=EMAIL).count() == 1
    assert "Bänke" not in asked.subject + asked.text


def test_after_a_yes_the_answer_is_sent(asked, moderator, drain):
    other = Client()
    page = other.get(asked.url)
    assert EMAIL in page.content.decode()
    assert Idea.objects.get().contact_confirmed is None, "looking is no yes"
    other.post(asked.url, {"do": "yes"})
    _answer(moderator)
    drain()
    assert Notice.objects.filter(email=EMAIL).count() == 2


def test_after_a_no_the_address_is_gone(asked):
    Client().post(asked.url, {"do": "no"})
    assert Idea.objects.get().contact_email == ""
    assert Client().get(asked.url).status_code == 404


def test_a_guessed_link_confirms_nothing(asked):
    wrong = re.sub(r"/[0-9a-f]{32}/$", f"/{'0' * 32}/", asked.url)
    assert wrong != asked.url
    assert Client().post(wrong, {"do": "yes"}).status_code == 404
    assert Idea.objects.get().contact_confirmed is None


def test_one_address_is_asked_few_times_a_day(phase):
    for _number in range(5):
        assert send_idea(Client(), phase, email=EMAIL).status_code == 302
    assert Idea.objects.count() == 5
    assert Notice.objects.filter(email=EMAIL).count() == 3


def test_only_a_clear_no_deletes_the_address(asked):
    Client().post(asked.url, {"do": "perhaps"})
    assert Idea.objects.get().contact_email == EMAIL


def test_an_address_that_was_asked_too_often_is_not_stored(client, phase):
    for number in range(contact.ASKED.times):
        send_idea(Client(), phase, email=EMAIL, title=f"Idee {number}")
    page = client.get(send_idea(client, phase, email=EMAIL, title="Eine zu viel")["Location"]).content.decode()
    assert "schon mehrere Fragen geschickt" in page
    assert "bestätigen Sie darin" not in page
    assert Idea.objects.get(title="Eine zu viel").contact_email == ""
    assert Notice.objects.filter(email=EMAIL).count() == contact.ASKED.times
