# SPDX-License-Identifier: EUPL-1.2
"""Drafts by machine: ordered by staff, made in the background, marked until a person has read them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from allmende.commons.pages import actions, content, tasks, translating
from allmende.commons.pages.models import MachineDraft
from allmende.commons.pages.segments import PageTexts
from tests.core.languages.service import KEY, Service

LABEL = "Maschinelle Übersetzung, ungeprüft"


@pytest.fixture
def service(settings):
    with Service() as running:
        settings.TRANSLATOR = {"kind": "libretranslate", "url": running.url, "key": KEY, "model": ""}
        settings.SIMPLIFIER = {"url": running.url, "key": KEY, "model": "klein"}
        yield running


@pytest.fixture
def front(home):
    for language in ("uk", "de-simple"):
        actions.add_translation(home, language, title=home.title)
    return home


def url(name, page, language="uk"):
    return reverse(f"pages_staff:{name}", args=[page.pk, language])


def work(draft):
    tasks.draft_by_machine.func(draft.pk, draft.asked_at.isoformat())
    draft.refresh_from_db()


def test_a_draft_is_made_shown_checked_and_only_then_published(client, people, front, page, service):
    client.force_login(people["admin"])
    assert "Maschinell vorübersetzen lassen" in client.get(url("side_by_side", page)).text
    assert client.post(url("ask_machine", page)).status_code == 302
    draft = MachineDraft.objects.get()
    waiting = client.get(url("side_by_side", page)).text
    assert 'http-equiv="refresh"' in waiting
    assert "Der Dienst arbeitet" in waiting
    work(draft)
    assert draft.state == "done"
    assert set(draft.texts.values()) == {"dlegnhoW", "<p>ssuhcsuZ ruz eteiM.</p>"}
    text = client.get(url("side_by_side", page)).text
    assert text.count(LABEL) >= 2
    assert "dlegnhoW" in text
    assert translating.version_of(page, "uk") is None  # nothing is in the page yet

    data = {"made_from": page.live_revision_id, "base": "", "t0": "dlegnhoW"}
    data |= {f"t{n}": "null" for n, s in enumerate(PageTexts(page).segments) if s.rich}
    number = next(n for n, s in enumerate(PageTexts(page).segments) if s.rich)
    client.post(url("side_by_side", page), data | {f"take{number}": "1"})
    made = translating.version_of(page, "uk")
    assert made.get_latest_revision_as_object().body[0].value.source == "<p>ssuhcsuZ ruz eteiM.</p>"

    # Publishing is refused until somebody says to have read it.
    edit = reverse("wagtailadmin_pages:edit", args=[made.pk])
    form = {"title": "dlegnhoW", "slug": "wohngeld", "summary": "", "body-count": "0", "action-publish": "1"}
    answer = client.post(edit, form, follow=True)
    assert "niemand geprüft hat" in answer.text
    made = Page.objects.get(pk=made.pk)  # the editor has kept the text as a draft
    assert not made.live
    client.post(
        url("side_by_side", page),
        data | {"base": made.latest_revision_id, "machine_checked": "1", f"take{number}": "1"},
    )
    draft.refresh_from_db()
    assert draft.checked_by == people["admin"]
    client.post(edit, form)
    assert Page.objects.get(pk=made.pk).live


def test_easy_german_is_called_a_draft_and_never_leichte_sprache(client, people, front, page, service):
    draft = translating.ask_machine(people["admin"], page, "de-simple")
    work(draft)
    client.force_login(people["admin"])
    text = client.get(url("side_by_side", page, "de-simple")).text
    assert "Einfache Sprache (Entwurf), maschinell und ungeprüft" in text
    assert "Leichte Sprache" not in text[text.index('class="tr-machine"') :]
    assert service.requests[0][0] == "/v1/chat/completions"


def test_a_wrong_key_ends_the_draft_with_a_sentence(client, people, front, page, service, settings):
    settings.TRANSLATOR = settings.TRANSLATOR | {"key": "falsch"}
    draft = translating.ask_machine(people["admin"], page, "uk")
    work(draft)
    assert draft.state == "failed"
    assert len(service.requests) == 1
    client.force_login(people["admin"])
    assert "nimmt den Schlüssel nicht an" in client.get(url("side_by_side", page)).text


def test_one_text_that_fails_leaves_the_others(people, front, home, service):
    long = actions.add_information_page(
        home, "Lang", [content.text(f"<p>{'Wort ' * 5000}</p>"), content.text("<p>Kurz.</p>")]
    )
    draft = translating.ask_machine(people["admin"], long, "uk")
    work(draft)
    assert draft.state == "done"
    assert sorted(draft.texts.values()) == ["<p>zruK.</p>", "gnaL"]
    assert "zu lang" in next(iter(draft.faults.values()))


def test_a_killed_worker_goes_on_where_it_stopped(people, front, page, service):
    draft = translating.ask_machine(people["admin"], page, "uk")
    first = PageTexts(page).segments[0].key
    MachineDraft.objects.filter(pk=draft.pk).update(state="running", texts={first: "schon da"})
    work(draft)
    assert draft.state == "done"
    assert draft.texts[first] == "schon da"
    assert len(service.requests) == 1


def test_an_older_order_stops_for_a_newer_one(people, front, page, service):
    draft = translating.ask_machine(people["admin"], page, "uk")
    tasks.draft_by_machine.func(draft.pk, "2026-01-01T00:00:00+00:00")
    assert service.requests == []
    with pytest.raises(ValidationError, match="arbeitet schon"):
        translating.ask_machine(people["admin"], page, "uk")
    MachineDraft.objects.update(beat_at=timezone.now() - datetime.timedelta(minutes=6))
    newer = translating.ask_machine(people["admin"], page, "uk")
    tasks.draft_by_machine.func(draft.pk, draft.asked_at.isoformat())
    assert service.requests == []
    work(newer)
    assert newer.state == "done"


def test_too_many_orders_are_refused(people, front, page, service, monkeypatch):
    monkeypatch.setattr(translating, "DRAFTS_PER_HOUR", translating.Limit("pages.machine", 1, 3600))
    work(translating.ask_machine(people["admin"], page, "uk"))
    with pytest.raises(ValidationError, match="viele Entwürfe"):
        translating.ask_machine(people["admin"], page, "uk")


def test_without_a_service_there_is_no_button_and_no_order(client, people, front, page):
    client.force_login(people["admin"])
    assert "Maschinell vorübersetzen" not in client.get(url("side_by_side", page)).text
    with pytest.raises(ValidationError, match="kein Dienst"):
        translating.ask_machine(people["admin"], page, "uk")


def test_suggestions_can_be_thrown_away(client, people, front, page, service):
    work(translating.ask_machine(people["admin"], page, "uk"))
    client.force_login(people["admin"])
    client.post(url("discard_machine", page))
    assert not MachineDraft.objects.exists()
    assert LABEL not in client.get(url("side_by_side", page)).text


@pytest.mark.parametrize("name", ["citizen"])
def test_others_order_nothing(people, front, page, service, name):
    with pytest.raises(PermissionDenied):
        translating.ask_machine(people[name], page, "uk")
    with pytest.raises(PermissionDenied):
        translating.discard_draft(people[name], page, "uk")


def test_looking_orders_nothing(client, people, front, page, service):
    client.force_login(people["admin"])
    assert client.get(url("ask_machine", page)).status_code == 405
    assert client.get(url("discard_machine", page)).status_code == 405
    assert service.requests == []
