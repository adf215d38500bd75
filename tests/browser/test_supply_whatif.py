# SPDX-License-Identifier: EUPL-1.2
"""The live what-if page as people use it: with a mouse, with a finger, with the keyboard alone, by ear, without JavaScript."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from allmende.core.accessibility import axe, probe
from tests.browser.exceptions import not_excused

pytestmark = pytest.mark.browser

PAGE = "/versorgung/ausprobieren/?thema=kita&gruppe=u3&weg=zu-fuss"
PLACE = (10.27, 51.15)
"""A point some kilometres from every Kita."""
POINT = f"{PLACE[0]:.5f},{PLACE[1]:.5f}"
TODAY, CHANGED = "So ist es heute", "Das würde sich ändern"


def open_map(visitor: Any, path: str = PAGE, **options: Any) -> Page:
    page = visitor.open(path, **{"width": 1280, "reduced_motion": "reduce", **options})
    page.locator("#whatif-map").scroll_into_view_if_needed()
    page.locator("#whatif-map[data-board=ready]").wait_for(timeout=60_000)
    return page


def middle(page: Page, right: float = 0.5, down: float = 0.5) -> tuple[float, float]:
    page.locator("#whatif-map canvas").scroll_into_view_if_needed()
    box = page.locator("#whatif-map canvas").bounding_box()
    return box["x"] + box["width"] * right, box["y"] + box["height"] * down


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def address_says(page: Page, **wanted: list[str]) -> None:
    """Wait until the address names these values; none where the list is empty."""
    page.wait_for_function(
        "(wanted) => Object.entries(wanted).every(([name, values]) =>"
        " new URLSearchParams(location.search).getAll(name).join() === values.join())",
        arg=wanted,
    )


def answered(page: Page) -> list[str]:
    """Collect the questions that the server answers from now on."""
    seen: list[str] = []
    page.on("response", lambda one: seen.append(urlsplit(one.url).query) if "/antwort?" in one.url and one.ok else None)
    return seen


def words(page: Page) -> str:
    return re.sub(r"\s+", " ", page.locator("#whatif-words").inner_text()).strip()


def settled(page: Page) -> None:
    """Wait until what stands in the address is answered and read out."""
    page.wait_for_function(
        "() => { if (document.getElementById('whatif').dataset.answered !== location.search) return false;"
        " const said = document.getElementById('whatif-said').textContent;"
        " const told = document.getElementById('whatif-words').innerText.replace(/\\s+/g, ' ').trim();"
        " return said === told; }"
    )


def told_by_server(visitor: Any, page: Page) -> str:
    """Return what the server says to the same address without JavaScript."""
    plain = visitor.open(page.url.removeprefix(visitor.site.url), java_script_enabled=False)
    return words(plain)


def test_with_the_mouse(visitor: Any) -> None:
    page = open_map(visitor)
    expect(page.locator("#whatif-answer-title")).to_have_text(TODAY)
    page.mouse.click(*middle(page, 0.7, 0.4))
    pin = page.locator(".whatif-pin--neu")
    expect(pin).to_have_count(1)
    expect(page.locator("#whatif-answer-title")).to_have_text(CHANGED)
    settled(page)
    first = asked(page)["neu"]
    seen = answered(page)
    box = pin.bounding_box()
    x, y = box["x"] + 22, box["y"] + 22
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 41):
        page.mouse.move(x - 2 * step, y - step)
    page.mouse.up()
    settled(page)
    assert asked(page)["neu"] != first
    assert seen[-1] == urlsplit(page.url).query, "the last position is answered"
    starts = page.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.name.includes('/antwort?')).map((one) => one.startTime)"
    )
    for start in starts:  # eight in a second, and the last position at once
        assert sum(start <= other < start + 1000 for other in starts) <= 10
    assert words(page) == told_by_server(visitor, page)
    # Beyond the edge of the map, and back by undo.
    moved = asked(page)["neu"]
    box = pin.bounding_box()
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(5, 5, steps=5)
    page.mouse.up()
    page.mouse.move(600, 300)
    expect(page.locator(".whatif-pin.is-held")).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").click()
    address_says(page, neu=moved)
    page.get_by_role("button", name="Rückgängig").click()
    address_says(page, neu=first)
    page.get_by_role("button", name="Wiederholen").click()
    address_says(page, neu=moved)
    page.go_back()
    settled(page)
    assert words(page) == told_by_server(visitor, page)
    page.get_by_role("button", name="Alles zurücksetzen").click()
    expect(page.locator("#whatif-answer-title")).to_have_text(TODAY)
    address_says(page, neu=[])


def test_an_existing_place_is_closed_and_dragged_on_the_map(visitor: Any) -> None:
    page = open_map(visitor)
    place, x, y = page.evaluate(PLACE_ON_SCREEN)
    page.mouse.move(x, y, steps=3)
    handle = page.locator(".whatif-pin--handle")
    expect(handle).to_have_count(1)
    handle.click()
    page.get_by_role("button", name="Schließen lassen").click()
    expect(page.locator("#whatif-changes")).to_contain_text("Schließt: ")
    address_says(page, **{"weg-id": [str(place)]})
    page.get_by_role("button", name="Rückgängig").click()
    settled(page)
    page.mouse.move(5, 5)
    page.mouse.move(x, y, steps=3)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=8)
    page.mouse.up()
    settled(page)
    assert asked(page)["verschoben"][0].startswith(f"{place}@")
    expect(page.locator("button.whatif-pin--ort")).to_have_count(1)
    assert words(page) == told_by_server(visitor, page)


PLACE_ON_SCREEN = """
() => {
  const places = JSON.parse(document.getElementById("whatif-map-data").textContent).places;
  const canvas = document.querySelector("#whatif-map canvas").getBoundingClientRect();
  const areas = JSON.parse(document.getElementById("whatif-map-data").textContent).areas.features;
  const all = areas.flatMap((one) => one.geometry.coordinates.flat(one.geometry.type === "Polygon" ? 1 : 2));
  const edge = (pick, index) => pick(...all.map((point) => point[index]));
  const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const [west, east] = [edge(Math.min, 0), edge(Math.max, 0)];
  const [south, north] = [mercator(edge(Math.min, 1)), mercator(edge(Math.max, 1))];
  const scale = Math.min((canvas.width - 96) / (((east - west) * Math.PI) / 180), (canvas.height - 96) / (north - south));
  const [key, , lon, lat] = places[0];
  return [
    key,
    canvas.x + canvas.width / 2 + (((lon - (west + east) / 2) * Math.PI) / 180) * scale,
    canvas.y + canvas.height / 2 - (mercator(lat) - (south + north) / 2) * scale,
  ];
}
"""
"""Where the first facility stands on the screen: the map is fitted to the quarters with 48 pixels around them."""


def test_with_a_finger(visitor: Any) -> None:
    page = open_map(visitor, width=390, has_touch=True, is_mobile=True)
    page.touchscreen.tap(*middle(page, 0.6, 0.4))
    pin = page.locator(".whatif-pin--neu")
    expect(pin).to_have_count(1)
    settled(page)
    first = asked(page)["neu"]
    box = pin.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    before = page.evaluate("scrollY")
    hand = page.context.new_cdp_session(page)
    x, y = box["x"] + 22, box["y"] + 22
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 16):
        point = {"x": x - 3 * step, "y": y + 3 * step}
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(page)
    assert asked(page)["neu"] != first
    assert page.evaluate("scrollY") == before, "dragging a pin does not scroll the page"
    assert words(page) == told_by_server(visitor, page)


def test_with_the_keyboard_alone(visitor: Any) -> None:
    page = open_map(visitor)
    button = page.get_by_role("button", name="In der Kartenmitte setzen")
    for _ in range(60):
        if button.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    pin = page.locator(".whatif-pin--neu")
    expect(pin).to_be_focused()
    settled(page)
    first = asked(page)["neu"]
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    settled(page)
    expect(pin).to_be_focused()
    assert asked(page)["neu"] != first
    assert words(page) == told_by_server(visitor, page)
    page.keyboard.press("Delete")
    expect(pin).to_have_count(0)
    # By the list: a place moves to an address.
    page.locator("#whatif-places").get_by_role("button", name="Verschieben").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#whatif-search")).to_be_focused()
    page.keyboard.type("Bahnhofstraße 4")
    page.keyboard.press("Enter")
    expect(page.locator("[data-whatif-count]")).to_contain_text("gefunden")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#whatif-changes")).to_contain_text("Verschoben: ")
    page.wait_for_function("() => new URLSearchParams(location.search).has('verschoben')")


def test_without_javascript(visitor: Any) -> None:
    page = visitor.open("/versorgung/ausprobieren/", java_script_enabled=False)
    main = page.get_by_role("main")
    main.get_by_label("Worum geht es?").select_option("kita")
    main.get_by_label("Für wen?").select_option("u3")
    main.get_by_role("button", name="Anzeigen").click()
    assert asked(page)["gruppe"] == ["u3"]
    main.get_by_label("Adresse, Ortsteil oder Name").fill("Brückenvorstadt")
    main.get_by_role("button", name="Suchen").click()
    main.get_by_role("button", name="Hier setzen").first.click()
    assert len(asked(page)["neu"]) == 1
    expect(main.locator("#whatif-answer-title")).to_have_text(CHANGED)
    main.locator("#whatif-places").get_by_role("button", name="Schließen").first.click()
    assert set(asked(page)) >= {"neu", "weg-id", "thema", "gruppe"}
    main.locator("#whatif-changes").get_by_role("button", name="Verschieben").first.click()
    main.get_by_label("Adresse, Ortsteil oder Name").fill("Bahnhofstraße 5")
    main.get_by_role("button", name="Suchen").click()
    main.get_by_role("button", name="Hierher verschieben").first.click()
    assert len(asked(page)["neu"]) == 1
    main.locator("#whatif-changes").get_by_role("button", name="Zurücknehmen").last.click()
    assert "weg-id" not in asked(page)
    main.get_by_role("button", name="Alles zurücksetzen").click()
    assert set(asked(page)) == {"thema", "gruppe", "weg"}


def test_what_is_heard(visitor: Any, axe_source: str) -> None:
    """A drag is read out once, when it is over, and in the words that stand on the page; the pins have names."""
    page = open_map(visitor, f"{PAGE}&neu={POINT}")
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => heard.push(document.getElementById('whatif-said').textContent))"
        ".observe(document.getElementById('whatif-said'), {childList: true, characterData: true, subtree: true}); }"
    )
    said = page.locator("#whatif-said")
    expect(said).to_have_attribute("role", "status")
    pin = page.get_by_role("button", name="Kita 1. Mit den Pfeiltasten verschieben")
    box = pin.bounding_box()
    x, y = box["x"] + 22, box["y"] + 22
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 25):
        page.mouse.move(x - step, y + step)
    page.mouse.up()
    settled(page)
    assert len(page.evaluate("heard")) == 1
    snapshot = page.locator("main").aria_snapshot()
    assert "Kürzerer Weg: etwa" in snapshot
    assert "Neu: Kita 1" in snapshot
    page.evaluate(axe_source)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_timeout(100)
        assert not_excused(page, axe.findings(page)) == []
    assert [str(one) for one in not_excused(page, probe.static_findings(page))] == []


def test_long_dragging_neither_floods_nor_leaks_nor_locks_out(visitor: Any, monkeypatch: Any) -> None:
    from allmende.core.throttle.pace import Pace
    from allmende.know.supply import answer_views

    visitor.expected = ("429",)
    page = open_map(visitor, f"{PAGE}&neu={POINT}")
    box = page.locator(".whatif-pin--neu").bounding_box()
    x, y = box["x"] + 22, box["y"] + 22
    page.mouse.move(x, y)
    page.mouse.down()
    nodes = page.evaluate("document.querySelectorAll('*').length")
    monkeypatch.setattr(answer_views, "PACE", Pace(burst=1, per_second=0.3))
    seen = answered(page)
    for step in range(100):
        page.mouse.move(x - step % 80, y + step % 50)
    page.mouse.up()
    expect(page.locator("#whatif-status")).to_contain_text("sehr viele Fragen", timeout=20_000)
    expect(page.locator("#whatif-status")).to_be_hidden(timeout=60_000)
    settled(page)
    assert seen[-1] == urlsplit(page.url).query, "what was asked last is answered after the pause"
    assert words(page) == told_by_server(visitor, page)
    assert page.evaluate("document.querySelectorAll('*').length") < nodes + 60
    assert page.locator("button.whatif-pin").count() <= 2


def test_the_eleventh_change_is_refused_in_words(visitor: Any) -> None:
    many = "".join(f"&neu=10.2{number},51.15" for number in range(10, 20))
    page = open_map(visitor, PAGE + many)
    expect(page.locator(".whatif-pin--neu")).to_have_count(10)
    page.mouse.click(*middle(page, 0.5, 0.12))
    expect(page.locator("#whatif-status")).to_contain_text("Mehr als 10 Änderungen")
    expect(page.locator(".whatif-pin--neu")).to_have_count(10)


def test_a_pin_outside_the_county_is_told_to_eye_and_ear(visitor: Any) -> None:
    page = open_map(visitor, f"{PAGE}&neu=12.5,53.5")
    expect(page.locator("#whatif-answer")).to_contain_text("außerhalb des Gebiets")
    page.get_by_label("Wie unterwegs?").select_option("rad")
    expect(page.locator("#whatif-said")).to_contain_text("außerhalb des Gebiets")


def test_another_topic_group_and_way_without_a_new_page(visitor: Any) -> None:
    page = open_map(visitor, f"{PAGE}&neu={POINT}")
    page.evaluate("window.same = true")
    page.get_by_label("Worum geht es?").select_option("apotheke")
    expect(page.locator("#whatif-places-title")).to_contain_text("Apotheke")
    expect(page.locator("#whatif-changes")).to_contain_text("Neu: Apotheke 1")
    page.get_by_label("Für wen?").select_option("65plus")
    page.get_by_label("Wie unterwegs?").select_option("rad")
    settled(page)
    assert page.evaluate("window.same")
    assert asked(page) == {"thema": ["apotheke"], "gruppe": ["65plus"], "weg": ["rad"], "neu": [POINT]}
    assert words(page) == told_by_server(visitor, page)


def test_saved_shared_and_compared(visitor: Any) -> None:
    page = visitor.open(f"{PAGE}&neu={POINT}")
    page.get_by_role("link", name="Speichern und teilen").click()
    page.get_by_label("Titel").fill("Eine Kita im Osten")
    page.wait_for_timeout(3100)  # faster than any person is refused
    page.get_by_role("button", name="Speichern").click()
    address = page.locator("section[aria-labelledby=link-teilen] a").first.get_attribute("href")
    other = visitor.open(address, java_script_enabled=False)
    expect(other.get_by_role("heading", level=1)).to_have_text("Eine Kita im Osten")
    assert "Kürzerer Weg" in words(other)
    page.get_by_role("link", name="Mit anderen Szenarien vergleichen").click()
    expect(page.get_by_role("columnheader", name="Eine Kita im Osten")).to_be_visible()
    page.get_by_role("main").locator("form").get_by_role("textbox").fill(
        visitor.site.url + visitor.site.things["scenario"]
    )
    page.get_by_role("button", name="Dazunehmen").click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
