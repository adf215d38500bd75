// SPDX-License-Identifier: EUPL-1.2
// Small improvements of conversations; everything works without them. Drafts stay in this browser (and in the account),
// a small sum keeps machines away while people write, "Unterstützen" works in one press.

const KEPT_DAYS = 14;
const name = (place) => `allmende-entwurf:${place}`;

// --- Drafts ---------------------------------------------------------------------------------------------------------

function stored(place) {
  try {
    return JSON.parse(localStorage.getItem(name(place)) ?? "null");
  } catch {
    return null;
  }
}

function keep(place, text) {
  try {
    if (text.trim()) localStorage.setItem(name(place), JSON.stringify({ text, at: Date.now() }));
    else localStorage.removeItem(name(place));
  } catch {
    // A full or forbidden store: the text still stands in the field.
  }
}

function forgetOld() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith("allmende-entwurf:")) continue;
      const { at } = JSON.parse(localStorage.getItem(key));
      if (!(Date.now() - at < KEPT_DAYS * 86400_000)) localStorage.removeItem(key);
    }
  } catch {
    // nothing to forget
  }
}

// After sending, the address says which draft is done with.
function forgetSent() {
  const here = new URL(location.href);
  const parent = here.searchParams.get("geschrieben");
  if (parent === null) return;
  for (const part of document.querySelectorAll("[data-thread]")) keep(`${part.dataset.thread}:${parent}`, "");
  here.searchParams.delete("geschrieben");
  history.replaceState(history.state, "", here);
}

function send(form, text) {
  if (!form.dataset.draft) return;
  const body = new URLSearchParams({ text, parent: form.elements.parent?.value ?? "", csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  fetch(form.dataset.draft, { method: "POST", body, keepalive: true }).catch(() => {});
}

function improveForm(form) {
  const box = form.elements.text, status = form.querySelector("[data-status]"), place = form.dataset.dialogue;
  const before = stored(place);
  if (!box.value.trim() && before) {
    box.value = before.text;
    status.textContent = form.dataset.saved;
  }
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    const left = Number(box.dataset.longest) - [...box.value].length;
    if (left < 300) status.textContent = `${form.dataset.left} ${left}`;
    timer = setTimeout(() => {
      keep(place, box.value);
      send(form, box.value);
      if (left >= 300) status.textContent = box.value.trim() ? form.dataset.saved : "";
    }, 1200);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(place, box.value);
  });
}

// --- A small sum against machines -----------------------------------------------------------------------------------

function improveProof(mark) {
  const form = mark.closest("form"), field = form.elements.proof;
  if (!field || field.value) return;
  let worker, done, begun;
  const solved = new Promise((resolve) => { done = resolve; });
  const begin = () => {
    if (begun) return;
    begun = true;
    try {
      worker = new Worker(mark.dataset.worker, { type: "module" });
    } catch {
      done("");
      return;
    }
    worker.onmessage = ({ data }) => { field.value = data; worker.terminate(); done(data); };
    worker.onerror = () => done("");
    worker.postMessage({ challenge: mark.dataset.proof, bits: Number(mark.dataset.bits) });
  };
  form.addEventListener("focusin", begin, { once: true });
  // Before anything else sees the sending: wait for the sum, at most ten seconds, then send whatever there is.
  form.addEventListener("submit", async (event) => {
    if (field.value || form.dataset.proved) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter, status = form.querySelector("[data-status]");
    if (status && form.dataset.wait) status.textContent = form.dataset.wait;
    begin();
    await Promise.race([solved, new Promise((resolve) => setTimeout(resolve, 10_000))]);
    form.dataset.proved = "yes";
    form.requestSubmit(submitter ?? undefined);
  }, { capture: true });
}

// --- One press --------------------------------------------------------------------------------------------------------

// A stranger's page has no token for sending, so that it sets no cookie: it is fetched with the press.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-react]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const part = { headers: { "HX-Request": "true" } };
  try {
    const parse = async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form");
    };
    const form = await parse(await fetch(link.href, part));
    const after = await parse(await fetch(form.action, { ...part, method: "POST", body: new URLSearchParams(new FormData(form)) }));
    link.replaceWith(after);
    window.htmx?.process(after);
    after.querySelector("button").focus();
  } catch {
    location.href = link.href;
  }
});

// --- Parts that htmx brought ---------------------------------------------------------------------------------------------

function improve(root) {
  for (const form of root.querySelectorAll("form[data-dialogue]:not([data-improved])")) {
    form.dataset.improved = "yes";
    improveForm(form);
    if (root !== document) form.elements.text.focus();
  }
  for (const mark of root.querySelectorAll("[data-proof]:not([data-improved])")) {
    mark.dataset.improved = "yes";
    improveProof(mark);
  }
}

forgetOld();
forgetSent();
improve(document);
// The list that takes the place of "Weitere Kommentare" begins where the focus was.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.querySelector("form[data-dialogue]:not([data-improved])") || node.matches("form[data-dialogue]:not([data-improved])")) improve(node.parentElement);
      else improve(node);
    }
}).observe(document.body, { childList: true, subtree: true });
