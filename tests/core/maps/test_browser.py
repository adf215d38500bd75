# SPDX-License-Identifier: EUPL-1.2
"""The map component in Chromium with software WebGL: what it draws, says and links, and what stays without it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

from allmende.core.access import middleware as access
from allmende.core.access.table import Declared
from allmende.core.accessibility import browse
from allmende.core.maps import basemap
from allmende.core.rules import anyone

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.core.maps.urls")]

COMMON = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DRAWING = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
BLIND = ["--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"]

BUDGET = 600_000
AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium(playwright: Any, flags: list[str]) -> Iterator[Browser]:
    try:
        executable = browse.program()
    except browse.Unavailable:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is missing; `make setup-test` installs it")
    browser = playwright.chromium.launch(executable_path=executable, args=[*COMMON, *flags])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def drawing(playwright: Any) -> Iterator[Browser]:
    yield from chromium(playwright, DRAWING)


@pytest.fixture
def blind(playwright: Any) -> Iterator[Browser]:
    yield from chromium(playwright, BLIND)


Open = Callable[..., Page]

READY = "Boolean(window.probe && probe.loaded() && probe.areTilesLoaded())"


def until(page: Page, condition: str, argument: Any = None) -> None:
    """Wait for a condition; Playwright's own waiting needs eval, which the page forbids."""
    for _ in range(150):
        if page.evaluate(condition, argument):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {condition}")


@pytest.fixture
def visit(live_server: Any, county: Any, built: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open the probe page, which is not in the table of routes; complaints of the browser fail the test."""
    known = access.find
    monkeypatch.setattr(access, "find", lambda key: known(key) or Declared(anyone, "this test"))
    complaints: list[str] = []
    contexts = []

    def visit(
        browser: Browser,
        query: str = "",
        *,
        ready: bool = True,
        answered: Callable[[Any], None] = lambda response: None,
        **options: Any,
    ) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("response", answered)
        page.on("request", lambda asked: complaints.append(asked.url) if foreign(asked.url) else None)
        page.add_init_script("addEventListener('map:ready', (event) => (window.probe = event.detail.map))")
        page.goto(f"{live_server.url}/kartenprobe/{query}")
        if ready:
            until(page, READY)
        return page

    def foreign(url: str) -> bool:
        return not url.startswith((live_server.url, "data:", "blob:"))

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def shown(page: Page, layers: list[str]) -> list[Any]:
    features: list[Any] = page.evaluate(
        "(layers) => window.probe.queryRenderedFeatures({layers}).map((one) => one.properties)", layers
    )
    return features


# To draw a map with software WebGL takes seconds. What only looks at a page, or changes nothing that matters to the next
# look, therefore shares one page: a test is a visit.


def test_what_a_page_with_a_map_shows(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, color_scheme="light")
    assert_nothing_jumped(page)
    # streets, houses, names and points are drawn, in the colours of the day
    assert {one["name"] for one in shown(page, ["main"])} == {"Dorf<b>straße"}
    assert shown(page, ["building"])
    assert [one["name"] for one in shown(page, ["village-name"])] == ["Auendorf"]
    assert len(shown(page, ["point"])) == 4
    assert page.locator(".map-note").is_hidden()
    assert ground(page) == DAY
    # the map has a name and says how it is used
    canvas = page.get_by_role("region", name="Karte der Orte")
    assert "Pfeiltasten" in page.locator(f"#{canvas.get_attribute('aria-describedby')}").inner_text()
    assert page.get_by_role("button", name="Karte vergrößern").is_visible()
    assert page.get_by_role("button", name="Karte verkleinern").is_visible()
    # Tab leads past the map to the list
    skip = page.get_by_role("link", name="Karte überspringen, zur Liste")
    skip.focus()
    assert skip.bounding_box()["width"] > 100  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "liste"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Stadtbücherei"
    # letters of other scripts are drawn
    page.evaluate("probe.jumpTo({center: [8.7085, 49.99855], zoom: 17})")
    until(page, READY)
    assert [one["name"] for one in shown(page, ["point-name"])] == ["مطعم الشرق"]


def assert_nothing_jumped(page: Page) -> None:
    shift = page.evaluate(
        """() => new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        })"""
    )
    assert shift < 0.05


def test_keys_move_the_map_but_nobody_pans_into_nowhere(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, reduced_motion="reduce")
    page.get_by_role("region", name="Karte der Orte").focus()
    before = page.evaluate("[probe.getZoom(), probe.getCenter().lng]")
    page.keyboard.press("+")
    until(page, "(zoom) => probe.getZoom() > zoom + 0.9", before[0])
    page.keyboard.press("ArrowRight")
    until(page, "(lng) => probe.getCenter().lng > lng", before[1])
    page.evaluate("probe.jumpTo({center: [100, 10], zoom: 3})")
    centre, zoom = page.evaluate("[probe.getCenter(), probe.getZoom()]")
    assert abs(centre["lng"] - 8.7) < 0.1
    assert zoom > 9


def point(page: Page, lon: float, lat: float) -> dict[str, float]:
    box = page.locator(".maplibregl-canvas").bounding_box()
    assert box is not None
    at = page.evaluate("([lon, lat]) => probe.project([lon, lat])", [lon, lat])
    return {"x": box["x"] + at["x"], "y": box["y"] + at["y"]}


def test_list_and_map_show_each_others_entries(visit: Open, drawing: Browser) -> None:
    page = visit(drawing)
    # an entry of the list shows its point, under the mouse and with the keyboard
    for way, name, place in (
        ("hover", "Apotheke am Burgweiher", [8.7155, 50.0005]),
        ("focus", "Stadtbücherei", [8.7125, 50.0025]),
    ):
        getattr(page.get_by_role("link", name=name), way)()
        until(page, f"({ACTIVE})[0]?.every((value, axis) => Math.abs(value - {place}[axis]) < 1e-4)")
    # a point marks its entry and opens a card with the link
    page.mouse.move(**point(page, 8.7055, 50.0045))
    page.wait_for_selector("li.is-on-map")
    assert page.locator("li.is-on-map").inner_text() == "Grundschule <b>Mitte</b>"
    page.mouse.click(**point(page, 8.7055, 50.0045))
    card = page.locator(".map-card a")
    assert card.inner_text() == "Grundschule <b>Mitte</b>"
    assert card.get_attribute("href") == "/orte/3/"
    assert page.evaluate("document.activeElement.className") == "map-card__title"
    assert_axe_finds_nothing(page)
    page.keyboard.press("Tab")
    assert page.get_by_role("button", name="Schließen").is_visible()
    # new data replace the old ones without a new page
    page.evaluate(
        """() => {
          const data = { points: { type: "FeatureCollection", features: [
            { type: "Feature", properties: { id: 9, name: "Neu" }, geometry: { type: "Point", coordinates: [8.705, 50.003] } },
          ] } };
          document.getElementById("karte-daten").textContent = JSON.stringify(data);
          document.dispatchEvent(new CustomEvent("htmx:after:swap"));
        }"""
    )
    until(page, "probe.loaded() && probe.queryRenderedFeatures({layers: ['point']}).length === 1")
    assert shown(page, ["point"])[0]["name"] == "Neu"


ACTIVE = "probe.querySourceFeatures('active').map((one) => one.geometry.coordinates)"


def test_many_points_gather_and_part_again(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, "?theme=light&n=60&bounds=8.68,49.98,8.74,50.02", reduced_motion="reduce")
    assert_axe_finds_nothing(page)
    clusters = [one for one in shown(page, ["point"]) if one.get("count", 1) > 1]
    assert clusters
    zoom = page.evaluate("probe.getZoom()")
    at = page.evaluate(
        "probe.queryRenderedFeatures({layers: ['point']}).find((one) => one.properties.count > 1).geometry.coordinates"
    )
    page.mouse.click(**point(page, *at))
    until(page, "(zoom) => probe.getZoom() > zoom", zoom)


def test_points_at_an_address_of_their_own_come_after_the_page(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, "?fern&n=60&bounds=8.68,49.98,8.74,50.02")
    until(page, "probe.loaded() && probe.queryRenderedFeatures({layers: ['point']}).length > 0")
    found = shown(page, ["point"])
    assert any(one.get("count", 1) > 1 for one in found)
    assert sum(one.get("count", 1) for one in found) == 60


DAY, NIGHT = "#f6f3ec", "#1a1e20"
GROUND = "probe.getPaintProperty('ground', 'background-color')"


def ground(page: Page) -> Any:
    return page.evaluate(GROUND)


def test_the_map_follows_day_and_night(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, color_scheme="dark")
    assert ground(page) == NIGHT
    for scheme, colour in (("light", DAY), ("dark", NIGHT)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        until(page, f"(colour) => {GROUND} === colour", colour)
        until(page, "Boolean(probe.getLayer('point') && probe.loaded())")


def test_a_choice_of_colours_comes_before_that_of_the_device(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, "?theme=dark&dir=rtl", color_scheme="light")
    assert ground(page) == NIGHT
    page.mouse.click(**point(page, 8.7055, 50.0045))
    page.wait_for_selector(".map-card a")
    assert_axe_finds_nothing(page)


def assert_axe_finds_nothing(page: Page) -> None:
    """As far as axe can see: controls, names, order, contrast outside the canvas."""
    page.evaluate(AXE.read_text())
    result = page.evaluate(
        "(o) => axe.run(document, o)", {"preload": False, "runOnly": {"type": "tag", "values": AXE_TAGS}}
    )
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []


def test_an_outside_style_takes_the_place_of_ours(
    visit: Open, drawing: Browser, live_server: Any, settings: Any
) -> None:
    settings.BASEMAP_URL = f"{live_server.url}/karte/stil/dunkel.json"
    page = visit(drawing, color_scheme="light")
    assert ground(page) == NIGHT
    assert len(shown(page, ["point"])) == 4
    assert page.locator(".maplibregl-ctrl-attrib").count() == 1


def test_without_webgl_a_sentence_leads_to_the_list(visit: Open, blind: Browser) -> None:
    page = visit(blind, ready=False)
    page.wait_for_selector("[data-map][data-state=failed]", state="attached")
    assert page.locator(".map").is_hidden()
    assert page.locator(".map-note a").get_attribute("href") == "#liste"
    assert page.locator(".map-note").is_visible()
    assert page.get_by_role("link", name="Stadtbücherei").is_visible()


def test_without_javascript_a_sentence_leads_to_the_list(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, ready=False, java_script_enabled=False)
    assert page.locator(".map").is_hidden()
    assert page.locator(".map-note").is_visible()


def test_the_library_is_fetched_only_when_the_map_comes_into_view(visit: Open, drawing: Browser) -> None:
    page = visit(drawing, "?tief=1", ready=False)
    page.wait_for_timeout(500)
    loaded = "performance.getEntriesByType('resource').filter((one) => one.name.includes('maplibre')).length"
    assert page.evaluate(loaded) == 0
    page.locator(".map").scroll_into_view_if_needed()
    until(page, "Boolean(window.probe)")
    assert page.evaluate(loaded) >= 3


def test_a_map_adds_less_than_the_budget_to_a_page(
    visit: Open, drawing: Browser, built: Any, shared_data: Path
) -> None:
    """Library, style, letters and the tiles of the first view of a real town, as they go over the line."""
    basemap.build_from_osm(shared_data / "osm/dreieichenhain_2022-10.osm.pbf", lambda label, done, total: None)
    sizes: dict[str, int] = {}

    def weigh(response: Any) -> None:
        part = response.url.split("?")[0].partition("://")[2].partition("/")[2]
        if part.startswith(("static/vendor/maplibre/", "static/maps/")):
            file = Path(finders.find(part.removeprefix("static/")))
            sizes[part] = len(brotli.compress(file.read_bytes(), quality=10))  # sent with 11, so a little smaller
        elif part.startswith("karte/"):
            sizes[part] = int(response.headers.get("content-length", 0))

    visit(drawing, answered=weigh)
    assert {name.split("/")[1] for name in sizes} >= {"vendor", "maps", "stil", "schrift", "kacheln"}
    assert sum(sizes.values()) < BUDGET, sizes
