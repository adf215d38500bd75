# SPDX-License-Identifier: EUPL-1.2
"""What is looked at before it appears stays so when it is changed; conversations are no way round to what is hidden."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from allmende.commons.dialogue import actions as dialogue
from allmende.commons.dialogue import moderation
from allmende.commons.dialogue.models import Post, Thread
from allmende.commons.dialogue.voices import voice_for_visitor, voice_of
from allmende.decide.participation import actions, live, sections
from allmende.decide.participation.audience import Who
from allmende.decide.participation.models import Idea, Section
from tests.decide.participation.conftest import send_idea

pytestmark = pytest.mark.django_db


def _release(post):
    dialogue.move(dialogue.locked(post), Post.State.VISIBLE)


def _change(client, post):
    url = f"/dialog/beitrag/{post.pk}/aendern/"
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(url, data | {"text": "Jetzt etwas ganz anderes."})


def test_an_idea_waits_again_when_changed_on_the_page_for_every_contribution(client, make_process):
    send_idea(client, make_process(moderation="pre"))
    idea = Idea.objects.get()
    _release(idea.post)
    assert _change(client, idea.post).status_code == 302
    idea.post.refresh_from_db()
    assert (idea.post.text, idea.post.state) == ("Jetzt etwas ganz anderes.", "pending")


@pytest.mark.parametrize(("moderated", "state"), [("pre", "pending"), ("post", "visible")])
def test_a_question_waits_again_where_somebody_looks_first(client, make_process, person, moderated, state):
    phase = make_process("live", moderation=moderated)
    question, _new = live.ask(Who(person=person), voice_of(person), phase, "Wann beginnt das?", key=uuid.uuid4())
    if moderated == "pre":
        _release(question.post)
    client.force_login(person)
    assert _change(client, question.post).status_code == 302
    question.post.refresh_from_db()
    assert (question.post.text, question.post.state) == ("Jetzt etwas ganz anderes.", state)


@pytest.fixture
def discussed(client, phase):
    """An idea of this client's browser, with a comment of somebody else."""
    send_idea(client, phase, title="Geheimer Titel")
    idea = Idea.objects.select_related("thread", "post").get()
    comment, _new = dialogue.write(voice_for_visitor("a"), text="Ein Kommentar dazu.", thread=idea.thread)
    return idea, comment


@pytest.mark.parametrize("state", ["hidden", "withdrawn", "pending"])
def test_the_conversation_about_an_idea_is_shown_to_those_who_see_the_idea(client, moderator, discussed, state):
    idea, comment = discussed
    ways = [
        f"/dialog/{idea.thread_id}/",
        f"/dialog/{idea.thread_id}/schreiben/",
        f"/dialog/beitrag/{comment.pk}/",
        f"/dialog/beitrag/{comment.pk}/fassungen/",
        f"/meldung/{comment.pk}/",
    ]
    assert [Client().get(url).status_code for url in ways] == [200] * 5
    if state == "hidden":
        moderation.decide(moderator, idea.post, "hide", reason="rules", facts="Genau deshalb.")
    else:
        dialogue.move(dialogue.locked(idea.post), state)
    assert [Client().get(url).status_code for url in ways] == [404] * 5
    assert client.get(ways[0]).status_code == 200, "its author"
    staff = Client()
    staff.force_login(moderator)
    assert staff.get(ways[0]).status_code == 200


def test_nobody_writes_below_an_idea_that_is_not_public(client, discussed, person):
    idea, comment = discussed
    dialogue.move(dialogue.locked(idea.post), Post.State.PENDING)
    thread = Thread.objects.get(pk=idea.thread_id)
    with pytest.raises(PermissionDenied):
        dialogue.write(voice_of(person), text="Noch etwas", thread=thread)
    with pytest.raises(PermissionDenied):
        dialogue.react(voice_of(person), comment)
    assert "kann niemand antworten" in client.get(f"/dialog/{idea.thread_id}/schreiben/").content.decode()
    dialogue.move(dialogue.locked(idea.post), Post.State.VISIBLE)
    assert dialogue.write(voice_of(person), text="Noch etwas", thread=thread)[1]


def test_who_commented_takes_it_back_and_reads_no_hidden_words(discussed, person):
    idea, _comment = discussed
    own, _new = dialogue.write(voice_of(person), text="Mein Kommentar.", thread=idea.thread)
    dialogue.move(dialogue.locked(idea.post), Post.State.WITHDRAWN)
    visitor = Client()
    visitor.force_login(person)
    list_of_own = visitor.get("/meine-beitraege/").content.decode()
    assert "Mein Kommentar." in list_of_own
    assert "Geheimer Titel" not in list_of_own
    assert visitor.post(f"/dialog/beitrag/{own.pk}/zurueckziehen/").status_code == 302
    own.refresh_from_db()
    assert own.state == "withdrawn"


def test_sections_of_a_draft_are_for_staff(make_process, moderator):
    phase = make_process("text", state="draft")
    one = sections.save(moderator, phase, Section(heading="Geheimer Plan", text="Hier."))
    assert Client().get(f"/dialog/{one.thread_id}/").status_code == 404
    staff = Client()
    staff.force_login(moderator)
    assert "Geheimer Plan" in staff.get(f"/dialog/{one.thread_id}/").content.decode()


def test_conversations_follow_the_moderation_of_their_phase(make_process, moderator, make_idea):
    ideas_phase, text_phase = make_process(), make_process("text")
    one = sections.save(moderator, text_phase, Section(heading="Wege", text="Hier."))
    idea, other = make_idea(where=ideas_phase), make_idea(where=make_process())
    for phase in (ideas_phase, text_phase):
        phase.moderation = "pre"
        actions.save_phase(moderator, phase)
    for thread in (idea.thread, one.thread):
        assert dialogue.write(voice_for_visitor("b"), text="Hallo", thread=thread)[0].state == "pending"
    assert dialogue.write(voice_for_visitor("b"), text="Hallo", thread=other.thread)[0].state == "visible"
