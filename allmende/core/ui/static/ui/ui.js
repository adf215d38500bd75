// SPDX-License-Identifier: EUPL-1.2
// Small improvements; every page works without them.

document.documentElement.classList.add("ui-js");

// The error summary takes the focus, also after htmx has exchanged a part of the page.
function focusSummary(root) {
  const summary = root.querySelector("[data-focus]:not([data-seen])");
  if (!summary) return;
  summary.dataset.seen = "yes";
  if (document.activeElement !== summary) summary.focus();
  const prefix = summary.dataset.prefix ?? "";
  if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
}

// Links in the summary go to the field itself, not only to its place on the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".ui-errors a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus({ preventScroll: true });
  (field.closest(".kern-form-input, .kern-fieldset, .kern-form-check") ?? field).scrollIntoView({ block: "start" });
});

// Open menus close with Escape (focus back on their button) and with a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest?.(".ui-drop[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const drop of document.querySelectorAll(".ui-drop[open]")) if (!drop.contains(event.target)) drop.open = false;
});

// Buttons that only make sense with JavaScript: print this page, copy or share its address.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-print], [data-share]");
  if (!button) return;
  if ("print" in button.dataset) return window.print();
  const url = new URL(button.dataset.share || location.href, location.href).href;
  const status = document.getElementById(button.getAttribute("aria-controls"));
  try {
    if (navigator.share && matchMedia("(pointer: coarse)").matches) await navigator.share({ url, title: document.title });
    else {
      await navigator.clipboard.writeText(url);
      if (status) status.textContent = button.dataset.done;
    }
  } catch (error) {
    // Closing the phone's share sheet is no error; a refused clipboard gets the address to copy by hand.
    if (status && error.name !== "AbortError") status.textContent = url;
  }
});

// "Vorlesen" leads to a page to listen to; with JavaScript its player is loaded here when it is first wanted.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-readaloud]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    await (await import(link.dataset.readaloud)).start(link);
  } catch {
    location.href = link.href;
  }
});

// A list of links to sections of the page becomes tabs.
function makeTabs(list) {
  if (list.role === "tablist") return;
  const links = [...list.querySelectorAll("a[href^='#']")];
  const panels = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (panels.some((panel) => !panel)) return;
  list.setAttribute("role", "tablist");
  const show = (index, focus) => {
    links.forEach((link, i) => {
      link.setAttribute("aria-selected", String(i === index));
      link.tabIndex = i === index ? 0 : -1;
      panels[i].hidden = i !== index;
    });
    if (focus) links[index].focus();
  };
  links.forEach((link, index) => {
    link.parentElement.setAttribute("role", "presentation");
    link.setAttribute("role", "tab");
    link.id ||= `tab-${link.hash.slice(1)}`;
    link.setAttribute("aria-controls", panels[index].id);
    panels[index].setAttribute("role", "tabpanel");
    panels[index].setAttribute("aria-labelledby", link.id);
    panels[index].tabIndex = 0;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(index, true);
    });
    link.addEventListener("keydown", (event) => {
      const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      const backward = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
      const target = { [forward]: index + 1, [backward]: index - 1, Home: 0, End: links.length - 1 }[event.key];
      if (target === undefined) return;
      event.preventDefault();
      show((target + links.length) % links.length, true);
    });
  });
  const asked = panels.findIndex((panel) => location.hash === `#${panel.id}`);
  show(Math.max(asked, 0), false);
}

// A form is sent once, however often its button is pressed; coming back with the browser's button frees it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || form.hasAttribute("data-hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

function improve() {
  document.querySelectorAll("[data-tabs]").forEach(makeTabs);
  focusSummary(document);
}
improve();
document.addEventListener("htmx:after:swap", improve);
