# SPDX-License-Identifier: EUPL-1.2
"""A thread of a host that lets everybody with an account write, and people who do."""

from __future__ import annotations

import uuid

import pytest

HOST = "test-topic"


@pytest.fixture
def topic():
    """A host of threads, as an app would register it; `topic["allows"]` may be changed by the test."""
    from allmende.commons.dialogue import registry
    from allmende.commons.dialogue.voices import speaker_of_request

    behaviour = {"allows": lambda what, voice, thread, now: True, "title": "Marktplatz", "speaker": speaker_of_request}
    registry.register_host(
        HOST,
        "Thema",
        url_of=lambda thread: f"/dialog/{thread.pk}/",
        title_of=lambda thread: behaviour["title"],
        speaker_of=lambda request, thread: behaviour["speaker"](request),
        allows=lambda *asked: behaviour["allows"](*asked),  # noqa: PLW0108 (looked up at each question)
    )
    yield behaviour
    registry._hosts.pop(HOST)


@pytest.fixture
def thread(county, topic):
    from allmende.commons.dialogue.actions import open_thread

    return open_thread(county, HOST)


@pytest.fixture
def speak(county):
    """Make a voice by name, of a person with an account."""
    from allmende.commons.dialogue.voices import voice_of
    from allmende.core.people.models import Person

    def make(name="anna"):
        person = Person.objects.filter(email=f"{name}@example.org").first()
        return voice_of(
            person or Person.objects.create_user(f"{name}@example.org", "ein-langes-passwort"), name.title()
        )

    return make


@pytest.fixture
def say(thread):
    """Store a comment."""
    from allmende.commons.dialogue import actions

    def make(voice, text="Mehr Bäume, bitte.", **fields):
        fields = {"thread": thread, "key": uuid.uuid4()} | fields
        return actions.write(voice, text=text, **fields)[0]

    return make


@pytest.fixture
def moderators(county):
    """Two moderators and somebody who only decides appeals."""
    from tests.access_matrix import member

    return {
        "one": member("moderator", county, "mod-one"),
        "two": member("moderator", county, "mod-two"),
        "chief": member("approver", county, "chief"),
    }
