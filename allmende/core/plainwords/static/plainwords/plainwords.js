// SPDX-License-Identifier: EUPL-1.2
// Keeps hints on plain words up to date while staff write: below text boxes (`data-plain-box`) and in the page editor
// (`data-plain-page`). Without this script the button "Text prüfen" opens a page with the same hints.

const PAUSE = 900; // after the last key
const LOOK = 2000; // the page editor tells nobody when its text has changed, so it is looked at

async function show(target, url, body) {
  target.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { method: "POST", body, headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (response.redirected || !(response.headers.get("Content-Type") ?? "").startsWith("text/html")) return;
    const open = target.querySelector("details[open]") !== null;
    const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".plain-review");
    if (!found) return;
    target.replaceChildren(document.importNode(found, true));
    if (open) target.querySelector("details")?.setAttribute("open", "");
  } catch {
    // No network: the hints stay as they were; writing goes on.
  } finally {
    target.removeAttribute("aria-busy");
  }
}

function box(element) {
  const text = element.querySelector("textarea");
  const target = element.querySelector("[data-plain-review]");
  let timer = 0;
  const check = () => {
    if (!text.value.trim()) return target.replaceChildren();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", text.form?.elements.csrfmiddlewaretoken?.value ?? "");
    body.set(text.name, text.value);
    body.set("before", text.defaultValue);
    body.set("part", "1");
    return show(target, element.dataset.url, body);
  };
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
  element.querySelector("[data-plain-check]").addEventListener("click", (event) => {
    event.preventDefault();
    check();
  });
}

function pageEditor(element) {
  const form = element.closest("form");
  const target = element.querySelector("[data-plain-review]");
  const state = () => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  let seen = state();
  let shown = seen;
  const check = () => {
    shown = state();
    return show(target, element.dataset.url, new FormData(form));
  };
  setInterval(() => {
    if (document.hidden || !element.checkVisibility()) return;
    const now = state();
    if (now !== shown && now === seen) check(); // changed, and quiet since the last look
    seen = now;
  }, LOOK);
  const button = element.querySelector("[data-plain-check]");
  button.hidden = false;
  button.addEventListener("click", check);
}

document.querySelectorAll("[data-plain-box]").forEach(box);
document.querySelectorAll("[data-plain-page]").forEach(pageEditor);
