# SPDX-License-Identifier: EUPL-1.2
"""Contributions in other languages, over real HTTP to a service that turns letters round."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from allmende.commons.dialogue import actions, queries, tasks
from allmende.commons.dialogue.models import Post, Translation
from tests.core.languages.conftest import service  # noqa: F401 (a fixture)
from tests.core.languages.service import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(settings, service):  # noqa: F811
    settings.TRANSLATOR = {"kind": "libretranslate", "url": service.url, "key": KEY, "model": ""}
    return service


def run_tasks():
    for row in Translation.objects.all():
        tasks.translate.func(row.pk)


def test_no_button_without_a_service(client, thread, say, speak):
    post = say(speak(), "Please plant more trees in the square.", language="en")
    assert "Übersetzen" not in client.get(f"/dialog/{thread.pk}/").content.decode()
    assert client.post(reverse("dialogue:translate", args=[post.pk])).status_code == 404


def test_asked_for_once_and_shown_with_the_original(client, thread, say, speak, machine):
    post = say(speak(), "Bäume", language="en")
    page = client.get(f"/dialog/{thread.pk}/")
    assert "Übersetzen" in page.content.decode()
    assert not page.cookies
    for _ in range(2):
        assert client.post(reverse("dialogue:translate", args=[post.pk])).status_code == 302
    assert "Wird übersetzt" in client.get(f"/dialog/{thread.pk}/").content.decode()
    run_tasks()
    run_tasks()
    assert len(machine.requests) == 1
    assert machine.requests[0][2]["source"] == "en"
    page = client.get(f"/dialog/{thread.pk}/").content.decode()
    assert "emuäB" in page
    assert "Original zeigen" in page
    assert "Von einer Maschine übersetzt." in page


def test_another_text_wants_another_translation(client, thread, say, speak, machine):
    post = say(speak(), "Bäume", language="en")
    client.post(reverse("dialogue:translate", args=[post.pk]))
    run_tasks()
    actions.edit(post.voice, post, "Häuser")
    with translation.override("de"):
        post.refresh_from_db()
        assert queries.line_of(post, None).translation is None
    client.post(reverse("dialogue:translate", args=[post.pk]))
    run_tasks()
    assert "resuäH" in client.get(f"/dialog/{thread.pk}/").content.decode()


def test_what_is_hidden_meanwhile_is_not_sent_away(client, thread, say, speak, machine):
    post = say(speak(), "Bäume", language="en")
    client.post(reverse("dialogue:translate", args=[post.pk]))
    Post.objects.filter(pk=post.pk).update(state="hidden")
    run_tasks()
    assert machine.requests == []
