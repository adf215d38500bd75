# SPDX-License-Identifier: EUPL-1.2
"""A survey in the browser: questions come up while one answers, by keyboard too; the server has the last word."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_survey_question_comes_up_as_soon_as_it_is_needed(visitor):
    page = visitor.open(visitor.site.things["survey_first"])
    many = page.get_by_label("Wie viele Kinder sind es?")
    expect(many).to_be_hidden()
    page.get_by_role("group", name="Leben Kinder unter 14 Jahren").get_by_label("Ja").check()
    expect(many).to_be_visible()
    many.fill("2")
    page.get_by_role("group", name="Leben Kinder unter 14 Jahren").get_by_label("Nein").check()
    expect(many).to_be_hidden()
    page.get_by_label("Ich wohne nicht hier").check()
    expect(page.get_by_role("group", name="Wie gern leben Sie hier?")).to_be_hidden()
    page.get_by_role("button", name="Weiter", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Ihre Wege")).to_be_visible()


def test_survey_works_the_same_without_javascript(visitor):
    page = visitor.open(visitor.site.things["survey_first"], java_script_enabled=False)
    page.get_by_label("mehr als 10 Jahre").check()
    page.get_by_role("group", name="Leben Kinder unter 14 Jahren").get_by_label("Ja").check()
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_text("Wegen Ihrer Antworten haben wir noch eine Frage.")).to_be_visible()
    expect(page.get_by_label("mehr als 10 Jahre")).to_be_checked()
    page.get_by_label("Wie viele Kinder sind es?").fill("2")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Zurück").click()
    expect(page.get_by_label("Wie viele Kinder sind es?")).to_have_value("2")
