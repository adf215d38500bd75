# SPDX-License-Identifier: EUPL-1.2
"""Conversations in a real browser: the proof while writing, drafts, one press, answers in place, the moderators' keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_write_without_account_with_the_proof_done_in_the_background(visitor, site):
    page = visitor.open(site.things["thread"])
    assert page.context.cookies() == []
    page.get_by_role("link", name="Kommentar schreiben").click()
    page.get_by_label("Ihr Kommentar").fill("Geschrieben im Browser, mit Beweis.")
    page.get_by_label("Name, der dabei steht").fill("Gerda")
    page.wait_for_timeout(3100)  # nobody writes faster
    page.get_by_role("button", name="Kommentar senden").click()
    page.get_by_text("Ihr Beitrag ist jetzt öffentlich.").wait_for()
    page.get_by_text("Geschrieben im Browser, mit Beweis.").first.wait_for()
    page.wait_for_function("!location.search.includes('geschrieben')")  # the script of the page takes it away
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_draft_survives_leaving_the_page(visitor, site):
    page = visitor.open(f"{site.things['thread']}schreiben/")
    page.get_by_label("Ihr Kommentar").fill("Noch nicht fertig")
    page.get_by_text("Entwurf gesichert.").wait_for()
    page.goto(site.url + "/orte/")
    page.goto(f"{site.url}{site.things['thread']}schreiben/")
    assert page.get_by_label("Ihr Kommentar").input_value() == "Noch nicht fertig"


def test_support_in_one_press_and_answer_in_place(visitor, site):
    page = visitor.open(site.things["comment"], role="moderation")
    key = site.things["comment_key"]
    button = page.locator(f"#unterstuetzen-{key}")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(f"#unterstuetzen-{key}[aria-pressed='true']").wait_for()
    expect(page.locator(f"#unterstuetzen-{key}")).to_be_focused()
    page.get_by_role("link", name=f"Antworten auf Kommentar {key}", exact=True).click()
    page.get_by_label("Ihre Antwort").wait_for()
    page.locator("textarea[name='text']:focus").wait_for()


def test_more_comments_take_the_place_of_their_link(visitor, site):
    page = visitor.open(site.things["thread"])
    before = page.locator(".dialogue__list > li").count()
    page.get_by_role("link", name="Weitere Kommentare").click()
    page.locator(".dialogue__list > li").nth(before).wait_for()
    page.get_by_role("link", name="Älteste zuerst").click()
    page.locator("[aria-current='true']", has_text="Älteste zuerst").wait_for()
    assert page.url.endswith(site.things["thread"])


def test_without_script_everything_is_a_page(visitor, site):
    page = visitor.open(site.things["thread"], java_script_enabled=False)
    page.get_by_role("link", name="Weitere Kommentare").click()
    assert "nach=" in page.url
    page.get_by_role("link", name="Antworten auf Kommentar").first.click()
    page.get_by_label("Ihre Antwort").fill("Ohne Skript geht es auch.")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Antwort senden").click()
    page.get_by_text("Ihr Beitrag erscheint, sobald ihn jemand geprüft hat.").wait_for()


def test_moderate_with_the_keyboard(visitor, site):
    page = visitor.open("/verwaltung/moderation/", role="admin")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-item]')") is False  # off until switched on (WCAG 2.1.4)
    page.get_by_text("Mit der Tastatur arbeiten").click()
    page.get_by_label("Kurztasten einschalten").check()
    page.keyboard.press("j")
    key = site.things["waiting_key"]
    assert page.evaluate("document.activeElement.id") == f"eintrag-{key}"
    page.keyboard.press("h")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.press("j")  # in a field, letters are letters
    assert page.evaluate("document.activeElement.name") == "reason"
    page.locator("#mod-bulk select").select_option("spam")
    page.locator("#mod-bulk").get_by_role("button", name="Ausblenden").click()
    page.get_by_text("Ein Beitrag: ausgeblendet.").wait_for()
    page.wait_for_load_state()  # the keys work once the script of the page has run
    page.keyboard.press("u")
    page.get_by_text("Zurückgenommen.").wait_for()
    page.locator(f"#eintrag-{key}").wait_for()
