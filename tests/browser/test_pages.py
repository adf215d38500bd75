# SPDX-License-Identifier: EUPL-1.2
"""Every page of the list: axe-core, our own probe, without JavaScript, weight, content security policy."""

import gzip

import pytest

from allmende.core.accessibility import axe, probe
from tests.browser.exceptions import not_excused
from tests.browser.pages import CASES

pytestmark = pytest.mark.browser

every_page = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
every_citizen_page = pytest.mark.parametrize(
    "case", [case for case in CASES if case.kit and not case.prepare], ids=lambda case: case.name
)
PAGE_BYTES, PAGE_REQUESTS, MAP_BYTES = 150_000, 12, 600_000
CONTENT = {"image", "media", "texttrack"}
"""What editors put on a page counts as theirs."""
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


def _open(visitor, case, **options):
    visitor.expected = case.complaints
    page = visitor.open(case.path.format(**visitor.site.things), role=case.role, **options)
    if case.prepare:
        case.prepare(page)
    return page


def axe_findings(page, look, rules=()):
    """Run axe-core (already in the page) and return its violations as lines that begin with `look`."""
    page.evaluate(FLAT)
    return [f"{look}: {finding}" for finding in not_excused(page, axe.findings(page, rules))]


@every_page
def test_it_is_accessible_in_every_look(visitor, axe_source, case):
    """axe-core in light, in dark (colours only), and on a phone (there from right to left); then our own probe.

    Each quality is seen once and not each combination: that took three times as long and found nothing more.
    """
    page = _open(visitor, case, reduced_motion="reduce")
    page.evaluate(axe_source)
    findings = []
    for scheme, rules in (("light", ()), ("dark", axe.COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(PAINTED)
        findings += axe_findings(page, scheme, rules)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(PAINTED)
    findings += map(str, not_excused(page, probe.static_findings(page)))
    if case.kit:
        findings += map(str, probe.walk_findings(page, content_only=case.name != "home"))
    page.set_viewport_size({"width": 360, "height": 800})
    if case.rtl and case.kit:
        page.evaluate("document.documentElement.dir = 'rtl'")
    findings += axe_findings(page, "phone")
    page.evaluate("document.documentElement.dir = ''")
    findings += map(str, not_excused(page, probe.reflow_findings(page)))
    if not case.kit:
        # Last, because the staff area opens tooltips and calendars on the way.
        page.set_viewport_size({"width": 1280, "height": 900})
        page.reload()
        findings += map(str, not_excused(page, probe.walk_findings(page)))
    assert findings == []


@every_citizen_page
def test_it_is_light_and_stands_without_javascript(visitor, case):
    page = _open(visitor, case)
    page.wait_for_load_state("networkidle")
    responses = [
        r for r in visitor.watch.responses if not r.url.startswith("data:") and r.request.resource_type not in CONTENT
    ]
    sizes = {}
    for response in responses:
        if response.request.redirected_to is None and response.request.method == "GET":
            body = response.body()
            packed = response.headers.get("content-type", "").startswith(COMPRESSED)
            sizes[response.url.removeprefix(visitor.site.url)] = len(gzip.compress(body, 6)) if packed else len(body)
    assert sum(sizes.values()) <= PAGE_BYTES + (MAP_BYTES if case.map else 0), sizes
    if not case.map:
        assert len(sizes) <= PAGE_REQUESTS, "\n".join(sizes)

    plain = _open(visitor, case, java_script_enabled=False)
    assert plain.locator("h1").count() == 1
    assert plain.locator("[data-needs-js]:visible").count() == 0
    # What JavaScript adds may be missing (maps, buttons to share); what the page says and where it leads may not.
    assert set(page.evaluate(SAID)) <= set(plain.evaluate(SAID))
