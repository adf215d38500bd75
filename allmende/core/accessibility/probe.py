# SPDX-License-Identifier: EUPL-1.2
"""Our own probe for accessibility: finds what axe-core does not. The platform's tests and the check of other sites share it.

`static_findings` reads one page as it stands; `walk_findings` tabs through it; `reflow_findings` narrows it to 320 px and
widens its text spacing. Each returns a list of `Finding`, empty for a good page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the browser driver is an extra: `allmende[browser]`
    from playwright.sync_api import Page

VAGUE = (
    "hier", "mehr", "weiter", "weiterlesen", "mehr lesen", "klicken sie hier", "hier klicken", "link", "details", "here",
    "click here", "more", "read more", "mehr erfahren", "mehr infos",
)  # fmt: skip
"""Link texts that say nothing when heard on their own."""


WORDS = {
    "not-by-keyboard": "Lässt sich anklicken, aber nicht mit der Tastatur bedienen",
    "duplicate-id": "Dieselbe id kommt mehrmals vor",
    "input-without-label": "Eingabefeld ohne Beschriftung",
    "placeholder-instead-of-label": "Nur ein Platzhalter statt einer Beschriftung",
    "vague-link": "Linktext sagt nicht, wohin er führt",
    "same-text-different-target": "Gleicher Linktext führt zu verschiedenen Zielen",
    "table-without-headers": "Tabelle ohne Kopfzellen",
    "one-h1": "Nicht genau eine Hauptüberschrift",
    "focus-not-visible": "Beim Durchgehen mit der Tastatur ist nicht zu sehen, wo man ist",
    "focus-off-screen": "Was die Tastatur erreicht, liegt außerhalb des Bildes",
    "focus-covered": "Was die Tastatur erreicht, ist verdeckt",
    "scrolls-sideways-at-320px": "Bei starker Vergrößerung muss man seitlich rollen",
    "text-spacing-cuts-text": "Größere Textabstände schneiden Text ab",
    "text-spacing-scrolls-sideways": "Größere Textabstände machen die Seite zu breit",
}
"""Each rule in words, for people who are to mend what it found."""


@dataclass(frozen=True)
class Finding:
    """One fault: the rule it breaks, where it is (its HTML, shortened) and the CSS path that leads there (or empty)."""

    rule: str
    where: str
    target: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.where}"


PATH = """
  const pathOf = (e) => {
    const way = [];
    for (let n = e; n && n !== document.documentElement; n = n.parentElement) {
      if (n.id && document.querySelectorAll(`[id="${CSS.escape(n.id)}"]`).length === 1) { way.unshift("#" + CSS.escape(n.id)); break; }
      const same = n.parentElement ? [...n.parentElement.children].filter((s) => s.localName === n.localName) : [n];
      way.unshift(n.localName + (same.length > 1 ? `:nth-of-type(${same.indexOf(n) + 1})` : ""));
    }
    return way.join(" > ");
  };
"""
"""JavaScript: the shortest CSS path to an element."""

STATIC = (
    """
(vague) => {
  const found = [];"""
    + PATH
    + """
  const add = (rule, element, detail = "") => found.push([rule, element.outerHTML.replace(/\\s+/g, " ").slice(0, 160) + detail, pathOf(element)]);
  const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.closest("[aria-hidden=true]");
  const focusable = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable], iframe, audio[controls], video[controls]";
  const ids = (text) => (text || "").split(/\\s+/).map((id) => document.getElementById(id)).filter(Boolean);
  const name = (e) => {
    const by = ids(e.getAttribute("aria-labelledby")).map((n) => n.textContent).join(" ");
    const alts = [...e.querySelectorAll("img[alt]")].map((i) => i.alt).join(" ");
    return (by || e.getAttribute("aria-label") || e.textContent + " " + alts || "").replace(/\\s+/g, " ").trim();
  };

  for (const e of document.querySelectorAll("body *")) {
    if (!shown(e) || e.closest("label, a[href], button, summary, select, maplibre-map, canvas") || e.matches(focusable)) continue;
    const role = e.getAttribute("role");
    const acts = e.hasAttribute("onclick") || ["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option"].includes(role);
    const pointer = getComputedStyle(e).cursor === "pointer" && getComputedStyle(e.parentElement).cursor !== "pointer";
    if (acts || pointer) add("not-by-keyboard", e);
  }

  const seen = new Set();
  for (const e of document.querySelectorAll("[id]")) {
    if (seen.has(e.id)) add("duplicate-id", e);
    seen.add(e.id);
  }

  for (const e of document.querySelectorAll("input:not([type=hidden], [type=submit], [type=button], [type=image], [type=reset]), select, textarea")) {
    if (!shown(e)) continue;
    const label = [...(e.labels || [])].map((l) => l.textContent).join("") + ids(e.getAttribute("aria-labelledby")).map((n) => n.textContent).join("");
    if (label.trim()) continue;
    if (e.placeholder) add("placeholder-instead-of-label", e);
    else if (!e.getAttribute("aria-label")) add("input-without-label", e);
  }

  const targets = new Map();
  for (const e of document.querySelectorAll("a[href]")) {
    if (!shown(e)) continue;
    const text = name(e).toLowerCase();
    if (vague.includes(text.replace(/[.…»›>:!]+$/, "").trim())) add("vague-link", e);
    const url = e.href;
    if (text && targets.has(text) && targets.get(text) !== url) add("same-text-different-target", e, " != " + targets.get(text));
    targets.set(text, url);
  }

  for (const e of document.querySelectorAll("table:not([role=presentation], [role=none])")) {
    if (shown(e) && !e.querySelector("th, [role=columnheader], [role=rowheader]")) add("table-without-headers", e);
  }
  if (document.querySelectorAll("h1").length !== 1) found.push(["one-h1", `${document.querySelectorAll("h1").length} first-level headings`, ""]);
  return found;
}
"""
)


def static_findings(page: Page) -> list[Finding]:
    """Return faults that can be read off the page without touching it."""
    return [Finding(*fault) for fault in page.evaluate(STATIC, list(VAGUE))]


LOOK = (
    """
(before) => {"""
    + PATH
    + """
  const styleOf = (e) => {
    const chain = [];
    for (let n = e, i = 0; n && n !== document.body && i < 4; n = n.parentElement, i += 1) {
      const s = getComputedStyle(n);
      chain.push([s.outlineStyle === "none" ? "none" : s.outline, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecoration].join("|"));
    }
    return chain.join(" ");
  };
  const resting = before === null ? null : styleOf(window.__walk[before]);
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return { index: null, resting };
  window.__walk ??= [];
  let index = window.__walk.indexOf(e);
  const again = index !== -1;
  if (!again) index = window.__walk.push(e) - 1;
  const r = e.getBoundingClientRect();
  const x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(r.top + Math.min(r.height, innerHeight) / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const covered = !!top && !(e.contains(top) || top.contains(e) || (e.labels && [...e.labels].some((l) => l.contains(top))));
  const inside = r.width > 1 && r.height > 1 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
  return { index, again, outside: !e.closest('main'), style: styleOf(e), resting, covered, inside, html: e.outerHTML.replace(/\\s+/g, " ").slice(0, 140), path: pathOf(e), frame: e.tagName === "IFRAME" };
}
"""
)


FROM_THE_TOP = "() => { window.__walk = []; document.activeElement?.blur(); window.scrollTo(0, 0); }"
FROM_THE_CONTENT = """
() => {
  window.__walk = [];
  document.activeElement?.blur();
  window.scrollTo(0, 0);
  const main = document.querySelector("main");
  if (!main) return;
  if (!main.hasAttribute("tabindex")) main.tabIndex = -1;
  main.focus();
}
"""


def walk_findings(page: Page, *, steps: int = 60, content_only: bool = False) -> list[Finding]:
    """Press Tab through the page: every stop must be on screen, uncovered, and look different from its resting state.

    `content_only`: begin at <main> and end with it; header and footer are the same
    on every page of a site.
    """
    page.evaluate(FROM_THE_CONTENT if content_only else FROM_THE_TOP)
    findings: list[Finding] = []
    previous = None
    for _step in range(steps):
        page.keyboard.press("Tab")
        current = page.evaluate(LOOK, previous and previous["index"])
        if previous and current["index"] == previous["index"]:
            continue  # a date field has several stops inside
        if previous and not previous["frame"] and current["resting"] == previous["style"]:
            findings.append(Finding("focus-not-visible", previous["html"], previous["path"]))
        if current["index"] is None or current["again"] or (content_only and current["outside"]):
            break
        if not current["inside"]:
            findings.append(Finding("focus-off-screen", current["html"], current["path"]))
        elif current["covered"]:
            findings.append(Finding("focus-covered", current["html"], current["path"]))
        previous = current
    return findings


SPACING = (
    """
() => {"""
    + PATH
    + """
  const sheet = window.__spacing = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const cut = [];
  for (const e of document.querySelectorAll("body *")) {
    const s = getComputedStyle(e);
    if (!e.checkVisibility() || s.clip !== "auto" || s.clipPath !== "none" || e.matches("input, select, textarea, option, progress, svg *")) continue;
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const hidden = (v) => v === "hidden" || v === "clip";
    if (own && ((hidden(s.overflowX) && e.scrollWidth > e.clientWidth + 2) || (hidden(s.overflowY) && e.scrollHeight > e.clientHeight + 2)))
      cut.push([e.outerHTML.replace(/\\s+/g, " ").slice(0, 140), pathOf(e)]);
  }
  return cut;
}
"""
)

UNSPACED = "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== window.__spacing); }"

TOO_WIDE = (
    """
() => {"""
    + PATH
    + """
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest("[tabindex='0'], .ui-table-wrap, pre"));
  const last = wide.slice(-2);
  return [[`${document.documentElement.scrollWidth} px: ` + last.map((e) => e.outerHTML.replace(/\\s+/g, " ").slice(0, 120)).join(" / "), last.length ? pathOf(last.at(-1)) : ""]];
}
"""
)


def reflow_findings(page: Page) -> list[Finding]:
    """Look at the page 320 px wide (400 % zoom, WCAG 1.4.10), then with wide text spacing (1.4.12)."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    findings = [Finding("scrolls-sideways-at-320px", *place) for place in page.evaluate(TOO_WIDE)]
    findings += [Finding("text-spacing-cuts-text", *place) for place in page.evaluate(SPACING)]
    findings += [Finding("text-spacing-scrolls-sideways", *place) for place in page.evaluate(TOO_WIDE) if not findings]
    page.evaluate(UNSPACED)
    if size:
        page.set_viewport_size(size)
    return findings


def all_findings(page: Page) -> list[Finding]:
    """Run the whole probe."""
    return static_findings(page) + walk_findings(page) + reflow_findings(page)
