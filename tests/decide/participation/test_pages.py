# SPDX-License-Identifier: EUPL-1.2
"""The pages for citizens: who sees what, and what they do."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils import timezone
from shapely import Point

from allmende.decide.participation import idea_queries
from tests.decide.participation.conftest import DAY, send_idea

pytestmark = pytest.mark.django_db


def test_list_sorts_by_where_a_process_stands(client, make_process):
    now = timezone.now()
    running = make_process()
    coming = make_process(opens=now + DAY, closes=now + 2 * DAY)
    over = make_process(opens=now - 9 * DAY, closes=now - DAY, process={"results": "12 Bänke"})
    make_process(state="draft")
    page = client.get("/beteiligung/").content.decode()
    assert page.index(running.process.title) < page.index(coming.process.title) < page.index(over.process.title)
    assert "Marktplatz 4" not in page
    for stand, title in (("laufend", running), ("kommend", coming), ("beendet", over), ("ergebnisse", over)):
        page = client.get(f"/beteiligung/?stand={stand}").content.decode()
        assert page.count("ui-card__title") == 1
        assert title.process.title in page


def test_empty_list_says_so(client, county):
    page = client.get("/beteiligung/").content.decode()
    assert "Im Moment läuft keine Beteiligung." in page


def test_draft_is_for_staff(client, make_process, moderator):
    phase = make_process(state="draft")
    assert client.get(phase.process.get_absolute_url()).status_code == 404
    assert client.get(phase.get_absolute_url()).status_code == 404
    client.force_login(moderator)
    page = client.get(phase.process.get_absolute_url())
    assert "Entwurf: Diese Seite sieht nur das Team." in page.content.decode()


def test_process_says_goal_phases_deciders_and_contact(client, phase):
    page = client.get(phase.process.get_absolute_url()).content.decode()
    for words in (
        "Der Markt wird schöner.",
        "Ideen sammeln",
        "Läuft noch bis",
        "Der Stadtrat entscheidet.",
        "Frau Weber",
        "tel:039991",
    ):
        assert words in page


def test_bring_in_an_idea_without_account(client, phase, make_idea):
    answer = send_idea(client, phase, name="Anna", wo="Am Markt")
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = client.get(answer["Location"]).content.decode()
    assert "Danke! Ihre Idee ist da." in page
    assert "Das ist Ihre Idee." in page
    assert "Anna" in page
    other = Client().get(answer["Location"]).content.decode()
    assert "Das ist Ihre Idee." not in other
    assert "Mehr Bänke" in client.get(phase.get_absolute_url()).content.decode()
    mine = client.get(f"/beteiligung/{phase.process.slug}/meine/").content.decode()
    assert "Mehr Bänke" in mine


def test_sent_twice_is_stored_once(client, phase):
    from allmende.decide.participation.models import Idea

    key = "00000000-0000-0000-0000-000000000077"
    first, second = send_idea(client, phase, key=key), send_idea(client, phase, key=key)
    assert first["Location"] == second["Location"]
    assert Idea.objects.count() == 1


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>", "{{ 7*7 }}"]
)
def test_markup_is_text(client, phase, evil):
    answer = send_idea(client, phase, title=f"Bank {evil}", text=evil, name=evil[:50], wo=evil)
    for url in (answer["Location"], phase.get_absolute_url(), f"/beteiligung/{phase.process.slug}/meine/"):
        page = client.get(url).content.decode()
        assert evil not in page.replace("{{ 7*7 }}", "") or evil == "{{ 7*7 }}"
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg/onload" not in page


def test_right_to_left_and_emoji(client, phase):
    answer = send_idea(client, phase, title="مقاعد أكثر في الظل 🌳", text="نريد مقاعد \u202eتحت الأشجار")
    page = client.get(answer["Location"]).content.decode()
    assert "مقاعد أكثر في الظل 🌳" in page
    assert 'dir="auto"' in page
    assert "\u202e" not in page


def test_draft_is_kept_and_gone_after_sending(client, phase):
    from allmende.decide.participation.models import Idea, IdeaDraft

    url = f"/beteiligung/{phase.process.slug}/{phase.pk}/neu/"
    client.post(url, {"title": "Halb fertig", "text": "Noch", "do": "save"})
    assert 'value="Halb fertig"' in client.get(url).content.decode()
    assert 'value="Halb fertig"' not in Client().get(url).content.decode()
    assert "Halb fertig" in client.get(f"/beteiligung/{phase.process.slug}/meine/").content.decode()
    assert not Idea.objects.exists()
    send_idea(client, phase)
    assert not IdeaDraft.objects.exists()


def test_edit_and_take_back_ones_own(client, phase):
    from allmende.decide.participation.models import Idea

    url = send_idea(client, phase)["Location"]
    idea = Idea.objects.get()
    assert Client().get(f"{url}aendern/").status_code == 404
    assert Client().post(f"{url}zuruecknehmen/").status_code == 404
    form = client.get(f"{url}aendern/").context["form"]
    data = {"title": "Mehr Stühle", "text": "In der Sonne.", "key": form["key"].value(), "shown": _shown()}
    assert client.post(f"{url}aendern/", data).status_code == 302
    idea.refresh_from_db()
    assert (idea.title, idea.post.text) == ("Mehr Stühle", "In der Sonne.")
    assert "stuhl" in idea.words or "stuehle" in idea.words
    client.post(f"{url}zuruecknehmen/")
    assert Client().get(url).status_code == 404
    assert "Mehr Stühle" not in Client().get(phase.get_absolute_url()).content.decode()


def _shown():
    from django.core import signing

    return signing.dumps(int(timezone.now().timestamp()) - 10, salt="allmende.participation.idea")


def test_pre_moderation_hides_until_somebody_looked(client, make_process):
    phase = make_process(moderation="pre")
    url = send_idea(client, phase)["Location"]
    assert Client().get(url).status_code == 404
    assert "wartet auf Prüfung" in client.get(url).content.decode()
    assert "Mehr Bänke" not in Client().get(phase.get_absolute_url()).content.decode()


def test_without_proof_of_work_somebody_looks_first(client, phase):
    url = send_idea(client, phase, proof="")["Location"]
    assert Client().get(url).status_code == 404


def test_too_many_from_one_address(client, phase):
    from allmende.decide.participation.models import Idea

    answers = [send_idea(client, phase, proof="") for _number in range(8)]
    assert [answer.status_code for answer in answers].count(422) >= 4
    assert "Ihr Text steht noch da." in answers[-1].content.decode()
    assert 'value="Mehr Bänke"' in answers[-1].content.decode()
    assert Idea.objects.count() <= 4


def map_data(page):
    found = re.search(r'<script id="ideenkarte-daten" type="application/json">(.*?)</script>', page.content.decode())
    return json.loads(found.group(1)) if found else None


def test_few_points_are_in_the_page_and_many_at_an_address_with_its_filters(client, phase, make_idea, monkeypatch):
    for number in range(3):
        make_idea(title=f"Bank {number}", point=Point(10.2 + number / 100, 51.2))
    make_idea(title="Brunnen ohne Ort")
    here = phase.get_absolute_url()
    few = map_data(client.get(f"{here}?q=bank"))
    assert [one["properties"]["name"] for one in few["points"]["features"]] == ["Bank 2", "Bank 1", "Bank 0"]

    monkeypatch.setattr(idea_queries, "POINTS_IN_PAGE", 2)
    many = map_data(client.get(f"{here}?q=bank&sortierung=unterstuetzt"))
    assert many["bounds"] == few["bounds"] == pytest.approx([10.197, 51.198, 10.223, 51.202])
    assert client.get(many["points"]).json() == few["points"]
    assert len(client.get(f"{here}punkte.json").json()["features"]) == 3
    assert map_data(client.get(f"{here}?q=brunnen")) is None


def test_a_phase_without_map_gives_no_points(client, make_process, make_idea):
    phase = make_process(options={"map": False})
    make_idea(where=phase, point=Point(10.2, 51.2))
    assert map_data(client.get(phase.get_absolute_url())) is None
    assert client.get(f"{phase.get_absolute_url()}punkte.json").json()["features"] == []


def test_points_of_a_draft_are_for_staff(client, make_process, make_idea, moderator):
    phase = make_process(state="draft")
    assert client.get(f"{phase.get_absolute_url()}punkte.json").status_code == 404
    client.force_login(moderator)
    assert client.get(f"{phase.get_absolute_url()}punkte.json").status_code == 200


def test_ideas_for_machines_name_their_own_tags(client, phase, make_idea):
    ideas = [make_idea(title=f"Idee {number}") for number in range(3)]
    shade, bench, water = (phase.process.tags.create(name=name) for name in ("Schatten", "Bank", "Wasser"))
    ideas[0].tags.add(shade, bench)
    ideas[2].tags.add(shade, water)
    found = client.get(f"{phase.get_absolute_url()}ideen.json?ab={ideas[0].pk}").json()["ideas"]
    assert [one["tags"] for one in found] == [[], ["Schatten", "Wasser"]]
    first = client.get(f"{phase.get_absolute_url()}ideen.json").json()["ideas"][0]
    assert first["tags"] == ["Bank", "Schatten"]
