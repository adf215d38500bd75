// SPDX-License-Identifier: EUPL-1.2
// The live what-if page. Without this script the same form is sent with GET and the server answers with the same page.
// Here a change goes to the address, to the map and to the server at once; its answer is HTML that takes the place of
// the parts with the same id, so that words and figures are written in one place only.

const form = document.getElementById("whatif");
const drawn = new Promise((resolve) => document.addEventListener("map:ready", (event) => event.target.id === "whatif-map" && resolve(event)));
// By the addresses of the page, which carry the version of each file.
const [{ Asker }, q] = await Promise.all([import(form.dataset.asking), import(form.dataset.question)]);

const words = JSON.parse(form.dataset.words);
const status = document.getElementById("whatif-status");
const said = document.getElementById("whatif-said");
const page = new URL(form.action).pathname;
const QUIET = 700; // milliseconds without a change before the result is read out
const UNDOS = 200;

let question = q.read(new URLSearchParams(new FormData(form)));
let board = null;
let before = null; // the question when dragging began
const past = [];
const future = [];

const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

// --- asking the server -------------------------------------------------------------------------------------------------

const asker = new Asker({
  load: (query, signal) => fetch(form.dataset.answer + query, { signal, headers: { Accept: "text/html" } }),
  show: (html, query) => {
    take(new DOMParser().parseFromString(html, "text/html"), ["whatif-answer", "whatif-changes"]);
    form.dataset.answered = query; // what the page shows the answer to
  },
  tell: (kind, seconds) => {
    const text = kind ? words[kind].replace("%s", seconds) : "";
    if (status.textContent !== text) status.textContent = text;
  },
});

/** Put parts of an answer in place of those on the page; the focus stays where it was. */
function take(fresh, ids) {
  const focused = document.activeElement?.id;
  for (const id of ids) {
    const [old, part] = [document.getElementById(id), fresh.getElementById(id)];
    if (!old || !part) continue;
    for (const fold of old.querySelectorAll("details[id][open]")) part.querySelector(`#${fold.id}`)?.setAttribute("open", "");
    old.replaceWith(document.adoptNode(part));
  }
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  board?.answer(data("whatif-figures") ?? {});
  tidy();
  announce();
}

let speaking = 0;
/** Say the result when nothing has changed for a moment and nothing is held: nobody wants to hear every metre of a drag. */
function announce() {
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    if (before || form.dataset.answered !== q.query(question)) return; // a later answer says it
    const told = [...document.querySelectorAll("#whatif-answer .ui-alert__text, #whatif-words")].map((part) => part.innerText);
    const text = told.join(" ").replace(/\s+/g, " ").trim();
    if (said.textContent !== text) said.textContent = text;
  }, QUIET);
}

/** Fetch the whole page and take the named parts of it: another topic, or what was searched for. */
async function turn(address, ids) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.status);
    take(new DOMParser().parseFromString(await response.text(), "text/html"), ids);
    return true;
  } catch {
    location.assign(address); // the browser's own way shows what is wrong
    return false;
  }
}

// --- changing the question ---------------------------------------------------------------------------------------------

/** Ask another question. `draft` while something is being dragged: no entry in the history yet. */
function change(next, { draft = false } = {}) {
  if (q.size(next) > q.MOST && q.size(next) > q.size(question)) {
    status.textContent = words.most;
    board?.show(question, words.one);
    return;
  }
  before ??= question;
  question = next;
  if (!draft) commit();
  render({ now: !draft });
}

function commit() {
  if (before && q.query(before) !== q.query(question)) {
    past.push(before);
    past.splice(0, past.length - UNDOS);
    future.length = 0;
    history.pushState(null, "", page + q.query(question));
  }
  before = null;
}

function step(from, to) {
  if (!from.length) return;
  to.push(question);
  question = from.pop();
  history.pushState(null, "", page + q.query(question));
  render({ now: true, topic: true });
}

/** Write the question into the form and onto the map, and ask for the answer. */
async function render({ now, topic = false }) {
  const old = form.elements.thema.dataset.shown ?? form.elements.thema.value;
  for (const name of ["thema", "gruppe", "weg"]) if (question[name]) form.elements[name].value = question[name];
  fill();
  if (topic && question.thema && old !== question.thema) {
    asker.forget();
    if (!(await turn(page + q.query(question), [...SIDES, "whatif-answer", "whatif-changes"]))) return;
    form.elements.thema.dataset.shown = question.thema;
    words.one = document.getElementById("whatif-places").dataset.one;
    board?.load(data("whatif-map-data"));
    board?.show(question, words.one);
    form.dataset.answered = q.query(question);
    return;
  }
  board?.show(question, words.one);
  asker.ask(q.query(question), { now });
}

const SIDES = ["whatif-places", "whatif-found", "whatif-map-data", "whatif-groups", "whatif-standard"];

/** The hidden fields of the form are the question, so that sending the form always sends what is shown. */
function fill() {
  const holder = document.getElementById("whatif-state");
  holder.replaceChildren(
    ...q.parameters({ ...question, thema: "", gruppe: "", weg: "" }).map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })),
  );
  tidy();
}

function tidy() {
  for (const [name, list] of [["undo", past], ["redo", future]]) {
    const button = document.querySelector(`[data-whatif-${name}]`);
    if (button) button.setAttribute("aria-disabled", String(!list.length));
  }
}

// --- what people do ----------------------------------------------------------------------------------------------------

form.elements.thema.dataset.shown = form.elements.thema.value;

document.addEventListener("submit", async (event) => {
  if (event.target !== form) return;
  event.preventDefault();
  const { name = "", value = "" } = event.submitter ?? {};
  const next = name && q.command(question, name, value);
  if (next) {
    change(next);
    if (name === "neu" || name === "verschoben" || name === "ersetzt") {
      const at = value.split("@").at(-1).split(",").map(Number);
      board?.seek(at);
      await turn(page + q.query(question), ["whatif-found"]); // out of "where to?" again
      status.textContent = words.set;
    }
    return;
  }
  const asked = new URLSearchParams(q.query(question));
  if (name === "verschieben") asked.set("verschieben", value);
  else {
    const moving = document.querySelector("#whatif-found input[name=verschieben]");
    if (moving) asked.set("verschieben", moving.value);
  }
  if (name === "kein-verschieben") asked.delete("verschieben");
  const text = form.elements.suche?.value.trim();
  if (text && name !== "kein-verschieben") asked.set("suche", text);
  if (!(await turn(`${page}?${asked}`, ["whatif-found"]))) return;
  const found = document.getElementById("whatif-found");
  (name === "verschieben" ? found.querySelector("input[type=search]") : found.querySelector("[data-whatif-count]"))?.focus();
});

form.addEventListener("change", (event) => {
  const { name, value } = event.target;
  if (name === "thema") {
    // Places of another topic mean nothing; new points stay.
    before = question;
    question = { ...question, thema: value, gone: [], moved: new Map() };
    commit();
    render({ now: true, topic: true });
  } else if (name === "gruppe" || name === "weg") change({ ...question, [name]: value });
});

document.addEventListener("change", (event) => {
  if (event.target.name === "ansicht") look(event.target.value);
});

function look(name) {
  board?.look(name);
  for (const legend of document.querySelectorAll("[data-whatif-legend]")) legend.hidden = (legend.dataset.whatifLegend === "change") !== (name === "change");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-whatif-undo], [data-whatif-redo], [data-whatif-middle]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  if ("whatifUndo" in button.dataset) step(past, future);
  else if ("whatifRedo" in button.dataset) step(future, past);
  else if (board) {
    change(q.add(question, board.middle));
    board.focus(`neu:${question.fresh.length - 1}`);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  if (event.shiftKey) step(future, past);
  else step(past, future);
});

addEventListener("popstate", () => {
  question = q.read(new URLSearchParams(location.search));
  before = null;
  render({ now: true, topic: true });
});

drawn.then(async ({ target, detail }) => {
  const { Board } = await import(form.dataset.board);
  const options = JSON.parse(target.dataset.map);
  board = new Board(detail, {
    words,
    font: options.external ? "" : options.font,
    on: {
      add: (at) => change(q.add(question, at)),
      shift: (index, at, done) => change(q.shift(question, index, at), { draft: !done }),
      move: (place, at, done) => change(q.move(question, place, at), { draft: !done }),
      remove: (key) => {
        const [kind, which] = key.split(":");
        change(kind === "neu" ? q.drop(question, Number(which)) : q.without(question, Number(which)));
      },
    },
  });
  board.load(data("whatif-map-data"));
  board.show(question, words.one);
  board.answer(data("whatif-figures") ?? {});
  look(document.querySelector("[name=ansicht]:checked")?.value ?? "change");
  document.querySelector("[data-whatif-middle]").setAttribute("aria-disabled", "false");
  target.dataset.board = "ready";
});

fill();
