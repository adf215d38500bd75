# SPDX-License-Identifier: EUPL-1.2
"""Conversations over HTTP: with an account, with a code, with neither; closed, too many, hostile, long."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allmende.commons.dialogue import actions, limits, moderation, queries
from allmende.commons.dialogue.forms import CommentForm
from allmende.commons.dialogue.models import Post, Reaction, Thread, Voice
from allmende.commons.dialogue.voices import Speaker, voice_of

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script><svg onload=alert(1)>"


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Tests fill in forms faster than people."""
    from allmende.core.throttle import forms

    monkeypatch.setattr(forms, "FASTEST", 0)
    cache.clear()


def fields(client, url):
    """Return the hidden fields of the form that stands at an address."""
    page = client.get(url).content.decode()
    form = page[page.index("data-dialogue=") :] if "data-dialogue=" in page else page
    found = dict(re.findall(r'name="(key|shown|parent)" value="([^"]*)"', form))
    assert {"key", "shown"} <= set(found), page
    return found


def send(client, thread, text, parent=None, proof=True, **more):
    url = reverse("dialogue:write", args=[thread.pk])
    data = fields(client, f"{url}?antwort={parent.pk}" if parent else url) | {"text": text, "homepage": ""} | more
    if proof:
        data["proof"] = limits.solve(f"{data['shown']}:{data['key']}")
    return client.post(url, data)


@pytest.fixture
def anna(client, speak):
    client.force_login(speak().person)
    return client


def test_somebody_without_account_writes_and_finds_back(client, thread):
    answer = send(client, thread, "Mehr Bänke, bitte.", name="Nachbarin")
    post = Post.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/dialog/{thread.pk}/?geschrieben=0#beitrag-{post.pk}"
    assert (post.state, post.voice.name, post.voice.is_visitor) == ("visible", "Nachbarin", True)
    page = client.get(f"/dialog/{thread.pk}/").content.decode()
    assert "Nachbarin" in page
    assert "(Sie)" in page
    assert "(Sie)" not in Client().get(f"/dialog/{thread.pk}/").content.decode()
    assert "Mehr Bänke" in client.get("/meine-beitraege/").content.decode()
    assert client.post(reverse("dialogue:withdraw", args=[post.pk])).status_code == 302
    post.refresh_from_db()
    assert post.state == "withdrawn"


def test_looking_sets_no_cookie_and_stores_nothing(client, thread, say, speak):
    say(speak())
    answer = client.get(f"/dialog/{thread.pk}/")
    assert not answer.cookies
    assert "Kommentar schreiben" in answer.content.decode()
    assert Voice.objects.count() == 1


def test_without_a_proof_somebody_looks_first_and_few_are_taken(client, thread):
    for number in range(3):
        assert send(client, thread, f"Ohne Skript {number}", proof=False).status_code == 302
    assert set(Post.objects.values_list("state", flat=True)) == {"pending"}
    refused = send(client, thread, "Noch einer", proof=False)
    assert refused.status_code == 422
    assert "Noch einer" in refused.content.decode()
    assert Post.objects.count() == 3


def test_a_proof_is_for_one_form(client, thread):
    url = reverse("dialogue:write", args=[thread.pk])
    first = fields(client, url)
    proof = limits.solve(f"{first['shown']}:{first['key']}")
    second = first | {"key": str(uuid.uuid4()), "text": "kopierter Beweis", "homepage": "", "proof": proof}
    client.post(url, second)
    assert Post.objects.get().state == "pending"


def test_a_flood_of_comments_is_refused_and_loses_nothing(client, thread):
    """As many as an address may write, and some more: whoever goes on is refused again and again."""
    taken = 0
    url = reverse("dialogue:write", args=[thread.pk])
    shown = fields(client, url)["shown"]
    for number in range(limits.ADDRESS.times + 5):
        key = str(uuid.uuid4())
        data = {
            "key": key,
            "shown": shown,
            "text": f"Spam {number}",
            "homepage": "",
            "proof": limits.solve(f"{shown}:{key}"),
        }
        answer = client.post(url, data)
        taken += answer.status_code == 302
    assert taken == limits.ADDRESS.times
    assert Post.objects.count() == taken
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sehr viele Beiträge" in page
    assert f"Spam {limits.ADDRESS.times + 4}</textarea>" in page


def test_accounts_have_a_limit_of_their_own(anna, thread):
    for number in range(limits.SPEAKER.times):
        assert send(anna, thread, f"Beitrag {number}", proof=False).status_code == 302
    assert send(anna, thread, "einer zu viel", proof=False).status_code == 422
    assert set(Post.objects.values_list("state", flat=True)) == {"visible"}


def test_a_machine_falls_into_the_honeypot(client, thread):
    assert send(client, thread, "Kauf", homepage="https://spam.example").status_code == 422
    assert not Post.objects.exists()


def test_sent_twice_stored_once(anna, thread):
    url = reverse("dialogue:write", args=[thread.pk])
    data = fields(anna, url) | {"text": "Doppelklick", "homepage": ""}
    first, second = anna.post(url, data), anna.post(url, data)
    assert first.url == second.url
    assert Post.objects.count() == 1


def test_too_late_keeps_the_text(anna, thread):
    url = reverse("dialogue:write", args=[thread.pk])
    data = fields(anna, url) | {"text": "Gerade noch?", "homepage": ""}
    Thread.objects.filter(pk=thread.pk).update(closes=timezone.now())
    answer = anna.post(url, data)
    assert answer.status_code == 422
    assert "Gerade noch?" in answer.content.decode()
    assert "Hier kann gerade niemand schreiben" in answer.content.decode()


def test_a_session_that_ended_keeps_the_text(client, topic, thread, speak):
    topic["speaker"] = lambda request: (
        Speaker(person=request.user) if request.user.is_authenticated else Speaker(refusal="Bitte melden Sie sich an.")
    )
    client.force_login(speak().person)
    url = reverse("dialogue:write", args=[thread.pk])
    data = fields(client, url) | {"text": "Lange geschrieben", "homepage": ""}
    client.logout()
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "Lange geschrieben" in answer.content.decode()
    assert "Bitte melden Sie sich an." in answer.content.decode()


def test_a_hundred_thousand_signs_are_refused_and_kept(anna, thread):
    answer = send(anna, thread, "ö" * 100_000)
    assert answer.status_code == 422
    assert "100.000 Zeichen" in answer.content.decode() or "100000 Zeichen" in answer.content.decode()
    assert answer.content.decode().count("ö" * 100_000) == 1


@pytest.mark.parametrize(
    "text",
    [
        EVIL,
        "{{ settings.SECRET_KEY }} {% debug %}",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "👩‍👩‍👧‍👦 🏳️‍🌈 😀" * 20,
        "نحتاج إلى مزيد من الأشجار\n\nשלום",
        "abc\u202edcba\u2066x\u2069",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
        "a" * 4000,
        "\u0000\u0007 sonst nichts",
    ],
)
def test_hostile_texts_stay_text(anna, thread, text):
    assert send(anna, thread, text, name=EVIL[:50]).status_code in (302, 422)
    for path in (f"/dialog/{thread.pk}/", "/meine-beitraege/"):
        page = anna.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<svg onload" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page
        assert "\x07" not in page
        assert "SECRET" not in page or "{{ settings" in page


def test_the_language_of_a_text_is_marked(anna, thread):
    send(anna, thread, "نحتاج إلى مزيد من الأشجار في الساحة")
    post = Post.objects.get()
    assert post.language == "ar"
    assert 'lang="ar" dir="rtl"' in anna.get(f"/dialog/{thread.pk}/").content.decode()


# --- Reading ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(thread, speak):
    """Store many comments at once: a third of them answers, some hidden, withdrawn or waiting."""

    def make(number):
        voices = [speak(f"v{n}") for n in range(min(number, 12))]
        states = ["visible"] * 17 + ["hidden", "withdrawn", "pending"]
        tops = Post.objects.bulk_create(
            Post(municipality=thread.municipality, kind="comment", thread=thread, voice=voices[n % len(voices)], text=f"Text {n}",
                 state=states[n % 20], support=n * 7 % 23)
            for n in range(max(number * 2 // 3, 1))
        )  # fmt: skip
        parents = [tops[n * n % min(len(tops), 40)] for n in range(number // 3)]
        Post.objects.bulk_create(
            Post(municipality=thread.municipality, kind="comment", thread=thread, voice=voices[n % len(voices)], parent=parent, top=parent,
                 text=f"Antwort {n}", state=states[n % 20])
            for n, parent in enumerate(parents)
        )  # fmt: skip
        return voices

    return make


@pytest.mark.parametrize("number", [1, 200, 2700])
@pytest.mark.parametrize("who", ["stranger", "author"])
def test_the_first_fifty_cost_ten_queries(client, thread, filled, django_assert_max_num_queries, number, who):
    voices = filled(number)
    if who == "author":
        Reaction.objects.create(
            post=Post.objects.filter(voice__in=voices[1:]).first() or Post.objects.first(),
            voice=voices[0],
            kind="support",
        )
        client.force_login(voices[0].person)
    for order in queries.ORDERS:
        client.get(f"/dialog/{thread.pk}/?sortierung={order}")  # menus and settings are remembered
        with django_assert_max_num_queries(18) as counted:
            page = client.get(f"/dialog/{thread.pk}/?sortierung={order}")
        assert page.status_code == 200
        own = [query for query in counted if "dialogue_" in query["sql"]]
        assert len(own) <= 10


@pytest.mark.parametrize("order", queries.ORDERS)
def test_pages_by_key_show_everything_once_while_others_write(thread, filled, order, say, speak):
    filled(200)
    expected = {
        post.pk
        for post in Post.objects.filter(top=None)
        if post.state == "visible"
        or (post.state in ("hidden", "withdrawn") and post.branch.filter(state="visible").exists())
    }
    seen, after, pages = [], "", 0
    while True:
        page = queries.thread_page(thread, order=order, after=after)
        seen += [line.post.pk for line in page.lines]
        pages += 1
        say(speak("spaet"), "dazwischen")
        if not page.after:
            break
        after = page.after
    assert pages > 4
    assert len(seen) == len(set(seen))
    assert expected <= set(seen)


def test_order_by_support(thread, filled):
    filled(200)
    lines = queries.thread_page(thread, order="beliebt").lines
    supports = [line.post.support for line in lines]
    assert supports == sorted(supports, reverse=True)


@pytest.mark.parametrize("key", ["x", "1.2.3", "9" * 40, "-1", "²", "1.x", ""])
def test_a_key_that_is_none_begins_at_the_beginning(client, thread, filled, key):
    filled(60)
    for order in (*queries.ORDERS, "quatsch"):
        assert client.get(f"/dialog/{thread.pk}/", {"sortierung": order, "nach": key}).status_code == 200


def test_a_hidden_parent_leaves_its_answers(client, thread, say, speak, moderators):
    post = say(speak(), "Böses")
    say(speak("bert"), "Gute Antwort", parent=post)
    lonely = say(speak(), "Auch böse")
    for one in (post, lonely):
        moderation.decide(moderators["one"], one, "hide", reason="tone")
    page = client.get(f"/dialog/{thread.pk}/").content.decode()
    assert "Böses" not in page
    assert "Auch böse" not in page
    assert "Gute Antwort" in page
    assert page.count("von der Moderation ausgeblendet") == 1
    assert "Unhöflich" in page


def test_a_long_branch_is_turned_page_by_page(client, thread, say, speak):
    top = say(speak())
    bert = speak("bert")
    answers = [say(bert, f"Antwort Nummer {number}!", parent=top) for number in range(60)]
    page = client.get(f"/dialog/{thread.pk}/").content.decode()
    assert "57 weitere Antworten" in page
    first = client.get(f"/dialog/beitrag/{top.pk}/").content.decode()
    assert "Antwort Nummer 49!" in first
    assert "Antwort Nummer 50!" not in first
    later = client.get(f"/dialog/beitrag/{answers[55].pk}/").content.decode()
    assert "Antwort Nummer 55!" in later
    assert "Antwort Nummer 54!" not in later
    assert "55 frühere Antworten" in later


def test_ones_own_waiting_comment_is_there_for_oneself(anna, thread, speak, say):
    say(speak(), "wartet noch", review=True)
    assert "wartet noch" in anna.get(f"/dialog/{thread.pk}/").content.decode()
    assert "wartet noch" not in Client().get(f"/dialog/{thread.pk}/").content.decode()


def test_what_nobody_may_see(client, anna, thread, say, speak, moderators):
    hidden, draft = say(speak("bert"), "geheim"), actions.keep_draft(speak("bert"), thread, "angefangen")
    moderation.decide(moderators["one"], hidden, "hide", reason="tone")
    for name in ("post", "edit", "withdraw", "react", "report", "revisions"):
        for post in (hidden, draft):
            assert anna.get(reverse(f"dialogue:{name}", args=[post.pk])).status_code == 404
    Thread.objects.filter(pk=thread.pk).update(state="hidden")
    assert client.get(f"/dialog/{thread.pk}/").status_code == 404


# --- Reacting, drafts, following --------------------------------------------------------------------------------------


def test_supporting_with_and_without_script(client, anna, thread, say, speak):
    post = say(speak("bert"))
    url = reverse("dialogue:react", args=[post.pk])
    part = anna.post(url, HTTP_HX_REQUEST="true").content.decode()
    assert 'aria-pressed="true"' in part
    assert anna.post(url, {"do": "remove"}).status_code == 302
    stranger = Client()
    assert stranger.get(url).status_code == 200
    assert not Voice.objects.filter(is_visitor=True).exists()
    stranger.post(url)
    stranger.post(url)
    post.refresh_from_db()
    assert post.support == 1


def test_drafts_are_kept_for_accounts_alone(anna, thread):
    url = reverse("dialogue:draft", args=[thread.pk])
    assert anna.post(url, {"text": "angefangen"}).status_code == 204
    assert "angefangen" in anna.get(f"/dialog/{thread.pk}/").content.decode()
    assert Client().post(url, {"text": "fremd"}).status_code == 204
    assert Post.objects.count() == 1
    assert anna.get(url).status_code == 405


def test_following(anna, thread, speak):
    url = reverse("dialogue:follow", args=[thread.pk])
    anna.post(url)
    assert "Sie folgen diesem Gespräch" in anna.get(f"/dialog/{thread.pk}/").content.decode()
    anna.post(url, {"do": "stop"})
    assert not speak().follows.exists()
    assert Client().post(url).status_code == 403


def test_changing_shows_earlier_versions(anna, thread, speak, say):
    post = say(speak(), "Erste Fassung")
    assert anna.post(reverse("dialogue:edit", args=[post.pk]), {"text": "Zweite Fassung"}).status_code == 302
    page = anna.get(reverse("dialogue:revisions", args=[post.pk])).content.decode()
    assert "Erste Fassung" in page
    Post.objects.filter(pk=post.pk).update(created=timezone.now() - datetime.timedelta(hours=1))
    assert "lässt sich nicht mehr ändern" in anna.get(reverse("dialogue:edit", args=[post.pk])).content.decode()
    assert Client().get(reverse("dialogue:edit", args=[post.pk])).status_code == 404


# --- Reports and appeals ----------------------------------------------------------------------------------------------


def report(client, url, **data):
    return client.post(url, fields(client, url) | {"homepage": "", "good_faith": "on"} | data)


def test_reporting_without_account(client, thread, say, speak, moderators):
    post = say(speak())
    url = reverse("dialogue:report", args=[post.pk])
    assert report(client, url, reason="insult", text="böse").status_code == 422
    answer = report(client, url, reason="insult", text="böse", name="Eva", email="eva@example.org")
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Noch hat niemand entschieden" in page
    assert "Eva" not in page
    moderation.decide(moderators["one"], post, "keep")
    page = client.get(answer.url).content.decode()
    assert "bleibt öffentlich" in page
    reference = answer.url.rstrip("/").rsplit("/", 1)[1]
    appeal = reverse("dialogue:appeal", args=[reference])
    assert client.post(appeal, fields(client, appeal) | {"homepage": "", "text": "Doch böse"}).status_code == 302
    assert "noch nicht entschieden" in client.get(appeal).content.decode()


def test_reporting_a_page_of_ours_and_no_other(client, county):
    url = "/meldung/?seite=/orte/"
    assert report(client, url, reason="tone", text="x", page="https://anderswo.example/").status_code == 422
    assert report(client, url, reason="tone", text="x", page="http://testserver/orte/").status_code == 302


def test_the_author_reads_the_statement_and_appeals(anna, thread, say, speak, moderators):
    post = say(speak(), "Mein böser Text")
    decision = moderation.decide(moderators["one"], post, "hide", reason="rules", facts="Genau deshalb.")
    page = anna.get("/meine-beitraege/").content.decode()
    url = reverse("dialogue:appeal", args=[decision.reference])
    assert url in page
    page = anna.get(url).content.decode()
    for part in ("Genau deshalb.", "Mein böser Text", "kein Programm", "Einspruch senden"):
        assert part in page
    assert anna.post(url, fields(anna, url) | {"homepage": "", "text": "Nein"}).status_code == 302
    page = anna.get(url).content.decode()
    assert "Einspruch senden" not in page
    assert anna.get("/einspruch/ABCD-EFG-HJK/").status_code == 404


def test_numbers_are_not_guessed(client, county):
    for _ in range(30):
        client.get("/meldung/stand/", {"nummer": "ABCDEFGHJK"})
    assert "viele Nummern" in client.get("/meldung/stand/", {"nummer": "ABCDEFGHJK"}).content.decode()


def test_after_too_many_guesses_no_number_is_looked_up(client, thread, say, speak, moderators):
    decision = moderation.decide(moderators["one"], say(speak()), "hide", reason="rules", facts="Genau deshalb.")
    url = reverse("dialogue:appeal", args=[decision.reference])
    for _ in range(30):
        assert client.get("/einspruch/ABCD-EFG-HJK/").status_code == 404
    refused = client.get(url)
    assert (refused.status_code, "Genau deshalb." in refused.content.decode()) == (429, False)
    assert client.get(f"/meldung/stand/{decision.reference}/").status_code == 429
    assert client.get(url, REMOTE_ADDR="192.0.2.7").status_code == 200


# --- The staff area ---------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(moderators):
    def make(name):
        found = Client()
        found.force_login(moderators[name])
        return found

    return make


def test_the_queue_with_the_keyboard_in_mind(desk, thread, say, speak):
    first, second = (
        say(speak(), "Kauft bei www.billig.example und http://x.example", review=True),
        say(speak(), review=True),
    )
    client = desk("one")
    page = client.get("/verwaltung/moderation/").content.decode()
    assert "2 Links" in page
    assert page.count("data-item") == 2
    answer = client.post("/verwaltung/moderation/", {"do": f"publish:{first.pk}", f"next-{first.pk}": second.pk})
    assert answer.url.endswith(f"#eintrag-{second.pk}")
    first.refresh_from_db()
    assert first.state == "visible"
    assert client.post("/verwaltung/moderation/", {"do": "hide", "post": [second.pk]}).status_code == 422
    client.post("/verwaltung/moderation/", {"do": "hide", "post": [second.pk], "reason": "spam"})
    second.refresh_from_db()
    assert second.state == "hidden"
    decision = second.decisions.get()
    client.post(reverse("moderation_staff:undo", args=[decision.pk]))
    second.refresh_from_db()
    assert second.state == "pending"


@pytest.mark.parametrize("rows", [1, 40])
def test_the_queue_costs_the_same(desk, thread, say, speak, rows, django_assert_max_num_queries):
    for number in range(rows):
        post = say(speak(f"v{number % 4}"), f"Text {number}", review=number % 2 == 0)
        if number % 2:
            moderation.report(post.municipality, post=post, reason="tone", text="x", good_faith=True)
    client = desk("one")
    for view in ("wartet", "gemeldet", "neu", "einsprueche"):
        client.get(f"/verwaltung/moderation/?ansicht={view}")
        with django_assert_max_num_queries(40) as counted:
            client.get(f"/verwaltung/moderation/?ansicht={view}")
        assert len([query for query in counted if "dialogue_" in query["sql"]]) <= 10


def test_who_enters(desk, thread, say, speak, county, client):
    post = say(speak())
    for path in ("", f"beitrag/{post.pk}/", "zahlen/2026/", "zahlen/2026/tabelle.csv"):
        assert desk("one").get(f"/verwaltung/moderation/{path}").status_code == 200
        client.force_login(speak().person)
        assert client.get(f"/verwaltung/moderation/{path}").status_code in (302, 403)
    refused = desk("chief").post("/verwaltung/moderation/", {"do": f"hide:{post.pk}", "reason": "spam"})
    assert refused.url == "/verwaltung/"  # where Wagtail sends whoever may not, with a message
    post.refresh_from_db()
    assert post.state == "visible"


def test_moderators_have_no_buttons_among_the_citizens(desk, thread, say, speak):
    say(speak())
    page = desk("one").get(f"/dialog/{thread.pk}/").content.decode()
    assert "Ausblenden" not in page
    assert "/verwaltung/moderation" not in page


def test_the_office_answers_in_the_times_of_the_thread(desk, thread, say, speak):
    post = say(speak())
    url = reverse("moderation_staff:post", args=[post.pk])
    data = {"do": "answer", "name": "Grünflächenamt", "text": "Wir pflanzen im Herbst."}
    assert desk("one").post(url, data).status_code == 302
    answer = Post.objects.get(parent=post)
    assert (answer.official, answer.voice.name) == (True, "Grünflächenamt")
    Thread.objects.filter(pk=thread.pk).update(closes=timezone.now())
    refused = desk("one").post(url, data | {"text": "Noch etwas."})
    assert refused.status_code == 422
    assert "auch die Verwaltung nicht" in refused.content.decode()
    assert Post.objects.filter(parent=post).count() == 1


def test_an_appeal_on_the_screen(desk, thread, say, speak):
    post = say(speak())
    desk("one").post(reverse("moderation_staff:post", args=[post.pk]), {"do": "hide", "reason": "tone"})
    decision = post.decisions.get()
    appeal = moderation.appeal(decision, "Nein", voice=post.voice)
    url = reverse("moderation_staff:appeal", args=[appeal.pk])
    assert "jemand anderes" in desk("one").get(url).content.decode()
    assert desk("one").post(url, {"do": "agree", "answer": "Doch"}).url == "/verwaltung/"
    appeal.refresh_from_db()
    assert appeal.state == "open"
    assert desk("chief").post(url, {"do": "agree", "answer": ""}).status_code == 422
    assert desk("chief").post(url, {"do": "agree", "answer": "Sie haben recht."}).status_code == 302
    post.refresh_from_db()
    assert post.state == "visible"


def test_the_year_in_figures(desk, thread, say, speak, moderators):
    year = timezone.localdate().year
    post = say(speak(), review=True)
    moderation.decide(moderators["one"], post, "publish")
    bad = say(speak(), "übel")
    moderation.report(bad.municipality, post=bad, reason="tone", text="x", good_faith=True)
    decision = moderation.decide(moderators["one"], bad, "hide", reason="tone")
    moderation.decide_appeal(
        moderators["two"], moderation.appeal(decision, "Nein", voice=bad.voice), agree=False, answer="Doch"
    )
    rows = b"".join(desk("one").get(f"/verwaltung/moderation/zahlen/{year}/tabelle.csv").streaming_content).decode(
        "utf-8-sig"
    )
    for line in ("Beiträge;geschrieben;2", "Meldungen;beantwortet;1", "Ausgeblendet nach Grund;Unhöflich oder verletzend;1",
                 "Einsprüche;eingegangen;1", "Einsprüche;Entscheidung bestätigt;1"):  # fmt: skip
        assert f"{year};{line}" in rows
    assert "Anna" not in rows


def test_words_are_hints_and_hide_nothing(desk, thread, say, speak):
    client = desk("one")
    client.post("/verwaltung/moderation/woerter/", {"text": "Trottel"})
    post = say(speak(), "Ihr Tro\u200bttel!")
    assert post.state == "visible"
    assert "Wörter der Liste: Trottel" in client.get("/verwaltung/moderation/?ansicht=neu").content.decode()


# --- People who leave -------------------------------------------------------------------------------------------------


def test_a_deleted_account_leaves_what_was_said(client, thread, say, speak):
    from allmende.core.privacy.erasing import erase

    anna, bert = speak(), speak("bert")
    post = say(anna, "Meine Meinung")
    answer = say(bert, "Antwort", parent=post)
    actions.keep_draft(anna, thread, "Entwurf")
    actions.react(bert, post)
    person = anna.person
    erase(person)
    anna.refresh_from_db()
    assert (anna.person, anna.display_name) == (None, "")
    assert set(Post.objects.all()) == {post, answer}
    page = client.get(f"/dialog/{thread.pk}/").content.decode()
    assert "Meine Meinung" in page
    assert "Anna" not in page
    assert anna.tag in page
    assert voice_of(bert.person) == bert


def test_ones_own_data_can_be_taken_along(thread, say, speak):
    from allmende.core.privacy.sheet import sections

    post = say(speak(), "Meine Meinung")
    text = str(sections(post.voice.person))
    assert "Meine Meinung" in text
    assert "Anna" in text


def test_withdrawn_texts_go_after_a_month(thread, say, speak):
    from allmende.core.privacy import retention

    post, kept = say(speak(), "weg"), say(speak(), "bleibt")
    actions.withdraw(post.voice, post)
    retention.run(now=timezone.now() + datetime.timedelta(days=31))
    post.refresh_from_db()
    kept.refresh_from_db()
    assert (post.text, kept.text) == ("", "bleibt")


def test_the_form_asks_for_a_name_once(thread, speak):
    assert "name" in CommentForm(speaker=Speaker()).fields
    assert "name" not in CommentForm(speaker=Speaker(person=speak().person)).fields
