# SPDX-License-Identifier: EUPL-1.2
"""Reading aloud in a real browser. Headless Chromium has no voices of its own, so the server speaks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from allmende.core.readaloud.page import pieces
from allmende.core.readaloud.words import words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARKED = "() => [...(CSS.highlights.get('readaloud') ?? [])].map(range => range.toString()).join('')"


def listen(page):
    page.get_by_role("link", name="Vorlesen").click()
    player = page.get_by_role("region", name="Vorlesen")
    player.wait_for()
    return player


def until(page, what, seconds=20):
    """Wait until `what()` is true (the page's policy forbids Playwright's own way, which evaluates text)."""
    for _ in range(seconds * 20):
        value = what()
        if value:
            return value
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")


def test_a_page_is_read_and_the_sentence_marked(visitor):
    page = visitor.open(visitor.site.things["information"])
    sounds = []
    page.on("response", lambda response: sounds.append(response) if ".mp3" in response.url else None)
    player = listen(page)
    expect(player.get_by_role("status")).to_have_text("Der Text wird vorgelesen.", timeout=10_000)
    first = page.evaluate(MARKED)
    assert first.strip() in page.locator("main").inner_text().replace("\n", " ")
    assert until(page, lambda: page.evaluate(MARKED) not in {first, ""})
    assert sounds[0].headers["content-type"] == "audio/mpeg"
    assert page.evaluate("document.activeElement.dataset.do") == "toggle"
    player.get_by_role("button", name="Beenden").click()
    assert player.count() == 0
    assert page.evaluate(MARKED) == ""
    assert page.evaluate("document.activeElement.hasAttribute('data-readaloud')")
