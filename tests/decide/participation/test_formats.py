# SPDX-License-Identifier: EUPL-1.2
"""The formats "text" and "live", and what a format is."""

from __future__ import annotations

import uuid

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from allmende.commons.dialogue import limits
from allmende.commons.dialogue.voices import voice_for_visitor
from allmende.decide.participation import live, sections
from allmende.decide.participation.audience import NOBODY
from allmende.decide.participation.formats import registry
from allmende.decide.participation.models import LiveQuestion, Section

pytestmark = pytest.mark.django_db


def test_two_formats_cannot_share_a_key():
    class Other(registry.Format):
        key = "ideas"

    with pytest.raises(ValueError, match="ideas"):
        registry.register(Other())


def test_a_phase_of_a_format_that_is_gone_stays_readable(client, make_process):
    phase = make_process("vanished")
    assert "nicht mehr eingerichtet" in client.get(phase.get_absolute_url()).content.decode()
    assert not phase.has_feature("write", "idea")


def test_each_format_names_itself_and_answers_its_page(client, make_process):
    for known in registry.all_formats():
        assert known.name
        if known.key in ("ideas", "text", "live", "information"):
            assert client.get(make_process(known.key).get_absolute_url()).status_code == 200


def test_views_of_one_format_do_not_serve_another(client, make_process):
    phase = make_process("text")
    assert client.get(f"{phase.get_absolute_url()}neu/").status_code == 404
    assert client.get(f"{phase.get_absolute_url()}ideen.json").status_code == 404
    assert client.get(f"{phase.get_absolute_url()}leinwand/").status_code == 404


# --- Text -------------------------------------------------------------------------------------------------------------


def test_sections_are_discussed_while_the_phase_runs(client, make_process, moderator):
    from allmende.commons.dialogue import actions as dialogue

    phase = make_process("text")
    one = sections.save(moderator, phase, Section(heading="Wege", text="<b>Hier</b> soll ein Weg entstehen."))
    sections.save(moderator, phase, Section(heading="Grün", text="Bäume."))
    dialogue.write(voice_for_visitor("a"), text="Wie breit wird er?", thread=one.thread)
    page = client.get(phase.get_absolute_url()).content.decode()
    assert page.index("Wege") < page.index("Grün")
    assert "&lt;b&gt;Hier" in page
    assert "Ein Kommentar" in page
    here = client.get(f"{phase.get_absolute_url()}abschnitt/{one.pk}/").content.decode()
    assert "Wie breit wird er?" in here
    assert "Abschnitt 1 von 2" in here
    phase.closes = timezone.now()
    phase.save()
    one.thread.refresh_from_db()
    with pytest.raises(PermissionDenied):
        dialogue.write(voice_for_visitor("b"), text="Zu spät", thread=type(one.thread).objects.get(pk=one.thread_id))


def test_only_the_team_writes_sections(county, make_process):
    from tests.access_matrix import member

    with pytest.raises(PermissionDenied):
        sections.save(member("moderator", county, "fremd"), make_process("text"), Section(heading="x", text="y"))


# --- Live -------------------------------------------------------------------------------------------------------------


def _ask(client, phase, text="Wann wird gebaut?"):
    shown = signing.dumps(int(timezone.now().timestamp()) - 10, salt="allmende.participation.question")
    key = str(uuid.uuid4())
    data = {"text": text, "key": key, "shown": shown, "proof": limits.solve(f"{shown}:{key}")}
    return client.post(f"{phase.get_absolute_url()}fragen/neu/", data)


def test_ask_push_up_and_answer(client, make_process, moderator):
    phase = make_process("live")
    here = phase.get_absolute_url()
    assert _ask(client, phase).status_code == 302
    assert _ask(Client(), phase, "Was kostet das?").status_code == 302
    first, second = LiveQuestion.objects.order_by("pk")
    listener = Client()
    listener.post(f"{here}fragen/{second.pk}/dafuer/")
    listener.post(f"{here}fragen/{second.pk}/dafuer/")
    page = listener.get(f"{here}fragen/").content.decode()
    assert page.index("Was kostet das?") < page.index("Wann wird gebaut?")
    second.post.refresh_from_db()
    assert second.post.support == 1, "a browser counts once"
    assert client.post(f"{here}fragen/{first.pk}/schritt/", {"do": "screen"}).status_code in (302, 403)
    assert not LiveQuestion.objects.filter(on_screen=True).exists()
    client.force_login(moderator)
    client.post(f"{here}fragen/{first.pk}/schritt/", {"do": "screen"})
    client.post(f"{here}fragen/{second.pk}/schritt/", {"do": "screen"})
    assert list(LiveQuestion.objects.filter(on_screen=True)) == [second]
    assert "Was kostet das?" in Client().get(f"{here}leinwand/").content.decode()
    client.post(f"{here}fragen/{second.pk}/schritt/", {"do": "answered"})
    second.refresh_from_db()
    assert (second.state, second.on_screen) == ("answered", False)


def test_no_questions_after_the_end(client, make_process):
    phase = make_process("live")
    phase.closes = timezone.now()
    phase.save()
    assert _ask(client, phase).status_code == 422
    with pytest.raises(PermissionDenied):
        live.ask(NOBODY, voice_for_visitor("x"), phase, "Noch eine", key=uuid.uuid4())


def test_the_database_keeps_one_question_on_the_screen(make_process):
    from django.db import IntegrityError, transaction

    phase = make_process("live")
    for number in range(2):
        live.ask(NOBODY, voice_for_visitor(str(number)), phase, f"Frage {number}", key=uuid.uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        LiveQuestion.objects.update(on_screen=True)
