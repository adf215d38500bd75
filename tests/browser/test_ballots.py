# SPDX-License-Identifier: EUPL-1.2
"""Voting in a real browser: with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def ballot(visitor):
    """A function that opens the ballot with the code of a letter."""

    def opened(name, **options):
        page = visitor.open(visitor.site.things[name], **options)
        page.locator("main a[href*='/beteiligung/abstimmen/']").first.click()
        page.locator("form.ballot").wait_for()
        return page

    return opened


def test_with_the_keyboard_alone_from_the_first_question_to_the_receipt(ballot):
    page = ballot("cast_code")
    page.locator("#id_f1_0").focus()
    page.keyboard.press("Space")  # yes
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # trees
    for _step in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "f3-a"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # place 2
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # place 1
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    assert page.get_by_text("Vergeben: 3 von 5 Punkten.").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".ballot-review").wait_for()
    said = page.locator(".ballot-review").inner_text()
    for words in ("Ja", "Bäume", "1. Licht", "2. Pflaster", "Sommerfest: 3 Punkte"):
        assert words in said
    page.get_by_role("button", name="Stimme jetzt abgeben").press("Enter")
    page.get_by_role("heading", name="Ihre Stimme ist abgegeben.").wait_for()
    code = page.locator(".ballot-code").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{6}-[2-9A-Z]{6}", code)
    page.reload()  # the browser sends the form again: the same receipt, no second ballot
    assert page.locator(".ballot-code").inner_text() == code


def test_without_javascript(ballot):
    page = ballot("cast_code_plain", java_script_enabled=False)
    assert not page.locator(".ballot-running").first.is_visible()
    page.locator("#id_f1_1").check()
    page.locator("form.ballot button[name=do]").click()
    page.get_by_role("button", name="Noch etwas ändern").click()
    assert page.locator("#id_f1_1").is_checked()
    page.locator("form.ballot button[name=do]").click()
    page.get_by_role("button", name="Stimme jetzt abgeben").click()
    assert page.get_by_role("heading", name="Ihre Stimme ist abgegeben.").is_visible()


def test_two_people_type_a_pile_of_paper_ballots(visitor):
    """The second sees nothing of the first, differences are shown, the one who erred types anew, the second confirms."""
    address = visitor.site.things["fresh_pile"]

    def type_sheet(page, number, answer, *, valid=True):
        page.get_by_role("heading", name=f"Zettel {number} von 2").wait_for()
        if valid:
            page.locator(f"input[name=f1][value={answer}]").check()
            page.get_by_role("button", name="Zettel speichern, nächster").click()
        else:
            page.get_by_role("button", name="Zettel ist ungültig").click()

    first = visitor.open(address, role="admin")
    type_sheet(first, 1, "yes")
    type_sheet(first, 2, "", valid=False)
    first.get_by_text("Jetzt gibt eine andere Person").wait_for()
    assert first.get_by_role("button", name="Stapel in die Urne legen").count() == 0
    second = visitor.open(address, role="zweite")
    second.get_by_role("heading", name="Zettel 1 von 2").wait_for()
    assert second.locator("input:checked").count() == 0
    type_sheet(second, 1, "no")
    type_sheet(second, 2, "", valid=False)
    second.get_by_role("heading", name="Hier weichen die beiden Eingaben ab").wait_for()
    assert second.get_by_role("row", name="Soll der Markt autofrei werden? Ja Nein").count() == 1
    second.get_by_role("link", name="Zettel 1 neu eingeben").click()
    type_sheet(second, 1, "yes")
    second.get_by_role("button", name="Stapel in die Urne legen").click()
    second.get_by_text("Der Stapel liegt in der Urne.").wait_for()
