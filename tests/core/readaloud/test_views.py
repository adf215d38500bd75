# SPDX-License-Identifier: EUPL-1.2
"""What the player asks the server, and the page for visitors without JavaScript."""

from __future__ import annotations

import io
import json
import re
import sys
import uuid

import pytest
import soundfile
from django.test import Client, RequestFactory
from django.utils import translation

from allmende.core.readaloud import store, views
from allmende.core.readaloud.fetch import own_address, own_page
from allmende.core.readaloud.speaker import Speaker
from allmende.core.throttle.actions import Limit
from allmende.core.throttle.models import Window

pytestmark = pytest.mark.django_db


def ask(client, *pieces, **options):
    body = {"pieces": [{"text": text, "lang": language} for text, language in pieces]}
    return client.post("/vorlesen/saetze/", json.dumps(body), content_type="application/json", **options)


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


# --- Sentences --------------------------------------------------------------------------------------------------------


def test_pieces_become_sentences_with_sound(client):
    response = ask(client, ("Das kostet 5 €. Bar.", "de-simple"), ("Hello.", "en"))
    (german, english) = response.json()["pieces"]
    assert [(one["start"], one["end"], one["spoken"]) for one in german] == [
        (0, 15, "Das kostet fünf Euro."),
        (16, 20, "Bar."),
    ]
    assert english[0]["lang"] == "en"
    assert response["Cache-Control"] == "no-store"
    sound = client.get(german[0]["url"])
    assert sound["Content-Type"] == "audio/mpeg"
    assert soundfile.info(io.BytesIO(content(sound))).duration > 0.5


def test_asking_leaves_no_cookie_and_no_session(client):
    assert not ask(client, ("Hallo.", "de")).cookies
    assert "Cookie" not in ask(client, ("Hallo.", "de")).headers.get("Vary", "")


def test_languages_without_voice_have_no_sentences(client):
    assert ask(client, ("Bonjour.", "fr"), ("Hallo.", "de")).json()["pieces"][0] == []


def test_no_sound_is_prepared_where_none_is_wanted(client):
    body = json.dumps({"pieces": [{"text": "Hallo.", "lang": "de"}], "sound": False})
    response = client.post("/vorlesen/saetze/", body, content_type="application/json")
    assert "url" not in response.json()["pieces"][0][0]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"pieces": 1}', '{"pieces": [1]}', '{"pieces": [{"text": "x"}]}', "[" * 10_000, b"\xff", "null"],
)
def test_what_is_no_question_is_refused(client, body):
    response = client.post("/vorlesen/saetze/", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]


def test_too_much_at_once_is_refused(client):
    assert ask(client, ("a" * 1_000_000, "de")).status_code == 413
    assert ask(client, ("a" * (views.LONGEST + 1), "de")).status_code == 413
    assert ask(client, *[("a", "de")] * (views.MOST_PIECES + 1)).status_code == 413
    assert ask(client, ("a" * views.LONGEST, "de")).status_code == 200


def test_other_sites_are_not_served(client, county):
    assert ask(client, ("Hallo.", "de"), headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert ask(client, ("Hallo.", "de"), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    url = ask(client, ("Hallo.", "de"), headers={"Origin": "http://testserver"}).json()["pieces"][0][0]["url"]
    assert client.get(url, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 404
    assert client.get(url)["Cross-Origin-Resource-Policy"] == "same-origin"


def test_nobody_can_use_it_as_a_speaking_service(client, monkeypatch):
    monkeypatch.setattr(views, "QUESTIONS", Limit("readaloud.plan", 5, 600))
    answers = [ask(client, ("Hallo.", "de")).status_code for _ in range(views.QUESTIONS.times + 1)]
    assert set(answers[:-1]) == {200}
    assert answers[-1] == 429
    assert ask(client, ("Hallo.", "de"), REMOTE_ADDR="10.1.2.3").status_code == 200


# --- Sound ------------------------------------------------------------------------------------------------------------


def script_url(*texts):
    return f"/vorlesen/ton/{store.keep([('de', text) for text in texts])}.mp3"


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, slice(0, 2)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-100", 206, slice(-100, None)),
        ("bytes=0-99999999", 206, slice(0, None)),
        ("bytes=99999999-", 416, slice(0, 0)),
        ("bytes=5-2", 416, slice(0, 0)),
        ("bytes=-", 416, slice(0, 0)),
        ("pages=1-2", 200, slice(0, None)),
        ("bytes=0-1,5-6", 200, slice(0, None)),
    ],
)
def test_parts_of_a_sound(client, asked, status, part):
    url = script_url("Erster Satz.", "Zweiter Satz.")
    whole = content(client.get(url))
    response = client.get(url, headers={"Range": asked})
    assert response.status_code == status
    assert content(response) == whole[part]
    assert response["Accept-Ranges"] == "bytes"
    if status == 206:
        start = (part.start or 0) % len(whole)
        assert response["Content-Range"] == f"bytes {start}-{start + len(whole[part]) - 1}/{len(whole)}"


def test_a_long_script_is_sent_while_it_is_spoken(client):
    response = client.get(script_url("Erster Satz.", "Zweiter Satz.", "Dritter Satz."))
    assert response.streaming
    parts = list(response.streaming_content)
    assert len(parts) == 3
    assert soundfile.info(io.BytesIO(b"".join(parts))).duration > 2


def test_an_unknown_key_is_not_found(client, county):
    assert client.get(f"/vorlesen/ton/{'0' * 40}.mp3").status_code == 404
    assert client.get("/vorlesen/ton/../../etc/passwd.mp3").status_code == 404


def test_a_speaker_that_hangs_costs_an_answer_and_no_more(client, tmp_path, monkeypatch, caplog):
    program = tmp_path / "program.py"
    program.write_text("import time; time.sleep(600)")
    hanging = Speaker([sys.executable, str(program)], timeout=0.3)
    monkeypatch.setattr(store, "SPEAKER", hanging)
    unheard = f"Diesen Satz hat noch niemand gehört: {uuid.uuid4()}."
    response = client.get(script_url(unheard))
    assert response.status_code == 503
    assert "vorgelesen" in response.json()["error"]
    monkeypatch.undo()
    assert client.get(script_url(unheard)).status_code == 200


# --- Own pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["", "orte/", "//evil.example/", "/%2Fevil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)",
     "/verwaltung/", "/%76erwaltung/", "/..//verwaltung/", "/vorlesen/?seite=/vorgang/", "/en/vorlesen/?seite=/vorgang/",
     "/vorlesen/spieler/x", "/" + "a" * 3000],
)  # fmt: skip
def test_addresses_that_are_not_read(address, client, county):
    assert not own_address(address).startswith(("//", "http", "/verwaltung"))
    assert client.get("/vorlesen/", {"seite": address}).status_code == 404


def test_a_page_to_listen_to_without_javascript(client, county):
    response = client.get("/vorlesen/", {"seite": "/vorgang/"})
    html = response.content.decode()
    url = re.search(r'<audio controls preload="none" src="([^"]+)"', html)[1]
    key = url.rsplit("/", 1)[1].removesuffix(".mp3")
    said = " ".join(text for _, text in store.script(key))
    assert "Vorgang" in said
    assert "Eingabefeld" in said
    assert "Hauptmenü" not in said
    assert soundfile.info(io.BytesIO(content(client.get(url)))).duration > 5


def test_the_page_is_in_the_language_of_its_address(client, county):
    client.get("/en/vorlesen/", {"seite": "/vorgang/"})
    assert client.get("/en/vorlesen/", {"seite": "/vorgang/"})["Content-Language"] == "en"
    assert client.get("/vorlesen/", {"seite": "/en/vorgang/"})["Content-Language"] == "de"


def test_asking_for_an_own_page_leaves_the_language_as_it_was(county):
    translation.activate("de")
    html = own_page(RequestFactory().get("/vorlesen/"), "/en/vorgang/")
    assert 'lang="en"' in html
    assert translation.get_language() == "de"


def test_the_limits_leave_room_for_people():
    assert views.QUESTIONS.times * 1_500 / 15 > 10 * views.QUESTIONS.seconds  # ten listeners behind one address


def test_a_page_that_is_not_there(client, county):
    assert client.get("/vorlesen/", {"seite": "/gibt-es-nicht/"}).status_code == 404
    assert client.get("/vorlesen/").status_code == 404


def test_pages_to_listen_to_are_limited(client, county, monkeypatch):
    monkeypatch.setattr(views, "PAGES", Limit("readaloud.page", 3, 600))
    answers = [client.get("/vorlesen/", {"seite": "/vorgang/"}).status_code for _ in range(views.PAGES.times + 1)]
    assert set(answers[:-1]) == {200}
    assert answers[-1] == 429


def test_looking_at_the_controls_changes_nothing(client, county):
    assert "Vorlesen" in client.get("/vorlesen/spieler/").content.decode()
    assert client.get("/vorlesen/").status_code == 404
    assert not Window.objects.exists()


def test_the_button_stands_on_pages_but_not_on_the_page_to_listen_to(client, county):
    html = client.get("/vorgang/?nummer=%22%3E&a=1").content.decode()
    link = re.search(r'<a class="ui-tool ui-readaloud" href="([^"]+)"', html)[1]
    assert link == "/vorlesen/?seite=%2Fvorgang%2F%3Fnummer%3D%2522%253E%26a%3D1"
    assert "data-readaloud=" not in client.get("/vorlesen/", {"seite": "/vorgang/"}).content.decode()


def test_only_one_may_hear_what_one_may_see(county, django_user_model):
    """A page made for somebody signed in is not read to others: each is asked for as its visitor."""
    person = django_user_model.objects.create_superuser(email="a@example.org", password="ein sehr langes Kennwort")
    signed_in = Client()
    signed_in.force_login(person)
    request = RequestFactory().get("/vorlesen/")
    assert own_page(request, "/verwaltung/account/") is None
    request.META["HTTP_COOKIE"] = "; ".join(f"{name}={value.value}" for name, value in signed_in.cookies.items())
    assert own_page(request, "/verwaltung/account/") is not None
    assert signed_in.get("/vorlesen/", {"seite": "/verwaltung/account/"}).status_code == 404
