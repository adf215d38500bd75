// SPDX-License-Identifier: EUPL-1.2
// Keyboard for the moderation queue. Off until somebody switches it on (WCAG 2.1.4), and never while something is typed.

const KEY = "allmende-moderation-tasten";
const panel = document.querySelector("[data-keys]");
const items = [...document.querySelectorAll("[data-item]")];
let on = false;
try {
  on = localStorage.getItem(KEY) === "1";
} catch {
  // without a store the choice lasts for this page
}

if (panel) {
  panel.hidden = false;
  const box = panel.querySelector("[data-keys-on]");
  box.checked = on;
  box.addEventListener("change", () => {
    on = box.checked;
    try {
      localStorage.setItem(KEY, on ? "1" : "0");
    } catch {
      // see above
    }
  });
}

const typing = (target) => target.closest("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])");
const current = () => items.find((item) => item.contains(document.activeElement)) ?? null;

function go(step) {
  const at = items.indexOf(current());
  const next = items[at === -1 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + step, 0), items.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// Hiding wants a reason: the marked post, and the fields below the list.
function hide(item) {
  const mark = item.querySelector("[data-mark]"), reason = document.querySelector("#mod-bulk select");
  if (!mark || !reason) return;
  for (const other of document.querySelectorAll("[data-mark]:checked")) if (other !== mark) return mark.focus();
  mark.checked = true;
  reason.focus();
  reason.scrollIntoView({ block: "center" });
}

const DO = {
  j: () => go(1),
  k: () => go(-1),
  a: () => current()?.querySelector("[data-approve]")?.click(),
  h: () => current() && hide(current()),
  x: () => current()?.querySelector("[data-mark]")?.click(),
  o: () => current()?.querySelector("[data-open]")?.click(),
  u: () => document.querySelector("[data-undo]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !(event.key in DO)) return;
  event.preventDefault();
  DO[event.key]();
});

// After a decision the next post has the focus.
const next = location.hash.startsWith("#eintrag-") && document.getElementById(location.hash.slice(1));
if (next) next.focus();
else if (on && location.hash.startsWith("#eintrag-")) items[0]?.focus();
