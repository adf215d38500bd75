# SPDX-License-Identifier: EUPL-1.2
"""Reading aloud in a real browser. Headless Chromium has no voices of its own, so the server speaks."""

from __future__ import annotations

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


@pytest.mark.parametrize("name", ["information", "guide", "contacts", "place", "evil_place", "/vorgang/?nummer=x"])
def test_browser_and_server_read_the_same(visitor, name):
    """The two readers (JavaScript for the page as it is, Python for those without JavaScript) follow the same rules."""
    visitor.expected = ("404",)
    page = visitor.open(visitor.site.things.get(name, name))
    html = page.request.get(page.url).text()
    expected = [[piece.text, piece.language] for piece in pieces(html, words())]
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    seen = page.evaluate(
        """async (words) => {
            const { pieces } = await import(document.querySelector('[data-reading]').dataset.reading);
            return pieces(words).map((piece) => [piece.text, piece.lang]);
        }""",
        words(),
    )
    assert seen == expected
    assert len(seen) > 3


def test_everything_by_keyboard(visitor):
    page = visitor.open(visitor.site.things["guide"])
    page.get_by_role("link", name="Vorlesen").focus()
    page.keyboard.press("Enter")
    status = page.get_by_role("region", name="Vorlesen").get_by_role("status")
    expect(status).to_have_text("Der Text wird vorgelesen.", timeout=10_000)
    page.keyboard.press("Space")
    expect(status).to_have_text("Pause.")
    first = page.evaluate(MARKED)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # on by one sentence, still in pause
    assert until(page, lambda: page.evaluate(MARKED) not in {first, ""})
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert until(page, lambda: page.evaluate(MARKED) == first)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "select"
    page.keyboard.press("Escape")
    assert page.get_by_role("region", name="Vorlesen").count() == 0
    assert page.evaluate("document.activeElement.textContent.trim()") == "Vorlesen"


def test_the_speed_is_remembered_without_a_cookie(visitor):
    page = visitor.open(visitor.site.things["guide"])
    listen(page).get_by_label("Tempo").select_option("1.3")
    page.goto(visitor.site.url + visitor.site.things["information"])
    player = listen(page)
    expect(player.get_by_label("Tempo")).to_have_value("1.3")
    assert page.evaluate("Object.entries({ ...localStorage })") == [["vorlesen-tempo", "1.3"]]
    assert page.context.cookies() == []


def test_marked_text_is_where_reading_begins(visitor):
    page = visitor.open(visitor.site.things["information"])
    page.locator("main p", has_text="Stellen Sie die Tonne").select_text()
    player = listen(page)
    expect(player.get_by_role("status")).to_have_text("Der Text wird vorgelesen.", timeout=10_000)
    assert page.evaluate(MARKED) == "Stellen Sie die Tonne bis 6 Uhr hinaus."


def test_the_end_of_the_page_is_told_and_the_page_scrolls_along(visitor):
    page = visitor.open(visitor.site.things["information"], reduced_motion="reduce")
    page.locator("main dd:visible, main p:visible, main li:visible").last.select_text()
    player = listen(page)
    assert until(page, lambda: page.evaluate("scrollY") > 0)
    expect(player.get_by_role("status")).to_have_text("Ende der Seite.", timeout=30_000)
    assert page.evaluate(MARKED) == ""
    expect(player.get_by_role("button", name="Abspielen")).to_be_visible()


def test_a_refusal_is_told_in_words(visitor):
    page = visitor.open(visitor.site.things["guide"])
    page.route("**/vorlesen/saetze/", lambda route: route.fulfill(status=429, json={"error": "Bitte warten Sie."}))
    visitor.expected = ("429",)
    expect(listen(page).get_by_role("status")).to_have_text("Bitte warten Sie.")


def test_without_network_the_link_still_leads_to_the_page_to_listen_to(visitor):
    page = visitor.open(visitor.site.things["guide"])
    visitor.expected = ("ERR_FAILED", "404")
    page.route("**/readaloud/player*.js", lambda route: route.abort())
    page.get_by_role("link", name="Vorlesen").click()
    page.wait_for_url("**/vorlesen/?seite=*")


DEVICE = """
    const heard = (window.heard = []);
    class Utterance { constructor(text) { this.text = text; } }
    const voices = [{ lang: "de-DE", localService: true, name: "Anna" }, { lang: "en-US", localService: false, name: "Far away" }];
    const speech = { getVoices: () => voices, cancel() {}, addEventListener() {},
        speak(one) { heard.push(one.text); setTimeout(() => { one.onstart(); setTimeout(() => one.onend(), 30); }, 1); } };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    window.SpeechSynthesisUtterance = Utterance;
"""
"""A device with one German voice of its own and an English one that sends texts to its maker."""


def test_a_voice_of_the_device_is_preferred(visitor):
    page = visitor.open("/gestaltung/fehler/404/")
    page.context.add_init_script(DEVICE)
    sounds = []
    page.on("response", lambda response: sounds.append(response.url) if ".mp3" in response.url else None)
    page.goto(visitor.site.url + visitor.site.things["information"])
    player = listen(page)
    expect(player.get_by_role("status")).to_have_text("Ende der Seite.", timeout=20_000)
    heard = page.evaluate("heard")
    assert "Stellen Sie die Tonne bis sechs Uhr hinaus." in heard
    assert "English" not in heard  # the names of other languages are said by the server's voices
    assert 0 < len(sounds) < 6 < len(heard)


def test_voices_that_send_the_text_away_are_not_used(visitor):
    page = visitor.open("/gestaltung/fehler/404/")
    page.context.add_init_script(DEVICE)
    page.goto(visitor.site.url + "/en/vorgang/")
    sounds = []
    page.on("response", lambda response: sounds.append(response.url) if ".mp3" in response.url else None)
    page.locator("[data-readaloud]").click()
    assert until(page, lambda: sounds)
    assert page.evaluate("heard") == []


def test_without_javascript_the_whole_page_is_one_sound(visitor):
    page = visitor.open(visitor.site.things["information"], java_script_enabled=False)
    page.get_by_role("link", name="Vorlesen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("„Abfall und Wertstoffe“ anhören")
    source = page.locator("audio").get_attribute("src")
    response = page.request.get(visitor.site.url + source, headers={"Range": "bytes=0-1"})  # as Safari begins
    assert response.status == 206
    assert response.headers["content-range"].startswith("bytes 0-1/")
    page.get_by_role("link", name="Zurück zur Seite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Abfall und Wertstoffe")
