# SPDX-License-Identifier: EUPL-1.2
"""A person without e-mail is served, in a real browser: at the counter, on paper, with the code, and back.

Staff enter a matter and print the letter; the code is read off the PDF; it opens the status; staff answer; the answer
goes out in a batch of letters; the code now opens the answer.
"""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest

pytestmark = pytest.mark.browser


def text_of(pdf: bytes) -> str:
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(pdf))


def fetch(page: Any, address: str) -> bytes:
    """Return what the browser's session gets under an address, as saving a link does."""
    return bytes(page.request.get(address).body())


def test_served_without_email(visitor: Any) -> None:
    desk = visitor.open("/verwaltung/vorgang/neu/", role="admin")
    desk.get_by_label("am Schalter").check()
    desk.get_by_label("Worum geht es?").fill("Laterne im Weidenweg defekt")
    desk.get_by_label("Was sagt die Person?").fill("Seit Montag ist es dunkel.")
    desk.get_by_label("Name", exact=True).fill("Erika Muster")
    desk.get_by_label("Straße und Hausnummer").fill("Weidenweg 4")
    desk.get_by_label("Postleitzahl").fill("09999")
    desk.get_by_label("Ort", exact=True).fill("Auenstadt")
    desk.get_by_role("button", name="Eintragen").click()
    desk.wait_for_load_state("load")
    case_url = desk.url

    # The letter, as it is printed.
    letter = desk.get_by_role("link", name="Brief 1 als PDF")
    text = text_of(fetch(desk, visitor.site.url + letter.get_attribute("href")))
    assert "Erika Muster" in text
    assert "Weidenweg 4" in text
    number = re.search(r"Vorgangsnummer ist ([A-Z0-9]{4}-[A-Z0-9]{3}-[A-Z0-9]{3})", " ".join(text.split()))
    code = re.search(r"Ihr Code: ([A-Z0-9]{5}-[A-Z0-9]{5})", " ".join(text.split()))
    assert number
    assert code
    desk.get_by_role("button", name="Ist gedruckt und übergeben").click()
    desk.wait_for_load_state("load")
    assert desk.url == case_url

    # At home or in the library: the address on the letter, typed in small letters.
    citizen = visitor.open(f"/k/{code[1].lower()}/")
    assert citizen.url.endswith(f"/vorgang/{number[1]}/")
    main = citizen.locator("main")
    assert "Laterne im Weidenweg defekt" in main.inner_text()
    assert "ist angekommen" in main.inner_text()

    # Staff answer; the answer goes out with the next batch of letters.
    desk.locator("#case-text").fill("Die Laterne leuchtet wieder.")
    desk.get_by_role("button", name="Beantworten").click()
    desk.wait_for_load_state("load")
    desk.goto(visitor.site.url + "/verwaltung/briefe/")
    desk.get_by_role("button", name="Stapel bilden").click()
    desk.wait_for_load_state("load")
    batch = desk.get_by_role("link", name="PDF, einseitig").get_attribute("href")
    text = text_of(fetch(desk, visitor.site.url + batch))
    assert "Die Laterne leuchtet wieder." in text
    assert code[1] in text
    desk.get_by_role("button", name="Ist gedruckt").click()
    desk.get_by_role("button", name="Ist zur Post gegeben").click()
    desk.wait_for_load_state("load")
    assert "zur Post gegeben" in desk.locator("main").inner_text()

    # The number alone does not show the answer; the code does.
    stranger = visitor.open(f"/vorgang/{number[1]}/")
    assert "leuchtet wieder" not in stranger.locator("main").inner_text()
    citizen.goto(f"{visitor.site.url}/k/{code[1]}/")
    assert "Die Laterne leuchtet wieder." in citizen.locator("main").inner_text()


def test_wrong_codes_are_explained(visitor: Any) -> None:
    visitor.expected = ("404",)
    page = visitor.open("/k/AAAAA-AAAAA/")
    assert "öffnet nichts" in page.locator("main").inner_text()
    page.get_by_label("Code vom Brief").fill("zu kurz")
    page.get_by_role("button", name="Seite öffnen").click()
    page.wait_for_load_state("load")
    assert "zehn Zeichen" in page.locator("main").inner_text()
    assert page.title().startswith("Fehler: ")
