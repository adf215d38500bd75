# SPDX-License-Identifier: EUPL-1.2
"""Defects that were reproduced in another platform (adhocracy+): each has a test that passes here."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from allmende.commons.dialogue.voices import voice_for_visitor, voice_of
from tests.access_matrix import expected, matrix, people_of
from tests.decide.participation.conftest import DAY, send_idea

pytestmark = pytest.mark.django_db


def _submit(phase, person, now=None):
    from allmende.decide.participation import ideas
    from allmende.decide.participation.audience import Who

    draft = ideas.Draft(title="Mehr Bänke", text="Im Schatten.")
    return ideas.submit(Who(person=person), voice_of(person), phase, draft, key=uuid.uuid4(), now=now)[0]


def test_nobody_writes_before_or_after_the_phase_whatever_the_role(county, phase):
    """A moderator voted five days before the voting phase (201)."""
    from allmende.decide.participation import rules

    people = people_of(county)
    columns = {"this phase": phase}
    times = {
        "five days before": phase.opens - 5 * DAY,
        "second before": phase.opens - timedelta(seconds=1),
        "first instant": phase.opens,
        "last instant": phase.closes - timedelta(microseconds=1),
        "closing second": phase.closes,
        "day after": phase.closes + DAY,
    }
    active = [name for name in people if name != "inactive clerk"]
    writes = {
        f"{name}, {when}": "x" for name in [*active, "inactive clerk"] for when in ("first instant", "last instant")
    }
    assert matrix(rules.may("write", "idea"), people, columns, times) == expected(people, columns, writes, times)


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_action_refuses_at_the_closing_second(county, phase, role):
    from tests.access_matrix import member

    person = member(role, county, f"{role}2")
    _submit(phase, person, now=phase.closes - timedelta(microseconds=1))
    with pytest.raises(PermissionDenied):
        _submit(phase, person, now=phase.closes)
    with pytest.raises(PermissionDenied):
        _submit(phase, person, now=phase.opens - timedelta(microseconds=1))


def test_a_text_sent_too_late_is_not_lost(client, phase):
    """Sent a second after the end: refused, and the words stand in the form."""
    form = client.get(f"{phase.get_absolute_url()}neu/")
    assert form.status_code == 200
    phase.closes = timezone.now()
    phase.save()
    answer = send_idea(client, phase)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Im Schatten." in page
    assert "nicht offen" in page


def test_moderator_of_another_process_answers_nothing_here(county, phase, make_idea):
    from allmende.decide.participation import ideas
    from tests.access_matrix import member

    stranger, idea = member("moderator", county, "stranger"), make_idea()
    with pytest.raises(PermissionDenied):
        ideas.answer(stranger, idea, stage="done", text="Fertig")


def test_the_same_visitor_supports_once_and_needs_to_be_recognised(client, phase, make_idea, person):
    """An anonymous client posted three times: three votes."""
    idea = make_idea()
    url = f"{phase.get_absolute_url()}ideen/{idea.pk}/unterstuetzen/"
    for _number in range(3):
        Client().post(url)
    idea.refresh_from_db()
    assert idea.support == 0
    client.force_login(person)
    for _number in range(3):
        client.post(url)
    idea.refresh_from_db()
    assert idea.support == 1
    client.post(url, {"an": "0"})
    idea.refresh_from_db()
    assert idea.support == 0


def test_the_database_refuses_a_second_reaction(make_idea, person):
    """No unique constraint on votes, only Python."""
    from allmende.commons.dialogue.models import Reaction

    idea, voice = make_idea(), voice_of(person)
    Reaction.objects.create(post=idea.post, voice=voice, kind="support")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(post=idea.post, voice=voice, kind="support")


@pytest.mark.parametrize("way", ["unterstuetzen", "folgen"])
def test_get_changes_nothing(client, phase, make_idea, person, way):
    """GET .../mark_read/ changed moderation state."""
    idea = make_idea()
    client.force_login(person)
    assert client.get(f"{phase.get_absolute_url()}ideen/{idea.pk}/{way}/").status_code == 405


def test_one_bad_value_stores_nothing(client, phase):
    """A ballot with an invalid second question stored the first vote."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from allmende.commons.dialogue.models import Post
    from allmende.core.media.models import Picture

    before = Picture.objects.count()
    bad = SimpleUploadedFile("bild.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = send_idea(client, phase, picture1=bad, alt1="Ein Bild")
    assert answer.status_code == 422
    assert "kein Bild, das wir lesen können" in answer.content.decode()
    assert (Post.objects.count(), Picture.objects.count()) == (0, before)


def test_deleting_an_account_keeps_ideas_and_what_others_said(phase, person, make_idea):
    """`creator` with CASCADE: deleting my account deleted my ideas and other people's comments."""
    from allmende.commons.dialogue import actions as dialogue
    from allmende.commons.dialogue.models import Post
    from allmende.core.people.models import Person
    from allmende.decide.participation.models import Idea

    idea = make_idea("Ein Brunnen", who=person)
    other = Person.objects.create_user("otto@example.org", "ein-langes-passwort")
    dialogue.write(voice_of(other), text="Gute Idee", thread=idea.thread)
    person.delete()
    assert Idea.objects.get(pk=idea.pk).post.voice.person is None
    assert Post.objects.filter(thread=idea.thread, text="Gute Idee").exists()


def test_erasing_a_person_keeps_the_idea_without_the_name(client, phase, person, make_idea):
    from allmende.core.privacy import erasing

    idea = make_idea("Ein Brunnen", who=person)
    voice = idea.post.voice
    voice.display_name = "Erika Musterfrau"
    voice.save()
    erasing.erase(person)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Ein Brunnen" in page
    assert "Musterfrau" not in page


@pytest.mark.parametrize("count", [1, 200])
def test_queries_do_not_grow(client, phase, make_idea, django_assert_max_num_queries, count):
    """Idea list 106 queries, idea detail 57, API with 500 ideas 13,512."""
    from allmende.commons.dialogue import actions as dialogue

    first = make_idea("Die erste", "Text")
    for number in range(1, count):
        make_idea(f"Idee {number}", "Noch ein Vorschlag", point=_point(number))
    for number in range(min(count, 40)):
        dialogue.write(voice_for_visitor(f"{number}"), text=f"Kommentar {number}", thread=first.thread)
    here = phase.get_absolute_url()
    client.get(here)
    for url, most in (
        (here, 12),
        (f"{here}?sortierung=unterstuetzt", 12),
        (f"{here}ideen/{first.pk}/", 15),
        (f"{here}ideen.json", 10),
        ("/beteiligung/", 12),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200


def _point(number):
    from shapely import Point

    return Point(10.2 + number / 10000, 51.2)


def test_machine_interface_has_pages(client, phase, make_idea):
    """`/api/modules/<id>/ideas/` with 500 ideas: unpaginated, 411 kB, 19 s."""
    for number in range(105):
        make_idea(f"Idee {number}")
    first = client.get(f"{phase.get_absolute_url()}ideen.json").json()
    assert len(first["ideas"]) == 100
    second = client.get(first["next"].split("8000", 1)[-1] if "8000" in first["next"] else first["next"]).json()
    assert len(second["ideas"]) == 5
    assert second["next"] is None


def test_an_account_with_an_address_is_not_enough(make_process, person):
    """A fresh installation let any e-mail vote, because verification was skipped by default (CONSUL #4576)."""
    from allmende.decide.participation.audience import may_take_part
    from allmende.decide.participation.models import Phase

    assert Phase(process_id=1).audience == ""
    for audience in ("", "area", "codes", "assurance"):
        assert not may_take_part(make_process(audience=audience), person).allowed


def test_publishing_without_a_chosen_audience_is_blocked(make_process, moderator):
    from django.core.exceptions import ValidationError

    from allmende.decide.participation import actions

    phase = make_process(audience="", state="draft")
    with pytest.raises(ValidationError, match="wer mitmachen darf"):
        actions.publish(moderator, phase.process)
    phase.audience = "everyone"
    phase.save()
    assert actions.publish(moderator, phase.process).state == "published"


def test_what_became_of_it_reaches_the_author(phase, person, make_idea, moderator, drain):
    """ "What became of my idea?" (decidim #3974, open since 2018)."""
    from allmende.core.notices.models import Notice
    from allmende.decide.participation import ideas

    idea = make_idea("Ein Brunnen", who=person)
    ideas.answer(moderator, idea, stage="planned", text="Wir bauen ihn im Mai.", office="Bauamt")
    drain()
    notice = Notice.objects.get(person=person)
    assert "Ein Brunnen" in notice.subject
    assert "Wir bauen ihn im Mai." in notice.text
    assert notice.url.endswith(f"/ideen/{idea.pk}/")


def test_hidden_text_is_not_in_notices(phase, person, make_idea, moderator, drain):
    """Hidden text was still in notifications (decidim #12829)."""
    from allmende.commons.dialogue import actions as dialogue
    from allmende.core.notices.models import Notice
    from allmende.decide.participation import ideas

    idea = make_idea("Boese Worte", who=person)
    ideas.answer(moderator, idea, stage="checking", text="Wir prüfen.")
    drain()
    dialogue.withdraw(idea.post.voice, idea.post)
    assert "Boese" not in "".join(f"{one.subject}{one.text}" for one in Notice.objects.all())


def test_controls_of_the_team_are_not_shown_to_everyone(client, phase, make_idea, moderator):
    """Moderator controls were shown to everyone (a4-meinberlin #6058)."""
    idea = make_idea()
    assert "/verwaltung/" not in client.get(idea.get_absolute_url()).content.decode()
    client.force_login(moderator)
    assert f"/verwaltung/beteiligung/idee/{idea.pk}/" in client.get(idea.get_absolute_url()).content.decode()
