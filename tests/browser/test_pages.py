# SPDX-License-Identifier: EUPL-1.2
"""Every page of the list: axe-core, our own probe, without JavaScript, weight, content security policy."""

import gzip

import pytest

from allmende.core.accessibility import axe, probe
from tests.browser.exceptions import not_excused
from tests.browser.pages import CASES

pytestmark = pytest.mark.browser

PAGE_BYTES, PAGE_REQUESTS, MAP_BYTES = 150_000, 12, 600_000
CONTENT = {"image", "media", "texttrack"}
"""What editors put on a page counts as theirs."""
LOAD = """
(url) => new Promise((done, failed) => {
  const script = Object.assign(document.createElement("script"), { src: url, onload: done, onerror: failed });
  document.head.append(script);
})
"""
"""Playwright's own way would take any complaint of the page for its own."""
AXE = "/static/axe-core/axe.min.js"
COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")


PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until a change of colours has reached the screen."""

FLAT = """
() => {
  if (window.__flat) return;
  const sheet = window.__flat = new CSSStyleSheet();
  sheet.replaceSync("* { background-image: none !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""
"""Take colour gradients away: over them axe-core leaves the contrast undecided."""

SAID = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dd, th, td, a[href], label)")]
  .filter((e) => e.checkVisibility() && !e.closest(".map, .map-note, [data-needs-js]"))
  .map((e) => [e.localName, e.textContent.replace(/\\s+/g, " ").trim(), e.getAttribute("href")].join("|"))
"""
"""What a page says: its visible headings, texts and links."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page(visitor, scripted, scriptless, case):
    """Open a page once and look at everything: it takes ten minutes less than one visit for each question."""
    visitor.expected = case.complaints
    page = visitor.reopen(scripted, case.path.format(**visitor.site.things), role=case.role)
    if case.prepare:
        case.prepare(page)
    is_light = case.kit and not case.prepare  # the staff area may weigh more; a form sent back is its page once more
    said = set(page.evaluate(SAID)) if is_light else set()
    faults = weight_faults(visitor, page, case) if is_light else []
    faults += not_accessible(page, case)
    page.evaluate("localStorage.clear()")
    page.close()
    if is_light:
        faults += missing_without_javascript(visitor, scriptless, case, said)
    assert faults == []


def not_accessible(page, case):
    """Return faults of axe-core in light, in dark (colours only), and on a phone (there from right to left); then our own probe's.

    Each quality is seen once and not each combination: that took three times as long and found nothing more.
    """
    page.evaluate(LOAD, AXE)
    faults = []
    for scheme, rules in (("light", ()), ("dark", axe.COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(PAINTED)
        faults += axe_faults(page, scheme, rules)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(PAINTED)
    faults += map(str, not_excused(page, probe.static_findings(page)))
    if case.kit:
        faults += map(str, probe.walk_findings(page, content_only=case.name != "home"))
    page.set_viewport_size({"width": 360, "height": 800})
    if case.rtl and case.kit:
        page.evaluate("document.documentElement.dir = 'rtl'")
    faults += axe_faults(page, "phone")
    page.evaluate("document.documentElement.dir = ''")
    faults += map(str, not_excused(page, probe.reflow_findings(page)))
    if not case.kit:
        # Last, because the staff area opens tooltips and calendars on the way.
        page.set_viewport_size({"width": 1280, "height": 900})
        faults += map(str, not_excused(page, probe.walk_findings(page, content_only=case.path != "/verwaltung/")))
    return faults


def axe_faults(page, look, rules=()):
    """Run axe-core (already in the page) and return its violations as lines that begin with `look`."""
    page.evaluate(FLAT)
    return [f"{look}: {finding}" for finding in not_excused(page, axe.findings(page, rules))]


def weight_faults(visitor, page, case):
    """Return faults of what a citizen's page makes the browser fetch: too much, or too often. Content of editors is theirs."""
    if case.map:
        page.wait_for_load_state("networkidle")
    sizes = {}
    for response in visitor.watch.responses:
        request = response.request
        if request.resource_type in CONTENT or request.redirected_to or request.method != "GET":
            continue
        url = response.url.removeprefix(visitor.site.url)
        if not url.startswith("data:"):
            sizes[url] = _weight(response, url)
    total, budget = sum(sizes.values()), PAGE_BYTES + (MAP_BYTES if case.map else 0)
    faults = [f"{total} bytes, {budget} allowed: {sizes}"] if total > budget else []
    if not case.map and len(sizes) > PAGE_REQUESTS:
        faults.append(f"{len(sizes)} requests, {PAGE_REQUESTS} allowed: {list(sizes)}")
    return faults


_weights: dict[str, int] = {}


def _weight(response, url):
    """Return how many bytes an answer has on the way. Files of the site are weighed once."""
    if url not in _weights or not url.startswith("/static/"):
        body = response.body()
        packed = response.headers.get("content-type", "").startswith(COMPRESSED)
        _weights[url] = len(gzip.compress(body, 6)) if packed else len(body)
    return _weights[url]


def missing_without_javascript(visitor, scriptless, case, said):
    """Return what a citizen's page says with JavaScript only. What JavaScript adds may be missing (maps, buttons to share)."""
    page = visitor.reopen(scriptless, case.path.format(**visitor.site.things), role=case.role)
    faults = [] if page.locator("h1").count() == 1 else ["without JavaScript: not one h1"]
    if page.locator("[data-needs-js]:visible").count():
        faults.append("without JavaScript: shows what needs it")
    faults += [f"without JavaScript missing: {text}" for text in sorted(said - set(page.evaluate(SAID)))]
    page.close()
    return faults
