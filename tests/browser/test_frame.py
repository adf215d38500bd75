# SPDX-License-Identifier: EUPL-1.2
"""The frame of a page in use: keyboard, display settings, colours, print, and that the watch itself works."""

import pytest

from allmende.core.municipality.models import Presence
from tests.browser.test_pages import PAINTED, axe_faults

pytestmark = pytest.mark.browser


def test_the_first_stop_skips_to_the_content(visitor):
    page = visitor.open("/gestaltung/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ui-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_of_a_phone_works_with_the_keyboard_and_without_javascript(visitor):
    page = visitor.open("/gestaltung/", width=360, java_script_enabled=False)
    entry = page.locator(".ui-menu a").first
    assert not entry.is_visible()
    page.locator(".ui-menu summary").focus()
    page.keyboard.press("Enter")
    assert entry.is_visible()
    assert page.locator(".ui-nav").is_hidden()


def test_escape_closes_a_menu_and_gives_the_focus_back(visitor):
    page = visitor.open("/gestaltung/")
    summary = page.locator(".ui-drop summary", has_text="Darstellung")
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".ui-drop[open]").count() == 0
    assert summary.evaluate("e => e === document.activeElement")


def test_display_settings_without_javascript(visitor):
    page = visitor.open("/gestaltung/", java_script_enabled=False)
    page.locator(".ui-drop summary", has_text="Darstellung").click()
    page.get_by_label("dunkel", exact=True).check()
    page.get_by_label("sehr groß").check()
    page.get_by_role("button", name="Darstellung übernehmen").click()
    assert page.url.endswith("/gestaltung/")
    assert page.locator("html[data-kern-theme=dark][data-text=larger]").count() == 1


def test_errors_take_the_focus_and_their_links_lead_to_the_fields(visitor):
    page = visitor.open("/gestaltung/?zustand=fehler")
    assert page.title().startswith("Fehler: ")
    assert page.evaluate("document.activeElement.className") == "ui-errors"
    for link, target in (("Worum geht es?", "id_kind_0"), ("31.2.2026", "id_seen_on_0"), ("Beschreibung", "id_text")):
        page.locator(".ui-errors a", has_text=link).click()
        assert page.evaluate("document.activeElement.id") == target


def test_tabs_follow_the_arrow_keys(visitor):
    page = visitor.open("/gestaltung/#reiter")
    page.get_by_role("tab", name="Liste").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#reiter-zeiten").is_visible()
    assert page.locator("#reiter-liste").is_hidden()
    assert page.get_by_role("tab", name="Zeiten").get_attribute("aria-selected") == "true"


@pytest.mark.parametrize("contrast", ["normal", "high"])
def test_every_hue_keeps_its_contrast(visitor, axe_source, contrast):
    visitor.expected = ("404",)
    page = visitor.open("/gibt-es-nicht/", reduced_motion="reduce")
    page.evaluate(axe_source)
    page.evaluate("c => { document.documentElement.dataset.contrast = c }", contrast)
    found = []
    for hue in Presence.Accent.values:
        page.evaluate("h => { document.documentElement.dataset.accent = h }", hue)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(PAINTED)
            found += axe_faults(page, f"{hue} {scheme}")
    assert found == []


def test_paper_shows_no_controls(visitor):
    page = visitor.open("/gestaltung/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("button:visible, .ui-nav:visible, .ui-tools:visible, .ui-footer:visible").count() == 0


class TestTheWatch:
    def test_refused_content_is_noticed(self, visitor):
        page = visitor.open("/gestaltung/")
        page.evaluate("document.body.setAttribute('style', 'color: red')")
        page.evaluate(
            "document.head.append(Object.assign(document.createElement('script'), {text: 'window.evil = 1'}))"
        )
        page.wait_for_timeout(100)
        assert page.evaluate("window.evil") is None
        complaints, visitor.watch.complaints = visitor.watch.complaints, []
        assert any("Content Security Policy" in text for text in complaints)

    def test_requests_to_others_are_noticed(self, visitor):
        page = visitor.open("/gestaltung/")
        page.evaluate("fetch('http://127.0.0.1:9/x').catch(() => null)")
        page.wait_for_timeout(100)
        complaints, visitor.watch.complaints = visitor.watch.complaints, []
        assert any("127.0.0.1:9" in text for text in complaints)
