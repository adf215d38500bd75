# SPDX-License-Identifier: EUPL-1.2
"""Writing, changing, taking back, reacting: who, when, how often."""

from __future__ import annotations

import datetime
import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from allmende.commons.dialogue import actions, rules
from allmende.commons.dialogue.models import Follow, Post, Reaction, Revision, Step, Thread
from allmende.commons.dialogue.registry import EDIT, REACT
from allmende.commons.dialogue.voices import voice_for_code, voice_for_visitor, voice_of

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)


def test_a_comment_is_there_at_once_and_its_trail_begins(thread, speak, say):
    post = say(speak())
    assert post.state == "visible"
    assert [(step.source, step.target, step.by) for step in post.steps.all()] == [("", "visible", "author")]


def test_before_publication_somebody_looks(thread, speak, say):
    thread.moderation = Thread.Moderation.PRE
    thread.save()
    assert say(speak()).state == "pending"


def test_the_same_submission_twice_is_stored_once(thread, speak):
    key, voice = uuid.uuid4(), speak()
    first, new = actions.write(voice, thread=thread, text="Einmal", key=key)
    again, new_again = actions.write(voice, thread=thread, text="Einmal", key=key)
    assert (first, new, new_again) == (again, True, False)
    assert Post.objects.count() == 1


@pytest.mark.parametrize(("offset", "open_"), [(-SECOND, True), (0 * SECOND, False), (SECOND, False)])
def test_closed_at_the_very_second(thread, speak, offset, open_):
    closes = timezone.now() + datetime.timedelta(hours=1)
    Thread.objects.filter(pk=thread.pk).update(closes=closes)
    if open_:
        assert actions.write(speak(), thread=thread, text="x", now=closes + offset)[1]
    else:
        with pytest.raises(PermissionDenied):
            actions.write(speak(), thread=thread, text="x", now=closes + offset)
        assert not Post.objects.exists()


def test_no_role_has_a_way_round_the_times(thread, speak, moderators, county):
    from allmende.core.people.models import Person

    opens = timezone.now() + datetime.timedelta(days=5)
    Thread.objects.filter(pk=thread.pk).update(opens=opens)
    chief = Person.objects.create_superuser("chief2@example.org", "ein-langes-passwort")
    for person in (*moderators.values(), chief):
        voice = voice_of(person)
        with pytest.raises(PermissionDenied):
            actions.write(voice, thread=thread, text="Vorab")
        with pytest.raises(PermissionDenied):
            actions.write(voice, thread=thread, text="Vorab", official_by=person)
    assert not Post.objects.exists()


def test_what_the_host_does_not_allow_is_closed(thread, topic, speak, say):
    post = say(speak())
    topic["allows"] = lambda what, voice, thread, now: False
    with pytest.raises(PermissionDenied):
        say(speak())
    with pytest.raises(PermissionDenied):
        actions.react(speak("bert"), post)
    with pytest.raises(PermissionDenied):
        actions.edit(post.voice, post, "anders")
    assert actions.withdraw(post.voice, post).state == "withdrawn"  # one's own words, at any time


def test_answers_stand_on_two_levels(thread, speak, say):
    first = say(speak())
    second = say(speak("bert"), "Antwort", parent=first)
    third = say(speak(), "Antwort darauf", parent=second)
    assert (second.top, third.top, third.parent) == (first, first, second)


def test_nobody_answers_what_is_elsewhere_or_not_yet_public(county, thread, speak, say):
    other = actions.open_thread(county, thread.kind)
    elsewhere = say(speak(), thread=other)
    waiting = say(speak(), review=True)
    for parent in (elsewhere, waiting):
        with pytest.raises(ValidationError):
            say(speak("bert"), parent=parent)


def test_ones_own_text_may_be_changed_for_a_while(thread, speak, say):
    post, start = say(speak(), "Erst"), timezone.now()
    actions.edit(post.voice, post, "Dann")
    assert [one.text for one in Revision.objects.all()] == ["Erst"]
    with pytest.raises(PermissionDenied):
        actions.edit(speak("bert"), post, "fremd")
    with pytest.raises(PermissionDenied):
        actions.edit(post.voice, post, "zu spät", now=start + rules.EDITING + SECOND)
    post.refresh_from_db()
    assert post.text == "Dann"
    assert post.edited is not None


def test_a_change_waits_again_where_somebody_looks_first(thread, speak, say):
    post = say(speak())
    Thread.objects.filter(pk=thread.pk).update(moderation="pre")
    assert actions.edit(post.voice, post, "anders").state == "pending"


@pytest.mark.parametrize("text", ["", "   \n ", "\u200b\u2060", "\x00\x01"])
def test_nothing_is_no_comment(thread, speak, text):
    with pytest.raises(ValidationError):
        actions.write(speak(), thread=thread, text=text)


def test_a_hundred_thousand_characters_are_refused_in_words(thread, speak):
    with pytest.raises(ValidationError, match="100"):
        actions.write(speak(), thread=thread, text="a" * 100_000)


def test_one_draft_for_each_place(thread, speak, say):
    voice, post = speak(), say(speak("bert"))
    for text in ("Ein", "Ein Anf", "Ein Anfang"):
        actions.keep_draft(voice, thread, text)
    actions.keep_draft(voice, thread, "Antwort", parent=post)
    assert sorted(Post.objects.filter(state="draft").values_list("text", flat=True)) == ["Antwort", "Ein Anfang"]
    say(voice, "Ein Anfang, fertig")
    assert list(Post.objects.filter(state="draft").values_list("text", flat=True)) == ["Antwort"]
    actions.keep_draft(voice, thread, "  ", parent=post)
    assert not Post.objects.filter(state="draft").exists()


def test_reactions_count_once_and_can_be_taken_back(thread, speak, say):
    post, voice = say(speak()), speak("bert")
    assert actions.react(voice, post).support == 1
    assert actions.react(voice, post).support == 1
    assert actions.react(speak("carla"), post).support == 2
    assert actions.react(voice, post, value=None).support == 1
    for value in (0, 11, -2):
        with pytest.raises(ValidationError):
            actions.react(voice, post, value=value)


def test_nobody_supports_themselves_or_what_is_not_public(thread, speak, say):
    post = say(speak())
    with pytest.raises(PermissionDenied):
        actions.react(post.voice, post)
    actions.withdraw(post.voice, post)
    with pytest.raises(PermissionDenied):
        actions.react(speak("bert"), post)


def test_the_database_refuses_a_second_reaction(thread, speak, say):
    post, voice = say(speak()), speak("bert")
    Reaction.objects.create(post=post, voice=voice, kind="support")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(post=post, voice=voice, kind="support")


def test_rules_for_every_state_of_a_post(thread, speak, say):
    author, other = speak(), speak("bert")
    found = {}
    for state in Post.State.values:
        post = say(author)
        Post.objects.filter(pk=post.pk).update(state=state)
        post.refresh_from_db()
        found[state] = "".join(
            ".x"[bool(rule(voice, post))]
            for voice in (author, other, None)
            for rule in (rules.may_change, rules.may_withdraw)
        )
        if state == "draft":
            post.delete()
    nobody = "." * 4
    assert found == {
        "draft": ".." + nobody,
        "pending": "xx" + nobody,
        "visible": "xx" + nobody,
        "hidden": ".." + nobody,
        "withdrawn": ".." + nobody,
    }


def test_voices_are_told_apart_and_found_again(county, speak):
    anna = speak()
    code, visitor = voice_for_code("brief-7"), voice_for_visitor("brief-7")
    assert len({anna.pk, code.pk, visitor.pk}) == 3
    assert voice_for_code("brief-7") == code
    assert voice_for_visitor("brief-7") == visitor
    assert "brief-7" not in f"{code.key_hash}{visitor.key_hash}"
    assert code.tag in code.name
    for maker in (voice_for_code, voice_for_visitor):
        with pytest.raises(ValueError, match="needs"):
            maker("")


def test_following_twice_is_following_once(thread, speak, say):
    voice, post = speak("bert"), say(speak())
    for _ in range(2):
        assert actions.follow(voice, post)
        assert actions.follow(voice, thread)
    assert Follow.objects.count() == 2
    assert not actions.follow(voice, post, on=False)
    actions.withdraw(post.voice, post)
    with pytest.raises(PermissionDenied):
        actions.follow(voice, post)


def in_threads(count, work):
    """Run `work(number)` in real threads at the same time; return what they raised."""
    barrier, raised = threading.Barrier(count), []

    def run(number):
        try:
            barrier.wait()
            work(number)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    running = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_many_at_once(county, topic, speak):
    thread = actions.open_thread(county, "test-topic")
    voices = [speak(f"p{number}") for number in range(6)]
    post = actions.write(speak("author"), thread=thread, text="Worum es geht")[0]
    key = uuid.uuid4()

    def work(number):
        actions.react(voices[number % 3], post)  # each of three voices in two threads
        actions.write(voices[0], thread=thread, text="Doppelt geklickt", key=key)
        actions.keep_draft(voices[1], thread, f"Entwurf {number}")
        voice_for_code("derselbe Brief")

    assert in_threads(6, work) == []
    post.refresh_from_db()
    assert post.support == Reaction.objects.count() == 3
    assert Post.objects.filter(submission_key=key).count() == 1
    assert Post.objects.filter(state="draft").count() == 1


def test_the_trail_is_whole(thread, speak, say):
    post = say(speak(), review=True)
    actions.withdraw(post.voice, post)
    assert list(Step.objects.values_list("source", "target")) == [("", "pending"), ("pending", "withdrawn")]


def test_asked_what_for(thread, topic, speak, say):
    asked = []
    topic["allows"] = lambda what, voice, thread, now: asked.append(what) or True
    post = say(speak())
    actions.edit(post.voice, post, "neu")
    actions.react(speak("bert"), post)
    assert set(asked) >= {"write", EDIT, REACT}
