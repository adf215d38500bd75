# SPDX-License-Identifier: EUPL-1.2
"""A citizen's whole way, once with nothing but the keyboard and once without JavaScript.

Choose a language, sign in, search, open a place, tell what is wrong there, look where it stands.
"""

from __future__ import annotations

import re
from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EMAIL, PASSWORD = "reise@auental.example", "ein sehr langes Kennwort"
NUMBER = re.compile("[2-9A-Z]{4}-[2-9A-Z]{3}-[2-9A-Z]{3}")
STOPS = 160
"""So often Tab is pressed at most to get somewhere; nobody should need more on any page."""


class Hands(Protocol):
    """How someone uses a page."""

    def press(self, target: Locator) -> None:
        """Use a link, a button or a menu."""

    def write(self, target: Locator, text: str) -> None:
        """Write into a field."""


class Keyboard:
    """Tab, Enter and letters; the mouse is never touched."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def _reach(self, target: Locator) -> None:
        expect(target).to_have_count(1)
        for _ in range(STOPS):
            if target.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached with {STOPS} times Tab")

    def press(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)


class Mouse:
    """A pointer, as most people use one."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)


@pytest.fixture(scope="module")
def citizen(site, django_db_blocker):
    """Someone with an account, and an index to search in."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model

    from allmende.core.search.actions import rebuild

    with django_db_blocker.unblock():
        person, new = get_user_model().objects.get_or_create(email=EMAIL, defaults={"first_name": "Karla"})
        if new:
            person.set_password(PASSWORD)
            person.save()
            EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
        rebuild()
    return person


@pytest.mark.parametrize("way", ["keyboard", "without JavaScript"])
def test_a_citizen_gets_through(visitor, citizen, way):
    visitor.expected = ("422",)  # answers to forms with errors
    page = visitor.open("/", java_script_enabled=way == "keyboard")
    hands: Hands = Keyboard(page) if way == "keyboard" else Mouse()
    main = page.get_by_role("main")
    header = page.get_by_role("banner")

    hands.press(header.locator("summary", has_text="Deutsch"))
    hands.press(header.get_by_text("English", exact=True))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    hands.press(header.locator("summary", has_text="English"))
    hands.press(header.get_by_text("Deutsch", exact=True).locator("visible=true").last)
    expect(page.locator("html")).to_have_attribute("lang", "de")

    hands.press(header.get_by_role("link", name="Anmelden"))
    hands.write(main.get_by_label("E-Mail-Adresse"), EMAIL)
    hands.write(main.get_by_label("Passwort"), "falsch geraten")
    hands.press(main.get_by_role("button", name="Anmelden", exact=True))
    expect(page).to_have_title(re.compile("^Fehler: "))
    hands.write(main.get_by_label("Passwort"), PASSWORD)
    hands.press(main.get_by_role("button", name="Anmelden", exact=True))
    expect(header).not_to_contain_text("Anmelden")

    hands.press(header.get_by_role("link", name="Suche"))
    hands.write(main.get_by_label("Suchwörter"), "Stadtbuecherei")
    hands.press(main.get_by_role("button", name="Suchen"))
    hands.press(main.get_by_role("link", name="Stadtbücherei am Markt"))
    expect(main.get_by_role("heading", level=1)).to_have_text("Stadtbücherei am Markt")

    hands.press(main.get_by_role("link", name="Fehler melden"))
    hands.press(main.get_by_role("button", name="Hinweis senden"))
    expect(page).to_have_title(re.compile("^Fehler: "))
    hands.write(main.get_by_role("textbox").first, f"Am Samstag ist zu ({way}).")
    for choice in main.get_by_role("radio").all()[:1]:
        hands.press(choice) if way != "keyboard" else _choose(page, hands, choice)
    hands.press(main.get_by_role("button", name="Hinweis senden"))
    expect(main).to_contain_text(NUMBER)
    number = NUMBER.search(main.inner_text()).group()

    page.goto(visitor.site.url + "/vorgang/")
    hands.write(main.get_by_label("Vorgangsnummer"), number.lower())
    hands.press(main.get_by_role("button").first)
    expect(main).to_contain_text(number)


def _choose(page: Page, hands: Keyboard, choice: Locator) -> None:
    """Choose a radio button with the space bar."""
    hands._reach(choice)
    page.keyboard.press("Space")
